"""Workbooks and feeds: read as CSV is, and hostile ones refused by the process that reads them."""

import datetime
import io
import json
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import load_workbook

from claims.enums import Fate
from claims.extractors.child import TooHard
from claims.extractors.table.feed import read_feed
from claims.extractors.table.workbook import read_workbook
from claims.forms.import_columns import ARTICLES, CLAIMS
from claims.forms.import_rows import claim_row
from claims.forms.import_table import Table, Unreadable
from claims.given import ClaimRow
from claims.models import Claim

from .test_admin import CLAIMS as PAGE
from .test_admin import confirm, figures
from .workbooks import SHEET, bomb, entity_bomb, with_sheet, workbook

pytestmark = pytest.mark.any_database

HEADER = ["External ID", "Statement", "said on", "quote"]


def rows(content: bytes) -> list[ClaimRow]:
    table = Table(content, CLAIMS)
    return [claim_row(line, needs_id=table.needs_id) for line in table]


def test_a_workbook_is_imported_as_its_csv_would_be(login: Any) -> None:
    day = datetime.datetime(2031, 5, 2)  # noqa: DTZ001  (a cell has no zone)
    content = workbook(
        ("notes", [["for the desk"]]),
        ("May", [
            HEADER, [7, "Sold.", day, "“yes”"], [], ["00123", "Kept.", "25.05.2031"],
            [8.0, "Left.", day.replace(hour=23)], ["A-4", "Found.", "#N/A", "=1+1"],
        ]),
    )  # fmt: skip
    client = login("researcher")
    file = SimpleUploadedFile("claims.xlsx", content)
    page = client.post(PAGE, {"file": file})
    assert figures(page) == {Fate.NEW: 4, Fate.UNCHANGED: 0, Fate.REFUSED: 0}
    assert "“May”" in page.context["form"].table.notes[0]
    remarked = page.context["report"].groups[0].outcomes
    assert [outcome.line for outcome in remarked] == [6]
    confirm(client, PAGE, page)
    days = {claim.external_id: claim.said_on.edtf for claim in Claim.objects.all()}
    assert days == {"7": "2031-05-02", "00123": "2031-05-25", "8": "2031-05-02", "A-4": ""}


def test_cells_of_a_workbook_are_text() -> None:
    values = [True, 1.5, 12345678901234, datetime.date(2031, 5, 2), " a_x000D_b ", None]
    read = read_workbook(workbook(("s", [values])), 0)
    assert read["rows"] == [
        (1, ["TRUE", "1.5", "12345678901234", "2031-05-02", " a\rb "], "")
    ]  # fmt: skip


FAR = {
    "row": '<row r="1048576"><c r="A1048576"><v>1</v></c></row>',
    "cells": "".join(f'<row r="{n}"><c r="XFD{n}"><v>1</v></c></row>' for n in range(1, 200)),
}


@pytest.mark.parametrize("far", FAR)
def test_a_gigantic_sheet_is_too_hard(far: str) -> None:
    with pytest.raises(TooHard):
        read_workbook(with_sheet(SHEET.format(FAR[far])), 0)


def test_parts_that_grow_are_too_hard() -> None:
    for content in (bomb(parts=2_001, size=1), bomb(parts=201, size=1_000_000)):
        with pytest.raises(TooHard):
            read_workbook(content, 0)


REFUSED = {
    "entities": entity_bomb,
    "a far row": lambda: with_sheet(SHEET.format(FAR["row"])),
    "another zip": lambda: bomb(1, 1)[:200],
    "an old workbook": lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
    "deep JSON": lambda: b"[" * 100_000,
    "JSON without a list": lambda: b'{"@context": "https://schema.org"',
}


@pytest.mark.parametrize("kind", REFUSED)
def test_a_file_that_is_no_table_is_refused_with_a_sentence(kind: str) -> None:
    with pytest.raises(Unreadable) as refusal:
        Table(REFUSED[kind](), CLAIMS)
    assert str(refusal.value).endswith(".")


REVIEW = {
    "@type": "ClaimReview",
    "claimReviewed": "Two cranes were sold",
    "url": "https://checkers.example/1",
    "author": {"@type": "Organization", "name": "Checkers"},
    "datePublished": "2031-06-01",
    "inLanguage": "en",
    "itemReviewed": {
        "@type": "Claim",
        "author": [{"@type": "Person", "name": "Ann Prova"}],
        "datePublished": "2031-05-02",
        "appearance": [
            {"@type": "OpinionNewsArticle", "url": "https://h.example/1", "headline": "Sold"},
            "https://h.example/2",
        ],
    },
    "reviewRating": {"alternateName": "False"},
}
OLDER = {
    "@type": "ClaimReview",
    "claimReviewed": "Two cranes were sold",
    "itemReviewed": {
        "@type": "CreativeWork",
        "author": {"name": "Ann Prova"},
        "datePublished": "2031-05-02",
        "url": "https://h.example/1",
        "headline": "Sold",
    },
}
TOOLS = {
    "claims": [
        {
            "text": "Two cranes were sold",
            "claimant": "Ann Prova",
            "claimDate": "2031-05-02T00:00:00Z",
            "claimReview": [{"publisher": {"name": "Checkers"}, "languageCode": "en"}],
        }
    ]
}
FEEDS = {
    "DataFeed": {"@type": "DataFeed", "dataFeedElement": [{"@type": "DataFeedItem", "item": [REVIEW]}]},
    "a list": [REVIEW],
    "one review": REVIEW,
    "a graph": {"@graph": [{"@type": "Organization", "name": "Checkers"}, REVIEW]},
    "an older form": [OLDER],
    "Fact Check Tools": TOOLS,
}  # fmt: skip


@pytest.mark.parametrize("form", FEEDS)
def test_a_review_is_a_claim_of_whoever_made_it(form: str) -> None:
    feed = read_feed(json.dumps(FEEDS[form]).encode())
    ((_, cells, _),) = feed["rows"]
    named = dict(zip(feed["columns"], cells, strict=True))
    assert (named["claimReviewed"], named["claimAuthor"]) == ("Two cranes were sold", "Ann Prova")
    assert named["claimDate"][:10] == "2031-05-02"
    assert named["claimAppearance"] == ("" if form == "Fact Check Tools" else "https://h.example/1")


def test_a_feed_is_read_with_its_remarks_and_objects_as_rows() -> None:
    (row,) = rows(json.dumps(FEEDS["DataFeed"]).encode())
    assert (row.speaker, row.said_on.edtf, row.language) == ("Ann Prova", "2031-05-02", "en")
    assert (row.article_url, row.article_title, len(row.remarks)) == ("https://h.example/1", "Sold", 1)  # fmt: skip
    plain = json.dumps([{"external_id": 7, "statement": "Sold.", "priority": "low"}, {}]).encode(
        "utf-16"
    )
    (row,) = rows(plain)
    assert (row.external_id, row.statement, row.priority) == ("7", "Sold.", 3)


@pytest.mark.parametrize(("noun", "layout"), [("claim", CLAIMS), ("article", ARTICLES)])
def test_templates_have_every_column_and_are_read_back(noun: str, layout: Any, login: Any) -> None:
    client = login("researcher")
    page = client.get(f"/admin/claims/{noun}/import/")
    for form in ("csv", "xlsx"):
        url = f"/admin/claims/{noun}/import/template.{form}"
        assert url in page.content.decode()
        content = b"".join(client.get(url).streaming_content)
        assert Table(content, layout).total == 0
    sheet = load_workbook(io.BytesIO(content)).worksheets[0]
    assert [cell.value for cell in sheet[1]] == list(layout.columns)
    assert client.get(f"/admin/claims/{noun}/import/template.exe").status_code == 404
    assert login("reader").get(url).status_code in (302, 403)
