"""Hints about where an article's text comes from, and two texts next to each other with the passages they share."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.urls import reverse

from claims.enums import OriginHintKind, SourceKind
from claims.errors import Denial
from claims.extractors.matching.shared_passages import Passage, share_of, shared_passages
from claims.given import ArticleGiven, NewSource
from claims.models import Article, OriginHint, Snapshot
from claims.models.origins import COPIED, NOTABLE

from .article_page import given_of
from .article_text import Block, Mark, blocks
from .outlets import kind_of_outlet

# Of longer texts only the beginning is compared and shown.
MOST_SHOWN = 100_000


@dataclass(frozen=True)
class OriginHintRow:
    """One hint that the text comes from elsewhere."""

    pk: int
    words: str
    printed: str  # the words of the article that the hint rests on
    accept: str  # the button's label; empty if there is nothing to accept
    other: Article | None
    shared_url: str
    can_be_decided: bool
    is_dismissed: bool


@dataclass(frozen=True)
class Origins:
    hints: tuple[OriginHintRow, ...]
    dismissed: tuple[OriginHintRow, ...]
    may_not_write: Denial | None


def origins_of(article: Article, may_not_write: Denial | None) -> Origins:
    """Return the hints of an article that `load_article` loaded. No query.

    A hint that the article's details already answer is left out.
    """
    hints = article.origin_hints.all()
    rows = [_hint_row(article, hint) for hint in hints if _is_worth_showing(article, hint)]
    return Origins(
        tuple(row for row in rows if not row.is_dismissed),
        tuple(row for row in rows if row.is_dismissed),
        may_not_write,
    )


def _is_worth_showing(article: Article, hint: OriginHint) -> bool:
    if hint.kind == OriginHintKind.SHARED:
        return hint.share >= NOTABLE
    return not hint.says_copied or not article.is_republication


def _hint_row(article: Article, hint: OriginHint) -> OriginHintRow:
    can_be_accepted = not article.is_republication and (hint.says_copied or hint.other)
    is_answered = article.is_republication and hint.kind == OriginHintKind.SHARED
    return OriginHintRow(
        pk=hint.pk,
        words=describe_hint(hint),
        printed=hint.words,
        accept=f"This republishes {_original_name(hint)}" if can_be_accepted else "",
        other=hint.other,
        shared_url=shared_url(article.pk, hint.other_id) if hint.other_id else "",
        can_be_decided=not (hint.is_dismissed or is_answered),
        is_dismissed=hint.is_dismissed,
    )


def describe_hint(hint: OriginHint) -> str:
    """Return one or two sentences. The page names the other article after them."""
    if hint.kind == OriginHintKind.SHARED:
        return _describe_shared(hint.share)
    if not hint.passages:
        return f"The byline names {hint.name}."
    if hint.kind == OriginHintKind.WIRE:
        return f"The text is marked as a report of {hint.name}."
    if hint.says_copied:
        return f"The text credits {hint.name} at its head."
    if hint.kind == OriginHintKind.CREDITS:
        return f"One passage credits {hint.name}. What you quote from it was heard via {hint.name}."
    return f"One passage was told to {hint.name}. What you quote from it was heard via {hint.name}."


def _describe_shared(share: float) -> str:
    if share > 0.9:
        return "Nearly all of this text is word for word in an earlier article."
    text = f"About {round(share * 100)}% of this text is word for word in an earlier article."
    if share >= COPIED:
        return text
    return f"{text} That is too little for a copy; perhaps both used one source."


def _original_name(hint: OriginHint) -> str:
    return f"A{hint.other_id}" if hint.other_id else hint.name


def shared_url(article: int, other: int) -> str:
    return reverse("article_shared", args=[article, other])


def as_republication(article: Article, hint: OriginHint) -> ArticleGiven:
    """Return the article's details, changed so that it republishes what the hint names."""
    given = replace(given_of(article), republishes_article=hint.other, republishes_source=None)
    if hint.other is None:
        is_wire = hint.kind == OriginHintKind.WIRE
        kind = SourceKind.AGENCY if is_wire else kind_of_outlet(hint.name)
        given = replace(given, republishes_source=NewSource(hint.name, kind))
    return given


@dataclass(frozen=True)
class SharedSide:
    """One of two texts, with the shared passages marked. Each mark links to the same one on the other side."""

    article: Article
    blocks: list[Block]
    share: int  # of its words, in percent
    prefix: str  # of the ids on this side
    other_prefix: str


@dataclass(frozen=True)
class SharedTexts:
    sides: tuple[SharedSide, SharedSide]
    passages: int
    is_cut: bool  # there is more than a page shows


def shared_texts(article: Article, other: Article) -> SharedTexts | None:
    """Return both current texts with the passages they share, or None if one has no text. At most two queries."""
    copies = article.snapshot, other.snapshot
    if not (copies[0] and copies[1] and copies[0].text.strip() and copies[1].text.strip()):
        return None
    texts = copies[0].text[:MOST_SHOWN], copies[1].text[:MOST_SHOWN]
    found = shared_passages(texts[0], texts[1])
    turned = [Passage(p.other_start, p.other_end, p.start, p.end) for p in found]
    return SharedTexts(
        (
            _shared_side(article, copies[0], texts[0], found, ("p", "o")),
            _shared_side(other, copies[1], texts[1], turned, ("o", "p")),
        ),
        len(found),
        any(len(copy.text) > MOST_SHOWN for copy in copies if copy),
    )


def _shared_side(
    article: Article,
    copy: Snapshot,
    text: str,
    passages: Sequence[Passage],
    prefixes: tuple[str, str],
) -> SharedSide:
    folded = copy.folded
    spans = [(p.start, p.end) for p in passages]
    marks = [Mark(*span, claim=n, appearance=n) for n, span in enumerate(spans, start=1)]
    return SharedSide(
        article,
        blocks(text, folded, marks),
        round(share_of(text, spans, left_out=folded) * 100),
        *prefixes,
    )
