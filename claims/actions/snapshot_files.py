"""Remove files of archived copies that no row names: what a rollback or a killed process left behind."""

import logging
import time
from collections.abc import Iterator
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
    removed = 0
    for name, path in _orphans():
        with lock():
            if not Snapshot.objects.filter(file=name).exists():
                try:
                    path.unlink(missing_ok=True)
                    removed += 1
                except OSError as error:
                    log.warning("an orphan file could not be deleted: %s", error.strerror)
    return removed


def _orphans() -> Iterator[tuple[str, Path]]:
    root, latest = Path(settings.MEDIA_ROOT), time.time() - SPARED
    for folder in sorted(path for path in root.glob("*") if path.is_dir()):
        old = {
            f"{folder.name}/{path.name}": path for path in folder.iterdir() if _is_old(path, latest)
        }
        named = set(Snapshot.objects.filter(file__in=old).values_list("file", flat=True))
        yield from ((name, path) for name, path in sorted(old.items()) if name not in named)


def _is_old(path: Path, latest: float) -> bool:
    return path.is_file() and path.stat().st_mtime < latest
