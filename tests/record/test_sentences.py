"""Every Event in words: what somebody did, to what, and each value before and after."""

from typing import Any

import pytest

from claims.actions import accounts as account_actions
from claims.actions import articles as article_actions
from claims.actions import claims as claim_actions
from claims.actions import desk, evidence, review, sources
from claims.actions import questions as question_actions
from claims.actions.desk import DeskDetails, RatingDetails
from claims.actions.imports import import_articles, read_rows
from claims.actions.sources import SourceDetails
from claims.enums import (
    AttributionKind,
    ClaimStatus,
    LinkKind,
    PolicyLevel,
    PolicyRule,
    RatingCode,
    Role,
    SourceKind,
    Verb,
    VerdictChange,
)
from claims.given import AppearanceGiven, ArticleGiven, ArticleRow, ClaimGiven, Step, pasted
from claims.models import ClaimLink, Desk, Event
from claims.reads.record.record_page import record_page
from claims.reads.record.sentences import SENTENCES
from tests.factories import (
    ArticleFactory,
    ClaimFactory,
    EvidenceFactory,
    SourceFactory,
    assess,
    assessment_given,
    body,
    change_account,
    sign_off,
    walk_to,
)

pytestmark = pytest.mark.any_database


def said() -> str:
    """The newest Event, without who did it."""
    return record_page().events[0].words


def values() -> dict[str, tuple[str, str]]:
    return {
        change.name: (change.before, change.after) for change in record_page().events[0].changes
    }


def test_every_verb_has_a_sentence_with_its_person_and_object() -> None:
    assert set(SENTENCES) == set(Verb)
    assert all(text.count("{who}") == text.count("{it}") == 1 for text in SENTENCES.values())


def test_accounts(cast: Any) -> None:
    maria = account_actions.create_user("maria", roles=[Role.REVIEWER], by=cast.admin)
    assert said() == "created the account ‘maria’ · reviewer"
    change_account(maria, roles=[Role.EDITOR, Role.ADMIN], is_active=False, by=cast.admin)
    assert said() == "changed the account ‘maria’ · active, roles"
    assert values() == {"roles": ("reviewer", "admin; editor"), "active": ("yes", "no")}


def test_sources_and_questions(cast: Any) -> None:
    by = cast.researcher
    parent = SourceFactory(by=by, name="Ministry")
    source = SourceFactory(by=by, name="Port Office", kind=SourceKind.OFFICIAL_BODY)
    assert said() == "added the source ‘Port Office’"
    assert values()["kind"] == ("", "official body")
    details = SourceDetails(
        "Harbour Office", SourceKind.OFFICIAL_BODY, parent=parent, parent_relation="speaks_for"
    )
    sources.change_source(source, details, seen_revision=source.revision, by=by)
    assert said() == "changed the source ‘Harbour Office’ · name, parent, relation to the parent"
    assert values() == {
        "name": ("Port Office", "Harbour Office"),
        "parent": ("none", "Ministry"),
        "relation to the parent": ("none", "speaks for"),
    }
    question = question_actions.add_question("Sold?", by=by)
    assert said() == "added the question ‘Sold?’"
    question_actions.change_question(
        question, text="Sold or not?", note="", stakes=(), seen_revision=question.revision, by=by
    )
    assert said() == "changed the question ‘Sold or not?’ · text"


def test_articles(cast: Any) -> None:
    by = cast.researcher
    article = ArticleFactory(by=by, headline="Cranes stay")
    assert said() == f"added article {article.pk}: ‘Cranes stay’"
    article_actions.correct_article(
        article,
        ArticleGiven(article.publisher, "Cranes go"),
        seen_revision=article.revision,
        by=by,
    )
    assert said() == f"changed article {article.pk}: ‘Cranes go’ · headline"
    rows = [
        ArticleRow(n, "", pasted(body(n + 500)), ArticleGiven(headline=f"Batch {n}"))
        for n in range(3)
    ]
    first = import_articles(*read_rows([rows]), by=None)[0].row
    assert first is not None
    assert said() == f"imported articles, starting with article {first.pk}: ‘Batch 0’ · 3 articles"
    assert values()["articles"] == ("", "Batch 0; Batch 1; Batch 2")


def test_page_boilerplate(cast: Any) -> None:
    text = "\n\n".join([body(1), "Read more: Harbour fair opens", "Subscribe to our newsletter"])
    article = ArticleFactory(by=cast.researcher, text=text, headline="Cranes stay")
    start, end = article.snapshot.boilerplate[0]
    article_actions.put_back(article, start, end, by=cast.researcher)
    assert (
        said()
        == f"put text back into article {article.pk}: ‘Cranes stay’ that was taken for page boilerplate"
    )


def test_claims(cast: Any) -> None:
    by, people = cast.researcher, cast
    claim = ClaimFactory(people=people, statement="It is so.")
    it = f"claim {claim.pk}: ‘It is so.’"
    assert said() == f"added {it}"
    claim_actions.change_claim(
        claim,
        ClaimGiven("It is not so.", "factual", "en"),
        seen_revision=claim.revision,
        by=by,
    )
    it = f"claim {claim.pk}: ‘It is not so.’"
    assert said() == f"changed {it} · language, statement"
    assert values() == {"statement": ("It is so.", "It is not so."), "language": ("none", "en")}
    review.assign(claim, cast.reviewer1, seen_revision=claim.revision, by=cast.editor)
    assert said() == f"assigned {it} · to reviewer1"
    other = ClaimFactory(people=people, statement="Another.")
    claim_actions.link_claims(claim, LinkKind.CONTRADICTS, other, by=by)
    assert said() == f"linked {it} to another claim · contradicts claim {other.pk}: ‘Another.’"
    claim_actions.unlink_claims(ClaimLink.objects.get(), by=by, reason="Mistaken.")
    assert (
        said()
        == f"removed a link from {it} to another claim · contradicts claim {other.pk}: ‘Another.’"
    )
    article = ArticleFactory(by=by)
    step = Step(AttributionKind.REPORTED, article.publisher)
    given = claim_actions.read_appearance(
        AppearanceGiven(article, "two of them were to be sold", (step,))
    )
    appearance = claim_actions.add_appearance(claim, given, by=by)
    assert said() == f"added an appearance of {it}"
    claim.refresh_from_db()
    claim_actions.change_appearance(
        appearance,
        claim_actions.read_appearance(AppearanceGiven(article, "it would oppose one", (step,))),
        seen_revision=claim.revision,
        by=by,
    )
    assert said() == f"changed an appearance of {it} · quote"


def test_evidence(cast: Any) -> None:
    claim = ClaimFactory(people=cast, statement="It is so.", status=ClaimStatus.IN_REVIEW)
    it = f"claim {claim.pk}: ‘It is so.’"
    gazette = SourceFactory(by=cast.researcher, name="Gazette")
    row = EvidenceFactory(claim=claim, by=cast.researcher, seen_in=gazette)
    assert (
        said()
        == f"added evidence to {it} · evidence {row.pk} · corroborates · seen in Gazette · round 2 began"
    )
    assert values()["how the original source is named"] == ("", "its own reporting")
    evidence.withdraw_evidence(
        row, seen_revision=row.revision, reason="A hoax.", by=cast.researcher
    )
    assert said() == f"withdrew evidence from {it} · evidence {row.pk}"
    assert record_page().events[0].reason == "A hoax."


def test_review(cast: Any) -> None:
    claim = ClaimFactory(people=cast, statement="It is so.", status=ClaimStatus.IN_REVIEW)
    it = f"claim {claim.pk}: ‘It is so.’"
    assert said() == f"assessed {it} · round 1"
    assess(claim, cast.reviewer2, RatingCode.SUPPORTED)
    assert said() == f"assessed {it} · round 1 is complete · reviewers disagree"
    claim.refresh_from_db()
    review.settle(claim, assessment_given(), seen_revision=claim.revision, by=cast.reviewer3)
    assert said() == f"settled the disagreement on {it} · Not enough evidence"
    sign_off(claim, cast.editor)
    assert said() == f"signed off {it} · Not enough evidence · version 1"
    claim.refresh_from_db()
    review.reopen(claim, reason="A letter.", seen_revision=claim.revision, by=cast.editor)
    assert said() == f"reopened {it} · round 2 began"
    assess(claim, cast.reviewer1)
    claim.refresh_from_db()
    review.return_to_open(
        claim, comment="Look again.", seen_revision=claim.revision, by=cast.editor
    )
    assert said() == f"returned {it} to open · ‘Look again.’ · round 3 began"
    walk_to(ClaimStatus.AGREED, claim, cast)
    sign_off(claim, cast.editor, change=VerdictChange.CONFIRMATION, reason="It stands.")
    assert (
        said() == f"signed off {it} · Not enough evidence · version 2 · "
        "confirmation: checked again, nothing changed"
    )
    other = ClaimFactory(people=cast, statement="The same.")
    claim.refresh_from_db()
    review.withdraw_claim(claim, duplicate_of=other, seen_revision=claim.revision, by=cast.editor)
    assert (
        said() == f"withdrew {it} · the same as claim {other.pk}: ‘The same.’ · "
        "the verdict is retracted (version 3)"
    )
    review.restore(claim, reason="Not the same.", seen_revision=claim.revision, by=cast.editor)
    assert said() == f"restored {it} · round 4 began"


def test_comment_held_back_in_a_blind_round_is_not_shown(cast: Any) -> None:
    claim = ClaimFactory(people=cast, statement="It is so.", status=ClaimStatus.IN_REVIEW)
    review.comment(claim, "Open to all.", by=cast.researcher)
    assert said() == f"commented on claim {claim.pk}: ‘It is so.’ · ‘Open to all.’"
    review.comment(claim, "I found it refuted.", by=cast.reviewer1)
    assert "refuted" not in said()
    assert "held back" in said()


def test_the_desk_and_its_ratings(cast: Any) -> None:
    details = RatingDetails("satire", "Satire", "It was a joke.")
    satire = desk.add_rating(details, by=cast.admin)
    assert said() == "added the rating ‘Satire’"
    desk.change_rating(
        satire,
        RatingDetails("satire", "A joke", "It was a joke."),
        seen_revision=satire.revision,
        by=cast.admin,
    )
    assert said() == "changed the rating ‘A joke’ · label"
    row = Desk.objects.get()
    levels = {rule: row.level(rule) for rule in PolicyRule} | {
        PolicyRule.TWO_ORIGINS: PolicyLevel.WARN
    }
    desk.change_desk(
        DeskDetails(2, True, levels), seen_revision=row.revision, by=cast.admin, reason="Small."
    )
    assert said().startswith("changed the desk’s policy · ")
    assert values() == {
        f"rule: {PolicyRule.TWO_ORIGINS.label}": ("block", "warn"),
        "assessments required": ("1", "2"),
        "one-person desk": ("no", "yes"),
    }


def test_long_name_is_shortened_and_long_list_is_counted(cast: Any) -> None:
    ClaimFactory(people=cast, statement="word " * 100)
    assert len(said()) < 160
    assert said().endswith("…’")
    rows = [ArticleRow(n, "", pasted(body(n + 900))) for n in range(25)]
    import_articles(*read_rows([rows]), by=None)
    assert values()["articles"][1].endswith("and 5 more")


@pytest.mark.django_db
def test_record_page_shows_every_event(cast: Any) -> None:
    """Each of the tests above plays its verbs through the actions; here the page of the whole is read."""
    for status in ClaimStatus:
        ClaimFactory(people=cast, status=status)
    assert [line.event for line in record_page().events] == list(Event.objects.all()[:50])
