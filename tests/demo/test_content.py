"""The demo uses real names, so its texts keep three rules; what a machine can check of them is checked here."""

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

import pytest

from claims.demo.articles import ARTICLES, NOTE
from claims.demo.play import SITTINGS
from claims.demo.script import AddSource, Attach, Extract, TakeIn
from claims.demo.sources import FICTIONAL, SOURCES

NAMES = {source.key: source.name for source in SOURCES}
QUOTATION_MARKS = '"“”„‟«»‹›‘‚`「」『』'
STEPS = [step for sitting in SITTINGS for step in sitting.steps]
EXTRACTED = [step for step in STEPS if isinstance(step, Extract)]
PUBLISHERS = {article.key: article.publisher for article in ARTICLES}

# The real articles that the demo retells, where they are at hand.
SEEDS = sorted((Path(__file__).resolve().parents[3] / "shared" / "seeds").glob("*.txt"))
LONGEST_RUN = 7  # words in a row that may be the same: names of bodies and of places are that long


def texts(value: Any) -> Iterator[str]:
    """Every text in a step of the script."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from texts(item)
    elif is_dataclass(value):
        for field in fields(value):
            yield from texts(getattr(value, field.name))


def runs(text: str, length: int) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", text.casefold())
    return {tuple(words[i : i + length]) for i in range(len(words) - length + 1)}


def is_fictional(source_key: str) -> bool:
    return NAMES[source_key].endswith(FICTIONAL)


@pytest.mark.parametrize("article", ARTICLES, ids=lambda article: article.key)
def test_every_article_opens_by_saying_that_its_words_are_ours(article: TakeIn) -> None:
    assert article.text.startswith(NOTE)


@pytest.mark.parametrize("article", ARTICLES, ids=lambda article: article.key)
def test_an_article_is_marked_fictional_exactly_when_its_outlet_is(article: TakeIn) -> None:
    assert ("a fictional page" in article.banner) == is_fictional(article.publisher)


def test_no_words_stand_in_quotation_marks() -> None:
    ours = [t for step in STEPS if not isinstance(step, AddSource) for t in texts(step)]
    ours += [article.text for article in ARTICLES]
    found = [text for text in ours if any(mark in text for mark in QUOTATION_MARKS)]
    assert not found, "speech is reported, never quoted: the words are not the speaker's"


@pytest.mark.skipif(not SEEDS, reason="the real articles are not beside this checkout")
def test_no_sentence_of_a_real_article_is_in_the_demo() -> None:
    theirs = set().union(*(runs(path.read_text("utf-8"), LONGEST_RUN + 1) for path in SEEDS))
    ours = [*(t for step in STEPS for t in texts(step)), *(a.text for a in ARTICLES)]
    copied = [" ".join(run) for text in ours for run in runs(text, LONGEST_RUN + 1) & theirs]
    assert len(theirs) > 1_000
    assert copied == []


def test_a_source_made_for_the_demonstration_says_so_in_its_name() -> None:
    made_up = [source for source in SOURCES if "demonstration" in source.interest]
    assert made_up
    assert all(source.name.endswith(FICTIONAL) for source in made_up)


def test_no_invented_voice_speaks_in_a_page_of_a_real_outlet() -> None:
    voices = [
        (extract.key, voice.source)
        for extract in EXTRACTED
        if not is_fictional(PUBLISHERS[extract.article])
        for voice in extract.chain
        if voice.source and is_fictional(voice.source)
    ]
    assert voices == []


def test_whatever_is_claimed_is_the_word_of_its_publisher_first() -> None:
    """So what a fictional page has a real voice say stands as that page's report, never as the voice's own."""
    assert [
        extract.key
        for extract in EXTRACTED
        if extract.chain[0].source != PUBLISHERS[extract.article]
    ] == []


def test_evidence_seen_in_an_article_is_seen_in_its_publisher() -> None:
    attached = [step for step in STEPS if isinstance(step, Attach) and step.article]
    assert attached
    assert all(step.seen_in == PUBLISHERS[step.article] for step in attached)
