"""What a page, an export or a search needs, in a fixed number of queries."""
