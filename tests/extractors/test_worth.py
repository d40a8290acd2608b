"""Sentences are ordered for checking, with reasons."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims import extractors
from claims.extractors import check_worthiness
from claims.extractors.worth.worth import REASONS, reasons_to_check, score_worthiness

LEARNED = Path(extractors.__file__).parent / "learned" / "worth.npz"

# The left one should be checked before the right one.
PAIRS = [
    ("en", "The army lost 300 tanks in two weeks.", "I hope that we shall see better days."),
    ("en", "Unemployment fell from 9 to 6 percent in 2014.", "Let me tell you a story."),
    ("en", "The ministry denied that it had asked for troops.", "What a wonderful evening it is."),
    ("en", "Oltania bought 40 trucks from Kesria last year.", "Thank you very much for the question."),
    ("en", "The port handled 96 military shipments.", "We must believe in ourselves."),
    ("ru", "Армия потеряла 300 танков за 2 недели.", "Какой прекрасный сегодня вечер."),
    ("ru", "Министерство опровергло, что просило о войсках.", "Хочется надеяться на лучшее."),
    ("hy", "Բանակը կորցրել է 300 տանկ։", "Ի՞նչ պիտի անենք։"),
    ("az", "Ordu iki həftədə 300 tank itirdi.", "Gözəl axşamdır."),
    ("ka", "არმიამ 300 ტანკი დაკარგა.", "რა ლამაზი საღამოა?"),
    ("tr", "Ordu iki haftada 300 tank kaybetti.", "Ne güzel bir akşam?"),
    ("fr", "L'armée a perdu 300 chars en deux semaines.", "Quelle belle soirée ?"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("language", "first", "second"), PAIRS, ids=[pair[1][:24] for pair in PAIRS]
)
def test_checkable_sentence_scores_higher(language: str, first: str, second: str) -> None:
    assert check_worthiness(first, language) > check_worthiness(second, language)
    assert check_worthiness(first) > check_worthiness(second)


@pytest.mark.parametrize(
    ("language", "sentence", "expected"),
    [
        ("en", "Forty trucks crossed.", {"number", "act"}),
        ("en", "He was there on 12 March.", {"date", "act"}),
        ("en", "It rejects the charge.", {"denial"}),
        ("en", "Nobody has seen it.", {"denial"}),
        ("en", "They plan to leave.", {"plan"}),
        ("en", "It is the largest port.", {"comparison"}),
        ("en", "The fire was caused by rain under the treaty.", {"act", "document"}),
        ("en", "He said so.", set()),
        ("en", "I like tea.", set()),
        ("ru", "Минобороны опровергло это 5 марта.", {"date", "denial"}),
        ("tr", "Bakanlık 40 askerin geldiğini yalanladı.", {"number", "denial", "act"}),
    ],
)
def test_reasons_follow_from_the_words(language: str, sentence: str, expected: set[str]) -> None:
    found = reasons_to_check(sentence, language)
    assert expected <= set(found)
    assert ("act" in found) == ("act" in expected) or language != "en"
    assert found == [code for code in REASONS if code in found]
    if not expected:
        assert found == []


def test_digits_of_a_date_are_not_a_number() -> None:
    assert "number" not in reasons_to_check("It was on 12 March 2019.")
    assert "number" in reasons_to_check("It was on 12 March 2019 that 12 came.")


def test_sentences_score_the_same_together_as_alone() -> None:
    sentences = [one for _, *pair in PAIRS for one in pair]
    languages = [language for language, *_ in PAIRS for _ in range(2)]
    together = score_worthiness(sentences, languages)
    alone = [check_worthiness(*one) for one in zip(sentences, languages, strict=True)]
    assert together == pytest.approx(alone, abs=1e-4)


def test_empty_sentence_scores_zero() -> None:
    assert [check_worthiness(text) for text in ("", " \n")] == [0, 0]
    assert score_worthiness([], []) == []


@given(st.text(max_size=80), st.sampled_from(["en", "ru", "hy", "az", "ka", "tr", "xx", "", None]))
def test_any_text_has_a_score(text: str, language: str | None) -> None:
    assert 0 <= check_worthiness(text, language) <= 1
    assert set(reasons_to_check(text, language)) <= REASONS.keys()


def test_only_the_beginning_of_a_very_long_sentence_counts() -> None:
    start = "The army lost 300 tanks. " * 40
    assert check_worthiness(start) == check_worthiness(start + "x" * 100_000)


def test_model_file_is_small_and_contains_only_numbers() -> None:
    assert LEARNED.stat().st_size < 1_500_000
    with np.load(LEARNED) as had:
        assert {had[name].dtype.kind for name in had.files} == {"f"}
