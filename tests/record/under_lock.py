"""What runs while the record's lock is held."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Any

from django.db import connection

from claims import extractors

EXTRACTORS = str(Path(extractors.__file__).parent)
CHEAP = {"anchor"}  # cuts a few characters out of a text
KEYS = {"folding.py", "characters.py"}  # of names and statements; whole texts are folded by others


@contextmanager
def extractors_under_the_lock() -> Iterator[set[str]]:
    """The extractors' functions that this thread calls in a transaction, which is: while it holds the lock."""
    called: set[str] = set()

    def note(frame: FrameType, event: str, _: Any) -> None:
        if event != "call" or not frame.f_code.co_filename.startswith(EXTRACTORS):
            return
        if not connection.in_atomic_block:
            return
        name, module = frame.f_code.co_name, Path(frame.f_code.co_filename).name
        if name not in CHEAP and module not in KEYS:
            called.add(f"{module}: {name}")

    sys.setprofile(note)
    try:
        yield called
    finally:
        sys.setprofile(None)
