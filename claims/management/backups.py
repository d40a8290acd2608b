"""The parts of a backup: the database, the archived copies, a manifest, and the checksum of each file.

`sha256sum --check SHA256SUMS` in its folder checks it on any machine, without Verify. The signature of SHA256SUMS
shows that nobody has changed a file and computed its checksum again; OpenSSL can check it.
"""

import hashlib
import json
import os
import re
import shutil
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path, PurePosixPath

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from django.apps import apps
from django.conf import settings
from django.core.management.base import CommandError
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from claims.exports.cells import exactly
from claims.models import Snapshot
from claims.reads.record.verification import Checkpoint
from verify import dump, signatures
from verify.storage import wait_for_disk

MANIFEST = "manifest.json"
SUMS = "SHA256SUMS"
SIGNATURE = "SHA256SUMS.sig"
CAPTURES = "captures"


@dataclass(frozen=True)
class Manifest:
    version: str
    taken_at: str  # UTC; everything acknowledged before is included
    database: str
    database_bytes: int
    database_sha256: str
    migrations: list[str]
    record_seq: int
    record_hash: str
    rows: dict[str, int]  # of each table
    captures: int  # files
    # The head of the account log. An older backup has none.
    accounts_seq: int = 0
    accounts_hash: str = ""

    @classmethod
    def of(cls, taken_at: datetime, database: Path, sha256: str, captures: int) -> "Manifest":
        """Describe the database that queries use now."""
        head = Checkpoint.of_head()
        if head is None:
            raise CommandError("The record has no head: this is not the database of a desk.")
        return cls(
            version=settings.VERSION,
            taken_at=exactly(taken_at),
            database=connection.vendor,
            database_bytes=database.stat().st_size,
            database_sha256=sha256,
            migrations=migrations_applied(),
            record_seq=head.seq,
            record_hash=head.hash,
            rows=rows_of_each_table(),
            captures=captures,
            accounts_seq=head.accounts[0] if head.accounts else 0,
            accounts_hash=head.accounts[1] if head.accounts else "",
        )

    def content(self) -> str:
        return json.dumps(asdict(self), indent=2) + "\n"

    def write(self, folder: Path) -> str:
        path = folder / MANIFEST
        path.write_text(self.content())
        wait_for_disk(path)
        return sha256_of(path)

    @classmethod
    def read(cls, folder: Path) -> "Manifest":
        try:
            return cls(**json.loads((folder / MANIFEST).read_text("utf-8")))
        except (OSError, ValueError, TypeError) as error:
            raise CommandError(f"{folder / MANIFEST} could not be read: {error}.") from error

    @property
    def head(self) -> Checkpoint:
        accounts = (self.accounts_seq, self.accounts_hash) if self.accounts_hash else None
        return Checkpoint(self.record_seq, self.record_hash, accounts=accounts)

    @property
    def database_file(self) -> str:
        return dump.FILE_NAMES.get(self.database, "")

    @property
    def is_newer(self) -> bool:
        return _numbers(self.version) > _numbers(settings.VERSION)


def _numbers(version: str) -> list[int]:
    return [int(number) for number in re.findall(r"\d+", version)]


def migrations_applied() -> list[str]:
    """Return the applied migrations, each as "app.name"."""
    applied = MigrationRecorder(connection).applied_migrations()
    return sorted(f"{app}.{name}" for app, name in applied)


def rows_of_each_table() -> dict[str, int]:
    """Count the rows of each of our tables that exists: an older backup may lack some."""
    existing = set(connection.introspection.table_names())
    models = apps.get_models(include_auto_created=True)
    tables = {model._meta.db_table: model for model in models if model._meta.managed}
    return {
        table: tables[table]._base_manager.count() for table in sorted(tables.keys() & existing)
    }


def captures_named() -> Iterator[tuple[str, str]]:
    """Yield the files that the database keeps, with their SHA-256.

    A file that it does not name was never acknowledged, or was taken down.
    """
    names = Snapshot.objects.kept().order_by("file").values_list("file", "sha256").distinct()
    yield from names.iterator()


# Files


def copy(source: Path, target: Path) -> str:
    """Copy a file to disk, whole or not at all. Returns the SHA-256 of the copy."""
    target.parent.mkdir(parents=True, exist_ok=True)
    draft = target.with_name(f"{target.name}.part")
    with open(source, "rb") as file, open(draft, "wb") as copied:
        shutil.copyfileobj(file, copied, 1 << 20)
    wait_for_disk(draft)
    os.replace(draft, target)
    return sha256_of(target)


def keep_names(folder: Path) -> None:
    """Wait until the disk keeps the names of all files in the folder and below."""
    for path in (folder, *folder.rglob("*")):
        if path.is_dir():
            wait_for_disk(path)


def sha256_of(path: Path) -> str:
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def lines_of(checksums: dict[str, str]) -> str:
    """Return the checksums as sha256sum reads them."""
    return "".join(f"{digest}  {name}\n" for name, digest in checksums.items())


def write_checksums(
    folder: Path, checksums: dict[str, str], key: Ed25519PrivateKey | None = None
) -> None:
    """Write the last files of a backup: the checksums, without which it is not complete, and their signature."""
    path, content = folder / SUMS, lines_of(checksums)
    path.write_text(content)
    wait_for_disk(path)
    if key:
        signature = folder / SIGNATURE
        signature.write_bytes(key.sign(content.encode()))
        wait_for_disk(signature)


def check_signature(folder: Path, key: Ed25519PublicKey | None) -> str:
    """Return what is known of the signature. With a key, a backup that it did not sign is refused."""
    try:
        signature = (folder / SIGNATURE).read_bytes()
    except OSError:
        if key:
            raise CommandError(
                f"{folder} is not signed: {SIGNATURE} could not be read. Nothing was changed."
            ) from None
        return "The backup is not signed: only its own checksums were compared."
    if key is None:
        return "The signature of the backup was not checked: name the public key with --key."
    try:
        content = (folder / SUMS).read_bytes()
    except OSError:
        content = b""  # which nobody has signed
    if not signatures.is_signed(content, signature, key):
        raise CommandError(
            f"{folder} was changed, or signed with another key: {SIGNATURE} is wrong. Nothing was changed."
        )
    return "The signature of the backup is right."


def read_checksums(folder: Path) -> dict[str, str]:
    try:
        text = (folder / SUMS).read_text("utf-8")
    except (OSError, ValueError) as error:
        raise CommandError(
            f"{folder} is not a complete backup: {SUMS} could not be read."
        ) from error
    checksums = {}
    for line in text.splitlines():
        digest, _, name = line.partition("  ")
        if not re.fullmatch(r"[0-9a-f]{64}", digest) or not is_inside(name):
            raise CommandError(
                f"{folder} is not a complete backup: {SUMS} has the line “{line[:100]}”."
            )
        checksums[name] = digest
    return checksums


def is_inside(name: str) -> bool:
    parts = PurePosixPath(name).parts
    return ".." not in parts and (len(parts) == 1 or parts[0] == CAPTURES)
