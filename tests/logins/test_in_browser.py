"""Passkeys and single sign-on in Chromium, with a real key store and a real provider, under the Content Security Policy."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from playwright.sync_api import Browser, ConsoleMessage, Page

from claims.reads.record.factors import verify_factors
from tests.browser.conftest import CHROMIUM
from tests.browser.conftest import browser_type_launch_args as browser_type_launch_args
from tests.conftest import PASSWORD, Cast

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed"),
]


@pytest.fixture
def visit(browser: Browser, live_server: Any, cast: Cast) -> Iterator[Callable[..., Page]]:
    """Return `visit("editor")`: a page where that person has typed name and password. Complaints of the browser fail."""
    complaints: list[str] = []
    contexts = []

    def hear(said: ConsoleMessage) -> None:
        # The provider's own pages load styles from elsewhere.
        if said.type == "error" and said.location["url"].startswith(live_server.url):
            complaints.append(said.text)

    def as_member(name: str) -> Page:
        context = browser.new_context(base_url=live_server.url)
        context.set_default_timeout(10_000)
        contexts.append(context)
        page = context.new_page()
        page.on("console", hear)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        getattr(cast, name)
        page.goto("/accounts/login/")
        page.get_by_label("Username").fill(name)
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Log in", exact=True).click()
        return page

    yield as_member
    for context in contexts:
        context.close()
    assert complaints == []


def keep_passkeys(page: Page) -> tuple[Any, str]:
    """Give the page's browser a place for passkeys, as a telephone or a laptop has."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    added = session.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    return session, added["authenticatorId"]


def confirm(page: Page) -> None:
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Continue").click()


def test_passkey_is_added_lets_in_and_is_removed(visit: Callable[..., Page]) -> None:
    page = visit("editor")
    page.wait_for_url("**/")
    session, keys = keep_passkeys(page)
    page.goto("/accounts/factors/passkeys/add/")
    confirm(page)
    page.get_by_label("Name of the passkey").fill("laptop")
    page.get_by_role("button", name="Add a passkey").click()
    page.wait_for_url("**/factors/codes/")
    assert page.locator(".secrets li").count() == 10
    assert Authenticator.objects.get(type="webauthn").wrap().name == "laptop"

    page.get_by_role("button", name="Log out").click()
    page.goto("/accounts/login/")
    page.get_by_label("Username").fill("editor")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in", exact=True).click()
    page.wait_for_url("**/login/code/")
    page.get_by_role("button", name="Use a passkey").click()
    page.get_by_role("button", name="Log out").wait_for()
    assert [*verify_factors()] == []

    page.goto("/accounts/factors/")
    page.get_by_role("link", name="Remove").click()
    confirm(page)
    page.get_by_role("button", name="Remove the passkey").click()
    page.wait_for_url("**/factors/")
    assert Authenticator.objects.count() == 0
    assert [*verify_factors()] == []


def test_passkey_of_somebody_else_lets_nobody_in(visit: Callable[..., Page]) -> None:
    owner = visit("editor")
    owner.wait_for_url("**/")
    keep_passkeys(owner)
    owner.goto("/accounts/factors/passkeys/add/")
    confirm(owner)
    owner.get_by_role("button", name="Add a passkey").click()
    owner.wait_for_url("**/factors/codes/")
    thief = visit("editor")
    thief.wait_for_url("**/login/code/")
    keep_passkeys(thief)
    thief.get_by_role("button", name="Use a passkey").click()
    thief.get_by_text("The browser gave us no passkey").wait_for()
    assert thief.url.endswith("/login/code/")


def test_link_and_log_in_at_the_provider(visit: Callable[..., Page], provider: str) -> None:
    page = visit("editor")
    page.wait_for_url("**/")
    page.goto("/accounts/identities/")
    page.get_by_role("button", name="Link an account").click()
    confirm(page)
    page.wait_for_url(f"{provider}/**")
    page.locator("input[name=sub]").fill("erin@example.org")
    page.get_by_role("button", name="Authorize").click()
    page.wait_for_url("**/accounts/identities/")
    page.get_by_text("erin@example.org").wait_for()
    page.get_by_role("button", name="Log out").click()
    page.get_by_role("button", name="Log in with Example Login").click()
    page.wait_for_url(f"{provider}/**")
    page.locator("input[name=sub]").last.fill("erin@example.org")
    page.get_by_role("button", name="Authorize").last.click()
    page.get_by_role("button", name="Log out").wait_for()
