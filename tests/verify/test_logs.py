"""One JSON object a line, and nothing in it that people typed."""

import io
import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from claims.actions import desk
from tests.conftest import PASSWORD
from verify.logs import JsonLines

SECRETS = ("typed-in-a-form", "asked-in-the-address", "kept-in-a-cookie")


@pytest.fixture
def lines() -> Iterator[Any]:
    """What the desk's own handler writes while the test runs: `lines()` reads it."""
    (handler,) = (h for h in logging.getLogger().handlers if isinstance(h.formatter, JsonLines))
    assert isinstance(handler, logging.StreamHandler)
    stream = io.StringIO()
    usual = handler.setStream(stream)
    yield lambda: [json.loads(line) for line in stream.getvalue().splitlines()]
    handler.setStream(usual)


@pytest.fixture
def client(login: Any, more_addresses: None) -> Client:
    client = login("editor")
    client.raise_request_exception = False
    client.cookies["flavour"] = SECRETS[2]
    return client


def test_each_line_is_one_object_with_its_time(client: Client, lines: Any) -> None:
    client.get("/nowhere/")
    (line,) = lines()
    assert line["level"] == "WARNING"
    assert line["logger"] == "django.request"
    assert line["message"] == "Not Found: /nowhere/"
    assert line["at"].endswith("+00:00")


def test_a_crash_is_one_line_too_with_its_traceback(client: Client, lines: Any) -> None:
    client.get("/broken/")
    (line,) = lines()
    assert line["level"] == "ERROR"
    assert "RuntimeError: first line\nsecond line\u2028third line" in line["exception"]


@pytest.mark.parametrize(
    "text", ["a%0D%0A{}", "a%E2%80%A8b", "a%C2%85b", "%1B[31m", "a%22}%0A{%22"]
)
def test_an_address_cannot_forge_a_second_line(text: str, client: Client, lines: Any) -> None:
    client.get(f"/{text}")
    (line,) = lines()
    assert line["logger"] == "django.request"


def test_what_people_type_or_ask_is_not_written_down(
    client: Client, lines: Any, settings: Any
) -> None:
    query = f"token={SECRETS[1]}"
    form = {"statement": SECRETS[0], "password": SECRETS[0], "username": SECRETS[0]}
    answers = [
        client.get(f"/nowhere/?{query}"),
        client.get(f"/broken/?{query}"),
        client.post(f"/broken/?{query}", form),
        client.post(f"/claims/new/?{query}", form),
        client.post(f"/claims/?{query}", form),
        client.get(f"/claims/?{query}&q=%00"),
        client.get(f"/export/verdicts.csv?{query}"),
        Client(enforce_csrf_checks=True).post(f"/accounts/login/?{query}", form),
        Client().post(f"/accounts/login/?{query}", form),
    ]
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 10
    answers.append(client.post("/claims/new/", form))
    settings.REQUEST_MAX_SIZE = 10
    answers.append(client.post(f"/claims/new/?{query}", form))
    assert {answer.status_code for answer in answers} == {200, 400, 403, 404, 405, 413, 422, 500}
    written = json.dumps(lines())
    assert len(lines()) >= 8
    for secret in SECRETS:
        assert secret not in written


def test_a_password_reset_does_not_write_its_link_down(
    db: Any, lines: Any, mailoutbox: list[Any]
) -> None:
    desk.create_user("forgetful", roles=[], by=None, password=PASSWORD, email="f@example.org")
    Client().post("/accounts/password_reset/", {"email": "f@example.org"})
    path = mailoutbox[0].body.split("http://testserver")[1].split()[0]
    client = Client(raise_request_exception=False)
    assert client.get(path, follow=True).status_code == 200
    assert client.post(path, {"new_password1": "short"}).status_code in {200, 302}
    assert client.get("/nowhere/").status_code == 404
    assert len(lines()) == 1
    assert path.rstrip("/").rsplit("/", 1)[1] not in json.dumps(lines())
