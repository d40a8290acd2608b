"""Hints of the stance of a passage towards a claim: conservative, one of a few codes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.extractors.matching.stance import HINTS, stance_hint

CLAIM = "300 dockers blocked the eastern quay on Monday."


@pytest.mark.parametrize(
    ("passage", "kind", "expected"),
    [
        ("The union denied that dockers had blocked the eastern quay.", "said", "denial"),
        ("Dockers blocked the eastern quay.", "denied", "denial"),
        ("Reports that dockers blocked the eastern quay are false.", "said", "denial"),
        ("The ministry declined to speak of the quay.", "declined", "no_comment"),
        ("No dockers blocked the eastern quay on Monday.", "said", "says_not"),
        ("Three hundred dockers blocked the eastern quay, he said.", "said", "same_figure"),
        ("On Monday 400 dockers blocked the quay.", "said", "different_figure"),
        ("On Monday the eastern quay was blocked by dockers.", "said", "same_words"),
        ("300 tonnes of grain were sold.", "said", ""),
        ("The quay was painted in 2019.", "said", ""),
        ("The union denied that it had been paid.", "said", ""),
        ("", "said", ""),
    ],
)
def test_passage_gets_the_expected_hint(passage: str, kind: str, expected: str) -> None:
    assert stance_hint(CLAIM, passage, kind) == expected


@pytest.mark.parametrize(
    ("claim", "passage", "expected"),
    [
        ("Bread rose by 5% in May.", "Bread rose by 7 percent in May.", "different_figure"),
        ("The quay cost $5 million.", "The quay cost 5 million dollars.", "same_figure"),
        ("1,200 tonnes of grain arrived.", "Some 1 200 tonnes of grain arrived.", "same_figure"),
        ("Причал закрыли 300 докеров.", "Причал закрыли 400 докеров.", "different_figure"),
        ("Причал закрыли докеры.", "В союзе опровергли, что докеры закрыли причал.", "denial"),
        ("The cranes stay until 3 May 2031.", "The cranes stay until 5 May 2031.", "same_words"),
        ("The cranes will not be sold.", "The cranes will not be sold.", "same_words"),
    ],
)
def test_figures_are_compared_only_if_they_count_the_same_thing(
    claim: str, passage: str, expected: str
) -> None:
    assert stance_hint(claim, passage) == expected


@given(st.text(), st.text(), st.sampled_from(["said", "denied", "silent", "nonsense"]))
def test_any_text_gets_a_known_hint_or_none(claim: str, passage: str, kind: str) -> None:
    assert stance_hint(claim, passage, kind) in {*HINTS, ""}
    assert stance_hint(CLAIM + claim, CLAIM + passage, kind) in {*HINTS, ""}
