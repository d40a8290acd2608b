"""Drafts in a browser: twelve ways to lose what was typed, in forms of the desk and of the admin."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import Error, Page, expect

from claims.models import Claim, Draft
from tests.conftest import PASSWORD
from tests.factories import ArticleFactory, ClaimFactory, EvidenceFactory

pytestmark = pytest.mark.django_db(transaction=True)

TEXT = "The harbour master says so.\nHe did not see it himself."


@pytest.fixture
def claim(cast: Any) -> Claim:
    claim: Claim = ClaimFactory(people=cast, article=ArticleFactory(by=cast.researcher))
    EvidenceFactory(claim=claim, by=cast.researcher)
    return claim


def forms_of(claim: Claim) -> dict[str, tuple[str, str]]:
    """Return long forms: where each is, and the field that is typed in."""
    article = claim.appearances.get().article_id
    page = f"/claims/{claim.pk}/"
    return {
        "assessment": (page, "#review [name=rationale]"),
        "comment": (page, "#comment [name=text]"),
        "claim in an article": (f"/articles/{article}/", "#extract-form [name=statement]"),
        "new claim": ("/claims/new/", "main [name=statement]"),
        "new article": ("/articles/new/", "main [name=text]"),
        "claim in the admin": (f"/admin/claims/claim/{claim.pk}/change/", "[name=statement]"),
    }


def type_into(page: Page, field: str, text: str = TEXT) -> None:
    place = page.locator(field).first
    place.evaluate(
        "field => { for (let e = field; e; e = e.parentElement) if (e.tagName === 'DETAILS') e.open = true; }"
    )
    place.fill("")
    place.press_sequentially(text)


def wait_until_kept(page: Page) -> None:
    """Wait until the desk has everything: then the browser keeps nothing any more."""
    page.wait_for_function(
        "() => !Object.keys(localStorage).some((name) => name.startsWith('draft:'))"
    )


def drafts_in(page: Page) -> int:
    """Return how many drafts the browser keeps."""
    names: list[str] = page.evaluate("Object.keys(localStorage)")
    return sum(name.startswith("draft:") for name in names)


def leave_by_a_link(page: Page, address: str) -> None:
    page.locator("a[href='/sources/']").first.click()
    page.wait_for_url("**/sources/")
    page.goto(address)


def go_back_and_forward(page: Page, address: str) -> None:
    page.go_back()
    page.go_forward()


def restore(page: Page, field: str) -> None:
    page.locator("#drafts").get_by_role("button", name="Restore").first.click()
    expect(page.locator(field).first).to_have_value(TEXT)
    expect(page.locator("#drafts .draft")).to_have_count(0)


def test_text_of_every_long_form_is_offered_again(visit: Any, claim: Claim) -> None:
    page = visit("editor")
    for address, field in forms_of(claim).values():
        page.goto(address)
        type_into(page, field)
        page.reload()
        restore(page, field)
        Draft.objects.all().delete()


@pytest.mark.parametrize("lose", [leave_by_a_link, go_back_and_forward])
def test_text_is_offered_again_however_the_page_was_left(
    visit: Any, claim: Claim, lose: Callable[[Page, str], None]
) -> None:
    page = visit("editor")
    address, field = forms_of(claim)["assessment"]
    page.goto(address)
    type_into(page, field)
    lose(page, address)
    restore(page, field)


def test_crash_while_the_desk_was_gone_loses_nothing(visit: Any, claim: Claim) -> None:
    page = visit("editor")
    for name in ("claim in an article", "claim in the admin"):
        address, field = forms_of(claim)[name]
        page.goto(address)
        page.context.set_offline(True)
        type_into(page, field)
        with pytest.raises(Error):
            page.goto("chrome://crash")
        page.close()
        assert not Draft.objects.exists()
        page = page.context.new_page()
        page.context.set_offline(False)
        page.goto(address)
        restore(page, field)
        Draft.objects.all().delete()


def test_text_survives_an_htmx_form_whose_login_ended(visit: Any, claim: Claim) -> None:
    page = visit("editor")
    address, field = forms_of(claim)["comment"]
    page.goto(address)
    type_into(page, field)
    wait_until_kept(page)
    Session.objects.all().delete()
    page.locator(field).press("Control+Enter")
    expect(page.locator(".live")).to_contain_text("You have been logged out.")
    expect(page.locator(field)).to_have_value(TEXT)
    log_in(page, "editor")
    page.goto(address)
    restore(page, field)


@pytest.mark.parametrize("javascript", [True, False], ids=["javascript", "no-javascript"])
def test_form_sent_after_the_login_ended_comes_back(
    visit: Any, claim: Claim, javascript: bool
) -> None:
    page = visit("editor", javascript=javascript)
    for name in (
        ("new claim", "claim in the admin")
        if javascript
        else ("new claim", "comment", "claim in the admin")
    ):
        address, field = forms_of(claim)[name]
        page.goto(address)
        page.locator(field).first.fill(TEXT)
        if javascript:
            wait_until_kept(page)
        Session.objects.all().delete()
        page.locator(field).first.evaluate(
            "f => f.form.requestSubmit()"
        ) if javascript else page.locator(
            f"form:has({field.split()[-1]}) [type=submit], form:has({field.split()[-1]}) button:not([type=button])"
        ).last.click()
        page.get_by_label("Username").fill("editor")
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Log in").click()
        restore(page, field)
        Draft.objects.all().delete()


def test_saved_form_leaves_no_draft_behind(visit: Any, claim: Claim) -> None:
    page = visit("editor")
    page.goto(f"/claims/{claim.pk}/")
    type_into(page, "#comment [name=text]")
    type_into(page, "#review [name=rationale]", "Half a thought.")
    page.locator("#comment").get_by_role("button", name="Comment").click()
    expect(page.locator(".notice-done")).to_be_visible()
    wait_until_kept(page)
    page.reload()
    expect(page.locator("#drafts .draft")).to_have_count(1)
    expect(page.locator("#drafts")).to_contain_text("Half a thought.")
    page.get_by_role("button", name="Discard").click()
    expect(page.locator("#drafts .draft")).to_have_count(0)
    page.reload()
    expect(page.locator("#drafts .draft")).to_have_count(0)


def test_nobody_else_sees_a_draft_in_the_same_browser(visit: Any, claim: Claim, cast: Any) -> None:
    page = visit("editor")
    assert cast.reviewer1
    address, field = forms_of(claim)["assessment"]
    page.goto(address)
    type_into(page, field)
    page.get_by_role("button", name="Log out").click()
    page.wait_for_url("**/login/**")
    assert drafts_in(page) == 0
    assert Draft.objects.get().fields  # the desk has it, though it was typed a moment ago
    log_in(page, "reviewer1")
    page.goto(address)
    expect(page.locator("#drafts .draft")).to_have_count(0)

    # The next one forgets to log out, and the desk cannot be reached.
    page.context.set_offline(True)
    type_into(page, field)
    assert drafts_in(page) == 1
    page.context.set_offline(False)
    page.context.clear_cookies()
    page.goto("about:blank")
    log_in(page, "editor")
    assert drafts_in(page) == 0
    page.goto(address)
    restore(page, field)


def log_in(page: Page, name: str) -> None:
    page.goto("/accounts/login/")
    page.get_by_label("Username").fill(name)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()
    page.wait_for_url("**/")


def test_logging_out_of_a_desk_that_is_gone_loses_nothing(visit: Any, claim: Claim) -> None:
    page = visit("editor")
    address, field = forms_of(claim)["comment"]
    page.goto(address)
    page.context.set_offline(True)
    type_into(page, field)
    with page.expect_event("requestfailed", lambda request: request.url.endswith("/logout/")):
        page.get_by_role("button", name="Log out").click()
    page.context.set_offline(False)
    page.goto(address)
    restore(page, field)
