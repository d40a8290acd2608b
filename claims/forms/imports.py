"""Files of rows to import: read as CSV, each cell cleaned by a form field."""

import base64
import csv
import io
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from django import forms
from django.contrib.auth.models import User
from django.core import signing
from django.core.exceptions import ValidationError

from claims.enums import SourceKind
from claims.exports.csv import unguard
from claims.given import ArticleGiven, ArticleRow, ClaimRow, NewSource, Upload
from claims.models import ImpreciseDate, Source
from claims.models.search.names import is_placeholder

from .articles import LanguageField, WebAddressField
from .fields import TextField
from .uploads import TEXT_FILES, has_words, upload_of

CLAIM_COLUMNS = (
    "external_id", "statement", "quote", "speaker", "article_url", "article_title", "said_on", "question",
)  # fmt: skip
CLAIMS_REQUIRED = ("external_id", "statement")
ARTICLE_COLUMNS = ("file", "publisher", "title", "published", "url", "language")
ARTICLES_REQUIRED = ("file",)

# Rows of one batch, which is one Event and holds the record's lock for about half a second.
CLAIMS_AT_ONCE = 100
ARTICLES_AT_ONCE = 50

_BOM = b"\xef\xbb\xbf"
_DELIMITERS = ",;\t"  # a comma; what spreadsheets write where the comma is in numbers; a tab
_MOST_NAMES = 12
LONGEST_CARRIED = 24 * 60 * 60  # seconds


class Unreadable(Exception):
    """The file cannot be split into rows, so no row is imported. The message says where and why."""


@dataclass(frozen=True)
class Line:
    """A row of a file: the line where it begins, and its cells by column name."""

    number: int
    cells: Mapping[str, str]
    fault: str = ""


class Table:
    """The rows of a CSV file. Reads all of it before the first row is returned, and raises Unreadable.

    The first line names the columns and shows which delimiter is used.
    """

    def __init__(self, content: bytes, columns: Sequence[str], *, required: Sequence[str]) -> None:
        self._text = _decoded(content)
        self._columns = frozenset(columns)
        self._delimiter, self._header = self._first_line(columns, required)
        twice = [name for name, count in Counter(self._header).items() if name and count > 1]
        if twice:
            raise Unreadable(f"line 1: column {_named(twice)} is there twice.")
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
        fault = ""
        for delimiter in _DELIMITERS:
            lines = io.StringIO(self._text, newline="")
            try:
                cells = next(csv.reader(lines, strict=True, delimiter=delimiter), [])
            except csv.Error as error:
                fault = fault or f"line 1: {error}."
                continue
            names = tuple(cell.strip().lower() for cell in cells)
            if set(required) <= set(names):
                return delimiter, names
            found = found or names
        if fault and not found:
            raise Unreadable(fault)
        missing = [name for name in required if name not in found]
        raise Unreadable(
            f"the column {_named(missing)} is missing. The first line must name the columns "
            f"{', '.join(columns)}. It has: {_named(found) or 'nothing'}."
        )

    def _line(self, number: int, cells: list[str]) -> Line:
        if len(cells) > len(self._header):
            return Line(
                number,
                {},
                f"It has {len(cells)} cells, but the first line names {len(self._header)} columns.",
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
            f"line {line}: byte {byte} is not UTF-8. Save the file as “CSV UTF-8”."
        ) from error


def _named(names: Sequence[str]) -> str:
    shown = [name[:60] or "(no name)" for name in names[:_MOST_NAMES]]
    more = len(names) - len(shown)
    return ", ".join([*shown, f"and {more} more"] if more else shown)


class DayField(TextField):
    """A date without words. Anything else is refused: in a column of dates it is a mistake."""

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
# "-" or "N/A" in these cells means that nothing is known.
_MAY_BE_UNKNOWN = frozenset(
    ("speaker", "article_url", "article_title", "said_on", "question")
    + ("publisher", "title", "published", "url", "language")
)
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
    """Return the row with the bytes of the file that it names, or with the reason why there are none."""
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


def no_text_file(name: str) -> str:
    *others, last = TEXT_FILES
    return f"{name or 'It'} is not a {', '.join(others)} or {last} file."


def _publisher(name: str) -> Source | NewSource | None:
    """Return the source of this name. The action adds a new one, in the same transaction.

    A name that is near others' is remarked on in the preview, and imported.
    """
    if not name:
        return None
    known = Source.objects.named(name)
    return known or NewSource(name, SourceKind.OUTLET)


def _published(text: str) -> ImpreciseDate:
    try:
        return ImpreciseDate.parse(text)
    except ValueError:
        return ImpreciseDate(words=text)


def _cleaned(line: Line, fields: Mapping[str, forms.Field]) -> tuple[dict[str, Any], str]:
    """Return the cleaned cells, and what is wrong with the first that cannot be read."""
    if line.fault:
        return {}, line.fault
    cells = {}
    for name, field in fields.items():
        try:
            typed = line.cells.get(name, "")
            is_unknown = name in _MAY_BE_UNKNOWN and is_placeholder(typed)
            cells[name] = field.clean("" if is_unknown else typed)
        except ValidationError as error:
            return {}, f"{name}: {' '.join(error.messages)}"
    return cells, ""


# A file given in a browser: previewed, then imported


class ManyFilesInput(forms.FileInput):
    allow_multiple_selected = True


class ManyFiles(forms.FileField):
    """A field for several files."""

    widget = ManyFilesInput

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        return [super(ManyFiles, self).clean(file, initial) for file in data or [None]]


class ImportForm(forms.Form):
    """The files to preview, and their content again when the preview is confirmed.

    In between the browser keeps the content, signed for one person: the desk keeps nothing that it
    would have to delete, and what is confirmed is what was shown.
    """

    columns: ClassVar[tuple[str, ...]]
    required: ClassVar[tuple[str, ...]]
    batch: ClassVar[int]
    most_rows: ClassVar[int]
    most_bytes: ClassVar[int]
    files_fields: ClassVar[tuple[str, ...]] = ("file",)  # the rows are in the first
    file_note: ClassVar[str] = ""  # what else to choose

    carried = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._salt = f"{type(self).__name__} {by.pk}"
        self.table: Table | None = None
        self.given: dict[str, bytes] = {}
        self.is_confirmed = bool(self.data.get("carried"))
        if self.is_confirmed:
            for field in self.files_fields:
                self.fields[field].required = False

    @property
    def optional(self) -> list[str]:
        return [name for name in self.columns if name not in self.required]

    def row(self, line: Line) -> Any:
        raise NotImplementedError

    def batches(self) -> Iterator[list[Any]]:
        """Yield the batches of a valid form. Each becomes one Event."""
        assert self.table is not None
        for lines in self.table.batches(self.batch):
            yield [self.row(line) for line in lines]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if self.errors:
            return cleaned
        try:
            self.given = (
                self._unpacked(cleaned["carried"]) if self.is_confirmed else self._sent(cleaned)
            )
            self._read()
        except (ValidationError, Unreadable) as error:
            self.is_confirmed = False
            self.add_error(
                self.files_fields[0], error if isinstance(error, ValidationError) else str(error)
            )
        return cleaned

    def _sent(self, cleaned: dict[str, Any]) -> dict[str, bytes]:
        files = [file for name in self.files_fields for file in _as_list(cleaned[name])]
        if sum(file.size for file in files) > self.most_bytes:
            raise ValidationError(
                f"The files are larger than {self.most_bytes // 1_000_000} MB. Use the command instead.",
                code="too_large",
            )
        twice = [name for name, n in Counter(file.name for file in files[1:]).items() if n > 1]
        if twice:
            raise ValidationError(
                f"Several files have the name {_named(twice)}. Rename them, so that each row names one file.",
                code="same_name",
            )
        return {
            ("" if number == 0 else file.name): file.read() for number, file in enumerate(files)
        }

    def _unpacked(self, carried: str) -> dict[str, bytes]:
        try:
            files = signing.loads(carried, salt=self._salt, max_age=LONGEST_CARRIED)
        except signing.BadSignature:
            raise ValidationError(
                "This preview is a day old, or it is somebody else's. Choose the file again.",
                code="carried",
            ) from None
        return {name: base64.b85decode(content) for name, content in files.items()}

    def packed(self) -> str:
        files = {name: base64.b85encode(content).decode() for name, content in self.given.items()}
        return signing.dumps(files, salt=self._salt, compress=True)

    def _read(self) -> None:
        self.table = Table(self.given[""], self.columns, required=self.required)
        if self.table.total > self.most_rows:
            raise ValidationError(
                f"The file has {self.table.total:,} rows. Import at most {self.most_rows:,} here, "
                "or use the command.",
                code="too_many",
            )


def _as_list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


class ImportClaimsForm(ImportForm):
    columns = CLAIM_COLUMNS
    required = CLAIMS_REQUIRED
    batch = CLAIMS_AT_ONCE
    most_rows = 1_000  # about ten seconds
    most_bytes = 5_000_000

    file = forms.FileField(
        label="CSV file",
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".csv,text/csv"}),
    )

    def row(self, line: Line) -> ClaimRow:
        return claim_row(line)


class ImportArticlesForm(ImportForm):
    columns = ARTICLE_COLUMNS
    required = ARTICLES_REQUIRED
    batch = ARTICLES_AT_ONCE
    most_rows = 1_000
    most_bytes = 10_000_000
    files_fields = ("file", "articles")
    # Django accepts a hundred files in one request.
    file_note = "Next to it, choose the files that it names, at most 90."

    file = forms.FileField(
        label="Manifest, a CSV file",
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".csv,text/csv"}),
    )
    articles = ManyFiles(label="The files that it names", allow_empty_file=True)

    def row(self, line: Line) -> ArticleRow:
        """Find the file by its name without folders, because browsers do not send them."""
        name = line.cells.get("file", "").strip().replace("\\", "/").rpartition("/")[2]
        if not name or name not in self.given:
            return article_row(line, None, f"{name or 'It'} is not among the files you chose.")
        upload = upload_of(self.given[name], name)
        if not has_words(upload):
            return article_row(line, None, no_text_file(name))
        return article_row(line, upload)
