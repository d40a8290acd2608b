"""Take in many articles: files as they are, or those that a manifest names with what is known of them."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser

from claims.actions.import_preview import Outcome
from claims.actions.imports import import_articles, preview_articles
from claims.actions.snapshots import MOST_BYTES
from claims.forms.articles import MEDIA_TYPES
from claims.forms.imports import (
    ARTICLE_COLUMNS,
    ARTICLES_AT_ONCE,
    ARTICLES_REQUIRED,
    Line,
    article_row,
    no_text_file,
)
from claims.given import ArticleRow, Upload
from claims.management.imports import ImportCommand
from claims.management.suggestions import read_with_progress
from claims.models import Article


class Refused(Exception):
    """Why a file is not read."""


class Command(ImportCommand):
    help = (
        f"Import articles. FILE is {', '.join(MEDIA_TYPES)}; a .csv is a manifest with the columns "
        f"{','.join(ARTICLE_COLUMNS)}, of which file alone is required, relative to the manifest. Empty is "
        "unknown. What is on the desk already stays as it is, so the command may be run again. When all are in, they "
        "are read for sentences worth checking."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", nargs="+", type=Path, metavar="FILE")
        super().add_arguments(parser)

    def handle(self, *args: Any, file: list[Path], preview: bool, **options: Any) -> None:
        named: list[tuple[str, Path | None, Line]] = []
        for path in file:
            if path.suffix.lower() == ".csv":
                table = self.table(path, ARTICLE_COLUMNS, ARTICLES_REQUIRED)
                named += [(f"{path} line {line.number}", path.parent, line) for line in table]
            else:
                named.append((str(path), None, Line(0, {"file": str(path)})))
        batches = (
            list(_rows(named, range(start, min(start + ARTICLES_AT_ONCE, len(named)))))
            for start in range(0, len(named), ARTICLES_AT_ONCE)
        )
        taken: list[int] = []

        def take() -> Iterator[list[Outcome]]:
            for rows in batches:
                outcomes = import_articles(rows, by=None)
                taken.extend(outcome.row.pk for outcome in outcomes if outcome.row)
                yield outcomes

        def read() -> None:
            if not preview:
                read_with_progress(Article.objects.filter(pk__in=taken), self.stdout, self.stderr)

        outcomes = preview_articles(batches) if preview else take()
        self.follow(
            outcomes, len(named), lambda number: named[number][0], preview=preview, then=read
        )


def _rows(named: list[tuple[str, Path | None, Line]], numbers: range) -> Iterator[ArticleRow]:
    """Their files are opened batch by batch. A row's number is its place among all that are named."""
    for number in numbers:
        _, folder, line = named[number]
        upload, fault = None, line.fault
        try:
            upload = upload_of(line.cells.get("file", "").strip(), folder)
        except Refused as why:
            fault = fault or str(why)
        yield article_row(Line(number, line.cells, line.fault), upload, fault)


def upload_of(name: str, folder: Path | None) -> Upload:
    """Relative to a manifest's folder, and inside it; as the command line names it where there is none."""
    if "\0" in name or not name:
        raise Refused("It names no file.")
    path = (folder or Path()) / name
    # Links followed: a manifest from elsewhere must not read this machine's files.
    if folder and not Path(os.path.realpath(path)).is_relative_to(os.path.realpath(folder)):
        raise Refused(f"{name} is outside the manifest's folder.")
    media_type = MEDIA_TYPES.get(path.suffix.lower())
    if media_type is None:
        raise Refused(no_text_file(path.name))
    try:
        if not path.is_file():
            raise Refused(f"There is no file {path}.")
        if path.stat().st_size > MOST_BYTES:
            raise Refused(f"{path.name} is larger than {MOST_BYTES // 1_000_000} MB.")
        content = path.read_bytes()
    except OSError as error:
        raise Refused(f"{path.name} cannot be read: {error.strerror}.") from error
    return Upload(content, name=path.name, media_type=media_type)
