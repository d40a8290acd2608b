"""Proposals on a claim's page name whose words its evidence is; one button accepts or dismisses each."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from claims.enums import ClaimStatus, OriginKind, SourceKind, Stance, Verb
from claims.independence import weigh
from claims.models import Article, Claim, Event, Evidence
from claims.reads.evidence.origin_proposals import Proposal, proposals_for
from tests.evidence.passages import make_suggestion
from tests.factories import ArticleFactory, ClaimFactory, EvidenceFactory, SourceFactory, walk_to

from . import wire

pytestmark = pytest.mark.django_db

SHARED = "Two hundred dockers are employed at the quay, according to figures that the port published in the spring of last year."
ONE = f"A quay and its men\n\n{SHARED} They unload grain by day and by night, whatever the weather on the open sea may be.\n"
OTHER = f"The price of a crane\n\nCranes are dear, and getting dearer with every year that the war goes on in the neighbouring country. {SHARED}\n"
TOLD = "“We have been told nothing at all,” the harbour master told AFP in his office."


@pytest.fixture
def claim(cast: Any) -> Claim:
    return ClaimFactory(people=cast)


@pytest.fixture
def use(claim: Claim, cast: Any, read: Any) -> Any:
    """Return `use(article, quote)`, which adds evidence from an article as the outlet's own reporting."""

    def attach(article: Article, quote: str, **more: Any) -> Evidence:
        return EvidenceFactory(
            claim=claim, by=cast.researcher, article=article, seen_in=article.publisher, quote=quote, **more
        )  # fmt: skip

    return attach


def only_proposal(claim: Claim) -> Proposal:
    [proposal] = proposals_for(claim)
    return proposal


def accept(client: Client, claim: Claim, proposal: Proposal, **more: Any) -> Any:
    sent = {"hint": proposal.key, "seen_revision": proposal.revision} | more
    return client.post(reverse("evidence_proposal_accept", args=[claim.pk]), sent)


def count_origins(claim: Claim) -> int:
    return weigh(claim).of(Stance.CORROBORATES).origins


def test_accepting_the_proposals_makes_three_outlets_one_origin(
    outlets: list[Article], claim: Claim, use: Any, login: Any
) -> None:
    for article in outlets[:3]:
        use(article, wire.QUOTE)
    client = login("researcher")
    assert count_origins(claim) == 3

    for proposal in proposals_for(claim):
        assert accept(client, claim, proposal).status_code == 302

    assert count_origins(claim) == 1
    assert not proposals_for(claim)


def test_later_of_two_quotes_in_a_shared_passage_is_derived_from_the_earlier(
    claim: Claim, use: Any, cast: Any, read: Any, login: Any
) -> None:
    one, other = (ArticleFactory(by=cast.researcher, text=text) for text in (ONE, OTHER))
    for article in (one, other):
        read(article)
    model, copy = (
        use(article, "Two hundred dockers are employed at the quay") for article in (one, other)
    )
    proposal = only_proposal(claim)
    assert (proposal.evidence, proposal.derived_from) == (copy, model.pk)

    accept(login("researcher"), claim, proposal)

    copy.refresh_from_db()
    assert (copy.derived_from, copy.quote) == (model, model.quote)
    assert count_origins(claim) == 1
    event = Event.objects.latest("seq")
    assert (event.reason, event.after["proposal"]) == ("", proposal.facts)


def test_statement_made_to_an_agency_is_heard_via_it(
    claim: Claim, use: Any, cast: Any, read: Any, login: Any
) -> None:
    article = ArticleFactory(
        by=cast.researcher, text=wire.OWN.replace("nothing more,”", "nothing more,”")
    )
    read(article)
    master = SourceFactory(by=cast.researcher, kind=SourceKind.OFFICIAL)
    evidence = use(article, wire.QUOTE, origin_kind=OriginKind.NAMED, origin=master)
    assert only_proposal(claim).heard_via == "AFP"

    accept(login("researcher"), claim, only_proposal(claim))

    evidence.refresh_from_db()
    assert (evidence.heard_via.name, evidence.heard_via.kind) == ("AFP", SourceKind.AGENCY)
    assert not proposals_for(claim)


def test_words_of_a_quoted_voice_are_not_the_outlets_own(
    claim: Claim, use: Any, cast: Any, login: Any
) -> None:
    """Two outlets that quote the same ministry are one origin."""
    ministry = SourceFactory(by=cast.researcher, name="Ministry of Ports")
    articles = [
        ArticleFactory(by=cast.researcher, text=f"{text}\n\n{TOLD}\n") for text in (ONE, OTHER)
    ]
    for article in articles:
        make_suggestion(article, SHARED, ("Ministry of Ports", "said"))
        use(article, SHARED)
    assert count_origins(claim) == 2
    client = login("researcher")
    for proposal in proposals_for(claim):
        assert proposal.origin == ministry.name
        accept(client, claim, proposal)
    assert count_origins(claim) == 1
    assert set(Evidence.objects.values_list("origin", flat=True)) == {ministry.pk}


@pytest.fixture
def proposed(outlets: list[Article], claim: Claim, use: Any) -> Proposal:
    use(outlets[1], wire.QUOTE)
    return only_proposal(claim)


def test_dismissed_proposal_is_not_shown_again(
    proposed: Proposal, claim: Claim, login: Any
) -> None:
    client = login("researcher")
    response = client.post(
        reverse("evidence_proposal_dismiss", args=[claim.pk]), {"hint": proposed.key}
    )

    assert response.status_code == 302
    assert not proposals_for(claim)
    assert Event.objects.get(verb=Verb.CLAIM_HINT_DISMISSED).after == {"hint": proposed.facts}
    assert accept(client, claim, proposed).status_code == 422


def test_accepting_a_correction_under_a_signed_verdict_needs_a_reason(
    claim: Claim, use: Any, cast: Any, read: Any, login: Any
) -> None:
    one, other = (ArticleFactory(by=cast.researcher, text=text) for text in (ONE, OTHER))
    read(one), read(other)
    use(one, SHARED), use(other, SHARED)
    walk_to(ClaimStatus.SIGNED_OFF, claim, cast)
    proposal, client = only_proposal(claim), login("researcher")

    assert 'name="reason"' in client.get(f"/claims/{claim.pk}/waiting/").content.decode()
    assert accept(client, claim, proposal).status_code == 422
    assert accept(client, claim, proposal, reason="It has the same words.").status_code == 302
    assert Event.objects.latest("seq").reason == "It has the same words."


def test_stale_page_cannot_accept_a_proposal(proposed: Proposal, claim: Claim, login: Any) -> None:
    response = accept(login("researcher"), claim, proposed, seen_revision=99)
    assert response.status_code == 409
    assert response.context["outcome"].is_stale
    assert only_proposal(claim) == proposed


def test_evidence_that_names_its_source_gets_no_proposal(
    outlets: list[Article], claim: Claim, use: Any, cast: Any
) -> None:
    named = SourceFactory(by=cast.researcher)
    use(outlets[1], wire.QUOTE, origin_kind=OriginKind.NAMED, origin=named)
    assert not proposals_for(claim)
