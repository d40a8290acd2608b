"""Files given in a browser: previewed, then imported."""

import base64
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any, ClassVar

from django import forms
from django.contrib.auth.models import User
from django.core import signing
from django.core.exceptions import ValidationError

from claims.extractors.page.decoding import ENCODINGS
from claims.given import ArticleRow, ClaimRow, ImportGiven

from .import_columns import ARTICLES, CLAIMS, Layout
from .import_days import DayOrder
from .import_names import like_named, remark_on_case
from .import_rows import article_row, claim_row, no_text_file
from .import_table import Line, Table, Unreadable, named
from .uploads import has_words, upload_of

# Rows of one batch, which is one Event and holds the record's lock for about half a second.
CLAIMS_AT_ONCE = 100
ARTICLES_AT_ONCE = 50

LONGEST_CARRIED = 24 * 60 * 60  # seconds


_FIRST = {DayOrder.DAY_FIRST.value: "day", DayOrder.MONTH_FIRST.value: "month"}


class ManyFilesInput(forms.FileInput):
    allow_multiple_selected = True


class ManyFiles(forms.FileField):
    """A field for several files."""

    widget = ManyFilesInput

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        return [super(ManyFiles, self).clean(file, initial) for file in data or [None]]


@dataclass(frozen=True)
class ReadAs:
    """What a person chose where the file leaves it open."""

    encoding: str = ""
    day_order: str = ""


class ImportForm(forms.Form):
    """The files to preview, and their content again when the preview is confirmed.

    In between the browser keeps the content and how it was read, signed for one person: the desk keeps nothing that
    it would have to delete, and what is confirmed is what was shown. With `again` the same content is previewed with
    other choices.
    """

    layout: ClassVar[Layout]
    batch: ClassVar[int]
    most_rows: ClassVar[int]
    most_bytes: ClassVar[int]
    files_fields: ClassVar[tuple[str, ...]] = ("file",)  # the rows are in the first
    file_note: ClassVar[str] = ""  # what else to choose

    carried = forms.CharField(required=False, widget=forms.HiddenInput)
    again = forms.BooleanField(required=False, widget=forms.HiddenInput)
    encoding = forms.ChoiceField(
        label="Encoding",
        required=False,
        choices=[("", "Recognize it"), *ENCODINGS.items()],
    )
    day_order = forms.ChoiceField(
        label="In this file, what comes first in a date?",
        required=False,
        choices=DayOrder.choices,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._by = by
        self._salt = f"{type(self).__name__} {by.pk}"
        self.table: Table | None = None
        self.given: dict[str, bytes] = {}
        self.file_name = ""  # of the rows
        self.read_as = ReadAs()
        is_carried = bool(self.data.get("carried"))
        self.is_confirmed = is_carried and not self.data.get("again")
        if is_carried:
            for field in self.files_fields:
                self.fields[field].required = False

    @property
    def upload_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in (*self.files_fields, "encoding")]

    @property
    def asks_day_order(self) -> bool:
        return self.table is not None and bool(self.table.days.number)

    @property
    def day_note(self) -> str:
        """What the file shows of the order of day and month."""
        assert self.table is not None
        days = self.table.days
        note = f"{days.example} may be two days. "
        if days.likely:
            return note + f"Other dates of the file have the {_FIRST[days.likely]} first."
        return note + "No other date of the file shows which."

    def choices(self) -> "ImportForm":
        """Return the form that reads the same file with other choices, with those of now filled in."""
        return type(self)(by=self._by, initial=asdict(self.read_as))

    def run_given(self) -> dict[str, Any]:
        """Return what each batch of the run is given with its rows, by name."""
        return {"run": ImportGiven(self.file_name)}

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
            if cleaned["carried"]:
                self._unpack(cleaned["carried"])
            else:
                self.given = self._sent(cleaned)
            if not self.is_confirmed:
                self.read_as = ReadAs(cleaned["encoding"], cleaned["day_order"])
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
        self.file_name = files[0].name
        twice = [name for name, n in Counter(file.name for file in files[1:]).items() if n > 1]
        if twice:
            raise ValidationError(
                f"Several files have the name {named(twice)}. Rename them, so that each row names one file.",
                code="same_name",
            )
        return {
            ("" if number == 0 else file.name): file.read() for number, file in enumerate(files)
        }

    def _unpack(self, carried: str) -> None:
        try:
            packed = signing.loads(carried, salt=self._salt, max_age=LONGEST_CARRIED)
        except signing.BadSignature:
            raise ValidationError(
                "This preview is a day old, or it is somebody else's. Choose the file again.",
                code="carried",
            ) from None
        self.given = {name: base64.b85decode(file) for name, file in packed["files"].items()}
        self.read_as = ReadAs(**packed["read_as"])
        self.file_name = packed["file_name"]

    def packed(self) -> str:
        files = {name: base64.b85encode(content).decode() for name, content in self.given.items()}
        return signing.dumps(
            {"files": files, "read_as": asdict(self.read_as), "file_name": self.file_name},
            salt=self._salt,
            compress=True,
        )

    def _read(self) -> None:
        self.table = Table(self.given[""], self.layout, encoding=self.read_as.encoding)
        if self.table.total > self.most_rows:
            raise ValidationError(
                f"The file has {self.table.total:,} rows. Import at most {self.most_rows:,} here, "
                "or use the command.",
                code="too_many",
            )


def _as_list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


class ImportClaimsForm(ImportForm):
    layout = CLAIMS
    batch = CLAIMS_AT_ONCE
    most_rows = 1_000  # about ten seconds
    most_bytes = 5_000_000

    file = forms.FileField(
        label="File of claims",
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".csv,.tsv,.txt,.xlsx,.json"}),
    )

    def row(self, line: Line) -> ClaimRow:
        assert self.table is not None
        return claim_row(line, self.read_as.day_order, needs_id=self.table.needs_id)


class ImportArticlesForm(ImportForm):
    layout = ARTICLES
    batch = ARTICLES_AT_ONCE
    most_rows = 1_000
    most_bytes = 10_000_000
    files_fields = ("file", "articles")
    # Django accepts a hundred files in one request.
    file_note = "Next to it, choose the files that it names, at most 90."

    file = forms.FileField(
        label="Manifest",
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".csv,.tsv,.txt,.xlsx,.json"}),
    )
    articles = ManyFiles(label="The files that it names", allow_empty_file=True)

    def row(self, line: Line) -> ArticleRow:
        """Find the file by its name without folders, because browsers do not send them."""
        name = line.cells.get("file", "").strip().replace("\\", "/").rpartition("/")[2]
        order = self.read_as.day_order
        found = like_named(name, [given for given in self.given if given])
        if len(found) > 1:
            return article_row(line, None, f"{named(found)} have this name.", order)
        if not found:
            missing = f"{name or 'It'} is not among the files you chose."
            return article_row(line, None, missing, order)
        upload = upload_of(self.given[found[0]], found[0])
        if upload.content and not has_words(upload):
            return article_row(line, None, no_text_file(name), order)
        return article_row(line, upload, "", order, remark=remark_on_case(name, found[0]))
