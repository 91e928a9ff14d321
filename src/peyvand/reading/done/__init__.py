"""What was done: acts, their sides, whether they took place, when and where."""
