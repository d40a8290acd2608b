"""A page captured again: its words are found again, or the desk says that the outlet changed them. Never elsewhere."""

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

from .conftest import work_queue
from .outlet import PARAGRAPHS, QUOTE, Outlet

pytestmark = pytest.mark.django_db

FIRST, SECOND, THIRD = PARAGRAPHS


@pytest.fixture
def extracted(archived: Callable[..., Article], cast: Any) -> Callable[..., Claim]:
    """A claim on the words of an article that is archived with these paragraphs."""

    def extract(*paragraphs: str, quote: str = QUOTE, near: int | None = None) -> Claim:
        article = archived(*paragraphs)
        return claim_actions.add_claim(
            ClaimGiven("The cranes stay.", ClaimKind.FACTUAL),
            by=cast.researcher,
            appearance=AppearanceGiven(article, quote, near=near),
        )

    return extract


@pytest.fixture
def again(outlet: Outlet, cast: Any) -> Callable[..., Article]:
    """The outlet publishes these paragraphs in the article's place, and the desk captures it again."""

    def capture(article: Article, *paragraphs: str) -> Article:
        outlet.publish("/cranes", *paragraphs)
        request_capture(article, by=cast.researcher)
        work_queue()
        article.refresh_from_db()
        return article

    return capture


def where(claim: Claim) -> Appearance:
    return claim.appearances.select_related("article").get()


def words_in(appearance: Appearance, article: Article) -> list[str]:
    """What its anchors stand for in the article's newest copy."""
    text = article.snapshot.text
    return [text[a.start : a.end] for a in appearance.anchors.filter(snapshot=article.snapshot)]


def test_the_same_page_again_is_a_new_copy_and_changes_nothing(extracted: Any, again: Any) -> None:
    claim = extracted()
    revision = Claim.objects.get().revision
    article = again(where(claim).article, *PARAGRAPHS)

    assert article.snapshots.count() == 2
    assert article.snapshot == article.snapshots.latest("pk")
    assert Event.objects.filter(verb=Verb.CAPTURED).latest("seq").after["unchanged"] is True
    assert Claim.objects.get().revision == revision
    assert words_in(where(claim), article) == [QUOTE]


def test_words_are_found_at_their_new_place(extracted: Any, again: Any) -> None:
    claim = extracted()
    article = again(where(claim).article, "A correction was made on Wednesday.", THIRD, FIRST)

    assert words_in(where(claim), article) == [QUOTE]
    assert where(claim).anchors.count() == 2, "the old place in the old copy stays"
    assert not where(claim).anchors.exclude(missing_from=None).exists()


def test_words_that_are_gone_are_said_to_be_gone(extracted: Any, again: Any) -> None:
    claim = extracted()
    before = Claim.objects.get()
    article = again(where(claim).article, "The cranes are sold.", SECOND, THIRD)

    [anchor] = where(claim).anchors.all()
    after = Claim.objects.get()
    assert anchor.missing_from == article.snapshot
    assert where(claim).quote == QUOTE
    assert (after.revision, after.basis) == (before.revision + 1, before.basis)
    event = Event.objects.filter(verb=Verb.CAPTURED).latest("seq")
    assert [named["id"] for named in event.after["words_gone"]] == [claim.pk]


def test_words_that_come_back_are_found_beside_the_mark_that_they_were_gone(
    extracted: Any, again: Any
) -> None:
    claim = extracted()
    article = again(where(claim).article, "The cranes are sold.", SECOND)
    missing = article.snapshot
    article = again(article, *PARAGRAPHS)

    assert words_in(where(claim), article) == [QUOTE]
    assert where(claim).anchors.get(missing_from__isnull=False).missing_from == missing


def test_words_that_stand_twice_are_not_tied_to_the_other_place(extracted: Any, again: Any) -> None:
    """The sentence that was quoted goes, and the same words elsewhere stay."""
    other = f"The union said it had been told by nobody that {QUOTE}, as it put it."
    claim = extracted(FIRST, SECOND, other)
    article = again(where(claim).article, "The cranes are sold.", SECOND, other)

    assert words_in(where(claim), article) == []
    assert where(claim).anchors.get().missing_from == article.snapshot


def test_words_that_stand_twice_are_told_apart_by_what_is_around_them(
    extracted: Any, again: Any
) -> None:
    other = f"The union said it had been told by nobody that {QUOTE}, as it put it."
    claim = extracted(FIRST, SECOND, other)
    article = again(where(claim).article, other, SECOND, FIRST)

    [anchor] = where(claim).anchors.filter(snapshot=article.snapshot)
    assert article.snapshot.text[: anchor.start].endswith("said on Tuesday that ")


def test_one_stretch_of_two_that_is_gone_leaves_the_quote_in_its_copy(
    extracted: Any, again: Any
) -> None:
    claim = extracted(quote=f"{QUOTE} […] asked twice, declined to comment")
    article = again(where(claim).article, FIRST, SECOND, "Nobody was asked.")

    assert words_in(where(claim), article) == []
    assert [a.missing_from_id for a in where(claim).anchors.all()] == [None, article.snapshot_id]


def test_a_page_that_is_empty_now_is_kept_and_does_not_take_the_articles_place(
    extracted: Any, outlet: Outlet, cast: Any
) -> None:
    claim = extracted()
    article = where(claim).article
    current = article.snapshot
    outlet.pages["/cranes"] = reply(b"<!doctype html><html><body></body></html>")
    request_capture(article, by=cast.researcher)
    work_queue()

    article.refresh_from_db()
    assert article.snapshot == current
    assert article.snapshots.count() == 2
    assert article.capture_requests.latest("pk").problem_code == "no_text"
    assert not where(claim).anchors.exclude(missing_from=None).exists()


def test_an_article_that_was_taken_down_keeps_its_copy(
    extracted: Any, outlet: Outlet, cast: Any
) -> None:
    claim = extracted()
    article = where(claim).article
    outlet.remove("/cranes")
    request_capture(article, by=cast.researcher)
    work_queue()

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


def test_evidence_keeps_the_copy_that_its_quote_was_found_in(
    supported: Evidence, again: Any, cast: Any
) -> None:
    copy = supported.snapshot
    article = again(supported.article, "The cranes are sold.", SECOND)
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


def test_evidence_keeps_its_copy_where_the_newest_has_the_words_too(
    supported: Evidence, again: Any, cast: Any
) -> None:
    copy = supported.snapshot
    article = again(supported.article, *PARAGRAPHS, "One line more, said the harbour office.")
    changed = evidence.change_evidence(
        supported,
        evidence.read_evidence(_given(article, note="Seen again."), corrected=supported),
        seen_revision=supported.revision,
        by=cast.researcher,
    )

    assert article.snapshot != copy
    assert changed.snapshot == copy
    assert changed.anchors.count() == 2


def test_words_that_an_outlet_took_away_can_still_be_lifted_from_the_older_copy(
    archived: Any, again: Any, cast: Any
) -> None:
    article = archived()
    older = article.snapshot
    article = again(article, "The cranes are sold.", SECOND)

    claim = claim_actions.add_claim(
        ClaimGiven("The cranes stay.", ClaimKind.FACTUAL),
        by=cast.researcher,
        appearance=AppearanceGiven(article, QUOTE),
    )

    assert where(claim).anchors.get().snapshot == older


def test_a_chain_is_corrected_though_the_words_are_gone(
    extracted: Any, again: Any, cast: Any
) -> None:
    claim = extracted()
    article = again(where(claim).article, "The cranes are sold.", SECOND)
    claim.refresh_from_db()

    claim_actions.change_appearance(
        where(claim),
        AppearanceGiven(article, QUOTE, translation="Die Kräne bleiben."),
        seen_revision=claim.revision,
        by=cast.researcher,
    )

    assert where(claim).anchors.get().missing_from == article.snapshot


def test_the_claims_own_passage_is_no_evidence_in_another_copy_either(
    extracted: Any, again: Any, cast: Any
) -> None:
    """Extracted from the copy of yesterday, offered in the shorter words of today's."""
    claim = extracted()
    shorter = "all four cranes will stay in service"
    article = again(where(claim).article, f"The harbour master said that {shorter}.", SECOND)
    read = evidence.read_evidence(_given(article, quote=shorter))
    one = evidence.attach_evidence(claim, read, by=cast.researcher)

    assert one.anchors.get().snapshot == article.snapshot
    assert one.pk in load_basis(claim, "supported").own_passages
