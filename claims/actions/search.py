"""Rebuild the index of words, which the actions otherwise keep up to date."""

from claims.models.search.index import Words, index_from

from .record import lock

AT_ONCE = 50  # rows for each time the record's lock is held


def index_again(model: type[Words], *, after: int = 0) -> int | None:
    """Index the next claims or articles after this id. Return the last id, or None if there are no more.

    Not an action, because an index holds nothing that the record could tell. It takes the same lock, so that
    what it reads is unchanged until it is written.
    """
    with lock():
        return index_from(model, after, AT_ONCE)
