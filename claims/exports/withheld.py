"""Whose names an export does not print, and what it prints instead."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlsplit

from .csv import Cell

WITHHELD = "withheld"

_VOICES = ("speaker", "attribution", "publisher", "seen_in", "origin", "heard_via", "family")
# Who printed a document; its headline and its address name the outlet as plainly as its name does.
_PRINTERS = ("publisher", "seen_in")
_DOCUMENT = ("article_title", "article_url", "url")


@dataclass(frozen=True)
class Withheld:
    """The names and web domains that the sources withheld at a moment have had by then."""

    names: frozenset[str] = frozenset()
    domains: frozenset[str] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.names)

    def printed(self, row: Mapping[str, Cell]) -> dict[str, Cell]:
        """The row without them. Only the columns that name a source are looked at, no free text."""
        changed = {
            column: text for column in _VOICES if (text := self._without(row.get(column, "")))
        }
        if any(column in changed for column in _PRINTERS) or self._is_theirs(row):
            changed |= {column: WITHHELD for column in _DOCUMENT if row.get(column)}
        return dict(row) | changed

    def of(self, rows: Iterable[dict[str, Cell]]) -> Iterable[dict[str, Cell]]:
        return (self.printed(row) for row in rows) if self else rows

    def _without(self, cell: Cell) -> str:
        """Empty where there is nothing to withhold."""
        text, found = self._named.subn(rf"\g<1>{WITHHELD}", str(cell or ""))
        return text if found else ""

    @cached_property
    def _named(self) -> "re.Pattern[str]":
        """A whole name: `A < B < C` is a chain, `a clerk (B)` an unnamed voice within B."""
        longest_first = sorted(self.names, key=lambda name: (-len(name), name))
        names = "|".join(re.escape(name) for name in longest_first)
        return re.compile(rf"(\A| < |\()(?:{names})(?=\Z| < |\))")

    def _is_theirs(self, row: Mapping[str, Cell]) -> bool:
        address = str(row.get("article_url") or row.get("url") or "")
        try:
            host = urlsplit(address).hostname or ""
        except ValueError:
            return False
        labels = host.split(".")
        return any(".".join(labels[start:]) in self.domains for start in range(len(labels)))
