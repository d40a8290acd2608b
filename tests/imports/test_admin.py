"""Files in the admin: shown first, taken as shown, and nothing that breaks the page or the desk."""

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

from .files import csv_of, desk

CLAIMS = "/admin/claims/claim/import/"
ARTICLES = "/admin/claims/article/import/"
ROW = {"quote": "two of them", "speaker": "Harbour master", "question": "Will they go?"}


@pytest.fixture
def researcher(login: Any) -> Client:
    client: Client = login("researcher")
    return client


def show(client: Client, content: bytes) -> HttpResponse:
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


def test_the_preview_writes_nothing_and_the_button_does_what_it_showed(researcher: Client) -> None:
    content = csv_of(ROW, {"said_on": "soon"}, {"article_url": "https://example.org/a"})
    before = desk()
    page = show(researcher, content)
    assert page.status_code == 200
    assert desk() == before
    assert figures(page) == {Fate.NEW: 2, Fate.UNCHANGED: 0, Fate.REFUSED: 1}
    words = page.content.decode()
    for said in (
        "Import 2 new",
        "said_on: Write a date",
        "Harbour master (person)",
        "Will they go?",
    ):
        assert said in words
    done = confirm(researcher, CLAIMS, page)
    assert done.status_code == 200
    assert figures(done) == figures(page)
    assert [claim.external_id for claim in Claim.objects.order_by("pk")] == ["x-1", "x-3"]
    event = Event.objects.get(verb=Verb.CLAIMS_IMPORTED)
    assert event.by_name == "researcher"
    assert f"/admin/claims/claim/{event.object_id}/change/" in done.content.decode()


def test_sent_twice_it_is_done_once(researcher: Client) -> None:
    page = show(researcher, csv_of(ROW, {}))
    confirm(researcher, CLAIMS, page)
    before = desk()
    again = confirm(researcher, CLAIMS, page)
    assert figures(again) == {Fate.NEW: 0, Fate.UNCHANGED: 2, Fate.REFUSED: 0}
    assert desk() == before


def test_what_changed_in_between_is_judged_again_and_told(researcher: Client, login: Any) -> None:
    page = show(researcher, csv_of({"statement": "The port sells."}, {}))
    other = login("editor")
    confirm(other, CLAIMS, show(other, csv_of({"statement": "The port keeps."})))
    done = confirm(researcher, CLAIMS, page)
    assert figures(done) == {Fate.NEW: 1, Fate.UNCHANGED: 0, Fate.REFUSED: 1}
    assert "statement differs from claim" in done.content.decode()
    assert Claim.objects.get(external_id="x-1").statement == "The port keeps."


@pytest.mark.parametrize("change", ["another person", "another kind", "another content"])
def test_only_what_was_shown_to_this_person_is_taken(
    change: str, researcher: Client, login: Any
) -> None:
    token = carried(show(researcher, csv_of(ROW)))
    before = desk()
    answers = {
        "another person": lambda: login("editor").post(CLAIMS, {"carried": token}),
        "another kind": lambda: researcher.post(ARTICLES, {"carried": token}),
        "another content": lambda: researcher.post(CLAIMS, {"carried": f"A{token}"}),
    }
    login("editor")
    before = desk()
    assert answers[change]().status_code == 422
    assert desk() == before


def test_a_role_taken_away_in_between_is_asked_again(cast: Any, researcher: Client) -> None:
    page = show(researcher, csv_of(ROW))
    cast.researcher.groups.clear()
    assert confirm(researcher, CLAIMS, page).status_code == 403
    assert not Claim.objects.exists()


HOSTILE = {
    "empty": b"",
    "only a header": b"external_id,statement\r\n",
    "NUL": b"external_id,statement\r\na,b\0c\r\n",
    "half a character": b"external_id,statement\r\na,\xed\xa0\x80\r\n",
    "latin-1": b"external_id,statement\r\na,caf\xe9\r\n",
    "a line of a megabyte": b"external_id,statement\r\na," + b"x" * 1_000_000,
    "a hundred thousand columns": b"external_id,statement" + b",c" * 100_000 + b"\r\na,b",
    "a hundred thousand cells": b"external_id,statement\r\na" + b",c" * 100_000,
    "an open quote": b'external_id,statement\r\na,"b',
    "no file of rows": b"PK\x03\x04\x14\0\0\0\x08\0",
    "too many rows": b"external_id,statement\r\n" + b"a,b\r\n" * 1_001,
    "a far year": b"external_id,statement,said_on\r\na,b,0000\r\nc,d,99999\r\n",
    "an odd address": b"external_id,statement,article_url\r\na,b,http://[::1\r\n",
}


@pytest.mark.parametrize("fault", HOSTILE)
def test_no_file_breaks_the_page(fault: str, researcher: Client) -> None:
    before = desk()
    page = show(researcher, HOSTILE[fault])
    assert page.status_code in (200, 422)
    if page.status_code == 200:
        assert figures(page)[Fate.NEW] == 0
    assert len(page.content) < 100_000
    assert desk() == before


def test_what_was_sent_is_shown_as_text(researcher: Client) -> None:
    script, turned = "<script>alert(1)</script>", "\u202egnp.exe"
    columns = ("external_id", "statement", "speaker", "article_title", "<b>column</b>")
    row = {"statement": script, "speaker": turned, "article_title": script}
    refused = {"external_id": script, "statement": ""}
    page = show(researcher, csv_of(row, refused, columns=columns)).content.decode()
    assert "<script>alert" not in page
    assert "<b>column" not in page
    assert f'<bdi dir="auto">{turned}</bdi>' in page
    assert f'<bdi dir="auto">{turned} (person)</bdi>' in page


def test_a_preview_costs_the_same_for_one_row_and_for_ten(researcher: Client) -> None:
    def cost(rows: int) -> int:
        same = [ROW | {"article_url": f"https://example.org/{n}"} for n in range(rows)]
        with CaptureQueriesContext(connection) as queries:
            assert show(researcher, csv_of(*same)).status_code == 200
        return len(queries)

    cost(1)
    assert cost(10) == cost(1)


def test_a_manifest_is_shown_and_taken_with_its_files(researcher: Client) -> None:
    before = desk()
    files = [article_file("0.txt", 0), article_file("1.txt", 1)]
    given = {"file": manifest("0.txt", "folder\\1.txt", "2.txt"), "articles": files}
    page = researcher.post(ARTICLES, given)
    assert page.status_code == 200
    assert desk() == before
    assert figures(page) == {Fate.NEW: 2, Fate.UNCHANGED: 0, Fate.REFUSED: 1}
    assert "2.txt is not among the files you chose." in page.content.decode()
    done = confirm(researcher, ARTICLES, page)
    assert figures(done) == figures(page)
    first, second = Article.objects.order_by("pk")
    assert (first.headline, first.snapshot.original_name) == ("Headline 0.txt", "0.txt")
    assert second.snapshot.text == body(1)
    again = confirm(researcher, ARTICLES, page)
    assert figures(again) == {Fate.NEW: 0, Fate.UNCHANGED: 2, Fate.REFUSED: 1}


def test_the_same_article_twice_in_a_manifest_is_one(researcher: Client) -> None:
    files = [article_file("0.txt", 0), article_file("1.txt", 0)]
    page = researcher.post(ARTICLES, {"file": manifest("0.txt", "1.txt"), "articles": files})
    assert figures(page) == {Fate.NEW: 1, Fate.UNCHANGED: 1, Fate.REFUSED: 0}
    assert figures(confirm(researcher, ARTICLES, page)) == figures(page)
    assert Article.objects.count() == 1


def test_a_manifest_without_its_files_asks_for_them(researcher: Client) -> None:
    page = researcher.post(ARTICLES, {"file": manifest("0.txt")})
    assert page.status_code == 422
    assert page.context["form"].errors.keys() == {"articles"}


def test_two_files_of_one_name_are_not_guessed_between(researcher: Client) -> None:
    files = [article_file("0.txt", 0), article_file("0.txt", 1)]
    page = researcher.post(ARTICLES, {"file": manifest("0.txt"), "articles": files})
    assert page.status_code == 422
    assert page.context["form"].has_error("file", "same_name")


def test_more_than_ten_megabytes_are_for_the_command(researcher: Client) -> None:
    large = SimpleUploadedFile("0.txt", b"x" * 10_000_001)
    page = researcher.post(ARTICLES, {"file": manifest("0.txt"), "articles": [large]})
    assert page.status_code == 422
    assert "More than 10 MB" in page.content.decode()


def test_more_files_than_a_request_may_hold_are_refused(researcher: Client) -> None:
    files = [SimpleUploadedFile(f"{number}.txt", b"x") for number in range(101)]
    page = researcher.post(ARTICLES, {"file": manifest("0.txt"), "articles": files})
    assert page.status_code == 413


@pytest.mark.parametrize("token", ["a\0b", "x" * 1_000_000, ":::"], ids=["NUL", "long", "empty"])
def test_a_token_that_is_none_is_refused(token: str, researcher: Client) -> None:
    assert researcher.post(CLAIMS, {"carried": token}).status_code in (400, 422)


def test_megabytes_come_back_whole(researcher: Client) -> None:
    words = random.Random(7)
    names = [f"{number}.txt" for number in range(4)]
    files = [SimpleUploadedFile(n, words.randbytes(900_000).hex().encode()) for n in names]
    page = researcher.post(ARTICLES, {"file": manifest(*names), "articles": files})
    assert figures(page)[Fate.NEW] == 4
    assert figures(confirm(researcher, ARTICLES, page)) == figures(page)
