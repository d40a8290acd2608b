"""Hostile texts are read in linear time: a text four times as long takes about four times as long."""

import time
from collections.abc import Callable

import pytest

from claims.extractors import (
    body_fingerprint,
    decode,
    find_boilerplate,
    find_quote,
    read_html,
    read_text,
)
from claims.extractors.attribution.credits import find_credits
from claims.extractors.matching.shared_passages import shared_passages
from claims.extractors.matching.stance import stance_hint
from claims.extractors.text.quotes import search_quote

SIZE = 400_000
PAGE_SIZE = 200_000
CARD = "A headline of another article with many words\nA teaser sentence of five words.\n\nProse stands here alone.\n\n"
# A letter of each script in the basic plane, and some of higher planes.
SCRIPTS = "".join(map(chr, (*range(0x41, 0xD800, 0x61), *range(0x10000, 0x1F000, 0x101)))) + ". "
PIECES = {
    "quotation marks": '"', "curly marks": "“", "apostrophes": "’ ", "line ends": "\n", "blank lines": "\r\n \t",
    "no spaces": "a", "spaces": " ", "invisible": "\u200b ", "marks out of order": "\u0301\u0316",
    "letters with marks": "e\u0301", "decomposing": "й", "syllables": "각", "emoji": "👨‍👩‍👧", "Chinese": "今天。",
    "Armenian": "Նա ասաց: ", "Georgian": "მან თქვა. ", "Arabic": "قال الوزير. ", "one line": "He said it was so. ",
    "short lines": "ab\n", "prose": "This is a sentence of some length.\n\n", "labels": "See also\n", "cards": CARD,
    "bars": "| ", "stops": ". ", "initials": "A. ", "colons": "photo: ", "surrogates": "\ud800", "NUL": "\x00",
    "nested marks": "“a ‘b «", "pairs of marks": "“a” ‘b’ ", "apostrophes at ends": "the ministers’ ",
    "reported": "“No,” he said. ", "signed": "“No, I said so.” — Ana Test\n", "turns": "REIS: No?\nORLIK: Yes. ", "told by others": "Ana said that Ben told Cem that ", "cues": "said denied told ",
    "names": "Ana Maria Petrova ", "dates": "on Thursday, July 12, ", "numbers": "12,000.5 ", "Russian": "По словам А. Б. Ким, «да». ",
    "list": "1. one 2. two ", "dots apart": ". . ", "cut words": "’08 ", "every script": SCRIPTS,
    "appeals": "Subscribe to our newsletter, we rely on you.\n", "copies": "The same sentence stands here again.\n",
}  # fmt: skip


def seconds(action: Callable[[], object]) -> float:
    start = time.process_time()
    action()
    return time.process_time() - start


def read_all(text: str) -> None:
    body_fingerprint(text, read_text(text).boilerplate)
    find_quote(text, "nowhere “é”")
    find_quote(text, text[:1000] + "nowhere")
    find_quote(text, text[: len(text) // 2], near=7)
    find_quote(text, text[:1000].swapcase())
    search_quote(text, f"{' ... '.join([text[:40].swapcase()] * 15)} […] {text[:9]}")
    shared_passages(text, f"{text[1:]} {text}")
    find_credits(text)
    stance_hint(text, text[7:])


@pytest.mark.parametrize("piece", PIECES.values(), ids=list(PIECES))
def test_hostile_text_is_read_in_linear_time(piece: str) -> None:
    text = (piece * (SIZE // len(piece) + 1))[:SIZE]
    quarter = text[: SIZE // 4]
    # Quadratic work would take sixteen times as long. The extra second allows for noise.
    assert seconds(lambda: read_all(text)) < 8 * seconds(lambda: read_all(quarter)) + 1


def test_single_line_of_ten_million_characters_is_searched_for_boilerplate() -> None:
    text = "He said it was so, and left. " * (10_000_000 // 29)
    assert seconds(lambda: find_boilerplate(text)) < 5
    assert find_boilerplate(text) == []


def test_bytes_are_decoded_in_linear_time() -> None:
    assert seconds(lambda: decode(b"\xff" * 3_000_000)) < 5
    assert seconds(lambda: decode(b"<meta " * 500_000)) < 5


MARKUP = {
    "paragraphs": "<p>He said it was so on Thursday.</p>", "line ends": "ab<br>", "one run": "words of it ",
    "the same line": "<p>The same four words.</p>", "tables": "<table><tr><td>a<td>b</table>", "cells": "<td>a</td>",
    "posts": "<article><time>10:00</time><p>He said it was so.</p></article>", "times": "<p>10:00</p>",
    "inline": "<b>a</b><i>b</i>", "links": "<a href=/>word</a> ", "headings": "<h2>Word</h2>", "dialogs": "<div role=dialog>a</div>",
    "classes": "<p class='comment nav ad'>word of it</p>", "preformatted": "<pre>a\nb\n</pre>",
}  # fmt: skip


@pytest.mark.parametrize("piece", MARKUP.values(), ids=list(MARKUP))
def test_page_of_hostile_markup_is_read_in_linear_time(piece: str) -> None:
    page = "<body><h1>Headline</h1>" + piece * (PAGE_SIZE // len(piece))
    quarter = page[: PAGE_SIZE // 4]
    assert seconds(lambda: read_html(page)) < 8 * seconds(lambda: read_html(quarter)) + 1
