"""What a page, an export or a search needs, in a fixed number of queries."""

from claims.reads.claims.similar import Similar, similar_claims

__all__ = ["Similar", "similar_claims"]
