"""Take in many articles: files as they are, or those that a manifest names with what is known of them."""

import csv
import io
import itertools
import os
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from claims.actions.archiving import MOST_BYTES
from claims.actions.intake import ImportRow, Outcome, import_articles
from claims.enums import SourceKind
from claims.forms.intake import MEDIA_TYPES
from claims.given import ArticleGiven, NewSource, SourceGiven, Upload
from claims.models import ImpreciseDate, Source

COLUMNS = ("file", "publisher", "title", "published", "url", "language")
BATCH = 50  # one line of the record each; what is taken stays when the command is stopped
LONGEST_NAME = 200
INTERRUPTED = 130  # as a shell says it


@dataclass(frozen=True)
class Row:
    """One article to take in, and where it is named."""

    where: str
    path: Path
    cells: dict[str, str]
    fault: str = ""  # found before its file is opened


class Refused(Exception):
    """Why a row is not taken."""


class Command(BaseCommand):
    help = (
        "Import articles. FILE is .txt or .html; a .csv is a manifest with the columns "
        f"{','.join(COLUMNS)}, of which file alone is required, relative to the manifest. Empty is "
        "unknown. What is on the desk already stays as it is, so the command may be run again."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", nargs="+", type=Path, metavar="FILE")

    def handle(self, *args: Any, file: list[Path], **options: Any) -> None:
        rows: list[Row] = []
        for path in file:
            if path.suffix.lower() == ".csv":
                rows += self._manifest(path)
            else:
                rows.append(Row(str(path), path, {}))
        counts: Counter[str] = Counter()
        try:
            self._import(rows, counts)
        except KeyboardInterrupt:
            self._say(counts, len(rows))
            raise CommandError(
                "Stopped. What was imported stays; run it again to go on.", returncode=INTERRUPTED
            ) from None
        self._say(counts, len(rows))
        if counts["refused"]:
            raise CommandError("Rows were refused; they are named above.")

    def _manifest(self, path: Path) -> list[Row]:
        rows, ignored = read_manifest(path)
        if ignored:
            self.stdout.write(f"{path}: ignored {', '.join(ignored)}.")
        return rows

    def _import(self, rows: list[Row], counts: Counter[str]) -> None:
        for start in range(0, len(rows), BATCH):
            batch = rows[start : start + BATCH]
            ready: list[ImportRow] = []
            for number, row in enumerate(batch):
                try:
                    ready.append(ImportRow(number, upload_of(row), given_of(row)))
                except Refused as why:
                    self._refuse(row, str(why), counts)
            for outcome in import_articles(ready, by=None) if ready else []:
                self._count(batch[outcome.line], outcome, counts)
            self._progress(start + len(batch), len(rows))

    def _count(self, row: Row, outcome: Outcome, counts: Counter[str]) -> None:
        if outcome.taken is None:
            self._refuse(row, outcome.refusal, counts)
            return
        counts["unchanged" if outcome.taken.existed else "new"] += 1
        snapshot = outcome.taken.article.snapshot
        if not outcome.taken.existed and snapshot and snapshot.replaced_characters:
            lost = f"{snapshot.replaced_characters} bytes are no {snapshot.encoding} text"
            self.stderr.write(f"{row.where}: imported, but {lost}.")

    def _refuse(self, row: Row, why: str, counts: Counter[str]) -> None:
        counts["refused"] += 1
        self.stderr.write(f"{row.where}: refused: {why}")

    def _progress(self, done: int, total: int) -> None:
        if self.stderr.isatty():
            self.stderr.write(f"\r{done} of {total}", ending="\n" if done == total else "")

    def _say(self, counts: Counter[str], total: int) -> None:
        said = ", ".join(f"{counts[word]} {word}" for word in ("new", "unchanged", "refused"))
        self.stdout.write(f"{said}; {total} in all.")


def read_manifest(path: Path) -> tuple[list[Row], list[str]]:
    """Its rows, and the columns that are ignored. Raises CommandError where no row can be told apart."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise CommandError(f"{path}: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise CommandError(
            f"{path}: byte {error.start + 1} is no UTF-8. Save the manifest as “CSV UTF-8”."
        ) from error
    lines = csv.reader(io.StringIO(text, newline=""), strict=True)
    header = [name.strip().lower() for name in next(_checked(lines, path), [])]
    twice = [name for name, count in Counter(header).items() if name and count > 1]
    if "file" not in header or twice:
        wrong = f"the column {twice[0]} twice" if twice else "no column named file"
        found = ", ".join(header) or "nothing"
        raise CommandError(
            f"{path}: {wrong}. The first line names the columns {', '.join(COLUMNS)}; it has: {found}."
        )
    rows = []
    first_line = (
        lines.line_num + 1
    )  # a quoted cell may hold line ends: a row starts where the last one ended
    for cells in _checked(lines, path):
        where, first_line = f"{path} line {first_line}", lines.line_num + 1
        if any(cell.strip() for cell in cells):
            rows.append(_row(where, path.parent, header, cells))
    return rows, [name or "(no name)" for name in header if name not in COLUMNS]


def _checked(lines: Any, path: Path) -> Iterator[list[str]]:
    try:
        yield from lines
    except csv.Error as error:
        raise CommandError(
            f"{path} line {lines.line_num}: {error}. Nothing was imported."
        ) from error


def _row(where: str, folder: Path, header: list[str], cells: list[str]) -> Row:
    named = dict(itertools.zip_longest(header, (cell.strip() for cell in cells), fillvalue=""))
    fault = ""
    if len(cells) > len(header):
        fault = f"It has {len(cells)} cells; the first line names {len(header)} columns."
    elif "\0" in "".join(cells):
        fault = "It contains a NUL character."
    elif not named["file"]:
        fault = "It names no file."
    elif len(named.get("publisher", "")) > LONGEST_NAME:
        fault = f"The name of its publisher is longer than {LONGEST_NAME} characters."
    path = folder / named["file"]
    if not fault and not _inside(path, folder):
        fault = f"{named['file']} is outside the manifest's folder."
    return Row(where, path, named, fault)


def _inside(path: Path, folder: Path) -> bool:
    """Links followed: a manifest from elsewhere must not read this machine's files."""
    return Path(os.path.realpath(path)).is_relative_to(os.path.realpath(folder))


def upload_of(row: Row) -> Upload:
    if row.fault:
        raise Refused(row.fault)
    media_type = MEDIA_TYPES.get(row.path.suffix.lower())
    if media_type is None:
        raise Refused(f"{row.path.name} is no .txt or .html file.")
    try:
        if not row.path.is_file():
            raise Refused(f"There is no file {row.path}.")
        if row.path.stat().st_size > MOST_BYTES:
            raise Refused(f"{row.path.name} is larger than {MOST_BYTES // 1_000_000} MB.")
        content = row.path.read_bytes()
    except OSError as error:
        raise Refused(f"{row.path.name} cannot be read: {error.strerror}.") from error
    return Upload(content, name=row.path.name, media_type=media_type)


def given_of(row: Row) -> ArticleGiven:
    cells = row.cells
    return ArticleGiven(
        publisher=_publisher(cells.get("publisher", "")),
        headline=cells.get("title", ""),
        url=cells.get("url", ""),
        published=_published(cells.get("published", "")),
        language=cells.get("language", ""),
    )


def _publisher(name: str) -> SourceGiven | None:
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
