"""verdicts.csv on the command line: the bytes that the page would send, whole or not at all."""

import hashlib
import json
import os
import secrets
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from claims.errors import Invalid
from claims.exports.asked import Filters, read_as_of
from claims.exports.columns import VERDICT_COLUMNS
from claims.exports.csv import lines
from claims.reads.export import Moment, Row, moment_of, verdict_rows


class Command(BaseCommand):
    help = "Write verdicts.csv, one row per claim whose verdict stands, to the terminal or a file."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--as-of",
            metavar="T",
            help="the moment in UTC (2025-04-08T18:00:00Z), or a date meaning its end; else now",
        )
        parser.add_argument(
            "--out",
            metavar="FILE",
            help="write FILE whole or not at all, with FILE.manifest.json beside it",
        )
        parser.add_argument("--no-bom", action="store_true", help="leave out the byte order mark")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            as_of = read_as_of(options["as_of"]) if options["as_of"] is not None else None
        except Invalid as error:
            raise CommandError(f"--as-of {options['as_of']}: {error}") from None
        moment = moment_of(as_of)
        counted = Counted(verdict_rows(Filters(), moment))
        body = lines(VERDICT_COLUMNS, counted, bom=not options["no_bom"])
        if options["out"] is None:
            for piece in body:
                sys.stdout.buffer.write(piece)
            sys.stdout.buffer.flush()
            return
        path = Path(options["out"])
        if not path.name or (path.exists() and not path.is_file()):
            raise CommandError(f"{options['out']!r} is no file that can be replaced.")
        try:
            sha256 = self._write(path, body, moment, counted)
        except OSError as error:
            raise CommandError(
                f"{path} cannot be written ({error.strerror}). Nothing was left there."
            ) from None
        rows = "1 row" if counted.rows == 1 else f"{counted.rows} rows"
        self.stderr.write(f"{path}: {rows}, SHA-256 {sha256}")

    def _write(self, path: Path, body: Iterable[bytes], moment: Moment, counted: "Counted") -> str:
        """The manifest appears last: where it stands and its SHA-256 fits, the file is whole."""
        digest = hashlib.sha256()
        manifest = path.with_name(f"{path.name}.manifest.json")
        with draft_of(path) as file, draft_of(manifest) as beside:
            for piece in body:
                file.write(piece)
                digest.update(piece)
            facts = {
                "name": path.name,
                "rows": counted.rows,
                "sha256": digest.hexdigest(),
                "filters": {},
                "as_of": moment.at.strftime("%Y-%m-%dT%H:%M:%S.%fZ"),
                "record": {"seq": moment.seq, "hash": moment.hash},
                "version": settings.VERSION,
            }
            beside.write(json.dumps(facts, indent=2, ensure_ascii=False).encode() + b"\n")
            for draft in (file, beside):
                draft.flush()
                os.fsync(draft.fileno())
            os.replace(file.name, path)
            os.replace(beside.name, manifest)
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)  # the names, too, survive a power cut
        finally:
            os.close(folder)
        return digest.hexdigest()


class Counted:
    """Rows as they pass, counted."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self._passing = rows
        self.rows = 0

    def __iter__(self) -> Iterator[Row]:
        for row in self._passing:
            self.rows += 1
            yield row


@contextmanager
def draft_of(path: Path) -> Iterator[BinaryIO]:
    """A file beside the one wanted; gone again unless it was renamed."""
    draft = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
    try:
        with open(draft, "xb") as file:
            yield file
    finally:
        draft.unlink(missing_ok=True)
