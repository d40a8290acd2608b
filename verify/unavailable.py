"""Which errors pass by themselves or with a larger disk, and are no fault of the code: 503 instead of 500."""

import errno
from collections.abc import Iterator
from dataclasses import dataclass

from django.db import InterfaceError, OperationalError


@dataclass(frozen=True)
class Unavailable:
    code: str
    heading: str
    message: str
    retry_after: int  # seconds


BUSY = Unavailable(
    "busy",
    "The desk is busy",
    "Somebody else has been saving for a long time. Nothing was saved. Wait a few seconds, then submit again.",
    retry_after=5,
)
FULL = Unavailable(
    "full",
    "The disk of the desk is full",
    "The desk cannot save until its disk has space again. Nothing was saved. You can still read. "
    "Tell the person who runs this desk.",
    retry_after=300,
)
UNWRITABLE = Unavailable(
    "unwritable",
    "The desk cannot write to its disk",
    "Nothing was saved. You may still be able to read. Tell the person who runs this desk.",
    retry_after=300,
)
UNREACHABLE = Unavailable(
    "unreachable",
    "The database of the desk cannot be reached",
    "Nothing was saved. Wait a minute, then submit again. If it fails again, tell the person who runs this desk.",
    retry_after=60,
)

_SYSTEM = {
    errno.ENOSPC: FULL,
    errno.EDQUOT: FULL,
    errno.EFBIG: FULL,
    errno.EROFS: UNWRITABLE,
    errno.EIO: UNWRITABLE,
}
# https://www.sqlite.org/rescode.html: the last byte. A full disk is FULL, or IOERR or CANTOPEN of a journal.
_SQLITE = {5: BUSY, 6: BUSY, 8: UNWRITABLE, 10: UNWRITABLE, 13: FULL, 14: UNWRITABLE}
# https://www.postgresql.org/docs/current/errcodes-appendix.html: five characters, or the class in two.
_POSTGRESQL = {
    "53100": FULL,
    "53": BUSY,  # too many connections, out of memory
    "55P03": BUSY,  # lock_timeout
    "57014": BUSY,  # statement_timeout
    "40": BUSY,  # deadlock, serialization
    "57P": UNREACHABLE,  # shutting down, starting
    "08": UNREACHABLE,
}


def reason_for(error: BaseException | None) -> Unavailable | None:
    """Return why the desk could not serve a request, or None if the code is at fault."""
    return next(filter(None, map(_reason_for_one, _chain(error))), None)


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    """Yield the error and what led to it: Django wraps the driver's error, which has the code."""
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        error = error.__cause__ or error.__context__


def _reason_for_one(error: BaseException) -> Unavailable | None:
    if isinstance(error, OSError):
        return _SYSTEM.get(error.errno or 0)
    if isinstance(code := getattr(error, "sqlite_errorcode", None), int):
        return _SQLITE.get(code & 0xFF)
    if state := getattr(error, "sqlstate", None):
        return next(
            (_POSTGRESQL[s] for s in (state, state[:3], state[:2]) if s in _POSTGRESQL), None
        )
    # Without a code there is no connection. SQLite's driver has a code for each error.
    cause = error.__cause__
    if isinstance(error, OperationalError | InterfaceError) and cause is not None:
        known = hasattr(cause, "sqlite_errorcode") or getattr(cause, "sqlstate", None)
        return None if known else UNREACHABLE
    return None
