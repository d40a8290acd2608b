"""A change to what a claim rests on ends the current round and makes loaded pages stale."""

from typing import Any

import pytest

from claims import workflow
from claims.actions import claims as claim_actions
from claims.actions import evidence, review
from claims.enums import (
    ClaimKind,
    ClaimStatus,
    Move,
    RatingCode,
    Stance,
)
from claims.errors import Stale
from claims.given import AppearanceGiven, ClaimGiven
from claims.models import Assessment, Claim, Event, Evidence
from claims.rules import Situation
from tests.conftest import Cast
from tests.factories import (
    ArticleFactory,
    ClaimFactory,
    EvidenceFactory,
    assess,
    assessment_given,
    sign_off_given,
)

from .steps import rewording_of

pytestmark = pytest.mark.django_db
S = ClaimStatus

# The basis changes


def attach(stance: Stance) -> Any:
    def change(claim: Claim, people: Any) -> None:
        EvidenceFactory(claim=claim, by=people.researcher, stance=stance)

    return change


def withdraw(stance: Stance) -> Any:
    def change(claim: Claim, people: Any) -> None:
        one = Evidence.objects.get(claim=claim, stance=stance)
        evidence.withdraw_evidence(
            one, seen_revision=one.revision, reason="a hoax", by=people.researcher
        )

    return change


def reword_statement(claim: Claim, people: Any) -> None:
    claim.refresh_from_db()
    claim_actions.change_claim(
        claim, rewording_of(claim), seen_revision=claim.revision, by=people.editor
    )


def reword_the_quote(claim: Claim, people: Any) -> None:
    claim.refresh_from_db()
    appearance = claim.appearances.get()
    claim_actions.change_appearance(
        appearance,
        claim_actions.read_appearance(
            AppearanceGiven(appearance.article, "all four cranes will stay")
        ),
        seen_revision=claim.revision,
        by=people.editor,
    )


def change_language(claim: Claim, people: Any) -> None:
    claim.refresh_from_db()
    given = ClaimGiven(claim.statement, ClaimKind(claim.kind), language="en")
    claim_actions.change_claim(claim, given, seen_revision=claim.revision, by=people.editor)


def add_appearance(claim: Claim, people: Any) -> None:
    given = claim_actions.read_appearance(
        AppearanceGiven(ArticleFactory(by=people.researcher), "all four cranes will stay")
    )
    claim_actions.add_appearance(claim, given, by=people.researcher)


def comment(claim: Claim, people: Any) -> None:
    review.comment(claim, "Who saw it?", by=people.researcher)


CHANGES_THE_BASIS = {
    "corroborating evidence": attach(Stance.CORROBORATES),
    "contradicting evidence": attach(Stance.CONTRADICTS),
    "corroborating evidence withdrawn": withdraw(Stance.CORROBORATES),
    "the statement": reword_statement,
    "the quote": reword_the_quote,
}
LEAVES_THE_BASIS = {
    "context": attach(Stance.CONTEXT),
    "context withdrawn": withdraw(Stance.CONTEXT),
    "the language": change_language,
    "another appearance": add_appearance,
    "a comment": comment,
}


@pytest.fixture(scope="module", autouse=True)
def claims_by_status(module_cast: Cast) -> dict[S, Claim]:
    """Return claims by status, each with a quote, one piece of evidence that counts and one that is only context."""
    return {s: make_claim_at(module_cast, s) for s in (S.OPEN, S.IN_REVIEW, S.AGREED, S.DISAGREED)}


def make_claim_at(people: Cast, status: S) -> Claim:
    article = ArticleFactory(by=people.researcher)
    required = 1 if status == S.OPEN else 2
    claim = ClaimFactory(people=people, article=article, assessments_required=required)
    EvidenceFactory(claim=claim, by=people.researcher)
    EvidenceFactory(claim=claim, by=people.researcher, stance=Stance.CONTEXT)
    claim.refresh_from_db()
    if status == S.OPEN:
        return claim
    assess(claim, people.reviewer1)
    if status in (S.AGREED, S.DISAGREED):
        agreed = status == S.AGREED
        assess(
            claim,
            people.reviewer2,
            RatingCode.NOT_ENOUGH_EVIDENCE if agreed else RatingCode.SUPPORTED,
        )
    assert claim.status == status
    return claim


@pytest.fixture
def reviewed(claims_by_status: dict[S, Claim], status: S) -> Claim:
    return Claim.objects.get(pk=claims_by_status[status].pk)


@pytest.mark.parametrize("status", [S.IN_REVIEW, S.AGREED, S.DISAGREED])
@pytest.mark.parametrize("what", CHANGES_THE_BASIS)
def test_change_of_basis_starts_a_new_round(
    cast: Any, reviewed: Claim, status: S, what: str
) -> None:
    basis, round_ = reviewed.basis, reviewed.round

    CHANGES_THE_BASIS[what](reviewed, cast)

    reviewed.refresh_from_db()
    assert (reviewed.status, reviewed.round) == (S.OPEN, round_ + 1)
    assert reviewed.basis == basis + 1
    assert Event.objects.latest("seq").after["round"] == round_ + 1
    # An assessment of the old basis binds nobody.
    assert not Assessment.objects.of_round(reviewed).exists()
    if Evidence.objects.standing().filter(claim=reviewed).exists():
        assess(reviewed, cast.reviewer1)


@pytest.mark.parametrize("status", [S.OPEN])
@pytest.mark.parametrize("what", CHANGES_THE_BASIS)
def test_change_of_basis_keeps_the_round_while_the_claim_is_open(
    cast: Any, reviewed: Claim, what: str
) -> None:
    basis, round_ = reviewed.basis, reviewed.round

    CHANGES_THE_BASIS[what](reviewed, cast)

    reviewed.refresh_from_db()
    assert (reviewed.status, reviewed.round) == (S.OPEN, round_)
    assert reviewed.basis == basis + 1


@pytest.mark.parametrize("status", [S.IN_REVIEW, S.AGREED, S.DISAGREED])
@pytest.mark.parametrize("what", LEAVES_THE_BASIS)
def test_change_outside_the_basis_keeps_the_round(
    cast: Any, reviewed: Claim, status: S, what: str
) -> None:
    basis, round_ = reviewed.basis, reviewed.round

    LEAVES_THE_BASIS[what](reviewed, cast)

    reviewed.refresh_from_db()
    assert (reviewed.status, reviewed.round, reviewed.basis) == (status, round_, basis)


@pytest.mark.parametrize("status", [S.AGREED])
@pytest.mark.parametrize(
    "what",
    [*CHANGES_THE_BASIS, "context", "context withdrawn", "the language", "another appearance"],
)
def test_change_to_what_the_claim_rests_on_makes_a_loaded_page_stale(
    cast: Any, reviewed: Claim, what: str
) -> None:
    seen = reviewed.revision

    (CHANGES_THE_BASIS | LEAVES_THE_BASIS)[what](reviewed, cast)

    with pytest.raises(Stale) as error:
        review.sign_off(reviewed, sign_off_given(), seen_revision=seen, by=cast.editor)
    assert (error.value.seen, error.value.now) == (seen, seen + 1)


# Stale pages


@pytest.mark.parametrize(
    ("name", "status", "arguments"),
    [
        ("settle", S.DISAGREED, {}),
        ("sign_off", S.AGREED, {}),
        ("return_to_open", S.AGREED, {"comment": "x"}),
        ("reopen", S.SIGNED_OFF, {"reason": "x"}),
        ("withdraw_claim", S.AGREED, {"reason": "x"}),
        ("restore", S.WITHDRAWN, {"reason": "x"}),
        ("assign", S.AGREED, {"assignee": None}),
        ("require_assessments", S.OPEN, {"number": 2}),
    ],
)
def test_page_that_showed_another_revision_is_stale(
    cast: Any, name: str, status: S, arguments: dict[str, Any]
) -> None:
    claim = ClaimFactory(people=cast, status=status, assessments_required=2)
    given = {"settle": [assessment_given()], "sign_off": [sign_off_given()]}.get(name, [])
    move, editor, events = getattr(review, name), cast.editor, Event.objects.count()
    now = claim.revision

    for seen in (None, 0, -1, 1, now - 1, now + 1, 10**30):
        with pytest.raises(Stale) as error:
            move(claim, *given, **arguments, seen_revision=seen, by=editor)
        assert (error.value.seen, error.value.now) == (seen, now)

    claim.refresh_from_db()
    assert (claim.status, claim.revision, Event.objects.count()) == (status, now, events)


# The guard beneath the lock works even when nothing made the two writers wait for each other.


def test_write_that_compares_an_old_revision_updates_no_row(cast: Any) -> None:
    claim = ClaimFactory(people=cast)

    assert not Claim.objects.swap(claim.pk, seen_revision=claim.revision - 1, language="fr")
    assert not Claim.objects.swap(claim.pk, seen_revision=claim.revision + 1, language="fr")
    assert Claim.objects.swap(claim.pk, seen_revision=claim.revision, language="de")

    now = Claim.objects.get(pk=claim.pk)
    assert (now.language, now.revision) == ("de", claim.revision + 1)


@pytest.mark.parametrize("write", ["move", "touch"])
def test_workflow_does_not_overwrite_a_change_it_has_not_seen(cast: Any, write: str) -> None:
    claim = ClaimFactory(people=cast)
    old = Claim.objects.get(pk=claim.pk)
    review.assign(claim, cast.researcher, seen_revision=claim.revision, by=cast.editor)

    with pytest.raises(Stale):
        if write == "move":
            workflow.make(Move.WITHDRAW, Situation.load(old, cast.editor))
        else:
            workflow.touch(old, basis_changed=True)

    now = Claim.objects.get(pk=claim.pk)
    assert (now.status, now.revision, now.basis) == (S.OPEN, claim.revision, 1)


def test_move_leads_only_to_the_statuses_in_the_table(cast: Any) -> None:
    claim = ClaimFactory(people=cast, status=S.AGREED)
    with pytest.raises(ValueError, match="does not lead"):
        workflow.make(Move.SIGN_OFF, Situation.load(claim, cast.editor), to=S.OPEN)
