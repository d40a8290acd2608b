"""Every page needs the same number of queries with one row and with ten."""

import itertools
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from claims.actions import articles as article_actions
from claims.actions import claims as claim_actions
from claims.actions import questions as question_actions
from claims.actions import review
from claims.actions import suggestions as suggestion_actions
from claims.enums import AttributionKind, ClaimStatus, DismissedAs, LinkKind
from claims.given import AppearanceGiven, ArticleGiven, Step
from claims.models import Claim, OriginHint, Stake
from tests.evidence.passages import make_suggestion

from .factories import (
    ArticleFactory,
    ClaimFactory,
    EvidenceFactory,
    SourceFactory,
    assess,
    make_numbered_export,
    sign_off,
)

pytestmark = pytest.mark.any_database


def suggest_one_of_each(article: Any, other: Any, said_by: Any, *, at: int, by: Any) -> None:
    """Suggest sentences of both articles and of an unused one; dismiss one. `at` is a place nothing is suggested from."""
    text = article.snapshot.text
    make_suggestion(other, "two of them were to be sold", (said_by.name, "said"))
    make_suggestion(article, text[at : at + 12], (said_by.name, "said"))
    dismissed = make_suggestion(article, text[at + 13 : at + 29])
    suggestion_actions.dismiss_suggestion(dismissed, DismissedAs.OPINION, by=by)
    unused = ArticleFactory(by=by, publisher=said_by)
    words = "all four cranes will stay in service until autumn"
    make_suggestion(unused, words, (said_by.name, "said"))


def add_stake(question: Any, source: Any, *, by: Any) -> None:
    question.refresh_from_db()
    stakes = [*Stake.objects.filter(question=question), Stake(source=source, party="party")]
    question_actions.change_question(
        question,
        text=question.text,
        note="",
        stakes=stakes,
        seen_revision=question.revision,
        by=by,
    )


def add_claims_under_way(people: Any, article: Any, question: Any) -> None:
    """Add a claim in each status of review, and a retracted one."""
    for status in (ClaimStatus.DISAGREED, ClaimStatus.AGREED, ClaimStatus.IN_REVIEW):
        ClaimFactory(people=people, status=status, article=article, questions=(question,))
    retracted = ClaimFactory(people=people, status=ClaimStatus.SIGNED_OFF)
    review.withdraw_claim(
        retracted, seen_revision=retracted.revision, reason="A hoax.", by=people.editor
    )


@pytest.fixture
def grow(cast: Any) -> Any:
    """Return `grow(n)`, which adds n of everything a page lists, all for one article, claim, question and source."""
    source = SourceFactory(by=cast.researcher)
    article = ArticleFactory(by=cast.researcher, publisher=source)
    question = question_actions.add_question("Will the cranes be sold?", by=cast.researcher)
    claim = ClaimFactory(
        people=cast, article=article, questions=(question,), assessments_required=2
    )
    first = make_numbered_export(cast.researcher)
    numbers, sentences = itertools.count(), itertools.count()

    def add_one_of_each() -> None:
        by = cast.researcher
        fresh = SourceFactory(by=by)
        other = ArticleFactory(by=by, publisher=source)
        EvidenceFactory(claim=claim, by=by, article=other, seen_in=fresh)
        EvidenceFactory(
            claim=claim, by=by, stance="context", seen_in=fresh, url="https://example.org/a"
        )
        chain = (Step(AttributionKind.REPORTED, source), Step(AttributionKind.SAID, fresh))
        claim_actions.add_appearance(
            claim,
            claim_actions.read_appearance(
                AppearanceGiven(other, "two of them were to be sold", chain)
            ),
            by=by,
        )
        OriginHint.objects.create(
            article=article, kind="shared", other=other, share=0.9, snapshot=article.snapshot
        )
        suggest_one_of_each(article, other, fresh, at=30 * next(sentences), by=by)
        review.comment(claim, "Seen.", by=cast.reviewer1)
        found = ClaimFactory(
            people=cast, status=ClaimStatus.AGREED, article=article, questions=(question,)
        )
        sign_off(found, cast.editor)
        claim_actions.link_claims(claim, LinkKind.CONTRADICTS, found, by=by)
        add_claims_under_way(cast, article, question)
        add_stake(question, fresh, by=by)
        question_actions.add_question(f"Question {next(numbers)}?", by=by)
        article_actions.add_article(
            None, ArticleGiven(url=f"https://example.org/{next(numbers)}"), by=by
        )
        make_numbered_export(by)

    def grow(n: int) -> dict[str, int]:
        for _ in range(n):
            add_one_of_each()
        return {
            "article": article.pk,
            "claim": claim.pk,
            "question": question.pk,
            "source": source.pk,
            "export": first.pk,
            "evidence": Claim.objects.get(pk=claim.pk).evidence.first().pk,
            "appearance": claim.appearances.first().pk,
            "other": claim.evidence.first().article_id,
        }

    return grow


PAGES = {
    "desk": None,
    "article_list": None,
    "article_new": None,
    "article_page": "article",
    "article_suggestions": "article",
    "article_compare": "article",
    "article_shared": "article other",
    "capture_list": None,
    "claim_extract": "article",
    "claim_list": None,
    "claim_new": None,
    "claim_page": "claim",
    "evidence_proposals": "claim",
    "claim_similar": "claim",
    "appearance_change": "appearance",
    "evidence_change": "evidence",
    "question_list": None,
    "question_page": "question",
    "question_change": "question",
    "source_list": None,
    "source_doubles": None,
    "source_page": "source",
    "source_change": "source",
    "corrections": None,
    "record": None,
    "export": None,
    "export_list": None,
    "export_numbered": "export",
}


def test_page_costs_the_same_with_one_row_and_with_ten(grow: Any, login: Any) -> None:
    clients = {member: login(member) for member in ("reviewer3", "editor")}
    rows = grow(1)
    urls = {
        name: reverse(name, args=[rows[part] for part in noun.split()] if noun else [])
        for name, noun in PAGES.items()
    }

    def cost() -> dict[tuple[str, str], int]:
        found = {}
        for (member, client), (name, url) in itertools.product(clients.items(), urls.items()):
            with CaptureQueriesContext(connection) as queries:
                response = client.get(url)
                b"".join(response) if response.streaming else response.content
            assert response.status_code == 200, f"{member} {name}: {response.status_code}"
            found[member, name] = len(queries)
        return found

    cost()  # fill the caches that each process fills once
    with_one = cost()
    grow(9)
    with_ten = cost()
    # The record's newest page may name fewer kinds of rows; fewer queries are not growth.
    grown = {name: (with_one[name], n) for name, n in with_ten.items() if n > with_one[name]}
    assert not grown


def test_claim_page_costs_the_same_with_a_longer_history(grow: Any, login: Any, cast: Any) -> None:
    client = login("editor")
    url = reverse("claim_page", kwargs={"pk": grow(1)["claim"]})
    client.get(url)

    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(url).status_code == 200
        return len(queries)

    def add_rounds(n: int) -> None:
        claim = Claim.objects.get(statement__isnull=False, pk=int(url.strip("/").split("/")[-1]))
        for _ in range(n):
            assess(claim, cast.reviewer1)
            assess(claim, cast.reviewer2)
            claim.refresh_from_db()
            review.return_to_open(
                claim, comment="Once more.", seen_revision=claim.revision, by=cast.editor
            )

    add_rounds(1)
    with_one = cost()
    add_rounds(3)
    assert cost() == with_one
