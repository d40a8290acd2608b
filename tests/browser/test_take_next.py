"""A reviewer's whole round with the hands on the keys: take next, read, add evidence, assess, next. Presses are counted."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from claims.actions.suggestions import read_article
from claims.models import Assessment, Claim, Evidence
from tests.factories import ArticleFactory, ClaimFactory, EvidenceFactory

from .test_keys import wait_for_letters

pytestmark = pytest.mark.django_db(transaction=True)

MOST_PRESSES = 12  # not counting typed words
CLAIMED = "300 dockers blocked the eastern quay of Port Example on Monday"
DENIED = "The Ministry of Ports denied on Tuesday that dockers had blocked the eastern quay of Port Example."
COUNTED = "On Monday 400 dockers blocked the eastern quay of Port Example, the police said in a statement."


class Hands:
    """Hands on the keys of one page. A chord is one press; words are not counted."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.presses = 0

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)
        self.presses += len(keys)


@pytest.fixture
def claims(cast: Any) -> tuple[Claim, Claim]:
    """Return a claim without evidence that two articles speak about, and the one that comes after it."""
    own = ArticleFactory(by=cast.researcher, text=f"News\n\n{CLAIMED}, said the union.\n")
    for sentence in (DENIED, COUNTED):
        other = ArticleFactory(by=cast.researcher, text=f"More\n\n{sentence}\n\nNobody was hurt.\n")
        assert read_article(other.snapshot)
    first = ClaimFactory(people=cast, statement=f"{CLAIMED}.", article=own, quote=CLAIMED)
    second = ClaimFactory(people=cast)
    EvidenceFactory(claim=second, by=cast.researcher)
    return first, second


def test_from_the_desk_to_the_next_claim_in_twelve_presses(
    visit: Any, claims: tuple[Claim, Claim], cast: Any
) -> None:
    first, second = claims
    page = visit("reviewer1")
    hands = Hands(page)
    page.goto("/")
    expect(page.get_by_role("button", name="Take next")).to_be_focused()
    hands.press("Enter")
    page.wait_for_url(f"**/claims/{first.pk}/#to-waiting")
    rows = page.locator("#waiting [data-row]")
    expect(rows).to_have_count(2)
    assert page.evaluate("scrollY") == 0  # it begins with the statement

    hands.press("Enter", "Tab")
    expect(rows.first).to_be_focused()
    said = rows.first.locator(".heard").inner_text()
    quote = rows.first.locator(".suggestion-words").inner_text()
    hands.press("2")
    expect(page.locator("#added")).to_contain_text(said)
    expect(rows).to_have_count(1)
    expect(rows.first).to_be_focused()
    wait_for_letters(page)
    hands.press("n")
    expect(page.locator("#assess-rating_0")).to_be_focused()
    hands.press("2", "Tab")
    page.keyboard.type("The ministry’s denial is first-hand, and nobody else counted.")
    hands.press("Tab", "3", "Control+Enter")
    expect(page.locator(".notice-done")).to_have_text("Assessment saved.")
    hands.press("Enter")
    page.wait_for_url(f"**/claims/{second.pk}/#to-waiting")

    assert hands.presses <= MOST_PRESSES
    found, written = Evidence.objects.get(claim=first), Assessment.objects.get()
    assert (found.quote, found.stance, found.created_by) == (quote, "contradicts", cast.reviewer1)
    assert written.rating.code == "refuted"
