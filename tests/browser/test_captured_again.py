"""A page is captured again in a browser: moved quotes are found, and missing quotes are marked."""

from typing import Any

import pytest
from playwright.sync_api import expect

from claims.actions import articles as article_actions
from claims.actions import claims as claim_actions
from claims.enums import ClaimKind
from claims.given import AppearanceGiven, ArticleGiven, ClaimGiven
from tests.captures.conftest import outlet as outlet  # the fixture
from tests.captures.conftest import run_queue
from tests.captures.outlet import PARAGRAPHS, QUOTE, Outlet

pytestmark = pytest.mark.django_db(transaction=True)

FIRST, SECOND, THIRD = PARAGRAPHS
REMOVED = "two of them were to be sold"


def test_moved_quote_is_found_and_missing_quote_is_marked(
    visit: Any, outlet: Outlet, cast: Any
) -> None:
    given = ArticleGiven(url=outlet.publish("/cranes", *PARAGRAPHS))
    article = article_actions.add_article(None, given, by=cast.researcher).article
    run_queue()
    article.refresh_from_db()
    stays, goes = (
        claim_actions.add_claim(
            ClaimGiven(f"They say that {quote}.", ClaimKind.FACTUAL),
            by=cast.researcher,
            appearance=claim_actions.read_appearance(AppearanceGiven(article, quote)),
        )
        for quote in (QUOTE, REMOVED)
    )
    outlet.publish("/cranes", "A correction was made on Wednesday.", THIRD, FIRST)

    page = visit("researcher")
    page.goto(f"/articles/{article.pk}/")
    captures = page.locator("#captures")
    captures.get_by_role("button", name="Archive it again").click()
    expect(captures).to_contain_text("Waiting to be archived")
    run_queue()
    expect(captures).to_contain_text("The newest copy was archived")
    captures.get_by_role("link", name="Show the page with it").click()

    # There is a new copy next to the old one, and the mark is at the new place of the quote.
    expect(page.locator("#captures h2")).to_contain_text("2")
    mark = page.locator(".article-text mark")
    expect(mark).to_have_count(1)
    expect(mark).to_have_text(QUOTE)
    expect(page.locator(".article-text")).to_contain_text("A correction was made on Wednesday.")
    # The other quote is marked as missing.
    warning = page.locator(".notice-warn").filter(has_text="The outlet changed this")
    expect(warning).to_contain_text(f"C{goes.pk}")
    expect(warning).not_to_contain_text(f"C{stays.pk}")
    page.goto(f"/claims/{stays.pk}/")
    expect(page.locator("#claim")).not_to_contain_text("The outlet changed")
    page.goto(f"/claims/{goes.pk}/")
    expect(page.locator("#claim")).to_contain_text("these words are no longer there")
    page.get_by_role("link", name="Compare both copies").first.click()
    expect(page.locator("del").filter(has_text=REMOVED)).to_be_visible()
    expect(page.locator("ins").filter(has_text="A correction was made")).to_be_visible()
