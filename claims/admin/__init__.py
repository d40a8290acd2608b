"""Data entry. Every save goes through an action."""

from importlib import import_module

PAGES = ("sources", "questions", "articles", "claims", "evidence", "desk", "accounts")


def register() -> None:
    """Register the pages. Importing this package does not: Django imports it to find the site."""
    for name in PAGES:
        import_module(f"{__name__}.{name}")
