"""What goes out: feedback to learners, the report to the trainer, files for other gradebooks."""
