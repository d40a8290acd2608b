"""A real outlet that the desk is allowed to fetch from, and a queue that runs in the test's own process."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from claims.actions import articles as article_actions
from claims.given import ArticleGiven
from claims.models import Article

from .outlet import Outlet, open_outlet


@pytest.fixture
def outlet(settings: Any) -> Iterator[Outlet]:
    with open_outlet() as opened:
        settings.FETCH_ALLOWED = opened.server.pairs
        yield opened


def run_queue() -> None:
    """Run every task that is ready, without the worker's loop, which would close the test's connection."""
    worker = Worker(
        queue_names=["*"],
        excluded_queue_names=[],
        interval=0,
        batch=True,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id="test",
    )
    while ready := DBTaskResult.objects.ready().first():
        ready.claim(worker.worker_id)
        worker.run_task(ready)


@pytest.fixture
def stored(cast: Any, outlet: Outlet) -> Callable[..., Article]:
    """Return `stored("/cranes", …)`, which adds an article by its URL only, not yet archived."""

    def store(path: str = "/cranes", **given: Any) -> Article:
        url = outlet.server.url(path)
        return article_actions.add_article(
            None, ArticleGiven(url=url, **given), by=cast.researcher
        ).article

    return store


@pytest.fixture
def archived(outlet: Outlet, stored: Callable[..., Article]) -> Callable[..., Article]:
    """Return `archived(…)`, which publishes these paragraphs, and adds and archives the article."""

    def archive(*paragraphs: str, path: str = "/cranes", **given: Any) -> Article:
        outlet.publish(path, *paragraphs)
        article = stored(path, **given)
        run_queue()
        article.refresh_from_db()
        return article

    return archive
