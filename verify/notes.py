"""Small notes in DATA_DIR about what was last seen or done: each a file, so that they need no table."""

import json
import logging
import os
import tempfile
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.conf import settings

log = logging.getLogger(__name__)


def write(name: str, **values: object) -> None:
    """Replace the note, with the time. A note that cannot be written is logged: it fails nothing."""
    path, draft = _path(name), ""
    values["at"] = datetime.now(UTC).isoformat(timespec="seconds")
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor, draft = tempfile.mkstemp(dir=path.parent, prefix=".note-")
        with os.fdopen(descriptor, "w") as file:
            json.dump(values, file)
        os.replace(draft, path)
    except OSError as error:
        with suppress(OSError):
            os.unlink(draft)
        log.warning("the note %s could not be written: %s", name, error.strerror)


def read(name: str) -> dict[str, Any]:
    """Return the note with `at` as a moment, or an empty dictionary if it cannot be read."""
    try:
        values = json.loads(_path(name).read_text())
        return {**values, "at": datetime.fromisoformat(values["at"])}
    except (OSError, ValueError, KeyError, TypeError):
        return {}


def _path(name: str) -> Path:
    return Path(settings.NOTES) / f"{name}.json"
