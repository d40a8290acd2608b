"""LEAF: rows in, bytes out. Knows no model, no request and no other layer."""
