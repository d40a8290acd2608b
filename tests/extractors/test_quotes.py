"""Finding a quotation again: every place of it, in code points of the text as given, and no other
words.
"""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.extractors import anchor, find_quote, locate, stretches
from claims.extractors.text.folding import identity, likeness

TEXT = "The mayor said: “We won’t  close\nthe café – not now.” She said it twice: “not now.”"


def found(text: str, quote: str, near: int | None = None) -> list[str]:
    return [text[start:end] for start, end in find_quote(text, quote, near)]


@pytest.mark.parametrize(
    ("quote", "words"),
    [
        ("the café", "the café"),
        ("We won't close the café", "We won’t  close\nthe café"),
        ("close\r\nthe", "close\nthe"),
        ("cafe\u0301 - not now.\"", "café – not now.”"),
        ("ca\u00adf\u00e9 \u2014 not\u00a0now", "café – not now"),
        ("the cafe", "the café"),
        (" \u200bthe mayor", "The mayor"),
        ("The mayor\ufeff", "The mayor"),
        ("the caf", "the caf"),
        ("nowhere", None),
        ("", None),
        (" \n\u200b", None),
        ("\u200b", None),
    ],
)  # fmt: skip
def test_quote_is_found_however_it_was_typed(quote: str, words: str | None) -> None:
    assert found(TEXT, quote)[:1] == ([] if words is None else [words])


def test_all_places_are_returned_in_order_or_nearest_first() -> None:
    first, second = TEXT.index("not now"), TEXT.rindex("not now")
    assert find_quote(TEXT, "not now") == [(first, first + 7), (second, second + 7)]
    assert find_quote(TEXT, "not now", near=len(TEXT))[0][0] == second
    assert find_quote(TEXT, "not now", near=0)[0][0] == first


def test_offsets_count_code_points_after_astral_characters_and_crlf() -> None:
    text = "👨‍👩‍👧 𝕏\r\n\r\ncafe\u0301  au lait"
    [(start, end)] = find_quote(text, "café au lait")
    assert text[start:end] == "cafe\u0301  au lait"


def test_verbatim_words_win_over_words_that_only_fold_to_them() -> None:
    assert found("resume, résumé", "résumé") == ["résumé"]
    assert found("resume, résumé", "resume") == ["resume"]
    assert found("It's, It’s", "It’s") == ["It’s"]


def test_place_with_the_same_case_wins_over_another() -> None:
    assert found("the Mayor, the  mayor", "the mayor") == ["the  mayor"]
    assert found("PORT, the Port", "the port") == ["the Port"]
    assert found("Export ended, and the port", "PORT") == ["port"]


def test_distinct_letters_always_count() -> None:
    assert find_quote("мой дом", "мои дом") == []
    assert find_quote("がん", "かん") == []
    assert find_quote("हिन्दी", "हिनदी") == []
    assert found("всё ещё", "все еще") == ["всё ещё"]
    assert found("Şuşa yolu, ışık", "Susa yolu, isik") == ["Şuşa yolu, ışık"]


def test_place_never_ends_inside_a_letter() -> None:
    assert find_quote("cafe\u0301", "caf") == [(0, 3)]
    assert found("cafe\u0301s", "cafe") == ["cafe\u0301"]
    assert found("각", "가") == []
    assert found(unicodedata.normalize("NFD", "각"), "가") == []
    assert found("❤\ufe0f and ❤", "❤") == ["❤"]


def test_quote_is_split_at_dots_in_brackets() -> None:
    assert stretches("one […] two [...] three (…) four ... five") == [
        "one",
        "two",
        "three",
        "four ... five",
    ]
    assert stretches("one") == ["one"]
    assert stretches(" […] ") == []


def test_whole_quote_is_located_before_its_stretches() -> None:
    text = "It begins […] here. It begins there and ends here."
    assert locate(text, "begins […] here") == [(3, 18)]
    assert locate(text, "begins […] ends") == [(23, 29), (40, 44)]


def test_each_stretch_is_located_after_the_previous_one_if_possible() -> None:
    text = "B, then A, then B, then C."
    assert locate(text, "A […] B") == [(8, 9), (16, 17)]
    assert locate(text, "C […] A") == [(24, 25), (8, 9)]
    assert locate(text, "A […] nowhere") is None
    assert locate(text, "nowhere") is None
    assert locate("A1 B A2 B", "A […] B", near=5) == [(5, 6), (8, 9)]


def test_anchor_has_both_selectors_with_32_characters_of_context() -> None:
    text = "x" * 40 + "the words" + "y" * 5
    selector = anchor(text, 40, 49)
    assert (selector.exact, selector.start, selector.end) == ("the words", 40, 49)
    assert (selector.prefix, selector.suffix) == ("x" * 32, "y" * 5)


@pytest.mark.parametrize(("start", "end"), [(-1, 2), (2, 2), (3, 2), (0, 99)])
def test_anchor_outside_the_text_is_refused(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="no passage"):
        anchor("short", start, end)


# --- text × edits × normal forms × line ends × astral characters ---

LETTERS = "aeé\u0301\u0316bИй\u0306ёşıİ각\u1100\u1161\u11a8が\u3099न\u094d👨\u200d𝕏“”\"’'–-\u00a0\u00ad\u200b\ufeff \n\r\t.«…"
texts = st.text(alphabet=st.sampled_from(LETTERS), max_size=60)
anything = st.text(max_size=60)


def typed_again(quote: str, how: int) -> str:
    if how & 1:
        quote = unicodedata.normalize("NFD", quote)
    if how & 2:
        quote = unicodedata.normalize("NFC", quote)
    if how & 4:
        quote = quote.replace(" ", "\r\n ").replace("\n", "\u00a0\n")
    if how & 8:
        quote = quote.replace("“", '"').replace("”", '"').replace("’", "'").replace("–", "-")
    if how & 16:
        quote = "\u200b".join(quote.split(".")) if "." not in quote else quote
    return quote


def is_whole(text: str, at: int) -> bool:
    """Return True if no letter with its marks extends across this offset, even past invisible characters."""
    while at < len(text) and not identity(text[at]) and not text[at].isspace():
        at += 1
    return at >= len(text) or not (
        unicodedata.category(text[at]).startswith("M") or "\u1160" <= text[at] <= "\u11ff"
    )


@settings(max_examples=600, deadline=None)
@given(text=texts | anything, quote=texts | anything)
def test_words_found_fold_to_the_same_as_the_quote(text: str, quote: str) -> None:
    spans = find_quote(text, quote)
    assert spans == sorted(spans)
    for (_, end), (start, _) in zip(spans, spans[1:], strict=False):
        assert end <= start
    for start, end in spans:
        assert 0 <= start < end <= len(text)
        assert text[start:end] == quote or likeness(text[start:end]) == likeness(quote)


@settings(max_examples=600, deadline=None)
@given(before=texts, quote=texts, after=texts, how=st.integers(0, 31))
def test_retyped_quote_is_found_at_its_place(before: str, quote: str, after: str, how: int) -> None:
    text = before + quote + after
    again = typed_again(quote, how)
    starts_whole = is_whole(text, len(before)) and quote[:1].strip() == quote[:1] != ""
    if not starts_whole or not is_whole(text, len(before + quote)) or not likeness(quote):
        return
    spans = find_quote(text, again)
    assert spans, "the quote stands in the text"
    for start, end in spans:
        assert likeness(text[start:end]) == likeness(quote)


@settings(max_examples=300, deadline=None)
@given(text=texts, near=st.integers(-5, 70), quote=texts)
def test_nearest_place_comes_first(text: str, near: int, quote: str) -> None:
    spans = find_quote(text, quote, near)
    assert sorted(spans) == find_quote(text, quote)
    distances = [abs(start - near) for start, _ in spans]
    assert distances == sorted(distances)
