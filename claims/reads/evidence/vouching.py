"""Who vouches for words of an article, as the machine reads them: the initial answer of the evidence form."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from claims.enums import PUBLISHERS, HowKnown, SourceKind
from claims.extractors.attribution.affiliation import body_of
from claims.extractors.attribution.passage import PassageStep, chain_of_passage
from claims.extractors.text.quotes import search_quote, stretches
from claims.given import MOST_STRETCHES, NewSource, SourceGiven, Step
from claims.models import Article, Source
from claims.models.base import read_number
from claims.reads.articles.suggestions import kind_of_voice

# Finding a quote in a longer text takes too long for an answer that nobody asked for.
MOST_SEARCHED = 200_000
_ARTICLE = re.compile(r"\s*#?(\d+)\b", re.ASCII)


@dataclass(frozen=True)
class Voice:
    """One voice of a chain: a source, or the label of an unnamed person, or both (a label within a source)."""

    source: SourceGiven | None = None
    label: str = ""


def vouching_initial(article: Article, chain: Sequence[Voice]) -> dict[str, Any]:
    """Return the initial values of the form's question and its fields. `chain` has the nearest voice first.

    An outlet's words in nobody's mouth get no answer: whether it saw that itself, a person decides.
    """
    publisher = article.publisher
    own = [voice for voice in chain if voice.label or voice.source != publisher]
    if not own:
        speaks = publisher is not None and _speaks(publisher)
        return {"how": HowKnown.DIRECT, "origin": publisher} if speaks else {}
    last = own[-1]
    relays = [voice.source for voice in own[:-1] if voice.source]
    if relays:
        said = {"origin": last.source, "origin_label": last.label}
        return {"how": HowKnown.RELAYED, "heard_via": relays[-1]} | said
    if not last.label and last.source and last.source.kind in PUBLISHERS:
        return {"how": HowKnown.RELAYED, "heard_via": last.source}
    return {"how": HowKnown.DIRECT, "origin": last.source, "origin_label": last.label}


def read_vouching(article: Article, quote: str, near: int | None = None) -> dict[str, Any] | None:
    """Read the sentence of a quote, and return the initial values; None if the quote is not in the current copy.

    At most three queries, and at most a fifth of a second.
    """
    text = article.snapshot.text if article.snapshot else ""
    if not quote.strip() or len(text) > MOST_SEARCHED or len(stretches(quote)) > MOST_STRETCHES:
        return None
    found = search_quote(text, quote, near)
    if not found:
        return None
    steps = chain_of_passage(text, list(found.spans), article.language or None)
    differs = [{"code": one.code, "count": one.count} for one in found.differences]
    return vouching_initial(article, _voices(steps)) | {"quote_differs": differs}


def words_initial(query: Mapping[str, str]) -> dict[str, Any]:
    """Return the initial values of the form for words of an article that a URL names, read by the machine."""
    words: dict[str, Any] = {
        name: query[name] for name in ("article", "quote", "near") if name in query
    }
    if seen_in := Source.objects.named(query.get("seen_in_name", "")):
        words |= _seen_in(seen_in)
    number = _ARTICLE.match(words.get("article", ""))
    found = Article.objects.select_related("publisher", "snapshot")
    article = found.filter(pk=read_number(number[1]) or 0).first() if number else None
    if article is None:
        return words
    vouching = read_vouching(article, words.get("quote", ""), read_number(words.get("near", "")))
    known = {"published": article.published} | _seen_in(seen_in or article.publisher)
    return words | known | (vouching or {}) | {"was_read": vouching is not None}


def _seen_in(source: Source | None) -> dict[str, Any]:
    """Return where it was seen. A body, a person or a document is read in its own words, until a sentence says more."""
    own = {"how": HowKnown.DIRECT, "origin": source} if source and _speaks(source) else {}
    return {"seen_in": source} | own


def _speaks(source: Source) -> bool:
    return source.kind not in PUBLISHERS | {SourceKind.DESK}


def _voices(steps: Iterable[PassageStep]) -> list[Voice]:
    steps = list(steps)
    known = Source.objects.all_named({step.name for step in steps if step.named})
    bodies = official_bodies() if steps else {}

    def voice(step: PassageStep) -> Voice:
        if not step.named:
            return Voice(_body_in(step.name, step.body, bodies), step.name[:200])
        found = known.get(step.name) or bodies.get(_plain(step.name))
        return Voice(found or NewSource(step.name[:200], kind_of_voice(step.name, step.title)))

    return [voice(step) for step in steps]


def voices_of(chain: Iterable[Step], bodies: Mapping[str, Source] | None = None) -> list[Voice]:
    """Return the voices of a chain. An unnamed one is within the body that its description names.

    One query, unless the desk's `official_bodies` are given.
    """
    chain = list(chain)
    if bodies is None:
        is_asked = any(step.label and not step.source for step in chain)
        bodies = official_bodies() if is_asked else {}
    return [
        Voice(step.source or _body_in(step.label, body_of(step.label), bodies), step.label)
        for step in chain
    ]


def official_bodies() -> dict[str, Source]:
    """Return the desk's official bodies by each of their names, folded and without "the". One query."""
    rows = Source.objects.unmerged().filter(kind=SourceKind.OFFICIAL_BODY).order_by("-pk")
    return {_plain(name): row for row in rows for name in (row.name, *row.alias_list)}


def _plain(name: str) -> str:
    return name.casefold().removeprefix("the ")


def _body_in(label: str, body: str, bodies: Mapping[str, Source]) -> SourceGiven | None:
    """Return the body that a description names: the desk's with the longest name in it, else `body`, if it is a name."""
    folded = label.casefold()
    named = [name for name in bodies if re.search(rf"\b{re.escape(name)}\b", folded)]
    if named:
        return bodies[max(named, key=len)]
    is_name = body[:1].isupper()  # "ministry" names none of them
    return NewSource(body[:200], SourceKind.OFFICIAL_BODY) if is_name else None
