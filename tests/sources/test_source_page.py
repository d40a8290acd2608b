"""A source's page shows what it said, how that was rated, where it is evidence, and whose voice it is."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims.actions import claims as claim_actions
from claims.actions import evidence, sources
from claims.actions import questions as question_actions
from claims.enums import (
    AttributionKind,
    ClaimKind,
    OriginKind,
    ParentRelation,
    RatingCode,
    SourceKind,
    Stance,
)
from claims.given import AppearanceGiven, ClaimGiven, SourceDetails, Step
from claims.models import Article, Claim, Source, Stake
from claims.reads.sources.source_page import SourcePage
from tests.articles.pages import errors_of, fields_of, text_of
from tests.factories import (
    ArticleFactory,
    ClaimFactory,
    EvidenceFactory,
    SourceFactory,
    assess,
    sign_off,
)

QUOTE = "two of them were to be sold"
R = ParentRelation


@pytest.fixture
def ministry(cast: Any) -> Source:
    return SourceFactory(by=cast.researcher, name="Ministry", kind=SourceKind.OFFICIAL_BODY)


@pytest.fixture
def article(cast: Any) -> Article:
    return ArticleFactory(by=cast.researcher)


@pytest.fixture
def say(cast: Any, ministry: Source, article: Article) -> Any:
    """Return `say()`, which adds a claim that the ministry made; with `rating`, its verdict is signed."""

    def say(
        did: AttributionKind = AttributionKind.SAID,
        kind: ClaimKind = ClaimKind.FACTUAL,
        rating: RatingCode | None = None,
    ) -> Claim:
        chain = (Step(AttributionKind.REPORTED, article.publisher), Step(did, ministry))
        claim = claim_actions.add_claim(
            ClaimGiven(f"Crane {Claim.objects.count()} is sold.", kind),
            by=cast.researcher,
            appearance=claim_actions.read_appearance(AppearanceGiven(article, QUOTE, chain)),
            separate=True,
        )
        if rating:
            for _ in range(2):
                EvidenceFactory(claim=claim, by=cast.researcher, stance=Stance.CONTRADICTS)
            assess(claim, cast.reviewer1, rating)
            overrides = {"non_party_origin": "for this test alone"}
            sign_off(claim, cast.editor, overrides=overrides)
        return claim

    return say


def test_claims_of_a_source_are_listed_newest_first_with_what_it_did(
    cast: Any, ministry: Source, article: Article, say: Any
) -> None:
    first, second = say(AttributionKind.DENIED), say(AttributionKind.DECLINED)
    page = SourcePage(ministry, cast.reader)
    assert [(c.row.pk, c.part.did) for c in page.words.said] == [
        (second.pk, ("declined to comment",)),
        (first.pk, ("denied",)),
    ]
    carried = SourcePage(article.publisher, cast.reader)
    assert [c.part.did for c in carried.words.said] == [("reported",)] * 2


def test_ratings_show_totals_separately_for_facts_quotes_speakers_and_publishers(
    cast: Any, ministry: Source, article: Article, say: Any
) -> None:
    for rating in (RatingCode.REFUTED, RatingCode.REFUTED, RatingCode.NOT_ENOUGH_EVIDENCE):
        say(rating=rating)
    say(kind=ClaimKind.QUOTE, rating=RatingCode.NOT_ENOUGH_EVIDENCE)
    say()  # has no verdict, so it is in no figure

    def figures(source: Source) -> dict[str, list[str]]:
        rows = SourcePage(source, cast.reader).rated.rows
        return {row.label: [figure for _, figure in row.cells] for row in rows}

    expected = {"Not enough evidence": ["1 of 3", "1 of 1"], "Refuted": ["2 of 3", "0 of 1"]}
    assert figures(ministry) == expected
    assert figures(article.publisher) == expected
    columns = SourcePage(ministry, cast.reader).rated.columns
    assert [(c.label, c.total) for c in columns] == [
        ("Factual claims, as the speaker", 3),
        ("Quote checks, as the speaker", 1),
    ]
    assert [c.label for c in SourcePage(article.publisher, cast.reader).rated.columns] == [
        "Factual claims, as the publisher",
        "Quote checks, as the publisher",
    ]


def test_every_figure_shows_its_total(login: Any, ministry: Source, say: Any) -> None:
    say(rating=RatingCode.REFUTED)
    page = text_of(login("reader").get(f"/sources/{ministry.pk}/"))
    assert "1 of 1" in page and "%" not in page


def test_evidence_is_counted_by_role_and_stance_without_withdrawn_evidence(
    cast: Any, ministry: Source
) -> None:
    by = cast.researcher
    claim = ClaimFactory(people=cast)
    named = {"origin_kind": OriginKind.NAMED, "origin": ministry}
    EvidenceFactory(claim=claim, by=by, **named)
    relayed = {"origin_kind": OriginKind.UNNAMED, "heard_via": ministry}
    EvidenceFactory(claim=claim, by=by, stance=Stance.CONTRADICTS, **relayed)
    EvidenceFactory(claim=claim, by=by, stance=Stance.CONTEXT, seen_in=ministry, **named)
    EvidenceFactory(claim=claim, by=by, seen_in=ministry)  # its own reporting
    gone = EvidenceFactory(claim=claim, by=by, **named)
    evidence.withdraw_evidence(gone, seen_revision=1, reason="a hoax", by=by)
    page = SourcePage(ministry, cast.reader)
    assert [(row.label, [n for _, n in row.cells]) for row in page.evidence_counts] == [
        ("original source", [2, 0, 1]),
        ("seen in", [1, 0, 1]),
        ("heard via", [0, 1, 0]),
    ]
    assert [one.roles for one in page.evidence] == [
        "original source, seen in",
        "original source, seen in",
        "heard via",
        "original source",
    ]


def test_family_tree_starts_at_the_root_and_funding_ends_the_voice(
    cast: Any, ministry: Source
) -> None:
    def under(name: str, parent: Source, relation: ParentRelation) -> Source:
        return SourceFactory(by=cast.researcher, name=name, parent=parent, parent_relation=relation)

    fund = SourceFactory(by=cast.researcher, name="Fund")
    details = SourceDetails("Ministry", ministry.kind, parent=fund, parent_relation=R.FUNDED_BY)
    sources.change_source(ministry, details, seen_revision=1, by=cast.researcher)
    paper = under("Paper", ministry, R.OWNED_BY)
    editor = under("Editor", paper, R.SPEAKS_FOR)
    institute = under("Institute", paper, R.FUNDED_BY)
    under("Its speaker", institute, R.SPEAKS_FOR)

    tree = SourcePage(Source.objects.get(pk=paper.pk), cast.reader).relatives
    assert [(r.depth, r.name, r.relation, r.voice) for r in tree] == [
        (0, "Fund", "", "another voice"),
        (1, "Ministry", "funded by Fund", "head of the voice"),
        (2, "Paper", "owned by Ministry", "same voice"),
        (3, "Editor", "speaks for Paper", "same voice"),
        (3, "Institute", "funded by Paper", "another voice"),
        (4, "Its speaker", "speaks for Institute", "another voice"),
    ]
    assert [r.name for r in SourcePage(editor, cast.reader).relatives][-1] == "Editor"


# Merging as an editor


@pytest.fixture
def pair(cast: Any) -> tuple[Source, Source]:
    by = cast.researcher
    return (
        SourceFactory(by=by, name="Gazette of Example"),
        SourceFactory(by=by, name="Example Gazette"),
    )


def test_editor_sees_what_a_merge_would_move_and_merges(
    cast: Any, login: Any, pair: tuple[Source, Source]
) -> None:
    source, into = pair
    ClaimFactory(people=cast, article=ArticleFactory(by=cast.researcher, publisher=source))
    client, url = login("editor"), f"/sources/{source.pk}/merge/"
    assert url in text_of(client.get(f"/sources/{source.pk}/"))
    assert client.get(url).status_code == 200
    page = client.get(url, {"into": "example gazette"})
    assert "it published" in text_of(page)
    assert "1 unsigned claim rests" in text_of(page)

    response = client.post(url, last_form(page, url) | {"reason": "One paper."})
    assert response.headers["Location"] == f"/sources/{into.pk}/"
    assert text_of(client.get(f"/sources/{into.pk}/")).count("Gazette of Example") >= 2
    old = text_of(client.get(f"/sources/{source.pk}/"))
    assert "was merged into" in old and f'href="/sources/{into.pk}/"' in old
    assert "One paper." in old  # its history stays
    assert url not in old
    for place in ("/sources/", "/claims/", "/questions/new/"):
        assert "Gazette of Example" not in text_of(client.get(place)), place
    assert client.get("/claims/", {"speaker": "Gazette of Example"}).status_code == 200
    moved = client.get(f"/sources/{source.pk}/change/")
    assert moved.headers["Location"] == f"/sources/{source.pk}/"


def last_form(response: Any, url: str) -> dict[str, str]:
    """Return the fields of the merge form; the form above it only shows the preview."""
    response.content = response.content.replace(b'method="get"', b"", 1).replace(
        f'action="{url}"'.encode(), b"", 1
    )
    return fields_of(response, url)


def test_refused_merge_shows_the_reason_and_keeps_the_input(
    cast: Any, login: Any, pair: tuple[Source, Source]
) -> None:
    source, into = pair
    client, url = login("editor"), f"/sources/{source.pk}/merge/"
    nobody = client.get(url, {"into": "Nobody"})
    assert (nobody.status_code, bool(errors_of(nobody, "into"))) == (422, True)
    form = last_form(client.get(url, {"into": "Example Gazette"}), url)
    empty = client.post(url, form | {"reason": " "})
    assert (empty.status_code, bool(errors_of(empty, "reason"))) == (422, True)
    lost = client.post(url, form | {"reason": "One paper.", "into": "#999"})
    assert lost.status_code == 422
    assert "One paper." in text_of(lost)

    details = SourceDetails("Example Gazette", into.kind, interest="Theirs")
    sources.change_source(into, details, seen_revision=1, by=cast.researcher)
    stale = client.post(url, form | {"reason": "One paper."})
    assert stale.status_code == 409
    assert "Theirs" in text_of(stale)
    again = last_form(stale, url)
    assert again["reason"] == "One paper."
    assert client.post(url, again).status_code == 302
    late = client.post(url, again | {"reason": "The same masthead.", "token": "another"})
    assert late.status_code == 409
    assert "The same masthead." in text_of(late)


def test_different_stakes_are_shown_in_the_preview(
    cast: Any, login: Any, pair: tuple[Source, Source]
) -> None:
    source, into = pair
    stakes = [Stake(source=source, party="party"), Stake(source=into, party="independent")]
    question = question_actions.add_question("Sold?", by=cast.researcher, stakes=stakes)
    client, url = login("editor"), f"/sources/{source.pk}/merge/"
    page = client.get(url, {"into": into.name})
    assert f"/questions/{question.pk}/change/" in text_of(page)
    assert 'aria-disabled="true"' in text_of(page)
    assert client.post(url, last_form(page, url) | {"reason": "x"}).status_code == 409


def test_preview_costs_the_same_with_one_row_and_with_ten(
    cast: Any, login: Any, pair: tuple[Source, Source]
) -> None:
    client, url = login("editor"), f"/sources/{pair[0].pk}/merge/?into=Example+Gazette"

    def grow(n: int) -> None:
        for _ in range(n):
            article = ArticleFactory(by=cast.researcher, publisher=pair[0])
            claim = ClaimFactory(people=cast, article=article)
            EvidenceFactory(claim=claim, by=cast.researcher, seen_in=pair[0])
            stakes = [Stake(source=one, party="party", side=one.name) for one in pair]
            text = f"Question {claim.pk}?"
            question_actions.add_question(text, by=cast.researcher, stakes=stakes)

    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(url).status_code == 200
        return len(queries)

    grow(1)
    cost()
    with_one = cost()
    grow(9)
    assert cost() == with_one


def test_page_says_why_a_source_cannot_be_merged(
    cast: Any, login: Any, pair: tuple[Source, Source]
) -> None:
    page = text_of(login("researcher").get(f"/sources/{pair[0].pk}/"))
    assert "Only editors can do this." in page
    desk = Source.objects.this_desk()
    assert "This desk itself cannot be merged away" in text_of(
        login("editor").get(f"/sources/{desk.pk}/")
    )
