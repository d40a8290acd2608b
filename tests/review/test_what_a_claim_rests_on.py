"""A correction elsewhere can change what a claim rests on, which makes a sign-off from an older page stale."""

from collections.abc import Callable
from typing import Any

import pytest

from claims.actions import articles as article_actions
from claims.actions import questions as question_actions
from claims.actions import review, sources
from claims.enums import ClaimStatus, ParentRelation, Party
from claims.errors import Stale
from claims.given import ArticleGiven, SourceDetails
from claims.models import Article, Claim, Source, Stake
from tests.factories import (
    ArticleFactory,
    ClaimFactory,
    EvidenceFactory,
    SourceFactory,
    sign_off_given,
    walk_to,
)


@pytest.fixture
def agreed(cast: Any) -> Claim:
    """Return a claim ready for sign-off, with evidence from an article that copies a copy."""
    by = cast.researcher
    original = ArticleFactory(by=by)
    copy = ArticleFactory(by=by, republishes_article=original)
    second_copy = ArticleFactory(by=by, republishes_article=copy)
    question = question_actions.add_question("Will the cranes be sold?", by=by)
    claim = ClaimFactory(people=cast, questions=(question,))
    EvidenceFactory(claim=claim, by=by, article=second_copy, seen_in=second_copy.publisher)
    return walk_to(ClaimStatus.AGREED, claim, cast)


def change_source(source: Source, by: Any, **changes: Any) -> None:
    source.refresh_from_db()
    details = SourceDetails(name=source.name, kind=source.kind, **changes)
    sources.change_source(source, details, seen_revision=source.revision, by=by)


def give_the_source_an_owner(claim: Claim, by: Any) -> None:
    owner = SourceFactory(by=by)
    source = claim.evidence.get().seen_in
    change_source(source, by, parent=owner, parent_relation=ParentRelation.OWNED_BY)


def make_the_owners_owner_a_party(claim: Claim, by: Any) -> None:
    give_the_source_an_owner(claim, by)
    claim.refresh_from_db()
    change_source(claim.evidence.get().seen_in.parent, by, party=Party.PARTY)


def add_stake(claim: Claim, by: Any) -> None:
    question = claim.questions.get()
    stake = Stake(source=claim.evidence.get().seen_in, party=Party.PARTY)
    question_actions.change_question(
        question, text=question.text, note="", stakes=[stake], seen_revision=1, by=by
    )


def make_the_original_a_copy(claim: Claim, by: Any) -> None:
    original = Article.objects.order_by("pk").first()
    given = ArticleGiven(publisher=original.publisher, republishes_source=SourceFactory(by=by))
    article_actions.correct_article(original, given, seen_revision=original.revision, by=by)


def change_nothing(claim: Claim, by: Any) -> None:
    """Change nothing, to show that the same set-up can be signed."""


def note_only_a_reliability(claim: Claim, by: Any) -> None:
    change_source(claim.evidence.get().seen_in, by, reliability_reason="Known for years.")


@pytest.mark.parametrize(
    "correct",
    [
        give_the_source_an_owner,
        make_the_owners_owner_a_party,
        add_stake,
        make_the_original_a_copy,
    ],
)
def test_sign_off_is_stale_when_what_the_claim_rests_on_was_corrected(
    agreed: Claim, cast: Any, correct: Callable[[Claim, Any], None]
) -> None:
    seen = agreed.revision
    correct(agreed, cast.researcher)
    with pytest.raises(Stale):
        review.sign_off(agreed, sign_off_given(), seen_revision=seen, by=cast.editor)


@pytest.mark.parametrize("correct", [change_nothing, note_only_a_reliability])
def test_correction_that_does_not_change_the_count_does_not_make_a_sign_off_stale(
    agreed: Claim, cast: Any, correct: Callable[[Claim, Any], None]
) -> None:
    seen = agreed.revision
    correct(agreed, cast.researcher)
    review.sign_off(agreed, sign_off_given(), seen_revision=seen, by=cast.editor)
    agreed.refresh_from_db()
    assert agreed.status == ClaimStatus.SIGNED_OFF
