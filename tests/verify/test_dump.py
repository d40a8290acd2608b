"""One moment of the database, while others go on."""

from threading import Thread
from typing import Any

import pytest
from django.db import connections

from claims.models import Event, Source
from tests.factories import SourceFactory
from verify import dump


@pytest.mark.django_db(transaction=True)
def test_what_others_commit_meanwhile_is_not_seen_and_keeps_nobody_waiting(cast: Any) -> None:
    by = cast.researcher

    def work() -> None:
        try:
            SourceFactory(by=by)
        finally:
            connections.close_all()

    with dump.frozen():
        before = Event.objects.count()  # the first query need not be the first to be asked
        other = Thread(target=work)
        other.start()
        other.join()
        assert Event.objects.count() == before
    assert Event.objects.count() == before + 1


def test_within_a_transaction_its_own_rows_are_seen(cast: Any) -> None:
    source = SourceFactory(by=cast.researcher)
    with dump.frozen():
        assert Source.objects.filter(pk=source.pk).exists()
