"""Every night one process of the desk verifies the record, keeps a checkpoint elsewhere, and tells of every failure."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from datetime import timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.conf import settings as running
from django.core import mail
from django.core.management import CommandError, call_command
from django.utils import timezone

from claims.management import nightly
from claims.models import Claim, RecordHead
from tests.factories import ClaimFactory, SourceFactory
from tests.threads import at_once
from verify import notes

from .desks import Desk


@pytest.fixture
def kept(tmp_path: Path, settings: Any) -> Path:
    settings.CHECKPOINT_DIR = tmp_path / "elsewhere"
    settings.CHECKPOINT_DIR.mkdir()
    settings.CHECKPOINT_MAIL = ["keeper@example.org"]
    settings.NIGHTLY = True
    return Path(settings.CHECKPOINT_DIR)


def run() -> str:
    out = StringIO()
    call_command("nightly", stdout=out)
    return out.getvalue()


def failure() -> str:
    with pytest.raises(CommandError) as error:
        run()
    return str(error.value)


def faults_at(client: Any) -> list[str]:
    return list(client.get("/healthz").json()["faults"])


@pytest.mark.django_db
def test_intact_record_gets_a_checkpoint_each_night_in_a_file_and_by_mail(
    cast: Any, kept: Path, client: Any, tmp_path: Path
) -> None:
    start = timezone.now()
    for night in range(3):
        ClaimFactory(people=cast)
        with time_machine.travel(start + timedelta(days=night)):
            assert "The record is intact" in run()
    files = sorted(kept.iterdir())
    counted = [json.loads(file.read_text())["seq"] for file in files]
    head = RecordHead.objects.get(pk=1)
    assert counted == sorted(set(counted))
    assert counted[-1] == head.seq
    assert len(mail.outbox) == 3
    assert mail.outbox[-1].to == ["keeper@example.org"]
    assert head.hash in mail.outbox[-1].body
    ((_, content, _),) = mail.outbox[-1].attachments
    (tmp_path / "mailed.json").write_text(content)
    call_command("verify_record", checkpoint=tmp_path / "mailed.json", stdout=StringIO())
    assert faults_at(client) == []


@pytest.mark.django_db
def test_altered_row_is_told_by_mail_and_healthz_and_gets_no_checkpoint(
    cast: Any, kept: Path, client: Any
) -> None:
    claim = ClaimFactory(people=cast)
    Claim.objects.filter(pk=claim.pk).update(statement="Forged.")
    assert "1 fault" in failure()
    assert list(kept.iterdir()) == []
    assert f"the row claims_claim {claim.pk} " in mail.outbox[-1].body
    assert "Forged" not in mail.outbox[-1].body
    assert faults_at(client) == ["verification", "checkpoint"]


@pytest.mark.django_db
def test_record_computed_again_since_last_night_is_found(cast: Any, kept: Path) -> None:
    SourceFactory(by=cast.researcher)
    run()
    (last,) = kept.iterdir()
    last.write_text(json.dumps(json.loads(last.read_text()) | {"hash": "f" * 64}))
    assert "altered" in failure()
    assert "is not the Event in the checkpoint" in mail.outbox[-1].body


@pytest.mark.django_db
def test_unsigned_checkpoint_is_passed_over_and_falsely_signed_one_is_told(
    cast: Any, kept: Path, settings: Any, tmp_path: Path
) -> None:
    SourceFactory(by=cast.researcher)
    call_command("signing_key", str(tmp_path / "key"), stdout=StringIO())
    settings.BACKUP_KEY = tmp_path / "key"
    (kept / "checkpoint-0.json").write_text(json.dumps({"seq": 1, "hash": "f" * 64, "at": None}))
    run()
    last = max(kept.iterdir())
    last.write_text(json.dumps(json.loads(last.read_text()) | {"seq": 1}))
    assert "its signature is wrong" in failure()


@pytest.mark.django_db
@pytest.mark.parametrize("what", ["folder", "mail"])
def test_checkpoint_that_cannot_be_kept_is_told(
    what: str, cast: Any, kept: Path, settings: Any, client: Any
) -> None:
    SourceFactory(by=cast.researcher)
    if what == "folder":
        kept.rmdir()
    else:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1  # nobody listens there
    assert "could not be" in failure()
    assert len(mail.outbox) == (1 if what == "folder" else 0)
    assert faults_at(client) == ["checkpoint"]
    assert notes.read("verify_record")["ok"] is True


@pytest.mark.django_db
def test_admins_are_told_of_a_failure_if_nobody_else_is_named(
    cast: Any, kept: Path, settings: Any
) -> None:
    settings.CHECKPOINT_MAIL = []
    assert cast.editor
    cast.admin.email = "admin@example.org"
    cast.admin.save()  # past the actions, which is a fault
    run_again = failure()
    assert "altered" in run_again
    assert mail.outbox[-1].to == ["admin@example.org"]


@pytest.mark.django_db
@pytest.mark.parametrize(("role", "shown"), [("admin", True), ("editor", False)])
def test_admins_see_when_the_record_was_last_verified(
    role: str, shown: bool, login: Any, kept: Path
) -> None:
    page = login(role)
    assert ("not run yet" in page.get("/admin/").text) is shown
    run()
    text = page.get("/admin/").text
    assert ("Verification of the record: succeeded" in text) is shown
    notes.write("verify_record", ok=False)
    assert ("Verification of the record: failed" in page.get("/admin/").text) is shown


@pytest.mark.django_db(transaction=True)
def test_of_many_that_ask_at_once_one_starts_it() -> None:
    firsts = at_once([nightly.is_first_to_start] * 8)
    assert sorted(firsts) == [False] * 7 + [True]
    # A night that nobody finished is begun again.
    with time_machine.travel(timezone.now() + timedelta(seconds=nightly.AGAIN_AFTER + 1)):
        assert nightly.is_first_to_start()


@pytest.mark.django_db
def test_workers_of_a_desk_verify_it_once_a_day(
    new_desk: Callable[..., Desk], tmp_path: Path
) -> None:
    desk = new_desk(ready=True)
    desk.run_successfully("create_user", "first", "--role", "reader")
    note = desk.data / "notes" / "nightly.json"
    note.parent.mkdir(exist_ok=True)
    yesterday = (timezone.now() - timedelta(days=1)).isoformat(timespec="seconds")
    note.write_text(json.dumps({"ok": True, "at": yesterday}))
    kept = tmp_path / "elsewhere"
    kept.mkdir()
    read, write = os.pipe()
    workers = [
        subprocess.Popen(
            [sys.executable, "manage.py", "worker"],
            cwd=running.BASE_DIR,
            env=desk.variables(CHECKPOINT_DIR=str(kept)),
            stdout=subprocess.DEVNULL,
            stderr=write,
        )
        for _ in range(2)
    ]
    os.close(write)
    with open(read) as log:
        while "the record was verified" not in log.readline():
            assert any(worker.poll() is None for worker in workers)
        for worker in workers:
            worker.terminate()
        assert "the record was verified" not in log.read()
    assert (desk.data / "notes" / "worker.json").exists()
    assert all(worker.wait() == 0 for worker in workers)
    assert len([*kept.iterdir()]) == 1
