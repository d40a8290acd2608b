"""Text that no database can store, and requests that are too large, get a message, never a crash."""

import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

from claims.models import Article
from claims.urls import urlpatterns

# NUL, a lone surrogate in UTF-8, a byte that starts nothing, an overlong slash, half a letter.
BROKEN = ["%00", "%ED%A0%80", "%FF", "%C0%AF", "a%E2%82"]
HTMX = {"hx-request": "true"}
LIMITS = ["REQUEST_MAX_SIZE", "URLENCODED_MAX_SIZE", "DATA_UPLOAD_MAX_MEMORY_SIZE"]
FORM = "application/x-www-form-urlencoded"


@pytest.fixture
def editor(login: Any) -> Client:
    client = login("editor")
    client.raise_request_exception = False
    return client


def wsgi_string(text: str) -> str:
    """Return the text as WSGI passes it on."""
    return text.encode().decode("latin-1")


def plain_text(response: Any) -> str:
    """Return the message that htmx shows in its live region."""
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    sentence = response.content.decode()
    assert "<" not in sentence
    assert sentence.endswith(".")
    return sentence


@pytest.mark.parametrize("broken", BROKEN)
@pytest.mark.parametrize(
    "url", ["/claims/", "/export/verdicts.csv", "/admin/claims/claim/", "/healthz"]
)
def test_undecodable_parameter_is_refused_by_name(broken: str, url: str, editor: Client) -> None:
    broken_url = f"{url}?status=open&q={broken}"
    response = editor.get(broken_url)
    assert response.status_code == 400
    assert "“q”" in response.content.decode()
    assert "“q”" in plain_text(editor.get(broken_url, headers=HTMX))


@pytest.mark.parametrize("broken", BROKEN)
def test_undecodable_parameter_is_refused_without_a_login_too(
    broken: str, client: Client, db: Any
) -> None:
    response = client.get(f"/accounts/login/?next={broken}")
    assert response.status_code == 400
    assert "“next”" in response.content.decode()


@pytest.mark.parametrize("broken", BROKEN)
def test_undecodable_parameter_name_or_path_is_refused(broken: str, editor: Client) -> None:
    for url in (f"/claims/?{broken}=1", f"/claims/{broken}/", f"/{broken}", f"/admin/{broken}"):
        for headers in ({}, HTMX):
            assert editor.get(url, headers=headers).status_code == 400, url


def test_text_in_any_script_is_accepted(editor: Client) -> None:
    for text in ("Ծաղկաձոր", "ფოთი", "порт", "نص", "a+b c&d=%", "😀", "\u202eright to left"):
        assert editor.get("/claims/", {"q": text}).status_code == 200, text
    # Not encoded at all, as curl sends it.
    assert editor.generic("GET", "/claims/", QUERY_STRING=wsgi_string("q=порт")).status_code == 200
    # A path in another script is merely unknown.
    assert editor.get("/claims/é/").status_code == 404
    assert editor.get("/порт/").status_code == 404


def test_cookie_with_an_escaped_nul_does_not_reach_the_database(client: Client, db: Any) -> None:
    response = client.get("/claims/", headers={"cookie": 'sessionid="a\\000b"'})
    assert response.status_code == 400
    assert "cookie" in response.content.decode()


@pytest.mark.parametrize("broken", BROKEN)
@pytest.mark.parametrize(
    ("url", "body"),
    [
        ("/accounts/login/", "username={0}&password={0}&next={0}"),
        ("/accounts/password_reset/", "email={0}@example.org"),
        ("/claims/new/", "statement={0}&kind={0}&token={0}&{0}={0}"),
        ("/articles/new/", "text={0}&headline={0}&publisher={0}&url={0}"),
        ("/sources/new/", "name={0}&kind={0}&aliases={0}&seen_revision={0}"),
        ("/accounts/password_change/", "old_password={0}&new_password1={0}&new_password2={0}"),
    ],
)
def test_form_with_undecodable_text_never_crashes(
    broken: str, url: str, body: str, editor: Client
) -> None:
    client = Client(raise_request_exception=False) if "login" in url else editor
    response = client.generic("POST", url, body.format(broken), content_type=FORM)
    assert response.status_code in {200, 302, 422}


def test_odd_headers_do_not_crash_a_failed_login(client: Client, db: Any) -> None:
    for agent in ("x" * 5000, "\xff\xfe", "\u00ed\u00a0\u0080"):
        response = client.post(
            "/accounts/login/",
            {"username": "x" * 150, "password": "no"},
            headers={"user-agent": agent, "accept-language": agent, "x-forwarded-for": agent},
        )
        assert response.status_code == 200


@pytest.fixture
def one_megabyte(settings: Any) -> bytes:
    """Return a body that is one byte over the limit."""
    for name in LIMITS:
        setattr(settings, name, 1024 * 1024)
    return b"text=" + b"x" * (1024 * 1024 - 4)


@pytest.mark.parametrize("limit", LIMITS)
@pytest.mark.parametrize("checks", [True, False], ids=["csrf first", "view first"])
def test_too_large_body_is_refused_with_the_limit(
    limit: str, checks: bool, login: Any, settings: Any, one_megabyte: bytes
) -> None:
    # The others are much higher: each must work alone.
    for name in {*LIMITS} - {limit}:
        setattr(settings, name, 64 * 1024 * 1024)
    client = login("researcher", enforce_csrf_checks=checks)
    client.get("/articles/new/")  # with the cookie, the CSRF check reads the body
    response = client.generic("POST", "/articles/new/", one_megabyte, content_type=FORM)
    assert response.status_code == 413
    assert "1 MB" in response.content.decode()
    response = client.generic(
        "POST", "/articles/new/", one_megabyte, content_type=FORM, headers=HTMX
    )
    assert response.status_code == 413
    assert "1 MB" in plain_text(response)


def test_body_at_the_limit_reaches_its_form(login: Any, one_megabyte: bytes) -> None:
    response = login("researcher").generic(
        "POST", "/articles/new/", one_megabyte[:-1], content_type=FORM
    )
    assert (response.status_code, Article.objects.count()) == (302, 1)


def test_upload_counts_towards_the_limit(login: Any, settings: Any) -> None:
    settings.REQUEST_MAX_SIZE = 10_000
    upload = SimpleUploadedFile("page.txt", b"x" * 20_000, "text/plain")
    response = login("researcher").post("/articles/new/", {"file": upload})
    assert response.status_code == 413


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["page", "htmx"])
def test_too_many_fields_or_files_are_refused_with_a_message(
    headers: dict[str, str], login: Any
) -> None:
    client = login("researcher")
    fields = "&".join(f"f{number}=x" for number in range(1001))
    files = {f"f{n}": SimpleUploadedFile("a.txt", b"x", "text/plain") for n in range(101)}
    for response in (
        client.generic("POST", "/articles/new/", fields, content_type=FORM, headers=headers),
        client.generic(
            "POST",
            "/articles/new/",
            encode_multipart(BOUNDARY, files),
            content_type=MULTIPART_CONTENT,
            headers=headers,
        ),
    ):
        assert response.status_code == 413
        assert "more fields or files" in response.content.decode()
        if headers:
            plain_text(response)


def test_truncated_form_never_crashes(login: Any) -> None:
    client = login("researcher")
    client.raise_request_exception = False
    for body, kind in (
        (b"--BoUnDaRyStRiNg\r\nContent-Disposition: form-data", MULTIPART_CONTENT),
        (b"nothing", "multipart/form-data"),
        (b"\xff\xfe", "multipart/form-data; boundary=\xff"),
        (b"headline=x", "application/x-www-form-urlencoded; charset=nothing"),
        (b"{", "application/json"),
    ):
        response = client.generic("POST", "/articles/new/", body, content_type=kind)
        assert response.status_code in {400, 422}, kind


def test_refused_request_does_not_end_the_login(login: Any) -> None:
    client = login("reader")
    assert client.get("/claims/?q=%00").status_code == 400
    assert client.get("/claims/").status_code == 200


@pytest.mark.parametrize(
    "url", ["/", "/claims/new/", "/export/", "/accounts/login/", "/drafts/keep/"]
)
def test_form_in_another_encoding_is_refused_once(url: str, editor: Client) -> None:
    sent = {"data": b"q=a", "content_type": f"{FORM}; charset=utf-7"}
    assert editor.post(url, **sent).status_code in {400, 405}


@pytest.mark.parametrize("url", ["/admin/auth/user/add/", "/admin/claims/question/"])
def test_page_that_is_forbidden_stays_so_whatever_was_sent(url: str, editor: Client) -> None:
    sent = {"data": b"q=a", "content_type": "multipart/form-data; boundary="}
    assert editor.post(url, **sent).status_code in {400, 403}


def test_no_address_takes_a_number_that_no_row_has(editor: Client) -> None:
    addresses = [str(pattern.pattern) for pattern in urlpatterns if "<row:" in str(pattern.pattern)]
    assert len(addresses) > 50
    for address in addresses:
        path = "/" + re.sub("<row:[a-z]+>", "9" * 24, address)
        assert editor.get(path).status_code == 404, path
        assert editor.post(path).status_code == 404, path
