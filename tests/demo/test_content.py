"""The demo uses real names, so its texts keep three rules; what a machine can check of them is checked here."""

import pytest

from claims.demo.articles import ARTICLES, NOTE
from claims.demo.play import SITTINGS
from claims.demo.script import Attach, Lift, TakeIn
from claims.demo.sources import FICTIONAL, SOURCES

NAMES = {source.key: source.name for source in SOURCES}
QUOTATION_MARKS = '"“”„‟«»‹›‘‚`「」『』'
STEPS = [step for sitting in SITTINGS for step in sitting.steps]


def is_fictional(source_key: str) -> bool:
    return NAMES[source_key].endswith(FICTIONAL)


@pytest.mark.parametrize("article", ARTICLES, ids=lambda article: article.key)
def test_every_article_opens_by_saying_that_its_words_are_ours(article: TakeIn) -> None:
    assert article.text.startswith(NOTE)


@pytest.mark.parametrize("article", ARTICLES, ids=lambda article: article.key)
def test_an_article_is_marked_fictional_exactly_when_its_outlet_is(article: TakeIn) -> None:
    assert ("a fictional page" in article.banner) == is_fictional(article.publisher)


@pytest.mark.parametrize("article", ARTICLES, ids=lambda article: article.key)
def test_no_words_stand_in_quotation_marks(article: TakeIn) -> None:
    found = [mark for mark in QUOTATION_MARKS if mark in article.headline + article.text]
    assert not found, "speech is reported, never quoted: the words are not the speaker's"


def test_a_source_made_for_the_demonstration_says_so_in_its_name() -> None:
    made_up = [source for source in SOURCES if "demonstration" in source.interest]
    assert made_up
    assert all(source.name.endswith(FICTIONAL) for source in made_up)


def test_no_invented_voice_speaks_in_a_page_of_a_real_outlet() -> None:
    publishers = {article.key: article.publisher for article in ARTICLES}
    voices = [
        (lift.key, voice.source)
        for lift in STEPS
        if isinstance(lift, Lift) and not is_fictional(publishers[lift.article])
        for voice in lift.chain
        if voice.source and is_fictional(voice.source)
    ]
    assert voices == []


def test_evidence_seen_in_an_article_is_seen_in_its_publisher() -> None:
    publishers = {article.key: article.publisher for article in ARTICLES}
    attached = [step for step in STEPS if isinstance(step, Attach) and step.article]
    assert attached
    assert all(step.seen_in == publishers[step.article] for step in attached)
