"""Suggestions are listed, dismissed, restored and accepted with the keyboard only."""

from typing import Any

import pytest
from playwright.sync_api import expect

from claims.enums import SuggestionState
from claims.models import Claim
from tests.factories import ArticleFactory
from tests.suggestions.texts import (
    CROSSED,
    DENIED,
    TEXT,
    find_suggestion,
    make_read_article,
    read_now,
)

from .test_keys import wait_for_letters

pytestmark = pytest.mark.django_db(transaction=True)


def test_suggestions_can_be_decided_with_the_keyboard_only(visit: Any, cast: Any) -> None:
    article = make_read_article(cast.researcher, language="en")
    denied, crossed = find_suggestion(article, DENIED), find_suggestion(article, CROSSED)
    page = visit("researcher")
    page.goto(f"/articles/{article.pk}/?order=text")
    lines = page.locator("#suggestions li[data-row]")
    count = lines.count()
    expect(page.get_by_text("Keys on a sentence: j next")).to_be_visible()

    lines.first.focus()
    expect(lines.first).to_have_attribute("aria-current", "true")
    expect(page.locator(f"#s{crossed.pk}")).to_have_class("suggested current")
    page.keyboard.press("d")
    page.keyboard.press("3")
    expect(lines).to_have_count(count - 1)
    expect(page.locator(f"#s{crossed.pk}")).to_have_class("suggested decided")
    crossed.refresh_from_db()
    assert crossed.dismissed_as == "not_checkable"

    wait_for_letters(page)
    page.keyboard.press("u")
    expect(lines).to_have_count(count)
    expect(page.locator(f"#s{crossed.pk}")).not_to_have_class("suggested decided")

    # In a field, the keys type letters.
    statement = page.locator("#extract-form").get_by_label("Statement").first
    statement.press_sequentially("judge a dock")
    expect(statement).to_have_value("judge a dock")
    wait_for_letters(page)
    lines.filter(has_text=DENIED).click()
    page.keyboard.press("a")
    expect(statement).to_be_focused()
    expect(statement).to_have_value(denied.statement)
    # The speaker is new to the desk; the form names her.
    expect(page.locator("[name=chain-1-source_name]")).to_have_value("Ada Example")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(denied.statement)
    denied.refresh_from_db()
    assert (denied.state, denied.claim) == (SuggestionState.ACCEPTED, Claim.objects.get())


def test_marks_appear_when_the_open_article_has_been_read(visit: Any, cast: Any) -> None:
    article = ArticleFactory(by=cast.researcher, text=TEXT)
    page = visit("researcher")
    page.goto(f"/articles/{article.pk}/")
    expect(page.get_by_text("The text is being read.")).to_be_visible()

    read_now(article)

    expect(page.locator("#suggestions li[data-row]").first).to_be_visible()
    one = find_suggestion(article, CROSSED)
    expect(page.locator(f".article-text #s{one.pk}")).to_have_text(CROSSED)
