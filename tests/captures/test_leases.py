"""A task is done by one live worker at a time, for as long as it takes."""

import datetime
import threading
from typing import Any

import pytest
import time_machine
from django.db.backends.signals import connection_created
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from claims.actions import background
from claims.actions.background import LEASE, alive, lease
from claims.actions.captures import archive, resume
from claims.models import CaptureRequest, Lease
from tests.read_only import read_only
from tests.threads import at_once

from .outlet import Outlet

LATER = 2 * LEASE


def in_a_while() -> Any:
    return time_machine.travel(datetime.datetime.now(datetime.UTC) + LATER)


@pytest.mark.django_db
def test_held_lease_is_refused_to_others_until_its_holder_is_silent() -> None:
    with lease(archive, 1) as first, lease(archive, 1) as second:
        assert (first, second) == (True, False)
        assert alive(archive) == {1}
        with in_a_while():
            assert alive(archive) == set()
            with lease(archive, 1) as third:
                assert third


@pytest.mark.django_db
def test_lease_ends_with_its_task() -> None:
    with lease(archive, 1):
        pass
    with lease(archive, 1) as again:
        assert again
    assert alive(archive) == set()


@pytest.mark.django_db
def test_task_of_another_row_or_url_is_not_held_up() -> None:
    with (
        lease(archive, 1, "https://a.example/"),
        lease(archive, 1, "https://b.example/") as corrected,
        lease(archive, 2) as other,
    ):
        assert corrected
        assert other


@pytest.mark.django_db(transaction=True)
def test_live_worker_renews_its_lease(monkeypatch: Any) -> None:
    monkeypatch.setattr(background, "BEAT", 0.01)
    with lease(archive, 1):
        taken = Lease.objects.get().expires_at
        pause = threading.Event()
        while Lease.objects.get().expires_at == taken:
            assert not pause.wait(0.01)


@pytest.mark.any_database
@pytest.mark.django_db(transaction=True)
def test_beat_that_fails_is_followed_by_the_next(monkeypatch: Any, caplog: Any) -> None:
    monkeypatch.setattr(background, "BEAT", 0.01)
    pause = threading.Event()

    def write_nothing(connection: Any, **_: Any) -> None:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA query_only = ON")

    with lease(archive, 1):
        connection_created.connect(write_nothing)  # every beat has a connection of its own
        try:
            while "a lease was not renewed" not in caplog.text:
                assert not pause.wait(0.01)
            taken = Lease.objects.get().expires_at
        finally:
            connection_created.disconnect(write_nothing)
        while Lease.objects.get().expires_at == taken:
            assert not pause.wait(0.01)


@pytest.mark.any_database
@pytest.mark.django_db(transaction=True)
def test_lease_that_cannot_be_given_back_ends_by_itself() -> None:
    taken = lease(archive, 1)
    assert taken.__enter__()
    with read_only():
        taken.__exit__(None, None, None)
    with lease(archive, 1) as again:
        assert not again
    with in_a_while(), lease(archive, 1) as again:
        assert again


@pytest.mark.django_db
def test_leases_of_dead_workers_are_forgotten_after_a_day() -> None:
    for hours in (25, 1):
        ended = timezone.now() - datetime.timedelta(hours=hours)
        Lease.objects.create(task_path=archive.module_path, row_id=hours, expires_at=ended)
    resume(set())
    assert [one.row_id for one in Lease.objects.all()] == [1]


@pytest.mark.django_db(transaction=True)
def test_of_many_that_try_at_once_one_gets_the_lease() -> None:
    all_tried = threading.Barrier(8, timeout=60)

    def attempt() -> bool:
        with lease(archive, 1) as is_ours:
            all_tried.wait()
            return is_ours

    assert sorted(at_once([attempt] * 8)) == [False] * 7 + [True]


def test_page_is_not_fetched_while_a_live_worker_fetches_it(outlet: Outlet, stored: Any) -> None:
    outlet.publish("/cranes")
    stored()
    capture = CaptureRequest.objects.get()
    with lease(archive, capture.pk, capture.url):
        archive.call(capture.pk)
    assert outlet.seen["/cranes"] == 0


def test_request_is_taken_for_lost_at_the_second_look_only(stored: Any) -> None:
    """After a pause of the machine, its live workers have not renewed their leases yet."""
    stored()
    capture = CaptureRequest.objects.get()
    DBTaskResult.objects.get().claim("a worker that may only have slept")
    with in_a_while():
        suspected = resume(set())
        capture.refresh_from_db()
        assert (suspected, capture.attempts) == ({capture.pk}, 0)
        Lease.objects.create(
            task_path=archive.module_path,
            row_id=capture.pk,
            expires_at=timezone.now() + LEASE,
        )
        assert resume(suspected) == set(), "it was alive"
        Lease.objects.all().delete()
        resume(suspected)
        capture.refresh_from_db()
        assert capture.attempts == 1
