"""A thousand single changes of a proof are found, and no honest proof is accused."""

from pathlib import Path
from typing import Any

import pytest

from tests.exports.conftest import SmallDesk, set_up
from tests.exports.proofs import packed, read, verify
from tests.exports.test_proof import missed, proof_of
from tests.exports.test_since_signing import STEPS, History

from .amounts import amount

pytestmark = pytest.mark.django_db
CHANGES = 1_000
HISTORIES = amount("honest histories")


@pytest.fixture
def small_desk(cast: Any) -> SmallDesk:
    return set_up(cast)


def test_each_of_a_thousand_changes_is_found(
    small_desk: SmallDesk, login: Any, tmp_path: Path
) -> None:
    files = read(proof_of(login))
    assert missed(files, CHANGES, lambda proof: verify(proof, tmp_path)[0]) == []


@pytest.mark.parametrize("seed", range(HISTORIES))
def test_honest_proof_is_never_accused(seed: int, cast: Any, login: Any, tmp_path: Path) -> None:
    history = History(cast, seed)
    for _ in range(STEPS):
        history.step()
    status, said = verify(packed(read(proof_of(login, versions="all"))), tmp_path)
    assert status == 0, said
