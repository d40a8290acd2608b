"""What is asked of an export: of which moment, and which verdicts."""

import datetime
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from claims.errors import Invalid

from .csv import Cell

_SEPARATOR = " | "  # between several values of one column
_SEARCHED = ("claim", "quote", "rationale")

_MOMENT = re.compile(r"(\d{4}-\d\d-\d\d)(?:T(\d\d:\d\d:\d\d)(\.\d{1,6})?Z)?\Z", re.ASCII)
_TICK = datetime.timedelta(microseconds=1)


@dataclass(frozen=True)
class Span:
    """What a written day, second or fraction of one covers, its first and its last moment."""

    first: datetime.datetime
    last: datetime.datetime

    @classmethod
    def parse(cls, text: str) -> "Span":
        """Raises ValueError where it is neither a date nor a moment in UTC."""
        match = _MOMENT.match(text.strip())
        if match is None:
            raise ValueError(f"{text!r} is no date and no moment")
        day, time, fraction = match.groups()
        first = datetime.datetime.fromisoformat(f"{day}T{time or '00:00:00'}+00:00")
        if time is None:
            return cls(first, first + datetime.timedelta(days=1) - _TICK)
        if fraction is None:
            # A signature's stamp is printed in whole seconds: asked for again, it is included.
            return cls(first, first + datetime.timedelta(seconds=1) - _TICK)
        exact = first + datetime.timedelta(microseconds=int(fraction[1:].ljust(6, "0")))
        return cls(exact, exact)


def read_as_of(text: str) -> datetime.datetime:
    """The moment that an export is asked for. Raises Invalid on "as_of"."""
    try:
        moment = Span.parse(text).last
    except (ValueError, OverflowError):
        raise Invalid(
            "as_of",
            "no_moment",
            "Write a moment in UTC such as 2025-04-08T18:00:00Z, or a date such as 2025-04-08.",
        ) from None
    if moment >= datetime.datetime.now(datetime.UTC):
        raise Invalid("as_of", "not_past", "This moment is not past yet: verdicts may still come.")
    return moment


@dataclass(frozen=True)
class Filters:
    """What is asked of a verdict as it was signed; an empty field asks nothing."""

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
    def read_rows(self) -> bool:
        """Some of it is asked of each row here, because the databases fold letters differently."""
        return bool(self.q or self.question)

    @property
    def names_a_source(self) -> bool:
        return bool(self.publisher or self.speaker)

    def keep(self, row: Mapping[str, Cell]) -> bool:
        """Asked of the row as it is printed: who asks for a name that is withheld finds nothing."""
        if any(asked and asked != row[name] for name, asked in self._sources.items()):
            return False
        asked = f"{_SEPARATOR}{self.question}{_SEPARATOR}"
        if self.question and asked not in f"{_SEPARATOR}{row['question']}{_SEPARATOR}":
            return False
        wanted = _folded(self.q)
        return not wanted or any(wanted in _folded(str(row[name])) for name in _SEARCHED)

    @property
    def _sources(self) -> dict[str, str]:
        return {"publisher": self.publisher, "speaker": self.speaker}


def _folded(text: str) -> str:
    """Without what does not matter to a search: case, and whether an accent is a character of its own."""
    return unicodedata.normalize("NFKC", text).casefold()
