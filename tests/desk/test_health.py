"""/healthz, which monitors call without a login: 200 or 503."""

from datetime import datetime, timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from claims.actions import captures as capture_actions
from claims.models import RecordHead, triggers
from claims.reads import health
from tests.factories import ArticleFactory, SourceFactory
from verify import notes


def test_a_healthy_desk_returns_200_without_a_login(client: Any, cast: Any) -> None:
    SourceFactory(by=cast.researcher)
    response = client.get("/healthz")
    assert response.status_code == 200
    answer = response.json()
    measures = answer.pop("measures")
    assert answer == {"status": "ok", "faults": {}}
    assert measures.pop("free_bytes") > 0
    assert measures == {"queue_seconds": 0, "last_verification": None, "last_backup": None}
    assert "no-store" in response["Cache-Control"]


def test_an_empty_desk_is_healthy(client: Any, db: Any) -> None:
    assert client.get("/healthz").status_code == 200


@pytest.mark.parametrize("name", sorted(triggers.expected(connection)))
def test_each_missing_trigger_is_reported(name: str, client: Any, db: Any) -> None:
    definition = triggers.expected(connection)[name]
    table = definition.split(" ON ", 1)[1].split()[0]
    on_table = f" ON {table}" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER {name}{on_table}")
    response = client.get("/healthz")
    assert response.status_code == 503
    faults = response.json()["faults"]
    assert list(faults) == ["triggers"]
    assert name in faults["triggers"]


@pytest.mark.parametrize("change", [{"seq": 99}, {"hash": "f" * 64}])
def test_a_head_that_is_not_the_last_event_is_reported(
    change: dict[str, Any], client: Any, cast: Any
) -> None:
    SourceFactory(by=cast.researcher)
    RecordHead.objects.filter(pk=1).update(**change)
    response = client.get("/healthz")
    assert (response.status_code, list(response.json()["faults"])) == (503, ["record"])


def test_a_record_without_events_or_head_is_reported(client: Any, db: Any) -> None:
    RecordHead.objects.filter(pk=1).update(seq=5)
    assert list(client.get("/healthz").json()["faults"]) == ["record"]
    RecordHead.objects.filter(pk=1).delete()
    assert list(client.get("/healthz").json()["faults"]) == ["record"]


def test_a_missing_migration_is_reported(client: Any, db: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'claims'")
    response = client.get("/healthz")
    assert response.status_code == 503
    assert "claims.0001_initial" in response.json()["faults"]["migrations"]


def test_missing_archived_copies_are_reported(client: Any, cast: Any, settings: Any) -> None:
    ArticleFactory(by=cast.researcher)
    assert client.get("/healthz").status_code == 200
    Path(settings.MEDIA_ROOT).rename(f"{settings.MEDIA_ROOT}-unmounted")
    response = client.get("/healthz")
    assert (response.status_code, list(response.json()["faults"])) == (503, ["captures"])
    assert str(settings.MEDIA_ROOT) not in response.text


def test_a_folder_that_cannot_be_written_is_reported(client: Any, db: Any, settings: Any) -> None:
    Path(settings.MEDIA_ROOT).write_text("no folder")
    response = client.get("/healthz")
    assert (response.status_code, list(response.json()["faults"])) == (503, ["captures"])


def test_a_lost_database_is_reported_without_its_address(monkeypatch: Any, db: Any) -> None:
    lost = connection.copy()
    lost.settings_dict["NAME"] = "/nowhere/desk" if lost.vendor == "sqlite" else "no_such_desk"
    monkeypatch.setattr(health, "connection", lost)
    assert health.faults() == {"database": "The database cannot be reached."}


def test_a_nearly_full_disk_is_reported(client: Any, db: Any, monkeypatch: Any) -> None:
    free = client.get("/healthz").json()["measures"]["free_bytes"]
    monkeypatch.setattr(health, "LEAST_FREE", free * 2)
    response = client.get("/healthz")
    assert (response.status_code, list(response.json()["faults"])) == (503, ["disk"])


@pytest.mark.parametrize(
    ("enqueued", "run_after", "faults"),
    [
        (-59, None, []),
        (-61, None, ["queue"]),
        (-600, -59, []),
        (-600, -61, ["queue"]),
        (-600, 5, []),
    ],
)
def test_a_task_that_waits_for_an_hour_is_reported(
    enqueued: int, run_after: int | None, faults: list[str], client: Any, db: Any
) -> None:
    moment = timezone.now()
    result = capture_actions.archive.enqueue(1)
    at = {"enqueued_at": moment + timedelta(minutes=enqueued)}
    if run_after is not None:
        at["run_after"] = moment + timedelta(minutes=run_after)
    DBTaskResult.objects.filter(pk=result.id).update(**at)
    assert list(client.get("/healthz").json()["faults"]) == faults


def test_a_verification_is_known_and_missed_after_three_days(client: Any, cast: Any) -> None:
    SourceFactory(by=cast.researcher)
    start = timezone.now()
    call_command("verify_record", stdout=StringIO())
    answer = client.get("/healthz").json()
    assert answer["faults"] == {}
    last = datetime.fromisoformat(answer["measures"]["last_verification"])
    assert last >= start.replace(microsecond=0)
    with time_machine.travel(start + timedelta(days=2, hours=23)):
        assert client.get("/healthz").status_code == 200
    with time_machine.travel(start + timedelta(days=3, hours=1)):
        assert list(client.get("/healthz").json()["faults"]) == ["verification"]


def test_a_verification_that_found_faults_is_reported(
    client: Any, cast: Any, settings: Any
) -> None:
    ArticleFactory(by=cast.researcher)
    for path in Path(settings.MEDIA_ROOT).rglob("*"):
        if path.is_file():
            path.write_text("altered")
    with pytest.raises(CommandError):
        call_command("verify_record", stdout=StringIO())
    assert list(client.get("/healthz").json()["faults"]) == ["verification"]


def test_a_desk_without_a_worker_is_reported(client: Any, db: Any, settings: Any) -> None:
    settings.BACKGROUND = "worker"
    assert list(client.get("/healthz").json()["faults"]) == ["worker"]
    notes.write("worker")  # as tests/commands/test_nightly.py sees a worker do
    assert client.get("/healthz").status_code == 200
    with time_machine.travel(timezone.now() + timedelta(minutes=16)):
        assert list(client.get("/healthz").json()["faults"]) == ["worker"]


def test_a_failed_backup_is_reported_until_one_succeeds(client: Any, db: Any) -> None:
    # tests/commands/test_backup.py covers that the command writes them.
    notes.write("backup", ok=False)
    assert list(client.get("/healthz").json()["faults"]) == ["backup"]
    notes.write("backup", ok=True)
    assert client.get("/healthz").status_code == 200


def test_the_health_check_costs_the_same_on_any_desk(
    client: Any, cast: Any, django_assert_num_queries: Any
) -> None:
    for _ in range(3):
        ArticleFactory(by=cast.researcher)
    with django_assert_num_queries(5):
        client.get("/healthz")


def test_the_health_check_does_not_accept_post(client: Any, db: Any) -> None:
    assert client.post("/healthz").status_code == 405
