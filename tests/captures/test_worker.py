"""Background work in real processes, some of them killed: every capture ends archived or with a reason."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from claims.actions import background
from claims.actions import captures as capture_actions
from claims.actions import imports as import_actions
from claims.enums import CaptureState
from claims.given import ArticleGiven, ArticleRow
from claims.models import Article, CaptureRequest, Lease
from tests.with_postgres import free_port

from .outlet import Outlet

pytestmark = pytest.mark.django_db(transaction=True)

ROOT = Path(__file__).resolve().parent.parent.parent
S = CaptureState
MANY = int(os.environ.get("CAPTURES", "12"))  # set 200 by hand: takes about 20 s on two cores


def database_url() -> str:
    """Return the URL of the test's database, for another process."""
    at = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{at['NAME']}"
    return f"postgres://{at['USER']}:{at['PASSWORD']}@{at['HOST']}:{at['PORT']}/{at['NAME']}"


@pytest.fixture
def start(outlet: Outlet, tmp_path: Path) -> Iterator[Callable[..., subprocess.Popen[bytes]]]:
    """Return `start("manage.py", "worker")`, which starts a process of the desk on the test's database."""
    children: list[subprocess.Popen[bytes]] = []

    def run(*command: str) -> subprocess.Popen[bytes]:
        allowed = ",".join(f"{host}:{port}" for host, port in outlet.server.pairs)
        with (tmp_path / "log").open("ab") as log:
            child = subprocess.Popen(
                [sys.executable, *command],
                cwd=ROOT,
                env={
                    **os.environ,
                    "DATA_DIR": str(tmp_path),
                    "DATABASE_URL": database_url(),
                    "DJANGO_SETTINGS_MODULE": "verify.settings",
                    "FETCH_ALLOWED": allowed,
                    "PORT": str(free_port()),
                },
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        children.append(child)
        return child

    yield run
    for child in children:
        if child.poll() is None:
            kill(child)


def kill(child: subprocess.Popen[bytes]) -> None:
    """Kill the process and all its children, as a power cut would."""
    os.killpg(child.pid, signal.SIGKILL)
    child.wait(30)


def stop(child: subprocess.Popen[bytes]) -> None:
    """Ask the process to stop, and wait until it has finished its current task."""
    child.send_signal(signal.SIGTERM)
    child.wait(60)


def let_time_pass() -> None:
    """Make every task and lease older than a lease lasts. A live worker renews its own within seconds."""
    before = timezone.now() - 2 * background.LEASE
    DBTaskResult.objects.running().update(started_at=before)
    Lease.objects.update(expires_at=before)


def test_article_of_a_killed_worker_stays_usable_and_the_next_worker_archives_it(
    start: Any, outlet: Outlet, stored: Any, login: Any
) -> None:
    outlet.publish("/cranes")
    outlet.hold("/cranes")
    article = stored()
    first = start("manage.py", "worker")
    assert outlet.wait_for_requests("/cranes")
    kill(first)

    capture = CaptureRequest.objects.get()
    assert (capture.state, capture.attempts) == (S.WAITING, 0)
    assert login("reader").get(f"/articles/{article.pk}/").status_code == 200

    outlet.release("/cranes")
    assert not capture_actions.resume(), "the worker may still be alive"
    let_time_pass()
    assert capture_actions.resume()
    second = start("manage.py", "worker")
    assert outlet.wait_for_requests("/cranes", times=2)
    stop(second)

    article.refresh_from_db()
    assert article.snapshot is not None
    assert [c.state for c in CaptureRequest.objects.all()] == [S.ARCHIVED]
    assert article.snapshots.count() == 1


def test_all_urls_end_archived_or_given_up_although_the_server_is_killed(
    start: Any, outlet: Outlet, cast: Any
) -> None:
    """Every third page is missing, and one page is being fetched when the server is killed."""
    paths = [f"/page/{n}" for n in range(MANY)]
    for n, path in enumerate(paths):
        if n % 3:
            outlet.publish(path, f"Crane number {n} will stay in service until autumn, they said.")
    outlet.publish(paths[-1])
    held = paths[MANY // 2]
    outlet.hold(held)
    rows = [
        ArticleRow(n, path, given=ArticleGiven(url=outlet.server.url(path)))
        for n, path in enumerate(paths, start=1)
    ]
    import_actions.import_articles(*import_actions.read_rows([rows]), by=cast.researcher)
    assert Article.objects.count() == MANY

    server = start("-m", "gunicorn", "--config", "python:verify.gunicorn_conf")
    assert outlet.wait_for_requests(held)
    kill(server)
    outlet.release(held)
    servers = 0
    # One more server finishes the work. On a busy machine it may be stopped before its last page is archived.
    while (waiting := CaptureRequest.objects.waiting()).exists() and servers < 3:
        let_time_pass()
        capture_actions.resume()
        # The killed server had requested some of these pages already: each is requested again.
        awaited = {
            path: outlet.seen[path] + 1
            for path in paths
            if waiting.filter(url=outlet.server.url(path)).exists()
        }
        server = start("-m", "gunicorn", "--config", "python:verify.gunicorn_conf")
        assert all(outlet.wait_for_requests(path, times=n) for path, n in awaited.items())
        stop(server)
        servers += 1
    assert outlet.seen[held] > 1

    states = [c.state for c in CaptureRequest.objects.order_by("article")]
    missing = {n for n in range(MANY - 1) if n % 3 == 0}
    assert states == [S.GIVEN_UP if n in missing else S.ARCHIVED for n in range(MANY)]
    assert Article.objects.filter(snapshot=None).count() == len(missing)
