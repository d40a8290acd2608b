"""Boilerplate of the five real articles, labelled by line number, exact to the character.

Their text is not in the repository; a digest ensures that the labels match the same bytes.
"""

import hashlib
from pathlib import Path

import pytest

from claims.extractors import body_fingerprint, find_quote, read_text

SEEDS = Path(__file__).resolve().parents[2].parent / "shared" / "seeds"

# File: digest of its text, whole lines of boilerplate (from 1), and other spans by offsets.
LABELS = {
    "000_8ed1a66c79d054f5.txt": (
        "c7533932d4c6b6b0",
        [1, 2, 6, 7, 9, 11, 13, 29, 30, 58, 59, 69, 71, 73],
        [],
    ),
    # A button is glued to the first paragraph: the span ends inside line 5. Lines 2 and 3, the
    # headline of another article and its deck, stay: it looks like this page's headline.
    "001_a04d2bc6ab2e97e7.txt": ("a8ff5a7baa75a1e2", [4], [(458, 473)]),
    "002_32adc1dd58a98b40.txt": ("a761afd2678d0854", [], []),
    "003_a48a5c26eb42239f.txt": ("d55add7e357994bb", [31, 33], []),
    "004_cb3a59321c21f76c.txt": ("bf22793802ee983e", [3, 25, 27, 29], []),
}


def seed(name: str) -> str:
    path = SEEDS / name
    if not path.exists():
        pytest.skip("the real articles are not beside this checkout (../shared/seeds)")
    text = path.read_text(encoding="utf-8")
    assert hashlib.sha256(text.encode()).hexdigest()[:16] == LABELS[name][0], (
        "not the text labelled"
    )
    return text


def labelled(name: str, text: str) -> list[tuple[int, int]]:
    _, numbers, others = LABELS[name]
    spans, at = list(others), 0
    for number, line in enumerate(text.split("\n"), start=1):
        if number in numbers:
            start = at + len(line) - len(line.lstrip())
            spans.append((start, at + len(line.rstrip())))
        at += len(line) + 1
    return sorted(spans)


@pytest.mark.parametrize("name", LABELS)
def test_boilerplate_of_a_real_article_is_marked_to_the_character(name: str) -> None:
    text = seed(name)
    assert read_text(text).boilerplate == labelled(name, text)


@pytest.mark.parametrize("name", LABELS)
def test_windows_line_ends_change_nothing(name: str) -> None:
    text = seed(name)
    windows = text.replace("\n", "\r\n")
    stretches = [windows[s:e] for s, e in read_text(windows).boilerplate]
    assert stretches == [text[s:e] for s, e in read_text(text).boilerplate]
    assert body_fingerprint(windows, read_text(windows).boilerplate) == body_fingerprint(
        text, read_text(text).boilerplate
    )


def test_five_bodies_have_five_fingerprints() -> None:
    texts = [seed(name) for name in LABELS]
    assert len({body_fingerprint(text, read_text(text).boilerplate) for text in texts}) == 5


@pytest.mark.parametrize("name", LABELS)
def test_lines_are_found_with_straight_marks_and_single_spaces(name: str) -> None:
    text = seed(name)
    at = 0
    for line in text.split("\n"):
        if line.strip():
            typed = line.replace("’", "'").replace("‘", "'").replace("“", '"').replace("”", '"')
            spans = find_quote(text, " ".join(typed.split()), near=at)
            assert spans and spans[0][0] - at in range(3)
        at += len(line) + 1
