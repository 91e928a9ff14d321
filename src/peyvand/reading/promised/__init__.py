"""What was promised: papers, pledges and announced plans."""
