"""Proposed evidence: passages of other articles about the same thing, with the form filled in from them."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from claims.actions.suggestions import dismiss_suggestion
from claims.enums import (
    ClaimStatus,
    DismissedAs,
    EvidenceKind,
    OriginKind,
    QuoteCheck,
    SourceKind,
    Stance,
    Verb,
)
from claims.models import Article, Claim, Event, Evidence, SetAside, Suggestion
from claims.reads.evidence.passages import waiting_for
from tests.factories import ArticleFactory, ClaimFactory, EvidenceFactory, SourceFactory

from .passages import make_suggestion

pytestmark = pytest.mark.django_db

CLAIMED = "300 dockers blocked the eastern quay of Port Example on Monday"
DENIED = "The ministry of ports denied that dockers had blocked the eastern quay of Port Example."
COUNTED = "On Monday 400 dockers blocked the eastern quay of Port Example, the police said."
ELSEWHERE = "The price of bread in the capital rose by seven percent in the spring of last year."


def article_with(cast: Any, *sentences: str, **details: Any) -> Article:
    text = "News of the port\n\n" + "\n\n".join(sentences) + "\n"
    return ArticleFactory(by=cast.researcher, text=text, **details)


@pytest.fixture
def claim(cast: Any) -> Claim:
    article = article_with(cast, f"{CLAIMED}, said the union.", "Nobody was hurt, it added.")
    return ClaimFactory(people=cast, statement=f"{CLAIMED}.", article=article, quote=CLAIMED)


@pytest.fixture
def denial(cast: Any) -> Suggestion:
    article = article_with(cast, DENIED, ELSEWHERE)
    make_suggestion(article, ELSEWHERE)
    return make_suggestion(
        article, DENIED, ("Example Radio", "reported"), ("Ministry of Ports", "denied")
    )


@pytest.fixture
def count(cast: Any) -> Suggestion:
    return make_suggestion(article_with(cast, COUNTED), COUNTED, ("a police officer", "said"))


@pytest.fixture
def shown_passages(claim: Claim, cast: Any) -> Callable[[], dict[int, str]]:
    """Return a function that lists the hint of each passage shown, by its primary key."""

    def list_hints() -> dict[int, str]:
        return {p.pk: p.hint for p in waiting_for(claim, cast.researcher).passages}

    return list_hints


def test_passages_about_the_same_thing_are_shown_with_a_hint(
    shown_passages: Any, denial: Suggestion, count: Suggestion
) -> None:
    assert shown_passages() == {denial.pk: "a denial", count.pk: "names another figure"}


def test_passage_of_the_claims_own_article_is_not_proposed(
    claim: Claim, shown_passages: Any
) -> None:
    make_suggestion(claim.appearances.get().article, f"{CLAIMED}, said the union.")
    assert shown_passages() == {}


def test_passage_that_is_already_evidence_is_not_proposed(
    claim: Claim, shown_passages: Any, denial: Suggestion, cast: Any
) -> None:
    article = denial.article
    EvidenceFactory(
        claim=claim, by=cast.researcher, article=article, seen_in=article.publisher, quote=DENIED
    )
    assert shown_passages() == {}


def test_dismissed_passage_is_not_proposed_again(
    claim: Claim, shown_passages: Any, denial: Suggestion, count: Suggestion, login: Any, cast: Any
) -> None:
    client = login("researcher")
    [key] = [p.key for p in waiting_for(claim, cast.researcher).passages if p.pk == denial.pk]
    client.post(reverse("evidence_proposal_dismiss", args=[claim.pk]), {"hint": key})
    dismiss_suggestion(count, DismissedAs.OPINION, by=cast.researcher)

    assert shown_passages() == {}
    assert Event.objects.get(verb=Verb.CLAIM_HINT_DISMISSED).after["hint"]["words"] == DENIED
    # A second reading saves the sentence as another row, but the hint is the same.
    denial.delete()
    again = make_suggestion(denial.article, DENIED)
    assert again.pk not in shown_passages()


def test_invalid_hint_is_refused(claim: Claim, login: Any) -> None:
    for hint in ("", "passage:1:x", "passage:²:x", "nonsense", "x" * 300):
        url = reverse("evidence_proposal_dismiss", args=[claim.pk])
        assert login("researcher").post(url, {"hint": hint}).status_code == 422
    assert not SetAside.objects.exists()


# The prefilled form


def form_of(client: Client, claim: Claim, passage: Suggestion) -> Any:
    page = client.get(reverse("claim_page", args=[claim.pk]), {"passage": passage.pk})
    assert page.status_code == 200
    return page.context["forms"]["evidence"]


def fields(form: Any) -> dict[str, str]:
    """Return the fields as a browser would send them."""
    sent: dict[str, str] = {}
    for bound in form:
        value = bound.value()
        widget = bound.field.widget
        if hasattr(widget, "decompress"):
            values = value if isinstance(value, list) else widget.decompress(value)
            for name, part in zip(widget.widgets_names, values, strict=True):
                sent[f"{bound.html_name}{name}"] = part or ""
        elif value not in (None, False):
            sent[bound.html_name] = str(bound.field.prepare_value(value))
    return sent


def test_prefilled_form_can_be_submitted_unchanged(
    claim: Claim, denial: Suggestion, login: Any, cast: Any
) -> None:
    """The form names the publisher, the last voice of the chain, the voice before it, the quote and its place."""
    ministry = SourceFactory(
        by=cast.researcher, name="Ministry of Ports", kind=SourceKind.OFFICIAL_BODY
    )
    radio = SourceFactory(by=cast.researcher, name="Example Radio")
    client = login("researcher")
    sent = fields(form_of(client, claim, denial))
    response = client.post(reverse("evidence_attach", args=[claim.pk]), sent)

    assert response.status_code == 302
    found = Evidence.objects.get()
    assert (found.stance, found.kind) == (Stance.CONTRADICTS, EvidenceKind.DENIAL)
    assert (found.origin_kind, found.origin, found.heard_via) == (OriginKind.NAMED, ministry, radio)
    assert (found.article, found.seen_in) == (denial.article, denial.article.publisher)
    assert (found.quote, found.quote_check) == (DENIED, QuoteCheck.FOUND)
    assert found.anchors.get().start == denial.start


def test_unnamed_and_unknown_voices_are_filled_in(
    claim: Claim, denial: Suggestion, count: Suggestion, login: Any
) -> None:
    client = login("researcher")
    assert fields(form_of(client, claim, count))["origin_label"] == "a police officer"
    sent = fields(form_of(client, claim, denial))
    assert (sent["origin_name"], sent["origin_new"]) == ("Ministry of Ports", "official_body")


def test_deleted_passage_leaves_an_empty_form(claim: Claim, login: Any) -> None:
    page = login("researcher").get(reverse("claim_page", args=[claim.pk]), {"passage": "987654"})
    assert page.status_code == 200


# The page


def test_claim_page_loads_the_proposals_later_and_links_to_them(
    claim: Claim, denial: Suggestion, login: Any
) -> None:
    client = login("researcher")
    url = reverse("evidence_proposals", args=[claim.pk])
    page = client.get(reverse("claim_page", args=[claim.pk])).content.decode()
    assert f'hx-get="{url}" hx-trigger="load"' in page and f'<a href="{url}">' in page
    assert DENIED not in page

    alone = client.get(url).content.decode()
    assert DENIED in alone and "<html" in alone and f"passage={denial.pk}" in alone
    part = client.get(url, headers={"HX-Request": "true"}).content.decode()
    assert DENIED in part and "<html" not in part


def test_reader_sees_the_passages_without_buttons(
    claim: Claim, denial: Suggestion, login: Any
) -> None:
    page = login("reader").get(reverse("evidence_proposals", args=[claim.pk])).content.decode()
    assert DENIED in page and "Add as evidence" not in page and "Not about this" not in page


def test_withdrawn_claim_accepts_no_evidence(cast: Any, login: Any) -> None:
    claim = ClaimFactory(people=cast, status=ClaimStatus.WITHDRAWN)
    page = login("researcher").get(reverse("evidence_proposals", args=[claim.pk]))
    assert page.context["waiting"].may_not_add.code == "withdrawn"
