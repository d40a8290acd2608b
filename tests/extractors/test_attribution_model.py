"""The learned model finds who said what in English text of any style and length."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.extractors.attribution import encoder
from claims.extractors.attribution.model import find_spans
from claims.extractors.attribution.saying import Saying
from claims.extractors.attribution.tokens import tokens
from claims.extractors.text.quotations import find_quotations

SAYINGS = {
    "indirect": (
        "The harbour master said on Monday that the crane had been sold.",
        "The harbour master",
        "said",
        "the crane had been sold",
    ),
    "according to": (
        "According to the transport ministry, the bridge will be closed until May.",
        "the transport ministry",
        "According to",
        "the bridge will be closed until May",
    ),
    "curly marks": (
        "“We never agreed to the tunnel,” said Ana Kapanadze, who leads the council.",
        "Ana Kapanadze",
        "said",
        "We never agreed to the tunnel",
    ),
    "single marks": (
        "'The workers' pay is too low,' Mr Osei told reporters on Friday.",
        "Mr Osei",
        "told",
        "The workers' pay is too low",
    ),
    "straight marks": (
        '"Nobody asked us," Tigran Avetyan added.',
        "Tigran Avetyan",
        "added",
        "Nobody asked us",
    ),
    "an agency": (
        "The convoy has not left the depot, a defence official told AFP.",
        "a defence official",
        "told",
        "The convoy has not left the depot",
    ),
    "a date line": (
        "YEREVAN, March 3 — The foreign ministry denied that any talks had taken place.",
        "The foreign ministry",
        "denied",
        "any talks had taken place",
    ),
}


@pytest.mark.parametrize(("text", "source", "cue", "content"), SAYINGS.values(), ids=list(SAYINGS))
def test_source_cue_and_content_are_found(text: str, source: str, cue: str, content: str) -> None:
    found = find_spans(text)

    def words(one: Saying, role: str) -> str:
        return " ".join(text[start:end] for start, end in getattr(one, role))

    assert any(
        source in words(one, "source")
        and cue in words(one, "cue")
        and content in words(one, "content")
        for one in found
    ), [[words(one, role) for role in Saying._fields] for one in found]


def test_headline_is_not_part_of_the_name_below_it() -> None:
    text = (
        "Harbour Conflict\n\nGeorgia expresses its ‘readiness’ to provide a crane "
        "as the dispute between Poti and Batumi escalates\n"
    )
    assert [text[start:end] for one in find_spans(text) for start, end in one.source] == ["Georgia"]


def test_text_without_sayings_returns_none() -> None:
    assert find_spans("") == []
    assert find_spans("The crane stands at the end of the pier. It is forty metres tall.") == []


def test_spans_are_inside_the_text_and_sorted_by_role() -> None:
    text = "\n\n".join(text for text, *_ in SAYINGS.values()) * 40  # several blocks
    found = find_spans(text)
    assert len(found) > 40 * len(SAYINGS) / 2
    assert [one.cue for one in found] == sorted(one.cue for one in found)
    for one in found:
        assert one.cue and one.content
        for spans in one:
            assert spans == sorted(spans)
            assert all(0 <= start < end <= len(text) for start, end in spans)


def test_text_in_several_blocks_is_read_like_its_parts() -> None:
    """Text far away does not change what is found."""
    paragraph = (
        "The pier was built in a year of storms. Nobody remembers the name of its builder.\n"
    )
    text, source, *_ = SAYINGS["indirect"]
    whole = paragraph * 400 + text
    assert source in [whole[start:end] for one in find_spans(whole) for start, end in one.source]


@given(st.text(max_size=300))
@settings(max_examples=60, deadline=None)
def test_any_string_can_be_read(text: str) -> None:
    for one in find_spans(text):
        assert all(0 <= start < end <= len(text) for spans in one for start, end in spans)


PIECES = [
    "\ud800",
    "a\u0301\u0316",
    '"',
    "’ ",
    "“‘",
    "(",
    "said ",
    ". A",
    "\x00",
    "\r\n",
    "a.",
    "كتب ",
    "👨‍👩‍👧",
    "- ",
    "a" * 500,
]


@given(st.lists(st.sampled_from(PIECES), max_size=40))
@settings(max_examples=60, deadline=None)
def test_hostile_strings_can_be_read(pieces: list[str]) -> None:
    text = "".join(pieces)
    for one in find_spans(text):
        assert all(0 <= start < end <= len(text) for spans in one for start, end in spans)


def test_only_the_beginning_of_an_endless_text_is_read() -> None:
    text = "“It is so,” he said. " * 40_000
    assert max(end for one in find_spans(text) for spans in one for _, end in spans) < 100_000


def test_all_styles_of_quotation_marks_are_read_alike() -> None:
    def shown(text: str) -> list[str]:
        read = tokens(text, find_quotations(text), 100)
        return [read.words[kind].key for kind in read.kinds]

    curly = shown("“We ‘never’ agreed,” she said. “It isn’t ours.”")
    assert curly == shown('"We \'never\' agreed," she said. "It isn\'t ours."')
    assert curly == shown("‘We “never” agreed,’ she said. ‘It isn’t ours.’")


def test_model_file_is_small_and_lists_only_single_words() -> None:
    assert encoder.MODEL.stat().st_size <= 3_000_000
    with np.load(encoder.MODEL, allow_pickle=False) as weights:
        words = bytes(weights["words"]).decode().split("\n")
    assert len(words) == len(set(words)) > 1000
    assert not [word for word in words if not word or word.split() != [word]]
    assert max(map(len, words)) < 40
