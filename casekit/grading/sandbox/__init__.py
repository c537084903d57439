"""The sandbox that submissions run in: a warm interpreter, and a fork of it in a cage for each submission."""
