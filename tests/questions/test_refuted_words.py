"""Words that a signed verdict refuted leave their alleged speaker, and every entry shows its claim's verdict."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims.actions import claims as claim_actions
from claims.actions import questions as question_actions
from claims.actions import review
from claims.enums import (
    AttributionKind,
    ClaimKind,
    EvidenceKind,
    LinkKind,
    OriginKind,
    ParentRelation,
    PolicyLevel,
    PolicyRule,
    RatingCode,
    Stance,
)
from claims.given import AppearanceGiven, ClaimGiven, Step
from claims.models import Article, Claim, Question, Source
from claims.reads.questions.timeline import TimelineEntry, timeline_of
from claims.reads.sources.source_words import SourceWords
from tests.articles.pages import text_of
from tests.factories import ArticleFactory, EvidenceFactory, SourceFactory, assess, sign_off
from tests.review.steps import set_desk

pytestmark = pytest.mark.any_database

QUOTE = "two of them were to be sold"
K = AttributionKind


@pytest.fixture
def voices(cast: Any) -> dict[str, Source]:
    """Without policy: what a verdict needs is not the matter here."""
    set_desk(cast, **{rule.value: PolicyLevel.OFF for rule in PolicyRule})
    by = cast.researcher
    state = SourceFactory(by=by, name="State")
    under = {"parent": state, "parent_relation": ParentRelation.SPEAKS_FOR}
    return {
        "State": state,
        "Spokesman": SourceFactory(by=by, name="Spokesman", **under),
        "Wire": SourceFactory(by=by, name="Wire"),
        "Gazette": SourceFactory(by=by, name="Gazette"),
    }


@pytest.fixture
def question(cast: Any, voices: dict[str, Source]) -> Question:
    return question_actions.add_question("Sold?", by=cast.researcher)


@pytest.fixture
def article(cast: Any, voices: dict[str, Source]) -> Article:
    return ArticleFactory(by=cast.researcher, publisher=voices["Gazette"])


@pytest.fixture
def extract(cast: Any, question: Question, article: Article, voices: dict[str, Source]) -> Any:
    """Return `extract("Gazette reported, State said")`, which adds a quote check with that chain."""

    def extract(
        chain: str, kind: ClaimKind = ClaimKind.QUOTE, place: Article | None = article
    ) -> Claim:
        steps = [step.rsplit(" ", 1) for step in chain.split(", ")]
        given = AppearanceGiven(
            place,
            QUOTE,
            tuple(
                Step(K(did), voices.get(name), "" if name in voices else name)
                for name, did in steps
            ),
        )
        return claim_actions.add_claim(
            ClaimGiven(f"Crane {Claim.objects.count()} is sold.", kind, questions=(question,)),
            by=cast.researcher,
            appearance=claim_actions.read_appearance(given),
            separate=True,
        )

    return extract


@pytest.fixture
def sign(cast: Any) -> Any:
    def sign(claim: Claim, rating: RatingCode = RatingCode.REFUTED) -> Claim:
        EvidenceFactory(claim=claim, by=cast.researcher, stance=Stance.CONTRADICTS)
        assess(claim, cast.reviewer1, rating)
        sign_off(claim, cast.editor)
        claim.refresh_from_db()
        return claim

    return sign


def said_of(question: Question, claim: Claim) -> list[tuple[str, str, TimelineEntry]]:
    """Return where the timeline has what was said: the lane, the sentence and the entry, without evidence."""
    timeline = timeline_of(question)
    return [
        (lane.name, str(said.sentence), entry)
        for row in (*timeline.dated, *timeline.undated)
        for lane, cell in row.cells
        for said in cell
        for entry in said.entries
        if entry.claim == claim.pk and not entry.stance
    ]


PRINTED = "Gazette printed words attributed to {}"


# The chain, and what is in the lane of the gazette: the sentence, and the voices it is said to have come through.
PRINTED_WORDS = {
    "Gazette reported, State said": (PRINTED.format("State"), []),
    "Spokesman confirmed": (PRINTED.format("Spokesman"), []),
    # That the wire passed it on is the gazette's word alone.
    "Gazette reported, Wire reported, State said": (PRINTED.format("State"), ["Wire"]),
    "Gazette reported, a docker said": (PRINTED.format("a docker"), []),
}


def test_refuted_quotation_is_a_statement_of_whoever_printed_it(
    question: Question, extract: Any, sign: Any
) -> None:
    for chain, expected in PRINTED_WORDS.items():
        claim = sign(extract(chain))
        [(lane, sentence, entry)] = said_of(question, claim)
        assert (lane, (sentence, entry.through)) == ("Gazette", expected)
        assert entry.not_said and entry.not_said.quote_check == claim.pk


def test_without_a_publisher_it_is_that_of_the_nearest_voice(
    question: Question, extract: Any, sign: Any
) -> None:
    for chain, expected in (("Wire reported, State said", "Wire"), ("State said", "Nobody named")):
        [(lane, _, entry)] = said_of(question, sign(extract(chain, place=None)))
        assert (lane, bool(entry.not_said)) == (expected, True)


def test_other_ratings_leave_the_words_with_their_speaker(
    question: Question, extract: Any, sign: Any
) -> None:
    for rating in set(RatingCode) - {RatingCode.REFUTED}:
        claim = sign(extract("Gazette reported, State said"), rating)
        [(lane, _, entry)] = said_of(question, claim)
        assert (lane, entry.not_said, entry.mark.code) == ("State", None, rating)


def test_refuted_factual_claim_was_said_all_the_same(
    question: Question, extract: Any, sign: Any
) -> None:
    claim = sign(extract("Gazette reported, State said", ClaimKind.FACTUAL))
    [(lane, _, entry)] = said_of(question, claim)
    assert (lane, entry.not_said, entry.mark.code) == ("State", None, RatingCode.REFUTED)


def test_the_same_words_are_no_statement_on_the_factual_claim_either(
    cast: Any, question: Question, extract: Any, sign: Any
) -> None:
    quote_check = extract("Gazette reported, State said")
    fact = extract("Gazette reported, State said", ClaimKind.FACTUAL)
    # Elsewhere it may well have said so.
    elsewhere = AppearanceGiven(
        ArticleFactory(by=cast.researcher), QUOTE, (Step(K.SAID, Source.objects.named("State")),)
    )
    claim_actions.add_appearance(fact, claim_actions.read_appearance(elsewhere), by=cast.researcher)
    claim_actions.link_claims(quote_check, LinkKind.REPORTS, fact, by=cast.researcher)
    assert [lane for lane, _, _ in said_of(question, fact)] == ["State"]
    sign(quote_check)
    found = {lane: entry.not_said for lane, _, entry in said_of(question, fact)}
    assert found["State"] is None
    assert found["Gazette"] and found["Gazette"].quote_check == quote_check.pk
    words = SourceWords(Source.objects.named("State"))
    assert [line.row.pk for line in words.said] == [fact.pk]
    assert [line.row.pk for line in words.refuted] == [fact.pk, quote_check.pk]


def test_evidence_that_repeats_a_refuted_quotation_is_that_of_where_it_was_seen(
    cast: Any, question: Question, voices: dict[str, Source], extract: Any, sign: Any
) -> None:
    claim = extract("Gazette reported, State said")
    named = {
        "origin_kind": OriginKind.NAMED,
        "origin": voices["Spokesman"],
        "seen_in": voices["Wire"],
    }
    EvidenceFactory(claim=claim, by=cast.researcher, **named)
    denial = {"stance": Stance.CONTRADICTS, "kind": EvidenceKind.DENIAL}
    EvidenceFactory(claim=claim, by=cast.researcher, **(named | denial))

    def lanes() -> dict[str, list[tuple[str, bool]]]:
        (row,) = timeline_of(question).undated
        return {
            lane.name: [
                (str(said.sentence), bool(entry.not_said))
                for said in cell
                for entry in said.entries
                if entry.stance
            ]
            for lane, cell in row.cells
        }

    assert lanes()["State"] == [("Spokesman said", False), ("Spokesman denied", False)]
    sign(claim)
    found = lanes()
    assert found["State"] == [("Spokesman denied", False)]
    assert found["Wire"] == [("Wire printed words attributed to Spokesman", True)]


def test_entry_shows_what_was_signed_and_nothing_of_open_assessments(
    cast: Any, question: Question, extract: Any, sign: Any
) -> None:
    claim = extract("Gazette reported, State said")
    review.require_assessments(claim, 2, seen_revision=claim.revision, by=cast.editor)
    EvidenceFactory(claim=claim, by=cast.researcher)

    def mark() -> tuple[bool, str, bool, bool]:
        [(_, _, entry)] = said_of(question, claim)
        found = entry.mark
        return found.is_unchecked, found.code, found.is_under_review, found.is_retracted

    assess(claim, cast.reviewer1, RatingCode.SUPPORTED)
    assert mark() == (True, "", False, False)
    assess(claim, cast.reviewer2, RatingCode.SUPPORTED)
    assert mark() == (True, "", False, False)
    sign_off(claim, cast.editor)
    assert mark() == (False, "supported", False, False)
    claim.refresh_from_db()
    review.reopen(claim, reason="A new document.", seen_revision=claim.revision, by=cast.editor)
    assess(claim, cast.reviewer1, RatingCode.REFUTED)
    assert mark() == (False, "supported", True, False)


def test_withdrawn_and_restored_claim_says_that_its_verdict_was_retracted(
    cast: Any, question: Question, extract: Any, sign: Any
) -> None:
    claim = sign(extract("Gazette reported, State said"))
    review.withdraw_claim(
        claim, reason="A mistake of ours.", seen_revision=claim.revision, by=cast.editor
    )
    claim.refresh_from_db()
    review.restore(claim, reason="It was none.", seen_revision=claim.revision, by=cast.editor)
    [(lane, _, entry)] = said_of(question, claim)
    # Nothing signed says any more that it was not said.
    assert (lane, entry.not_said, entry.mark.is_retracted) == ("State", None, True)


def test_source_page_keeps_refuted_words_apart_and_lists_them_for_whoever_printed_them(
    cast: Any, voices: dict[str, Source], extract: Any, sign: Any
) -> None:
    refuted = sign(extract("Wire reported, State said"))
    open_one = extract("Wire reported, State said")

    def lists(name: str) -> tuple[list[Any], list[Any]]:
        words = SourceWords(voices[name])
        return (
            [(line.row.pk, line.part.did, bool(line.part.not_said)) for line in words.said],
            [(line.row.pk, [s.name for s in line.part.printers]) for line in words.refuted],
        )

    assert lists("State") == ([(open_one.pk, ("said",), False)], [(refuted.pk, ["Gazette"])])
    assert lists("Wire") == ([(open_one.pk, ("reported",), False)], [(refuted.pk, ["Gazette"])])
    assert lists("Gazette") == ([(refuted.pk, ("printed",), True)], [])
    assert lists("Spokesman") == ([], [])


def test_pages_strike_refuted_words_and_name_who_did_not_say_so(
    login: Any, question: Question, voices: dict[str, Source], extract: Any, sign: Any
) -> None:
    claim = sign(extract("Gazette reported, State said"))
    client = login("reader")
    verdict = f"/claims/{claim.pk}/#verdict-{claim.verdict_id}"
    for url in (
        f"/questions/{question.pk}/",
        f"/sources/{voices['State'].pk}/",
        f"/sources/{voices['Gazette'].pk}/",
    ):
        page = text_of(client.get(url))
        assert '<s class="not-own">' in page and 'class="not-said"' in page and verdict in page


def test_queries_do_not_grow_with_refuted_words(
    question: Question, voices: dict[str, Source], extract: Any, sign: Any
) -> None:
    def cost() -> tuple[int, ...]:
        found = []
        for read in (
            lambda: timeline_of(question),
            lambda: SourceWords(voices["State"]).said,
            lambda: SourceWords(voices["State"]).refuted,
            lambda: SourceWords(voices["Gazette"]).said,
        ):
            with CaptureQueriesContext(connection) as queries:
                assert read()
            found.append(len(queries))
        return tuple(found)

    def add() -> None:
        sign(extract("Gazette reported, State said"))
        sign(extract("Gazette reported, State said"), RatingCode.SUPPORTED)

    add()
    with_one = cost()
    add()
    add()
    assert cost() == with_one
