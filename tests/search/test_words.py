"""Texts and queries are folded and split into words the same way, in every script, with correct positions."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.models.search.words import (
    LONGEST_WORD,
    MOST_WORDS,
    Phrase,
    Query,
    placed_words,
    words_of,
)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The US-led drills, it's said.", "the us led drills it s said"),
        ("«Продаёт» ПРОДАЕТ", "продает продает"),
        ("война и воина: Йемен, Иемен", "война и воина йемен иемен"),
        ("и\u0306од Їжак і\u0308жак Ў", "йод їжак їжак ў"),
        ("Ра\u0301да замо\u0301к", "рада замок"),
        ("Ինչո՞ւ։ Հայաստանը եւ Երևան", "ինչու հայաստանը եւ երեւան"),
        ("ᲡᲐᲥᲐᲠᲗᲕᲔᲚᲝ საქართველო", "საქართველო საქართველო"),
        ("İSTANBUL Istanbul ıstanbul Diyarbakır", "istanbul istanbul istanbul diyarbakir"),
        ("Əliyev ƏLİYEV Şuşa", "əliyev əliyev susa"),
        ("كِتَابٌ كتـاب ١٢٣ ۱۲۳", "كتاب كتاب 123 123"),
        ("שָׁלוֹם שלום", "שלום שלום"),
        ("亚美尼亚RT说", "亚 美 尼 亚 rt 说"),
        ("か\u3099が ｶﾞ", "が が ガ"),
        ("ไทย", "ไ ท ย"),
        ("हिन्दी", "हिन्दी"),
        ("한국", unicodedata.normalize("NFKD", "한국")),
        ("Straße STRASSE ﬁn Ⅻ ½ ①", "strasse strasse fin xii 1 2 1"),
        ("Tromsø Łódź Đuro Ærø", "tromso lodz duro aero"),
        ("soft\u00adhyphen join\u200der zero\u200bwidth bom\ufeff", "softhyphen joiner zero width bom"),
        ("Verify™ №5 a_b x²", "verify 5 a b x2"),
        ("\u0301 — … * ^ -", ""),
        ("", ""),
    ],
)  # fmt: skip
def test_words_are_folded_and_split(text: str, words: str) -> None:
    assert words_of(text) == words.split()


@given(st.text())
def test_positions_contain_the_same_words_in_order(text: str) -> None:
    placed = placed_words(text)
    assert [p.word for p in placed] == words_of(text)
    assert all(0 <= p.start < p.end <= len(text) for p in placed)
    assert all(p.word in words_of(text[p.start : p.end]) for p in placed)
    assert [p.start for p in placed] == sorted(p.start for p in placed)


@given(st.text())
def test_folded_words_fold_to_themselves(text: str) -> None:
    words = words_of(text)
    assert words_of(" ".join(words)) == words


@given(st.text())
def test_word_contains_nothing_that_an_index_would_split_or_read_as_syntax(text: str) -> None:
    for word in words_of(text):
        assert 0 < len(word) <= LONGEST_WORD
        assert not any(c.isspace() or (c.isascii() and not c.isalnum()) for c in word)
        assert "\0" not in word


@given(st.text())
def test_nfc_and_nfd_of_a_text_give_the_same_words(text: str) -> None:
    assert words_of(unicodedata.normalize("NFC", text)) == words_of(
        unicodedata.normalize("NFD", text)
    )


def phrase(words: str, **more: bool) -> Phrase:
    return Phrase(tuple(words.split()), **more)


@pytest.mark.parametrize(
    ("typed", "phrases"),
    [
        ("bases", [phrase("bases", open=True)]),
        ("us", [phrase("us")]),
        ("the Bases ", [phrase("the"), phrase("bases", open=True)]),
        ("us-led forc", [phrase("us led"), phrase("forc", open=True)]),
        ('"US army" base', [phrase("us army"), phrase("base", open=True)]),
        ('base "US army"', [phrase("base"), phrase("us army")]),
        ("„US army” base", [phrase("us army"), phrase("base", open=True)]),
        ('say "nothing', [phrase("say"), phrase("nothing", open=True)]),
        ("NOT a OR b* NEAR(c", [phrase(w) for w in ["not", "a", "or", "b"]] + [phrase("near c")]),
        ("亚美尼亚", [phrase("亚 美 尼 亚")]),
        ("port port", [phrase("port"), phrase("port", open=True)]),
        ("…", []),
        ('"" " "', []),
    ],
)
def test_query_is_split_into_phrases_that_must_all_be_found(
    typed: str, phrases: list[Phrase]
) -> None:
    assert Query.parse(typed) == Query(tuple(phrases))


def test_long_query_is_cut_to_its_first_words_and_says_so() -> None:
    query = Query.parse("word%d " * 3 % (1, 2, 3) + "more " * 100_000)
    assert sum(len(p.words) for p in query.phrases) < MOST_WORDS
    assert query.cut
    assert not Query.parse("a few words").cut
