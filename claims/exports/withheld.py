"""Replace the names of withheld sources in the rows of an export."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlsplit

from .csv import Cell

WITHHELD = "withheld"

_VOICES = ("speaker", "attribution", "publisher", "seen_in", "origin", "heard_via", "family")
# The columns with who published a document: its headline and URL give an outlet away as plainly as its name does.
_PUBLISHERS = ("publisher", "seen_in")
_DOCUMENT = ("article_title", "article_url", "url")


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
            column: text for column in _VOICES if (text := self._without(row.get(column, "")))
        }
        if any(column in changed for column in _PUBLISHERS) or self._is_on_their_domain(row):
            changed |= {column: WITHHELD for column in _DOCUMENT if row.get(column)}
        return dict(row) | changed

    def of(self, rows: Iterable[dict[str, Cell]]) -> Iterable[dict[str, Cell]]:
        return (self.printed(row) for row in rows) if self else rows

    def _without(self, cell: Cell) -> str:
        """Return the cell with its names replaced, or nothing if it has none."""
        text, found = self._named.subn(rf"\g<1>{WITHHELD}", str(cell or ""))
        return text if found else ""

    @cached_property
    def _named(self) -> "re.Pattern[str]":
        """Match a whole name: `A < B < C` is a chain, `a clerk (B)` an unnamed voice within B."""
        longest_first = sorted(self.names, key=lambda name: (-len(name), name))
        names = "|".join(re.escape(name) for name in longest_first)
        return re.compile(rf"(\A| < |\()(?:{names})(?=\Z| < |\))")

    def _is_on_their_domain(self, row: Mapping[str, Cell]) -> bool:
        address = str(row.get("article_url") or row.get("url") or "")
        try:
            host = urlsplit(address).hostname or ""
        except ValueError:
            return False
        labels = host.split(".")
        return any(".".join(labels[start:]) in self.domains for start in range(len(labels)))
