"""How a passage relates to a claim or to another text."""
