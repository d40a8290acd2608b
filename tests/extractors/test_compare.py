"""Comparing two texts line by line: nothing is lost or made up, and the cost is bounded."""

from hypothesis import given
from hypothesis import strategies as st

from claims.extractors import LinePair, compare

lines = st.lists(st.text("abc ", min_size=1, max_size=12), max_size=20).map("\n".join)


def side(pairs: list[LinePair], name: str) -> list[str]:
    found = [" ".join(piece.text for piece in getattr(pair, name)) for pair in pairs]
    return [line for line in found if line]


def plain(text: str) -> list[str]:
    return [line.strip() for line in text.split("\n") if line.strip()]


@given(lines, lines)
def test_lines_of_each_side_make_up_its_text(old: str, new: str) -> None:
    pairs = compare(old, new)
    assert side(pairs, "old") == plain(old)
    assert side(pairs, "new") == plain(new)


@given(lines)
def test_text_is_unchanged_compared_with_itself(text: str) -> None:
    assert all(pair.same for pair in compare(text, text))


def test_only_changed_words_are_marked() -> None:
    [pair] = compare("all four cranes will stay", "only two cranes will stay")
    assert [(p.text, p.changed) for p in pair.old] == [
        ("all four", True),
        ("cranes will stay", False),
    ]
    assert [(p.text, p.changed) for p in pair.new] == [
        ("only two", True),
        ("cranes will stay", False),
    ]


def test_long_texts_with_nothing_in_common_are_listed_one_after_the_other() -> None:
    old, new = ("\n".join(f"{n} {name}" for n in range(30_000)) for name in ("old", "new"))
    pairs = compare(old, new)
    assert len(pairs) == 60_000
    assert not any(pair.same for pair in pairs)
