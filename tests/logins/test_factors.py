"""Second factors over HTTP: an authenticator app, recovery codes, and how many codes may be guessed."""

import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.test import Client

from tests.conftest import PASSWORD

from .people import (
    ADD_APP,
    CODE,
    CODES,
    CONFIRM,
    FACTORS,
    NEW_CODES,
    REMOVE_APP,
    Browser,
    totp,
)

pytestmark = pytest.mark.django_db

Browsers = Callable[..., Browser]


@pytest.fixture
def owner(member: Browsers) -> Browser:
    """Return a browser of an editor who has set up an authenticator app, and is logged in."""
    browser = member("editor")
    browser.add_app()
    return browser


def address(number: int) -> str:
    return f"198.51.{number // 250}.{number % 250 + 1}"


def test_without_a_factor_the_password_lets_in(browser_of: Browsers) -> None:
    browser = browser_of("reader")
    assert browser.type_password()["Location"] == "/"
    assert browser.is_in()


def test_with_an_app_the_password_and_a_code_let_in(owner: Browser, browser_of: Browsers) -> None:
    other = browser_of("editor")
    assert other.type_password()["Location"] == CODE
    assert not other.is_in()
    assert other.type_code(totp(owner.secret))["Location"] == "/"
    assert other.is_in()


def test_login_with_a_code_leads_to_the_page_that_was_wanted(
    owner: Browser, browser_of: Browsers
) -> None:
    other = browser_of("editor")
    typed = {"username": owner.user.username, "password": PASSWORD, "next": "/record/"}
    other.client.post("/accounts/login/?next=/record/", typed)
    assert other.type_code(totp(owner.secret))["Location"] == "/record/"


def test_code_of_an_app_is_taken_once_whatever_process_asks(
    owner: Browser, browser_of: Browsers, settings: Any
) -> None:
    # Another process has a memory of its own.
    code = totp(owner.secret)
    first, second = browser_of("editor"), browser_of("editor")
    first.type_password()
    assert first.type_code(code).status_code == 302
    settings.CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
            "LOCATION": "another process",
        }
    }
    second.type_password()
    assert second.type_code(code).status_code == 200
    assert not second.is_in()


def test_code_of_an_app_is_over_a_minute_after_it_was_shown(
    owner: Browser, browser_of: Browsers
) -> None:
    other = browser_of("editor")
    other.type_password()
    for seconds in (-60, 60):  # the desk's clock counts, and a telephone's may be half a minute off
        assert other.type_code(totp(owner.secret, time.time() + seconds)).status_code == 200
    assert not other.is_in()


def test_each_recovery_code_lets_in_once(owner: Browser, browser_of: Browsers) -> None:
    assert len(set(owner.recovery)) == 10
    for expected in (302, 200):
        other = browser_of("editor")
        other.type_password()
        assert other.type_code(owner.recovery[0]).status_code == expected


def test_recovery_codes_are_shown_once_and_new_ones_replace_them(
    owner: Browser, browser_of: Browsers
) -> None:
    old = owner.recovery
    owner.read_codes()
    assert owner.recovery == []
    owner.client.post(NEW_CODES)
    owner.read_codes()
    assert not set(old) & set(owner.recovery)
    other = browser_of("editor")
    other.type_password()
    assert other.type_code(old[0]).status_code == 200
    assert other.type_code(owner.recovery[0]).status_code == 302


def test_without_the_app_the_password_lets_in_again(owner: Browser, browser_of: Browsers) -> None:
    assert owner.client.post(REMOVE_APP)["Location"] == FACTORS
    assert not Authenticator.objects.exists()
    assert browser_of("editor").type_password()["Location"] == "/"


@pytest.mark.parametrize("path", [ADD_APP, REMOVE_APP, NEW_CODES, CODES])
def test_changing_factors_needs_the_password_again(
    path: str, owner: Browser, browser_of: Browsers
) -> None:
    thief = browser_of("editor")
    thief.client.force_login(thief.user, backend="django.contrib.auth.backends.ModelBackend")
    for method in (thief.client.get, thief.client.post):
        response = method(path)
        assert response.status_code in {302, 405}
        assert "confirm" in response.get("Location", "confirm") or path == ADD_APP
    before = [(one.pk, one.data) for one in Authenticator.objects.order_by("pk")]
    assert thief.confirm("a wrong password").status_code == 200
    thief.client.post(path)
    assert before == [(one.pk, one.data) for one in Authenticator.objects.order_by("pk")]


def test_confirming_lasts_five_minutes(member: Browsers) -> None:
    browser = member("editor")
    assert browser.client.get(ADD_APP).status_code == 200
    with time_machine.travel(time.time() + 301):
        assert browser.client.get(ADD_APP)["Location"].startswith(CONFIRM)


def test_guesses_at_the_password_of_an_open_browser_are_limited(browser_of: Browsers) -> None:
    thief = browser_of("editor")
    thief.client.force_login(thief.user, backend="django.contrib.auth.backends.ModelBackend")
    told = [thief.confirm(f"guess {number}").status_code for number in range(12)]
    assert told[-1] == 429
    assert told.count(200) <= 10


def test_ten_codes_of_one_network_reach_the_check(owner: Browser, browser_of: Browsers) -> None:
    guesser = browser_of("editor", REMOTE_ADDR=address(1))
    guesser.type_password()
    for number in range(10):
        assert guesser.type_code(f"{number:06}").status_code == 200
    assert guesser.type_code(totp(owner.secret)).status_code == 200
    assert not guesser.is_in()


def test_few_codes_of_many_networks_reach_the_check_and_the_owner_gets_in(
    owner: Browser, browser_of: Browsers
) -> None:
    """Each network types the right code last: only a check can say that it is right."""
    checked = 0
    with time_machine.travel(time.time() + 30, tick=False) as clock:
        for number in range(8):
            guesser = browser_of("editor", REMOTE_ADDR=address(number))
            guesser.type_password()
            for _ in range(3):
                guesser.type_code("000000")
            clock.shift(timedelta(seconds=31))
            checked += guesser.type_code(totp(owner.secret)).status_code == 302
        assert checked < 8
        # Somebody else's guesses do not keep the owner out of the browser that is known.
        owner.client.post("/accounts/logout/")
        clock.shift(timedelta(seconds=31))
        assert owner.type_password()["Location"] == CODE
        assert owner.type_code(totp(owner.secret)).status_code == 302


def test_secrets_are_stored_encrypted(owner: Browser) -> None:
    stored = str([one.data for one in Authenticator.objects.all()])
    assert owner.secret not in stored
    assert not any(code in stored for code in owner.recovery)


def test_another_secret_key_makes_factors_unreadable_and_lets_nobody_in(
    owner: Browser, browser_of: Browsers, settings: Any
) -> None:
    settings.SECRET_KEY = "another key, of a desk that was restored elsewhere " * 2
    other = browser_of("editor")
    assert other.type_password()["Location"] == CODE
    for code in (totp(owner.secret), *owner.recovery[:1], "000000"):
        response = other.type_code(code)
        assert response.status_code == 200
        assert response.context["form"].errors.as_data()["code"][0].code == "unreadable"
    assert not other.is_in()


def test_deactivated_while_the_code_is_asked_for_gets_nowhere(
    owner: Browser, browser_of: Browsers
) -> None:
    other = browser_of("editor")
    other.type_password()
    other.user.is_active = False
    other.user.save()
    other.type_code(totp(owner.secret))
    assert not other.is_in()


def test_page_of_the_app_shows_its_secret_as_an_image(member: Browsers) -> None:
    browser = member("editor")
    assert b"qr.svg" in browser.client.get(ADD_APP).content
    image = browser.client.get("/accounts/factors/app/qr.svg")
    assert image["Content-Type"] == "image/svg+xml"
    assert image["Cache-Control"] == "no-store"
    assert b"<path" in image.content


@pytest.mark.parametrize(
    "credential",
    ["", "{}", "[]", "5", "null", '"x"', '{"id": 5}', '{"id": "a", "rawId": "a", "type": "public-key"}',
     '{"id": "YQ", "rawId": "YQ", "type": "public-key", "response": {}}',
     '{"id": "YQ", "rawId": "YQ", "type": "public-key", "response": {"clientDataJSON": "e30", '
     '"attestationObject": "oA", "authenticatorData": "AA", "signature": "AA"}}',
     '{"id": "YQ", "rawId": "!", "type": "public-key", "response": {"clientDataJSON": "\\u0000", '
     '"attestationObject": 7}}', "x" * 100_000],
)  # fmt: skip
def test_nonsense_for_a_passkey_is_refused_in_words(
    credential: str, owner: Browser, browser_of: Browsers
) -> None:
    page = "/accounts/factors/passkeys/add/"
    owner.client.get(page)
    assert owner.client.post(page, {"name": "x", "credential": credential}).status_code == 200
    other = browser_of("editor")
    other.type_password()
    other.client.get(CODE)
    assert other.client.post(CODE, {"credential": credential}).status_code == 200
    assert not other.is_in()
    assert Authenticator.objects.filter(type="webauthn").count() == 0


def test_closed_parts_of_allauth_have_no_address(owner: Browser) -> None:
    for path in (
        "signup/",
        "email/",
        "password/change/",
        "3rdparty/",
        "social/signup/",
        "inactive/",
    ):
        assert owner.client.get(f"/accounts/{path}").status_code == 404
        assert Client().post(f"/accounts/{path}").status_code == 404
