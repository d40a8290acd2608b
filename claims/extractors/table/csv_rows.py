"""CSV as spreadsheets and scripts write it. A row that is not well formed is named, and the others are read."""

import csv
import io
import re
from collections.abc import Iterator, Sequence

from .rows import Row

COMMA, SEMICOLON, TAB, BAR = ",", ";", "\t", "|"
# Spreadsheets write ";" where the comma is in numbers, databases "|".
DELIMITERS = (COMMA, SEMICOLON, TAB, BAR)

MOST_FAULTS = 1_000  # after each, as much as the longest cell is read a second time

# What Excel writes and reads before the header.
_SEPARATOR_LINE = re.compile(r'"?sep=(.|\t)"?[\s,;]*', re.IGNORECASE)


# A formula that is nothing but text: so a file keeps the zeros of 00123 in a spreadsheet.
_TEXT_FORMULA = re.compile(r'\s*="((?:[^"]|"")*)"\s*')


class TooManyFaults(Exception):
    """Hardly a CSV file."""


def split_lines(text: str) -> list[str]:
    """Return the lines with their ends: LF, CR or both. Other line ends are characters of a cell."""
    return list(io.StringIO(text, newline=""))


def named_delimiter(lines: Sequence[str]) -> str:
    """Return the delimiter that a first line "sep=;" names, or nothing."""
    found = _SEPARATOR_LINE.fullmatch(lines[0].rstrip("\r\n")) if lines else None
    return found[1] if found else ""


def text_of_formula(cell: str) -> str:
    """Return the text of a cell such as ="00123", and any other cell as it is."""
    found = _TEXT_FORMULA.fullmatch(cell)
    return found[1].replace('""', '"') if found else cell


class CsvRows:
    """The rows of a CSV file, split again each time. A fault costs one line: reading goes on with the next.

    Iterating raises TooManyFaults.
    """

    def __init__(self, lines: Sequence[str], delimiter: str) -> None:
        self._lines = lines
        self._delimiter = delimiter

    def __iter__(self) -> Iterator[Row]:
        begins = 1 if named_delimiter(self._lines) else 0
        faults = 0
        while begins < len(self._lines):
            try:
                for ends, row in self._well_formed(begins):
                    begins = ends
                    yield row
                return
            except csv.Error as error:
                faults += 1
                if faults > MOST_FAULTS:
                    raise TooManyFaults from error
                yield Row(begins + 1, [self._lines[begins].strip()], _in_words(str(error)))
                begins += 1

    def _well_formed(self, started: int) -> Iterator[tuple[int, Row]]:
        """Yield rows, each with the line where the next begins, until one is not well formed. Raises csv.Error."""
        lines = _lines_from(self._lines, started)
        reader = csv.reader(lines, strict=True, delimiter=self._delimiter)
        begins = started
        for cells in reader:
            # A quoted cell may hold line ends: a row begins where the last one ended.
            ends = started + reader.line_num
            remark = _swallowed(cells, self._delimiter, ends) if ends - begins > 1 else ""
            yield ends, Row(begins + 1, cells, remark=remark)
            begins = ends


def _lines_from(lines: Sequence[str], begins: int) -> Iterator[str]:
    for number in range(begins, len(lines)):
        yield lines[number]


def _swallowed(cells: Sequence[str], delimiter: str, ends: int) -> str:
    """Return a remark if a cell contains lines that look like rows: a quotation mark may be missing."""
    for cell in cells:
        inner = cell.splitlines()[1:]
        if any(line.count(delimiter) >= max(len(cells) - 1, 2) for line in inner):
            return f"It goes on to line {ends}. Check whether a quotation mark is missing."
    return ""


def _in_words(error: str) -> str:
    if "expected after" in error:
        return (
            "A quotation mark ends in the middle of a cell. Put the whole cell in quotation marks, and write each "
            "quotation mark inside it twice."
        )
    if "unexpected end" in error:
        return "A quotation mark opens a cell and is never closed."
    if "field larger" in error:
        return (
            f"A cell has more than {csv.field_size_limit():,} characters. Check whether a quotation mark "
            "is never closed."
        )
    return f"The row is not well formed: {error}."
