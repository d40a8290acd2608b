"""A file of every hostile kind, of 10 MB or what is packed to less: each costs its reader as much as its kind can."""

import os
import zlib
from collections.abc import Callable
from itertools import count

from tests.extractors.made_files import docx

SIZE = int(float(os.environ.get("HOSTILE_MB", "9.9")) * 1_000_000)
START = (
    "<!doctype html><html><head><title>Cranes</title></head><body><p>The cranes stay, he said.</p>"
)


def page(piece: str | Callable[[int], str], start: str = START, end: str = "") -> bytes:
    """Return a page that repeats a piece up to the size."""
    if isinstance(piece, str):
        times = max(1, SIZE // len(piece.encode()))
        return (start + piece * times + end).encode()[:SIZE]
    pieces, length = [start], len(start)
    for number in count():
        pieces.append(piece(number))
        length += len(pieces[-1])
        if length >= SIZE - 200:
            return ("".join(pieces) + end).encode()
    raise AssertionError


def pdf_bomb() -> bytes:
    """Return a PDF whose one page is a stream that unpacks to 400 MB of shown text."""
    packer = zlib.compressobj(9)
    packed = b"".join(packer.compress(b"(word) Tj T* " * 80_000) for _ in range(400))
    packed += packer.flush()
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [4 0 R] /Count 1 >>",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Resources << /Font << /F1 3 0 R >> >> /Contents 5 0 R >>",
        b"<< /Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream" % (len(packed), packed),
    ]
    out, places = b"%PDF-1.4\n", []
    for number, text in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, text)
    rows = b"".join(b"%010d 00000 n \n" % place for place in places)
    return out + b"xref\n0 6\n0000000000 65535 f \n%strailer << /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (
        rows,
        len(out),
    )  # fmt: skip


# Name: (suffix, media type, bytes)
HOSTILE: dict[str, tuple[str, str, Callable[[], bytes]]] = {
    name: (".html", "text/html; charset=utf-8", make)
    for name, make in {
        "attributes": lambda: page(lambda n: f" a{n:x}", START + "<p", ">x"),
        "deep": lambda: page("<div>"),
        "paragraphs": lambda: page("<p>He said it was so on Thursday."),
        "links": lambda: page("<a href=/x>word</a> "),
        "one line": lambda: page("He said it was so. "),
        "cells": lambda: page("<td>a", START + "<table><tr>"),
        "rows": lambda: page("<tr><td>a</td><td>b</td></tr>", START + "<table>", "</table>"),
        "unclosed": lambda: page("<b><i><u><font><a>x"),
        "entities": lambda: page("&amp;&#x410;&nbsp;&bogus;"),
        "breaks": lambda: page("ab<br>"),
        "linked data": lambda: page('{"@type":"NewsArticle","author":[', START + "<script type='application/ld+json'>", "</script>"),
        "long title": lambda: page("2025-04-02 ", "<title>", "</title><p>The cranes stay."),
        "dates": lambda: page(lambda n: f"<meta name=date{n} content=2025-04-02><time datetime=2025-04-02>2 April 2025</time>"),
        "comments": lambda: page("<!-- - -- > -->"),
        "drawings": lambda: page("<svg><![CDATA[<a>]]></svg><math>"),
        "quotes": lambda: page("“No,” he said. "),
        "cues": lambda: page("said he, "),
        "one word": lambda: page("a"),
        "invisible": lambda: page("\u200b"),
    }.items()
}  # fmt: skip
HOSTILE |= {
    "text": (".txt", "text/plain; charset=utf-8", lambda: page("said he, ", "")),
    "lines": (".txt", "text/plain; charset=utf-8", lambda: page("ab\n", "")),
    "pdf": (".pdf", "application/pdf", pdf_bomb),
    "docx": (
        ".docx",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        lambda: docx("<w:p/>" * 7_000_000),
    ),
}
