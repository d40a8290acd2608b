"""Reading an upload takes seconds: never under the record's lock, and never more than its limit."""

import threading
from pathlib import Path
from threading import BoundedSemaphore
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command

from claims.actions import claims as claim_actions
from claims.actions.imports import preview_articles, read_rows
from claims.actions.snapshots import read_article, read_upload
from claims.enums import CaptureKind, ClaimKind, Fate, QuoteCheck
from claims.errors import Invalid
from claims.extractors import MOST_CHARACTERS, Extracted, child, extract_bounded, find_boilerplate
from claims.extractors.page import boilerplate, bounded
from claims.given import MOST_BYTES, ArticleGiven, ArticleRow, ClaimGiven, Upload
from claims.models import Anchor, Appearance, Article, Claim, Evidence
from claims.reads.record.verification import verify_chain
from tests.admin.conftest import address
from tests.admin.conftest import send as send_admin_form
from tests.evidence.test_attach import TYPED
from tests.factories import ArticleFactory, ClaimFactory
from tests.imports.files import CommandRun, csv_of
from tests.imports.test_admin import ARTICLES, CLAIMS, carried, confirm, manifest, preview
from tests.record.under_lock import extractors_under_the_lock
from tests.threads import start

from .pages import article_data, claim_data, errors_of, fields_of

NEW = "/articles/new/"
# A line for every two characters, of as many characters as are allowed: the worst for boilerplate.
WORST_TEXT = b"A crane stays.\n" + b"a\n" * (MOST_CHARACTERS // 2 - 10)
# Cells without end tags: trafilatura takes the square of their number.
WORST_PAGE = b"<p>The crane stays, said the harbour master.</p><table><tr>" + b"<td>a" * 20_000
# Read in a child, and quickly.
LARGE_PAGE = b"<p>The crane stays, said the harbour master.</p><table><tr>" + b"<td>a" * 4_000
# Read in the web process itself.
SMALL_PAGE = b"<p>The crane stays, said the harbour master.</p><table><tr>" + b"<td>a" * 200
SHORT_TEXT = WORST_TEXT[:2_000]
CURLY = "A\N{NO-BREAK SPACE}crane […] stays."  # in SHORT_TEXT, if it is folded
NOT_THERE = "all nine cranes “will” go […] nowhere"


@pytest.fixture
def claim(cast: Any) -> Claim:
    return ClaimFactory(people=cast)


def upload_article(login: Any, name: str, content: bytes) -> Article:
    data = article_data(text="", upload=SimpleUploadedFile(name, content))
    response = login("researcher").post(NEW, data)
    assert response.status_code == 302, errors_of(response, "upload")
    return Article.objects.latest("pk")


def paste_article(login: Any, name: str, content: bytes) -> Article:
    response = login("researcher").post(NEW, article_data(text=content.decode()))
    assert response.status_code == 302, errors_of(response, "text")
    return Article.objects.latest("pk")


def upload_in_admin(login: Any, name: str, content: bytes) -> Article:
    file = SimpleUploadedFile(name, content)
    response = send_admin_form(login("researcher"), address("article", "add"), upload=file)
    assert response.status_code == 302
    return Article.objects.latest("pk")


def import_in_admin(login: Any, name: str, content: bytes) -> Article:
    client = login("researcher")
    files = {"file": manifest(name), "articles": [SimpleUploadedFile(name, content)]}
    page = client.post(ARTICLES, files)
    client.post(ARTICLES, {"carried": carried(page)})
    return Article.objects.latest("pk")


UPLOADS = {
    "worst text": (upload_article, "a.txt", WORST_TEXT),
    "worst page": (upload_article, "a.html", WORST_PAGE),
    "paste": (paste_article, "a.txt", SHORT_TEXT),
    "admin": (upload_in_admin, "a.html", SMALL_PAGE),
    "admin import": (import_in_admin, "a.html", SMALL_PAGE),
}


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("case", UPLOADS)
def test_article_is_read_before_the_lock(login: Any, case: str) -> None:
    way, name, content = UPLOADS[case]
    with extractors_under_the_lock() as called:
        article = way(login, name, content)
    assert article.snapshot
    assert "crane stays" in article.snapshot.text
    assert called == set()


@pytest.mark.django_db(transaction=True)
def test_publishers_other_pages_are_compared_before_the_lock(login: Any, cast: Any) -> None:
    publisher = ArticleFactory(by=cast.researcher).publisher
    with extractors_under_the_lock() as called:
        login("researcher").post(NEW, article_data(publisher_name=publisher.name))
    assert Article.objects.filter(publisher=publisher).count() == 2
    assert called == set()


@pytest.mark.any_database
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("name", "content"), [("a.txt", SHORT_TEXT), ("a.html", SMALL_PAGE)])
def test_evidence_file_is_read_and_its_quote_found_before_the_lock(
    login: Any, claim: Claim, name: str, content: bytes
) -> None:
    client = login("researcher")
    file = SimpleUploadedFile(name, content)
    typed = TYPED | {"upload": file, "quote": NOT_THERE, "quote_reason": "It was on the page."}
    with extractors_under_the_lock() as called:
        assert client.post(f"/claims/{claim.pk}/evidence/", typed).status_code == 302
    evidence = Evidence.objects.latest("pk")
    assert evidence.quote_check == QuoteCheck.NOT_FOUND
    assert called == set()

    file = SimpleUploadedFile(name, content)
    with extractors_under_the_lock() as called:
        response = send_admin_form(
            client, address("evidence", "change", evidence), upload=file, quote="crane stays"
        )
        assert response.status_code == 302
    evidence.refresh_from_db()
    assert evidence.quote_check == QuoteCheck.FOUND
    assert called == set()


@pytest.mark.django_db(transaction=True)
def test_quote_is_looked_for_in_an_article_before_the_lock(
    login: Any, cast: Any, claim: Claim
) -> None:
    article = ArticleFactory(by=cast.researcher)
    typed = TYPED | {"article": str(article.pk), "quote": NOT_THERE, "quote_reason": "It was."}
    with extractors_under_the_lock() as called:
        assert login("researcher").post(f"/claims/{claim.pk}/evidence/", typed).status_code == 302
    assert called == set()


@pytest.mark.any_database
@pytest.mark.django_db(transaction=True)
def test_quote_of_a_claim_is_looked_for_before_the_lock(login: Any, claim: Claim) -> None:
    article, client = upload_article(login, "a.txt", SHORT_TEXT), login("researcher")
    other = {"quote": "crane stays", "article": str(article.pk)}
    with extractors_under_the_lock() as called:
        typed = claim_data(quote=CURLY, quote_check="The port says a crane stays.")
        assert client.post(f"/articles/{article.pk}/claims/", typed).status_code == 302
        typed = claim_data(**other)
        assert client.post(f"/claims/{claim.pk}/appearances/", typed).status_code == 302
        claim.refresh_from_db()
        typed = claim_data(quote=CURLY, seen_revision=str(claim.revision))
        appearance = Appearance.objects.get(claim=claim)
        assert client.post(f"/appearances/{appearance.pk}/change/", typed).status_code == 302
        for way in (address("appearance", "add"), address("appearance", "change", appearance)):
            assert send_admin_form(client, way, claim=claim.pk, **other).status_code == 302
    assert list(Anchor.objects.order_by("pk").values_list("exact", flat=True)) == [
        *["A crane", "stays."] * 2,
        *["crane stays"] * 2,
    ]
    assert called == set()


@pytest.mark.any_database
@pytest.mark.django_db(transaction=True)
def test_quotes_of_imported_claims_are_looked_for_before_the_lock(
    login: Any, tmp_path: Path
) -> None:
    article, client = upload_article(login, "a.txt", SHORT_TEXT), login("researcher")
    article.url = "https://example.org/a"
    article.save()
    row = {"article_url": "https://example.org/a", "quote": CURLY}
    with extractors_under_the_lock() as called:
        confirm(client, CLAIMS, preview(client, csv_of(row, row | {"quote": NOT_THERE})))
        new = row | {"external_id": "new", "quote": "crane stays"}
        assert CommandRun(tmp_path / "claims.csv", csv_of(new)).error is None
    assert list(Anchor.objects.order_by("pk").values_list("exact", flat=True)) == [
        "A crane",
        "stays.",
        "crane stays",
    ]
    assert Claim.objects.count() == 3
    assert called == set()

    with extractors_under_the_lock() as called:  # other words of known claims
        assert CommandRun(tmp_path / "claims.csv", csv_of(row | {"quote": "crane"})).error
    assert "quotes.py: locate" not in called


@pytest.mark.any_database
@pytest.mark.django_db(transaction=True)
def test_import_command_reads_files_before_the_lock(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(SHORT_TEXT)
    (tmp_path / "b.html").write_bytes(SMALL_PAGE)
    with extractors_under_the_lock() as called:
        call_command("import_articles", tmp_path / "a.txt", tmp_path / "b.html")
    assert Article.objects.count() == 2
    # What the sentences are compared with is searched by its own words.
    assert {one for one in called if not one.startswith("characters.py")} == set()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("url", ["article", "evidence"])
def test_others_save_while_a_page_is_read(
    login: Any, cast: Any, claim: Claim, monkeypatch: pytest.MonkeyPatch, url: str
) -> None:
    """No clock: the process that reads begins only when the other has saved, or never."""
    saved, reading = threading.Event(), threading.Event()
    run = child.subprocess.run

    def run_when_saved(*args: Any, **kwargs: Any) -> Any:
        reading.set()
        assert saved.wait(60), "nobody could save while an upload was read"
        return run(*args, **kwargs)

    monkeypatch.setattr(child.subprocess, "run", run_when_saved)
    client, page = login("researcher"), SimpleUploadedFile("a.html", LARGE_PAGE)
    target, typed = {
        "article": (NEW, article_data(text="", upload=page)),
        "evidence": (f"/claims/{claim.pk}/evidence/", TYPED | {"upload": page}),
    }[url]
    statuses: list[int] = []
    thread = start(lambda: statuses.append(client.post(target, typed).status_code))
    assert reading.wait(60)

    given = ClaimGiven("The quay is closed.", ClaimKind.FACTUAL)
    claim_actions.add_claim(given, by=cast.researcher)

    saved.set()
    thread.join(60)
    assert statuses == [302]
    assert verify_chain() == []


# Limits

HOSTILE = {
    "attributes": b"<p " + b" ".join(b"a%d=1" % n for n in range(60_000)) + b">The text.</p>",
    "cells": b"<table><tr>" + b"<td>a" * 100_000,
    "deep": b"<div>" * 200_000 + b"text",
}


def extracted(content: bytes, media_type: str = "text/html", seconds: int = 1) -> Extracted:
    return extract_bounded(content, media_type, seconds=seconds)


@pytest.mark.parametrize("kind", ["attributes", "cells"])
def test_page_that_takes_too_long_is_given_up(kind: str) -> None:
    assert extracted(HOSTILE[kind]).problem == "too_hard"


def test_deeply_nested_page_is_read_or_has_no_text() -> None:
    assert extracted(HOSTILE["deep"], seconds=4).problem in ("", "no_text")


PAGE = (
    "<html lang=hy><title>Նա ասաց 😀</title><meta name=author content='А. Б.'><article>"
    "<p>The harbour master said on Tuesday that all four cranes will stay until autumn.</p>\r\n"
    "<p>Նա ասաց, որ չորս կռունկներն էլ կմնան մինչև աշուն:</p>&#xD83D;\x00</article></html>"
)
TEXT = "Share this article\r\n\r\nThe harbour master said that all four cranes will stay. 😀"


@pytest.mark.parametrize(("media_type", "text"), [("text/html", PAGE), ("text/plain", TEXT)])
def test_process_returns_the_same_as_this_one(
    monkeypatch: pytest.MonkeyPatch, media_type: str, text: str
) -> None:
    content = text.encode("utf-16")
    here = extracted(content, media_type, seconds=30)
    monkeypatch.setattr(bounded, "_AT_ONCE_BYTES", 0)
    assert extracted(content, media_type, seconds=30) == here
    assert here.page or here.boilerplate
    assert "four cranes will stay" in here.text


@pytest.fixture
def one_second(monkeypatch: pytest.MonkeyPatch) -> None:
    """Give a file one CPU second, so that it is too hard for a fast machine, too."""
    for read in (read_article, read_upload):
        monkeypatch.setitem(read.__kwdefaults__, "seconds", 1)


@pytest.mark.any_database
@pytest.mark.usefixtures("one_second")
def test_file_that_is_too_hard_to_read_is_kept_and_said(login: Any, claim: Claim) -> None:
    client = login("researcher")
    page = SimpleUploadedFile("a.html", HOSTILE["attributes"])
    response = client.post(NEW, article_data(text="", upload=page), follow=True)
    assert "too hard to read" in response.content.decode()
    copy = Article.objects.latest("pk").snapshot
    assert copy is not None
    assert (copy.text, copy.size) == ("", len(HOSTILE["attributes"]))

    page.seek(0)
    url = f"/claims/{claim.pk}/evidence/"
    seen = {"quote": "The quay is shut.", "checked_by_eye": "on", "upload": page}
    response = client.post(url, TYPED | seen, follow=True)
    assert "too hard to read" in response.content.decode()
    evidence = Evidence.objects.latest("pk")
    assert evidence.snapshot.sha256 == copy.sha256
    assert evidence.quote_check == QuoteCheck.BY_EYE


@pytest.mark.any_database
@pytest.mark.django_db
@pytest.mark.usefixtures("one_second")
def test_pasted_text_that_is_too_hard_to_read_is_refused_at_its_field_and_stays(login: Any) -> None:
    text = "\u200b" * 1_500_000
    response = login("researcher").post(NEW, article_data(text=text))
    assert response.status_code == 422
    assert "too much time or memory" in str(errors_of(response, "text"))
    assert fields_of(response, NEW)["headline"] == article_data()["headline"]
    assert not Article.objects.exists()


@pytest.mark.any_database
@pytest.mark.django_db
def test_people_who_upload_wait_for_few_children_at_once(
    login: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Half of the threads serve everybody else, whatever is uploaded."""
    monkeypatch.setattr(child, "READERS", BoundedSemaphore(1))
    monkeypatch.setattr(child, "LONGEST_QUEUE", 0.01)
    page = SimpleUploadedFile("a.html", WORST_PAGE)
    with child.READERS:
        response = login("researcher").post(NEW, article_data(text="", upload=page))
    assert response.status_code == 422
    assert "Try again" in str(errors_of(response, "upload"))
    assert not Article.objects.exists()


def test_page_says_how_much_of_a_long_text_was_searched_for_boilerplate(
    login: Any, db: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    article = paste_article(login, "", b"The crane stays, said the harbour master.\nHe left.")
    client, said = login("reader"), "Only the first 41 characters of this long text"
    assert said not in client.get(f"/articles/{article.pk}/").content.decode()
    monkeypatch.setattr(boilerplate, "_MOST_SEARCHED", 45)
    assert said in client.get(f"/articles/{article.pk}/").content.decode()


def test_boilerplate_of_a_very_long_text_is_searched_only_at_its_beginning(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    body = "".join(f"The harbour master said on day {n} that crane {n} stays.\n" for n in range(20))
    text = f"Share this article\n{body}Sputnik Armenia\n"
    monkeypatch.setattr(boilerplate, "_MOST_LINES", 23)

    def found(text: str) -> list[str]:
        return [text[start:end] for start, end in find_boilerplate(text)]

    assert found(text + "Print\n") == ["Share this article", "Print"]
    assert found(text + "Print\n" + body + "Share this article\n") == ["Share this article"]


def test_file_of_too_many_bytes_is_refused() -> None:
    with pytest.raises(Invalid) as refused:
        read_upload(Upload(bytes(MOST_BYTES + 1), "long.txt", "text/plain"))
    assert (refused.value.field, refused.value.code) == ("upload", "too_large")


@pytest.mark.any_database
@pytest.mark.django_db
def test_file_of_an_import_that_is_too_hard_to_read_is_remarked() -> None:
    upload = Upload(HOSTILE["attributes"], "a.html", "text/html", CaptureKind.UPLOAD)
    (read,) = read_rows([[ArticleRow(2, "a.html", upload, ArticleGiven())]], seconds=1)
    ((outcome,),) = preview_articles([read])
    assert outcome.fate == Fate.NEW
    assert any("too hard to read" in remark for remark in outcome.remarks)
