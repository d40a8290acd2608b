"""Importing files in the admin: a preview, then the import, and no file that causes an error."""

import random
import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from claims.enums import Fate, Verb
from claims.models import Article, Claim, Event
from tests.factories import body

from .files import csv_of, rows_on_desk

CLAIMS = "/admin/claims/claim/import/"
ARTICLES = "/admin/claims/article/import/"
ROW = {"quote": "two of them", "speaker": "Harbour master", "question": "Will they go?"}


@pytest.fixture
def researcher(login: Any) -> Client:
    client: Client = login("researcher")
    return client


def preview(client: Client, content: bytes) -> HttpResponse:
    return client.post(CLAIMS, {"file": SimpleUploadedFile("claims.csv", content)})


def manifest(*names: str, header: str = "file,title") -> SimpleUploadedFile:
    lines = [header, *(f"{name},Headline {name}" for name in names)]
    return SimpleUploadedFile("manifest.csv", "\r\n".join(lines).encode())


def article_file(name: str, number: int) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, body(number).encode())


def carried(page: HttpResponse) -> str:
    found = re.search(r'name="carried" value="([^"]+)"', page.content.decode())
    assert found, "nothing is offered to be imported"
    return found[1]


def confirm(client: Client, url: str, page: HttpResponse) -> HttpResponse:
    return client.post(url, {"carried": carried(page)})


def figures(page: HttpResponse) -> dict[Fate, int]:
    return {fate: page.context["report"].counts[fate] for fate in Fate}


def test_a_preview_writes_nothing_and_confirming_it_imports_what_it_showed(
    researcher: Client,
) -> None:
    content = csv_of(ROW, {"said_on": "soon"}, {"article_url": "https://example.org/a"})
    before = rows_on_desk()
    page = preview(researcher, content)
    assert page.status_code == 200
    assert rows_on_desk() == before
    assert figures(page) == {Fate.NEW: 2, Fate.UNCHANGED: 0, Fate.REFUSED: 1}
    words = page.content.decode()
    for said in (
        "Import 2 new",
        "said_on: “soon” was not read as a date",
        "Harbour master (person)",
        "Will they go?",
    ):
        assert said in words
    imported = confirm(researcher, CLAIMS, page)
    assert imported.status_code == 200
    assert figures(imported) == figures(page)
    assert [claim.external_id for claim in Claim.objects.order_by("pk")] == ["x-1", "x-3"]
    event = Event.objects.get(verb=Verb.CLAIMS_IMPORTED)
    assert event.by.username == "researcher"
    first = event.after["claims"][0]["id"]
    assert f"/admin/claims/claim/{first}/change/" in imported.content.decode()


def test_confirming_twice_imports_once(researcher: Client) -> None:
    page = preview(researcher, csv_of(ROW, {}))
    confirm(researcher, CLAIMS, page)
    before = rows_on_desk()
    again = confirm(researcher, CLAIMS, page)
    assert figures(again) == {Fate.NEW: 0, Fate.UNCHANGED: 2, Fate.REFUSED: 0}
    assert rows_on_desk() == before


def test_confirming_checks_again_what_changed_since_the_preview(
    researcher: Client, login: Any
) -> None:
    page = preview(researcher, csv_of({"statement": "The port sells."}, {}))
    other = login("editor")
    confirm(other, CLAIMS, preview(other, csv_of({"statement": "The port keeps."})))
    imported = confirm(researcher, CLAIMS, page)
    assert figures(imported) == {Fate.NEW: 1, Fate.UNCHANGED: 0, Fate.REFUSED: 1}
    assert "statement differs from claim" in imported.content.decode()
    assert Claim.objects.get(external_id="x-1").statement == "The port keeps."


@pytest.mark.parametrize("change", ["another person", "another kind", "another content"])
def test_a_person_can_confirm_only_their_own_preview(
    change: str, researcher: Client, login: Any
) -> None:
    token = carried(preview(researcher, csv_of(ROW)))
    before = rows_on_desk()
    requests = {
        "another person": lambda: login("editor").post(CLAIMS, {"carried": token}),
        "another kind": lambda: researcher.post(ARTICLES, {"carried": token}),
        "another content": lambda: researcher.post(CLAIMS, {"carried": f"A{token}"}),
    }
    login("editor")
    before = rows_on_desk()
    assert requests[change]().status_code == 422
    assert rows_on_desk() == before


def test_a_role_removed_after_the_preview_refuses_the_import(cast: Any, researcher: Client) -> None:
    page = preview(researcher, csv_of(ROW))
    cast.researcher.groups.clear()
    assert confirm(researcher, CLAIMS, page).status_code == 403
    assert not Claim.objects.exists()


HOSTILE = {
    "empty": b"",
    "only a header": b"external_id,statement\r\n",
    "NUL": b"external_id,statement\r\na,b\0c\r\n",
    "half a character": b"external_id,statement\r\na,\xed\xa0\x80\r\n",
    "another encoding": "external_id,statement\r\na,Κλειστό\r\n".encode("cp1253"),
    "a line of a megabyte": b"external_id,statement\r\na," + b"x" * 1_000_000,
    "a hundred thousand columns": b"external_id,statement" + b",c" * 100_000 + b"\r\na,",
    "a hundred thousand cells": b"external_id,statement\r\na" + b",c" * 100_000,
    "an open quote": b'external_id,statement\r\na,"b',
    "no file of rows": b"PK\x03\x04\x14\0\0\0\x08\0",
    "too many rows": b"external_id,statement\r\n" + b"a,b\r\n" * 1_001,
    "a far year": b"external_id,statement,said_on\r\na,b,0000\r\nc,d,99999\r\n",
    "an odd address": b"external_id,statement,article_url\r\na,b,http://[::1\r\n",
}


@pytest.mark.parametrize("fault", HOSTILE)
def test_no_file_causes_a_server_error(fault: str, researcher: Client) -> None:
    before = rows_on_desk()
    page = preview(researcher, HOSTILE[fault])
    assert page.status_code in (200, 422)
    if page.status_code == 200:
        assert figures(page)[Fate.NEW] == 0
    assert len(page.content) < 100_000
    assert rows_on_desk() == before


def test_text_from_a_file_is_escaped(researcher: Client) -> None:
    script, turned = "<script>alert(1)</script>", "\u202egnp.exe"
    columns = ("external_id", "statement", "speaker", "article_title", "<b>column</b>")
    row = {"statement": script, "speaker": turned, "article_title": script}
    refused = {"external_id": script, "statement": ""}
    page = preview(researcher, csv_of(row, refused, columns=columns)).content.decode()
    assert "<script>alert" not in page
    assert "<b>column" not in page
    assert f'<bdi dir="auto">{turned}</bdi>' in page
    assert f'<bdi dir="auto">{turned} (person)</bdi>' in page


def test_a_preview_runs_the_same_number_of_queries_for_one_row_and_ten(researcher: Client) -> None:
    def cost(rows: int) -> int:
        same = [ROW | {"article_url": f"https://example.org/{n}"} for n in range(rows)]
        with CaptureQueriesContext(connection) as queries:
            assert preview(researcher, csv_of(*same)).status_code == 200
        return len(queries)

    cost(1)
    assert cost(10) == cost(1)


def test_a_manifest_is_previewed_and_imported_with_its_files(researcher: Client) -> None:
    before = rows_on_desk()
    files = [article_file("0.txt", 0), article_file("1.txt", 1)]
    given = {"file": manifest("0.txt", "folder\\1.txt", "2.txt"), "articles": files}
    page = researcher.post(ARTICLES, given)
    assert page.status_code == 200
    assert rows_on_desk() == before
    assert figures(page) == {Fate.NEW: 2, Fate.UNCHANGED: 0, Fate.REFUSED: 1}
    assert "2.txt is not among the files you chose." in page.content.decode()
    imported = confirm(researcher, ARTICLES, page)
    assert figures(imported) == figures(page)
    first, second = Article.objects.order_by("pk")
    assert (first.headline, first.snapshot.original_name) == ("Headline 0.txt", "0.txt")
    assert second.snapshot.text == body(1)
    again = confirm(researcher, ARTICLES, page)
    assert figures(again) == {Fate.NEW: 0, Fate.UNCHANGED: 2, Fate.REFUSED: 1}


def test_an_article_listed_twice_in_a_manifest_is_imported_once(researcher: Client) -> None:
    files = [article_file("0.txt", 0), article_file("1.txt", 0)]
    page = researcher.post(ARTICLES, {"file": manifest("0.txt", "1.txt"), "articles": files})
    assert figures(page) == {Fate.NEW: 1, Fate.UNCHANGED: 1, Fate.REFUSED: 0}
    assert figures(confirm(researcher, ARTICLES, page)) == figures(page)
    assert Article.objects.count() == 1


def test_a_manifest_without_its_files_asks_for_them(researcher: Client) -> None:
    page = researcher.post(ARTICLES, {"file": manifest("0.txt")})
    assert page.status_code == 422
    assert page.context["form"].errors.keys() == {"articles"}


def test_two_files_with_one_name_are_refused(researcher: Client) -> None:
    files = [article_file("0.txt", 0), article_file("0.txt", 1)]
    page = researcher.post(ARTICLES, {"file": manifest("0.txt"), "articles": files})
    assert page.status_code == 422
    assert page.context["form"].has_error("file", "same_name")


def test_more_than_ten_megabytes_are_refused_in_the_browser(researcher: Client) -> None:
    large = SimpleUploadedFile("0.txt", b"x" * 10_000_001)
    page = researcher.post(ARTICLES, {"file": manifest("0.txt"), "articles": [large]})
    assert page.status_code == 422
    assert page.context["form"].has_error("file", "too_large")


def test_more_files_than_a_request_can_hold_are_refused(researcher: Client) -> None:
    files = [SimpleUploadedFile(f"{number}.txt", b"x") for number in range(101)]
    page = researcher.post(ARTICLES, {"file": manifest("0.txt"), "articles": files})
    assert page.status_code == 413


@pytest.mark.parametrize("token", ["a\0b", "x" * 1_000_000, ":::"], ids=["NUL", "long", "empty"])
def test_an_invalid_token_is_refused(token: str, researcher: Client) -> None:
    assert researcher.post(CLAIMS, {"carried": token}).status_code in (400, 422)


@pytest.mark.any_database
def test_megabytes_are_carried_unchanged(researcher: Client) -> None:
    words = random.Random(7)
    names = [f"{number}.txt" for number in range(4)]
    files = [SimpleUploadedFile(n, words.randbytes(450_000).hex().encode()) for n in names]
    page = researcher.post(ARTICLES, {"file": manifest(*names), "articles": files})
    assert figures(page)[Fate.NEW] == 4
    assert figures(confirm(researcher, ARTICLES, page)) == figures(page)
