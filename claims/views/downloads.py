"""Send a file of an export. It is whole, and recorded, before its first byte leaves the desk."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from hashlib import file_digest
from os import SEEK_END
from tempfile import TemporaryFile
from typing import Any, BinaryIO

from django.conf import settings
from django.http import FileResponse

from claims.actions.downloads import record_download
from claims.exports.file import CsvFile
from claims.given import DownloadGiven
from claims.reads.exports.verdicts import ExportMoment

from .base import DeskRequest

Rows = dict[str, int]  # by file or sheet


@dataclass(frozen=True)
class Outgoing:
    """What is sent: its kind (`bundle.zip`), what was asked for, and the name that the browser is told."""

    file: str
    content_type: str
    filters: Mapping[str, str]
    moment: ExportMoment
    name: str = ""  # without ending, and by default that of the file
    export: int | None = None

    @property
    def full_name(self) -> str:
        stem, _, ending = self.file.rpartition(".")
        return f"{self.name or stem}-{self.moment.at:%Y%m%dT%H%M%SZ}.{ending}"


def send(
    request: DeskRequest, outgoing: Outgoing, write: Callable[[BinaryIO], Rows]
) -> FileResponse:
    """Write the file on disk with `write`, which returns its rows, record it, and send it.

    A download that breaks off is recorded as well. One that fails before has sent nothing.
    """
    with ExitStack() as opened:
        file = opened.enter_context(TemporaryFile(dir=settings.DATA_DIR))
        rows = write(file)
        size = file.seek(0, SEEK_END)
        file.seek(0)
        given = DownloadGiven(
            file=outgoing.file,
            filters=dict(outgoing.filters),
            as_of=outgoing.moment.at,
            rows=rows,
            size=size,
            sha256=file_digest(file, "sha256").hexdigest(),
            export=outgoing.export,
        )
        record_download(given, by=request.user)
        file.seek(0)
        opened.pop_all()  # the response closes it
    return FileResponse(
        file,
        as_attachment=True,
        filename=outgoing.full_name,
        content_type=outgoing.content_type,
    )


def written(pieces: Iterable[bytes], files: Iterable[CsvFile]) -> Callable[[BinaryIO], Rows]:
    """Return what writes these pieces, and then has the rows of the files in them."""

    def write(target: BinaryIO) -> Rows:
        target.writelines(pieces)
        return {file.name: file.facts["rows"] for file in files}

    return write


def counted(rows: Iterable[Any], into: Rows, name: str) -> Iterator[Any]:
    """Pass the rows on, and count them."""
    into[name] = 0
    for row in rows:
        into[name] += 1
        yield row
