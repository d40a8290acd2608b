"""Many verdicts: page, command and bundle have the same bytes, with one batch in memory at a time."""

import tracemalloc
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from claims.exports.csv import unguard
from claims.exports.filters import read_as_of
from claims.exports.withheld import Withheld
from claims.given import ClosedMoment
from claims.reads.exports import verdicts as reads

from .conftest import table
from .many import sign_many
from .test_bundle import read_zip
from .test_workbook import cells

MANY = 600
AS_OF = "2025-04-08"


@pytest.fixture
def many(small_desk: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.setattr("claims.reads.exports.verdicts.BATCH", 100)
    sign_many(small_desk.claim, MANY)
    return small_desk


def test_page_command_and_bundle_have_the_same_bytes(
    many: Any, fetch: Callable[..., bytes], tmp_path: Path
) -> None:
    file = tmp_path / "verdicts.csv"
    call_command("export_verdicts", as_of=AS_OF, out=str(file))
    page = fetch("verdicts.csv", as_of=AS_OF)
    bundle = read_zip(fetch("bundle.zip", as_of=AS_OF))
    assert file.read_bytes() == page == bundle["verdicts.csv"]
    assert bundle["evidence.csv"] == fetch("evidence.csv", as_of=AS_OF)
    rows = table(page)
    assert len(rows) == MANY + 1
    _, *sheet = cells(fetch("verdicts.xlsx", as_of=AS_OF), 1)
    assert [row[2] for row in sheet] == [unguard(row["claim"]) for row in rows]


def test_memory_does_not_grow_with_the_number_of_rows(small_desk: Any, many: Any) -> None:
    moment = reads.moment_of(ClosedMoment(read_as_of(AS_OF)))

    def peak(rows: int) -> int:
        files = reads.csv_files(reads.Filters(), moment, bom=True)
        passing = iter(files["verdicts.csv"])
        tracemalloc.start()
        seen = 0
        for piece in passing:
            seen += piece.count(b"\r\n")
            if seen >= rows:
                break
        assert seen >= rows
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return most

    peak(1)  # for everything that is loaded only once
    assert peak(MANY) < 1.5 * peak(150)


def test_withheld_name_costs_no_extra_query_per_row(
    many: Any, django_assert_num_queries: Any
) -> None:
    moment = reads.moment_of(ClosedMoment(read_as_of(AS_OF)))
    secret = replace(moment, withheld=Withheld(frozenset({"Example Gazette"})))
    for one in (moment, secret):
        with django_assert_num_queries(MANY // 100 + 1):
            assert len(list(reads.verdict_rows(reads.Filters(), one))) == MANY + 1
