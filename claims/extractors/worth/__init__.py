"""What to check first, and why: scores, reasons and the suggested sentences."""
