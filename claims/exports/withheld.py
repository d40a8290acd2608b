"""Replace the names of withheld sources in the rows of an export."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from urllib.parse import urlsplit

from .csv import Cell

WITHHELD = "withheld"

_VOICES = (
    *("speaker", "attribution", "publisher", "seen_in", "origin", "heard_via", "family"),
    "republishes",
)
_LISTS = ("speaker_side",)  # of names or sides, as `A | B`
# The columns with who published a document: its headline and URL give an outlet away as plainly as its name does.
_PUBLISHERS = ("publisher", "seen_in")
_DOCUMENT = ("article_title", "article_url", "url")
# The columns from which a recipient counts origins, so each withheld name keeps a mark of its own.
_COUNTED = ("voice", "carrier")
_MARK = re.compile(rf"{WITHHELD} \((\d+)\)")


@dataclass
class Marks:
    """The marks of the withheld names of one verdict: "withheld (1)", "withheld (2)", in order of use."""

    first: int = 1
    _numbers: dict[object, int] = field(default_factory=dict)

    def mark(self, who: object) -> str:
        """Return the mark of one name or source, the same each time."""
        number = self._numbers.setdefault(who, self.first + len(self._numbers))
        return f"{WITHHELD} ({number})"

    @classmethod
    def after(cls, rows: Iterable[Mapping[str, Cell]]) -> "Marks":
        """Return marks that continue after those that are stored in the rows."""
        cells = (str(row.get(column, "")) for row in rows for column in _COUNTED)
        stored = (int(number) for cell in cells for number in _MARK.findall(cell))
        return cls(first=max(stored, default=0) + 1)


@dataclass(frozen=True)
class Withheld:
    """The names and web domains, current and former, of the sources withheld at a moment."""

    names: frozenset[str] = frozenset()
    domains: frozenset[str] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.names)

    def printed(self, row: Mapping[str, Cell]) -> dict[str, Cell]:
        """Return the row without these names. Only columns that name a source are searched, no free text."""
        changed = {
            column: text
            for columns, names in ((_VOICES, self._named), (_LISTS, self._listed))
            for column in columns
            if (text := _without(names, row.get(column, "")))
        }
        if any(column in changed for column in _PUBLISHERS) or self._is_on_their_domain(row):
            changed |= {column: WITHHELD for column in _DOCUMENT if row.get(column)}
        return dict(row) | changed

    def of(self, rows: Iterable[dict[str, Cell]]) -> Iterable[dict[str, Cell]]:
        return (self.printed(row) for row in rows) if self else rows

    def of_verdict(self, rows: Sequence[dict[str, Cell]]) -> Iterable[dict[str, Cell]]:
        """Return all rows of evidence of one verdict without these names.

        What is counted stays countable: in `voice` and `carrier` each name has a mark of its own.
        """
        if not self:
            return rows
        marks = Marks.after(rows)
        return [
            self.printed(row)
            | {column: self._marked(row[column], marks) for column in _COUNTED if column in row}
            | ({"why": self._said(row)} if row.get("why") else {})
            for row in rows
        ]

    @cached_property
    def _named(self) -> "re.Pattern[str]":
        """Match a whole name: `A < B < C` is a chain, `a clerk (B)` an unnamed voice within B."""
        return re.compile(rf"(\A| < |\()(?:{_any_of(self.names)})(?=\Z| < |\))")

    def _marked(self, cell: Cell, marks: Marks) -> str:
        return self._listed.sub(lambda found: found[1] + marks.mark(found[2]), str(cell or ""))

    @cached_property
    def _listed(self) -> "re.Pattern[str]":
        """Match a whole name in a list of names, with the note that tells it apart: `A | B (of the port)`."""
        return re.compile(rf"(\A| \| )((?:{_any_of(self.names)})(?: \([^|]*\))?)(?=\Z| \| )")

    def _said(self, row: Mapping[str, Cell]) -> str:
        """Return the reason without these names. Longer names in the row that contain one are kept."""
        cells = (str(row.get(column, "")) for column in (*_VOICES, *_COUNTED))
        kept = {
            name for cell in cells for name in cell.split(" | ") if not self._listed.match(name)
        }
        named = {name for name in kept if name and not self._named.search(name)}
        words = re.compile(rf"(?<!\w)(?:{_any_of(named | self.names)})(?!\w)")
        return words.sub(
            lambda found: WITHHELD if found[0] in self.names else found[0], str(row["why"])
        )

    def _is_on_their_domain(self, row: Mapping[str, Cell]) -> bool:
        address = str(row.get("article_url") or row.get("url") or "")
        try:
            host = urlsplit(address).hostname or ""
        except ValueError:
            return False
        labels = host.split(".")
        return any(".".join(labels[start:]) in self.domains for start in range(len(labels)))


def _without(names: "re.Pattern[str]", cell: Cell) -> str:
    """Return the cell with its names replaced, or nothing if it has none."""
    text, found = names.subn(rf"\g<1>{WITHHELD}", str(cell or ""))
    return text if found else ""


def _any_of(names: Iterable[str]) -> str:
    """Return a pattern for any of these names, the longest first."""
    longest_first = sorted(names, key=lambda name: (-len(name), name))
    return "|".join(re.escape(name) for name in longest_first)
