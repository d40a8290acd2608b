"""Write verdicts.csv from the command line: the same bytes as from the page, whole or not at all."""

import os
import secrets
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any, BinaryIO

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from claims.actions.downloads import record_download
from claims.actions.exports import close_moment
from claims.errors import Invalid
from claims.exports.file import CsvFile, manifest
from claims.exports.filters import Filters, read_as_of
from claims.given import DownloadGiven
from claims.reads.exports.verdicts import ExportMoment, csv_files, moment_of
from verify.storage import wait_for_disk


class Command(BaseCommand):
    help = "Write verdicts.csv, one row for each claim with a valid verdict, to standard output or a file."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--as-of",
            metavar="T",
            help="The moment to export, in UTC (2025-04-08T18:00:00Z). A date means its end. By default, now.",
        )
        parser.add_argument(
            "--out",
            metavar="FILE",
            help="Write FILE, whole or not at all, and FILE.manifest.json next to it.",
        )
        parser.add_argument("--no-bom", action="store_true", help="Leave out the byte order mark.")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            as_of = read_as_of(options["as_of"]) if options["as_of"] is not None else None
        except Invalid as error:
            raise CommandError(f"--as-of {options['as_of']}: {error}") from None
        moment = moment_of(close_moment(as_of))
        file = csv_files(Filters(), moment, bom=not options["no_bom"])["verdicts.csv"]
        if options["out"] is None:
            self._print(file, moment)
            return
        path = Path(options["out"])
        if not path.name or (path.exists() and not path.is_file()):
            raise CommandError(f"{options['out']!r} is not a file that can be replaced.")
        try:
            self._write(path, file, moment)
        except OSError as error:
            raise CommandError(
                f"{path} could not be written ({error.strerror}). Nothing was changed."
            ) from None
        rows = "1 row" if file.facts["rows"] == 1 else f"{file.facts['rows']} rows"
        self.stderr.write(f"{path}: {rows}, SHA-256 {file.facts['sha256']}")

    def _print(self, file: CsvFile, moment: ExportMoment) -> None:
        """Write it on disk, record it, and only then print it."""
        with TemporaryFile(dir=settings.DATA_DIR) as whole:
            whole.writelines(file)
            size = whole.tell()
            record_download(_given(file, moment, size), by=None)
            whole.seek(0)
            shutil.copyfileobj(whole, sys.stdout.buffer)
        sys.stdout.buffer.flush()

    def _write(self, path: Path, file: CsvFile, moment: ExportMoment) -> None:
        """Write the manifest last: if it is there and its SHA-256 matches, the file is whole."""
        manifest_path = path.with_name(f"{path.name}.manifest.json")
        with draft_of(path) as draft, draft_of(manifest_path) as manifest_file:
            for piece in file:
                draft.write(piece)
            facts = file.facts | {"name": path.name, "filters": {}} | moment.facts
            manifest_file.write(manifest(facts | {"version": settings.VERSION}))
            for written in (draft, manifest_file):
                written.flush()
                os.fsync(written.fileno())
            record_download(_given(file, moment, draft.tell()), by=None)
            os.replace(draft.name, path)
            os.replace(manifest_file.name, manifest_path)
        wait_for_disk(path.parent)


def _given(file: CsvFile, moment: ExportMoment, size: int) -> DownloadGiven:
    facts = file.facts
    rows = {file.name: facts["rows"]}
    return DownloadGiven(file.name, {}, moment.at, rows, size, facts["sha256"])


@contextmanager
def draft_of(path: Path) -> Iterator[BinaryIO]:
    """Open a draft in the same folder. It is deleted unless it was renamed."""
    draft = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
    try:
        with open(draft, "xb") as file:
            yield file
    finally:
        draft.unlink(missing_ok=True)
