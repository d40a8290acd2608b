"""What a verification finds, and how it reads whole tables."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db import DatabaseError, models

PAGE = 500  # rows in memory at once

Tick = Callable[[int], None]  # called with the last key that was checked


@dataclass(frozen=True)
class Fault:
    """A fault that was found. `seq` is the Event that shows it, if there is one."""

    seq: int | None
    code: str
    message: str

    def __str__(self) -> str:
        return self.message if self.seq is None else f"Event {self.seq}: {self.message}"


def pages(
    rows: "models.QuerySet[Any]", key: str, most: int | None = None
) -> Iterator[tuple[int, Any]]:
    """Yield all rows by key, with a page in memory at a time; for an unreadable row, its key and None.

    SQLite stores whatever bytes somebody writes into a column, and one bad row must not hide the others.
    """
    last = -1
    while True:
        page = rows.filter(**{f"{key}__gt": last}).order_by(key)
        if most is not None:
            page = page.filter(**{f"{key}__lte": most})
        keys = list(page.values_list(key, flat=True)[:PAGE])
        if not keys:
            return
        try:
            found = list(page[:PAGE])
        except (ValueError, TypeError, DatabaseError):
            found = [_readable(rows.filter(**{key: value})) for value in keys]
        yield from zip(keys, found, strict=False)  # rows may have been added between the queries
        last = keys[-1]


def _readable(row: "models.QuerySet[Any]") -> Any:
    try:
        return row.get()
    except (ValueError, TypeError, DatabaseError):
        return None
