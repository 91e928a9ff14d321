"""What was said: who takes which position, toward what."""
