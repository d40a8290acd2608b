"""The evidence form in a browser: the machine answers its question, and a person changes or keeps the answer."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from claims.enums import OriginKind, SourceKind
from claims.models import Article, Claim, Evidence
from tests.factories import ArticleFactory, ClaimFactory, SourceFactory

pytestmark = pytest.mark.django_db(transaction=True)

TEXT = """News of the port

A police officer told Example Wire on Monday that the quay was closed until noon.
"""
CLOSED = "the quay was closed until noon"
RELAYED = "It reports what another outlet or person said"


@pytest.fixture
def claim(cast: Any) -> Claim:
    return ClaimFactory(people=cast)


@pytest.fixture
def article(cast: Any) -> Article:
    by = cast.researcher
    SourceFactory(by=by, name="Example Wire", kind=SourceKind.AGENCY)
    return ArticleFactory(by=by, text=TEXT, publisher=SourceFactory(by=by, name="Daily Example"))


def fill_in(page: Page, claim: Claim, article: Article) -> Any:
    """Fill in all of the form but its question, and return the form."""
    page.goto(f"/claims/{claim.pk}/")
    page.locator("#d-evidence > summary").click()
    form = page.locator("#evidence-form")
    form.get_by_label("corroborates").check()
    form.get_by_label("Kind").select_option("statement")
    form.get_by_label("Quote", exact=True).fill(CLOSED)
    form.get_by_label("An article on the desk").fill(f"#{article.pk}")
    form.get_by_label("An article on the desk").press("Tab")
    return form


def test_answer_of_the_machine_can_be_changed_and_what_it_folds_is_not_sent(
    visit: Any, claim: Claim, article: Article
) -> None:
    page = visit("researcher")
    form = fill_in(page, claim, article)
    expect(form.get_by_role("group", name="How does Daily Example know?")).to_be_visible()
    expect(form.get_by_label(RELAYED)).to_be_checked()
    expect(form.locator("[name=heard_via_name]")).to_have_value("Example Wire")
    expect(form.locator("[name=origin_label]")).to_have_value("a police officer")
    form.get_by_label("It quotes the source directly").check()
    expect(form.locator("[name=heard_via_name]")).to_be_hidden()
    form.get_by_label("It saw it itself").check()
    expect(form.locator("[name=origin_label]")).to_be_hidden()
    form.get_by_role("button", name="Add evidence").click()
    expect(page.locator(".notice-done")).to_have_text("Evidence added.")
    found = Evidence.objects.get()
    assert (found.origin_kind, found.origin_label, found.heard_via) == (
        OriginKind.OWN_REPORTING,
        "",
        None,
    )


def test_form_without_an_answer_comes_back_with_the_machines_without_javascript(
    visit: Any, claim: Claim, article: Article
) -> None:
    page = visit("researcher", javascript=False)
    form = fill_in(page, claim, article)
    form.get_by_role("button", name="Add evidence").click()
    expect(form.get_by_label(RELAYED)).to_be_checked()
    expect(form.locator("[name=heard_via_name]")).to_have_value("Example Wire")
    assert not Evidence.objects.exists()
    form.get_by_role("button", name="Add evidence").click()
    expect(page.locator("#evidence")).to_contain_text(CLOSED)
    found = Evidence.objects.get()
    assert (found.origin_kind, found.heard_via.name) == (OriginKind.UNNAMED, "Example Wire")
    assert found.origin_label.lower() == "a police officer"
