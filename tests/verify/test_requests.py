"""Each request has a number, which the log, the error page and the response share; slow ones are logged."""

import re
from typing import Any

import pytest
from django.test import Client

pytestmark = pytest.mark.any_database

NUMBER = re.compile(r"[0-9a-f]{16}")


@pytest.fixture
def client(login: Any, extra_urls: None) -> Client:
    client = login("editor")
    client.raise_request_exception = False
    return client


@pytest.mark.parametrize(
    ("path", "status"), [("/broken/", 500), ("/nowhere/", 404), ("/claims/?q=%00", 400)]
)
def test_log_error_page_and_header_name_the_same_request(
    path: str, status: int, client: Client, lines: Any
) -> None:
    response = client.get(path)
    assert response.status_code == status
    number = response["X-Request-ID"]
    assert NUMBER.fullmatch(number)
    assert number in response.content.decode()
    assert {line["request"] for line in lines()} == {number}


def test_htmx_error_names_its_request(client: Client) -> None:
    response = client.post("/broken/", headers={"hx-request": "true"})
    assert (response.status_code, response["Content-Type"][:10]) == (500, "text/plain")
    assert response["X-Request-ID"] in response.content.decode()


def test_every_response_has_a_number_of_its_own(client: Client) -> None:
    numbers = {
        client.get(path, headers={"x-request-id": "chosen"})["X-Request-ID"]
        for path in ("/claims/", "/claims/", "/accounts/login/", "/static/css/base.css", "/healthz")
    }
    assert len(numbers) == 5
    assert all(map(NUMBER.fullmatch, numbers))


def test_slow_request_is_logged_with_who_and_how_long(
    client: Client, lines: Any, settings: Any
) -> None:
    client.get("/claims/?q=typed")
    assert lines() == []
    settings.SLOW_REQUEST = 0.0
    response = client.get("/claims/?q=typed")
    (line,) = lines()
    assert (line["level"], line["logger"]) == ("WARNING", "verify.requests")
    assert (line["account"], line["request"]) == ("editor", response["X-Request-ID"])
    assert isinstance(line.get("seconds", 0.0), float)
    assert "GET /claims/" in line["message"]
    assert "typed" not in str(line)


def test_slow_request_of_a_stranger_is_logged_without_a_name(
    db: Any, lines: Any, settings: Any
) -> None:
    settings.SLOW_REQUEST = 0.0
    assert Client().get("/accounts/login/").status_code == 200
    (line,) = lines()
    assert not line.get("account")


def test_slow_download_is_logged_when_it_has_ended(
    client: Client, lines: Any, settings: Any
) -> None:
    settings.SLOW_REQUEST = 0.0
    response = client.get("/streamed/")
    assert lines() == []
    assert b"".join(response.streaming_content) == b"onetwo"
    (line,) = lines()
    assert line["request"] == response["X-Request-ID"]
