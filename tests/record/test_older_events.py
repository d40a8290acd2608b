"""Events as earlier versions sealed them, with labels and sentences in them, are still shown and verified."""

from typing import Any

import pytest
from django.utils import timezone

from claims.enums import Verb
from claims.models import Claim, Event, RecordHead
from claims.reads.record.record_page import ShownEvent, record_page
from claims.reads.record.verification import verify_chain
from tests.factories import ArticleFactory, ClaimFactory

pytestmark = pytest.mark.django_db

OTHER = {"id": 7, "name": "The quay is closed."}

# Of the claim: the verb, what was sealed after and before, and what is shown of it.
OF_A_CLAIM: list[tuple[Verb, dict[str, Any], dict[str, Any], str]] = [
    (
        Verb.CLAIM_ADDED,
        {
            "appearance": {
                "article": None,
                "chain": ["OC Media reported", "A docker said"],
                "id": 12,
            },
            "kind": "factual",
            "links": [{"kind": "is part of", "other": OTHER}],
            "questions": ["Is the quay closed?"],
        },
        {},
        "added {it}",
    ),
    (
        Verb.CLAIM_LINKED,
        {"kind": "is part of", "other": OTHER},
        {},
        "linked {it} to another claim · is part of claim 7: ‘The quay is closed.’",
    ),
    (
        Verb.SETTLED,
        {"round": 1, "rating": "Not enough evidence", "confidence": "low"},
        {},
        "settled the disagreement on {it} · Not enough evidence",
    ),
    (
        Verb.SIGNED_OFF,
        {
            "agreement": "2 of 2; signer gathered the evidence",
            "change": "correction: we erred",
            "rating": "Refuted",
            "version": 2,
        },
        {},
        "signed off {it} · Refuted · version 2 · correction: we erred",
    ),
    (
        Verb.CLAIM_HINT_DISMISSED,
        {"hint": "The words of E5 are those of AFP."},
        {},
        "dismissed a hint about {it} · ‘The words of E5 are those of AFP.’",
    ),
    (
        Verb.CLAIM_CHANGED,
        {"statement": f"sha256:{'a' * 64} (1200 characters)"},
        {"statement": "It is so."},
        "changed {it} · statement",
    ),
]
OF_AN_ARTICLE: list[tuple[Verb, dict[str, Any], str]] = [
    (
        Verb.ORIGIN_HINT_DISMISSED,
        {"hint": "shares passages: A3 Cranes stay", "kind": "shared"},
        "dismissed a hint about where {it} comes from · ‘shares passages: A3 Cranes stay’",
    ),
    (
        Verb.CAPTURE_FAILED,
        {
            "problem": "Nothing could be fetched from this address.",
            "attempts": 2,
            "next_attempt": "2025-04-02T14:30:00.000000Z",
        },
        "requested a copy for {it}, but the page could not be archived yet · attempt 2 · Nothing could be fetched from this address.",
    ),
    (
        Verb.CAPTURED,
        {"problem": "This PDF could not be read.", "snapshot": 3, "sha256": "a" * 64},
        "archived a copy of the page for {it} · This PDF could not be read.",
    ),
]


def seal(by: Any, verb: Verb, about: Any, after: Any, before: Any = None) -> Event:
    """Append an Event as it is given, whatever the actions of this version would write."""
    head = RecordHead.objects.get(pk=1)
    claim = about if isinstance(about, Claim) else None
    event = Event(
        seq=head.seq + 1,
        at=timezone.now(),
        by=by,
        by_name=by.username,
        verb=verb,
        object_type=about._meta.model_name,
        object_id=about.pk,
        claim=claim,
        before=before or {},
        after=after,
        previous_hash=head.hash,
    )
    event.hash = event.computed_hash()
    event.save(force_insert=True)
    RecordHead.objects.update(seq=event.seq, hash=event.hash, at=event.at)
    return event


def newest() -> ShownEvent:
    return record_page().events[0]


@pytest.mark.parametrize(("verb", "after", "before", "shown"), OF_A_CLAIM)
def test_older_event_of_claim_is_shown(
    cast: Any, login: Any, verb: Verb, after: Any, before: Any, shown: str
) -> None:
    claim = ClaimFactory(people=cast, statement="It is so.")
    seal(cast.editor, verb, claim, after, before)

    assert newest().words == shown.format(it=f"claim {claim.pk}: ‘It is so.’")
    assert newest().changes
    assert verify_chain() == []
    assert login("reader").get("/record/").status_code == 200
    assert login("reader").get(f"/claims/{claim.pk}/").status_code == 200


@pytest.mark.parametrize(("verb", "after", "shown"), OF_AN_ARTICLE)
def test_older_event_of_article_is_shown(
    cast: Any, login: Any, verb: Verb, after: Any, shown: str
) -> None:
    article = ArticleFactory(by=cast.researcher, headline="Cranes go")
    seal(cast.researcher, verb, article, after)

    assert newest().words == shown.format(it=f"article {article.pk}: ‘Cranes go’")
    assert verify_chain() == []
    assert login("reader").get("/record/").status_code == 200
    assert login("reader").get(f"/articles/{article.pk}/").status_code == 200


def test_older_values_are_shown_as_they_were_written(cast: Any) -> None:
    claim = ClaimFactory(people=cast)
    _, after, _, _ = OF_A_CLAIM[0]
    seal(cast.editor, Verb.CLAIM_ADDED, claim, after)
    shown = {change.name: change.after for change in newest().changes}
    assert "chain: OC Media reported; A docker said" in shown["appearance"]
    assert shown["links"] == "is part of claim 7: ‘The quay is closed.’"
    assert shown["questions"] == "Is the quay closed?"

    exported = {"as_of": "2025-04-02T14:30:00.000000Z", "verdicts.csv": "3 rows, SHA-256 abc"}
    seal(cast.editor, Verb.SIGNED_OFF, claim, OF_A_CLAIM[3][1] | exported)
    shown = {change.name: change.after for change in newest().changes}
    assert shown["agreement"] == "2 of 2; signer gathered the evidence"
    assert shown["as of"] == "2 April 2025, 14:30 UTC"
    assert shown["verdicts.csv"] == "3 rows, SHA-256 abc"


def test_long_text_of_older_event_is_shown_as_digest(cast: Any) -> None:
    claim = ClaimFactory(people=cast)
    _, after, before, _ = OF_A_CLAIM[5]
    seal(cast.editor, Verb.CLAIM_CHANGED, claim, after, before)
    (change,) = newest().changes
    assert change.after == f"a text of 1,200 characters, SHA-256 {'a' * 64}"
