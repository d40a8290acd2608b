"""What recipients of an export run themselves: no code of the desk."""
