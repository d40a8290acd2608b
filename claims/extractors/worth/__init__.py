"""What to look at first, and why: scores, reasons and the sentences suggested."""
