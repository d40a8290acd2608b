"""What people do in these tests: type passwords and codes, read recovery codes, log in at the provider."""

import base64
import hmac
import html
import re
import socket
import struct
import subprocess
import time
from dataclasses import dataclass, field
from http.client import HTTPConnection
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.contrib.auth.models import User
from django.test import Client

from tests.conftest import PASSWORD

LOGIN, CODE, CONFIRM = "/accounts/login/", "/accounts/login/code/", "/accounts/confirm/"
FACTORS, ADD_APP, REMOVE_APP = (
    "/accounts/factors/",
    "/accounts/factors/app/add/",
    "/accounts/factors/app/remove/",
)
CODES, NEW_CODES = "/accounts/factors/codes/", "/accounts/factors/codes/new/"
SSO, IDENTITIES = "/accounts/sso/", "/accounts/identities/"


def totp(secret: str, at: float | None = None) -> str:
    """Return the code that an app shows (RFC 6238), computed here from the key that the page shows."""
    step = int(time.time() if at is None else at) // 30
    digest = hmac.digest(base64.b32decode(secret), struct.pack(">Q", step), "sha1")
    start = digest[-1] & 15
    number = struct.unpack(">I", digest[start : start + 4])[0] & 0x7FFFFFFF
    return f"{number % 10**6:06}"


@dataclass
class Browser:
    user: User
    client: Client
    secret: str = ""
    recovery: list[str] = field(default_factory=list)

    def type_password(self, password: str = PASSWORD, **options: Any) -> Any:
        typed = {"username": self.user.username, "password": password}
        return self.client.post(LOGIN, typed, **options)

    def type_code(self, code: str, **options: Any) -> Any:
        return self.client.post(CODE, {"code": code}, **options)

    def confirm(self, password: str = PASSWORD) -> Any:
        return self.client.post(CONFIRM, {"password": password})

    def add_app(self) -> None:
        """Set up an authenticator app, and read the recovery codes that are shown then."""
        page = self.client.get(ADD_APP)
        self.secret = re.search(r'class="secret">([A-Z2-7]+)<', page.content.decode())[1]
        # The code before the current one: so that a login within the same half minute has a code that was not used.
        added = self.client.post(ADD_APP, {"code": totp(self.secret, time.time() - 30)})
        assert added.status_code == 302, added.content.decode()
        self.read_codes()

    def read_codes(self) -> None:
        page = self.client.get(CODES).content.decode()
        self.recovery = re.findall(r"<li><code>(\d{8})</code>", page)

    def is_in(self) -> bool:
        return self.client.get("/claims/").status_code == 200

    def leave(self, **typed: str) -> str:
        """Press the button of single sign-on. Return the provider's address that the browser is sent to."""
        page = self.client.post(SSO, typed)
        assert page.status_code == 200, page.status_code
        return page["Refresh"].removeprefix("0;url=")

    def single_sign_on(self, identity: str) -> Any:
        return self.client.get(log_in_at(self.leave(), identity))


def log_in_at(address: str, identity: str, **typed: str) -> str:
    """Log in at the provider as somebody. Return the address that it sends the browser back to, without the host."""
    parts = urlsplit(address)
    connection = HTTPConnection(parts.hostname, parts.port, timeout=60)
    body = urlencode({"sub": identity, **typed})
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    connection.request("POST", f"{parts.path}?{parts.query}", body, headers)
    response = connection.getresponse()
    back = urlsplit(html.unescape(response.getheader("Location", "")))
    connection.close()
    assert response.status in {302, 303}, response.status
    return f"{back.path}?{back.query}"


def wait_for_port(port: int, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + 120
    while time.monotonic() < until and process.poll() is None:
        with socket.socket() as one:
            one.settimeout(0.1)
            if one.connect_ex(("127.0.0.1", port)) == 0:
                return
    raise AssertionError("the provider did not start")
