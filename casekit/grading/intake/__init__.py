"""What a class handed in: delivered files, whose they are, and of which exercise."""
