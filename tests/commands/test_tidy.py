"""What has ended is deleted once a day; nothing else is."""

import os
import time
from datetime import timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
import time_machine
from axes.models import AccessAttempt
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from claims.management.tidying import tidy_daily
from claims.models import Snapshot
from tests.factories import ArticleFactory
from verify.models import Count


def age(path: Path, hours: int) -> Path:
    past = time.time() - hours * 3600
    os.utime(path, (past, past))
    return path


def file(root: Path, name: str, hours: int) -> Path:
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("left behind")
    return age(path, hours)


def test_orphan_files_are_deleted_after_a_day_and_named_ones_never(
    cast: Any, settings: Any
) -> None:
    root = Path(settings.MEDIA_ROOT)
    ArticleFactory(by=cast.researcher)
    kept = [age(root / name, 900) for name in Snapshot.objects.values_list("file", flat=True)]
    kept += [file(root, "cd/" + "d" * 64, 23), file(root, "cd/.part-new", 1)]
    lost = [file(root, "ab/" + "a" * 64, 25), file(root, "cd/.part-x", 25)]
    call_command("tidy", stdout=StringIO())
    assert all(path.exists() for path in kept)
    assert not any(path.exists() for path in lost)


def test_expired_sessions_old_failures_and_ended_counts_are_deleted(cast: Any) -> None:
    wrong = {"username": cast.reader.username, "password": "wrong"}
    with time_machine.travel(timezone.now() - timedelta(days=2)):
        Client().post("/accounts/login/", wrong, REMOTE_ADDR="10.0.0.1")
        Client().force_login(cast.reader, backend="django.contrib.auth.backends.ModelBackend")
    Client().post("/accounts/login/", wrong, REMOTE_ADDR="10.0.0.2")
    Client().force_login(cast.reader, backend="django.contrib.auth.backends.ModelBackend")
    before = Count.objects.count()
    call_command("tidy", stdout=StringIO())
    assert [row.ip_address for row in AccessAttempt.objects.all()] == ["10.0.0.2"]
    assert Session.objects.count() == 1
    assert 0 < Count.objects.count() < before


@pytest.mark.django_db
def test_worker_tidies_once_a_day(settings: Any) -> None:
    root, start = Path(settings.MEDIA_ROOT), timezone.now()
    for hours, tidied in ((0, True), (23, False), (25, True), (26, False)):
        orphan = file(root, "ab/" + "a" * 64, 25)
        with time_machine.travel(start + timedelta(hours=hours)):
            tidy_daily()
        assert orphan.exists() is not tidied, hours
