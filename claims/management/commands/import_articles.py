"""Import many articles: single files, or the files and their details listed in a manifest."""

import math
import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser

from claims.actions.import_preview import Outcome
from claims.actions.imports import import_articles, preview_articles, read_rows
from claims.extractors import IN_BACKGROUND
from claims.forms.import_columns import ARTICLE_COLUMNS, ARTICLES
from claims.forms.import_names import like_named, remark_on_case
from claims.forms.import_rows import article_row, no_text_file
from claims.forms.import_table import Line
from claims.forms.imports import ARTICLES_AT_ONCE
from claims.forms.uploads import TEXT_FILES, has_words
from claims.forms.uploads import upload_of as uploaded
from claims.given import MOST_BYTES, ArticleRow, ImportGiven, Upload
from claims.management.imports import ImportCommand
from claims.management.suggestions import read_with_progress
from claims.models import Article

MANIFESTS = (".csv", ".xlsx")


class UnusableFile(Exception):
    """Say why a file was not read."""


class Command(ImportCommand):
    help = (
        f"Import articles. FILE is {', '.join(TEXT_FILES)}, or a manifest ({', '.join(MANIFESTS)}) with the columns "
        f"{','.join(ARTICLE_COLUMNS)}. Only file is required; its path is relative to the manifest. Leave unknown cells "
        "empty. Articles already on the desk are not changed, so you can run the command again. After the import it "
        "reads the articles for sentences worth checking."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", nargs="+", type=Path, metavar="FILE")
        super().add_arguments(parser)

    def handle(
        self,
        *args: Any,
        file: list[Path],
        preview: bool,
        encoding: str,
        dates: str,
        **options: Any,
    ) -> None:
        order = dates.replace("-", "_")
        listed: list[tuple[str, Path | None, Line]] = []
        for path in file:
            if path.suffix.lower() in MANIFESTS:
                table = self.table(path, ARTICLES, encoding, order)
                listed += [(f"{path} line {line.number}", path.parent, line) for line in table]
            else:
                listed.append((str(path), None, Line(0, {"file": str(path)})))
        batches = (
            list(_rows(listed, range(start, min(start + ARTICLES_AT_ONCE, len(listed))), order))
            for start in range(0, len(listed), ARTICLES_AT_ONCE)
        )
        read_batches = read_rows(batches, seconds=IN_BACKGROUND, in_all=math.inf)
        article_ids: list[int] = []
        run = ImportGiven(", ".join(path.name for path in file))

        def import_all() -> Iterator[list[Outcome]]:
            for rows in read_batches:
                outcomes = import_articles(rows, by=None, run=run)
                article_ids.extend(outcome.row.pk for outcome in outcomes if outcome.row)
                yield outcomes

        def read() -> None:
            if not preview:
                read_with_progress(
                    Article.objects.filter(pk__in=article_ids), self.stdout, self.stderr
                )

        outcomes = preview_articles(read_batches) if preview else import_all()
        with self.telling_how_to_undo(run):
            self.report(
                outcomes, len(listed), lambda number: listed[number][0], preview=preview, after=read
            )


def _rows(
    listed: list[tuple[str, Path | None, Line]], numbers: range, order: str
) -> Iterator[ArticleRow]:
    """Yield the rows, opening their files batch by batch. A row's number is its place in the whole list."""
    for number in numbers:
        _, folder, line = listed[number]
        upload, fault, remark = None, line.fault, ""
        try:
            upload, remark = upload_of(line.cells.get("file", "").strip(), folder)
        except UnusableFile as error:
            fault = fault or str(error)
        numbered = replace(line, number=number)
        yield article_row(numbered, upload, fault, order, remark=remark)


def upload_of(name: str, folder: Path | None) -> tuple[Upload, str]:
    """Read a file, and return a remark if its name differs. A manifest names it relative to its own folder, and it
    must be inside that folder.
    """
    if "\0" in name or not name:
        raise UnusableFile("The row names no file.")
    path = _found(folder, name.replace("\\", "/")) if folder else Path(name)
    # With links resolved: a manifest from elsewhere must not read this machine's files.
    if folder and not Path(os.path.realpath(path)).is_relative_to(os.path.realpath(folder)):
        raise UnusableFile(f"{name} is outside the manifest's folder.")
    try:
        if not path.is_file():
            raise UnusableFile(f"There is no file {path}.")
        if path.stat().st_size > MOST_BYTES:
            raise UnusableFile(f"{path.name} is larger than {MOST_BYTES // 1_000_000} MB.")
        content = path.read_bytes()
    except OSError as error:
        raise UnusableFile(f"{path.name} could not be read: {error.strerror}.") from error
    named = name.replace("\\", "/").rpartition("/")[2]
    upload = uploaded(content, path.name)
    if content and not has_words(upload):
        raise UnusableFile(no_text_file(path.name))
    return upload, remark_on_case(named, path.name)


def _found(folder: Path, name: str) -> Path:
    """Return the path of the file, also if the disk writes its name in another form or case."""
    path = folder / name
    if os.path.lexists(path) or not path.resolve().is_relative_to(folder.resolve()):
        return path
    try:
        found = like_named(path.name, os.listdir(path.parent))
    except OSError:
        return path
    if len(found) > 1:
        raise UnusableFile(f"Several files have the name {name}.")
    return path.parent / found[0] if found else path
