"""Your account: sessions that can be ended, what happened to the account, and the log for admins."""

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from claims.actions.account_log import note
from claims.enums import AccountKind, Verb
from claims.models import AccountEntry, AccountSession, Event
from tests.conftest import PASSWORD

from .logging_in import is_logged_in, kinds_of, log_in

pytestmark = pytest.mark.django_db
K = AccountKind
OWN = "/accounts/"
END = "/accounts/sessions/end/"
NEW = "quite another long one"


def buttons(client: Client) -> list[str]:
    """Return the sessions that the page offers to end."""
    page = client.get(OWN).content.decode()
    return re.findall(r'name="session"\s+value="(\w+)"', page)


# --- Sessions ---


def test_session_shows_where_it_came_from(cast: Any) -> None:
    client = log_in(cast.reader.username, address="192.0.2.9")
    page = client.get(OWN).content.decode()
    assert "192.0.2.9" in page and "Firefox on Linux" in page
    assert buttons(client) == []  # one's own is ended by logging out


def test_ended_session_is_logged_out_at_its_next_request(cast: Any) -> None:
    here, there = log_in(cast.reader.username), log_in(cast.reader.username, address="192.0.2.9")
    third = log_in(cast.reader.username)
    wanted = AccountSession.objects.get(address="192.0.2.9").key_digest
    assert wanted in buttons(here)

    assert here.post(END, {"session": wanted}).status_code == 302
    assert [is_logged_in(client) for client in (here, there, third)] == [True, False, True]
    assert kinds_of(cast.reader)[-1] == K.SESSION_ENDED

    here.post(END, {"others": "1"})
    assert [is_logged_in(client) for client in (here, third)] == [True, False]


def test_nobody_ends_the_session_of_somebody_else(cast: Any) -> None:
    theirs, mine = log_in(cast.editor.username), log_in(cast.reader.username)
    digest = AccountSession.objects.get(account=cast.editor).key_digest

    mine.post(END, {"session": digest})

    assert is_logged_in(theirs)
    assert K.SESSION_ENDED not in kinds_of(cast.editor)


def test_session_from_before_this_was_noted_appears_when_it_is_used(cast: Any) -> None:
    client = log_in(cast.reader.username)
    AccountSession.objects.all().delete()
    session = client.session
    del session["seen"]
    session.save()

    client.get("/claims/")

    assert AccountSession.objects.get().account == cast.reader


def test_own_session_is_known_after_the_password_changed(cast: Any) -> None:
    client, other = log_in(cast.reader.username), log_in(cast.reader.username)
    typed = {"old_password": PASSWORD, "new_password1": NEW, "new_password2": NEW}
    client.post("/accounts/password_change/", typed)

    assert is_logged_in(client) and not is_logged_in(other)
    (session,) = AccountSession.objects.filter(account=cast.reader)
    client.post(END, {"session": session.key_digest})
    assert is_logged_in(client)  # it is this one


def test_session_that_moves_is_noted_once_for_each_place(cast: Any) -> None:
    client = log_in(cast.reader.username)
    for number in range(15):
        for _ in range(2):
            client.get("/claims/", REMOTE_ADDR=f"203.0.113.{number}")
    assert kinds_of(cast.reader).count(K.SESSION_MOVED) == 9


def test_logout_forgets_the_session(cast: Any) -> None:
    log_in(cast.reader.username).post("/accounts/logout/")
    assert not AccountSession.objects.exists()


# --- Passwords ---


def test_own_password_change_is_an_event_and_an_entry(cast: Any) -> None:
    client = log_in(cast.reader.username)
    typed = {"old_password": PASSWORD, "new_password1": NEW, "new_password2": NEW}
    client.post("/accounts/password_change/", typed)

    event = Event.objects.latest("seq")
    assert (event.verb, event.by, event.object_id) == (
        Verb.PASSWORD_CHANGED, cast.reader, cast.reader.pk,
    )  # fmt: skip
    entry = AccountEntry.objects.get(kind=K.PASSWORD_CHANGED)
    assert (entry.account, entry.facts) == (cast.reader, {"event": event.seq})


def test_wrong_current_password_is_noted(cast: Any) -> None:
    client = log_in(cast.reader.username)
    typed = {"old_password": "wrong", "new_password1": NEW, "new_password2": NEW}
    client.post("/accounts/password_change/", typed)

    assert kinds_of(cast.reader)[-1] == K.PASSWORD_WRONG


# --- The log for admins ---


def test_admin_sees_the_log_of_every_account_and_filters_it(cast: Any) -> None:
    log_in(cast.reader.username, "wrong", "192.0.2.1")
    log_in(cast.editor.username, "wrong", "192.0.2.2")
    admin = log_in(cast.admin.username, address="192.0.2.3")

    def shown(**query: str) -> set[tuple[str, str]]:
        response = admin.get("/accounts/log/", query)
        assert response.status_code == 200
        return {(s.account, s.entry.kind) for s in response.context["page"].entries}

    failed = K.LOGIN_FAILED.value
    assert {("reader", failed), ("editor", failed), ("admin", K.LOGGED_IN.value)} <= shown()
    assert shown(account="reader") == {("reader", failed), ("reader", K.CREATED.value)}
    assert shown(address="192.0.2.2") == {("editor", failed)}
    assert shown(kind=failed) == {("reader", failed), ("editor", failed)}
    assert shown(until="2020-01-01") == set()


@pytest.mark.parametrize("query", ["account=nobody-such", "kind=x", "since=x", "colour=red"])
def test_unknown_filter_is_refused(query: str, login: Any) -> None:
    assert login("admin").get(f"/accounts/log/?{query}").status_code == 400


def test_long_log_has_pages(cast: Any, login: Any) -> None:
    client = login("reader")
    for _ in range(60):
        note(K.LOGIN_FAILED, cast.reader, by=None)
    first = client.get(OWN).context
    assert len(first["page"].entries) == 50
    second = client.get(OWN + first["older"]).context["page"].entries
    seqs = [shown.entry.seq for shown in [*first["page"].entries, *second]]
    assert seqs == sorted(seqs, reverse=True)
    assert client.get(OWN, {"before": "x"}).status_code == 400


def test_pages_cost_the_same_with_one_row_and_with_many(cast: Any, login: Any) -> None:
    admin = login("admin")

    def cost() -> list[int]:
        found = []
        for url in (OWN, "/accounts/log/"):
            with CaptureQueriesContext(connection) as queries:
                assert admin.get(url).status_code == 200
            found.append(len(queries))
        return found

    cost()
    with_one = cost()
    for number in range(9):
        log_in(cast.admin.username, address=f"192.0.2.{number}")
        log_in(cast.reader.username, address=f"192.0.2.{number}")
    assert cost() == with_one
