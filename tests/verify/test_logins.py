"""Who can log in, who no longer can, and what a stranger can learn or do."""

import re
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils.timezone import now

from claims.actions import accounts as account_actions
from claims.enums import Role
from claims.models.accounts import account_revision
from tests.conftest import PASSWORD
from tests.factories import change_account

LOGIN = "/accounts/login/"
HTMX = {"hx-request": "true"}
NEW_PASSWORD = "quite another long one"


def try_to_log_in(client: Client, username: str, password: str, **options: Any) -> Any:
    return client.post(LOGIN, {"username": username, "password": password}, **options)


def logged_in(user: Any, password: str = PASSWORD) -> Client:
    client = Client()
    assert try_to_log_in(client, user.username, password).status_code == 302
    return client


def is_logged_in(client: Client) -> bool:
    status = client.get("/claims/").status_code
    assert status in {200, 302}
    return status == 200


# --- Every page needs a login ---


def test_unlisted_url_needs_a_login(client: Client, login: Any, extra_urls: None) -> None:
    response = client.get("/unlisted/")
    assert (response.status_code, response["Location"]) == (302, f"{LOGIN}?next=/unlisted/")
    assert login("nobody").get("/unlisted/").status_code == 200


def test_login_leads_to_the_requested_page(client: Client, cast: Any) -> None:
    requested = "/claims/?status=open"
    response = client.post(
        client.get(requested)["Location"],
        {"username": cast.reader.username, "password": PASSWORD},
    )
    assert (response.status_code, response["Location"]) == (302, requested)


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://evil.example/",
        "//evil.example/",
        "///evil.example",
        "/\\evil.example",
        "https:evil.example",
        "javascript:alert(1)",
        " //evil.example",
        "http://testserver@evil.example/",
    ],
)
def test_login_never_leads_to_another_site(elsewhere: str, client: Client, cast: Any) -> None:
    typed = {"username": cast.reader.username, "password": PASSWORD, "next": elsewhere}
    response = client.post(LOGIN, typed, query_params={"next": elsewhere})
    assert (response.status_code, response["Location"]) == (302, "/")
    # Nor does it for somebody who is still logged in.
    response = client.get(LOGIN, {"next": elsewhere})
    assert (response.status_code, response["Location"]) == (302, "/")


def test_htmx_form_keeps_its_text_after_the_session_expired(cast: Any) -> None:
    client = logged_in(cast.researcher)
    assert client.post("/claims/new/", headers=HTMX).status_code == 422
    with time_machine.travel(now() + timedelta(hours=12, minutes=1)):
        response = client.post("/claims/new/", headers=HTMX)
        assert response.status_code == 401  # which htmx does not swap
        assert response["Content-Type"].startswith("text/plain")
        assert "HX-Redirect" not in response
        # Nothing that htmx fetches is put into the page: the whole page goes to the login.
        response = client.get("/claims/?q=port", headers=HTMX)
        assert (response.status_code, response.content) == (204, b"")
        assert response["HX-Redirect"] == f"{LOGIN}?next=/claims/%3Fq%3Dport"
        # Without htmx it is the usual redirect.
        assert client.post("/claims/new/").status_code == 302


# --- Guessing passwords ---


def fail_to_log_in(username: str, address: str, *, times: int, **headers: str) -> list[int]:
    return [
        try_to_log_in(Client(), username, "wrong", REMOTE_ADDR=address, headers=headers).status_code
        for _ in range(times)
    ]


def log_in_status(username: str, address: str, **headers: str) -> int:
    client = Client()
    return try_to_log_in(
        client, username, PASSWORD, REMOTE_ADDR=address, headers=headers
    ).status_code


def test_ten_failures_lock_the_account_at_that_address_for_15_minutes(
    cast: Any,
) -> None:
    name, other = cast.reader.username, cast.editor.username
    assert fail_to_log_in(name, "10.0.0.1", times=10) == [200] * 9 + [429]
    response = try_to_log_in(Client(), name, PASSWORD, REMOTE_ADDR="10.0.0.1")
    assert (response.status_code, response["Retry-After"]) == (429, "900")
    assert "15 minutes" in response.content.decode()
    # The same person elsewhere and a colleague at the same address can still log in.
    assert log_in_status(name, "10.0.0.2") == 302
    assert log_in_status(other, "10.0.0.1") == 302
    with time_machine.travel(now() + timedelta(minutes=16)):
        assert log_in_status(name, "10.0.0.1") == 302


def test_more_guesses_do_not_extend_the_lock(cast: Any) -> None:
    name = cast.reader.username
    start = now()
    fail_to_log_in(name, "10.0.0.1", times=10)
    with time_machine.travel(start + timedelta(minutes=14)):
        assert fail_to_log_in(name, "10.0.0.1", times=2) == [429, 429]
    with time_machine.travel(start + timedelta(minutes=16)):
        assert log_in_status(name, "10.0.0.1") == 302


def test_name_longer_than_any_account_is_refused_at_its_field(client: Client, db: Any) -> None:
    response = client.post("/accounts/login/", {"username": "n" * 300, "password": PASSWORD})
    assert [error.code for error in response.context["form"].errors.as_data()["username"]] == [
        "max_length"
    ]


def test_successful_login_resets_the_count_of_failures(cast: Any) -> None:
    name = cast.reader.username
    for _ in range(2):
        assert fail_to_log_in(name, "10.0.0.1", times=9) == [200] * 9
        assert log_in_status(name, "10.0.0.1") == 302


def test_htmx_gets_the_lockout_message_as_plain_text(cast: Any) -> None:
    fail_to_log_in(cast.reader.username, "10.0.0.1", times=10)
    response = try_to_log_in(
        Client(), cast.reader.username, PASSWORD, REMOTE_ADDR="10.0.0.1", headers=HTMX
    )
    assert response.status_code == 429
    assert response["Content-Type"].startswith("text/plain")


def test_forwarded_address_is_ignored_without_a_proxy(cast: Any) -> None:
    name = cast.reader.username
    for number in range(10):
        fail_to_log_in(name, "10.0.0.1", times=1, **{"x-forwarded-for": f"192.0.2.{number}"})
    assert log_in_status(name, "10.0.0.1", **{"x-forwarded-for": "192.0.2.99"}) == 429
    assert log_in_status(name, "10.0.0.2", **{"x-forwarded-for": "192.0.2.1"}) == 302


def test_only_the_address_added_by_the_proxy_counts(cast: Any, behind_https: str) -> None:
    name = cast.reader.username
    proxied = {"host": behind_https, "x-forwarded-proto": "https"}
    for number in range(10):
        claimed = {"x-forwarded-for": f"192.0.2.{number}, 198.51.100.7"}
        fail_to_log_in(name, "127.0.0.1", times=1, **proxied, **claimed)
    assert log_in_status(name, "127.0.0.1", **proxied, **{"x-forwarded-for": "198.51.100.7"}) == 429
    assert log_in_status(name, "127.0.0.1", **proxied, **{"x-forwarded-for": "198.51.100.8"}) == 302


def test_stranger_cannot_learn_who_has_an_account(cast: Any) -> None:
    change_account(cast.reader2, roles=[Role.READER], is_active=False, by=cast.admin)
    pages = set()
    for name, password in (
        (cast.reader.username, "wrong"),
        ("strange", "wrong"),
        (cast.reader2.username, "wrong"),
        (cast.reader2.username, PASSWORD),
    ):
        response = try_to_log_in(Client(), name, password)
        assert response.status_code == 200
        page = re.sub(r"\b\w{64}\b", "token", response.content.decode())
        pages.add(page.replace(f'value="{name}"', ""))
    assert len(pages) == 1


def test_unknown_accounts_are_locked_like_known_ones(db: Any) -> None:
    assert fail_to_log_in("strange", "10.0.0.1", times=10) == [200] * 9 + [429]


# --- Changes that take effect at the next request ---


def test_deactivated_account_is_logged_out_at_the_next_request(cast: Any) -> None:
    client = logged_in(cast.reader)
    assert is_logged_in(client)
    change_account(cast.reader, roles=[Role.READER], is_active=False, by=cast.admin)
    assert not is_logged_in(client)
    assert try_to_log_in(Client(), cast.reader.username, PASSWORD).status_code == 200


def test_removed_role_is_gone_at_the_next_request(cast: Any) -> None:
    client = logged_in(cast.researcher)
    assert client.get("/claims/new/").status_code == 200
    assert client.get("/admin/").status_code == 200
    change_account(cast.researcher, roles=[Role.READER], by=cast.admin)
    assert client.get("/claims/new/").status_code == 403
    assert client.post("/claims/new/").status_code == 403
    assert client.get("/admin/").status_code == 403
    assert client.get("/claims/").status_code == 200


def change_password(client: Client, new: str, old: str = PASSWORD) -> Any:
    typed = {"old_password": old, "new_password1": new, "new_password2": new}
    return client.post("/accounts/password_change/", typed)


def test_changed_password_ends_all_other_logins(cast: Any) -> None:
    here, elsewhere = logged_in(cast.reader), logged_in(cast.reader)
    assert change_password(here, NEW_PASSWORD).status_code == 302
    assert is_logged_in(here)
    assert not is_logged_in(elsewhere)
    assert not is_logged_in(Client())
    logged_in(cast.reader, NEW_PASSWORD)


def test_password_set_by_an_admin_ends_every_login(cast: Any) -> None:
    client = logged_in(cast.reader)
    account_actions.change_user(
        cast.reader, roles=[Role.READER], is_active=True, email="", seen_revision=account_revision(cast.reader), by=cast.admin,
        password=NEW_PASSWORD,
    )  # fmt: skip
    assert not is_logged_in(client)


@pytest.mark.parametrize("weak", ["short", "elevenchars", "password1234"])
def test_weak_password_is_refused(weak: str, cast: Any) -> None:
    client = logged_in(cast.reader)
    assert change_password(client, weak).status_code == 200
    logged_in(cast.reader)


def test_login_starts_a_new_session(cast: Any) -> None:
    client = Client()
    client.cookies["sessionid"] = "planted0planted0planted0planted0"
    assert try_to_log_in(client, cast.reader.username, PASSWORD).status_code == 302
    assert client.cookies["sessionid"].value != "planted0planted0planted0planted0"


def test_passwords_are_stored_with_argon2(started_with: Any, settings: Any, cast: Any) -> None:
    settings.PASSWORD_HASHERS = started_with()["PASSWORD_HASHERS"]
    assert cast.reader.password.startswith("argon2$argon2id$")
    logged_in(cast.reader)


# --- Forgotten passwords ---


@pytest.fixture
def forgetful(cast: Any) -> Any:
    return account_actions.create_user(
        "forgetful", roles=[Role.READER], by=None, password=PASSWORD, email="f@example.org"
    )


def ask_for_mail(client: Client, address: str, **options: Any) -> None:
    response = client.post("/accounts/password_reset/", {"email": address}, **options)
    assert (response.status_code, response["Location"]) == (302, "/accounts/password_reset/done/")


def link_in(mail: Any) -> str:
    (link,) = re.findall(r"https?://\S+", mail.body)
    return unescape(link)


def test_mailed_link_sets_a_password_once_and_ends_every_login(
    forgetful: Any, mailoutbox: list[Any]
) -> None:
    before = logged_in(forgetful)
    ask_for_mail(Client(), "f@example.org")
    (mail,) = mailoutbox
    assert mail.to == ["f@example.org"]
    assert "forgetful" in mail.body
    assert PASSWORD not in mail.body
    link = link_in(mail).removeprefix("http://testserver")
    client = Client()
    form = client.get(link, follow=True)
    # The link's secret does not stay in the address bar, from where it would leak.
    assert form.redirect_chain[-1][0].endswith("/set-password/")
    typed = {"new_password1": NEW_PASSWORD, "new_password2": NEW_PASSWORD}
    assert client.post(form.redirect_chain[-1][0], typed).status_code == 302
    assert not is_logged_in(before)
    logged_in(forgetful, NEW_PASSWORD)
    again = Client().get(link, follow=True)
    assert b"new_password1" not in again.content


def test_mailed_link_expires_after_an_hour(forgetful: Any, mailoutbox: list[Any]) -> None:
    ask_for_mail(Client(), "f@example.org")
    link = link_in(mailoutbox[0]).removeprefix("http://testserver")
    with time_machine.travel(now() + timedelta(minutes=59)):
        assert b"new_password1" in Client().get(link, follow=True).content
    with time_machine.travel(now() + timedelta(minutes=61)):
        assert b"new_password1" not in Client().get(link, follow=True).content


def test_unknown_mail_address_gets_the_same_page_and_no_mail(
    forgetful: Any, mailoutbox: list[Any]
) -> None:
    ask_for_mail(Client(), "unknown@example.org")
    assert mailoutbox == []


def test_mailed_link_uses_the_public_url_whatever_the_host_header(
    forgetful: Any, mailoutbox: list[Any], settings: Any, public_url: str
) -> None:
    settings.ALLOWED_HOSTS = ["*"]
    ask_for_mail(Client(), "f@example.org", headers={"host": "evil.example"})
    (mail,) = mailoutbox
    assert link_in(mail).startswith(f"{public_url}/accounts/reset/")
    assert "evil.example" not in mail.subject + mail.body


# --- Forms from other sites ---


def test_form_without_csrf_token_is_refused_with_a_message(login: Any) -> None:
    client = login("researcher", enforce_csrf_checks=True)
    response = client.post("/claims/new/", {"statement": "typed"})
    assert response.status_code == 403
    assert "Nothing was saved" in response.content.decode()
    response = client.post("/claims/new/", {"statement": "typed"}, headers=HTMX)
    assert response.status_code == 403
    assert response["Content-Type"].startswith("text/plain")
    assert "<" not in response.content.decode()


@pytest.mark.parametrize("url", [LOGIN, "/accounts/logout/", "/accounts/password_change/"])
def test_account_forms_need_a_csrf_token(url: str, login: Any) -> None:
    client = login("reader", enforce_csrf_checks=True)
    assert client.post(url, {}).status_code == 403
    assert is_logged_in(client)


def test_form_with_csrf_token_is_accepted_except_from_another_site(login: Any) -> None:
    client = login("researcher", enforce_csrf_checks=True)
    client.get("/claims/new/")
    token = {"csrfmiddlewaretoken": client.cookies["csrftoken"].value}
    assert client.post("/claims/new/", token).status_code == 422
    response = client.post("/claims/new/", token, headers={"origin": "https://evil.example"})
    assert response.status_code == 403


def test_public_https_url_is_a_trusted_origin(login: Any, behind_https: str) -> None:
    client = login("researcher", enforce_csrf_checks=True)
    host = {"host": behind_https, "x-forwarded-proto": "https"}
    client.get("/claims/new/", headers=host)
    token = {"csrfmiddlewaretoken": client.cookies["__Host-csrftoken"].value}
    for origin, status in (
        (f"https://{behind_https}", 422),
        (f"http://{behind_https}", 403),
        ("null", 403),
    ):
        headers = {**host, "origin": origin}
        assert client.post("/claims/new/", token, headers=headers).status_code == status, origin
