"""Pages of a long list by key: each continues behind the row that ended the one before, however deep."""

import datetime
from collections.abc import Sequence
from typing import Any

from django.db.models import Q, QuerySet

ROWS = 50
MOST_COUNTED = 1_000

Run = tuple[Q, tuple[str, ...]]  # which rows, in which order


def newest(
    found: "QuerySet[Any]", before: int | None, most: int = ROWS
) -> tuple[list[Any], int | None]:
    """A page of rows, the newest first, and the number that the next continues behind. One query."""
    behind = found.filter(pk__lt=before) if before else found
    rows = list(behind.order_by("-pk")[: most + 1])
    return rows[:most], rows[most - 1].pk if len(rows) > most else None


def newest_first(before: Any) -> list[Run]:
    return [(Q(pk__lt=before.pk) if before else Q(), ("-pk",))]


def by_rank(column: str, before: Any) -> list[Run]:
    """Lowest first, the newest first within. The index finds where each run begins."""
    order = (column, "-pk")
    if before is None:
        return [(Q(), order)]
    rank = getattr(before, column)
    return [(Q(**{column: rank}, pk__lt=before.pk), order), (Q(**{f"{column}__gt": rank}), order)]


def latest_first(column: str, before: Any) -> list[Run]:
    """The latest day first, the newest first within, those without a day last.

    In runs, because the databases order NULL differently, and PostgreSQL's index would not serve.
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


class Page:
    """The numbers of the rows of one page, and whether more follow. A query for each run that is needed.

    Numbers alone: where a database sorts, it does not carry whole rows along.
    """

    def __init__(self, found: "QuerySet[Any]", runs: Sequence[Run]) -> None:
        ids: list[int] = []
        for where, order in runs:
            if len(ids) <= ROWS:
                run = found.filter(where).order_by(*order).values_list("pk", flat=True)
                ids += run[: ROWS + 1 - len(ids)]
        self.ids = ids[:ROWS]
        self.last = self.ids[-1] if len(ids) > ROWS else None

    def rows(self, found: "QuerySet[Any]") -> list[Any]:
        """In the order of the page. One query."""
        by_number = found.in_bulk(self.ids)
        return [by_number[pk] for pk in self.ids if pk in by_number]


def counted(found: "QuerySet[Any]") -> str:
    """How many there are, for people: counting on would cost as much as there are."""
    number = found.order_by()[: MOST_COUNTED + 1].count()
    return f"more than {MOST_COUNTED:,}" if number > MOST_COUNTED else f"{number:,}"


def within(
    found: "QuerySet[Any]", name: str, since: datetime.date | None, until: datetime.date | None
) -> "QuerySet[Any]":
    """Rows whose imprecise date touches the days asked for; an unknown date touches none."""
    earliest, latest = f"{name}_earliest", f"{name}_latest"
    if since:
        open_ended = Q(**{latest: None, f"{earliest}__isnull": False})
        found = found.filter(Q(**{f"{latest}__gte": since}) | open_ended)
    if until:
        open_begun = Q(**{earliest: None, f"{latest}__isnull": False})
        found = found.filter(Q(**{f"{earliest}__lte": until}) | open_begun)
    return found
