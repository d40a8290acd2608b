"""What browsers, crawlers and finders of faults ask for is answered, and methods nobody needs are refused."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.test import Client
from django.utils import timezone

from tests.conftest import Cast

pytestmark = pytest.mark.any_database


@pytest.mark.parametrize(
    ("path", "media_type"),
    [
        ("/favicon.ico", "image/svg+xml"),
        ("/robots.txt", "text/plain; charset=utf-8"),
        ("/.well-known/security.txt", "text/plain; charset=utf-8"),
    ],
)
def test_well_known_addresses_answer_strangers_without_a_cookie(
    path: str, media_type: str, client: Client, db: Any
) -> None:
    response = client.get(path)
    assert (response.status_code, response["Content-Type"]) == (200, media_type)
    assert not response.cookies
    assert "max-age" in response["Cache-Control"]


def test_crawlers_are_kept_out(client: Client, db: Any) -> None:
    assert client.get("/robots.txt").text == "User-agent: *\nDisallow: /\n"


def test_security_txt_has_a_contact_and_expires_within_a_year(
    client: Client, db: Any, settings: Any
) -> None:
    settings.SECURITY_CONTACT = "mailto:faults@desk.example.org"
    settings.PUBLIC_URL = "https://desk.example.org"
    text = client.get("/.well-known/security.txt").text
    fields = dict(line.split(": ", 1) for line in text.splitlines())
    assert fields["Contact"] == "mailto:faults@desk.example.org"
    assert fields["Canonical"] == "https://desk.example.org/.well-known/security.txt"
    left = datetime.fromisoformat(fields["Expires"]) - timezone.now()
    assert timedelta(days=30) < left < timedelta(days=365)
    settings.SECURITY_CONTACT, settings.DEFAULT_FROM_EMAIL = "", "Verify <desk@example.org>"
    assert "Contact: mailto:desk@example.org\n" in client.get("/.well-known/security.txt").text


def test_contact_must_be_an_address(started_with: Any) -> None:
    with pytest.raises(ImproperlyConfigured, match=r"^SECURITY_CONTACT .*mailto:"):
        started_with(SECURITY_CONTACT="faults@desk.example.org")


@pytest.mark.parametrize(
    "method", ["TRACE", "PUT", "PATCH", "DELETE", "CONNECT", "PROPFIND", "X" * 1_000]
)
def test_other_methods_are_refused_everywhere(method: str, login: Any, cast: Cast) -> None:
    for client in (Client(), login("admin")):
        for path in (
            "/",
            "/admin/",
            "/accounts/login/",
            "/accounts/password_reset/",
            "/healthz",
            "/nowhere/",
        ):
            response = client.generic(method, path)
            assert response.status_code == 405, path
            assert response["Allow"] == "GET, HEAD, POST, OPTIONS"


@pytest.mark.parametrize("path", ["/accounts/login/", "/accounts/password_reset/"])
def test_options_names_no_method_that_is_refused(path: str) -> None:
    allowed = Client().options(path)["Allow"].split(", ")

    assert {"POST", "OPTIONS"} <= set(allowed) <= {"GET", "HEAD", "POST", "OPTIONS"}
