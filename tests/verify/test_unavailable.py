"""A full disk or a long wait for the lock is 503 in words, and what was typed is kept."""

from collections.abc import Iterator
from contextlib import contextmanager
from html.parser import HTMLParser
from typing import Any

import pytest
from django.core.files.storage import FileSystemStorage
from django.db import OperationalError, connection
from django.test import Client

from claims.models import Article, Source
from tests.admin.conftest import form_on
from tests.articles.pages import article_data
from verify.unavailable import reason_for

TEXT = 'First “line”\r\n\r\n  <b>second</b> & "third" \u202e line\r\n' + "The port was sold. " * 50
ARTICLE = article_data(text=TEXT, headline="A <headline> of its own")
SOURCE = {
    "name": "Harbour “North” & Sons",
    "kind": "outlet",
    "interest": "It is <b>both</b>\r\nof them.",
}


class Inputs(HTMLParser):
    """The hidden fields of the page's form, as a browser would submit them."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.fields: dict[str, list[str]] = {}
        self.action = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        named = dict(attributes)
        if tag == "form":
            self.action = named["action"] or ""
        if tag == "input":
            self.fields.setdefault(named["name"] or "", []).append(named["value"] or "")


@contextmanager
def somebody_saves() -> Iterator[None]:
    """Hold the desk's lock on a connection of its own. The connection under test waits 50 ms."""
    other = connection.copy()
    sqlite = connection.vendor == "sqlite"
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout=50" if sqlite else "SET lock_timeout=50")
    try:
        with other.cursor() as cursor:
            cursor.execute("BEGIN IMMEDIATE" if sqlite else "BEGIN")
            if not sqlite:
                tables = "claims_recordhead, django_session, axes_accessattempt"
                cursor.execute(f"LOCK TABLE {tables} IN EXCLUSIVE MODE")
            yield
            cursor.execute("ROLLBACK")
    finally:
        other.close()
        connection.close()


def refused(client: Client, path: str, fields: dict[str, Any], **options: Any) -> Any:
    client.raise_request_exception = False
    response = client.post(path, fields, **options)
    assert response.status_code == 503
    assert int(response["Retry-After"]) > 0
    assert response["Cache-Control"] == "no-store"
    return response


@pytest.mark.django_db(transaction=True)
def test_wait_for_the_lock_keeps_the_text_of_every_kind_of_form(login: Any) -> None:
    client = login("researcher")
    add = "/admin/claims/source/add/"
    source = form_on(client.get(add)) | SOURCE
    with somebody_saves():
        page = refused(client, "/articles/new/", ARTICLE).content.decode()
        admin = refused(client, add, source).content.decode()
        htmx = refused(client, "/articles/new/", ARTICLE, headers={"hx-request": "true"})
    assert htmx["Content-Type"].startswith("text/plain")
    added = Article.objects.all(), Source.objects.filter(name=SOURCE["name"])
    assert not any(rows.exists() for rows in added)
    for kept, typed, rows in zip((page, admin), (ARTICLE, SOURCE), added, strict=True):
        form = Inputs(kept)
        assert {name: form.fields[name] for name in typed} == {n: [v] for n, v in typed.items()}
        assert client.post(form.action, form.fields).status_code == 302
        assert rows.exists()


@pytest.mark.django_db(transaction=True)
def test_login_during_a_wait_for_the_lock_repeats_no_password(cast: Any) -> None:
    typed = {"username": cast.reader.username, "password": "secret words of mine"}
    with somebody_saves():
        page = refused(Client(), "/accounts/login/", typed).content.decode()
    assert "secret words" not in page
    assert cast.reader.username in page


class FullDisk(FileSystemStorage):
    """Writes to a device that is always full."""

    def _save(self, name: str, content: Any) -> str:
        with open("/dev/full", "wb", buffering=0) as device:
            device.write(content.read())
        return name


@pytest.mark.django_db(transaction=True)
def test_full_disk_of_archived_copies_keeps_the_text(login: Any, settings: Any) -> None:
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {"BACKEND": f"{__name__}.FullDisk"},
    }
    page = refused(login("researcher"), "/articles/new/", ARTICLE).content.decode()
    assert Inputs(page).fields["text"] == [TEXT]
    assert "disk" in page
    assert not Article.objects.exists()


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL cannot be told to be full")
def test_full_disk_of_the_database_refuses_writing_and_goes_on_reading(login: Any) -> None:
    client = login("researcher")
    with connection.cursor() as cursor:
        cursor.execute("VACUUM")  # or the rows of earlier tests leave room
        pages = cursor.execute("PRAGMA page_count").fetchone()[0]
        cursor.execute(f"PRAGMA max_page_count={pages}")
    try:
        page = refused(client, "/articles/new/", ARTICLE | {"text": TEXT * 200}).content.decode()
        assert client.get("/claims/").status_code == 200
    finally:
        connection.close()
    assert "disk" in page
    # With space again it works, without a restart.
    assert client.post("/articles/new/", Inputs(page).fields).status_code == 302


@pytest.mark.django_db
@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite's wait is in its options")
def test_postgresql_waits_for_a_lock_no_longer_than_sqlite() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SHOW lock_timeout")
        assert cursor.fetchone() == ("20s",)


STATES = {
    "53100": 503, "53300": 503, "55P03": 503, "57014": 503, "40P01": 503, "40001": 503, "57P01": 503, "08006": 503,
    "23505": 500, "42703": 500, "22001": 500, "P0001": 500,
}  # fmt: skip


@pytest.mark.skipif(connection.vendor != "postgresql", reason="the codes are PostgreSQL's")
@pytest.mark.parametrize(("state", "status"), STATES.items())
@pytest.mark.django_db
def test_errors_of_postgresql_that_pass_are_503_and_all_others_500(
    state: str, status: int, login: Any, extra_urls: None
) -> None:
    client = login("editor")
    client.raise_request_exception = False
    assert client.post("/raised/", {"state": state}).status_code == status


@pytest.mark.django_db
def test_faults_of_the_code_stay_500(login: Any, extra_urls: None) -> None:
    client = login("editor")
    client.raise_request_exception = False
    for form in ({"text": "x"}, {"text": "x", "constraint": "yes"}):
        assert client.post("/refused/", form).status_code == 500
    assert client.post("/broken/").status_code == 500


def test_lost_database_is_named_as_such(db: Any) -> None:
    lost = connection.copy()
    lost.settings_dict["NAME"] = "/nowhere/desk" if lost.vendor == "sqlite" else "no_such_desk"
    with pytest.raises(OperationalError) as caught:
        lost.ensure_connection()
    reason = reason_for(caught.value)
    assert reason is not None
    assert reason.code == ("unwritable" if lost.vendor == "sqlite" else "unreachable")
