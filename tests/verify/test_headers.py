"""Headers that every response has, whatever it is and whoever requested it."""

import base64
import hashlib
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.admin import site
from django.http import HttpResponseBase
from django.test import Client
from django.urls import get_resolver, reverse

from tests.conftest import PASSWORD
from tests.factories import ArticleFactory, ClaimFactory

pytestmark = pytest.mark.any_database

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
ALWAYS = {
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
# kind of response: (who sends the request, status, how to send it)
Send = Callable[[Client], HttpResponseBase]
RESPONSES: dict[str, tuple[str | None, int, Send]] = {
    "page": ("reader", 200, lambda c: c.get("/claims/")),
    "login page": (None, 200, lambda c: c.get("/accounts/login/")),
    "redirect to the login": (None, 302, lambda c: c.get("/claims/")),
    "redirect to add a slash": ("reader", 301, lambda c: c.get("/claims")),
    "broken query": (None, 400, lambda c: c.get("/claims/?q=%00")),
    "unknown host": (None, 400, lambda c: c.get("/claims/", headers={"host": "evil.example"})),
    "expired session": (
        None,
        401,
        lambda c: c.post("/claims/new/", headers={"hx-request": "true"}),
    ),
    "missing role": ("reader", 403, lambda c: c.get("/claims/new/")),
    "unknown page": ("reader", 404, lambda c: c.get("/claims/999999/")),
    "unknown URL": (None, 404, lambda c: c.get("/nowhere/")),
    "wrong method": ("reader", 405, lambda c: c.post("/claims/")),
    "too large": ("researcher", 413, lambda c: c.post("/claims/new/", {"x": "y" * 5000})),
    "crash": ("reader", 500, lambda c: c.get("/broken/")),
    "CSV": ("reader", 200, lambda c: c.get("/export/verdicts.csv")),
    "health": (None, 200, lambda c: c.get("/healthz")),
    "static file": (None, 200, lambda c: c.get("/static/some.css")),
}


@pytest.fixture
def respond(settings: Any, tmp_path: Any, login: Any, extra_urls: None) -> Any:
    settings.REQUEST_MAX_SIZE = 4000
    settings.STATIC_ROOT = tmp_path
    (tmp_path / "some.css").write_text("p { color: red }")

    def response_of(kind: str) -> tuple[HttpResponseBase, int]:
        who, status, send = RESPONSES[kind]
        client = login(who) if who else Client()
        client.raise_request_exception = False
        response = send(client)
        if response.streaming:
            list(response.streaming_content)  # a download closes its file once it has been read
            response.close()
        return response, status

    return response_of


@pytest.mark.parametrize("kind", RESPONSES)
def test_every_response_has_the_security_headers(kind: str, respond: Any) -> None:
    response, status = respond(kind)
    assert response.status_code == status
    assert response["Content-Security-Policy"] == POLICY
    assert {name: response.get(name) for name in ALWAYS} == ALWAYS
    assert "camera=()" in response["Permissions-Policy"]
    assert "Access-Control-Allow-Origin" not in response
    assert "Content-Type" in response


def test_csrf_refusal_has_the_security_headers(login: Any) -> None:
    response = login("researcher", enforce_csrf_checks=True).post("/claims/new/", {})
    assert (response.status_code, response["Content-Security-Policy"]) == (403, POLICY)


def test_admin_pages_need_only_one_more_style_in_the_policy(login: Any) -> None:
    clients = [login("editor"), login("admin")]
    lists = [reverse(f"admin:{model._meta.label_lower.replace('.', '_')}_changelist")
             for model in site._registry]  # fmt: skip
    seen = 0
    for url in ["/admin/", *lists]:
        for client in clients:
            response = client.get(url)
            if response.status_code != 200:
                continue
            seen += 1
            policy = response["Content-Security-Policy"]
            page = response.content.decode()
            for style in re.findall(r"<style[^>]*>(.*?)</style>", page, re.DOTALL):
                digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
                assert f"'sha256-{digest}'" in policy, url
            assert not re.findall(r"<script(?![^>]*\bsrc=)(?![^>]*application/json)", page), url
            assert not re.findall(r"<[^>]*\s(?:style|on\w+)=", page), url
            assert re.sub(r" 'sha256-[^']+'", "", policy, count=1) == POLICY
    assert seen > len(lists)


def urls_without_arguments() -> list[str]:
    """Return every URL that needs no id, except those that log in or out."""
    from tests.test_access import named_patterns

    resolver = get_resolver()
    names = {pattern.name for pattern in named_patterns() if not pattern.pattern.converters}
    skipped = {"login", "logout", "healthz"}
    return sorted("/" + resolver.reverse(name) for name in names - skipped)


def test_pages_of_a_logged_in_person_are_never_cached(login: Any, cast: Any) -> None:
    client = login("editor")
    article = ArticleFactory(by=cast.researcher)
    claim = ClaimFactory(people=cast, article=article)
    urls = [
        *urls_without_arguments(),
        f"/articles/{article.pk}/",
        f"/claims/{claim.pk}/",
        "/admin/",
    ]
    assert len(urls) > 15
    for url in urls:
        response = client.get(url)
        if response.streaming:
            list(response.streaming_content)
        assert response["Cache-Control"] == "no-store", url
    for url in ("/nowhere/", "/claims/999999/", "/claims"):
        assert client.get(url)["Cache-Control"] == "no-store", url


def test_static_files_are_cacheable_for_a_logged_in_person(
    settings: Any, tmp_path: Any, login: Any
) -> None:
    settings.STATIC_ROOT = tmp_path
    (tmp_path / "some.css").write_text("p { color: red }")
    response = login("reader").get("/static/some.css")
    response.close()
    assert response.status_code == 200
    assert "no-store" not in response["Cache-Control"]


def test_logout_clears_cache_and_storage_but_no_cookies(login: Any) -> None:
    client = login("reader")
    assert "Clear-Site-Data" not in client.get("/claims/")
    response = client.post("/accounts/logout/")
    assert response.status_code == 302
    assert response["Clear-Site-Data"] == '"cache", "storage"'
    assert response["Cache-Control"] == "no-store"
    assert client.get("/claims/").status_code == 302


def test_logout_needs_a_post_request(login: Any) -> None:
    client = login("reader")
    assert client.get("/accounts/logout/")["Location"] == "/"
    assert client.get("/claims/").status_code == 200


def sign_in(cast: Any, **options: Any) -> Any:
    typed = {"username": cast.reader.username, "password": PASSWORD}
    response = Client().post("/accounts/login/", typed, **options)
    assert response.status_code == 302
    return response.cookies


def test_session_cookie_is_hidden_from_scripts_and_other_sites(cast: Any) -> None:
    cookie = sign_in(cast)["sessionid"]
    assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Lax", "/")
    assert cookie["max-age"] == 12 * 3600


def test_no_cookie_can_be_read_by_scripts(cast: Any) -> None:
    cookies = sign_in(cast)
    assert {"sessionid", "csrftoken", "device"} <= set(cookies)
    assert all(cookie["httponly"] for cookie in cookies.values())


def test_cookies_behind_https_are_secure_and_bound_to_the_host(
    cast: Any, behind_https: str
) -> None:
    browser = Client(headers={"host": behind_https, "x-forwarded-proto": "https"})
    typed = {"username": cast.reader.username, "password": PASSWORD}
    assert browser.post("/accounts/login/", typed).status_code == 302
    assert browser.post("/accounts/sessions/end/").status_code == 302  # which says something
    cookies = browser.cookies
    names = {"__Host-sessionid", "__Host-csrftoken", "__Host-device", "__Host-account"}
    assert names == set(cookies)
    for cookie in cookies.values():
        assert (cookie["secure"], cookie["path"], cookie["domain"]) == (True, "/", "")
        assert cookie["samesite"] == "Lax"
    assert b"No session ended" in browser.get("/accounts/").content


def test_plain_http_redirects_to_https_except_for_the_monitor(
    client: Client, db: Any, behind_https: str
) -> None:
    host = {"host": behind_https}
    response = client.get("/claims/", headers=host)
    assert (response.status_code, response["Location"]) == (
        301,
        "https://desk.example.org/claims/",
    )
    assert client.get("/healthz", headers=host).status_code == 200
    proxied = client.get("/claims/", headers={**host, "x-forwarded-proto": "https"})
    assert proxied.status_code == 302
    assert proxied["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains"
