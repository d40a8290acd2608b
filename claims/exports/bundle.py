"""Several files as one zip, written to a stream that cannot be wound back: constant memory, no temporary file."""

from collections.abc import Callable, Iterator, Sequence
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from .file import CsvFile

# Whatever could differ between two askings is fixed: the oldest date a zip knows, rw-r--r--.
_DATE = (1980, 1, 1, 0, 0, 0)
_MODE = 0o100644 << 16
_UNIX = 3


class _Sink:
    """Where the archive writes to; without `tell` and `seek` it puts sizes behind each member."""

    def __init__(self) -> None:
        self._held: list[bytes] = []

    def write(self, data: bytes) -> int:
        self._held.append(bytes(data))
        return len(data)

    def flush(self) -> None:
        """Nothing is held back."""

    def taken(self) -> bytes:
        held, self._held = b"".join(self._held), []
        return held


def bundle(files: Sequence[CsvFile], manifest: Callable[[], bytes]) -> Iterator[bytes]:
    """The manifest comes last and is asked for when the files have passed.

    Where a file fails on the way its error comes through, and the directory at the end, without
    which no program opens a zip, is never sent.
    """
    sink = _Sink()
    with ZipFile(sink, "w") as archive:  # type: ignore[call-overload]
        for file in files:
            with archive.open(_member(file.name), "w") as member:
                for piece in file:
                    member.write(piece)
                    if written := sink.taken():
                        yield written
        archive.writestr(_member("manifest.json"), manifest())
    yield sink.taken()


def _member(name: str) -> ZipInfo:
    info = ZipInfo(name, _DATE)
    info.compress_type = ZIP_DEFLATED
    info.external_attr = _MODE
    info.create_system = _UNIX
    return info
