"""A claim with 40 pieces of evidence: how far the keys have to go to the rating, and how much the browser has to load."""

from typing import Any

import pytest
from playwright.sync_api import expect

from claims.enums import OriginKind, Stance
from claims.models import Claim
from tests.factories import ArticleFactory, ClaimFactory, EvidenceFactory, SourceFactory

pytestmark = pytest.mark.django_db(transaction=True)

PIECES = 40
MOST_STOPS = 40
MOST_BYTES_FOR_TEN = 45_000
QUOTES = (
    "all four cranes will stay in service until autumn",
    "it would oppose one",
    "declined to comment on the sale",
)


def add_pieces(claim: Claim, cast: Any, number: int) -> None:
    """Add pieces of each stance, each from a voice of its own, with a quote of an archived article and a note."""
    by = cast.researcher
    articles = [ArticleFactory(by=by) for _ in QUOTES]
    for n in range(number):
        article = articles[n % 3]
        EvidenceFactory(
            claim=claim, by=by, stance=list(Stance)[n % 3], article=article, seen_in=article.publisher,
            quote=QUOTES[n % 3], origin_kind=OriginKind.NAMED, origin=SourceFactory(by=by),
            heard_via=SourceFactory(by=by), note="It was printed on the front page of the evening edition.",
        )  # fmt: skip


def test_forty_pieces_are_few_stops_and_few_bytes(visit: Any, cast: Any) -> None:
    claim = ClaimFactory(people=cast, article=ArticleFactory(by=cast.researcher))
    add_pieces(claim, cast, PIECES)
    page = visit("reviewer1")
    html = page.goto(f"/claims/{claim.pk}/").text()
    assert len(html.encode()) <= MOST_BYTES_FOR_TEN * PIECES / 10
    assert "<datalist" not in html
    # The long forms are folded.
    for form in page.locator("form:has(textarea)").all():
        assert form.is_visible() == (form.get_attribute("id") in ("assess", "comment"))

    expect(page.locator("#waiting > .muted")).to_be_visible()
    rating = page.locator("#assess-rating_0")
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        if rating.evaluate("field => field === document.activeElement"):
            break
    expect(rating).to_be_focused()

    # The keys walk through the evidence all the same, and Enter shows more of a piece.
    pieces = page.locator("#evidence [data-row]")
    pieces.first.focus()
    for key in ["j"] * (PIECES - 2) + ["ArrowDown"]:
        page.keyboard.press(key)
    expect(pieces.last).to_be_focused()
    more = pieces.last.locator("details.evidence-more")
    page.keyboard.press("Enter")
    expect(more).to_have_attribute("open", "")
    page.keyboard.press("Tab")
    assert pieces.last.evaluate("row => row.contains(document.activeElement)")
    pieces.last.focus()
    page.keyboard.press("Escape")
    expect(more).not_to_have_attribute("open", "")


def test_a_field_offers_what_the_desk_has_once_somebody_is_in_it(visit: Any, cast: Any) -> None:
    claim = ClaimFactory(people=cast)
    source = SourceFactory(by=cast.researcher)
    page = visit("researcher")
    page.goto(f"/claims/{claim.pk}/")
    page.get_by_text("Link to another claim").click()
    page.locator("#link-other").focus()
    expect(page.locator("datalist")).to_have_count(1)
    expect(page.locator(f"#claims option[value^='#{claim.pk} ']")).to_have_count(1)
    page.locator("#add-evidence summary").first.click()
    for field in page.locator("#add-evidence [list=sources]:visible").all():
        field.focus()
    expect(page.locator(f"#sources option[value='{source.name}']")).to_have_count(1)
    expect(page.locator("datalist")).to_have_count(2)
