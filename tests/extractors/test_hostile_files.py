"""Hostile documents and messages end in the child process, within its limits, and nothing is requested."""

import base64
import os
import zipfile
import zlib
from collections.abc import Callable, Iterator
from io import BytesIO

import pytest

from claims.extractors import Extracted, TooHard, extract_bounded, kind_of
from claims.extractors.page.extract import extract
from tests.captures.outlet import pdf_of_streams
from tests.fetching.wire import Server, reply, serving

from .made_files import PAGE, WORDS, archive, docx, email, odt, paragraphs, rtf, saved_page

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_TYPES = "[Content_Types].xml"


@pytest.fixture(scope="module")
def canary() -> Iterator[Server]:
    with serving(reply()) as server:
        yield server


def word(document: bytes | str) -> bytes:
    return archive({_TYPES: "<Types/>", "word/document.xml": document})


def laughs() -> str:
    entities = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    return (
        f'<!DOCTYPE w:document [<!ENTITY l0 "ha">{entities}]>'
        f'<w:document xmlns:w="{_W}"><w:p><w:r><w:t>&l9;</w:t></w:r></w:p></w:document>'
    )


def entity(target: str) -> str:
    return (
        f'<!DOCTYPE w:document [<!ENTITY x SYSTEM "{target}">]>'
        f'<w:document xmlns:w="{_W}"><w:p><w:r><w:t>&x;</w:t></w:r></w:p></w:document>'
    )


def nested_parts(depth: int) -> bytes:
    lines = [b"From: a@port.example", b"MIME-Version: 1.0"]
    for n in range(depth):
        lines += [b'Content-Type: multipart/mixed; boundary="b%d"' % n, b"", b"--b%d" % n]
    return b"\r\n".join([*lines, b"Content-Type: text/plain", b"", b"deep"])


def nested_messages(depth: int) -> bytes:
    head = b"From: a@port.example\r\nMIME-Version: 1.0\r\nContent-Type: message/rfc822\r\n\r\n"
    return head * depth + b"From: a@port.example\r\n\r\ndeep"


def many_members(number: int) -> bytes:
    return archive({_TYPES: "", "word/document.xml": ""} | {f"m{n}": "" for n in range(number)})


def lying_size(content: bytes) -> bytes:
    """Say in both headers that the document is ten bytes long."""
    with zipfile.ZipFile(BytesIO(content)) as made:
        size = made.getinfo("word/document.xml").file_size.to_bytes(4, "little")
    return content.replace(size, (10).to_bytes(4, "little"))


def encrypted(content: bytes) -> bytes:
    """Set the bit that says so in each header."""
    return content.replace(b"PK\x03\x04\x14\0\0", b"PK\x03\x04\x14\0\x01").replace(
        b"PK\x01\x02\x14\x03\x14\0\0", b"PK\x01\x02\x14\x03\x14\0\x01"
    )


BOMB = b"<w:p/>" * 7_000_000  # 42 MB
IMG = "<p>Text enough for a page to be read as one.</p><img src='%s'><iframe src='%s'></iframe>"


# What each may end as. A file whose harmless part is read has no problem, and does nothing else.
def pdf_of_packed(packed: bytes, filters: str) -> bytes:
    """Return a PDF whose one page is this stream, which the filters unpack."""
    start = f"<< /Length {len(packed)} /Filter {filters} >>\nstream\n".encode()
    return pdf_of_streams("BT ET").replace(b"<< /Length 5 >>\nstream\nBT ET", start + packed)


HOSTILE: dict[str, tuple[Callable[[str], bytes], set[str]]] = {
    "zip bomb": (lambda url: word(BOMB), {"too_hard"}),
    "zip bomb that lies": (lambda url: lying_size(word(paragraphs(WORDS) * 1000)), {"unreadable"}),
    "bomb in a footnote": (lambda url: docx(paragraphs(WORDS), notes="<a>" * 14_000_000), {"too_hard"}),
    "too many members": (lambda url: many_members(10_001), {"too_hard"}),
    "deep elements": (lambda url: word("<a>" * 200_000), {"unreadable"}),
    "billion laughs": (lambda url: word(laughs()), {"unreadable"}),
    "entity of a file": (lambda url: word(entity("file:///etc/passwd")), {"unreadable"}),
    "entity of an address": (lambda url: word(entity(url)), {"unreadable"}),
    "dtd at an address": (
        lambda url: word(f'<!DOCTYPE d SYSTEM "{url}"><w:d xmlns:w="{_W}"/>'), {"unreadable"}
    ),
    "template at an address": (
        lambda url: archive(
            {
                _TYPES: "<Types/>",
                "word/document.xml": f'<w:d xmlns:w="{_W}">{paragraphs(WORDS)}</w:d>',
                "word/_rels/settings.xml.rels": f'<Relationship Target="{url}" TargetMode="External"/>',
            }
        ),
        {""},
    ),
    "path upwards": (
        lambda url: archive({_TYPES: "", "../../../tmp/verify-was-here": "x", "word/document.xml": f'<w:d xmlns:w="{_W}">{paragraphs(WORDS)}</w:d>'}),
        {""},
    ),
    "pdf bomb": (lambda url: pdf_of_packed(zlib.compress(b" " * 100_000_000), "/FlateDecode"), {"too_hard"}),
    "encrypted docx": (lambda url: encrypted(docx(paragraphs(WORDS))), {"unreadable"}),
    "cut docx": (lambda url: docx(paragraphs(WORDS * 100))[:-60], {"unreadable"}),
    "no document in it": (lambda url: archive({_TYPES: "", "word/other.xml": ""}), {"unreadable"}),
    "too many elements": (lambda url: odt("<text:p/>" * 600_001), {"too_hard"}),
    "odt that includes an address": (
        lambda url: odt(
            f"<text:p>{WORDS}</text:p><text:section xmlns:xlink='http://www.w3.org/1999/xlink' xlink:href='{url}'/>"
        ),
        {""},
    ),
    "deep rtf": (lambda url: b"{\\rtf1 " + b"{" * 100_000 + b"deep", {"", "no_text", "too_hard"}),
    "rtf that includes an address": (
        lambda url: rtf(r"{\field{\*\fldinst{INCLUDEPICTURE @}}{\fldrslt{A crane.}}}".replace("@", url)), {""}
    ),
    "rtf with binary data": (lambda url: b"{\\rtf1{\\pict\\bin99999999999 x}" + b"x" * 9, {"", "no_text", "too_hard", "unreadable"}),
    "nested parts": (lambda url: nested_parts(1_500), {"too_hard"}),
    "parts a little too deep": (lambda url: nested_parts(30), {"too_hard"}),
    "nested messages": (lambda url: nested_messages(3_000), {"too_hard"}),
    "a chain of messages": (lambda url: nested_messages(15), {"too_hard"}),
    "many parts": (
        lambda url: b'MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary="b"\r\n\r\n' + b"--b\r\n\r\na\r\n" * 2_100,
        {"too_hard"},
    ),
    "long header": (lambda url: b"MIME-Version: 1.0\r\nFrom: " + b"<(," * 10_000 + b"\r\n\r\na", {"", "too_hard"}),
    "message outside": (
        lambda url: email().replace(
            b"Content-Type: text/plain", f'Content-Type: message/external-body; access-type=URL; URL="{url}"'.encode()
        ),
        {"", "no_text"},
    ),
    "pictures and frames in a message": (lambda url: email("", IMG % (url, url)), {""}),
    "pictures and frames in a saved page": (lambda url: saved_page(IMG % (url, url)), {""}),
    "saved page without a page": (
        lambda url: b"MIME-Version: 1.0\r\nContent-Type: multipart/related\r\n\r\n" + base64.b64encode(PAGE.encode()),
        {"no_text"},
    ),
}  # fmt: skip


def end_of(content: bytes, media_type: str) -> Extracted:
    """Read it here, as the child would."""
    try:
        return extract(content, media_type)
    except (TooHard, RecursionError):
        return Extracted(problem="too_hard")
    except Exception:  # noqa: BLE001  (as the child does)
        return Extracted(problem="unreadable")


@pytest.mark.parametrize("kind", HOSTILE)
def test_hostile_file_is_given_up_or_its_harmless_words_are_read(kind: str, canary: Server) -> None:
    make, ends = HOSTILE[kind]
    content = make(canary.url("/"))
    media_type = kind_of(content)
    assert media_type != "application/octet-stream"
    found = end_of(content, media_type)
    assert found.problem in ends
    assert "root:" not in found.text
    assert bool(found.text) == (not found.problem)
    assert canary.hits == 0
    assert not os.path.exists("/tmp/verify-was-here")


def test_file_that_costs_too_much_ends_in_the_child() -> None:
    content = b"MIME-Version: 1.0\r\nSubject: " + b"=?utf-8?q?a?= " * 400_000 + b"\r\n\r\na"
    assert extract_bounded(content, kind_of(content), seconds=1).problem == "too_hard"
