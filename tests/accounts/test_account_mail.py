"""People are told by mail what happened to their account: after the commit, bounded, and without breaking anything."""

from typing import Any

import pytest
from django.core import mail
from django.test import Client

from claims.actions import accounts as account_actions
from claims.actions.account_log import note
from claims.enums import AccountKind, Role
from claims.models.accounts import account_revision
from tests.captures.conftest import run_queue
from tests.conftest import PASSWORD

from .logging_in import FIREFOX, log_in

pytestmark = pytest.mark.django_db
K = AccountKind
OLD, NEW = "maria@example.org", "thief@example.org"


@pytest.fixture
def maria(cast: Any) -> Any:
    return account_actions.create_user(
        "maria", roles=[Role.REVIEWER], by=cast.admin, password=PASSWORD, email=OLD
    )


def change(user: Any, by: Any, **changes: Any) -> None:
    given = {"roles": [Role.REVIEWER], "is_active": True, "email": OLD} | changes
    account_actions.change_user(user, seen_revision=account_revision(user), by=by, **given)


def told() -> list[str]:
    """Send what is queued, and return to whom."""
    mail.outbox.clear()
    run_queue()
    return [address for one in mail.outbox for address in one.to]


CHANGES: dict[str, tuple[dict[str, Any], list[str]]] = {
    "mail address": ({"email": NEW}, [NEW, OLD]),
    "password": ({"password": "nine-cranes-7!"}, [OLD]),
    "roles": ({"roles": [Role.EDITOR]}, [OLD]),
    "nothing": ({}, []),
}


@pytest.mark.parametrize("what", CHANGES)
def test_person_is_told_of_what_an_admin_changes(what: str, maria: Any, cast: Any) -> None:
    changes, expected = CHANGES[what]
    change(maria, cast.admin, **changes)
    assert told() == expected


def test_mail_names_who_did_it_and_from_where(maria: Any, cast: Any, settings: Any) -> None:
    settings.PUBLIC_URL = "https://desk.example.org"
    log_in("maria", address="192.0.2.77")
    assert told() == [OLD]
    body = mail.outbox[0].body
    assert "192.0.2.77" in body and "Firefox on Linux" in body
    assert "https://desk.example.org/accounts/" in body
    change(maria, cast.admin, roles=[Role.EDITOR])
    told()
    assert "By: admin" in mail.outbox[0].body


def test_known_browser_is_not_told_again(maria: Any) -> None:
    client = Client(headers={"user-agent": FIREFOX})
    typed = {"username": "maria", "password": PASSWORD}
    client.post("/accounts/login/", typed)
    assert told() == [OLD]
    for _ in range(6):
        client.post("/accounts/logout/")
        client.post("/accounts/login/", typed)
    assert told() == []
    # However often, a new browser is still told.
    log_in("maria", address="203.0.113.66")
    assert told() == [OLD]


def test_other_admins_are_told_of_a_new_admin(maria: Any, cast: Any) -> None:
    second = account_actions.create_user(
        "ada", roles=[Role.ADMIN], by=None, email="ada@example.org"
    )
    assert second.is_active and told() == ["ada@example.org"]
    change(maria, cast.admin, roles=[Role.REVIEWER, Role.ADMIN])
    assert told() == [OLD, "ada@example.org"]
    account_actions.create_user("zoe", roles=[Role.ADMIN], by=cast.admin)
    assert sorted(told()) == ["ada@example.org", OLD]


def test_lock_out_is_told_once_and_floods_nobody(maria: Any) -> None:
    for number in range(30):
        log_in("maria", "wrong", f"198.51.100.{number}")
    assert 1 <= len(told()) <= 5


def test_flood_of_one_kind_does_not_hide_another(maria: Any, cast: Any) -> None:
    for _ in range(12):
        note(K.LOGIN_REFUSED, maria, by=None)
    change(maria, cast.admin, email=NEW)
    assert sorted(told()) == [OLD] * 6 + [NEW]


def test_mail_server_that_is_gone_breaks_nothing(maria: Any, cast: Any, settings: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9  # nobody listens there
    change(maria, cast.admin, email=NEW)
    run_queue()
    maria.refresh_from_db()
    assert maria.email == NEW
