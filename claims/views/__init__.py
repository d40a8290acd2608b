"""Translate HTTP to one action or one read and back. Views never write and decide nothing."""
