"""Remove files of archived copies that no row keeps: what a rollback or a killed process left behind, or was taken down."""

import logging
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

from django.conf import settings

from claims.models import Snapshot

from .record import lock

log = logging.getLogger(__name__)

# Seconds. An action writes its file before its row, and none takes a day.
SPARED = 24 * 3600


def remove_orphans() -> int:
    """Delete the files without a row that are older than a day. Return their number.

    One query for each folder, and the record's lock for each file that is deleted: an action that stores the
    same bytes again takes the file that is there, and holds the lock while it does.
    """
    return sum(_remove(name, path) for name, path in _orphans())


def remove_files(names: Iterable[str]) -> None:
    """Delete the files of copies that were taken down, unless another copy keeps the same bytes. After the commit."""
    for name in set(names):
        _remove(name, Path(settings.MEDIA_ROOT) / name)


def _remove(name: str, path: Path) -> bool:
    with lock():
        if Snapshot.objects.kept().filter(file=name).exists():
            return False
        try:
            path.unlink(missing_ok=True)
        except OSError as error:
            log.warning("a file could not be deleted: %s", error.strerror)
            return False
    return True


def _orphans() -> Iterator[tuple[str, Path]]:
    root, latest = Path(settings.MEDIA_ROOT), time.time() - SPARED
    for folder in sorted(path for path in root.glob("*") if path.is_dir()):
        old = {
            f"{folder.name}/{path.name}": path for path in folder.iterdir() if _is_old(path, latest)
        }
        named = set(Snapshot.objects.kept().filter(file__in=old).values_list("file", flat=True))
        yield from ((name, path) for name, path in sorted(old.items()) if name not in named)


def _is_old(path: Path, latest: float) -> bool:
    return path.is_file() and path.stat().st_mtime < latest
