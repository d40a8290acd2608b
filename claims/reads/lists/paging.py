"""Pages of a long list by key: each continues after the last row of the previous page, however deep."""

import datetime
from collections.abc import Sequence
from typing import Any

from django.db.models import Q, QuerySet

ROWS = 50
MOST_COUNTED = 1_000

# A part of a list: which rows, in which order.
ListPart = tuple[Q, tuple[str, ...]]


def newest(
    found: "QuerySet[Any]", before: int | None, most: int = ROWS
) -> tuple[list[Any], int | None]:
    """Return a page of rows, newest first, and the key after which the next page continues. One query."""
    rest = found.filter(pk__lt=before) if before else found
    rows = list(rest.order_by("-pk")[: most + 1])
    return rows[:most], rows[most - 1].pk if len(rows) > most else None


def newest_first(before: Any) -> list[ListPart]:
    return [(Q(pk__lt=before.pk) if before else Q(), ("-pk",))]


def by_rank(column: str, before: Any) -> list[ListPart]:
    """Order by rank, lowest first, then newest first. The index finds where each part begins."""
    order = (column, "-pk")
    if before is None:
        return [(Q(), order)]
    rank = getattr(before, column)
    return [(Q(**{column: rank}, pk__lt=before.pk), order), (Q(**{f"{column}__gt": rank}), order)]


def latest_first(column: str, before: Any) -> list[ListPart]:
    """Order by day, latest first, then newest first; rows without a day come last.

    In parts, because the databases order NULL differently, and PostgreSQL would not use its index.
    """
    order = (f"-{column}", "-pk")
    undated = Q(**{column: None})
    if before is None:
        return [(~undated, order), (undated, ("-pk",))]
    day = getattr(before, column)
    if day is None:
        return [(undated & Q(pk__lt=before.pk), ("-pk",))]
    return [
        (Q(**{column: day}, pk__lt=before.pk), ("-pk",)),
        (Q(**{f"{column}__lt": day}), order),
        (undated, ("-pk",)),
    ]


class PageOfKeys:
    """The keys of the rows of one page, and whether more follow. One query for each part that is needed.

    Only keys, so that a database that sorts need not carry whole rows along.
    """

    def __init__(self, found: "QuerySet[Any]", parts: Sequence[ListPart]) -> None:
        ids: list[int] = []
        for where, order in parts:
            if len(ids) <= ROWS:
                part = found.filter(where).order_by(*order).values_list("pk", flat=True)
                ids += part[: ROWS + 1 - len(ids)]
        self.ids = ids[:ROWS]
        self.last = self.ids[-1] if len(ids) > ROWS else None

    def rows(self, found: "QuerySet[Any]") -> list[Any]:
        """Return the rows in the order of the page. One query."""
        by_number = found.in_bulk(self.ids)
        return [by_number[pk] for pk in self.ids if pk in by_number]


def counted(found: "QuerySet[Any]") -> str:
    """Return how many rows there are, in words beyond MOST_COUNTED: counting them all would cost too much."""
    number = found.order_by()[: MOST_COUNTED + 1].count()
    return f"more than {MOST_COUNTED:,}" if number > MOST_COUNTED else f"{number:,}"


def within(
    found: "QuerySet[Any]", name: str, since: datetime.date | None, until: datetime.date | None
) -> "QuerySet[Any]":
    """Return the rows whose imprecise date overlaps the given days; an unknown date never does."""
    earliest, latest = f"{name}_earliest", f"{name}_latest"
    if since:
        open_ended = Q(**{latest: None, f"{earliest}__isnull": False})
        found = found.filter(Q(**{f"{latest}__gte": since}) | open_ended)
    if until:
        open_begun = Q(**{earliest: None, f"{latest}__isnull": False})
        found = found.filter(Q(**{f"{earliest}__lte": until}) | open_begun)
    return found
