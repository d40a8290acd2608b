"""Suggestions are what a fact-checker would choose: in our own texts and, if present, the five real articles.

The labels were not made by the authors of the extractors. `python -m tests.extractors.score` lists
each miss.
"""

import pytest

from claims.extractors import Reading
from claims.extractors.attribution.credits import find_credits

from .score import Labelled, Score, articles, has_chain, read, report, score

Read = list[tuple[Labelled, Reading]]

WHICH = [
    pytest.param(False, id="our own"),
    pytest.param(
        True,
        id="the real ones",
        marks=pytest.mark.skipif(
            len(articles(real=True)) < 5,
            reason="the real articles are not beside this checkout (../shared/seeds)",
        ),
    ),
]


@pytest.fixture(scope="module", params=WHICH)
def english(request: pytest.FixtureRequest) -> Read:
    return [(a, read(a)) for a in articles(real=request.param) if a.language == "en"]


def total(chosen: Read) -> Score:
    result = Score()
    for article, reading in chosen:
        score(article, reading, result)
    return result


def misses(chosen: Read) -> str:
    return report("misses", [article for article, _ in chosen])


def test_no_sentence_of_a_body_and_no_own_headline_is_folded(english: Read) -> None:
    assert total(english).folded == []


def test_nine_in_ten_sentences_to_extract_are_suggested(english: Read) -> None:
    assert total(english).suggested >= 0.9, misses(english)


def test_speaker_is_right_in_85_of_100_sentences(english: Read) -> None:
    assert total(english).right_speaker >= 0.85, misses(english)


def test_reported_hearsay_has_the_whole_chain(english: Read) -> None:
    passages = [(article, reading) for article, reading in english if article.passage]
    assert passages
    for article, reading in passages:
        assert has_chain(article, reading), article.name


def test_outlets_that_carried_a_text_are_credited_in_order(english: Read) -> None:
    carried = [article for article, _ in english if article.carried]
    assert carried
    for article in carried:
        assert carriers(article)[: len(article.carried[1])] == article.carried[1], article.name


def carriers(article: Labelled) -> list[str]:
    """Return the publisher and the outlets that the text credits, in order."""
    return list(dict.fromkeys([article.publisher, *(c.name for c in find_credits(article.text))]))


@pytest.mark.parametrize(
    "article", [a for a in articles(real=False) if a.language != "en"], ids=lambda a: a.name
)
def test_in_other_languages_no_body_is_folded_and_most_sentences_are_suggested(
    article: Labelled,
) -> None:
    result = score(article, read(article), Score())
    assert result.folded == []
    assert result.suggested >= 0.75
