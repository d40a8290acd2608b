"""The claim's page in a browser: submitting one form keeps the input of the others."""

from typing import Any

import pytest
from playwright.sync_api import expect

from claims.models import Evidence
from tests.factories import ArticleFactory, ClaimFactory, EvidenceFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def claim(cast: Any) -> Any:
    claim = ClaimFactory(people=cast, article=ArticleFactory(by=cast.researcher))
    EvidenceFactory(claim=claim, by=cast.researcher)
    return claim


def test_submitting_one_form_keeps_the_input_of_the_others(visit: Any, claim: Any) -> None:
    page = visit("reviewer1")
    page.goto(f"/claims/{claim.pk}/")
    review = page.locator("#review")
    review.get_by_label("Refuted").check()
    review.get_by_label("Rationale").fill("Half a thought")
    page.locator("#comment").get_by_label("Comment").fill("Half a comment")
    page.get_by_text("Add evidence").first.click()
    form = page.locator("#evidence-form")
    form.get_by_label("contradicts").check()
    form.get_by_label("Kind").select_option("denial")
    form.get_by_label("Name").first.fill("This desk")
    form.get_by_label("It saw it itself").check()
    form.get_by_role("button", name="Add evidence").click()
    expect(page.locator(".notice-done")).to_have_text("Evidence added.")
    expect(page.locator("#evidence h2")).to_contain_text("2")
    expect(review.get_by_label("Rationale")).to_have_value("Half a thought")
    expect(review.get_by_label("Refuted")).to_be_checked()
    expect(page.locator("#comment").get_by_label("Comment")).to_have_value("Half a comment")
    expect(form.get_by_label("contradicts")).not_to_be_checked()
    expect(page.locator("#d-evidence")).to_have_attribute("open", "")
    # The form has the current basis: the assessment is of the evidence that the page now shows.
    review.get_by_label("medium").check()
    review.get_by_role("button", name="Assess").first.click()
    expect(page.locator(".notice-done")).to_have_text("Assessment saved.")
    expect(page.locator(".badge.status-agreed").first).to_be_visible()
    expect(page.locator("#comment").get_by_label("Comment")).to_have_value("Half a comment")


def test_refused_form_gets_the_focus_and_keeps_the_input(visit: Any, claim: Any) -> None:
    page = visit("researcher")
    page.goto(f"/claims/{claim.pk}/")
    page.locator("#comment").get_by_label("Comment").fill("Half a comment")
    page.get_by_text("Add evidence").first.click()
    form = page.locator("#evidence-form")
    form.get_by_label("corroborates").check()
    form.get_by_label("Kind").select_option("statement")
    form.get_by_label("It saw it itself").check()
    form.get_by_label("Quote", exact=True).fill("Typed words")
    form.get_by_role("button", name="Add evidence").click()
    expect(form.locator(".form-errors")).to_be_focused()
    expect(form.get_by_label("Quote", exact=True)).to_have_value("Typed words")
    expect(page.locator("#comment").get_by_label("Comment")).to_have_value("Half a comment")
    assert Evidence.objects.count() == 1


def test_reviewer_on_a_stale_page_sees_the_change_and_their_own_text(
    visit: Any, claim: Any, cast: Any
) -> None:
    page = visit("reviewer1")
    page.goto(f"/claims/{claim.pk}/")
    EvidenceFactory(claim=claim, by=cast.researcher)
    review = page.locator("#review")
    review.get_by_label("Supported").check()
    review.get_by_label("Rationale").fill("What I saw")
    review.get_by_label("low").check()
    review.get_by_role("button", name="Assess").first.click()
    expect(page.locator(".conflict")).to_be_focused()
    expect(page.locator(".conflict .yours")).to_contain_text("What I saw")
    expect(review.get_by_label("Rationale")).to_have_value("What I saw")
    review.get_by_role("button", name="Assess").first.click()
    expect(page.locator(".notice-done")).to_have_text("Assessment saved.")


@pytest.mark.parametrize("javascript", [True, False])
def test_claim_can_be_assessed_and_signed_off(visit: Any, claim: Any, javascript: bool) -> None:
    reviewer = visit("reviewer1", javascript=javascript)
    reviewer.goto(f"/claims/{claim.pk}/")
    review = reviewer.locator("#review")
    review.get_by_label("Not enough evidence").check()
    review.get_by_label("Rationale").fill("It does not settle it.")
    review.get_by_label("medium").check()
    review.get_by_role("button", name="Assess").first.click()
    expect(reviewer.locator(".notice-done")).to_have_text("Assessment saved.")
    editor = visit("editor", javascript=javascript)
    editor.goto(f"/claims/{claim.pk}/")
    signing = editor.locator("#sign-off")
    signing.get_by_label("Rationale").fill("The evidence does not settle it.")
    signing.get_by_label("medium").check()
    signing.get_by_role("button", name="Sign off").click()
    expect(editor.locator(".notice-done")).to_have_text("Verdict signed.")
    expect(editor.locator("section.verdict")).to_contain_text("The evidence does not settle it.")
