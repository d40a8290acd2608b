"""Republications and wire copy are found when a text is read, and dismissed hints stay dismissed."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.db.models import Count

from claims.actions import articles as article_actions
from claims.actions import origins
from claims.actions.snapshot_corrections import add_copy, read_copy
from claims.enums import OriginHintKind, Verb
from claims.errors import Refused
from claims.extractors import Reading as Read
from claims.extractors.attribution.credits import usual_name
from claims.extractors.matching.shared_passages import shingles
from claims.given import ArticleGiven, pasted
from claims.models import Article, Event, ImpreciseDate, OriginHint, SetAside, Shingle, Suggestion
from claims.models.origins import COPIED
from claims.reads.articles.article_page import given_of
from claims.reads.articles.suggestions import chain_of_suggestion, chain_steps
from tests.factories import ArticleFactory, ClaimFactory, SourceFactory

from . import wire

pytestmark = pytest.mark.django_db
K = OriginHintKind


def hints(article: Article) -> dict[Any, OriginHint]:
    return {hint.other_id or (hint.kind, hint.name): hint for hint in article.origin_hints.all()}


def test_copy_is_found_with_and_without_a_credit(outlets: list[Article]) -> None:
    agency, copy, credited, own = outlets

    assert not hints(agency)
    assert hints(copy)[agency.pk].share > COPIED
    assert hints(credited)[agency.pk].share > COPIED
    assert hints(credited)[K.WIRE, "Example Wire Agency"].says_copied
    assert all(hint.share < 0.2 for hint in hints(own).values())


def test_shared_passages_occur_in_both_texts(outlets: list[Article]) -> None:
    agency, copy, *_ = outlets
    hint = hints(copy)[agency.pk]
    for start, end, other_start, other_end, _ in hint.passages:
        ours = hint.snapshot.text[start:end].casefold().split()
        theirs = hint.other_snapshot.text[other_start:other_end].casefold().split()
        assert (ours[0], ours[-1]) == (theirs[0], theirs[-1])


def test_statement_made_to_an_agency_is_found(outlets: list[Article]) -> None:
    hint = hints(outlets[3])[K.TOLD, "AFP"]
    assert not hint.says_copied
    assert any(s <= hint.snapshot.text.index("told AFP") < e for s, e in hint.passages)


def test_later_publication_is_the_copy_whichever_was_added_first(cast: Any, read: Any) -> None:
    def article(text: str, day: int) -> Article:
        published = ImpreciseDate(date(2031, 3, day), date(2031, 3, day))
        return ArticleFactory(by=cast.researcher, text=text, published=published)

    later, earlier = article(wire.COPY, 5), article(wire.AGENCY, 4)
    read(later)
    read(earlier)
    assert OriginHint.objects.get(kind=K.SHARED).article == later

    read(later)
    assert OriginHint.objects.get(kind=K.SHARED).other == earlier


def test_texts_of_one_outlet_are_not_compared(cast: Any, read: Any) -> None:
    publisher = SourceFactory(by=cast.researcher)
    for text in (wire.AGENCY, wire.COPY):
        read(ArticleFactory(by=cast.researcher, text=text, publisher=publisher))
    assert not OriginHint.objects.filter(kind=K.SHARED).exists()


def test_outlet_is_not_the_origin_of_its_own_text(cast: Any, agency: Any, read: Any) -> None:
    article = ArticleFactory(by=cast.researcher, text=wire.CREDITED, publisher=agency)
    read(article)
    assert not hints(article)


def test_dismissed_hint_stays_dismissed_after_another_reading(
    outlets: list[Article], cast: Any, read: Any
) -> None:
    agency, copy, *_ = outlets
    before = hints(copy)[agency.pk]
    origins.dismiss_origin(before, by=cast.researcher)
    for article in outlets:
        read(article)

    assert hints(copy)[agency.pk].dismissed_by == cast.researcher
    event = Event.objects.get(verb=Verb.ORIGIN_HINT_DISMISSED)
    assert event.object_id == copy.pk and event.after["hint"]["other"]["id"] == agency.pk


def test_hint_dismissed_twice_is_recorded_once_and_a_reader_cannot_dismiss(
    outlets: list[Article], cast: Any
) -> None:
    hint = OriginHint.objects.filter(article=outlets[1]).first()
    with pytest.raises(Refused) as refused:
        origins.dismiss_origin(hint, by=cast.reader)
    assert refused.value.denial.code == "needs_researcher"

    origins.dismiss_origin(hint, by=cast.researcher)
    origins.dismiss_origin(hint, by=cast.editor)
    assert Event.objects.filter(verb=Verb.ORIGIN_HINT_DISMISSED).count() == 1


def test_hint_that_is_no_longer_found_is_removed(
    outlets: list[Article], cast: Any, read: Any
) -> None:
    agency, copy, *_ = outlets
    given = ArticleGiven(publisher=agency.publisher)
    article_actions.correct_article(copy, given, seen_revision=copy.revision, by=cast.researcher)
    read(copy)
    assert agency.pk not in hints(copy)
    assert Shingle.objects.filter(article=copy).exists()


def test_dismissed_hint_of_a_claim_is_recorded(cast: Any) -> None:
    claim = ClaimFactory(people=cast)
    for _ in range(2):
        origins.set_aside(claim, "passage:1", noticed={"kind": "passage"}, by=cast.researcher)

    assert SetAside.objects.get().hint == "passage:1"
    assert Event.objects.get(verb=Verb.CLAIM_HINT_DISMISSED).after == {"hint": {"kind": "passage"}}


def test_chain_goes_through_the_outlet_credited_at_the_head_of_the_text(
    cast: Any, read: Any
) -> None:
    """Example Focus quotes Example Daily, which quotes what an engineer told AFP."""
    focus = SourceFactory(by=cast.researcher, name="Example Focus")
    article = ArticleFactory(by=cast.researcher, text=wire.CARRIED, publisher=focus)
    read(article)
    daily = hints(article)[K.CREDITS, "Example Daily"]
    assert daily.says_copied and not hints(article)[K.TOLD, "AFP"].says_copied
    told = Suggestion.objects.get(words__contains="900 tonnes")

    def voices() -> list[str]:
        return [one.voice for one in chain_steps(Article.objects.get(pk=article.pk), told)]

    assert voices()[:3] == ["Example Focus", "Example Daily", "AFP"]
    assert "Nora Example" in voices()[3]
    assert [step.source.name for step in chain_of_suggestion(article, told)][:3] == voices()[:3]

    origins.dismiss_origin(daily, by=cast.researcher)
    assert voices()[:2] == ["Example Focus", "AFP"]


@pytest.mark.parametrize(
    ("authors", "kind"), [("Ana Example, АФП", K.CREDITS), ("Reuters", K.WIRE)]
)
def test_agency_in_the_byline_is_proposed_as_origin(
    cast: Any, read: Any, authors: str, kind: OriginHintKind
) -> None:
    article = ArticleFactory(by=cast.researcher, text="The ferry stays.", authors=authors)
    read(article)
    (hint,) = article.origin_hints.all()
    assert (hint.kind, hint.name, hint.says_copied) == (
        kind,
        usual_name(authors.split(", ")[-1]),
        True,
    )

    # What the text names already, or who published it, is not named twice.
    given = replace(given_of(article), authors="Ana Example")
    article_actions.correct_article(
        article, given, seen_revision=article.revision, by=cast.researcher
    )
    read(article)
    assert not article.origin_hints.exists()


def test_agency_that_the_text_credits_is_not_named_twice_for_the_byline(
    cast: Any, read: Any
) -> None:
    text = wire.CREDITED.replace("Example Wire Agency", "Reuters")
    article = ArticleFactory(by=cast.researcher, text=text, authors="Reuters")
    read(article)
    assert [(hint.kind, hint.name) for hint in article.origin_hints.all()] == [(K.WIRE, "Reuters")]


def test_texts_that_share_turns_of_phrase_only_have_no_hint(cast: Any, read: Any) -> None:
    """Of the runs of words that they share, one in eight is kept."""
    turns = [f"the quay of port example {n} is closed today" for n in range(99)]
    one, other = [turn for turn in turns if shingles(turn)][:2]
    for text in (
        f"Nobody knows why {one}, or until when it will be so. A trader who asked was told that {other}.",
        f"Its harbour master denies that {one}. Grain waits in silos, and some dockers have heard: {other}!",
    ):
        read(ArticleFactory(by=cast.researcher, text=text))
    hashes = Shingle.objects.values("hash").annotate(n=Count("pk"))
    assert hashes.filter(n=2).count() >= 2
    assert not OriginHint.objects.exists()


def test_copy_that_is_not_the_newest_any_more_is_not_compared(cast: Any) -> None:
    article = ArticleFactory(by=cast.researcher, text=wire.AGENCY)
    older = article.snapshot
    copy = read_copy(article, pasted(wire.OWN))
    add_copy(article, copy, by=cast.researcher)
    article.refresh_from_db()
    assert article.snapshot != older
    origins.note_origins(article, older, Read())
    assert not Shingle.objects.exists()
