"""Entries written at once: no gaps, and a login waits for nobody who works on the record."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection

from claims.actions.account_log import note
from claims.actions.record import lock
from claims.enums import AccountKind
from claims.models import AccountEntry, AccountLogHead
from claims.reads.record.account_log import verify_account_log

pytestmark = pytest.mark.django_db(transaction=True)


def closing(work: Callable[[int], Any]) -> Callable[[int], Any]:
    """Close the connection of the thread, so that the test database can be flushed."""

    def run(number: int) -> Any:
        try:
            return work(number)
        finally:
            connection.close()

    return run


def test_entries_at_once_have_no_gaps(cast: Any) -> None:
    reader, before = cast.reader, AccountLogHead.objects.get().seq

    with ThreadPoolExecutor(8) as pool:
        list(
            pool.map(closing(lambda n: note(AccountKind.LOGIN_FAILED, reader, by=None)), range(40))
        )

    seqs = list(AccountEntry.objects.order_by("seq").values_list("seq", flat=True))
    assert seqs == list(range(1, before + 41))
    assert list(verify_account_log()) == []


def test_login_does_not_wait_for_the_record(cast: Any) -> None:
    if connection.vendor == "sqlite":
        pytest.skip("SQLite has one lock for everything")
    reader = cast.reader
    with lock(), ThreadPoolExecutor(1) as pool:
        done = pool.submit(closing(lambda n: note(AccountKind.LOGGED_IN, reader, by=reader)), 0)
        assert done.result(timeout=60).kind == AccountKind.LOGGED_IN
