"""What was sent after a login had ended comes back after a second factor, and after single sign-on."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.urls import reverse

from claims.models import Draft
from tests.articles.pages import fields_of
from tests.conftest import PASSWORD

from .people import CODE, LOGIN, SSO, Browser, log_in_at, totp

pytestmark = pytest.mark.django_db

TYPED = {"text": "Half a thought, typed for minutes."}


def send_without_login(browser: Browser) -> Any:
    """Send a form from a page that was open when the login ended. Return the page that answers."""
    browser.client.get("/")
    browser.client.session.flush()
    browser.client.cookies.pop("sessionid")
    return browser.client.post(reverse("claim_new"), {"statement": TYPED["text"]})


def texts_of(user: User) -> list[list[list[str]]]:
    return [draft.fields for draft in Draft.objects.of(user)]


def test_text_waits_for_the_second_factor(member: Callable[..., Browser]) -> None:
    browser = member("researcher")
    browser.add_app()
    held = fields_of(send_without_login(browser), LOGIN)
    typed = {"username": browser.user.username, "password": PASSWORD}
    browser.client.post(LOGIN, held | typed)
    assert texts_of(browser.user) == []
    browser.client.post(CODE, {"code": totp(browser.secret)})
    assert browser.is_in()
    assert texts_of(browser.user) == [[["statement", TYPED["text"]]]]


@pytest.mark.usefixtures("provider")
def test_text_waits_for_the_provider(member: Callable[..., Browser]) -> None:
    browser = member("researcher")
    browser.single_sign_on("somebody")
    held = fields_of(send_without_login(browser), SSO)
    left = browser.leave(**held)
    browser.client.get(log_in_at(left, "somebody"))
    assert browser.is_in()
    assert texts_of(browser.user) == [[["statement", TYPED["text"]]]]
