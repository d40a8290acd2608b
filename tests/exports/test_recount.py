"""A recipient counts the origins again from evidence.csv, with the lines that README gives."""

import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from claims.enums import ClaimStatus, OriginKind, SourceKind
from claims.exports.csv import lines
from claims.independence.matching import largest_choice
from claims.models import Claim
from tests.factories import ClaimFactory, EvidenceFactory, SourceFactory, walk_to

from .conftest import on
from .older import sign_off_before_columns_were_added
from .recount import program, recount
from .test_withheld import withhold

pytestmark = pytest.mark.usefixtures("shared_desk")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    empty = tmp_path / "received"
    empty.mkdir()
    return empty


@pytest.fixture
def chained(small_desk: Any) -> Claim:
    """Return a claim with three voices of which two must wait for the other's carrier: 2 origins.

    Two of the voices are withheld: one before the claim is signed on 9 April, one on the 10th.
    """
    people = small_desk.people
    by = people.researcher
    with on("2025-04-09T09:00:00"):
        harbour, pilots, council = (
            SourceFactory(by=by, name=name, kind=SourceKind.OFFICIAL_BODY)
            for name in ("Harbour Office", "Pilots", "Pilots of the Council")
        )
        daily, weekly = (SourceFactory(by=by, name=name) for name in ("Daily", "Weekly"))
        withhold(harbour, by)
        claim = ClaimFactory(people=people)
        for voice, outlet in (
            (harbour, daily),
            (harbour, weekly),
            (pilots, daily),
            (council, daily),
            (council, weekly),
        ):
            EvidenceFactory(
                claim=claim, by=by, seen_in=outlet, origin_kind=OriginKind.NAMED, origin=voice
            )
        walk_to(ClaimStatus.SIGNED_OFF, claim, people)
    with on("2025-04-10T09:00:00"):
        withhold(pilots, by)
    return claim


def test_lines_are_short_and_need_only_the_standard_library() -> None:
    lines = [line for line in program().splitlines() if line.strip()]
    assert len(lines) <= 25
    assert [line for line in lines if "import" in line] == [
        "import csv",
        "from collections import defaultdict",
    ]


@pytest.mark.parametrize("as_of", ["2025-04-08", "2025-04-09", "2025-04-10"])
def test_counts_are_equal_whatever_is_withheld(
    as_of: str, chained: Claim, get: Callable[..., bytes], rows: Any, folder: Path
) -> None:
    assert recount(folder, get("verdicts", as_of=as_of), get("evidence", as_of=as_of)) == ""
    of_claim = [r for r in rows("evidence", as_of=as_of) if r["claim_id"] == str(chained.pk)]
    voices = [row["voice"] for row in of_claim]
    harbour, pilots, council = "withheld (1)", "Pilots", "Pilots of the Council"
    if as_of == "2025-04-10":
        pilots = "withheld (2)"
        assert "withheld" in of_claim[2]["why"] and "Pilots" not in of_claim[2]["why"]
        assert council in of_claim[3]["why"]
    if as_of != "2025-04-08":
        assert voices == [harbour, harbour, pilots, council, council]
        assert [row["family"] for row in of_claim][:2] == ["withheld"] * 2
        assert "Harbour Office" not in of_claim[0]["why"]
        row = rows("verdicts", as_of=as_of)[-1]
        assert (row["corroborating_origins"], row["corroborating_voices"]) == ("2", "3")
        assert row["corroborating_carriers"] == "2"


def test_count_is_that_of_the_desk_for_any_pieces(folder: Path) -> None:
    """Joint statements among them, which have several voices."""
    chance, verdicts, evidence = random.Random(7), [], []
    for claim in range(300):
        pieces = [
            (
                frozenset(chance.sample(range(6), chance.choice((1, 1, 1, 2, 3)))),
                chance.randrange(5),
            )
            for _ in range(chance.randrange(9))
        ]
        told = {
            "corroborating_origins": largest_choice(pieces),
            "corroborating_voices": len({voice for voices, _ in pieces for voice in voices}),
            "corroborating_carriers": len({carrier for _, carrier in pieces}),
        }
        told |= {name.replace("corroborating", "contradicting"): 0 for name in told}
        verdicts.append({"claim_id": claim, "version": 1, "rounds": 1} | told)
        evidence += [
            {
                "claim_id": claim,
                "version": 1,
                "stance": "corroborates",
                "counts": "yes",
                "voice": " | ".join(f"V{voice}" for voice in sorted(voices)),
                "carrier": f"C{carrier}",
            }
            for voices, carrier in pieces
        ]
    files = [b"".join(lines(list(rows[0]), rows)) for rows in (verdicts, evidence)]
    assert recount(folder, *files) == ""
    assert len({row["corroborating_origins"] for row in verdicts}) >= 5


def test_another_count_is_noticed(chained: Claim, get: Callable[..., bytes], folder: Path) -> None:
    verdicts, evidence = get("verdicts"), get("evidence")
    for was, other in ((b'"Weekly"', b'"Daily"'), (b'"yes"', b'"no"')):
        assert was in evidence
        said = recount(folder, verdicts, evidence.replace(was, other))
        assert f"Claim {chained.pk} corroborates counted" in said


def test_two_of_one_name_are_two_voices(
    small_desk: Any, get: Callable[..., bytes], rows: Any, folder: Path
) -> None:
    people = small_desk.people
    claim = ClaimFactory(people=people)
    for note in ("harbour master", "pilot"):
        voice = SourceFactory(
            by=people.researcher, name="J. Doe", distinction=note, kind=SourceKind.PERSON
        )
        EvidenceFactory(
            claim=claim, by=people.researcher, origin_kind=OriginKind.NAMED, origin=voice
        )
    walk_to(ClaimStatus.SIGNED_OFF, claim, people)
    row = rows("verdicts")[-1]
    assert (row["corroborating_origins"], row["corroborating_voices"]) == ("2", "2")
    found = [r["voice"] for r in rows("evidence") if r["claim_id"] == str(claim.pk)]
    assert found == ["J. Doe (harbour master)", "J. Doe (pilot)"]
    assert recount(folder, get("verdicts"), get("evidence")) == ""


def test_older_verdict_is_left_out(
    small_desk: Any, get: Callable[..., bytes], rows: Any, folder: Path
) -> None:
    people = small_desk.people
    claim = ClaimFactory(people=people, status=ClaimStatus.AGREED)
    sign_off_before_columns_were_added(claim, small_desk.claim.verdict, by=people.editor)
    assert rows("verdicts")[-1]["corroborating_origins"] == "1"
    assert recount(folder, get("verdicts"), get("evidence")) == ""
