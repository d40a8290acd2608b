"""The log: one JSON object per line, without anything that people typed."""

import json
import logging
import re
import sys
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from claims.actions import accounts as account_actions
from tests.conftest import PASSWORD
from verify.logs import JsonLines

SECRETS = ("typed-in-a-form", "asked-in-the-address", "kept-in-a-cookie")


@pytest.fixture
def client(login: Any, extra_urls: None) -> Client:
    client = login("editor")
    client.raise_request_exception = False
    client.cookies["flavour"] = SECRETS[2]
    return client


def test_each_line_is_one_json_object_with_its_time(client: Client, lines: Any) -> None:
    client.get("/nowhere/")
    (line,) = lines()
    assert line["level"] == "WARNING"
    assert line["logger"] == "django.request"
    assert line["message"] == "Not Found: /nowhere/"
    assert line["at"].endswith("+00:00")


def test_crash_is_one_line_with_its_traceback(client: Client, lines: Any) -> None:
    client.get("/broken/")
    (line,) = lines()
    assert line["level"] == "ERROR"
    assert line["exception"].endswith("\nbuiltins.RuntimeError")
    assert "tests/verify/urls.py" in line["exception"]


@pytest.mark.parametrize(
    "text", ["a%0D%0A{}", "a%E2%80%A8b", "a%C2%85b", "%1B[31m", "a%22}%0A{%22"]
)
def test_url_cannot_forge_a_second_line(text: str, client: Client, lines: Any) -> None:
    client.get(f"/{text}")
    (line,) = lines()
    assert line["logger"] == "django.request"


def test_log_holds_no_form_no_search_and_no_cookie(
    client: Client, lines: Any, settings: Any
) -> None:
    query = f"token={SECRETS[1]}"
    form = {"statement": SECRETS[0], "password": SECRETS[0], "username": SECRETS[0]}
    responses = [
        client.get(f"/nowhere/?{query}"),
        client.get(f"/broken/?{query}"),
        client.post(f"/broken/?{query}", form),
        client.post(f"/claims/new/?{query}", form),
        client.post(f"/claims/?{query}", form),
        client.get(f"/claims/?{query}&q=%00"),
        client.get(f"/claims/?q={SECRETS[1]}&status={SECRETS[1]}"),
        client.get(f"/healthz?{query}", headers={"host": "elsewhere.example"}),
        client.get(f"/export/verdicts.csv?{query}"),
        Client(enforce_csrf_checks=True).post(f"/accounts/login/?{query}", form),
        Client().post(f"/accounts/login/?{query}", form),
    ]
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 10
    responses.append(client.post("/claims/new/", form))
    settings.REQUEST_MAX_SIZE = 10
    responses.append(client.post(f"/claims/new/?{query}", form))
    assert {response.status_code for response in responses} == {
        200,
        400,
        403,
        404,
        405,
        413,
        422,
        500,
    }
    written = json.dumps(lines())
    assert len(lines()) >= 8
    for secret in SECRETS:
        assert secret not in written


@pytest.mark.parametrize("form", [{}, {"constraint": "yes"}], ids=["no table", "not unique"])
def test_log_leaves_out_what_a_database_quotes(
    form: dict[str, str], client: Client, lines: Any
) -> None:
    assert client.post("/refused/", {"text": SECRETS[0], **form}).status_code == 500
    (line,) = lines()
    assert SECRETS[0] not in json.dumps(line)
    # The log still says where, which type, and the database's own code.
    kind = "IntegrityError" if form else "django.db.utils."
    assert kind in line["exception"].splitlines()[-1]
    code = (
        r"23505 auth_group_name\S*|SQLITE_CONSTRAINT\S* auth_group\.name"
        if form
        else r"42P01|SQLITE_ERROR"
    )
    assert re.search(code, line["exception"])


def test_system_error_is_logged_with_the_systems_description() -> None:
    try:
        Path("/nowhere/typed-in-a-form").read_text()
    except OSError:
        logged = JsonLines().formatException(sys.exc_info())
    assert logged.endswith("builtins.FileNotFoundError (No such file or directory)")


def test_refusal_is_logged_as_a_warning(client: Client, lines: Any, settings: Any) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 10
    assert client.post("/claims/new/", {"statement": "x" * 11}).status_code == 413
    assert client.get("/", headers={"host": "elsewhere.example"}).status_code == 400
    assert {line["level"] for line in lines()} == {"WARNING"}


@pytest.mark.parametrize(
    ("level", "message"),
    [
        ("ERROR", f"Error handling request GET /claims/?q={SECRETS[1]}&sort=x"),
        ("WARNING", f"Invalid request from ip=::1: Invalid HTTP Header: 'COOKIE {SECRETS[2]}'"),
        ("WARNING", f'Invalid request from ip=::1: Invalid line: "GET /?q={SECRETS[1]} b"'),
    ],
)
def test_gunicorns_lines_are_cut_before_what_people_sent(level: str, message: str) -> None:
    number = logging.getLevelNamesMapping()[level]
    record = logging.LogRecord("gunicorn.error", number, "", 0, message, (), None)
    line = json.loads(JsonLines().format(record))
    assert not any(secret in line["message"] for secret in SECRETS)
    assert line["message"].startswith(message[:20])


def test_password_reset_link_is_not_logged(db: Any, lines: Any, mailoutbox: list[Any]) -> None:
    account_actions.create_user(
        "forgetful", roles=[], by=None, password=PASSWORD, email="f@example.org"
    )
    Client().post("/accounts/password_reset/", {"email": "f@example.org"})
    path = mailoutbox[0].body.split("http://testserver")[1].split()[0]
    client = Client(raise_request_exception=False)
    assert client.get(path, follow=True).status_code == 200
    assert client.post(path, {"new_password1": "short"}).status_code in {200, 302}
    assert client.get("/nowhere/").status_code == 404
    assert len(lines()) == 1
    assert path.rstrip("/").rsplit("/", 1)[1] not in json.dumps(lines())
