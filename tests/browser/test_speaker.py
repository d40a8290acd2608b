"""The choice of a quote check's speaker follows the chain while it is typed, and appears only where it is asked."""

import re
from typing import Any

import pytest
from playwright.sync_api import expect

from claims.enums import SourceKind
from claims.models import ClaimLink
from tests.articles.pages import QUOTE
from tests.factories import ArticleFactory, SourceFactory

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_saying_becomes_a_quote_check_of_its_speaker(visit: Any, cast: Any) -> None:
    gazette = SourceFactory(by=cast.researcher, name="Example Gazette", kind=SourceKind.OUTLET)
    SourceFactory(by=cast.researcher, name="Jon Orlik", kind=SourceKind.OFFICIAL)
    SourceFactory(by=cast.researcher, name="Ministry of Ports", kind=SourceKind.OFFICIAL_BODY)
    article = ArticleFactory(by=cast.researcher, publisher=gazette, language="en")
    page = visit("researcher")
    page.goto(f"/articles/{article.pk}/")
    form = page.locator("#extract-form")
    said_by = form.locator("[name=said_by]")
    expect(said_by).to_be_hidden()
    form.locator("[name=quote]").fill(QUOTE)
    form.locator("[name=statement]").fill("Jon Orlik said that the ministry had denied it.")
    expect(form.locator("[name=split]")).to_be_visible()
    form.get_by_text("More steps").click()
    for step, (name, did) in enumerate([("Jon Orlik", "said"), ("Ministry of Ports", "denied")], 1):
        form.locator(f"[name=chain-{step}-source_name]").fill(name)
        form.locator(f"[name=chain-{step}-kind]").select_option(did)
    expect(said_by.locator("option").first).to_contain_text("Jon Orlik")
    expect(said_by.locator("option[value='3']")).to_have_text("step 3: Ministry of Ports")
    form.locator("[name=split]").click()
    expect(form.locator("[name=statement]")).to_have_value("The ministry had denied it.")
    expect(said_by).to_be_visible()
    expect(said_by).to_have_value("2")
    form.get_by_role("button", name="Save the claim").last.click()
    page.wait_for_url(re.compile(r"/claims/\d+/$"))
    link = ClaimLink.objects.get()
    assert link.claim.appearances.get().chain.count() == 2
    assert link.other.appearances.get().chain.count() == 3
