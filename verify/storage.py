"""Store archived copies: each file is complete and on the disk, or does not exist."""

import os
import tempfile
from pathlib import Path
from typing import Any

from django.core.files.storage import FileSystemStorage


class WholeFiles(FileSystemStorage):
    """Write each file under a temporary name, and rename it once the disk has it.

    A killed process or a power cut leaves no part of a file under its final name. Files are named by
    their hash, so a part would be taken for the whole for ever. Costs two waits for the disk.
    """

    def _save(self, name: str, content: Any) -> str:
        place = Path(self.path(name))
        place.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=place.parent, prefix=".part-", delete=False) as part:
            try:
                for chunk in content.chunks():
                    part.write(chunk)
                part.flush()
                os.fsync(part.fileno())
                os.replace(part.name, place)
            except BaseException:
                os.unlink(part.name)
                raise
        wait_for_disk(place.parent)
        return name


def wait_for_disk(path: Path) -> None:
    """Make sure that a file, or the names in a folder, survive a power cut."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
