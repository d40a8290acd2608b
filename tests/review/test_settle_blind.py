"""Until a disagreement is settled nobody sees who wrote which assessment, through any door."""

import re
from typing import Any

import pytest
from django.contrib.auth.models import User

from claims.actions import review
from claims.enums import ClaimStatus, RatingCode
from claims.models import Assessment, Claim, Comment
from claims.reads.review.assessments import show_assessments
from tests.conftest import Cast
from tests.factories import ClaimFactory, EvidenceFactory, assess

from .steps import set_desk, settle

pytestmark = pytest.mark.any_database

OTHERS = ("reader", "researcher", "reviewer3", "editor", "admin")
AUTHORS = ("reviewer1", "reviewer2")
RATIONALES = {"reviewer1": "The winch is rusted.", "reviewer2": "The winch was painted."}
REMARK = "Rust is what I saw."
EARLIER = "Nobody has looked at the winch."


@pytest.fixture(scope="module")
def disagreed(module_cast: Cast) -> Claim:
    """Return a claim on which two reviewers disagree in the second round, after one round that agreed."""
    people = module_cast
    assert all(getattr(people, member) for member in OTHERS)
    claim = ClaimFactory(people=people, assessments_required=2)
    EvidenceFactory(claim=claim, by=people.researcher)
    for author in AUTHORS:
        assess(claim, getattr(people, author), rationale=EARLIER)
    claim.refresh_from_db()
    review.return_to_open(
        claim, comment="Look again.", seen_revision=claim.revision, by=people.editor
    )
    assess(claim, people.reviewer1, RatingCode.SUPPORTED, rationale="A first thought.")
    review.comment(claim, REMARK, by=people.reviewer1)
    given = {"rationale": RATIONALES["reviewer1"]}
    assess(claim, people.reviewer1, RatingCode.REFUTED, **given)
    assess(claim, people.reviewer2, RatingCode.SUPPORTED, rationale=RATIONALES["reviewer2"])
    claim.refresh_from_db()
    assert claim.status == ClaimStatus.DISAGREED
    return claim


@pytest.fixture
def claim(disagreed: Claim, db: Any) -> Claim:
    return Claim.objects.get(pk=disagreed.pk)


def page_of(client: Any, claim: Claim) -> str:
    text: str = client.get(f"/claims/{claim.pk}/").content.decode()
    return text


def blocks_of(page: str) -> list[str]:
    """Return the HTML of each assessment on the page."""
    return re.findall(r'<article class="assessment.*?</article>', page, re.DOTALL)


@pytest.mark.parametrize("member", OTHERS)
def test_claims_page_shows_what_was_written_and_no_names(
    member: str, claim: Claim, login: Any
) -> None:
    page = page_of(login(member), claim)

    for rationale in RATIONALES.values():
        assert rationale in page
    blocks = blocks_of(page)
    assert len(blocks) == 4  # two of this round, two of the round before
    assert not [name for block in blocks for name in AUTHORS if name in block]
    assert "replaced" not in page  # the record says who assessed twice


@pytest.mark.parametrize("member", [*OTHERS, "reviewer2"])
def test_comments_of_assessors_are_hidden(member: str, claim: Claim, login: Any) -> None:
    assert REMARK not in page_of(login(member), claim)


def test_author_knows_their_own(claim: Claim, login: Any, cast: Any) -> None:
    client = login("reviewer1")
    shown = client.get(f"/claims/{claim.pk}/").context["page"].review.this_round

    assert [s.rationale for s in shown if s.is_own] == [RATIONALES["reviewer1"]]
    assert {s.author for s in shown} == {"A", "B"}
    assert REMARK in page_of(client, claim)


def test_refused_form_shows_no_more_than_the_page(claim: Claim, login: Any) -> None:
    sent = {"rating": "supported", "rationale": "Mine.", "confidence": "low", "seen_revision": "1"}
    response = login("reviewer3").post(f"/claims/{claim.pk}/settle/", sent)

    assert response.status_code == 409
    blocks = blocks_of(response.content.decode())
    assert blocks
    assert not [name for block in blocks for name in AUTHORS if name in block]


def test_start_page_shows_the_ratings_by_letter(claim: Claim, login: Any) -> None:
    for member in ("editor", "reviewer3"):
        page = login(member).get("/").context["desk"]
        (row,) = [row for q in page.waiting for row in q.rows if row.status == "disagreed"]
        ratings = {mark for mark in row.marks if "Supported" in mark or "Refuted" in mark}
        assert {mark[:3] for mark in ratings} == {"A: ", "B: "}


@pytest.mark.parametrize(
    "url",
    [
        "/record/",
        "/record/?object=claim:{pk}",
        "/claims/?q=winch",
        "/claims/?status=disagreed",
        "/export/claims.csv",
        "/export/verdicts.csv",
        "/export/evidence.csv",
        "/admin/claims/claim/{pk}/change/",
        "/admin/claims/claim/?q=winch",
    ],
)
def test_other_doors_tell_nothing_of_what_was_written(url: str, claim: Claim, login: Any) -> None:
    response = login("editor").get(url.format(pk=claim.pk), follow=True)
    content = b"".join(response) if response.streaming else response.content

    text = content.decode()
    assert response.status_code == 200
    hidden = (*RATIONALES.values(), REMARK, "refuted: ", *Assessment.objects.values_list("nonce"))
    assert not [words for words in hidden if str(words) in text]


def test_names_and_comments_appear_after_settling(claim: Claim, login: Any, cast: Any) -> None:
    settle(claim, cast.reviewer3)

    for member in OTHERS:
        page = page_of(login(member), claim)
        blocks = blocks_of(page)
        for author, rationale in RATIONALES.items():
            assert [b for b in blocks if author in b and rationale in b]
        assert REMARK in page


def test_names_are_shown_while_the_switch_is_off(claim: Claim, login: Any, cast: Any) -> None:
    set_desk(cast, settle_blind=False)

    page = page_of(login("reviewer3"), claim)

    for author, rationale in RATIONALES.items():
        assert [b for b in blocks_of(page) if author in b and rationale in b]
    assert Comment.objects.readable_by(cast.reviewer3).filter(text=REMARK).exists()


def test_letters_follow_neither_the_time_nor_the_name() -> None:
    me = User(pk=1)
    written = [Assessment(pk=n, reviewer_id=n, nonce=nonce) for n, nonce in enumerate("cab")]

    shown = show_assessments(written, me, nameless=True)

    assert [(s.letter, s.assessment.pk, s.is_own) for s in shown] == [
        ("A", 1, True),
        ("B", 2, False),
        ("C", 0, False),
    ]
