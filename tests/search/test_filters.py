"""Each filter alone and every pair of filters, compared with the same conditions on plain rows in Python."""

import datetime
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import combinations
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict
from django.test import TestCase

from claims.actions import captures as capture_actions
from claims.actions import questions as question_actions
from claims.actions import review
from claims.actions import suggestions as suggestion_actions
from claims.actions.articles import add_article
from claims.actions.claims import add_appearance, add_claim, read_appearance
from claims.actions.evidence import withdraw_evidence
from claims.enums import (
    AttributionKind,
    CaptureState,
    ClaimKind,
    ClaimStatus,
    DismissedAs,
    PolicyRule,
    RatingCode,
    Stance,
    SuggestionState,
)
from claims.forms.article_list import ArticleFilterForm
from claims.forms.claim_list import ClaimFilterForm
from claims.given import AppearanceGiven, ArticleGiven, ClaimGiven, Step
from claims.models import Article, Claim, ImpreciseDate, Question, Source, Suggestion
from claims.reads.articles import article_list
from claims.reads.claims import claim_list
from tests.conftest import Cast
from tests.factories import EvidenceFactory, SourceFactory, assess, read_paste, sign_off, walk_to
from tests.suggestions.texts import read_now

DAY = datetime.date
ANYWAY = {rule.value: "for the test alone" for rule in PolicyRule}
QUOTE = "The quay is closed until spring, the office said."


@dataclass(frozen=True)
class Wanted:
    """A claim as it is created, and as the conditions below check it."""

    statement: str
    language: str = ""
    said_on: str = ""
    seen_in: tuple[str, ...] = ()  # the publishers of its articles
    voices: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()
    stances: tuple[Stance, ...] = ()
    withdrawn_stance: Stance | None = None
    rating: RatingCode | None = None
    status: ClaimStatus = ClaimStatus.OPEN
    assignee: str = ""


C, X, N = Stance.CORROBORATES, Stance.CONTRADICTS, Stance.CONTEXT
SUPPORTED, UNCLEAR = RatingCode.SUPPORTED, RatingCode.NOT_ENOUGH_EVIDENCE
S = ClaimStatus

CLAIMS = [
    Wanted("The cranes leave the harbour.", "en", "2025-01-10", ("Gazette",), ("Master",), ("cranes",), (C,)),
    Wanted("The cranes stay in the harbour.", "EN", "2025-02", ("Gazette", "Courier"), ("Union",), ("cranes",), (X, N),
           assignee="reviewer1"),
    Wanted("Краны уходят из порта.", "ru", "2025-01-10/2025-03-05", ("Courier",), ("Master", "Union"), (), (C, X),
           rating=UNCLEAR, status=S.SIGNED_OFF),
    Wanted("The quay is closed.", "en", "../2025-01-31", (), (), ("cranes", "quay"), (N,), status=S.WITHDRAWN),
    Wanted("The quay is open.", "hy", "2025-03-01/..", ("Gazette",), (), ("quay",), (C,), withdrawn_stance=X,
           rating=SUPPORTED, status=S.SIGNED_OFF, assignee="reviewer1"),
    Wanted("Harbour dues rise.", "", "", ("Courier",), ("Union",), (), (C,), status=S.IN_REVIEW, assignee="reviewer1"),
    Wanted("Harbour dues fall.", "ru", "2025-02-14", (), (), ("quay",), (X,), rating=UNCLEAR, status=S.OPEN),
    Wanted("Nothing is known.", "", "2024", (), (), (), (), withdrawn_stance=C),
    Wanted("The cranes were sold.", "en", "2025-03-05", ("Gazette",), ("Master",), ("cranes",), (C,), rating=SUPPORTED,
           status=S.WITHDRAWN),
    Wanted("Порт закрыт.", "ru-Latn", "2025-02-28", ("Courier",), (), ("quay",), (N,), status=S.AGREED),
]  # fmt: skip

DATES = {w.said_on: ImpreciseDate.parse(w.said_on) for w in CLAIMS}


def touches(date: ImpreciseDate, since: DAY | None = None, until: DAY | None = None) -> bool:
    if not date.is_known:
        return False
    latest, earliest = date.latest or DAY.max, date.earliest or DAY.min
    return (since is None or latest >= since) and (until is None or earliest <= until)


Condition = Callable[[Wanted], bool]

# (filter, input, condition)
CLAIM_CONDITIONS: list[tuple[str, str, Condition]] = [
    ("q", "cranes", lambda w: "cranes" in w.statement),
    ("q", "cranes spring", lambda w: "cranes" in w.statement and bool(w.seen_in)),
    ("q", "кран", lambda w: "Краны" in w.statement),
    ("status", "open", lambda w: w.status == S.OPEN),
    ("status", "signed_off", lambda w: w.status == S.SIGNED_OFF),
    # A reopened verdict still matches its rating; a retracted one does not.
    ("rating", "supported", lambda w: w.rating == SUPPORTED and w.status != S.WITHDRAWN),
    ("rating", "not_enough_evidence", lambda w: w.rating == UNCLEAR),
    ("assignee", "reviewer1", lambda w: w.assignee == "reviewer1"),
    ("publisher", "gazette", lambda w: "Gazette" in w.seen_in),
    ("publisher", "Courier", lambda w: "Courier" in w.seen_in),
    ("speaker", "Master", lambda w: "Master" in w.voices),
    ("speaker", "Union", lambda w: "Union" in w.voices),
    ("question", "cranes", lambda w: "cranes" in w.questions),
    ("question", "quay", lambda w: "quay" in w.questions),
    ("stance", "corroborates", lambda w: C in w.stances),
    ("stance", "contradicts", lambda w: X in w.stances),
    ("language", "en", lambda w: w.language.lower() == "en"),
    ("language", "RU", lambda w: w.language == "ru"),
    ("since", "2025-02-14", lambda w: touches(DATES[w.said_on], since=DAY(2025, 2, 14))),
    ("since", "2025-03-05", lambda w: touches(DATES[w.said_on], since=DAY(2025, 3, 5))),
    ("until", "2025-01-31", lambda w: touches(DATES[w.said_on], until=DAY(2025, 1, 31))),
    ("until", "2025-02-28", lambda w: touches(DATES[w.said_on], until=DAY(2025, 2, 28))),
]


def alone_and_in_pairs(questions: list[tuple[str, str, Any]]) -> Iterator[tuple[Any, ...]]:
    yield from ((one,) for one in questions)
    yield from ((one, two) for one, two in combinations(questions, 2) if one[0] != two[0])


def query_dict(typed: dict[str, str]) -> QueryDict:
    return QueryDict(urlencode(typed))


@dataclass
class Maker:
    people: Any
    sources: dict[str, Source] = field(default_factory=dict)
    questions: dict[str, Question] = field(default_factory=dict)

    def source(self, name: str) -> Source:
        if name not in self.sources:
            self.sources[name] = SourceFactory(by=self.people.researcher, name=name)
        return self.sources[name]

    def question(self, text: str) -> Question:
        if text not in self.questions:
            self.questions[text] = question_actions.add_question(text, by=self.people.researcher)
        return self.questions[text]

    def claim(self, wanted: Wanted) -> Claim:
        people, by = self.people, self.people.researcher
        claim = add_claim(
            ClaimGiven(
                wanted.statement,
                ClaimKind.FACTUAL,
                wanted.language,
                DATES[wanted.said_on],
                questions=tuple(map(self.question, wanted.questions)),
            ),
            by=by,
        )
        chain = tuple(Step(AttributionKind.SAID, self.source(name)) for name in wanted.voices)
        for publisher in wanted.seen_in:
            article = add_article(read_paste(QUOTE), ArticleGiven(self.source(publisher)), by=by)
            add_appearance(
                claim, read_appearance(AppearanceGiven(article.article, QUOTE, chain)), by=by
            )
        for stance in wanted.stances:
            EvidenceFactory(claim=claim, by=by, stance=stance)
        if wanted.withdrawn_stance:
            self._withdraw(EvidenceFactory(claim=claim, by=by, stance=wanted.withdrawn_stance))
        if wanted.rating:
            assess(claim, people.reviewer2, wanted.rating)
            sign_off(claim, people.editor, overrides=ANYWAY)
            self._from_signed_to(wanted.status, claim)
        else:
            walk_to(wanted.status, claim, people)
        if wanted.assignee:
            claim.refresh_from_db()
            review.assign(
                claim,
                getattr(people, wanted.assignee),
                seen_revision=claim.revision,
                by=people.editor,
            )
        return claim

    def _withdraw(self, evidence: Any) -> None:
        withdraw_evidence(
            evidence,
            reason="by mistake",
            seen_revision=evidence.revision,
            by=self.people.researcher,
        )

    def _from_signed_to(self, status: ClaimStatus, claim: Claim) -> None:
        claim.refresh_from_db()
        seen = {"seen_revision": claim.revision, "by": self.people.editor}
        if status == S.OPEN:
            review.reopen(claim, reason="new papers", **seen)
        elif status == S.WITHDRAWN:
            review.withdraw_claim(claim, reason="wrong", **seen)


class TestClaimFilters(TestCase):
    @classmethod
    def setUpTestData(cls) -> None:
        maker = Maker(Cast())
        cls.claims = {maker.claim(wanted).pk: wanted for wanted in CLAIMS}

    claims: dict[int, Wanted]

    def found(self, **typed: str) -> set[str]:
        form = ClaimFilterForm(query_dict(typed))
        assert form.is_valid(), form.errors
        rows = list(claim_list.filtered(form.filters()))
        assert len(rows) == len(set(rows))
        return {self.claims[row.pk].statement for row in rows}

    def test_each_filter_and_each_pair_finds_the_expected_rows(self) -> None:
        wrong = {}
        for questions in alone_and_in_pairs(CLAIM_CONDITIONS):
            expected = {w.statement for w in CLAIMS if all(ask(w) for _, _, ask in questions)}
            found = self.found(**{name: typed for name, typed, _ in questions})
            if found != expected:
                wrong[tuple((name, typed) for name, typed, _ in questions)] = (found, expected)
        assert not wrong

    def test_conditions_tell_the_claims_apart(self) -> None:
        """A condition that matches all claims or none would hide a broken filter."""
        for _, typed, ask in CLAIM_CONDITIONS:
            assert 0 < sum(map(ask, CLAIMS)) < len(CLAIMS), typed
        assert {name for name, _, _ in CLAIM_CONDITIONS} == set(ClaimFilterForm.base_fields) - {
            "sort",
            "before",
        }

    def test_all_filters_together_find_the_one_claim_that_matches(self) -> None:
        fits = CLAIMS[1]
        typed = {
            "q": '"cranes stay" harb', "status": "open", "assignee": "reviewer1", "publisher": "courier",
            "speaker": "union", "question": "cranes", "stance": "contradicts", "language": "en",
            "since": "2025-02-01", "until": "2025-02-28", "sort": "said_on",
        }  # fmt: skip
        assert self.found(**typed) == {fits.statement}
        assert self.found(**typed, rating="supported") == set()

    def test_every_order_lists_the_same_claims(self) -> None:
        for sort in claim_list.SORTS:
            rows = claim_list.ClaimList(claim_list.ClaimFilters(sort=sort)).rows
            assert {row.pk for row in rows} == set(self.claims)


@dataclass(frozen=True)
class Paper:
    headline: str
    text: str = ""
    publisher: str = ""
    language: str = ""
    published: str = ""
    captured: CaptureState | None = CaptureState.ARCHIVED
    suggested: SuggestionState | None = None  # the state of its suggestion


ARTICLES = [
    Paper(
        "Cranes leave",
        "The harbour sells two cranes.",
        "Gazette",
        "en",
        "2025-01-10",
        suggested=SuggestionState.WAITING,
    ),
    Paper(
        "Cranes stay",
        "The harbour keeps all its cranes.",
        "Courier",
        "EN",
        "2025-02",
        suggested=SuggestionState.ACCEPTED,
    ),
    Paper("Краны", "Порт продаёт краны.", "Courier", "ru", "2025-01-10/2025-03-05"),
    Paper(
        "Quay closed",
        "Nobody may enter.",
        "Gazette",
        "",
        "../2025-01-31",
        suggested=SuggestionState.DISMISSED,
    ),
    Paper("", "A text without a headline, of cranes.", "", "en", ""),
    Paper("Harbour dues", "", "Gazette", "en", "2025-03-01/..", CaptureState.WAITING),
    Paper("Harbour dues gone", "", "Courier", "ru", "2025-03-05", CaptureState.GIVEN_UP),
    Paper("Cranes elsewhere", "", "", "", "2024", CaptureState.GIVEN_UP),
]
PUBLISHED = {paper.published: ImpreciseDate.parse(paper.published) for paper in ARTICLES}

ARTICLE_CONDITIONS: list[tuple[str, str, Any]] = [
    ("q", "cranes", lambda p: "cranes" in (p.headline + p.text).lower()),
    ("q", "harb", lambda p: "harbour" in (p.headline + p.text).lower()),
    ("q", "продает", lambda p: "Порт" in p.text),
    ("publisher", "gazette", lambda p: p.publisher == "Gazette"),
    ("publisher", "Courier", lambda p: p.publisher == "Courier"),
    ("language", "en", lambda p: p.language.lower() == "en"),
    ("language", "RU", lambda p: p.language == "ru"),
    ("since", "2025-02-14", lambda p: touches(PUBLISHED[p.published], since=DAY(2025, 2, 14))),
    ("until", "2025-01-31", lambda p: touches(PUBLISHED[p.published], until=DAY(2025, 1, 31))),
    *(("captured", state.value, lambda p, state=state: p.captured == state) for state in CaptureState),
    *(("suggested", state.value, lambda p, state=state: p.suggested == state) for state in SuggestionState),
]  # fmt: skip


class TestArticleFilters(TestCase):
    @classmethod
    def setUpTestData(cls) -> None:
        maker = Maker(Cast())
        cls.articles = {cls.add_paper(paper, maker).pk: paper for paper in ARTICLES}

    articles: dict[int, Paper]

    @classmethod
    def add_paper(cls, paper: Paper, maker: Maker) -> Article:
        by = maker.people.researcher
        given = ArticleGiven(
            maker.source(paper.publisher) if paper.publisher else None,
            paper.headline,
            "" if paper.text else f"https://port.example/{len(paper.headline)}",
            published=PUBLISHED[paper.published],
            language=paper.language,
        )
        article = add_article(read_paste(paper.text) if paper.text else None, given, by=by).article
        if paper.captured == CaptureState.GIVEN_UP:
            gone = capture_actions.Problem("status", {"status": 410}, worth_retrying=False)
            capture_actions.note_failed_capture(
                article.capture_requests.get(), gone, seen_attempts=0, by=by
            )
        if paper.suggested:
            read_now(article)
            cls.decide(article.suggestions.get(), paper.suggested, by)
        return article

    @staticmethod
    def decide(sentence: Suggestion, wanted: SuggestionState, by: Any) -> None:
        if wanted == SuggestionState.DISMISSED:
            suggestion_actions.dismiss_suggestion(sentence, DismissedAs.NOT_WORTH_IT, by=by)
        elif wanted == SuggestionState.ACCEPTED:
            given = ClaimGiven(sentence.statement, ClaimKind.FACTUAL)
            found_in = read_appearance(AppearanceGiven(sentence.article, sentence.words))
            add_claim(given, appearance=found_in, suggestion=sentence, by=by)

    def test_each_filter_and_each_pair_finds_the_expected_rows(self) -> None:
        wrong = {}
        for questions in alone_and_in_pairs(ARTICLE_CONDITIONS):
            expected = [p for p in ARTICLES if all(ask(p) for _, _, ask in questions)]
            typed = {name: typed for name, typed, _ in questions}
            form = ArticleFilterForm(query_dict(typed))
            assert form.is_valid(), form.errors
            rows = article_list.filtered(form.filters()).order_by("pk")
            if [self.articles[row.pk] for row in rows] != expected:
                wrong[tuple(typed.items())] = rows
        assert not wrong

    def test_conditions_tell_the_articles_apart(self) -> None:
        for _, typed, ask in ARTICLE_CONDITIONS:
            assert 0 < sum(map(ask, ARTICLES)) < len(ARTICLES), typed
        assert {name for name, _, _ in ARTICLE_CONDITIONS} == set(ArticleFilterForm.base_fields) - {
            "sort",
            "before",
        }

    def test_latest_articles_come_first_and_undated_ones_last(self) -> None:
        rows = article_list.ArticleList(article_list.ArticleFilters(sort="published")).rows
        days = [PUBLISHED[self.articles[row.pk].published].earliest for row in rows]
        dated = [day for day in days if day]
        assert days == sorted(dated, reverse=True) + [None] * (len(days) - len(dated))
