"""Where the lines of an article end, on pages of our own in the markup of many kinds of site."""

import re
from difflib import SequenceMatcher

import pytest

from claims.extractors import read_html

from .pages import FRAME, PAGES

_WORD = re.compile(r"\w+")
# A little below what was measured on 2026-11-30 (claims/extractors/README.md).
LEAST_PRECISION, LEAST_RECALL = 0.98, 0.98


def words_and_ends(text: str) -> tuple[list[str], set[int]]:
    """Return the words of a text, and after which of them a line ends."""
    words: list[str] = []
    ends: set[int] = set()
    for line in text.splitlines():
        words += _WORD.findall(line)
        ends.add(len(words))
    return words, ends


def compare(found: str, right: str) -> tuple[int, int, int]:
    """Return how many line ends are right, found and expected. A line end next to a lost word is not found."""
    words, ends = words_and_ends(found)
    right_words, right_ends = words_and_ends(right)
    places = {}
    for start, right_start, size in SequenceMatcher(
        None, words, right_words, autojunk=False
    ).get_matching_blocks():
        places |= {start + n + 1: right_start + n + 1 for n in range(size)}
    return sum(places.get(end) in right_ends for end in ends), len(ends), len(right_ends)


def test_lines_end_where_those_of_the_page_do(capsys: pytest.CaptureFixture[str]) -> None:
    counts = {
        kind: compare(
            read_html(FRAME.format(language="", title="The Lake Post", body=body)).text,
            "\n".join(lines),
        )
        for kind, (body, lines) in PAGES.items()
    }
    right, found, expected = map(sum, zip(*counts.values(), strict=True))
    with capsys.disabled():
        print(
            f"\nline ends: precision {right / found:.3f}, recall {right / expected:.3f}, {len(PAGES)} pages"
        )
        for kind, (good, all_found, all_right) in counts.items():
            if (good, good) != (all_found, all_right):
                print(f"  {kind}: {good} right, {all_found} found, {all_right} expected")
    assert right / found >= LEAST_PRECISION
    assert right / expected >= LEAST_RECALL
