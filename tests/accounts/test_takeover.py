"""An account is taken over: the person and an admin see it, and the account log proves it."""

import re
from typing import Any

import pytest
from django.core import mail
from django.test import Client

from claims.actions import accounts as account_actions
from claims.enums import AccountKind, Role, Verb
from claims.models import AccountEntry, Event
from claims.reads.record.verification import verify_desk
from tests.admin.conftest import send
from tests.captures.conftest import run_queue
from tests.conftest import PASSWORD

from .logging_in import is_logged_in, log_in

pytestmark = pytest.mark.django_db
K = AccountKind
OLD, THIEF = "maria@example.org", "thief@example.org"
NEW = "quite another long one"
THIEFS_ADDRESS = "203.0.113.66"


@pytest.fixture
def maria(cast: Any) -> Any:
    return account_actions.create_user(
        "maria", roles=[Role.EDITOR], by=cast.admin, password=PASSWORD, email=OLD
    )


def seen_by_person(password: str = PASSWORD) -> dict[str, str]:
    """Log in as the person and return what the page shows: each kind with its address."""
    page = log_in("maria", password).get("/accounts/").context["page"]
    return {shown.entry.kind: shown.address for shown in reversed(page.entries)}


def seen_by_admin(cast: Any) -> dict[str, str]:
    response = log_in(cast.admin.username).get("/accounts/log/", {"account": "maria"})
    return {s.entry.kind: s.address for s in reversed(response.context["page"].entries)}


def mailed_to() -> set[str]:
    run_queue()
    return {address for one in mail.outbox for address in one.to}


def reset_link() -> str:
    found = re.search(r"https?://[^/]+(/accounts/reset/\S+)", str(mail.outbox[-1].body))
    assert found
    return found[1]


def follow(client: Client, link: str, password: str) -> None:
    form = client.get(link, follow=True).redirect_chain[-1][0]
    client.post(form, {"new_password1": password, "new_password2": password})


def admin_changes(cast: Any, maria: Any, **typed: Any) -> None:
    client = log_in(cast.admin.username, address=THIEFS_ADDRESS)
    response = send(client, f"/admin/auth/user/{maria.pk}/change/", **typed)
    assert response.status_code == 302, response.context["adminform"].form.errors


def test_takeover_by_mail_address_and_reset(maria: Any, cast: Any) -> None:
    admin_changes(cast, maria, email=[THIEF])
    assert {OLD, THIEF} <= mailed_to()
    thief = Client(REMOTE_ADDR=THIEFS_ADDRESS)
    thief.post("/accounts/password_reset/", {"email": THIEF})
    follow(thief, reset_link(), NEW)
    assert is_logged_in(log_in("maria", NEW, THIEFS_ADDRESS))

    for seen in (seen_by_admin(cast), seen_by_person(NEW)):
        assert seen[K.EMAIL_CHANGED] == THIEFS_ADDRESS
        assert seen[K.PASSWORD_RESET_ASKED] == seen[K.PASSWORD_RESET] == THIEFS_ADDRESS
    verbs = [event.verb for event in Event.objects.about("user", maria.pk).order_by("seq")]
    assert verbs == [Verb.USER_CREATED, Verb.USER_CHANGED, Verb.PASSWORD_RESET]
    assert list(verify_desk()) == []


def test_takeover_by_a_stolen_session(maria: Any, cast: Any) -> None:
    owner = log_in("maria")
    thief = Client(REMOTE_ADDR=THIEFS_ADDRESS)
    thief.cookies = owner.cookies
    assert is_logged_in(thief)
    # The thief has the session, but not the password.
    typed = {"old_password": "a guess", "new_password1": NEW, "new_password2": NEW}
    thief.post("/accounts/password_change/", typed)

    for seen in (seen_by_admin(cast), seen_by_person()):
        assert seen[K.SESSION_MOVED] == seen[K.PASSWORD_WRONG] == THIEFS_ADDRESS
    other = log_in("maria", address="192.0.2.8")
    other.post("/accounts/sessions/end/", {"others": "1"})
    assert not is_logged_in(thief)
    assert list(verify_desk()) == []


def test_takeover_by_a_guessed_password(maria: Any, cast: Any) -> None:
    for guess in ("one", "two", "three"):
        log_in("maria", guess, THIEFS_ADDRESS)
    assert is_logged_in(log_in("maria", PASSWORD, THIEFS_ADDRESS))

    assert mailed_to() == {OLD}
    client = log_in("maria")
    page = client.get("/accounts/").content.decode()
    assert page.count(THIEFS_ADDRESS) >= 5  # three guesses, one login, one session
    assert seen_by_admin(cast)[K.LOGIN_FAILED] == THIEFS_ADDRESS
    assert AccountEntry.objects.filter(kind=K.LOGIN_FAILED).count() == 3
    assert list(verify_desk()) == []


def test_takeover_by_an_admin_who_sets_the_password(maria: Any, cast: Any) -> None:
    admin_changes(cast, maria, new_password=[NEW], new_password_again=[NEW])
    assert is_logged_in(log_in("maria", NEW, THIEFS_ADDRESS))

    assert mailed_to() == {OLD}
    for seen in (seen_by_admin(cast), seen_by_person(NEW)):
        assert seen[K.PASSWORD_SET] == THIEFS_ADDRESS
    entry = AccountEntry.objects.get(kind=K.PASSWORD_SET)
    event = Event.objects.get(seq=entry.facts["event"])
    assert (entry.by, event.by, event.after) == (cast.admin, cast.admin, {"password_changed": True})
    assert list(verify_desk()) == []
