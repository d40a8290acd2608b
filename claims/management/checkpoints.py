"""Checkpoints: heads of the record that are kept outside the database, signed if the desk has a key.

A signature covers the line `verify checkpoint SEQ HASH AT SEQ HASH` (the record, the moment, the account log; - for what
is unknown), so that OpenSSL can check it without Verify.
"""

import base64
import contextlib
import datetime
import json
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from django.core.management.base import CommandError

from claims.reads.record.verification import Checkpoint
from verify import signatures


@dataclass(frozen=True)
class StoredCheckpoint:
    head: Checkpoint
    is_signed: bool


def line_of(head: Checkpoint) -> str:
    """Return what a signature covers."""
    seq, digest = head.accounts or ("-", "-")
    at = _moment_of(head) or "-"
    return f"verify checkpoint {head.seq} {head.hash} {at} {seq} {digest}\n"


def _moment_of(head: Checkpoint) -> str:
    return head.at.astimezone(datetime.UTC).isoformat() if head.at else ""


def content_of(head: Checkpoint) -> str:
    """Return the file of a checkpoint, signed if there is a key."""
    values: dict[str, object] = {
        "seq": head.seq,
        "hash": head.hash,
        "at": _moment_of(head) or None,
    }
    if head.accounts:
        values["accounts"] = dict(zip(("seq", "hash"), head.accounts, strict=True))
    if key := signatures.own_key():
        signature = key.sign(line_of(head).encode())
        values["signature"] = base64.b64encode(signature).decode()
    return json.dumps(values) + "\n"


def read(path: Path, key: Ed25519PublicKey | None) -> StoredCheckpoint | None:
    """Return None if the file does not exist yet. A broken or falsely signed one is refused, not replaced."""
    try:
        values = json.loads(path.read_text())
        at = datetime.datetime.fromisoformat(values["at"]) if values["at"] else None
        log = values.get("accounts")
        accounts = (int(log["seq"]), str(log["hash"])) if log else None
        head = Checkpoint(int(values["seq"]), str(values["hash"]), at, accounts)
        signature = base64.b64decode(values.get("signature", ""), validate=True)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise CommandError(f"{path} could not be read: {error.strerror}.") from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise CommandError(f"{path} is not a checkpoint. Nothing was checked.") from error
    if signature and key and not signatures.is_signed(line_of(head).encode(), signature, key):
        raise CommandError(
            f"{path} was changed, or signed with another key: its signature is wrong. Nothing was checked."
        )
    return StoredCheckpoint(head, is_signed=bool(signature and key))


def write(path: Path, head: Checkpoint) -> None:
    """Write the file. Raises CommandError if that is not possible."""
    try:
        write_whole(path, content_of(head).encode())
    except (OSError, signatures.KeyFault) as error:
        why = error.strerror if isinstance(error, OSError) else str(error)
        raise CommandError(
            f"The record is intact, but {path} could not be written: {why}."
        ) from error


def write_whole(path: Path, content: bytes) -> None:
    """Write the file whole or not at all: half a checkpoint could not be trusted. Raises OSError."""
    descriptor, draft = tempfile.mkstemp(dir=path.parent, prefix=f"{path.name}.")
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.replace(draft, path)
    except OSError:
        with contextlib.suppress(OSError):
            os.unlink(draft)
        raise
