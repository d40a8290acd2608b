"""Each scorer of ../shared/bench on its public data, with the least figures that it must reach.

The floors are a little below the figures measured on 2026-11-22 (see claims/extractors/README.md). They protect what was
reached, and do not say what is good enough.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.with_postgres import find_binaries, throwaway_server

ROOT = Path(__file__).resolve().parents[2]
BENCH = ROOT.parent / "shared" / "bench"

pytestmark = pytest.mark.skipif(
    not BENCH.is_dir(), reason="the public data are not next to this checkout (../shared/bench)"
)


@pytest.fixture
def score(capsys: pytest.CaptureFixture[str]) -> Any:
    """Run a scorer as its users do; show its line of JSON and return it."""

    def run(name: str, *arguments: str, **environment: str) -> dict[str, Any]:
        done = subprocess.run(
            # A process inherits the peak memory of the one that starts it: the shell in between is small.
            [
                "sh",
                "-c",
                '"$@"; exit $?',
                "sh",
                sys.executable,
                str(BENCH / f"score_{name}.py"),
                "--json",
                *arguments,
            ],
            cwd=ROOT,
            env=os.environ | environment,
            stdout=subprocess.PIPE,
            text=True,
            check=True,
        )
        with capsys.disabled():
            sys.stdout.write(f"\n{done.stdout}")
        found: dict[str, Any] = json.loads(done.stdout)
        assert found["errors"] == 0
        return found

    return run


def test_speakers_cues_and_contents_are_found(score: Any) -> None:
    found = score("attribution")
    assert found["bad_spans"] == 0
    assert found["sentence"]["f"] >= 0.895
    assert found["exact_source"]["f"] >= 0.72
    assert found["exact_cue"]["f"] >= 0.67
    assert found["exact_content"]["f"] >= 0.56
    assert found["found"]["r"] >= 0.72
    assert found["source_overlap"] >= 0.85


def test_article_of_5000_characters_is_read_within_its_cost(score: Any) -> None:
    found = score("attribution", "--limit", "30")
    # The aim is 60 ms on an idle machine; the rest allows for a shared core.
    assert 5_000 / found["chars_per_cpu_s"] <= 0.09
    assert found["load_cpu_s"] <= 0.5
    assert found["peak_rss_mib"] <= 150


def test_sentences_worth_checking_rank_first(score: Any) -> None:
    found = score("checkworthy")
    assert found["out_of_range"] == 0
    assert found["ap"] >= 0.96
    assert found["debates"]["map"] >= 0.16


def test_sentence_ends_are_found(score: Any) -> None:
    assert score("sentences")["exact"] >= 46


def test_article_of_a_page_is_extracted(score: Any) -> None:
    found = score("extraction")
    assert found["empty"] == 0
    assert found["body"]["f1"] >= 0.966


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path}/desk.sqlite3"
        return
    binaries = find_binaries()
    if binaries is None:
        pytest.skip("PostgreSQL's server binaries are not installed")
    with throwaway_server(binaries) as server:
        yield server.url()


@pytest.mark.parametrize(
    ("name", "map_at_5", "r_at_20"), [("matching", 0.41, 0.61), ("tweets", 0.76, 0.89)]
)
def test_claims_checked_before_are_found(
    score: Any, database: str, tmp_path: Path, name: str, map_at_5: float, r_at_20: float
) -> None:
    desk = {"DATABASE_URL": database, "DATA_DIR": str(tmp_path)}
    manage = [sys.executable, "manage.py", "migrate", "--verbosity", "0"]
    subprocess.run(manage, cwd=ROOT, env=os.environ | desk, check=True)
    found = score("matching", "--set", name, "--load", **desk)
    assert found["foreign_answers"] == 0
    assert found["map_at_5"] >= map_at_5
    assert found["r_at_20"] >= r_at_20
