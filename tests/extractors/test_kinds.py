"""The content decides what a file is, not its name and not the served type."""

import pytest

from claims.extractors import broken_promise, kind_of

from .made_files import (
    CAPTIONS,
    PAGE,
    SUBTITLES,
    WORDS,
    docx,
    email,
    odt,
    paragraphs,
    rtf,
    saved_page,
)

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PDF = b"%PDF-1.4\n%\xe2\xe3\n1 0 obj"
HTML = PAGE.encode()
CYRILLIC = "Кран стоит, сказал начальник порта.".encode("cp1251")

# content, name, served type, kind
KINDS = [
    (b"\xff\xd8\xff\xe0\0\x10JFIF", "berth.jfif", "", "image/jpeg"),
    (b"\xff\xd8\xff\xe1", "berth.png", "", "image/jpeg"),
    (b"RIFF\x10\0\0\0WEBPVP8 ", "sticker", "", "image/webp"),
    (b"GIF89a", "a.txt", "text/plain", "image/gif"),
    (b"\0\0\0\x18ftypheic", "a.jpg", "", "image/heic"),
    (b"\0\0\0\x18ftypmp42", "a.bin", "", "video/mp4"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a.doc", "", "application/x-ole-storage"),
    (PDF, "report.bin", "application/octet-stream", "application/pdf"),
    (PDF, "report", "text/html", "application/pdf"),
    (b"\r\n" + PDF, "report.pdf", "", "application/pdf"),
    (docx(paragraphs(WORDS)), "a.zip", "application/octet-stream", DOCX),
    (odt("<text:p>a</text:p>"), "", "", "application/vnd.oasis.opendocument.text"),
    (b"PK\x03\x04 anything else", "a.docx", "", "application/zip"),
    (rtf(WORDS), "a.doc", "application/msword", "application/rtf"),
    (HTML, "a.doc", "application/msword", "text/html"),
    (b"\xef\xbb\xbf\n<!-- saved from url=(0020) -->\n<html lang=ka>", "a.txt", "", "text/html"),
    (b"<p>a fragment", "a.htm", "", "text/html"),
    (b"<p>a fragment", "", "application/xhtml+xml", "application/xhtml+xml"),
    (b"<p>a fragment", "a.txt", "", "text/plain"),
    (email(), "answer.eml", "", "message/rfc822"),
    (email(), "answer.txt", "", "message/rfc822"),
    (b"From: us\nSubject: a letter\n\nAs printed.", "letter.txt", "", "text/plain"),
    (b"From: us\nSubject: a letter\n\nAs written.", "letter.eml", "", "message/rfc822"),
    (saved_page(PAGE), "page.html", "", "multipart/related"),
    (b"Note: this is a text\n\nMIME-Version: is discussed here.", "a.txt", "", "text/plain"),
    (SUBTITLES.encode(), "a.txt", "", "application/x-subrip"),
    (SUBTITLES.encode("utf-16"), "a.srt", "", "application/x-subrip"),
    (CAPTIONS.encode(), "", "application/octet-stream", "text/vtt"),
    (b"1\nThe first crane", "a.txt", "", "text/plain"),
    (WORDS.encode(), "notes", "", "text/plain"),
    (CYRILLIC, "a.txt", "", "text/plain"),
    (CYRILLIC, "a", "text/plain", "text/plain"),
    (CYRILLIC, "a", "", "application/octet-stream"),
    (b"MZ\x90\0\x03", "a.exe", "", "application/octet-stream"),
    (b"<svg onload='alert(1)'/>", "a.svg", "image/svg+xml", "text/plain"),
    (b"", "", "", "text/plain"),
]  # fmt: skip


@pytest.mark.parametrize(("content", "name", "served", "kind"), KINDS)
def test_kind_of_a_file(content: bytes, name: str, served: str, kind: str) -> None:
    assert kind_of(content, name, served) == kind


@pytest.mark.parametrize(
    ("content", "name", "promised"),
    [
        (b"no picture", "a.png", "image/png"),
        (b"MZ\0", "a.docx", DOCX),
        (b"\xff\xd8\xff", "a.png", ""),  # a picture of another kind
        (HTML, "a.pdf", ""),  # a page that says why there is no PDF
        (WORDS.encode(), "a.txt", ""),
        (b"MZ\0", "a.exe", ""),
    ],
)
def test_name_promises_a_beginning(content: bytes, name: str, promised: str) -> None:
    assert broken_promise(kind_of(content, name), name) == promised
