"""asvs.csv links requirements of the OWASP ASVS 5.0.0 to the tests and settings that hold them.

It has every requirement of level 1 that applies to the desk, those of level 2 that the desk promises, and of level 3
the five that are what it is for. SECURITY.md says which are not met.
"""

import ast
import csv
from functools import cache
from pathlib import Path

import pytest
from django.conf import settings

pytestmark = pytest.mark.any_database
ROOT = Path(__file__).resolve().parents[1]
FIELDS = ["item", "level", "requirement", "proof", "remark"]

# What a fact-checking desk is for: two people, no check before the act, cells, patterns, roles.
CORE = {"2.3.5", "15.4.2", "1.2.10", "1.3.12", "8.3.2"}

with open(Path(__file__).with_name("asvs.csv"), newline="") as file:
    ROWS = list(csv.DictReader(file))


def proofs_of(row: dict[str, str]) -> list[str]:
    return row["proof"].split(" | ")


@cache
def names_in(path: Path) -> frozenset[str]:
    tree = ast.parse(path.read_text())
    return frozenset(node.name for node in tree.body if isinstance(node, ast.FunctionDef))


def test_rows_are_complete_and_in_order() -> None:
    numbers = [tuple(map(int, row["item"].split("."))) for row in ROWS]

    assert all(list(row) == FIELDS for row in ROWS)
    assert numbers == sorted(set(numbers))
    assert all(row["level"] in {"1", "2", "3"} and row["requirement"] for row in ROWS)
    assert {row["item"] for row in ROWS} >= CORE


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["item"])
def test_requirement_is_held_by_tests_or_settings_that_exist(row: dict[str, str]) -> None:
    for proof in proofs_of(row):
        if proof.startswith("setting "):
            assert getattr(settings, proof.removeprefix("setting ")), proof
        else:
            path, _, name = proof.partition("::")
            assert name.startswith("test_"), proof
            assert name in names_in(ROOT / path), proof
