"""A file of rows as a table: which line names the columns, and the cells of each row by column."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import islice
from typing import Any

from claims.exports.csv import unguard
from claims.extractors import child
from claims.extractors.child import IN_A_REQUEST, Busy, TooHard, in_child
from claims.extractors.page.decoding import ENCODINGS, Decoded, decode_text
from claims.extractors.table.csv_rows import (
    DELIMITERS,
    MOST_FAULTS,
    CsvRows,
    TooManyFaults,
    named_delimiter,
    split_lines,
    text_of_formula,
)
from claims.extractors.table.feed import read_feed
from claims.extractors.table.rows import Row
from claims.extractors.table.workbook import read_workbook

from .import_columns import Layout
from .import_days import DaysSeen

_ZIP = b"PK\x03\x04"
_OLD_WORKBOOK = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # also one with a password

_MOST_NAMES = 12
_FIRST_ROWS = 10  # the header is among them: people put a title above it


class Unreadable(Exception):
    """The file cannot be split into rows, so no row is imported. The message says where and why."""


@dataclass(frozen=True)
class Line:
    """A row of a file: the line where it begins, and its cells by column name."""

    number: int
    cells: Mapping[str, str]
    fault: str = ""
    remarks: tuple[str, ...] = ()


class Table:
    """The rows of a file. Reads all of it before the first row is returned, and raises Unreadable.

    The first row that names the required columns is the header, and shows which delimiter is used. `encoding` is what
    a person chose; otherwise it is recognized.
    """

    def __init__(
        self,
        content: bytes,
        layout: Layout,
        *,
        encoding: str = "",
        seconds: int = IN_A_REQUEST,
    ) -> None:
        self._layout = layout
        self._seconds = seconds
        self.notes: list[str] = []  # what people should know of the file as a whole
        self._tells_short_rows = True  # a workbook leaves out the empty cells at the end
        self._rows = self._read(content, encoding)
        self._header_row, header = self._find_header()
        self._header = layout.named(header)
        self.needs_id = layout.needs_id(header)
        self._width = 1 + max(n for n, name in enumerate(self._header) if name)
        twice = [
            name for name, count in Counter(self._header).items() if self._reads(name) and count > 1
        ]
        if twice:
            raise Unreadable(f"line {self._header_row}: column {named(twice)} is there twice.")
        unread = {n for n, name in enumerate(self._header) if not self._reads(name)}
        filled = self._filled({n for n in unread if not self._header[n]})
        self.ignored = [self._header[n] for n in sorted(unread) if self._header[n] or n in filled]
        self.ignored_in_words = named(self.ignored)
        self.notes += layout.notes_on(self.ignored)
        self.total = sum(1 for _ in self)

    def __iter__(self) -> Iterator[Line]:
        for row in self._rows:
            if row.number > self._header_row and not row.is_blank:
                yield self._line(row)

    def batches(self, size: int) -> Iterator[list[Line]]:
        batch: list[Line] = []
        for line in self:
            batch.append(line)
            if len(batch) == size:
                yield batch
                batch = []
        if batch:
            yield batch

    @cached_property
    def days(self) -> DaysSeen:
        """What the columns of days say of the order of day and month."""
        seen = DaysSeen()
        for line in self:
            for column in self._layout.days:
                if cell := line.cells.get(column, "").strip():
                    seen.look_at(cell)
        return seen

    def _read(self, content: bytes, encoding: str) -> Iterable[Row]:
        if content.startswith(_ZIP):
            return self._read_workbook(content)
        if content.startswith(_OLD_WORKBOOK):
            raise Unreadable(
                "this is a workbook of an old form, or it has a password. Save it as .xlsx without a password, or as CSV."
            )
        decoded = decode_text(content, encoding)
        _refuse_unreadable_bytes(content, decoded)
        if decoded.encoding != "utf-8":
            self.notes.append(f"We read the file as {ENCODINGS[decoded.encoding]}.")
        if decoded.text.lstrip()[:1] in ("{", "["):
            return self._read_feed(decoded.text)
        return self._split(decoded.text)

    def _read_workbook(self, content: bytes) -> Iterable[Row]:
        """Read the first sheet, or the first that names the required columns."""
        self._tells_short_rows = False
        book = self._in_child(read_workbook, content, 0)
        sheet = next(
            (
                number
                for number, start in enumerate(book["starts"])
                if any(not self._layout.missing(cells) for cells in start)
            ),
            0,
        )
        if sheet:
            book = self._in_child(read_workbook, content, sheet)
        others = [name for number, name in enumerate(book["names"]) if number != sheet]
        if others:
            self.notes.append(
                f"We read the sheet “{book['names'][sheet]}”, and not {named([f'“{name}”' for name in others])}."
            )
        return [Row(number, cells, remark=remark) for number, cells, remark in book["rows"]]

    def _read_feed(self, text: str) -> Iterable[Row]:
        self._tells_short_rows = False
        feed = self._in_child(read_feed, text.encode("utf-8", "surrogatepass"))
        self.notes.append("We read the file as JSON. A line is the place of an entry in it.")
        rows = [Row(number, cells, remark=remark) for number, cells, remark in feed["rows"]]
        return [Row(0, feed["columns"]), *rows]

    def _in_child(self, function: Callable[..., Any], content: bytes, *arguments: Any) -> Any:
        try:
            return in_child(function, content, *arguments, seconds=self._seconds)
        except Busy:
            raise Unreadable(
                "the desk is reading several other files. Try again in a minute."
            ) from None
        except TooHard:
            raise Unreadable(
                "the file is too large, or takes too long to read. Save its rows as CSV, or divide it."
            ) from None
        except child.Unreadable:
            raise Unreadable(
                "the file is broken, or of another form. Choose CSV, a workbook (.xlsx), or JSON with a list of entries."
            ) from None

    def _split(self, text: str) -> Iterable[Row]:
        """Return the rows as the first delimiter splits them under which a row names the required columns."""
        lines = split_lines(text)
        given = named_delimiter(lines)
        most = _Checked(lines, given or DELIMITERS[0])
        for delimiter in (given, *DELIMITERS) if given else DELIMITERS:
            rows = _Checked(lines, delimiter)
            if any(not row.fault and not self._layout.missing(row.cells) for row in _first(rows)):
                return rows
            if _widest(rows) > _widest(most):
                most = rows
        return most

    def _find_header(self) -> tuple[int, Sequence[str]]:
        """Return the number of the row that names the columns, and its cells."""
        rows = _first(self._rows)
        for row in rows:
            if not row.fault and not self._layout.missing(row.cells):
                if row is not rows[0]:
                    self.notes.append(
                        f"Line {row.number} names the columns. We passed over what is above it."
                    )
                return row.number, row.cells
        if rows and rows[0].fault:
            raise Unreadable(f"line {rows[0].number}: {rows[0].fault}")
        found = [cell.strip() for cell in rows[0].cells] if rows else []
        raise Unreadable(
            f"the column {named(self._layout.missing(found))} is missing. The first line must name the columns "
            f"{', '.join(self._layout.columns)}. It has: {named(found) or 'nothing'}."
        )

    def _reads(self, name: str) -> bool:
        return name in self._layout.columns or name in self._layout.also_read

    def _filled(self, places: set[int]) -> set[int]:
        """Return those of these columns that have a cell with something in it."""
        filled = set[int]()
        for row in self._rows if places else ():
            if row.number > self._header_row:
                filled |= {n for n in places if n < len(row.cells) and row.cells[n].strip()}
        return filled

    def _line(self, row: Row) -> Line:
        if row.fault:
            # Shown in the place of what names a row.
            return Line(row.number, {self._layout.required[-1]: row.cells[0]}, row.fault)
        beyond = [cell for cell in row.cells[len(self._header) :] if cell.strip()]
        if beyond:
            return Line(
                row.number,
                {},
                f"It has {len(row.cells)} cells, but the first line names {len(self._header)} columns.",
            )
        cells = zip(self._header, row.cells, strict=False)
        line = Line(
            row.number,
            {name: _meant(cell) for name, cell in cells if self._reads(name)},
            remarks=(row.remark,) if row.remark else (),
        )
        width = self._width
        if len(row.cells) < width and self._tells_short_rows:
            short = f"The row ends after {len(row.cells)} of {width} cells. It may be cut short."
            return replace(line, remarks=(*line.remarks, short))
        return line


def _meant(cell: str) -> str:
    """Return what a cell says. What the desk itself guarded is text, even if it looks like a formula."""
    text = unguard(cell)
    return text_of_formula(cell) if text == cell else text


class _Checked(CsvRows):
    """The rows, with an error that says why the file is not read."""

    def __iter__(self) -> Iterator[Row]:
        try:
            yield from super().__iter__()
        except TooManyFaults:
            raise Unreadable(
                f"more than {MOST_FAULTS:,} lines are not well formed. This is not a CSV file."
            ) from None


def _first(rows: Iterable[Row]) -> list[Row]:
    return list(islice((row for row in rows if not row.is_blank), _FIRST_ROWS))


def _widest(rows: Iterable[Row]) -> int:
    return max((len(row.cells) for row in _first(rows)), default=0)


def _refuse_unreadable_bytes(content: bytes, decoded: Decoded) -> None:
    """Raise Unreadable with the place of the first byte that the encoding does not have."""
    if not decoded.replaced:
        return
    try:
        content.decode(decoded.encoding)
    except UnicodeDecodeError as error:
        before = content[: error.start]
        line = before.count(b"\n") + 1
        byte = error.start - before.rfind(b"\n")
        raise Unreadable(
            f"line {line}: byte {byte} is not {ENCODINGS.get(decoded.encoding, decoded.encoding)}. Choose the encoding "
            "of the file, or save it as “CSV UTF-8”."
        ) from error
    raise Unreadable(f"It is not {ENCODINGS.get(decoded.encoding, decoded.encoding)}.")


def named(names: Sequence[str]) -> str:
    shown = [name[:60] or "(no name)" for name in names[:_MOST_NAMES]]
    more = len(names) - len(shown)
    return ", ".join([*shown, f"and {more} more"] if more else shown)
