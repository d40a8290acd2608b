"""A page captured again, in a browser, from an outlet on loopback: what moved is found, what went is said to be gone."""

from typing import Any

import pytest
from playwright.sync_api import expect

from claims.actions import articles as article_actions
from claims.actions import claims as claim_actions
from claims.enums import ClaimKind
from claims.given import AppearanceGiven, ArticleGiven, ClaimGiven
from tests.captures.conftest import outlet as outlet  # the fixture
from tests.captures.conftest import work_queue
from tests.captures.outlet import PARAGRAPHS, QUOTE, Outlet

pytestmark = pytest.mark.django_db(transaction=True)

FIRST, SECOND, THIRD = PARAGRAPHS
TAKEN_AWAY = "two of them were to be sold"


def test_words_that_moved_are_found_again_and_words_that_went_are_said_to_be_gone(
    visit: Any, outlet: Outlet, cast: Any
) -> None:
    given = ArticleGiven(url=outlet.publish("/cranes", *PARAGRAPHS))
    article = article_actions.add_article(None, given, by=cast.researcher).article
    work_queue()
    article.refresh_from_db()
    stays, goes = (
        claim_actions.add_claim(
            ClaimGiven(f"They say that {quote}.", ClaimKind.FACTUAL),
            by=cast.researcher,
            appearance=AppearanceGiven(article, quote),
        )
        for quote in (QUOTE, TAKEN_AWAY)
    )
    outlet.publish("/cranes", "A correction was made on Wednesday.", THIRD, FIRST)

    page = visit("researcher")
    page.goto(f"/articles/{article.pk}/")
    captures = page.locator("#captures")
    captures.get_by_role("button", name="Archive it again").click()
    expect(captures).to_contain_text("Waiting to be archived")
    work_queue()
    expect(captures).to_contain_text("The newest copy was archived")
    captures.get_by_role("link", name="Show the page with it").click()

    # A new copy beside the old one; the mark is where the words are now.
    expect(page.locator("#captures h2")).to_contain_text("2")
    mark = page.locator(".article-text mark")
    expect(mark).to_have_count(1)
    expect(mark).to_have_text(QUOTE)
    expect(page.locator(".article-text")).to_contain_text("A correction was made on Wednesday.")
    # The other is marked broken, and said to be gone.
    warning = page.locator(".notice-warn").filter(has_text="The outlet changed this")
    expect(warning).to_contain_text(f"C{goes.pk}")
    expect(warning).not_to_contain_text(f"C{stays.pk}")
    page.goto(f"/claims/{stays.pk}/")
    expect(page.locator("#claim")).not_to_contain_text("The outlet changed")
    page.goto(f"/claims/{goes.pk}/")
    expect(page.locator("#claim")).to_contain_text("these words are no longer there")
    page.get_by_role("link", name="Compare both copies").first.click()
    expect(page.locator("del").filter(has_text=TAKEN_AWAY)).to_be_visible()
    expect(page.locator("ins").filter(has_text="A correction was made")).to_be_visible()
