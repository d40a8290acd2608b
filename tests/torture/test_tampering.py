"""Any single change past the actions is found, and an honest desk is never accused."""

import random
from typing import Any

import pytest
from django.db import connection, transaction

from claims.demo.load import load
from claims.models import state, triggers
from claims.reads.record.row_state import verify_state
from tests.conftest import Cast
from tests.demo.demo_desk import PASSWORD
from tests.exports.test_since_signing import STEPS, History
from tests.record.test_row_state import change

from .amounts import amount

pytestmark = pytest.mark.django_db


def test_each_random_change_of_a_row_is_found(figure: Any) -> None:
    load(PASSWORD)
    triggers.remove(connection)
    chance, changed, missed = random.Random(2026), 0, []
    tables = list(state.described())
    while changed < amount("changes of rows"):
        with transaction.atomic():
            row = change(chance.choice(tables), chance.randrange(40))
            if row:
                changed += 1
                found = [str(fault) for fault in verify_state()]
                if len(found) != 1 or f"the row {row} " not in found[0]:
                    missed.append((row, found))
            transaction.set_rollback(True)
    figure("tampering", changes=changed, not_found=len(missed))
    assert missed == []


@pytest.mark.parametrize("seed", range(amount("honest histories")))
def test_honest_history_has_no_fault(seed: int, cast: Cast) -> None:
    history = History(cast, seed)
    for _ in range(STEPS):
        history.step()
    assert list(verify_state()) == []
