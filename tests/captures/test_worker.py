"""Background work in real processes, some of them killed: what was stored is archived or explained in the end."""

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

from claims.actions import captures as capture_actions
from claims.actions import imports as import_actions
from claims.enums import CaptureState
from claims.given import ArticleGiven, ArticleRow
from claims.models import Article, CaptureRequest
from tests.with_postgres import free_port

from .outlet import Outlet

pytestmark = pytest.mark.django_db(transaction=True)

ROOT = Path(__file__).resolve().parent.parent.parent
S = CaptureState
MANY = int(os.environ.get("CAPTURES", "12"))  # 200 by hand: some 20 s on two cores


def database_url() -> str:
    """The test's database, for another process."""
    at = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{at['NAME']}"
    return f"postgres://{at['USER']}:{at['PASSWORD']}@{at['HOST']}:{at['PORT']}/{at['NAME']}"


@pytest.fixture
def start(outlet: Outlet, tmp_path: Path) -> Iterator[Callable[..., subprocess.Popen[bytes]]]:
    """`start("manage.py", "worker")` is a process of the desk's own, on the test's database."""
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
    """As a power cut would: the process and all that it started."""
    os.killpg(child.pid, signal.SIGKILL)
    child.wait(30)


def stop(child: subprocess.Popen[bytes]) -> None:
    """Asked to stop, it ends what it is at."""
    child.send_signal(signal.SIGTERM)
    child.wait(60)


def test_a_worker_killed_half_way_leaves_the_article_usable_and_the_next_one_archives_it(
    start: Any, outlet: Outlet, stored: Any, login: Any
) -> None:
    outlet.publish("/cranes")
    outlet.hold("/cranes")
    article = stored()
    first = start("manage.py", "worker")
    assert outlet.wait_until_asked("/cranes")
    kill(first)

    capture = CaptureRequest.objects.get()
    assert (capture.state, capture.attempts) == (S.WAITING, 0)
    assert login("reader").get(f"/articles/{article.pk}/").status_code == 200

    outlet.let_go("/cranes")
    capture_actions.resume(lost_before=timezone.now())
    second = start("manage.py", "worker")
    assert outlet.wait_until_asked("/cranes", times=2)
    stop(second)

    article.refresh_from_db()
    assert article.snapshot is not None
    assert [c.state for c in CaptureRequest.objects.all()] == [S.ARCHIVED]
    assert article.snapshots.count() == 1


def test_urls_stored_at_once_all_end_archived_or_explained_though_the_server_dies_between(
    start: Any, outlet: Outlet, cast: Any
) -> None:
    """Every third is not there; the last is being fetched when the server is killed."""
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
    assert outlet.wait_until_asked(held)
    kill(server)
    outlet.let_go(held)
    if connection.vendor != "sqlite":
        # Other servers may be at work there: what was lost shows when its time is over.
        capture_actions.resume(lost_before=timezone.now())
    server = start("-m", "gunicorn", "--config", "python:verify.gunicorn_conf")
    assert outlet.wait_until_asked(*paths)
    assert outlet.wait_until_asked(held, times=2)
    stop(server)

    states = [c.state for c in CaptureRequest.objects.order_by("article")]
    missing = {n for n in range(MANY - 1) if n % 3 == 0}
    assert states == [S.GIVEN_UP if n in missing else S.ARCHIVED for n in range(MANY)]
    assert Article.objects.filter(snapshot=None).count() == len(missing)
