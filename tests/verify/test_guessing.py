"""Guesses from many networks, at many accounts, and at the old password: few reach the check, the owner gets in."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils.timezone import now

from claims.actions import accounts as account_actions
from claims.enums import Role
from tests.conftest import PASSWORD

LOGIN = "/accounts/login/"
CHECKED, REFUSED, IN = 200, 429, 302


def guess(name: str, address: str, password: str = "wrong", client: Client | None = None) -> int:
    typed = {"username": name, "password": password}
    response = (client or Client()).post(LOGIN, typed, REMOTE_ADDR=address)
    return int(response.status_code)


def log_in(name: str, address: str, client: Client | None = None) -> int:
    return guess(name, address, PASSWORD, client)


def address(number: int) -> str:
    return f"198.51.{number // 250}.{number % 250 + 1}"


def addresses(count: int) -> list[str]:
    return [address(number) for number in range(count)]


@pytest.mark.parametrize("per_address", [1, 4])
def test_ten_guesses_from_many_addresses_reach_the_check(per_address: int, cast: Any) -> None:
    name = cast.reader.username
    told = [guess(name, one) for one in addresses(20 // per_address) for _ in range(per_address)]
    assert told == [CHECKED] * 10 + [REFUSED] * 10


def test_no_mixture_of_addresses_lets_more_than_fifteen_reach_the_check(cast: Any) -> None:
    name = cast.reader.username
    places = ["10.1.0.1"] * 12 + ["10.1.0.2"] * 12 + addresses(5)
    told = [guess(name, one) for one in places]
    # The tenth guess of one place is checked, and answered with the lock.
    assert told == [CHECKED] * 9 + [REFUSED] * 3 + [CHECKED] * 5 + [REFUSED] * 12


def test_owner_gets_in_from_a_known_browser_anywhere_and_from_a_known_network(cast: Any) -> None:
    name, browser = cast.reader.username, Client()
    assert log_in(name, "203.0.113.5", browser) == IN
    browser.post("/accounts/logout/")
    for one in addresses(12):
        guess(name, one)
    assert log_in(name, "192.0.2.77") == REFUSED  # a stranger who is right is one too
    assert log_in(name, "192.0.2.78", browser) == IN
    assert log_in(name, "203.0.113.5") == IN


def test_known_browser_gets_in_at_the_address_that_is_locked(cast: Any) -> None:
    name, browser = cast.reader.username, Client()
    assert log_in(name, "203.0.113.5", browser) == IN
    browser.post("/accounts/logout/")
    assert [guess(name, "203.0.113.5") for _ in range(12)][-1] == REFUSED
    assert log_in(name, "203.0.113.5") == REFUSED
    assert log_in(name, "203.0.113.5", browser) == IN


def test_stolen_browser_gives_ten_guesses_and_knows_no_other_account(cast: Any) -> None:
    name, browser = cast.reader.username, Client()
    assert log_in(name, "203.0.113.5", browser) == IN
    browser.cookies.pop("sessionid")
    told = [guess(name, one, client=browser) for one in addresses(12)]
    assert told == [CHECKED] * 10 + [REFUSED] * 2
    other = cast.editor.username
    told = [guess(other, one, client=browser) for one in addresses(12)]
    assert told.count(CHECKED) == 10


def test_forged_cookie_makes_no_known_browser(cast: Any) -> None:
    for one in addresses(12):
        guess(cast.reader.username, one)
    browser = Client()
    assert log_in(cast.editor.username, "203.0.113.5", browser) == IN
    browser.cookies.pop("sessionid")
    assert log_in(cast.reader.username, "192.0.2.1", browser) == REFUSED
    browser.cookies["device"] = browser.cookies["device"].value.replace(":", "x:", 1)
    assert log_in(cast.reader.username, "192.0.2.1", browser) == REFUSED


def test_mailed_link_lets_the_owner_in_while_others_guess(cast: Any, mailoutbox: Any) -> None:
    account_actions.create_user(
        "forgetful", roles=[Role.READER], by=None, password=PASSWORD, email="f@example.org"
    )
    for one in addresses(12):
        guess("forgetful", one)
    browser = Client()
    browser.post("/accounts/password_reset/", {"email": "f@example.org"})
    path = mailoutbox[0].body.split("http://testserver")[1].split()[0]
    form = browser.get(path, follow=True).redirect_chain[-1][0]
    new = "nineteen violet ladders hum"
    assert browser.post(form, {"new_password1": new, "new_password2": new}).status_code == 302
    assert guess("forgetful", "192.0.2.1", new) == REFUSED
    assert guess("forgetful", "192.0.2.1", new, browser) == IN


def test_siege_ends_after_15_minutes_and_leaves_fifty_guesses_a_day(cast: Any) -> None:
    name, start, reached = cast.reader.username, now(), 0
    for quarter in range(6):
        with time_machine.travel(start + timedelta(minutes=16 * quarter)):
            reached += [guess(name, address(11 * quarter + n)) for n in range(11)].count(CHECKED)
    assert reached == 50
    with time_machine.travel(start + timedelta(hours=25)):
        assert log_in(name, "192.0.2.1") == IN


def test_whole_ipv6_network_is_one_guesser(cast: Any) -> None:
    name = cast.reader.username
    told = [guess(name, f"2001:db8:1:2::{number:x}") for number in range(1, 13)]
    assert told.count(CHECKED) == 9
    assert log_in(name, "2001:db8:1:2:ffff::1") == REFUSED
    assert log_in(name, "2001:db8:1:3::1") == IN


def test_one_address_that_tries_many_names_is_refused_and_logged(cast: Any, lines: Any) -> None:
    assert log_in(cast.reader.username, "203.0.113.5") == IN
    told = [guess(f"person{number}", "203.0.113.5") for number in range(22)]
    assert told.count(CHECKED) == 10
    # Whoever has logged in from there still does, and so does everybody elsewhere.
    assert log_in(cast.reader.username, "203.0.113.5") == IN
    assert log_in(cast.editor.username, "203.0.113.6") == IN
    logged = [line for line in lines() if line["logger"] == "verify.guessing"]
    assert any(
        "spraying" in line["message"] and "203.0.113.5" in line["message"] for line in logged
    )


def test_many_addresses_that_try_many_names_are_logged(cast: Any, lines: Any) -> None:
    for number in range(22):
        guess(f"person{number}", address(number))
        guess("one-person", address(number))
    logged = [line["message"] for line in lines() if line["logger"] == "verify.guessing"]
    assert len([message for message in logged if "all networks" in message]) == 1


def test_office_that_logs_in_is_no_spraying(cast: Any) -> None:
    people = [getattr(cast, f"reader{number}") for number in range(1, 15)]
    assert {log_in(person.username, "203.0.113.5") for person in people} == {IN}


def test_log_names_accounts_and_no_words_typed_as_a_name(cast: Any, lines: Any) -> None:
    for number in range(12):
        guess(cast.reader.username, address(number))
        guess("my secret words", address(number))
    told = lines()
    assert any(line.get("account") == cast.reader.username for line in told)
    assert "secret words" not in str(told)


def test_old_password_is_guessed_ten_times_in_one_login_and_the_owner_changes_it_in_another(
    cast: Any,
) -> None:
    thief, owner = Client(), Client()
    for client in (thief, owner):
        assert log_in(cast.reader.username, "203.0.113.5", client) == IN
    new = "nineteen violet ladders hum"

    def change(client: Client, old: str) -> Any:
        typed = {"old_password": old, "new_password1": new, "new_password2": new}
        return client.post("/accounts/password_change/", typed)

    told = [change(thief, f"guess {number}") for number in range(12)]
    assert [response.status_code for response in told] == [CHECKED] * 10 + [REFUSED] * 2
    assert "guess 11" not in told[-1].content.decode()
    assert change(thief, PASSWORD).status_code == REFUSED
    assert change(owner, PASSWORD).status_code == IN


def test_reset_sends_three_mails_to_one_address_and_says_nothing(
    cast: Any, mailoutbox: Any
) -> None:
    account_actions.create_user(
        "forgetful", roles=[Role.READER], by=None, password=PASSWORD, email="f@example.org"
    )
    told = {
        Client().post("/accounts/password_reset/", {"email": "f@example.org"}, REMOTE_ADDR=one)[
            "Location"
        ]
        for one in addresses(12)
    }
    assert told == {"/accounts/password_reset/done/"}
    assert len(mailoutbox) == 3
    told = [
        Client().post("/accounts/password_reset/", {"email": f"a{n}@example.org"}).status_code
        for n in range(12)
    ]
    assert told == [IN] * 10 + [REFUSED] * 2
