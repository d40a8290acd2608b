"""Write the index of words anew: what the actions keep in step, made whole again."""

from claims.models.search.index import Words, index_from

from .record import lock

AT_ONCE = 50  # rows for which the record's lock is held


def index_again(model: type[Words], *, after: int = 0) -> int | None:
    """The words of the next claims or articles behind this number; the last of them, or None.

    No action, for an index states nothing that the record could tell. It takes their lock all the
    same: what it reads stays true until it is written.
    """
    with lock():
        return index_from(model, after, AT_ONCE)
