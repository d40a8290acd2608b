"""Data entry. Every save goes through an action."""

from importlib import import_module

PAGES = ("sources", "questions", "articles", "claims", "evidence", "desk", "accounts")


def register() -> None:
    """Register the pages. Not by being imported: Django imports this package to find the site itself."""
    for name in PAGES:
        import_module(f"{__name__}.{name}")
