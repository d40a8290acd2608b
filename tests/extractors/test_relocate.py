"""Finding the words of an anchor in a later text: at the same place, or nowhere."""

from hypothesis import given
from hypothesis import strategies as st

from claims.extractors import Selector, anchor, find_quote, relocate

TEXT = "The mayor said it would rain. The baker said that it would rain. Nobody else spoke."


def at(text: str, words: str, which: int = 0) -> Selector:
    start = [n for n in range(len(text)) if text.startswith(words, n)][which]
    return anchor(text, start, start + len(words))


def test_same_text_gives_the_same_place() -> None:
    for which in (0, 1):
        words = at(TEXT, "it would rain", which)
        assert relocate(TEXT, words, TEXT) == (words.start, words.end)


def test_words_that_occur_once_are_found_in_any_context() -> None:
    words = at(TEXT, "Nobody else spoke")
    new = "Everything here is new. Nobody else spoke, said the clerk."
    assert relocate(TEXT, words, new) == (24, 41)


def test_remaining_one_of_two_places_is_not_taken_for_the_other() -> None:
    words = at(TEXT, "it would rain", 0)
    assert relocate(TEXT, words, "The baker said that it would rain. Nobody else spoke.") is None


def test_added_place_is_not_taken_for_the_old_one() -> None:
    words = at("He left. All is well, he said.", "All is well")
    new = "All is well, she wrote. All is well, they sang."
    assert relocate("He left. All is well, he said.", words, new) is None


def test_two_places_with_equal_context_give_none() -> None:
    words = at("a b c", "b")
    assert relocate("a b c", words, "a b c. a b c") is None


@given(st.text("ab .\n“”é", max_size=60), st.text("ab .\n“”é", max_size=60), st.data())
def test_place_found_always_contains_the_words(old: str, new: str, data: st.DataObject) -> None:
    if not old.strip():
        return
    start = data.draw(st.integers(0, len(old) - 1))
    end = data.draw(st.integers(start + 1, len(old)))
    words = anchor(old, start, end)
    found = relocate(old, words, new)
    assert found is None or found in find_quote(new, words.exact)


@given(st.text("ab .", min_size=1, max_size=40), st.text("cd\n", max_size=30), st.data())
def test_place_is_the_same_or_none_if_only_the_end_of_a_text_grew(
    old: str, more: str, data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(old) - 1))
    end = data.draw(st.integers(start + 1, len(old)))
    words = anchor(old, start, end)
    if not words.exact.strip():
        return
    found = relocate(old, words, f"{old}\n{more}")
    assert found is None or found[0] == start or old[start:end] != old[found[0] : found[1]]
