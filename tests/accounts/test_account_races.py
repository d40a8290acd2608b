"""Entries written at once: no gaps, and a login waits for nobody who works on the record."""

from functools import partial
from typing import Any

import pytest
from django.db import connection

from claims.actions.account_log import note
from claims.actions.record import lock
from claims.enums import AccountKind
from claims.models import AccountEntry, AccountLogHead
from claims.reads.record.account_log import verify_account_log
from tests.threads import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def test_entries_at_once_have_no_gaps(cast: Any) -> None:
    reader, before = cast.reader, AccountLogHead.objects.get().seq

    def fail_to_log_in() -> None:
        for _ in range(5):
            note(AccountKind.LOGIN_FAILED, reader, by=None)

    assert at_once([fail_to_log_in] * 8) == [None] * 8

    seqs = list(AccountEntry.objects.order_by("seq").values_list("seq", flat=True))
    assert seqs == list(range(1, before + 41))
    assert list(verify_account_log()) == []


def test_login_does_not_wait_for_the_record(cast: Any) -> None:
    if connection.vendor == "sqlite":
        pytest.skip("SQLite has one lock for everything")
    reader = cast.reader
    with lock():
        (entry,) = at_once([partial(note, AccountKind.LOGGED_IN, reader, by=reader)])
        assert entry.kind == AccountKind.LOGGED_IN
