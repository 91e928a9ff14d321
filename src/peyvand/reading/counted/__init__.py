"""What the numbers say: figures with what they count, of whom and when."""
