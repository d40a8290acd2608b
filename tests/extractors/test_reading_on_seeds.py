"""What a fact-checker sees in an article is what is suggested: texts of our own and, where they are at hand, the five real ones.

The labels were made apart from those who wrote the extractors. `python -m tests.extractors.score`
names each miss.
"""

import pytest

from claims.extractors import Reading
from claims.extractors.credits import find_credits
from tests.extractors.score import Labelled, Score, articles, read, report, score

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
    chosen = articles(real=request.param)
    return [(article, read(article)) for article in chosen if article.language == "en"]


@pytest.fixture(scope="module")
def total(english: Read) -> Score:
    result = Score()
    for article, reading in english:
        score(article, reading, result)
    return result


def misses(english: Read) -> str:
    return report("misses", [article for article, _ in english])


def test_no_sentence_of_a_body_and_no_headline_of_its_own_is_folded(total: Score) -> None:
    assert total.folded == []


def test_nine_in_ten_sentences_to_lift_are_suggested(english: Read, total: Score) -> None:
    assert total.suggested >= 0.9, misses(english)


def test_through_whom_a_text_came_is_noticed_in_order(english: Read) -> None:
    carried = [article for article, _ in english if article.carried]
    assert carried
    for article in carried:
        assert carriers(article)[: len(article.carried[1])] == article.carried[1], article.name


def carriers(article: Labelled) -> list[str]:
    """The publisher, and whom the text credits in its order."""
    return list(dict.fromkeys([article.publisher, *(c.name for c in find_credits(article.text))]))


@pytest.mark.parametrize(
    "article", [a for a in articles(real=False) if a.language != "en"], ids=lambda a: a.name
)
def test_in_other_languages_nothing_of_the_body_is_folded_and_most_is_suggested(
    article: Labelled,
) -> None:
    result = score(article, read(article), Score())
    assert result.folded == []
    assert result.suggested >= 0.75
