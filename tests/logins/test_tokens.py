"""What the provider says of who somebody is: believed if it is signed, for this desk, of this issuer, and not over."""

import json
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest
from allauth.socialaccount.models import SocialAccount, SocialToken
from cryptography.hazmat.primitives.asymmetric import rsa
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from jwt.algorithms import RSAAlgorithm

from .people import SSO, Browser

pytestmark = pytest.mark.django_db
CALLBACK = "/accounts/sso/callback/"
KEY, OTHER_KEY = (rsa.generate_private_key(65537, 2048) for _ in range(2))
JSON = dict[str, Any]


class Forging:
    """A provider that sends whatever token a test makes."""

    def __init__(self) -> None:
        self.issuer = ""
        self.metadata: JSON = {}
        self.tokens: JSON = {}

    def told(self, **changed: object) -> JSON:
        now = int(time.time())
        return {
            "iss": self.issuer, "aud": "desk", "sub": "erin@example.org", "iat": now, "exp": now + 60,
        } | changed  # fmt: skip

    def answer(self, path: str) -> JSON:
        if path == "/keys":
            public = json.loads(RSAAlgorithm.to_jwk(KEY.public_key()))
            return {"keys": [public | {"kid": "1", "alg": "RS256", "use": "sig"}]}
        if path == "/userinfo":
            return {"sub": "erin@example.org"}
        if path == "/token":
            return {"access_token": "x", "token_type": "Bearer"} | self.tokens
        paths = {"authorization": "login", "token": "token", "userinfo": "userinfo"}
        found = {f"{name}_endpoint": f"{self.issuer}/{path}" for name, path in paths.items()}
        return {"issuer": self.issuer, "jwks_uri": f"{self.issuer}/keys"} | found | self.metadata


@pytest.fixture
def forging(settings: Any) -> Iterator[Forging]:
    provider = Forging()
    reverse("openid_connect_login")  # the addresses are made once, for the provider of all tests

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.rfile.read(int(self.headers.get("Content-Length", 0)))
            content = json.dumps(provider.answer(urlsplit(self.path).path)).encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.end_headers()
            self.wfile.write(content)

        do_POST = do_GET

        def log_message(self, *args: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        provider.issuer = f"http://127.0.0.1:{server.server_port}"
        apps = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"]
        changed = {**apps[0], "settings": {**apps[0]["settings"], "server_url": provider.issuer}}
        settings.SOCIALACCOUNT_PROVIDERS = {
            "openid_connect": {"APPS": [changed], "OAUTH_PKCE_ENABLED": True}
        }
        settings.OIDC = type(settings.OIDC)(provider.issuer, "desk", "secret", "Example")
        Thread(target=server.serve_forever, args=[0.05], daemon=True).start()
        try:
            yield provider
        finally:
            server.shutdown()


def come_back(browser: Browser) -> int:
    """Go to the provider and back, with a state that is right. Return the status."""
    state = parse_qs(urlsplit(browser.leave()).query)["state"][0]
    return int(browser.client.get(CALLBACK, {"code": "x", "state": state}).status_code)


def signed(told: JSON, key: Any = KEY, algorithm: str = "RS256") -> str:
    return jwt.encode(told, key, algorithm=algorithm, headers={"kid": "1"})


WRONG: dict[str, Callable[[Forging], JSON]] = {
    "signed by somebody else": lambda one: {"id_token": signed(one.told(), OTHER_KEY)},
    "not signed": lambda one: {"id_token": signed(one.told(), None, "none")},
    "signed with the secret": lambda one: {"id_token": signed(one.told(), "s" * 64, "HS256")},
    "for another client": lambda one: {"id_token": signed(one.told(aud="other"))},
    "of another issuer": lambda one: {"id_token": signed(one.told(iss="https://other.example"))},
    "over": lambda one: {"id_token": signed(one.told(exp=1))},
    "no token, only userinfo": lambda one: {},
}


@pytest.mark.parametrize("wrong", WRONG)
def test_wrong_token_logs_nobody_in(
    wrong: str, forging: Forging, member: Callable[..., Browser]
) -> None:
    forging.tokens = {"id_token": signed(forging.told())}
    editor = member("editor")
    assert come_back(editor) == 302  # linked
    visitor, thief = (Browser(User(), Client()) for _ in range(2))
    forging.tokens = {"id_token": signed(forging.told())}
    assert (come_back(visitor), visitor.is_in()) == (302, True)
    forging.tokens = WRONG[wrong](forging)
    assert come_back(thief) in {400, 503}
    assert not thief.is_in()


def test_no_token_of_the_provider_is_kept(forging: Forging, member: Callable[..., Browser]) -> None:
    forging.tokens = {"id_token": signed(forging.told()), "refresh_token": "kept by nobody"}
    editor = member("editor")
    assert come_back(editor) == 302
    assert not SocialToken.objects.exists()
    assert "kept by nobody" not in str(dict(editor.client.session))
    assert "kept by nobody" not in str(SocialAccount.objects.values())


def test_metadata_of_another_issuer_is_refused(forging: Forging) -> None:
    assert Client().post(SSO).status_code == 200
    forging.metadata = {"issuer": "https://other.example"}
    assert Client().post(SSO).status_code == 503


def test_token_is_taken_once(forging: Forging, member: Callable[..., Browser]) -> None:
    forging.tokens = {"id_token": signed(forging.told(jti="a"))}
    assert come_back(member("editor")) == 302
    thief = Browser(User(), Client())
    assert come_back(thief) in {400, 503}
    assert not thief.is_in()
