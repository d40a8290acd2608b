"""Several files as one zip, written to a stream: constant memory, no temporary file."""

from collections.abc import Callable, Iterator, Sequence
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from .file import CsvFile, PlainFile

# Fixed, so that the same files always give the same bytes: the oldest date a zip can hold, and rw-r--r--.
_DATE = (1980, 1, 1, 0, 0, 0)
_MODE = 0o100644 << 16
_UNIX = 3


class _Sink:
    """What the archive writes to. Without `tell` and `seek`, it puts sizes after each member."""

    def __init__(self) -> None:
        self._written: list[bytes] = []

    def write(self, data: bytes) -> int:
        self._written.append(bytes(data))
        return len(data)

    def flush(self) -> None:
        """Do nothing: there is no buffer."""

    def take(self) -> bytes:
        """Return what was written since the last call."""
        written, self._written = b"".join(self._written), []
        return written


def bundle(
    files: Sequence[CsvFile | PlainFile],
    manifest: Callable[[], bytes],
    sums: Callable[[bytes], bytes] | None = None,
) -> Iterator[bytes]:
    """Yield the zip in pieces. `manifest` is called when all files have been written, and comes last.

    If there are `sums`, they come after it, in SHA256SUMS.

    If a file fails on the way, its error is raised here, and the directory at the end is never sent:
    no program opens a zip without one.
    """
    sink = _Sink()
    with ZipFile(sink, "w") as archive:  # type: ignore[call-overload]
        for file in files:
            with archive.open(member(file.name), "w") as written_to:
                for piece in file:
                    written_to.write(piece)
                    if written := sink.take():
                        yield written
        described = manifest()
        archive.writestr(member("manifest.json"), described)
        if sums:
            archive.writestr(member("SHA256SUMS"), sums(described))
    yield sink.take()


def member(name: str) -> ZipInfo:
    """Return the head of a file in a zip that is the same every time."""
    info = ZipInfo(name, _DATE)
    info.compress_type = ZIP_DEFLATED
    info.external_attr = _MODE
    info.create_system = _UNIX
    return info
