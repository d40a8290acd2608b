"""Bytes to text: decode a page, extract its article, and mark its boilerplate."""
