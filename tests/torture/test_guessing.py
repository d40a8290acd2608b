"""Guesses that come from everywhere at once reach few checks, and the owner gets in meanwhile.

Negative control: TORTURE_BREAK=no_throttle asks django-axes nothing. Seen red: 40 of 40 guesses reached the check.
"""

from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any
from urllib.parse import urlencode

import pytest
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import User

from tests.conftest import PASSWORD, Cast

from .amounts import amount
from .desk import FORM, Member, ServedDesk

pytestmark = pytest.mark.django_db(transaction=True)

CHECKED, IN, REFUSED = 200, 302, 429
GUESSES = max(40, amount("guesses"))


@pytest.fixture
def owner(cast: Cast, settings: Any) -> User:
    """Return a person whose password is stored as in production."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
    User.objects.filter(pk=cast.reviewer.pk).update(password=make_password(PASSWORD))
    return User.objects.get(pk=cast.reviewer.pk)


@pytest.fixture
def proxied(serve: Any) -> ServedDesk:
    """Return a desk behind one proxy, so that guesses can come from any address."""
    desk: ServedDesk = serve(TRUSTED_PROXIES="1")
    return desk


def log_in(who: Member, name: str, password: str, address: str) -> int:
    body = urlencode({"username": name, "password": password}).encode()
    headers = {"Content-Type": FORM, "X-Forwarded-For": address}
    return who.send("POST", "/accounts/login/", body, **headers).status


def guess_all(desk: ServedDesk, guesses: list[tuple[str, str]]) -> list[int]:
    """Make all guesses, eight at a time, each from a browser of its own. Return their statuses."""
    with ThreadPoolExecutor(8) as pool:
        return list(
            pool.map(
                lambda one: log_in(desk.member(None), one[0], f"wrong {one[1]}", one[1]), guesses
            )
        )


def test_guesses_from_many_addresses(proxied: ServedDesk, owner: User, figure: Any) -> None:
    name, at_home = owner.username, proxied.member(None)
    assert log_in(at_home, name, PASSWORD, "203.0.113.5") == IN
    at_home.cookies.pop("sessionid")
    told = guess_all(proxied, [(name, f"198.51.{n // 250}.{n % 250 + 1}") for n in range(GUESSES)])
    reached = told.count(CHECKED)
    gets_in = log_in(at_home, name, PASSWORD, "192.0.2.77") == IN
    figure(
        "distributed guesses",
        guesses=len(told),
        reached_the_check=reached,
        owner_locked_out=int(not gets_in),
    )
    assert reached <= 10
    assert told.count(REFUSED) == len(told) - reached
    assert gets_in, "a browser that the account knows"
    assert log_in(proxied.member(None), name, PASSWORD, "203.0.113.5") == IN, "its usual network"


def test_one_address_that_sprays_names(
    proxied: ServedDesk, owner: User, cast: Cast, figure: Any
) -> None:
    shared = "203.0.113.5"
    assert log_in(proxied.member(None), owner.username, PASSWORD, shared) == IN
    names = [f"person{number}" for number in range(GUESSES)]
    told = guess_all(proxied, [(name, shared) for name in names])
    reached = told.count(CHECKED)
    figure("sprayed names", guesses=len(told), reached_the_check=reached)
    assert reached <= 10
    assert log_in(proxied.member(None), owner.username, PASSWORD, shared) == IN
    assert "spraying" in proxied.log


def test_one_network_of_ipv6(proxied: ServedDesk, owner: User, figure: Any) -> None:
    told = guess_all(proxied, [(owner.username, f"2001:db8:1:2::{n:x}") for n in range(1, GUESSES)])
    figure("guesses from one /64", guesses=len(told), reached_the_check=told.count(CHECKED))
    assert told.count(CHECKED) <= 10
    assert log_in(proxied.member(None), owner.username, PASSWORD, "2001:db8:1:3::1") == IN


def test_guesses_at_the_old_password(proxied: ServedDesk, owner: User, figure: Any) -> None:
    thief = proxied.member(owner)
    new = "nineteen violet ladders hum"

    def change(number: int) -> int:
        typed = {"old_password": f"guess {number}", "new_password1": new, "new_password2": new}
        return thief.post("/accounts/password_change/", typed).status

    with ThreadPoolExecutor(4) as pool:
        told = list(pool.map(partial(change), range(20)))
    figure("guesses at the old password", guesses=len(told), reached_the_check=told.count(CHECKED))
    assert told.count(CHECKED) <= 10
    assert told.count(REFUSED) == len(told) - told.count(CHECKED)
