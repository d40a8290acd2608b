"""A reading as a whole: whatever the text, all spans are inside it and in order."""

import datetime
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.extractors import Reading, read_text

# Words that rules and model react to, mixed with any characters.
_WORDS = """“ ” ‘ ’ " ' « » „ . , ? : … — ( ) said told denied that According to the ministry Petrova Ana
    on Thursday July 12 2026 5 million ; he she it no comment Реклама заявил «Мы Նա ասաց։ deyib dedi
    თქვა A. U.S. Mr. Subscribe 😀 \u0301 \ud800 \x00"""
_BREAKS = ["\n", "\n\n", "\r\n", "\u2028", " "]
_PIECES = st.sampled_from([*_WORDS.split(), *_BREAKS])
_TEXTS = st.text(max_size=300) | st.lists(_PIECES, max_size=80).map(" ".join)
_LANGUAGES = st.sampled_from([None, "en", "ru", "hy-AM", "az", "ka", "tr", "xx", "-"])
_DAYS = st.sampled_from([None, datetime.date.min, datetime.date(2026, 11, 20), datetime.date.max])


def check(read: Reading, length: int) -> None:
    for spans in (read.boilerplate, read.sentences):
        assert all(0 <= start < end <= length for start, end in spans)
        assert all(end <= start for (_, end), (start, _) in itertools.pairwise(spans))
    for number, said in enumerate(read.attributions):
        for span in (*said.source, *said.cue, *said.content):
            assert 0 <= span[0] < span[1] <= length
        assert said.parent is None or 0 <= said.parent < len(read.attributions)
        assert said.parent != number
    places = [(found.start, found.end) for found in read.candidates]
    assert places == sorted(places)
    assert all(0 <= start < end <= length for start, end in places)
    for found in read.candidates:
        assert 0 <= found.score <= 1
        assert all(0 <= number < len(read.attributions) for number in found.attributions)


@given(_TEXTS, _LANGUAGES, _DAYS)
def test_any_text_is_read(text: str, language: str | None, day: datetime.date | None) -> None:
    check(read_text(text, language, day), len(text))


@pytest.mark.parametrize(
    "text", ["", " \n", "“" * 10_000, "a" * 100_000, "\ud800", "e\u0301" * 999]
)
def test_unusual_texts_are_read(text: str) -> None:
    check(read_text(text), len(text))
