"""The demo uses real names, so its texts follow three rules. These tests check what a machine can check."""

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

import pytest

from claims.demo.articles import ARTICLES, NOTE
from claims.demo.load import SESSIONS
from claims.demo.script import AddArticle, AddSource, AttachEvidence, ExtractClaim
from claims.demo.sources import FICTIONAL, SOURCES

NAMES = {source.key: source.name for source in SOURCES}
QUOTATION_MARKS = '"“”„‟«»‹›‘‚`「」『』'
STEPS = [step for session in SESSIONS for step in session.steps]
EXTRACTED = [step for step in STEPS if isinstance(step, ExtractClaim)]
PUBLISHERS = {article.key: article.publisher for article in ARTICLES}

# The real articles that the demo retells, where they are at hand.
SEEDS = sorted((Path(__file__).resolve().parents[3] / "shared" / "seeds").glob("*.txt"))
LONGEST_RUN = 7  # words in a row that may be the same: names of bodies and of places are that long


def texts(value: Any) -> Iterator[str]:
    """Yield every text in a step of the script."""
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
def test_every_article_begins_with_a_note_that_we_wrote_it(article: AddArticle) -> None:
    assert article.text.startswith(NOTE)


@pytest.mark.parametrize("article", ARTICLES, ids=lambda article: article.key)
def test_an_article_is_marked_fictional_if_and_only_if_its_outlet_is(article: AddArticle) -> None:
    assert ("a fictional page" in article.banner) == is_fictional(article.publisher)


def test_no_text_is_in_quotation_marks() -> None:
    ours = [t for step in STEPS if not isinstance(step, AddSource) for t in texts(step)]
    ours += [article.text for article in ARTICLES]
    found = [text for text in ours if any(mark in text for mark in QUOTATION_MARKS)]
    assert not found, "speech is reported, never quoted: the words are not the speaker's"


@pytest.mark.skipif(not SEEDS, reason="the real articles are not beside this checkout")
def test_the_demo_has_no_sentence_of_a_real_article() -> None:
    theirs = set().union(*(runs(path.read_text("utf-8"), LONGEST_RUN + 1) for path in SEEDS))
    ours = [*(t for step in STEPS for t in texts(step)), *(a.text for a in ARTICLES)]
    copied = [" ".join(run) for text in ours for run in runs(text, LONGEST_RUN + 1) & theirs]
    assert len(theirs) > 1_000
    assert copied == []


def test_the_name_of_a_fictional_source_says_that_it_is_fictional() -> None:
    made_up = [source for source in SOURCES if "demonstration" in source.interest]
    assert made_up
    assert all(source.name.endswith(FICTIONAL) for source in made_up)


def test_no_article_of_a_real_outlet_quotes_a_fictional_source() -> None:
    source_steps = [
        (extract.key, voice.source)
        for extract in EXTRACTED
        if not is_fictional(PUBLISHERS[extract.article])
        for voice in extract.chain
        if voice.source and is_fictional(voice.source)
    ]
    assert source_steps == []


def test_every_chain_begins_with_the_publisher_of_its_article() -> None:
    """A fictional page that quotes a real voice is then shown as the report of that page."""
    assert [
        extract.key
        for extract in EXTRACTED
        if extract.chain[0].source != PUBLISHERS[extract.article]
    ] == []


def test_evidence_from_an_article_is_seen_in_the_publisher_of_that_article() -> None:
    attached = [step for step in STEPS if isinstance(step, AttachEvidence) and step.article]
    assert attached
    assert all(step.seen_in == PUBLISHERS[step.article] for step in attached)
