"""File names as a manifest writes them, and as disks and browsers have them."""

from collections.abc import Iterable

from claims.extractors.text.folding import identity


def like_named(name: str, names: Iterable[str]) -> list[str]:
    """Return which of these names is meant: the same, else the same to every reader, else the same in another case.

    A Mac writes й and ё as two characters each. Several are returned if nothing tells which is meant.
    """
    there = list(names)
    if name in there:
        return [name]
    same = [one for one in there if identity(one, keep_case=True) == identity(name, keep_case=True)]
    return same or [one for one in there if identity(one) == identity(name)]


def remark_on_case(name: str, found: str) -> str:
    """Return what to say if the name was found in another case only."""
    if identity(name, keep_case=True) == identity(found, keep_case=True):
        return ""
    return f"The file is called {found}, in other capitals than the row says."
