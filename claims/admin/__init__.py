"""Data entry. Every save goes through an action."""
