"""Reading the database as of one moment, while others write."""

from functools import partial
from typing import Any

import pytest

from claims.models import Event, Source
from tests.factories import SourceFactory
from tests.threads import start
from verify import dump


@pytest.mark.django_db(transaction=True)
def test_frozen_reading_ignores_later_commits_and_blocks_nobody(cast: Any) -> None:
    by = cast.researcher

    with dump.freeze():
        before = Event.objects.count()  # the moment is fixed before the first query
        start(partial(SourceFactory, by=by)).join()
        assert Event.objects.count() == before
    assert Event.objects.count() == before + 1


def test_frozen_reading_inside_a_transaction_sees_its_own_rows(cast: Any) -> None:
    source = SourceFactory(by=cast.researcher)
    with dump.freeze():
        assert Source.objects.filter(pk=source.pk).exists()
