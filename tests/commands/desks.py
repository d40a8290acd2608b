"""Desks of their own, on which commands run as an operator would run them, and backups that somebody alters."""

import hashlib
import json
import os
import subprocess
import sys
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings as running
from django.db import connection

from claims.management import backups
from verify import dump

POSTGRES = os.environ.get("DATABASE_URL", "").startswith("postgres")


@dataclass(frozen=True)
class Desk:
    """A separate desk, on which commands run as its operator would run them."""

    data: Path
    database_url: str

    def variables(self, **more: str) -> dict[str, str]:
        return {
            "PATH": os.environ["PATH"],
            "DATA_DIR": str(self.data),
            "DATABASE_URL": self.database_url,
            **more,
        }

    def run(self, *command: str, **more: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, *command],
            cwd=running.BASE_DIR,
            env=self.variables(**more),
            capture_output=True,
            text=True,
        )

    def manage(self, *command: str, **more: str) -> subprocess.CompletedProcess[str]:
        return self.run("manage.py", *command, **more)

    def run_successfully(self, *command: str) -> str:
        done = self.manage(*command)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    @property
    def starts(self) -> bool:
        return self.run("-c", "import verify.wsgi").returncode == 0

    @property
    def captures(self) -> Path:
        return self.data / "captures"

    @property
    def last_backup(self) -> dict[str, Any]:
        """What /healthz knows of it."""
        return dict(json.loads((self.data / "notes" / "backup.json").read_text()))

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        reader = connection.copy()
        if POSTGRES:
            reader.settings_dict["NAME"] = self.database_url.rsplit("/", 1)[1]
        else:
            reader.settings_dict["NAME"] = str(self.data / "verify.sqlite3")
        with closing(reader), reader.cursor() as cursor:
            cursor.execute(query)
            return list(cursor.fetchall())


def manifest(folder: Path) -> dict[str, Any]:
    read: dict[str, Any] = json.loads((folder / backups.MANIFEST).read_text())
    return read


def update_checksums(folder: Path) -> None:
    """Compute the checksums again, as somebody who alters a backup with care would."""
    sums = {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name not in {backups.SUMS, backups.SIGNATURE}
    }
    backups.write_checksums(folder, sums)


def change_manifest(folder: Path, **changes: Any) -> None:
    (folder / backups.MANIFEST).write_text(json.dumps(manifest(folder) | changes))
    update_checksums(folder)


def first_capture(folder: Path) -> Path:
    return next(path for path in sorted((folder / "captures").rglob("*")) if path.is_file())


def database_of(folder: Path) -> Path:
    return folder / dump.FILE_NAMES[connection.vendor]


def change_a_byte(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
