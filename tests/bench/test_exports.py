"""Export ten thousand verdicts: page, command and bundle give the same bytes in bounded memory."""

import time
import tracemalloc
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from tests.exports.conftest import fetch, get, small_desk
from tests.exports.many import sign_many
from tests.exports.test_bundle import read_zip

__all__ = ["fetch", "get", "small_desk"]  # fixtures

ROWS = 10_000
AS_OF = "2025-04-08"


@pytest.fixture
def many(small_desk: Any) -> Any:
    sign_many(small_desk.claim, ROWS - 1)
    return small_desk


def test_page_command_and_bundle_give_the_same_bytes(
    many: Any, fetch: Callable[..., bytes], tmp_path: Path
) -> None:
    took = {}
    found = {}
    for name in ("verdicts.csv", "evidence.csv", "bundle.zip", "verdicts.xlsx", "claims.csv"):
        asked = {} if name == "claims.csv" else {"as_of": AS_OF}
        start = time.process_time()
        found[name] = fetch(name, **asked)
        took[name] = time.process_time() - start
    file = tmp_path / "verdicts.csv"
    start = time.process_time()
    call_command("export_verdicts", as_of=AS_OF, out=str(file))
    took["command"] = time.process_time() - start
    bundle = read_zip(found["bundle.zip"])
    assert found["verdicts.csv"].count(b"\r\n") == ROWS + 1
    assert file.read_bytes() == found["verdicts.csv"] == bundle["verdicts.csv"]
    assert found["evidence.csv"] == bundle["evidence.csv"]
    assert took["verdicts.csv"] < 5, took


@pytest.mark.parametrize(
    ("name", "most"), [("verdicts.csv", 12), ("bundle.zip", 12), ("verdicts.xlsx", 12)]
)
def test_memory_does_not_grow_with_the_number_of_verdicts(
    name: str, most: int, many: Any, login: Any
) -> None:
    client = login("reader")
    client.get("/export/")
    tracemalloc.start()
    response = client.get(f"/export/{name}", {"as_of": AS_OF})
    sent = sum(len(piece) for piece in response.streaming_content)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < most * 1_000_000, f"{peak:,} bytes at most for {sent:,} sent"
