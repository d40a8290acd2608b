"""Shapes: what was typed, checked one field at a time and turned into what actions take. No writes."""
