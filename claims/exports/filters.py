"""The moment and the filters of an export."""

import datetime
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from claims.errors import Invalid

from .csv import Cell

_SEPARATOR = " | "  # between several values of one column
_SEARCHED_COLUMNS = ("claim", "quote", "rationale")

_MOMENT = re.compile(r"(\d{4}-\d\d-\d\d)(?:T(\d\d:\d\d:\d\d)(\.\d{1,6})?Z)?\Z", re.ASCII)
_TICK = datetime.timedelta(microseconds=1)


@dataclass(frozen=True)
class Span:
    """The first and last moment of a written day, second or fraction of a second."""

    first: datetime.datetime
    last: datetime.datetime

    @classmethod
    def parse(cls, text: str) -> "Span":
        """Read a date or a moment in UTC. Raises ValueError for anything else."""
        match = _MOMENT.match(text.strip())
        if match is None:
            raise ValueError(f"{text!r} is neither a date nor a moment")
        day, time, fraction = match.groups()
        first = datetime.datetime.fromisoformat(f"{day}T{time or '00:00:00'}+00:00")
        if time is None:
            return cls(first, first + datetime.timedelta(days=1) - _TICK)
        if fraction is None:
            # Signing times are printed in whole seconds: an export as of one must include it.
            return cls(first, first + datetime.timedelta(seconds=1) - _TICK)
        exact = first + datetime.timedelta(microseconds=int(fraction[1:].ljust(6, "0")))
        return cls(exact, exact)


def read_as_of(text: str) -> datetime.datetime:
    """Read the moment of an export. Raises Invalid on "as_of"."""
    try:
        moment = Span.parse(text).last
    except (ValueError, OverflowError):
        raise Invalid(
            "as_of",
            "no_moment",
            "Write a moment in UTC such as 2025-04-08T18:00:00Z, or a date such as 2025-04-08.",
        ) from None
    if moment >= datetime.datetime.now(datetime.UTC):
        raise Invalid(
            "as_of",
            "not_past",
            "This moment is not over yet. Choose a past one: more verdicts may be signed.",
        )
    return moment


@dataclass(frozen=True)
class Filters:
    """The filters of an export. They apply to verdicts as signed; an empty field does not filter."""

    q: str = ""
    rating: str = ""
    publisher: str = ""
    speaker: str = ""
    question: str = ""
    language: str = ""
    signed_since: datetime.datetime | None = None
    signed_until: datetime.datetime | None = None
    all_versions: bool = False

    @property
    def reads_rows(self) -> bool:
        """Every row must be read here, because the databases fold letters differently."""
        return bool(self.q or self.question)

    @property
    def names_a_source(self) -> bool:
        return bool(self.publisher or self.speaker)

    def keep(self, row: Mapping[str, Cell]) -> bool:
        """Return whether the printed row matches. A search for a withheld name therefore finds nothing."""
        if any(wanted and wanted != row[name] for name, wanted in self._sources.items()):
            return False
        question = f"{_SEPARATOR}{self.question}{_SEPARATOR}"
        if self.question and question not in f"{_SEPARATOR}{row['question']}{_SEPARATOR}":
            return False
        wanted = _folded(self.q)
        return not wanted or any(wanted in _folded(str(row[name])) for name in _SEARCHED_COLUMNS)

    @property
    def _sources(self) -> dict[str, str]:
        return {"publisher": self.publisher, "speaker": self.speaker}


def _folded(text: str) -> str:
    """Return the text without case, and with accents in one form, for searching."""
    return unicodedata.normalize("NFKC", text).casefold()
