"""What several models share: ids in URLs, the revision that edits compare, and dates as imprecise as they are printed."""

import calendar
import datetime
import re
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Self, TypeVar

from django.conf import settings
from django.db import models


def read_number(text: str) -> int | None:
    """Return the id that a text names, or None. Longer numbers do not fit into any database."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None


def new_nonce() -> str:
    """Return a salt for a digest that the record holds while what it covers is not readable yet."""
    return secrets.token_hex(16)


M = TypeVar("M", bound=models.Model)

# Values by column, as create() and swap() take them. Their types differ from column to column.
Columns = dict[str, Any]


class RevisedQuerySet(models.QuerySet[M]):
    def swap(self, pk: int, *, seen_revision: int, **changes: Any) -> bool:
        """Compare and swap: write only if nobody has written since the page was shown. One UPDATE.

        The guard is the WHERE clause, not an earlier read: on PostgreSQL two readers of the same
        revision both reach this line, and only one of them finds the row.
        """
        found = self.filter(pk=pk, revision=seen_revision)
        return found.update(revision=models.F("revision") + 1, **changes) == 1

    def reach(self, ids: Iterable[int], *, along: str, backwards: bool = False) -> list[M]:
        """Return these rows and all that are reached along a column that names another row of the table.

        One query. UNION, not UNION ALL: a cycle ends. `along` is a column's name, never input.
        """
        wanted = sorted(set(ids))
        if not wanted:
            return []
        table = self.model._meta.db_table
        marks = ", ".join(["%s"] * len(wanted))
        step = f"t.{along} = reached.id" if backwards else "t.id = reached.next"
        return list(
            self.raw(
                f"""
                WITH RECURSIVE reached(id, next) AS (
                    SELECT id, {along} FROM {table} WHERE id IN ({marks})
                    UNION
                    SELECT t.id, t.{along} FROM {table} t JOIN reached ON {step}
                )
                SELECT * FROM {table} WHERE id IN (SELECT id FROM reached) ORDER BY id
                """,
                wanted,
            )
        )


class Revised(models.Model):
    """A row that people edit. Every change raises `revision`, and names the revision it was made from."""

    revision = models.PositiveIntegerField(default=1, editable=False)
    created_at = models.DateTimeField(editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+"
    )

    class Meta:
        abstract = True


_DAY = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?\Z", re.ASCII)


@dataclass(frozen=True)
class ImpreciseDate:
    """A date as far as it is known: its earliest and latest day (either may be unknown) and the printed words.

    Written as in the Extended Date/Time Format (ISO 8601-2:2019): `2025-04-03`, `2025-04`, `2025`,
    `2025-04-01/2025-04-05`, `../2025-04-07`.
    """

    earliest: datetime.date | None = None
    latest: datetime.date | None = None
    words: str = ""

    def __post_init__(self) -> None:
        if self.earliest and self.latest and self.earliest > self.latest:
            raise ValueError("the earliest day is after the latest")

    @classmethod
    def parse(cls, text: str, words: str = "") -> Self:
        """Parse EDTF. The empty string is an unknown date. Raises ValueError."""
        text = text.strip()
        if not text:
            return cls(words=words)
        first, slash, last = text.partition("/")
        earliest = None if first == ".." else _day(first)[0]
        latest = None if slash and last == ".." else _day(last if slash else first)[1]
        return cls(earliest, latest, words)

    @property
    def is_known(self) -> bool:
        return self.earliest is not None or self.latest is not None

    @property
    def exact(self) -> datetime.date | None:
        return self.earliest if self.earliest == self.latest else None

    @property
    def edtf(self) -> str:
        """Return the shortest form that `parse` reads back."""
        first, last = self.earliest, self.latest
        if first is None and last is None:
            return ""
        if first is None or last is None:
            return f"{first or '..'}/{last or '..'}"
        if first == last:
            return first.isoformat()
        if (first.month, first.day, last.month, last.day) == (
            1,
            1,
            12,
            31,
        ) and first.year == last.year:
            return f"{first.year:04}"
        if (first.year, first.month, first.day) == (
            last.year,
            last.month,
            1,
        ) and last == _month_end(first):
            return f"{first:%Y-%m}"
        return f"{first}/{last}"

    def __str__(self) -> str:
        """Return it as people read it, with the printed words first: `on Friday (4 April 2025)`, `April 2025`."""
        days = self.days_in_words
        if self.words in days:  # "April" says less than "April 2025"
            return days
        if self.words and days:
            return f"{self.words} ({days})"
        return self.words or days

    @property
    def days_in_words(self) -> str:
        """Return its days without the printed words: `4 April 2025`, `1 to 5 April 2025`, `by 7 April 2025`."""
        first, last = self.earliest, self.latest
        if first is None or last is None:
            if first:
                return f"from {_in_words(first)} on"
            return f"by {_in_words(last)}" if last else ""
        whole = self.edtf
        if len(whole) == len("2025"):
            return whole
        if len(whole) == len("2025-04"):
            return f"{first:%B} {first.year}"
        if first == last:
            return _in_words(first)
        if (first.year, first.month) == (last.year, last.month):
            return f"{first.day} to {_in_words(last)}"
        if first.year == last.year:
            return f"{first.day} {first:%B} to {_in_words(last)}"
        return f"{_in_words(first)} to {_in_words(last)}"


def _in_words(day: datetime.date) -> str:
    return f"{day.day} {day:%B} {day.year}"


def _month_end(day: datetime.date) -> datetime.date:
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


def _day(text: str) -> tuple[datetime.date, datetime.date]:
    """Return the first and the last day that `2025`, `2025-04` or `2025-04-03` can mean."""
    match = _DAY.match(text.strip())
    if match is None:
        raise ValueError(f"{text!r} is not a date")
    year, month, day = match.groups()
    if day:
        exact = datetime.date(int(year), int(month), int(day))
        return exact, exact
    if month:
        first = datetime.date(int(year), int(month), 1)
        return first, _month_end(first)
    return datetime.date(int(year), 1, 1), datetime.date(int(year), 12, 31)


def in_order(name: str, model: str) -> models.CheckConstraint:
    """Return the constraint on the three columns of an imprecise date."""
    earliest, latest = f"{name}_earliest", f"{name}_latest"
    return models.CheckConstraint(
        condition=models.Q(**{f"{earliest}__isnull": True})
        | models.Q(**{f"{latest}__isnull": True})
        | models.Q(**{f"{earliest}__lte": models.F(latest)}),
        name=f"{model}_{name}_in_order",
    )


def date_columns(name: str, date: ImpreciseDate) -> dict[str, Any]:
    """Return the three columns of an imprecise date, for `create` and `swap`."""
    return {
        f"{name}_earliest": date.earliest,
        f"{name}_latest": date.latest,
        f"{name}_words": date.words,
    }
