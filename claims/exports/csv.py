"""Rows to CSV bytes: RFC 4180, UTF-8, CRLF, and no text that a spreadsheet would run."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

Cell = str | int | None

BOM = b"\xef\xbb\xbf"
_CHUNK = 64 * 1024  # characters; small chunks cost more than the rows in them

# What starts a formula, and every character whose NFKC form starts with = + - @.
_LEADS = (
    "=+\\-@\t\r\n\0"
    "\u207a\u207c\u208a\u208c\u2a75\u2a76\ufb29\ufe62\ufe63\ufe66\ufe6b\uff0b\uff0d\uff1d\uff20"
)
# What programs strip or skip before they look for a formula: white space that does not start one,
# characters without width (Unicode category Cf, joiners and fillers), and quotes. The
# apostrophe is one of them, and no character is in both sets: therefore `unguard` is exact.
_PASSED_OVER = (
    "\x0b\x0c\x1c-\x20\x85\xa0\xad\u034f\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u115f\u1160"
    "\u1680\u17b4\u17b5\u180b-\u180f\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\u3164\ufe00-\ufe0f"
    "\ufeff\uffa0\ufff9-\ufffb\U000110bd\U000110cd\U00013430-\U0001343f\U0001bca0-\U0001bca3"
    "\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
    "\"'`\xab\xbb\u2018-\u201f\u2039\u203a\uff02\uff07"
)
_STARTS_A_FORMULA = re.compile(f"[{_PASSED_OVER}]*[{_LEADS}]")


def guard(text: str) -> str:
    """Return the text, with an apostrophe before it if a spreadsheet would run it as a formula."""
    return f"'{text}" if _STARTS_A_FORMULA.match(text) else text


def unguard(text: str) -> str:
    """Return the text that `guard` was given."""
    return text[1:] if text[:1] == "'" and _STARTS_A_FORMULA.match(text, 1) else text


def lines(
    columns: Sequence[str], rows: Iterable[Mapping[str, Cell]], *, bom: bool = True
) -> Iterator[bytes]:
    """Yield the file in pieces: the header first, then the rows as they come.

    Text is always in quotes and whole numbers never are, so that a reader can tell them apart.
    Raises KeyError on a row without one of the columns: a short row would shift the others.
    """
    yield (BOM if bom else b"") + _line(columns).encode()
    pending: list[str] = []
    size = 0
    for row in rows:
        line = _line([row[column] for column in columns])
        pending.append(line)
        size += len(line)
        if size >= _CHUNK:
            yield "".join(pending).encode()
            pending, size = [], 0
    if pending:
        yield "".join(pending).encode()


def _line(cells: Iterable[Cell]) -> str:
    return ",".join([_field(cell) for cell in cells]) + "\r\n"


def _field(cell: Cell) -> str:
    if isinstance(cell, int):
        return str(cell)
    return '"' + guard(cell or "").replace('"', '""') + '"'
