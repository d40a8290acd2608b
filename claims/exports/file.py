"""One file of an export as it is written: its rows are counted and its bytes hashed as they pass."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from .csv import Cell, lines


class CsvFile:
    """Iterate over it once, for its bytes; `facts` are known then."""

    def __init__(
        self,
        name: str,
        columns: Sequence[str],
        rows: Iterable[Mapping[str, Cell]],
        *,
        bom: bool = True,
    ) -> None:
        self.name = name
        self.facts: dict[str, Any] = {}
        self._columns, self._rows, self._bom = columns, rows, bom
        self._passed = 0

    def __iter__(self) -> Iterator[bytes]:
        digest = hashlib.sha256()
        for piece in lines(self._columns, self._counted(), bom=self._bom):
            digest.update(piece)
            yield piece
        self.facts = {"name": self.name, "rows": self._passed, "sha256": digest.hexdigest()}

    def _counted(self) -> Iterator[Mapping[str, Cell]]:
        for row in self._rows:
            self._passed += 1
            yield row


def manifest(facts: Mapping[str, Any]) -> bytes:
    """As it lies beside a file or in a bundle. The same facts are the same bytes."""
    return json.dumps(facts, indent=2, ensure_ascii=False).encode() + b"\n"
