"""Verify the record, the sealed rows and the archived files, against a checkpoint if there is one."""

import contextlib
import datetime
import json
import os
import tempfile
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from claims.management.progress import count_faults, on_terminal
from claims.reads.record.verification import Checkpoint, verify_desk
from verify import dump, notes


class Command(BaseCommand):
    help = (
        "Compute the record's hash chain again, compare every verdict, assessment and archived copy with it, "
        "and hash every archived file. Exits with 1 and lists what was altered."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--checkpoint",
            metavar="FILE",
            type=Path,
            help="Compare the record with the head in FILE, and write the new head there if nothing was altered. "
            "Keep FILE on another machine: only it shows that the end of the record was cut off.",
        )

    def handle(self, *args: Any, checkpoint: Path | None, **options: Any) -> None:
        known = _read(checkpoint) if checkpoint else None
        found = 0
        # People keep working: a row added after its Event was looked for would seem unrecorded.
        with dump.freeze():
            head = Checkpoint.of_head()
            for fault in verify_desk(known, progress=on_terminal(self.stderr)):
                found += 1
                self.stdout.write(str(fault))
        notes.write("verify_record", ok=not found and head is not None)
        if found or head is None:
            raise CommandError(f"The record was altered: {count_faults(found)}.")
        if checkpoint:
            _write(checkpoint, head)
        self.stdout.write(f"The record is intact: {head.seq} Events, head {head.hash}.")
        if checkpoint and not known:
            self.stdout.write(f"{checkpoint} did not exist and was created.")


def _read(path: Path) -> Checkpoint | None:
    """Return None if the file does not exist yet. A broken one is refused, not replaced."""
    try:
        values = json.loads(path.read_text())
        at = datetime.datetime.fromisoformat(values["at"]) if values["at"] else None
        log = values.get("accounts")
        accounts = (int(log["seq"]), str(log["hash"])) if log else None
        return Checkpoint(int(values["seq"]), str(values["hash"]), at, accounts)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise CommandError(f"{path} could not be read: {error.strerror}.") from error
    except (ValueError, KeyError, TypeError) as error:
        raise CommandError(f"{path} is not a checkpoint. Nothing was checked.") from error


def _write(path: Path, head: Checkpoint) -> None:
    """Write the file whole or not at all: half a checkpoint could not be trusted."""
    values: dict[str, object] = {
        "seq": head.seq,
        "hash": head.hash,
        "at": head.at.astimezone(datetime.UTC).isoformat() if head.at else None,
    }
    if head.accounts:
        values["accounts"] = dict(zip(("seq", "hash"), head.accounts, strict=True))
    draft = ""
    try:
        descriptor, draft = tempfile.mkstemp(dir=path.parent, prefix=f"{path.name}.")
        with os.fdopen(descriptor, "w") as file:
            file.write(json.dumps(values) + "\n")
            file.flush()
            os.fsync(file.fileno())
        os.replace(draft, path)
    except OSError as error:
        with contextlib.suppress(OSError):
            os.unlink(draft)
        raise CommandError(
            f"The record is intact, but {path} could not be written: {error.strerror}."
        ) from error
