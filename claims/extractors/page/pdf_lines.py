"""Read the lines of a PDF's page in the order in which people read them: column by column, a table row by row.

A PDF only says which letters are printed where. Widths of letters are not known here, so the evidence is where texts
begin: in columns and tables they begin at the same places, line after line.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

_SAME_LINE = 0.35  # of the size of the letters: how much higher or lower a piece of one line may be
_SAME_PLACE = 1.5  # units of the page, mostly 1/72 inch
_BLANK = 0.8  # of the size of the letters: the widest between words
_MOST_CELLS = 40  # of a row: a file that places each letter has no cells
# The width of a letter by the size of its font, a little too much for a word and too little for a line.
_WIDE, _NARROW, _SHORT = 0.6, 0.45, 12
_LEAST_TWICE = 6  # characters of a text that no word repeats: "papa", "1010"
_A_HAIR = 0.1  # of the size of the letters
_FEWEST_ROWS = 3  # of columns
_WORDS_OF_PROSE = 3  # in the cells of columns, on average


@dataclass
class Piece:
    """A text that is printed in one go, and where it begins."""

    text: str
    x: float
    y: float  # upwards
    size: float  # of the letters


@dataclass
class PrintedLine:
    """A line in reading order. A row of a table has its cells separated by tabs."""

    text: str
    x: float
    y: float
    size: float
    is_row: bool = False


def printed_lines(page: Any) -> list[PrintedLine]:
    """Return the lines of a page of pypdf's. Cost: linear in its text, apart from pypdf's own."""
    rows = _in_cells(_rows(page))
    lines: list[PrintedLine] = []
    at = 0
    while at < len(rows):
        end = at + 1
        if len(rows[at]) > 1:
            while end < len(rows) and _belongs_to(rows[end], rows[at]):
                end += 1
        if end - at >= _FEWEST_ROWS and _are_columns(rows[at:end]):
            lines += _by_column(rows[at:end])
        else:
            lines += map(_as_line, rows[at:end])
        at = end
    return lines


def _pieces(page: Any) -> list[Piece]:
    pieces: list[Piece] = []

    def visit(text: str, place: Any, inner: Any, font: Any, size: float) -> None:
        x = inner[4] * place[0] + inner[5] * place[2] + place[4]
        y = inner[4] * place[1] + inner[5] * place[3] + place[5]
        scale = abs(inner[3] * place[3]) or abs(inner[1] * place[2]) or 1.0
        size = abs(size) * scale or 1.0
        for number, part in enumerate(text.split("\n")):
            if part.strip():
                pieces.append(Piece(_once(part), x, y - number * 1.2 * size, size))

    page.extract_text(visitor_text=visit)
    return pieces


def _once(text: str) -> str:
    """Return a line that is printed twice, a hair apart to look bold, as one."""
    half = len(text) // 2
    is_twice = half >= _LEAST_TWICE and text[:half] == text[half:] and not len(text) % 2
    return text[:half] if is_twice else text


def _is_again(piece: Piece, last: Piece) -> bool:
    away = max(abs(piece.x - last.x), abs(piece.y - last.y))
    return piece.text == last.text and away <= _A_HAIR * last.size


def _rows(page: Any) -> list[list[Piece]]:
    """Return the pieces that follow each other at the same height."""
    rows: list[list[Piece]] = []
    for piece in _pieces(page):
        last = rows[-1][-1] if rows else None
        if last and _is_again(piece, last):
            continue
        if (
            last
            and abs(last.y - piece.y) <= _SAME_LINE * max(last.size, piece.size)
            and piece.x > last.x
        ):
            rows[-1].append(piece)
        else:
            rows.append([piece])
    return rows


def _in_cells(rows: list[list[Piece]]) -> list[list[Piece]]:
    """Return the rows with their pieces joined to cells; those whose neighbours have other cells in one piece."""
    cells = [_cells(*three) for three in _with_neighbours(rows)]
    return [
        row if _is_like(row, above) or _is_like(row, below) else [_joined(row)]
        for row, above, below in _with_neighbours(cells)
    ]


def _with_neighbours(
    rows: list[list[Piece]],
) -> Iterator[tuple[list[Piece], list[Piece], list[Piece]]]:
    yield from zip(rows, [[], *rows], [*rows[1:], []], strict=False)


def _is_like(row: list[Piece], other: list[Piece]) -> bool:
    """Return True if two rows have cells that begin at the same places. The first may be indented or centred."""
    return len(row) == len(other) and all(
        abs(one.x - two.x) <= _SAME_PLACE for one, two in zip(row[1:], other[1:], strict=True)
    )


def _joined(row: list[Piece]) -> Piece:
    """Return cells as one piece, with a blank where it was a gap that parted them."""
    return replace(row[0], text=" ".join(piece.text for piece in row))


def _cells(row: list[Piece], above: list[Piece], below: list[Piece]) -> list[Piece]:
    """Join the pieces of a row, apart from those that begin where one of the row above or below begins."""
    starts = [piece.x for other in (above[1:], below[1:]) for piece in other[:_MOST_CELLS]]
    cells: list[Piece] = []
    for piece, before in zip(row, [None, *row], strict=False):
        is_cell = before is None or (
            len(row) <= _MOST_CELLS
            and _has_gap(before, piece)
            and any(abs(piece.x - x) <= _SAME_PLACE for x in starts)
        )
        if is_cell:
            cells.append(Piece(piece.text, piece.x, piece.y, piece.size))
        else:
            cells[-1].text += piece.text
    return cells


def _has_gap(left: Piece, right: Piece) -> bool:
    """Return True if more than a blank seems to be between two pieces. Words of one line begin below each other, too."""
    text = left.text.strip()
    width = (_WIDE if len(text) <= _SHORT else _NARROW) * left.size * len(text)
    return right.x - left.x - width > _BLANK * left.size


def _belongs_to(row: list[Piece], first: list[Piece]) -> bool:
    """Return True if all cells of a row begin where those of the first row of a table or of columns do."""
    places = [piece.x for piece in first]
    return all(any(abs(cell.x - x) <= _SAME_PLACE for x in places) for cell in row)


def _are_columns(rows: Sequence[list[Piece]]) -> bool:
    """Return True if the cells go on in the row below, as text does: they have several words and no capital."""
    cells = [cell.text.strip() for row in rows for cell in row]
    below = [cell.text.strip() for row in rows[1:] for cell in row]
    words = sum(len(cell.split()) for cell in cells)
    goes_on = sum(text[:1].isalpha() and not text[:1].isupper() for text in below)
    return words >= _WORDS_OF_PROSE * len(cells) and 2 * goes_on >= len(below)


def _by_column(rows: Sequence[list[Piece]]) -> list[PrintedLine]:
    places = [piece.x for piece in rows[0]]
    columns: list[list[PrintedLine]] = [[] for _ in places]
    for row in rows:
        for cell in row:
            nearest = min(range(len(places)), key=lambda n: abs(places[n] - cell.x))
            columns[nearest].append(_as_line([cell]))
    return [line for column in columns for line in column]


def _as_line(row: Sequence[Piece]) -> PrintedLine:
    cells = (" ".join(piece.text.split()) for piece in row)
    first = row[0]
    return PrintedLine("\t".join(cells), first.x, first.y, first.size, is_row=len(row) > 1)
