"""Where the lines of an article end, on pages of our own in the markup of many kinds of site."""

import re
import sys
from difflib import SequenceMatcher

import pytest

from claims.extractors.page.extract import extract

from .pages import FRAME, OPTIONAL, PAGES

_WORD = re.compile(r"\w+")
# A little below what was measured on 2026-11-30 (claims/extractors/README.md).
LEAST_PRECISION, LEAST_RECALL = 0.98, 0.98


def words_and_ends(lines: list[str]) -> tuple[list[str], set[int]]:
    """Return the words of a text, and after which of them a line ends."""
    words: list[str] = []
    ends: set[int] = set()
    for line in lines:
        words += _WORD.findall(line)
        ends.add(len(words))
    return words, ends


def compare(found: list[str], expected: list[str]) -> tuple[int, int, int]:
    """Return how many line ends are right, found and expected. A line end next to a lost word is not found."""
    right = [line for line in expected if line not in OPTIONAL or line in found]
    words, ends = words_and_ends(found)
    right_words, right_ends = words_and_ends(right)
    places = {}
    for start, right_start, size in SequenceMatcher(
        None, words, right_words, autojunk=False
    ).get_matching_blocks():
        places |= {start + n + 1: right_start + n + 1 for n in range(size)}
    return sum(places.get(end) in right_ends for end in ends), len(ends), len(right_ends)


def body_of(markup: str) -> list[str]:
    """Return the lines of a page outside its boilerplate."""
    html = FRAME.format(language="", title="The Lake Post", body=markup)
    found = extract(html.encode(), "text/html")
    kept = list(found.text)
    for start, end in found.boilerplate:
        kept[start:end] = " " * (end - start)
    lines = (" ".join(line.split()) for line in "".join(kept).split("\n"))
    return [line for line in lines if line]


def test_lines_end_where_those_of_the_page_do(capsys: pytest.CaptureFixture[str]) -> None:
    counts = {kind: compare(body_of(body), lines) for kind, (body, lines) in PAGES.items()}
    right, found, expected = map(sum, zip(*counts.values(), strict=True))
    report = [
        f"line ends: precision {right / found:.3f}, recall {right / expected:.3f}, {len(PAGES)} pages",
        *(
            f"  {kind}: {good} right, {all_found} found, {all_right} expected"
            for kind, (good, all_found, all_right) in counts.items()
            if (good, good) != (all_found, all_right)
        ),
    ]
    with capsys.disabled():
        sys.stdout.write("\n" + "\n".join(report) + "\n")
    assert right / found >= LEAST_PRECISION
    assert right / expected >= LEAST_RECALL
