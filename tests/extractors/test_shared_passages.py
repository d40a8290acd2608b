"""Passages that two texts share, and the hashes that find such texts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.extractors.matching.shared_passages import share_of, shared_passages, shingles

WIRE = (
    "The ministry of ports said on Monday that three cranes of the eastern quay would be moved inland "
    "before the autumn storms. It named no cost, and no company that would do the work."
)
REWRITTEN = (
    "PORT EXAMPLE — “The Ministry of Ports said, on Monday, that three cranes of the Eastern Quay would be "
    "moved inland before the autumn storms.” A spokesman for the union had other words for it."
)
OWN = "Dockers at the western quay have been on strike since spring, and nobody has counted the cranes there."
LONG = " ".join(
    f"{WIRE.replace('three', str(n))} {OWN.replace('spring', str(n))}" for n in range(9)
)


def words_of(text: str, other: str) -> list[tuple[str, str]]:
    return [
        (text[p.start : p.end], other[p.other_start : p.other_end])
        for p in shared_passages(text, other)
    ]


def test_passage_is_found_despite_case_punctuation_and_one_different_word() -> None:
    [(ours, theirs)] = words_of(WIRE, REWRITTEN)
    assert ours.startswith("The ministry of ports said") and ours.endswith("autumn storms")
    assert theirs.startswith("The Ministry of Ports said") and theirs.endswith("autumn storms")
    assert words_of(WIRE.replace("would be", "are to be"), REWRITTEN)


def test_phrase_of_a_few_words_is_not_a_passage() -> None:
    assert words_of("before the autumn storms, said nobody at all here", WIRE) == []
    assert words_of(WIRE, OWN) == []
    assert words_of("", WIRE) == words_of(WIRE, "") == []


def test_passages_in_another_order_are_found() -> None:
    first, second = WIRE.split(". ")
    assert len(words_of(f"{OWN} {WIRE}", f"{second} {OWN} {first}.")) >= 2


def test_quoted_words_weigh_less_and_boilerplate_weighs_nothing() -> None:
    text = f"{WIRE} {OWN}"
    [passage] = shared_passages(text, WIRE)
    spans = [(passage.start, passage.end)]
    plain = share_of(text, spans)
    assert 0.5 < plain < 0.8
    assert share_of(text, spans, quoted=[(0, len(WIRE))]) < 0.4
    assert share_of(text, spans, left_out=[(len(WIRE), len(text))]) == 1.0
    assert share_of("", []) == 0.0


def test_only_texts_with_a_long_shared_passage_share_hashes() -> None:
    assert len(set(shingles(LONG)) & set(shingles(f"{OWN} {LONG.upper()}"))) > 5
    assert not set(shingles(WIRE)) & set(shingles(OWN))
    assert set(shingles(WIRE, left_out=[(0, len(WIRE))])) == set()


def test_number_of_hashes_of_a_text_is_limited() -> None:
    text = " ".join(str(n) for n in range(40_000))
    assert len(shingles(text)) == len(set(shingles(text))) == 512


@pytest.mark.parametrize("piece", ["a ", "The same again. ", "\ud800 ", "é", "今天"])
def test_repeated_text_is_at_most_one_passage(piece: str) -> None:
    assert len(shared_passages(piece * 500, piece * 700)) <= 1


@given(st.text(), st.text())
def test_passages_of_any_two_texts_are_in_both(text: str, other: str) -> None:
    for one, two in ((text, other), (text * 9, text * 7), (f"{text} {WIRE}", f"{WIRE}{other}")):
        found = shared_passages(one, two)
        assert found == sorted(found)
        for p in found:
            assert 0 <= p.start < p.end <= len(one) and 0 <= p.other_start < p.other_end <= len(two)
        assert 0 <= share_of(one, [(p.start, p.end) for p in found]) <= 1
        assert all(-(2**63) <= h < 2**63 for h in shingles(one))
