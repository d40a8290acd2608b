"""Whoever selects words by hand is told through whom they came, as the machine reads it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.extractors.attribution.affiliation import body_of
from claims.extractors.attribution.passage import PassageStep, chain_of_passage

TEXT = """Dana Orlik, a spokeswoman for the Transport Ministry of Norland, said on Monday that the bridge at Vell was safe.

Lorries have crossed the bridge since Tuesday.

The convoy has not left the depot, a senior Pentagon official told AFP.

The mayor denied that the school had been sold. “Nobody asked us,” he said.
"""
OFFICIAL = PassageStep("a senior Pentagon official", False, "", "Pentagon", "said", "told")

PASSAGES = {
    "part of the content": (
        "the bridge at Vell was",
        [
            PassageStep(
                "Dana Orlik",
                named=True,
                title="spokeswoman for the Transport Ministry of Norland",
                body="",
                kind="said",
                cue="said",
            )
        ],
    ),
    "what the text says itself": ("Lorries have crossed", []),
    "told to an agency": (
        "The convoy has not left the depot",
        [PassageStep("AFP", True, "", "", "reported", ""), OFFICIAL],
    ),
    "a denial": (
        "the school had been sold",
        [PassageStep("the mayor", False, "", "", "denied", "denied")],
    ),
}


@pytest.mark.parametrize(("words", "steps"), PASSAGES.values(), ids=list(PASSAGES))
def test_chain_of_selected_words_is_read(words: str, steps: list[PassageStep]) -> None:
    at = TEXT.index(words)
    assert chain_of_passage(TEXT, [(at, at + len(words))], "en") == steps


def test_words_far_into_a_long_text_have_their_chain_too() -> None:
    filler = "The road to the valley was open and the shops were full.\n\n" * 600
    words = "The convoy has not left the depot"
    at = len(filler) + TEXT.index(words)
    found = chain_of_passage(filler + TEXT + filler, [(at, at + len(words))])
    assert found[-1] == OFFICIAL


@settings(deadline=None, max_examples=20)
@given(st.data())
def test_any_span_of_any_text_is_read(data: st.DataObject) -> None:
    text = data.draw(st.text("«“said that he,. \n\0Ադа", max_size=120))
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    assert isinstance(chain_of_passage(text, [(start, end)]), list)


BODIES = {
    "a Pentagon official": "Pentagon",
    "a senior US State Department official": "US State Department",
    "two EU officials": "EU",
    "a Norland government source": "Norland government",
    "a defence ministry source": "defence ministry",
    "a White House aide": "White House",
    "a spokesman for the Foreign Ministry": "Foreign Ministry",
    "a spokesperson for the UN mission in Sudland": "UN mission",
    "an official at the Defence Ministry of Norland": "Defence Ministry of Norland",
    "sources in the Kremlin": "Kremlin",
    "a source close to the Norland government": "Norland government",
    "the ministry’s spokesman": "ministry",
    "an EU official who asked not to be named": "EU",
    "a defence official": "",
    "a Russian official": "",
    "Western diplomats": "",
    "a source familiar with the talks": "",
    "an official in Vell": "",
    "residents of Vell": "",
    "sources": "",
    "": "",
}


@pytest.mark.parametrize("label", BODIES)
def test_body_of_an_unnamed_person_is_in_their_description(label: str) -> None:
    assert body_of(label) == BODIES[label]
