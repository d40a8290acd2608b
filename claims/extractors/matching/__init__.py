"""What a passage has to do with a claim or with another text."""
