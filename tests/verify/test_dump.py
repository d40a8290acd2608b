"""Reading the database as of one moment, while others write."""

from threading import Thread
from typing import Any

import pytest
from django.db import connections

from claims.models import Event, Source
from tests.factories import SourceFactory
from verify import dump


@pytest.mark.django_db(transaction=True)
def test_frozen_reading_ignores_later_commits_and_blocks_nobody(cast: Any) -> None:
    by = cast.researcher

    def work() -> None:
        try:
            SourceFactory(by=by)
        finally:
            connections.close_all()

    with dump.freeze():
        before = Event.objects.count()  # the moment is fixed before the first query
        other = Thread(target=work)
        other.start()
        other.join()
        assert Event.objects.count() == before
    assert Event.objects.count() == before + 1


def test_frozen_reading_inside_a_transaction_sees_its_own_rows(cast: Any) -> None:
    source = SourceFactory(by=cast.researcher)
    with dump.freeze():
        assert Source.objects.filter(pk=source.pk).exists()
