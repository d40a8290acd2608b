"""The corrections list every verdict that was superseded or retracted, with its old and new rating and the reason."""

from typing import Any

import pytest

from claims.actions import review
from claims.enums import ClaimStatus, RatingCode, VerdictChange
from claims.models import Claim
from claims.reads.review.corrections import corrections
from tests.articles.pages import text_of
from tests.factories import ClaimFactory, EvidenceFactory, assess, sign_off

C = VerdictChange


@pytest.fixture
def change(cast: Any) -> Any:
    """Return `change(claim, kind)`, which signs the next version of a claim."""

    def change(
        claim: Claim, kind: VerdictChange, rating: RatingCode = RatingCode.NOT_ENOUGH_EVIDENCE
    ) -> None:
        claim.refresh_from_db()
        by = cast.editor
        if kind == C.RETRACTION:
            seen = claim.revision
            review.withdraw_claim(claim, reason="A hoax.", seen_revision=seen, by=by)
            return
        move = review.restore if claim.status == ClaimStatus.WITHDRAWN else review.reopen
        move(claim, reason="Look again.", seen_revision=claim.revision, by=by)
        assess(claim, cast.reviewer1, rating)
        sign_off(claim, by, change=kind, reason=f"Because of a {kind.value}.")

    return change


@pytest.fixture
def signed(cast: Any) -> Claim:
    claim = ClaimFactory(people=cast)
    EvidenceFactory(claim=claim, by=cast.researcher)
    assess(claim, cast.reviewer1)
    sign_off(claim, cast.editor)
    return claim


def test_later_versions_are_listed_newest_first_with_the_verdict_they_replaced(
    cast: Any, signed: Claim, change: Any
) -> None:
    change(signed, C.CORRECTION, RatingCode.TOO_VAGUE)
    change(signed, C.CONFIRMATION, RatingCode.TOO_VAGUE)
    change(signed, C.RETRACTION)
    change(signed, C.UPDATE)
    found = corrections()
    assert [
        (row.was_version, row.was_label, row.version, row.label, row.change, row.reason)
        for row in found.rows
    ] == [
        (4, "Retracted", 5, "Not enough evidence", C.UPDATE, "Because of a update."),
        (3, "Too vague to check", 4, "Retracted", C.RETRACTION, "A hoax."),
        (
            2,
            "Too vague to check",
            3,
            "Too vague to check",
            C.CONFIRMATION,
            "Because of a confirmation.",
        ),
        (
            1,
            "Not enough evidence",
            2,
            "Too vague to check",
            C.CORRECTION,
            "Because of a correction.",
        ),
    ]
    assert [(row.was_retracted, row.retracted) for row in found.rows[:2]] == [
        (True, False),
        (False, True),
    ]
    assert {row.by for row in found.rows} == {"editor"}


def test_first_verdict_is_not_a_correction(cast: Any, signed: Claim, login: Any) -> None:
    assert corrections().rows == []
    assert "No changes of this kind" in text_of(login("reader").get("/corrections/"))


def test_reader_can_filter_corrections_by_kind_of_change(
    cast: Any, signed: Claim, change: Any, login: Any
) -> None:
    change(signed, C.CORRECTION)
    change(signed, C.UPDATE)
    reader = login("reader")
    page = text_of(reader.get("/corrections/", {"change": "correction"}))
    assert "Because of a correction." in page and "Because of a update." not in page
    assert f'href="/claims/{signed.pk}/"' in page
    assert "/export/verdicts.csv?versions=all" in page
    assert "No changes of this kind" in text_of(
        reader.get("/corrections/", {"change": "retraction"})
    )


@pytest.mark.parametrize(
    "query", ["change=first", "change=bogus", "before=x", "before=-1", "kind=update"]
)
def test_unknown_filter_is_a_bad_request(cast: Any, login: Any, query: str) -> None:
    assert login("reader").get(f"/corrections/?{query}").status_code == 400


def test_next_page_starts_where_the_previous_one_ended(
    cast: Any, signed: Claim, change: Any, login: Any
) -> None:
    for _ in range(3):
        change(signed, C.UPDATE)
    first = corrections(limit=2)
    second = corrections(before=first.older, limit=2)
    assert [row.version for row in (*first.rows, *second.rows)] == [4, 3, 2]
    assert (first.total, second.older) == (3, None)
    reader = login("reader")
    page = text_of(reader.get(f"/corrections/?change=update&before={first.older}"))
    assert 'rel="prev" href="/corrections/?change=update"' in page
    assert 'rel="next"' not in page


def test_history_of_a_verdict_links_to_the_corrections(
    cast: Any, signed: Claim, change: Any, login: Any
) -> None:
    change(signed, C.CORRECTION)
    page = text_of(login("reader").get(f"/claims/{signed.pk}/"))
    assert 'href="/corrections/"' in page
