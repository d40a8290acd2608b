"""What a page or a command shows of imports."""
