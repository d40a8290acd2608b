"""Proposals used in a browser: evidence with the keyboard only, and origins without JavaScript."""

from typing import Any

import pytest
from playwright.sync_api import expect

from claims.actions.suggestions import read_article
from claims.enums import EvidenceKind, OriginKind, Stance
from claims.models import Article, Claim, Evidence, SetAside
from tests.factories import ArticleFactory, ClaimFactory, EvidenceFactory, SourceFactory
from tests.origins import wire

from .test_keys import wait_for_letters

pytestmark = pytest.mark.django_db(transaction=True)

CLAIMED = "300 dockers blocked the eastern quay of Port Example on Monday"
DENIED = "The Ministry of Ports denied on Tuesday that dockers had blocked the eastern quay of Port Example."
COUNTED = "On Monday 400 dockers blocked the eastern quay of Port Example, the police said in a statement."


def read_article_with(cast: Any, text: str, **details: Any) -> Article:
    """Add an article, read as the queue would read it."""
    article = ArticleFactory(by=cast.researcher, text=text, **details)
    assert read_article(article.snapshot)
    return article


@pytest.fixture
def claim(cast: Any) -> Claim:
    article = read_article_with(cast, f"News of the quay\n\n{CLAIMED}, said the union.\n")
    return ClaimFactory(people=cast, statement=f"{CLAIMED}.", article=article, quote=CLAIMED)


def test_passages_can_be_added_and_dismissed_with_the_keyboard_only(
    visit: Any, claim: Claim, cast: Any
) -> None:
    for sentence in (DENIED, COUNTED):
        read_article_with(
            cast, f"More news of the port\n\n{sentence}\n\nNobody was hurt, it is said there.\n"
        )
    page = visit("researcher")
    page.goto(f"/claims/{claim.pk}/")
    waiting = page.locator("#waiting li[data-row]")
    denial, count = waiting.filter(has_text=DENIED), waiting.filter(has_text=COUNTED)
    expect(denial.locator(".tag")).to_have_text("a denial")
    expect(count.locator(".tag")).to_have_text("names another figure")

    waiting.first.focus()
    page.keyboard.press("3")
    expect(waiting).to_have_count(1)
    expect(waiting.first).to_be_focused()
    wait_for_letters(page)
    page.keyboard.press("u")
    expect(waiting).to_have_count(2)
    expect(page.locator("#waiting [data-row]:focus")).to_have_count(1)
    assert Evidence.objects.get().is_withdrawn

    wait_for_letters(page)
    waiting.first.focus()
    if not count.evaluate("line => line === document.activeElement"):
        page.keyboard.press("j")
    expect(count).to_be_focused()
    page.keyboard.press("x")
    expect(count).to_have_count(0)
    expect(denial).to_be_focused()
    wait_for_letters(page)
    page.keyboard.press("e")
    page.wait_for_url("**passage=*")
    form = page.locator("#evidence-form")
    expect(form.get_by_label("contradicts")).to_be_checked()
    expect(form.get_by_label("Quote", exact=True)).to_have_value(DENIED)
    form.get_by_role("button", name="Add evidence").click()

    expect(page.locator(".notice-done")).to_have_text("Evidence added.")
    expect(denial).to_have_count(0)
    found = Evidence.objects.get(withdrawn_at=None)
    assert (found.stance, found.kind) == (Stance.CONTRADICTS, EvidenceKind.DENIAL)
    assert (found.origin_kind, found.origin.name) == (OriginKind.NAMED, "Ministry of Ports")
    assert SetAside.objects.count() == 1


def test_three_outlets_become_one_origin_without_javascript(visit: Any, cast: Any) -> None:
    """Use a button on the article's page, and one on the claim's page."""
    claim = ClaimFactory(people=cast)
    agency = SourceFactory(by=cast.researcher, name="Example Wire Agency")
    articles = [
        read_article_with(cast, wire.AGENCY, publisher=agency),
        read_article_with(cast, wire.COPY),
        read_article_with(cast, wire.CREDITED),
    ]
    for article in articles:
        EvidenceFactory(
            claim=claim, by=cast.researcher, article=article, seen_in=article.publisher,
            quote=wire.QUOTE,
        )  # fmt: skip
    page = visit("researcher", javascript=False)
    page.goto(f"/articles/{articles[1].pk}/")
    page.get_by_role("link", name="Show the shared passages").first.click()
    expect(page.locator("#p1")).to_be_visible()
    page.go_back()
    page.get_by_role("button", name=f"This republishes A{articles[0].pk}").click()
    expect(page.locator(".eyebrow").first).to_contain_text("republishes")

    page.goto(f"/claims/{claim.pk}/")
    expect(page.locator(".origin-figures").first).to_contain_text(
        "3 documents, 2 independent origins"
    )
    page.get_by_role("link", name="See what other articles on the desk say about this").click()
    page.get_by_role("button", name="The article republishes it").first.click()
    expect(page.locator(".origin-figures").first).to_contain_text(
        "3 documents, 1 independent origin"
    )
