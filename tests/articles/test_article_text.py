"""How a text is split into pieces for the page: crossing marks, astral characters, folds and exact offsets."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.reads.articles.article_text import MOST_BADGES, MOST_PARAGRAPHS, Mark, Piece, blocks


def pieces_of(
    text: str, marks: list[Mark], folded: list[tuple[int, int]] | None = None
) -> list[Piece]:
    return [
        piece
        for block in blocks(text, folded or [], marks)
        for paragraph in block.paragraphs
        for piece in paragraph
    ]


def mark(text: str, words: str, claim: int) -> Mark:
    start = text.index(words)
    return Mark(start, start + len(words), claim, claim * 10)


def test_offsets_count_code_points_after_astral_characters() -> None:
    text = "😀😀 one 𝒯wo three"
    found = pieces_of(text, [mark(text, "𝒯wo", 1)])
    assert [(p.at, p.text, p.claim) for p in found] == [
        (0, "😀😀 one ", 0),
        (7, "𝒯wo", 1),
        (10, " three", 0),
    ]


def test_mark_starts_with_its_anchor_and_ends_with_its_number() -> None:
    text = "One.\n\nTwo.\n\nThree."
    found = pieces_of(text, [mark(text, "One.\n\nTwo.", 4)])
    assert [(p.text, p.ids, p.number) for p in found if p.claim] == [
        ("One.", (40,), ""),
        ("Two.", (), "4"),
    ]


def test_claims_on_the_same_words_each_keep_a_link() -> None:
    text = "He said it stays."
    found = pieces_of(text, [mark(text, "it stays", 1), mark(text, "it stays", 2)])
    piece = next(p for p in found if p.claim)
    assert {piece.claim, *piece.others} == {1, 2}
    assert set(piece.ids) == {10, 20}
    assert piece.overlap


def test_shorter_claim_wins_where_claims_cross() -> None:
    text = "A long claim about a port in the south"
    found = pieces_of(text, [mark(text, "long claim about a port", 1), mark(text, "a port in", 2)])
    assert [(p.text, p.claim, p.overlap) for p in found] == [
        ("A ", 0, False),
        ("long claim about ", 1, False),
        ("a port", 2, True),
        (" in", 2, False),
        (" the south", 0, False),
    ]


def test_quote_in_two_parts_has_one_anchor_and_one_number() -> None:
    text = "First words, then others, at last the end."
    first, last = mark(text, "First words", 3), mark(text, "the end", 3)
    marks = [
        Mark(first.start, first.end, 3, 30, first=True, last=False),
        Mark(last.start, last.end, 3, 30, first=False, last=True),
    ]
    found = [p for p in pieces_of(text, marks) if p.claim]
    assert [(p.ids, p.number) for p in found] == [((30,), ""), ((), "3")]


def test_mark_that_reaches_into_a_fold_is_shown_on_both_sides() -> None:
    text = "Body text.\n\nRead also: more."
    fold = (text.index("Read"), len(text))
    found = blocks(text, [fold], [mark(text, "text.\n\nRead also", 1)])
    assert [b.folded for b in found] == [False, True]
    assert found[1].open
    assert [p.text for b in found for ps in b.paragraphs for p in ps if p.claim] == [
        "text.",
        "Read also",
    ]


def test_joiners_are_named_only_when_no_script_needs_them() -> None:
    assert [p.badge for p in pieces_of("a\u200db", [])] == ["", "U+200D", ""]
    assert [p.badge for p in pieces_of("می\u200cخواهم 👩\u200d🚀", [])] == [""]


@given(
    st.text(alphabet="ab \n\u202e😀", max_size=60),
    st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=6),
    st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=3),
)
def test_only_blank_lines_and_invisible_characters_are_left_out(
    text: str, spans: list[tuple[int, int]], folds: list[tuple[int, int]]
) -> None:
    marks = [
        Mark(min(a, b), max(a, b), n, n)
        for n, (a, b) in enumerate(spans, 1)
        if min(a, b) < len(text)
    ]
    folded = [(min(a, b), max(a, b)) for a, b in folds]
    found = pieces_of(text, marks, folded)
    for piece in found:
        assert text[piece.at : piece.at + len(piece.text)] == piece.text
    shown = "".join(piece.text for piece in found)
    assert [c for c in shown if not c.isspace()] == [
        c for c in text if not c.isspace() and c != "\u202e"
    ]
    # Every mark that has a visible character starts once and ends once.
    visible = [m for m in marks if text[m.start : m.end].strip()]
    begun = [number for piece in found for number in piece.ids]
    assert sorted(begun) == sorted(m.appearance for m in visible)
    ended = [int(p.number) for p in found if p.number] + [o for p in found for o in p.others]
    assert sorted(ended) == sorted(m.claim for m in visible)


@pytest.mark.parametrize(
    "text",
    [
        "word word. " * 180_000,
        "\n\na" * 600_000,
        "a\u202e" * 1_000_000,
        "\n" * 1_999_999 + "x",
        " " * 1_999_999 + "x",
        "a\n" * 1_000_000,
    ],
    ids=["prose", "paragraphs", "invisible", "line ends", "spaces", "lines"],
)
def test_pathological_text_takes_linear_time_and_makes_few_pieces(text: str) -> None:
    marks = [Mark(n * 100, n * 100 + 150, n, n) for n in range(1, 2000)]
    began = time.perf_counter()
    found = pieces_of(text, marks)
    assert (
        time.perf_counter() - began < 10
    )  # takes about a second here; quadratic time would be hours
    assert len(found) < MOST_PARAGRAPHS + 2 * MOST_BADGES + 2 * len(marks) + MOST_PARAGRAPHS
