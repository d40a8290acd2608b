"""The disk of a working desk becomes full: saving is refused in words, reading goes on, and space is all it needs.

The desk and its database (PostgreSQL: its tablespace) are on a small disk in memory, which only root can mount.

Negative control: TORTURE_BREAK=swallow says that what was refused was saved.
"""

import os
import shutil
import sqlite3
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.core.files.storage import default_storage
from django.db import connection

from claims.models import Comment, Evidence
from tests import with_postgres
from tests.conftest import Cast
from tests.factories import ClaimFactory

from .desk import Answer, Member, ServedDesk, assert_whole, database_url
from .test_kills import EVIDENCE

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(os.geteuid() != 0, reason="only root can mount a small disk"),
]

SIZE, LEFT = 96, 5  # MB of the disk, and what is left of it before people save
FILES_TO_REFUSE, COMMENTS_TO_REFUSE = 12, 12


@pytest.fixture
def small_disk() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="verify-full-"))
    mount = ["mount", "-t", "tmpfs", "-o", f"size={SIZE}m,mode=755", "tmpfs", str(folder)]
    done = subprocess.run(mount, capture_output=True, text=True)
    if done.returncode:
        folder.rmdir()
        pytest.skip(f"a small disk cannot be mounted: {done.stderr.strip()}")
    folder.chmod(0o755)
    yield folder
    subprocess.run(["umount", "--lazy", str(folder)], check=True)
    folder.rmdir()


@contextmanager
def moved_to(disk: Path) -> Iterator[str]:
    """Copy the test's database to the disk, and use the copy here. Yield its address."""
    ours = connection.settings_dict["NAME"]
    connection.close()
    if connection.vendor == "sqlite":
        name = str(disk / "verify.sqlite3")
        with closing(sqlite3.connect(ours)) as source, closing(sqlite3.connect(name)) as copy:
            source.backup(copy)
        connection.settings_dict["NAME"] = name
        try:
            yield database_url()
        finally:
            connection.close()
            connection.settings_dict["NAME"] = ours
        return
    space, name = disk / "tablespace", f"full_{os.getpid()}"
    space.mkdir()
    account = with_postgres.unprivileged_account()
    os.chown(space, account.pw_uid, account.pw_gid)
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as server:
        server.execute(f"CREATE TABLESPACE {name} LOCATION '{space}'")
        server.execute(f"CREATE DATABASE {name} TEMPLATE {ours} TABLESPACE {name}")
        connection.settings_dict["NAME"] = name
        try:
            yield database_url()
        finally:
            connection.close()
            connection.settings_dict["NAME"] = ours
            server.execute(f"DROP DATABASE {name} WITH (FORCE)")
            server.execute(f"DROP TABLESPACE {name}")


@dataclass
class Kept:
    acknowledged: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    wrong: list[tuple[int, str]] = field(default_factory=list)

    def note(self, answer: Answer, words: str) -> bool:
        """Sort the answer. Return whether it was refused, in words, with the text kept."""
        if answer.status == 302:
            self.acknowledged.append(words)
            return False
        in_words = "disk" in answer.text and words in answer.text
        if answer.status == 503 and "retry-after" in answer.headers and in_words:
            self.refused.append(words)
        else:
            self.wrong.append((answer.status, words))
        return True


def fill_up(researcher: Member, claim: int) -> tuple[Kept, Kept]:
    """Save evidence with files, then comments, until the disk has refused enough of each."""
    files, comments = Kept(), Kept()
    turned_away, number = 0, 0
    while turned_away < FILES_TO_REFUSE and number < 60:
        number += 1
        words = f"The file number {number} was kept or refused."
        content = (words * 20_000).encode()[:900_000]
        fields = EVIDENCE | {"note": words, "token": words}
        answer = researcher.post(f"/claims/{claim}/evidence/", fields, upload=("a.txt", content))
        turned_away += files.note(answer, words)
    turned_away, number = 0, 0
    while turned_away < COMMENTS_TO_REFUSE and number < 400:
        number += 1
        words = f"The comment number {number} was kept or refused."
        noise = os.urandom(9_000).hex()  # which the database cannot make smaller
        fields = {"text": f"{words} {noise}", "token": words}
        answer = researcher.post(f"/claims/{claim}/comments/", fields)
        turned_away += comments.note(answer, words)
    return files, comments


def assert_goes_on_reading(researcher: Member, claim: int) -> None:
    for path in ("/", "/claims/", f"/claims/{claim}/", "/record/"):
        assert researcher.get(path).status == 200, path
    # What leaves the desk is recorded first, so that it needs a little space.
    export = researcher.get("/export/verdicts.csv")
    assert export.status == 200 or (export.status == 503 and "disk" in export.text)
    health = researcher.get("/healthz")
    assert health.status == 503
    assert "disk" in health.text


def test_full_disk(
    small_disk: Path, static_files: Path, cast: Cast, settings: Any, tmp_path: Path, figure: Any
) -> None:
    claim = ClaimFactory(people=cast).pk
    settings.MEDIA_ROOT = small_disk / "captures"
    with moved_to(small_disk) as url:
        desk = ServedDesk(small_disk, static_files, url_of_database=url, log_folder=tmp_path)
        desk.start()
        try:
            researcher = desk.member(cast.researcher)
            ballast = small_disk / "ballast"
            free = shutil.disk_usage(small_disk).free
            ballast.write_bytes(bytes(max(0, free - LEFT * 1_000_000)))
            files, comments = fill_up(researcher, claim)
            assert len(files.refused) >= FILES_TO_REFUSE
            assert len(comments.refused) >= COMMENTS_TO_REFUSE
            assert_goes_on_reading(researcher, claim)
            backup = desk.manage("backup", str(small_disk / "backup"))
            ballast.unlink()
            answer = researcher.post(
                f"/claims/{claim}/comments/", {"text": "There is space again."}
            )
            figure(
                "full disk",
                acknowledged=len(files.acknowledged + comments.acknowledged),
                refused_in_words=len(files.refused + comments.refused),
                refused_otherwise=len(files.wrong + comments.wrong),
            )
            assert (files.wrong, comments.wrong) == ([], [])
            assert answer.status == 302, "it works again without a restart"
            assert backup.returncode != 0
            assert "No backup was made" in backup.stderr
            assert not [path for path in small_disk.iterdir() if path.name.startswith("backup")]
            assert desk.failures == []
        finally:
            desk.kill()
        _compare(files, comments)
        assert_whole()


def _compare(files: Kept, comments: Kept) -> None:
    """What was acknowledged is there as a whole, what was refused is not there at all."""
    evidence = {row.note: row for row in Evidence.objects.select_related("snapshot")}
    assert set(evidence) == set(files.acknowledged)
    for words, row in evidence.items():
        with default_storage.open(row.snapshot.file.name) as file:
            assert file.read() == (words * 20_000).encode()[:900_000], "half a file"
    texts = Comment.objects.exclude(text="There is space again.").values_list("text", flat=True)
    assert {text.partition(". ")[0] + "." for text in texts} == set(comments.acknowledged)
