"""Documents, messages and subtitles come in by every door; any other file is kept as evidence."""

from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command

from claims.enums import CaptureKind, CaptureState, QuoteCheck
from claims.models import Article, Claim, Evidence
from tests.captures.conftest import outlet, run_queue, stored
from tests.captures.outlet import Outlet, pdf
from tests.evidence.test_attach import TYPED
from tests.extractors.made_files import (
    GEORGIAN,
    PAGE,
    SUBTITLES,
    WORDS,
    archive,
    core,
    docx,
    email,
    odt,
    paragraphs,
    rtf,
    saved_page,
)
from tests.factories import ClaimFactory
from tests.fetching.wire import reply

from .pages import article_data, errors_of

pytestmark = pytest.mark.any_database

__all__ = ["outlet", "stored"]  # fixtures

NEW = "/articles/new/"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
QUOTE = "stays closed until May"
WEBP = b"RIFF\x24\0\0\0WEBPVP8 " + b"\0" * 24

FILES = {
    "docx": ("a.docx", docx(paragraphs(WORDS), core=core("The berth", "A. Reporter")), DOCX, "lxml"),
    "odt": ("a.odt", odt(f"<text:p>{WORDS}</text:p>"), "application/vnd.oasis.opendocument.text", "lxml"),
    "rtf": ("a.rtf", rtf(WORDS), "application/rtf", "striprtf"),
    "eml": ("a.eml", email(), "message/rfc822", "Verify"),
    "mhtml": ("a.mhtml", saved_page(PAGE), "multipart/related", "trafilatura"),
    "mhtml called html": ("a.html", saved_page(PAGE), "multipart/related", "trafilatura"),
    "srt": ("a.srt", SUBTITLES.encode(), "application/x-subrip", "Verify"),
    "docx called bin": ("a.bin", docx(paragraphs(WORDS)), DOCX, "lxml"),
}  # fmt: skip


def file(name: str, content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


@pytest.fixture
def claim(cast: Any) -> Claim:
    return ClaimFactory(people=cast)


@pytest.mark.django_db
@pytest.mark.parametrize("kind", ["docx", "rtf", "mhtml called html", "srt"])
def test_file_gives_its_words_as_an_article(login: Any, kind: str) -> None:
    name, content, media_type, tool = FILES[kind]
    data = article_data(text="", headline="", upload=file(name, content))
    assert login("researcher").post(NEW, data).status_code == 302
    copy = Article.objects.get().snapshot
    assert copy
    assert QUOTE in copy.text
    assert (copy.media_type, copy.tool, copy.original_name) == (media_type, tool, name)
    with copy.file.open() as kept:
        assert kept.read() == content


def test_details_that_a_file_states_are_taken_over(login: Any, db: Any) -> None:
    client = login("researcher")
    empty = {"text": "", "headline": "", "publisher_name": "", "language": "", "authors": ""}
    for upload in (file("a.docx", FILES["docx"][1]), file("a.eml", email(GEORGIAN))):
        client.post(NEW, article_data(**empty, upload=upload))
    found = Article.objects.order_by("pk").values_list("headline", "authors")
    assert list(found) == [("The berth", "A. Reporter"), ("An answer", "Port Office")]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.docx", archive({"[Content_Types].xml": "", "word/document.xml": "<!DOCTYPE a><a/>"})),
        ("a.docx", b"not an archive"),
        ("a.webp", WEBP),
        ("a.xlsx", archive({"[Content_Types].xml": "", "xl/workbook.xml": ""})),
    ],
)
def test_file_that_gives_no_words_is_refused_at_its_field(
    login: Any, db: Any, name: str, content: bytes
) -> None:
    data = article_data(text="", upload=file(name, content))
    response = login("researcher").post(NEW, data)
    assert response.status_code == 422
    assert errors_of(response, "upload")
    assert not Article.objects.exists()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.docx", archive({"[Content_Types].xml": "", "word/document.xml": b" " * 50_000_000})),
        ("a.eml", b"MIME-Version: 1.0\r\n" + b"Content-Type: message/rfc822\r\n\r\n" * 2_000),
    ],
)
def test_file_that_takes_too_much_is_kept_without_its_words(
    login: Any, db: Any, name: str, content: bytes
) -> None:
    client = login("researcher")
    assert client.post(NEW, article_data(text="", upload=file(name, content))).status_code == 302
    copy = Article.objects.get().snapshot
    assert copy
    assert (copy.text, copy.size) == ("", len(content))


@pytest.mark.django_db
def test_command_imports_documents(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(FILES["docx"][1])
    (tmp_path / "c.eml").write_bytes(email(f"{WORDS} The office gave no reason."))
    call_command("import_articles", tmp_path / "a.docx", tmp_path / "c.eml")
    copies = Article.objects.order_by("pk").values_list("snapshot__media_type", flat=True)
    assert list(copies) == [DOCX, "message/rfc822"]


SERVED = {
    "document": (FILES["docx"][1], DOCX, DOCX, True),
    "pdf of no type": (pdf(f"He said: {WORDS}"), "application/octet-stream", "application/pdf", True),
    "picture": (WEBP, "image/webp", "image/webp", False),
    "without a type": (b"\0\1\2", None, "application/octet-stream", False),
}  # fmt: skip


@pytest.mark.parametrize("kind", SERVED)
def test_file_at_an_address_is_archived_whatever_it_is(
    outlet: Outlet, stored: Any, kind: str
) -> None:
    content, served, media_type, has_words = SERVED[kind]
    outlet.pages["/file"] = reply(content, media_type=served)
    article = stored("/file")
    run_queue()
    article.refresh_from_db()
    assert article.capture_requests.get().state == CaptureState.ARCHIVED
    assert article.snapshot.media_type == media_type
    assert (QUOTE in article.snapshot.text) == has_words
    assert article.capture_requests.get().problem_code == ("" if has_words else "media_type")


@pytest.mark.parametrize("kind", ["docx called bin", "eml"])
def test_quote_is_found_in_a_document_given_as_evidence(
    login: Any, claim: Claim, kind: str
) -> None:
    name, content, *_ = FILES[kind]
    typed = TYPED | {"upload": file(name, content), "quote": QUOTE}
    assert login("researcher").post(f"/claims/{claim.pk}/evidence/", typed).status_code == 302
    assert Evidence.objects.get().quote_check == QuoteCheck.FOUND


@pytest.mark.parametrize(
    ("name", "content", "media_type", "kind"),
    [
        ("berth.jfif", b"\xff\xd8\xff\xe0 JFIF", "image/jpeg", CaptureKind.SCREENSHOT),
        ("berth.webp", WEBP, "image/webp", CaptureKind.SCREENSHOT),
        ("berth.mp4", b"\0\0\0\x18ftypisom", "video/mp4", CaptureKind.UPLOAD),
        ("berth.exe", b"MZ\0", "application/octet-stream", CaptureKind.UPLOAD),
        ("berth.svg", b"<svg onload='alert(1)'/>", "text/plain", CaptureKind.UPLOAD),
    ],
)
def test_any_file_is_kept_as_evidence_and_only_pictures_open_in_the_browser(
    login: Any, claim: Claim, name: str, content: bytes, media_type: str, kind: CaptureKind
) -> None:
    typed = TYPED | {"upload": file(name, content)}
    if media_type != "text/plain":
        typed |= {"quote": "Nothing was unloaded.", "checked_by_eye": "on"}
    assert login("researcher").post(f"/claims/{claim.pk}/evidence/", typed).status_code == 302
    evidence = Evidence.objects.get()
    assert (evidence.snapshot.media_type, evidence.snapshot.kind) == (media_type, kind)
    if "quote" in typed:
        assert evidence.quote_check == QuoteCheck.BY_EYE
    response = login("reader").get(f"/evidence/{evidence.pk}/capture/")
    assert b"".join(response.streaming_content) == content
    assert response["X-Content-Type-Options"] == "nosniff"
    is_shown = media_type == "image/jpeg"
    assert response["Content-Type"] == ("image/jpeg" if is_shown else "application/octet-stream")
    assert ("attachment" in response.get("Content-Disposition", "")) != is_shown


def test_no_door_requests_what_a_file_refers_to(
    outlet: Outlet, stored: Any, login: Any, claim: Claim
) -> None:
    pixel = outlet.server.url("/pixel")
    page = PAGE.replace("<article>", f"<article><img src='{pixel}'><iframe src='{pixel}'></iframe>")
    linked = docx(f"{paragraphs(WORDS)}<w:altChunk r:id='{pixel}' xmlns:r='r'/>")
    outlet.pages["/saved"] = reply(saved_page(page), media_type="multipart/related")
    article = stored("/saved")
    run_queue()
    client = login("researcher")
    for name, content in (("a.eml", email("", page)), ("a.docx", linked)):
        client.post(NEW, article_data(text="", upload=file(name, content)))
        client.post(f"/claims/{claim.pk}/evidence/", TYPED | {"upload": file(name, content)})
    article.refresh_from_db()
    assert QUOTE in article.snapshot.text
    assert Evidence.objects.count() == 2
    assert set(outlet.seen) == {"/saved"}
