"""Hints on an article's page: shown, accepted or dismissed with one button, and compared side by side."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from claims.enums import Stance, Verb
from claims.independence import weigh
from claims.models import Article, Event, OriginHint, Source
from tests.factories import ClaimFactory, EvidenceFactory

from . import wire

pytestmark = pytest.mark.django_db


def page(client: Client, article: Article) -> str:
    return client.get(reverse("article_page", args=[article.pk])).content.decode()


def hint_of(article: Article, **which: Any) -> OriginHint:
    return OriginHint.objects.get(article=article, **which)


def accept(client: Client, hint: OriginHint, **more: Any) -> Any:
    revision = Article.objects.get(pk=hint.article_id).revision
    url = reverse("origin_accept", args=[hint.pk])
    return client.post(url, {"seen_revision": revision} | more)


def test_page_of_a_copy_shows_its_original_and_gives_a_reader_no_button(
    outlets: list[Article], login: Any
) -> None:
    agency, copy, *_ = outlets
    for member, buttons in (("reader", 0), ("researcher", 1)):
        shown = page(login(member), copy)
        assert "Where this text comes from" in shown
        assert reverse("article_shared", args=[copy.pk, agency.pk]) in shown
        assert shown.count(f"This republishes A{agency.pk}") == buttons


def test_accepting_the_hints_makes_three_outlets_one_origin(
    outlets: list[Article], login: Any, cast: Any
) -> None:
    """Three outlets print the wire story, and a fourth did its own reporting."""
    agency, copy, credited, own = outlets
    claim = ClaimFactory(people=cast)
    for article in outlets:
        EvidenceFactory(
            claim=claim, by=cast.researcher, article=article, seen_in=article.publisher,
            quote=wire.QUOTE,
        )  # fmt: skip
    assert weigh(claim).of(Stance.CORROBORATES).origins == 4
    client = login("researcher")

    accept(client, hint_of(copy, other=agency))
    accept(client, hint_of(credited, name="Example Wire Agency"))

    count = weigh(claim).of(Stance.CORROBORATES)
    assert (count.documents, count.origins) == (4, 2)
    copy.refresh_from_db()
    credited.refresh_from_db()
    assert copy.republishes_article == agency
    assert credited.republishes_source == agency.publisher
    assert Event.objects.filter(verb=Verb.ARTICLE_CHANGED).count() == 2
    assert "This republishes" not in page(client, copy)
    assert "This republishes" not in page(client, own)


def test_new_credited_outlet_is_added_as_a_source(
    outlets: list[Article], login: Any, cast: Any
) -> None:
    article = outlets[3]
    hint = OriginHint.objects.create(
        article=article, kind="credits", name="Example Daily", snapshot=article.snapshot
    )
    response = accept(login("researcher"), hint)

    assert response.status_code == 302
    article.refresh_from_db()
    assert article.republishes_source == Source.objects.get(name="Example Daily", kind="outlet")


def test_stale_page_cannot_accept_a_hint(outlets: list[Article], login: Any) -> None:
    hint = hint_of(outlets[1], kind="shared")
    response = accept(login("researcher"), hint, seen_revision=99)

    assert response.status_code == 409
    assert response.context["outcome"].is_stale
    assert not Article.objects.get(pk=outlets[1].pk).is_republication


def test_wrong_hint_can_be_dismissed_with_one_button(outlets: list[Article], login: Any) -> None:
    client = login("researcher")
    hint = hint_of(outlets[1], kind="shared")
    response = client.post(reverse("origin_dismiss", args=[hint.pk]))

    assert response.status_code == 302
    shown = page(client, outlets[1])
    assert "Dismissed hints about its origin" in shown and "This republishes" not in shown
    assert accept(client, hint).status_code == 404


def test_two_texts_are_shown_side_by_side_with_shared_passages_marked(
    outlets: list[Article], login: Any
) -> None:
    agency, copy, *_ = outlets
    shown = login("reader").get(reverse("article_shared", args=[copy.pk, agency.pk]))
    text = shown.content.decode()
    assert 'id="p1"' in text and 'id="o1"' in text and 'href="#o1"' in text
    assert "of its words are shared" in text


@pytest.mark.parametrize("other", ["itself", "nowhere"])
def test_article_can_only_be_compared_with_another_existing_article(
    outlets: list[Article], login: Any, other: str
) -> None:
    pk = outlets[0].pk if other == "itself" else 987_654
    assert (
        login("reader").get(reverse("article_shared", args=[outlets[0].pk, pk])).status_code == 404
    )
