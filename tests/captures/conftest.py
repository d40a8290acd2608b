"""A real outlet that the desk may ask, and the queue worked in the test's own process."""

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


def work_queue() -> None:
    """Every task that is ready now, as the worker does it; its loop would close the test's connection."""
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
    """`stored("/cranes", …)` is an article by its URL alone, not yet archived."""

    def store(path: str = "/cranes", **given: Any) -> Article:
        url = outlet.server.url(path)
        return article_actions.add_article(
            None, ArticleGiven(url=url, **given), by=cast.researcher
        ).article

    return store


@pytest.fixture
def archived(outlet: Outlet, stored: Callable[..., Article]) -> Callable[..., Article]:
    """The same, published with these paragraphs and archived."""

    def archive(*paragraphs: str, path: str = "/cranes", **given: Any) -> Article:
        outlet.publish(path, *paragraphs)
        article = stored(path, **given)
        work_queue()
        article.refresh_from_db()
        return article

    return archive
