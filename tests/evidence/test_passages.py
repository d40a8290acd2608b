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
SEEN = "Dockers blocked the eastern quay of Port Example on Monday, for the third time."
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
    assert DENIED in page and "heard it from" in page
    assert not [word for word in ("Contradicts", "Not about this", "passage=") if word in page]


def test_withdrawn_claim_accepts_no_evidence(cast: Any, login: Any) -> None:
    claim = ClaimFactory(people=cast, status=ClaimStatus.WITHDRAWN)
    page = login("researcher").get(reverse("evidence_proposals", args=[claim.pk]))
    assert page.context["waiting"].may_not_add.code == "withdrawn"


# Added as the machine has read it


ADD = "evidence_from_passage"
HTMX = {"HX-Request": "true"}


def rows_of(client: Client, claim: Claim) -> dict[int, Any]:
    page = client.get(reverse("evidence_proposals", args=[claim.pk]))
    return {passage.pk: passage for passage in page.context["waiting"].passages}


def add_as(client: Client, claim: Claim, row: Any, stance: str, **headers: Any) -> Any:
    sent = {"passage": row.pk, "token": row.token, "stance": stance}
    return client.post(reverse(ADD, args=[claim.pk]), sent, **headers)


@pytest.mark.parametrize("stance", Stance)
def test_passage_is_added_with_a_stance_and_what_its_sentence_says(
    stance: Stance, claim: Claim, denial: Suggestion, login: Any, cast: Any
) -> None:
    client = login("researcher")
    row = rows_of(client, claim)[denial.pk]
    outlet = denial.article.publisher.name
    assert str(row.heard) == (
        f"{outlet} has it from Example Radio, and Example Radio heard it from Ministry of Ports"
    )
    answer = add_as(client, claim, row, stance)
    found = Evidence.objects.get()
    assert answer.url == f"/claims/{claim.pk}/?added={found.pk}"
    assert (found.stance, found.kind) == (stance, EvidenceKind.DENIAL)
    assert (found.origin.name, found.heard_via.name) == ("Ministry of Ports", "Example Radio")
    assert (found.quote, found.quote_check) == (DENIED, QuoteCheck.FOUND)
    assert str(client.get(answer.url).context["added"].heard) == str(row.heard)
    # The same button, pressed twice.
    assert add_as(client, claim, row, stance).status_code == 410
    assert Evidence.objects.count() == 1 and not rows_of(client, claim)


@pytest.mark.parametrize(
    ("voices", "sentence"),
    [
        ([("Ministry of Ports", "said")], "{outlet} heard it from Ministry of Ports"),
        ([("a police officer", "said")], "{outlet} heard it from a police officer"),
        ([("Example Wire Agency", "reported")], "{outlet} has it from Example Wire Agency"),
        ([], "{outlet} names nobody who says it"),
    ],
)
def test_one_sentence_says_who_has_it_from_whom(
    voices: Any, sentence: str, claim: Claim, login: Any, cast: Any
) -> None:
    SourceFactory(by=cast.researcher, name="Example Wire Agency", kind=SourceKind.AGENCY)
    passage = make_suggestion(article_with(cast, COUNTED), COUNTED, *voices)
    [row] = rows_of(login("researcher"), claim).values()
    assert str(row.heard) == sentence.format(outlet=passage.article.publisher.name)
    # Each name leads to the field that corrects it.
    form = login("researcher").get(row.heard.parts[0].url).context["forms"]["evidence"]
    for part in row.heard.parts:
        if part.url:
            assert f'id="{part.url.partition("#")[2]}"' in str(form)


def test_what_the_machine_cannot_say_is_asked_in_the_form(
    claim: Claim, login: Any, cast: Any
) -> None:
    passage = make_suggestion(article_with(cast, SEEN), SEEN)
    client = login("researcher")
    row = rows_of(client, claim)[passage.pk]
    for headers in ({}, {"headers": HTMX}):
        refused = add_as(client, claim, row, "corroborates", **headers)
        assert refused.status_code == 422
        form = refused.context["forms"]["evidence"]
        assert form.is_open and list(form.errors) == ["how"]
        assert (form["quote"].value(), form["stance"].value()) == (SEEN, "corroborates")
    sent = {name: form.data[name] for name in form.data} | {"how": "own_reporting"}
    saved = client.post(reverse("evidence_attach", args=[claim.pk]), sent)
    assert saved.status_code == 302, saved.context["forms"]["evidence"].errors
    assert Evidence.objects.get().origin_kind == OriginKind.OWN_REPORTING


@pytest.mark.parametrize("stance", ["", "for", "corroborates\x00"])
def test_a_passage_needs_one_of_the_three_stances(
    stance: str, claim: Claim, denial: Suggestion, login: Any
) -> None:
    client = login("researcher")
    refused = add_as(client, claim, rows_of(client, claim)[denial.pk], stance)
    assert refused.status_code == 422
    assert list(refused.context["forms"]["evidence"].errors) == ["stance"]
    assert not Evidence.objects.exists()


def test_under_a_signed_verdict_the_form_asks_for_the_reason(cast: Any, login: Any) -> None:
    claim = ClaimFactory(people=cast, status=ClaimStatus.SIGNED_OFF, statement=f"{CLAIMED}.")
    denial = make_suggestion(article_with(cast, DENIED), DENIED, ("Ministry of Ports", "denied"))
    client = login("researcher")
    refused = add_as(client, claim, rows_of(client, claim)[denial.pk], "contradicts")
    assert list(refused.context["forms"]["evidence"].errors) == ["reason"]


def test_undo_withdraws_it_and_offers_the_passage_again(
    claim: Claim, denial: Suggestion, count: Suggestion, login: Any
) -> None:
    client = login("researcher")
    rows = rows_of(client, claim)
    said = add_as(client, claim, rows[denial.pk], "contradicts", headers=HTMX)
    added = said.context["added"]
    assert [one.pk for one in said.context["waiting"].passages] == [count.pk]
    undo = {"seen_revision": added.item.revision, "reason": added.undo_reason}
    undone = client.post(reverse("evidence_withdraw", args=[added.item.pk]), undo, headers=HTMX)
    assert {one.pk for one in undone.context["waiting"].passages} == {denial.pk, count.pk}
    withdrawn = Evidence.objects.get()
    assert withdrawn.is_withdrawn
    assert Event.objects.get(verb=Verb.EVIDENCE_WITHDRAWN).reason == added.undo_reason
    # What others withdraw for a reason of theirs is not offered again.
    add_as(client, claim, rows_of(client, claim)[denial.pk], "contradicts")
    later = Evidence.objects.get(withdrawn_at=None)
    client.post(
        reverse("evidence_withdraw", args=[later.pk]),
        {"seen_revision": later.revision, "reason": "It is about another quay."},
    )
    assert set(rows_of(client, claim)) == {count.pk}


def test_undo_is_offered_only_while_nothing_else_happened(
    claim: Claim, denial: Suggestion, login: Any, cast: Any
) -> None:
    client, other = login("researcher"), login("researcher2")
    url = add_as(client, claim, rows_of(client, claim)[denial.pk], "contradicts").url
    assert client.get(url).context["added"]
    assert not other.get(url).context["added"]
    for wrong in ("", "0", "x", "9" * 30):
        assert not client.get(f"/claims/{claim.pk}/?added={wrong}").context["added"]
    EvidenceFactory(claim=claim, by=cast.researcher2)
    assert not client.get(url).context["added"]


def test_passage_that_is_not_proposed_is_not_added(
    claim: Claim, denial: Suggestion, count: Suggestion, login: Any, cast: Any
) -> None:
    client = login("researcher")
    row = rows_of(client, claim)[denial.pk]
    dismiss_suggestion(denial, DismissedAs.OPINION, by=cast.researcher)
    own = make_suggestion(claim.appearances.get().article, f"{CLAIMED}, said the union.")
    for passage in (denial.pk, own.pk, 987654, "x", ""):
        sent = {"passage": passage, "token": row.token, "stance": "context"}
        for headers in ({}, HTMX):
            gone = client.post(reverse(ADD, args=[claim.pk]), sent, headers=headers)
            assert gone.status_code == 410
            assert "no longer proposed" in gone.content.decode()
    assert not Evidence.objects.exists()
