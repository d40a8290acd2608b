"""Files of rows that people bring: read as CSV, each cell checked as the field of a form would check it."""

import csv
import io
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from claims.enums import SourceKind
from claims.exports.csv import unguard
from claims.given import ArticleGiven, ArticleRow, ClaimRow, NewSource, Upload
from claims.models import ImpreciseDate, Source

from .fields import TextField
from .intake import LanguageField, WebAddressField

CLAIM_COLUMNS = (
    "external_id", "statement", "quote", "speaker", "article_url", "article_title", "said_on", "question",
)  # fmt: skip
CLAIMS_REQUIRED = ("external_id", "statement")
ARTICLE_COLUMNS = ("file", "publisher", "title", "published", "url", "language")
ARTICLES_REQUIRED = ("file",)

_BOM = b"\xef\xbb\xbf"
_DELIMITERS = ",;\t"  # a comma; what spreadsheets write where the comma is in numbers; a tab
_MOST_NAMES = 12


class Unreadable(Exception):
    """No row can be told apart, so none is taken. Says where and why."""


@dataclass(frozen=True)
class Line:
    """One row of a file: the line where it begins, and its cells by the names of their columns."""

    number: int
    cells: Mapping[str, str]
    fault: str = ""


class Table:
    """The rows of a CSV file. All of it is read once before the first is given: raises Unreadable.

    The first line names the columns, and tells what stands between the cells.
    """

    def __init__(self, content: bytes, columns: Sequence[str], *, required: Sequence[str]) -> None:
        self._text = _decoded(content)
        self._columns = frozenset(columns)
        self._delimiter, self._header = self._first_line(columns, required)
        twice = [name for name, count in Counter(self._header).items() if name and count > 1]
        if twice:
            raise Unreadable(f"line 1: the column {_named(twice)} twice.")
        self.ignored = [name for name in self._header if name not in self._columns]
        self.ignored_in_words = _named(self.ignored)
        self.total = sum(1 for _ in self)

    def __iter__(self) -> Iterator[Line]:
        rows = csv.reader(
            io.StringIO(self._text, newline=""), strict=True, delimiter=self._delimiter
        )
        begins = 1
        try:
            for cells in rows:
                # A quoted cell may hold line ends: a row begins where the last one ended.
                begins, number = rows.line_num + 1, begins
                if number > 1 and any(cell.strip() for cell in cells):
                    yield self._line(number, cells)
        except csv.Error as error:
            raise Unreadable(f"line {rows.line_num}: {error}.") from error

    def batches(self, size: int) -> Iterator[list[Line]]:
        batch: list[Line] = []
        for line in self:
            batch.append(line)
            if len(batch) == size:
                yield batch
                batch = []
        if batch:
            yield batch

    def _first_line(
        self, columns: Sequence[str], required: Sequence[str]
    ) -> tuple[str, tuple[str, ...]]:
        found: tuple[str, ...] = ()
        for delimiter in _DELIMITERS:
            lines = io.StringIO(self._text, newline="")
            try:
                cells = next(csv.reader(lines, strict=True, delimiter=delimiter), [])
            except csv.Error as error:
                raise Unreadable(f"line 1: {error}.") from error
            names = tuple(cell.strip().lower() for cell in cells)
            if set(required) <= set(names):
                return delimiter, names
            found = found or names
        missing = [name for name in required if name not in found]
        raise Unreadable(
            f"no column named {_named(missing)}. The first line names the columns "
            f"{', '.join(columns)}; it has: {_named(found) or 'nothing'}."
        )

    def _line(self, number: int, cells: list[str]) -> Line:
        if len(cells) > len(self._header):
            return Line(
                number,
                {},
                f"It has {len(cells)} cells; the first line names {len(self._header)} columns.",
            )
        named = zip(self._header, cells, strict=False)
        return Line(number, {name: unguard(cell) for name, cell in named if name in self._columns})


def _decoded(content: bytes) -> str:
    content = content.removeprefix(_BOM)
    try:
        return content.decode()
    except UnicodeDecodeError as error:
        before = content[: error.start]
        line = before.count(b"\n") + 1
        byte = error.start - before.rfind(b"\n")
        raise Unreadable(
            f"line {line}: byte {byte} is no UTF-8. Save the file as “CSV UTF-8”."
        ) from error


def _named(names: Sequence[str]) -> str:
    shown = [name[:60] or "(no name)" for name in names[:_MOST_NAMES]]
    more = len(names) - len(shown)
    return ", ".join([*shown, f"and {more} more"] if more else shown)


class DayField(TextField):
    """A date alone. Words that are none are refused: in a column of dates they are a slip."""

    def clean(self, value: Any) -> ImpreciseDate:
        try:
            return ImpreciseDate.parse(super().clean(value))
        except ValueError:
            raise ValidationError(
                "Write a date such as 2025-04-03, 2025-04, 2025 or 2025-04-01/2025-04-05.",
                code="date",
            ) from None


_CLAIM_FIELDS: dict[str, forms.Field] = {
    "external_id": TextField(max_length=200),
    "statement": TextField(long=True),
    "quote": TextField(long=True, required=False),
    "speaker": TextField(max_length=200, required=False),
    "article_url": WebAddressField(required=False),
    "article_title": TextField(max_length=500, required=False),
    "said_on": DayField(max_length=30, required=False),
    "question": TextField(max_length=300, required=False),
}
_ON_ONE_LINE = ("statement", "speaker", "article_title", "question")


def claim_row(line: Line) -> ClaimRow:
    cells, fault = _cleaned(line, _CLAIM_FIELDS)
    if fault:
        return ClaimRow(
            line.number,
            line.cells.get("external_id", ""),
            line.cells.get("statement", ""),
            fault=fault,
        )
    cells |= {name: " ".join(cells[name].split()) for name in _ON_ONE_LINE}
    return ClaimRow(line.number, **cells)


_ARTICLE_FIELDS: dict[str, forms.Field] = {
    "file": TextField(max_length=4_096),  # with its folders
    "publisher": TextField(max_length=200, required=False),
    "title": TextField(max_length=500, required=False),
    "published": TextField(max_length=200, required=False),
    "url": WebAddressField(required=False),
    "language": LanguageField(),
}


def article_row(line: Line, upload: Upload | None, fault: str = "") -> ArticleRow:
    """With the bytes of the file that it names, or why there are none."""
    cells, wrong = _cleaned(line, _ARTICLE_FIELDS)
    name = line.cells.get("file", "")
    if wrong or fault or upload is None:
        return ArticleRow(line.number, name, fault=wrong or fault)
    given = ArticleGiven(
        publisher=_publisher(cells["publisher"]),
        headline=cells["title"],
        url=cells["url"],
        published=_published(cells["published"]),
        language=cells["language"],
    )
    return ArticleRow(line.number, name, upload, given)


def _publisher(name: str) -> Source | NewSource | None:
    """One that is new to the desk is added by the action, in the same transaction."""
    if not name:
        return None
    known: Source | None = Source.objects.named(name)
    return known or NewSource(name, SourceKind.OUTLET)


def _published(text: str) -> ImpreciseDate:
    try:
        return ImpreciseDate.parse(text)
    except ValueError:
        return ImpreciseDate(words=text)


def _cleaned(line: Line, fields: Mapping[str, forms.Field]) -> tuple[dict[str, Any], str]:
    """The cells as their fields read them, and what is wrong with the first that cannot be read."""
    if line.fault:
        return {}, line.fault
    cells = {}
    for name, field in fields.items():
        try:
            cells[name] = field.clean(line.cells.get(name, ""))
        except ValidationError as error:
            return {}, f"{name}: {' '.join(error.messages)}"
    return cells, ""
