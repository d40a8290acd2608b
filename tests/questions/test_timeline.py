"""A question's timeline has a row for each date and a lane for each voice, and never invents a date."""

from typing import Any

import pytest

from claims.actions import claims as claim_actions
from claims.actions import evidence, review
from claims.actions import questions as question_actions
from claims.enums import (
    AttributionKind,
    BearsOn,
    ClaimKind,
    EvidenceKind,
    OriginKind,
    ParentRelation,
    Party,
    Stance,
)
from claims.given import AppearanceGiven, ClaimGiven, Step
from claims.models import Article, Claim, ImpreciseDate, Question, Source, Stake
from claims.reads.questions.timeline import Timeline, timeline_of
from tests.articles.pages import text_of
from tests.factories import ArticleFactory, EvidenceFactory, SourceFactory

QUOTE = "two of them were to be sold"
K = AttributionKind


@pytest.fixture
def voices(cast: Any) -> dict[str, Source]:
    by = cast.researcher
    state = SourceFactory(by=by, name="State")
    under = {"parent": state, "parent_relation": ParentRelation.SPEAKS_FOR}
    return {
        "State": state,
        "Spokesman": SourceFactory(by=by, name="Spokesman", **under),
        "Union": SourceFactory(by=by, name="Union"),
        "Gazette": SourceFactory(by=by, name="Gazette"),
    }


@pytest.fixture
def question(cast: Any, voices: dict[str, Source]) -> Question:
    stakes = [
        Stake(source=voices["State"], party=Party.PARTY, side="Owner"),
        Stake(source=voices["Gazette"], party=Party.INDEPENDENT),
    ]
    return question_actions.add_question("Sold?", by=cast.researcher, stakes=stakes)


@pytest.fixture
def article(cast: Any, voices: dict[str, Source]) -> Article:
    return ArticleFactory(by=cast.researcher, publisher=voices["Gazette"])


@pytest.fixture
def extract(cast: Any, question: Question, article: Article) -> Any:
    def extract(statement: str, *chain: Step, said_on: str = "", words: str = "") -> Claim:
        given = ClaimGiven(
            statement,
            ClaimKind.FACTUAL,
            said_on=ImpreciseDate.parse(said_on, words),
            questions=(question,),
        )
        appearance = claim_actions.read_appearance(AppearanceGiven(article, QUOTE, chain))
        return claim_actions.add_claim(
            given, by=cast.researcher, appearance=appearance, separate=True
        )

    return extract


def entries_of(timeline: Timeline) -> list[tuple[str, str, str, str]]:
    """Return each entry as (date, lane, what a voice did, carriers)."""
    return [
        (row.when or row.days, lane.name, str(said.sentence), "; ".join(entry.through))
        for row in (*timeline.dated, *timeline.undated)
        for lane, cell in row.cells
        for said in cell
        for entry in said.entries
    ]


def test_last_voice_is_the_speaker_and_earlier_voices_are_carriers(
    question: Question, voices: dict[str, Source], extract: Any
) -> None:
    extract(
        "The cranes are sold.",
        Step(K.REPORTED, voices["Gazette"]),
        Step(K.SAID, voices["Union"]),
        Step(K.DENIED, voices["Spokesman"]),
        said_on="2025-04-03",
    )
    timeline = timeline_of(question)
    assert entries_of(timeline) == [
        ("3 April 2025", "State", "Spokesman denied", "Gazette ‹ Union")
    ]
    assert [(lane.name, lane.party, lane.sides) for lane in timeline.lanes] == [
        ("State", Party.PARTY, ("Owner",))
    ]


def test_dates_are_sorted_by_earliest_day_and_undated_entries_come_last(
    question: Question, voices: dict[str, Source], extract: Any
) -> None:
    for said_on, words in (
        ("", "a Thursday"),
        ("2025-04", ""),
        ("", ""),
        ("2025-03-20/2025-04-05", "last week"),
        ("../2025-03-01", "before March"),
        ("", "that Monday"),
        ("2025-04", "in April"),
    ):
        extract("It is sold.", Step(K.SAID, voices["Union"]), said_on=said_on, words=words)
    timeline = timeline_of(question)
    assert [(m.days, m.when) for m in timeline.dated] == [
        ("by 1 March 2025", "before March"),
        ("20 March to 5 April 2025", "last week"),
        ("April 2025", ""),
        ("April 2025", "in April"),
    ]
    assert [m.when for m in timeline.undated] == ["a Thursday", "no date printed", "that Monday"]


def test_date_of_the_last_step_is_preferred_to_the_date_of_the_claim(
    question: Question, voices: dict[str, Source], extract: Any
) -> None:
    step = Step(K.SAID, voices["Union"], date=ImpreciseDate.parse("2025-04-02"))
    extract("It is sold.", step, said_on="2025-04-09")
    assert [m.days for m in timeline_of(question).dated] == ["2 April 2025"]


def test_voice_repeated_in_two_articles_is_shown_once(
    cast: Any, question: Question, voices: dict[str, Source], extract: Any
) -> None:
    union = Step(K.SAID, voices["Union"])
    claim = extract("It is sold.", Step(K.REPORTED, voices["Gazette"]), union)
    other = ArticleFactory(by=cast.researcher)
    chain = (Step(K.REPORTED, other.publisher), union)
    claim_actions.add_appearance(
        claim,
        claim_actions.read_appearance(AppearanceGiven(other, QUOTE, chain)),
        by=cast.researcher,
    )
    [line] = entries_of(timeline_of(question))
    assert line[-1] == f"Gazette; {other.publisher.name}"


def test_unnamed_voices_share_the_last_lane(
    question: Question, voices: dict[str, Source], extract: Any
) -> None:
    extract("One.", Step(K.REPORTED, voices["Gazette"]), Step(K.SAID, label="a docker"))
    extract("Two.", Step(K.SAID, voices["State"], label="an official"))
    extract("Three.")
    timeline = timeline_of(question)
    assert [lane.name for lane in timeline.lanes] == ["State", "Nobody named"]
    assert [(lane, said) for _, lane, said, _ in entries_of(timeline)] == [
        ("State", "an official (State) said"),
        ("Nobody named", "a docker said"),
        ("Nobody named", "No speaker is named"),
    ]


def test_evidence_is_shown_without_copies_and_withdrawn_evidence(
    cast: Any, question: Question, voices: dict[str, Source], extract: Any
) -> None:
    by = cast.researcher
    claim = extract("It is sold.", Step(K.SAID, voices["Union"]), said_on="2025-04-01")
    first = EvidenceFactory(
        claim=claim,
        by=by,
        stance=Stance.CONTRADICTS,
        kind=EvidenceKind.DENIAL,
        bears_on=BearsOn.PART,
        seen_in=voices["Gazette"],
        origin_kind=OriginKind.NAMED,
        origin=voices["State"],
        heard_via=voices["Spokesman"],
        published=ImpreciseDate.parse("2025-04-02"),
    )
    EvidenceFactory(claim=claim, by=by, derived_from=first)
    gone = EvidenceFactory(claim=claim, by=by)
    evidence.withdraw_evidence(gone, seen_revision=1, reason="a hoax", by=by)
    desk = Source.objects.this_desk()
    searched = {"kind": EvidenceKind.NOTHING_FOUND, "searched": "the register of sales"}
    context = {"stance": Stance.CONTEXT, "seen_in": desk} | searched
    EvidenceFactory(claim=claim, by=by, **context)
    asked = {"kind": EvidenceKind.NO_REPLY, "stance": Stance.CONTEXT, "seen_in": voices["Union"]}
    EvidenceFactory(claim=claim, by=by, origin_kind=OriginKind.NOT_STATED, **asked)
    hidden = {"origin_kind": OriginKind.NOT_STATED, "seen_in": voices["Gazette"]}
    EvidenceFactory(claim=claim, by=by, **hidden)

    timeline = timeline_of(question)
    assert entries_of(timeline) == [
        ("1 April 2025", "Union", "Union said", ""),
        ("2 April 2025", "State", "State denied", "Gazette ‹ Spokesman"),
        ("no date printed", "Union", "Union asked and got no reply", ""),
        ("no date printed", desk.name, f"{desk.name} searched and found nothing", ""),
        ("no date printed", "Nobody named", "The original source is not stated", "Gazette"),
    ]
    denial = timeline.dated[1].cells[0][1][0].entries[0]
    assert (denial.stance, denial.bears_on, denial.fragment) == (
        Stance.CONTRADICTS,
        "a part of the claim",
        f"#e{first.pk}",
    )


def test_withdrawn_claim_is_not_on_the_timeline(
    cast: Any, question: Question, voices: dict[str, Source], extract: Any
) -> None:
    claim = extract("It is sold.", Step(K.SAID, voices["Union"]))
    review.withdraw_claim(claim, reason="x", seen_revision=claim.revision, by=cast.editor)
    assert timeline_of(question).lanes == ()


def test_page_shows_a_table_whose_cells_name_their_lane(
    login: Any, question: Question, voices: dict[str, Source], extract: Any
) -> None:
    claim = extract("The cranes are sold.", Step(K.DENIED, voices["State"]), said_on="2025-04-03")
    page = text_of(login("reader").get(f"/questions/{question.pk}/"))
    for words in (
        "<caption>",
        '<th scope="col">When</th>',
        'data-label="State"',
        "side: <bdi>Owner</bdi>",
        f'href="/claims/{claim.pk}/"',
    ):
        assert words in page
