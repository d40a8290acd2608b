"""Bytes to text: decode, extract the article from its page, and mark what is not the article."""
