"""Checkpoints with a time stamp, as `nightly` keeps them: what a proof shows of when its record existed."""

import json
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

# The checkpoint, the request, the certificates that the reply was verified against, and the reply, which is written last.
SUFFIXES = (".json", ".tsq", ".pem", ".tsr")


def stamped_checkpoints(seq: int) -> list[Path]:
    """Return the stamped checkpoints of heads up to this Event, oldest first. Reads a small file for each night."""
    if settings.CHECKPOINT_DIR is None:
        return []
    replies = sorted(Path(settings.CHECKPOINT_DIR).glob("checkpoint-*.tsr"))
    checkpoints = (reply.with_suffix(".json") for reply in replies)
    return [path for path in checkpoints if 0 < _seq_of(path) <= seq]


def _seq_of(checkpoint: Path) -> int:
    """Return which Event was the head; 0 if the file, or one that belongs to it, is missing or broken."""
    try:
        if not all(checkpoint.with_suffix(suffix).is_file() for suffix in SUFFIXES):
            return 0
        return int(json.loads(checkpoint.read_text())["seq"])
    except (OSError, ValueError, KeyError, TypeError):
        return 0


def files_of(checkpoints: list[Path]) -> Iterator[Path]:
    for checkpoint in checkpoints:
        yield from (checkpoint.with_suffix(suffix) for suffix in SUFFIXES)


def contents_of(path: Path) -> Iterator[bytes]:
    """Read the file when it is its turn: a desk has some for each night."""
    yield path.read_bytes()
