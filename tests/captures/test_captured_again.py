"""When a page is captured again, quotes are found in the new copy or marked as changed, and never moved elsewhere."""

from collections.abc import Callable
from typing import Any

import pytest

from claims.actions import claims as claim_actions
from claims.actions import evidence
from claims.actions.captures import request_capture
from claims.enums import (
    ClaimKind,
    EvidenceKind,
    OriginKind,
    QuoteCheck,
    Stance,
    Verb,
)
from claims.given import AppearanceGiven, ClaimGiven, EvidenceGiven
from claims.models import Appearance, Article, Claim, Event, Evidence, Source
from claims.policy import load_basis
from tests.factories import ClaimFactory
from tests.fetching.wire import reply

from .conftest import run_queue
from .outlet import PARAGRAPHS, QUOTE, Outlet

pytestmark = pytest.mark.django_db

FIRST, SECOND, THIRD = PARAGRAPHS


@pytest.fixture
def add_claim_from(archived: Callable[..., Article], cast: Any) -> Callable[..., Claim]:
    """Return `extracted(…)`, which adds a claim from an article archived with these paragraphs."""

    def extract(*paragraphs: str, quote: str = QUOTE, near: int | None = None) -> Claim:
        article = archived(*paragraphs)
        return claim_actions.add_claim(
            ClaimGiven("The cranes stay.", ClaimKind.FACTUAL),
            by=cast.researcher,
            appearance=claim_actions.read_appearance(AppearanceGiven(article, quote, near=near)),
        )

    return extract


@pytest.fixture
def capture_again(outlet: Outlet, cast: Any) -> Callable[..., Article]:
    """Return `capture_again(article, …)`, which replaces the page with these paragraphs and captures it again."""

    def capture(article: Article, *paragraphs: str) -> Article:
        outlet.publish("/cranes", *paragraphs)
        request_capture(article, by=cast.researcher)
        run_queue()
        article.refresh_from_db()
        return article

    return capture


def appearance_of(claim: Claim) -> Appearance:
    return claim.appearances.select_related("article").get()


def words_in(appearance: Appearance, article: Article) -> list[str]:
    """Return the words that the anchors mark in the article's newest copy."""
    text = article.snapshot.text
    return [text[a.start : a.end] for a in appearance.anchors.filter(snapshot=article.snapshot)]


def test_unchanged_page_gives_a_new_copy_and_changes_nothing_else(
    add_claim_from: Any, capture_again: Any
) -> None:
    claim = add_claim_from()
    revision = Claim.objects.get().revision
    article = capture_again(appearance_of(claim).article, *PARAGRAPHS)

    assert article.snapshots.count() == 2
    assert article.snapshot == article.snapshots.latest("pk")
    assert Event.objects.filter(verb=Verb.CAPTURED).latest("seq").after["unchanged"] is True
    assert Claim.objects.get().revision == revision
    assert words_in(appearance_of(claim), article) == [QUOTE]


def test_quote_is_found_at_its_new_place(add_claim_from: Any, capture_again: Any) -> None:
    claim = add_claim_from()
    article = capture_again(
        appearance_of(claim).article, "A correction was made on Wednesday.", THIRD, FIRST
    )

    assert words_in(appearance_of(claim), article) == [QUOTE]
    assert appearance_of(claim).anchors.count() == 2, "the anchor in the old copy must remain"
    assert not appearance_of(claim).anchors.exclude(missing_from=None).exists()


def test_missing_quote_is_marked_as_missing(add_claim_from: Any, capture_again: Any) -> None:
    claim = add_claim_from()
    before = Claim.objects.get()
    article = capture_again(appearance_of(claim).article, "The cranes are sold.", SECOND, THIRD)

    [anchor] = appearance_of(claim).anchors.all()
    after = Claim.objects.get()
    assert anchor.missing_from == article.snapshot
    assert appearance_of(claim).quote == QUOTE
    assert (after.revision, after.basis) == (before.revision + 1, before.basis)
    event = Event.objects.filter(verb=Verb.CAPTURED).latest("seq")
    assert [named["id"] for named in event.after["words_gone"]] == [claim.pk]


SAID = (
    "The master said “no crane will leave... not one” -- and Ms. Probe’s office agreed to it twice."
)


@pytest.mark.parametrize(
    "again",
    [
        SAID.replace("...", "…").replace(" -- ", " — "),
        SAID.replace("“", "«").replace("”", "»").replace("’", "'"),
        SAID.upper(),
        SAID.replace("twice.", "twice.[3]"),
        SAID.replace("agreed", "agreed²"),
        SAID.replace("office", "of\u00adﬁce"),
        SAID.replace("to it twice", "to it <b>twice</b>"),
    ],
)
def test_outlet_is_not_said_to_have_changed_what_only_differs_in_type(
    again: str, add_claim_from: Any, capture_again: Any
) -> None:
    claim = add_claim_from(SAID, SECOND, THIRD, quote=SAID)
    article = capture_again(appearance_of(claim).article, again, SECOND, THIRD)
    assert article.snapshot == article.snapshots.latest("pk")
    assert not appearance_of(claim).anchors.exclude(missing_from=None).exists()
    assert words_in(appearance_of(claim), article)


def test_quote_that_returns_is_found_and_its_earlier_absence_is_kept(
    add_claim_from: Any, capture_again: Any
) -> None:
    claim = add_claim_from()
    article = capture_again(appearance_of(claim).article, "The cranes are sold.", SECOND)
    missing = article.snapshot
    article = capture_again(article, *PARAGRAPHS)

    assert words_in(appearance_of(claim), article) == [QUOTE]
    assert appearance_of(claim).anchors.get(missing_from__isnull=False).missing_from == missing


def test_quote_that_occurs_twice_is_not_moved_to_the_other_place(
    add_claim_from: Any, capture_again: Any
) -> None:
    """The quoted sentence is removed, but the same words remain elsewhere."""
    other = f"The union said it had been told by nobody that {QUOTE}, as it put it."
    claim = add_claim_from(FIRST, SECOND, other)
    article = capture_again(appearance_of(claim).article, "The cranes are sold.", SECOND, other)

    assert words_in(appearance_of(claim), article) == []
    assert appearance_of(claim).anchors.get().missing_from == article.snapshot


def test_quote_that_occurs_twice_is_identified_by_its_context(
    add_claim_from: Any, capture_again: Any
) -> None:
    other = f"The union said it had been told by nobody that {QUOTE}, as it put it."
    claim = add_claim_from(FIRST, SECOND, other)
    article = capture_again(appearance_of(claim).article, other, SECOND, FIRST)

    [anchor] = appearance_of(claim).anchors.filter(snapshot=article.snapshot)
    assert article.snapshot.text[: anchor.start].endswith("said on Tuesday that ")


def test_quote_with_one_missing_part_stays_in_its_old_copy(
    add_claim_from: Any, capture_again: Any
) -> None:
    claim = add_claim_from(quote=f"{QUOTE} […] asked twice, declined to comment")
    article = capture_again(appearance_of(claim).article, FIRST, SECOND, "Nobody was asked.")

    assert words_in(appearance_of(claim), article) == []
    assert [a.missing_from_id for a in appearance_of(claim).anchors.all()] == [
        None,
        article.snapshot_id,
    ]


def test_empty_page_is_archived_but_does_not_become_the_current_copy(
    add_claim_from: Any, outlet: Outlet, cast: Any
) -> None:
    claim = add_claim_from()
    article = appearance_of(claim).article
    current = article.snapshot
    outlet.pages["/cranes"] = reply(b"<!doctype html><html><body></body></html>")
    request_capture(article, by=cast.researcher)
    run_queue()

    article.refresh_from_db()
    assert article.snapshot == current
    assert article.snapshots.count() == 2
    assert article.capture_requests.latest("pk").problem_code == "no_text"
    assert not appearance_of(claim).anchors.exclude(missing_from=None).exists()


def test_article_that_was_taken_down_keeps_its_copy(
    add_claim_from: Any, outlet: Outlet, cast: Any
) -> None:
    claim = add_claim_from()
    article = appearance_of(claim).article
    outlet.remove("/cranes")
    request_capture(article, by=cast.researcher)
    run_queue()

    article.refresh_from_db()
    latest = article.capture_requests.latest("pk")
    assert (latest.problem_code, article.snapshots.count()) == ("status", 1)
    assert latest.problem_values == {"status": 404}


# Evidence


@pytest.fixture
def supported(archived: Callable[..., Article], cast: Any) -> Evidence:
    return evidence.attach_evidence(
        ClaimFactory(people=cast),
        evidence.read_evidence(_given(archived(publisher=None))),
        by=cast.researcher,
    )


def _given(article: Article, **more: Any) -> EvidenceGiven:
    return EvidenceGiven(
        Stance.CORROBORATES,
        EvidenceKind.STATEMENT,
        Source.objects.this_desk(),
        OriginKind.OWN_REPORTING,
        article=article,
        **({"quote": QUOTE} | more),
    )


def test_evidence_keeps_the_copy_that_contains_its_quote(
    supported: Evidence, capture_again: Any, cast: Any
) -> None:
    copy = supported.snapshot
    article = capture_again(supported.article, "The cranes are sold.", SECOND)
    supported.refresh_from_db()
    assert (supported.snapshot, supported.quote_check) == (copy, QuoteCheck.FOUND)
    assert supported.anchors.get().missing_from == article.snapshot

    changed = evidence.change_evidence(
        supported,
        evidence.read_evidence(_given(article, note="Seen again."), corrected=supported),
        seen_revision=supported.revision,
        by=cast.researcher,
    )

    assert (changed.snapshot, changed.quote_check) == (copy, QuoteCheck.FOUND)
    assert changed.anchors.get().missing_from == article.snapshot


def test_evidence_keeps_its_copy_if_the_newest_contains_the_quote_too(
    supported: Evidence, capture_again: Any, cast: Any
) -> None:
    copy = supported.snapshot
    article = capture_again(
        supported.article, *PARAGRAPHS, "One line more, said the harbour office."
    )
    changed = evidence.change_evidence(
        supported,
        evidence.read_evidence(_given(article, note="Seen again."), corrected=supported),
        seen_revision=supported.revision,
        by=cast.researcher,
    )

    assert article.snapshot != copy
    assert changed.snapshot == copy
    assert changed.anchors.count() == 2


def test_claim_can_still_be_added_from_words_only_in_an_older_copy(
    archived: Any, capture_again: Any, cast: Any
) -> None:
    article = archived()
    older = article.snapshot
    article = capture_again(article, "The cranes are sold.", SECOND)

    claim = claim_actions.add_claim(
        ClaimGiven("The cranes stay.", ClaimKind.FACTUAL),
        by=cast.researcher,
        appearance=claim_actions.read_appearance(AppearanceGiven(article, QUOTE)),
    )

    assert appearance_of(claim).anchors.get().snapshot == older


def test_copy_that_arrives_after_the_quote_was_searched_for_is_searched(
    archived: Any, capture_again: Any, cast: Any
) -> None:
    article = archived()
    read = claim_actions.read_appearance(AppearanceGiven(article, "The cranes are sold"))
    newer = capture_again(article, "The cranes are sold.", SECOND).snapshot

    claim = claim_actions.add_claim(
        ClaimGiven("The cranes are sold.", ClaimKind.FACTUAL), by=cast.researcher, appearance=read
    )

    assert appearance_of(claim).anchors.get().snapshot == newer


def test_appearance_can_be_corrected_although_its_quote_is_missing(
    add_claim_from: Any, capture_again: Any, cast: Any
) -> None:
    claim = add_claim_from()
    article = capture_again(appearance_of(claim).article, "The cranes are sold.", SECOND)
    claim.refresh_from_db()

    claim_actions.change_appearance(
        appearance_of(claim),
        claim_actions.read_appearance(
            AppearanceGiven(article, QUOTE, translation="Die Kräne bleiben.")
        ),
        seen_revision=claim.revision,
        by=cast.researcher,
    )

    assert appearance_of(claim).anchors.get().missing_from == article.snapshot


def test_claims_own_passage_is_recognised_in_another_copy_too(
    add_claim_from: Any, capture_again: Any, cast: Any
) -> None:
    """The claim is from the older copy, and the evidence quotes shorter words from the newer one."""
    claim = add_claim_from()
    shorter = "all four cranes will stay in service"
    article = capture_again(
        appearance_of(claim).article, f"The harbour master said that {shorter}.", SECOND
    )
    read = evidence.read_evidence(_given(article, quote=shorter))
    one = evidence.attach_evidence(claim, read, by=cast.researcher)

    assert one.anchors.get().snapshot == article.snapshot
    assert one.pk in load_basis(claim, "supported").own_passages
