"""Single sign-on against a real OpenID Connect provider on loopback: who gets in, who may link, and what is refused."""

from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.socialaccount.models import SocialAccount
from django.contrib.auth.models import User
from django.test import Client

from .people import CODE, IDENTITIES, SSO, Browser, log_in_at, totp

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("provider")]

Browsers = Callable[..., Browser]
CALLBACK = "/accounts/sso/callback/"


def stranger() -> Browser:
    return Browser(User(username="nobody at all"), Client())


def identities() -> set[tuple[str, str]]:
    return set(SocialAccount.objects.values_list("user__username", "uid"))


def test_linked_identity_logs_in_and_an_unlinked_one_does_not(member: Browsers) -> None:
    editor = member("editor")
    assert editor.single_sign_on("erin@example.org")["Location"] == IDENTITIES
    assert identities() == {("editor", "erin@example.org")}
    visitor = stranger()
    assert visitor.single_sign_on("erin@example.org")["Location"] == "/"
    assert visitor.is_in()
    assert visitor.client.get("/").context["user"].username == "editor"
    editor.client.post(IDENTITIES, {"account": SocialAccount.objects.get().pk})
    assert identities() == set()
    assert stranger().single_sign_on("erin@example.org").status_code == 403


def test_identity_of_nobody_makes_no_account_even_with_the_mail_of_one(member: Browsers) -> None:
    editor = member("editor")
    User.objects.filter(pk=editor.user.pk).update(email="erin@example.org")
    accounts = User.objects.count()
    visitor = stranger()
    assert visitor.single_sign_on("erin@example.org").status_code == 403
    assert not visitor.is_in()
    assert User.objects.count() == accounts
    assert identities() == set()


def test_thief_of_a_session_cannot_link_an_identity(browser_of: Browsers) -> None:
    """The rebind: somebody else's identity on a victim's account, through a browser that was left open."""
    thief = browser_of("editor")
    thief.client.force_login(thief.user, backend="django.contrib.auth.backends.ModelBackend")
    asked = thief.client.post(SSO)
    assert asked["Location"].startswith("/accounts/confirm/")
    assert thief.confirm("a guess").status_code == 200
    # Past the page, straight to the provider with a state of this session, as `process=login` would do it.
    assert thief.client.post(SSO, {"process": "connect"})["Location"].startswith(
        "/accounts/confirm/"
    )
    assert identities() == set()
    assert stranger().single_sign_on("thief@example.org").status_code == 403


def test_linking_ends_if_the_password_was_typed_too_long_ago(
    member: Browsers, monkeypatch: Any
) -> None:
    editor = member("editor")
    back = log_in_at(editor.leave(), "erin@example.org")
    session = editor.client.session
    session["account_authentication_methods"] = []
    session.save()
    assert editor.client.get(back)["Location"] == IDENTITIES
    assert identities() == set()


def test_identity_of_another_account_cannot_be_taken_over(member: Browsers) -> None:
    member("editor").single_sign_on("shared@example.org")
    reviewer = member("reviewer")
    assert reviewer.single_sign_on("shared@example.org")["Location"] == IDENTITIES
    assert identities() == {("editor", "shared@example.org")}
    # Nor unlinked by somebody else.
    reviewer.client.post(IDENTITIES, {"account": SocialAccount.objects.get().pk})
    assert identities() == {("editor", "shared@example.org")}


def test_deactivated_account_gets_in_by_no_identity(member: Browsers) -> None:
    member("editor").single_sign_on("erin@example.org")
    User.objects.filter(username="editor").update(is_active=False)
    visitor = stranger()
    assert visitor.single_sign_on("erin@example.org")["Location"] == "/accounts/login/"
    assert not visitor.is_in()


def test_second_factor_is_asked_for_after_the_provider_too(member: Browsers) -> None:
    editor = member("editor")
    editor.add_app()
    editor.single_sign_on("erin@example.org")
    visitor = stranger()
    assert visitor.single_sign_on("erin@example.org")["Location"] == CODE
    assert not visitor.is_in()
    assert visitor.type_code(totp(editor.secret)).status_code == 302
    assert visitor.is_in()


def test_login_at_the_provider_belongs_to_the_browser_that_began_it(member: Browsers) -> None:
    """An answer of the provider that is sent to somebody else logs nobody in, and is taken once."""
    member("editor").single_sign_on("erin@example.org")
    began, other = stranger(), stranger()
    back = log_in_at(began.leave(), "erin@example.org")
    assert other.client.get(back).status_code == 400
    assert not other.is_in()
    assert began.client.get(back).status_code == 302
    assert began.client.get(back).status_code == 400


def test_request_to_the_provider_carries_a_state_and_a_challenge(provider: str) -> None:
    asked = parse_qs(urlsplit(stranger().leave()).query)
    assert asked["response_type"] == ["code"]
    assert asked["code_challenge_method"] == ["S256"]
    assert len(asked["state"][0]) >= 16
    assert asked["redirect_uri"] == [f"http://testserver{CALLBACK}"]


def test_cancelling_at_the_provider_leads_back_to_the_login() -> None:
    visitor = stranger()
    back = log_in_at(visitor.leave(), "erin@example.org", action="deny")
    assert visitor.client.get(back)["Location"] == "/accounts/login/"


def test_wanted_page_is_kept_and_another_site_is_not(member: Browsers) -> None:
    member("editor").single_sign_on("erin@example.org")
    for wanted, shown in (("/record/", "/record/"), ("https://example.com/", "/")):
        visitor = stranger()
        back = log_in_at(visitor.leave(next=wanted), "erin@example.org")
        assert visitor.client.get(back)["Location"] == shown


def test_identity_of_another_issuer_with_the_same_name_logs_nobody_in(member: Browsers) -> None:
    member("editor").single_sign_on("erin@example.org")
    SocialAccount.objects.update(provider="oidc-of-an-earlier-issuer")
    assert stranger().single_sign_on("erin@example.org").status_code == 403


@pytest.mark.parametrize(
    "path", ["nonsense", "?code=x", "?code=x&state=y", "?error=server_error", "?state=\x00"]
)
def test_nonsense_from_the_provider_is_answered_in_words(path: str) -> None:
    response = Client().get(CALLBACK + path)
    assert response.status_code in {400, 404}


class _Broken(BaseHTTPRequestHandler):
    body = b""

    def do_GET(self) -> None:
        self.send_response(200)
        self.end_headers()
        self.wfile.write(self.body)

    def log_message(self, *args: object) -> None:
        pass


@pytest.mark.parametrize(
    "body", [b"", b"{}", b"[]", b"<html>", b'{"authorization_endpoint": 7}', None]
)
def test_provider_that_is_down_or_broken_is_said_to_be(body: bytes | None, settings: Any) -> None:
    server = HTTPServer(("127.0.0.1", 0), type("Handler", (_Broken,), {"body": body}))
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        providers = {"openid_connect": {**settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]}}
        app = {**providers["openid_connect"]["APPS"][0]}
        app["settings"] = {"server_url": f"http://127.0.0.1:{server.server_port}"}
        providers["openid_connect"]["APPS"] = [app]
        settings.SOCIALACCOUNT_PROVIDERS = providers
        if body is None:
            server.shutdown()
            server.server_close()
        assert Client().post(SSO).status_code == 503
    finally:
        if body is not None:
            server.shutdown()
            server.server_close()
