"""Where texts seem to come from, in words: for an article, for two texts side by side, for the evidence of a claim."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.urls import reverse

from claims.enums import OriginHintKind, SourceKind
from claims.errors import Denial
from claims.extractors.matching.shared_passages import Passage, share_of, shared_passages
from claims.given import ArticleGiven, NewSource
from claims.models import Article, OriginHint, Snapshot
from claims.models.origins import COPIED, NOTABLE
from claims.reads.sources.outlets import kind_of_outlet

from .article_page import given_of
from .article_text import Block, Mark, blocks

# Texts longer than these are compared, and shown, from their beginning.
MOST_SHOWN = 100_000


@dataclass(frozen=True)
class HintLine:
    """One thing that speaks for the text coming from elsewhere."""

    pk: int
    words: str
    printed: str  # by which the text says so
    accept: str  # what the button says; empty where there is nothing to accept
    other: Article | None
    shared_url: str
    settled: bool  # the article says where it comes from: there is nothing to answer
    dismissed: bool


@dataclass(frozen=True)
class Origins:
    lines: tuple[HintLine, ...]
    dismissed: tuple[HintLine, ...]
    may_not_write: Denial | None


def origins_of(article: Article, may_not_write: Denial | None) -> Origins:
    """No query, of an article as `load_article` gives it. What is said already is not asked again."""
    hints = article.origin_hints.all()
    lines = [_line(article, hint) for hint in hints if _is_worth_showing(article, hint)]
    return Origins(
        tuple(line for line in lines if not line.dismissed),
        tuple(line for line in lines if line.dismissed),
        may_not_write,
    )


def _is_worth_showing(article: Article, hint: OriginHint) -> bool:
    if hint.kind == OriginHintKind.SHARED:
        return hint.share >= NOTABLE
    return not hint.says_copied or not article.is_republication


def _line(article: Article, hint: OriginHint) -> HintLine:
    settled = article.is_republication or not (hint.says_copied or hint.other)
    return HintLine(
        pk=hint.pk,
        words=in_words(hint),
        printed=hint.words,
        accept="" if settled else f"It republishes {_model_name(hint)}",
        other=hint.other,
        shared_url=shared_url(article.pk, hint.other_id) if hint.other_id else "",
        settled=article.is_republication and hint.kind == OriginHintKind.SHARED,
        dismissed=hint.is_dismissed,
    )


def in_words(hint: OriginHint) -> str:
    """A sentence; the other article is named beside it."""
    if hint.kind == OriginHintKind.SHARED:
        much = "Nearly all" if hint.share > 0.9 else f"About {round(hint.share * 100)}%"
        than = "" if hint.share >= COPIED else " Too little for a copy, perhaps one source of both."
        return f"{much} of this text stands word for word in an earlier article.{than}"
    if hint.kind == OriginHintKind.WIRE:
        return f"The text is marked as one of {hint.name}."
    if hint.says_copied:
        return f"The text credits {hint.name} at its head."
    how = "credits" if hint.kind == OriginHintKind.CREDITS else "was told to"
    return f"One passage {how} {hint.name}: what is extracted from it was heard via {hint.name}."


def _model_name(hint: OriginHint) -> str:
    return f"A{hint.other_id}" if hint.other_id else hint.name


def shared_url(article: int, other: int) -> str:
    return reverse("article_shared", args=[article, other])


def as_republication(article: Article, hint: OriginHint) -> ArticleGiven:
    """What the desk says of the article, and that it republishes what the hint names."""
    given = replace(given_of(article), republishes_article=hint.other, republishes_source=None)
    if hint.other is None:
        is_wire = hint.kind == OriginHintKind.WIRE
        kind = SourceKind.AGENCY if is_wire else kind_of_outlet(hint.name)
        given = replace(given, republishes_source=NewSource(hint.name, kind))
    return given


# --- two texts side by side ---


@dataclass(frozen=True)
class Side:
    article: Article
    blocks: list[Block]
    share: int  # of its words, in percent


@dataclass(frozen=True)
class SharedTexts:
    sides: tuple[Side, Side]
    passages: int
    cut: bool  # there is more than a page shows


def shared_texts(article: Article, other: Article) -> SharedTexts | None:
    """Both current texts with what they share; None where one has none. Two queries at most."""
    copies = article.snapshot, other.snapshot
    if not (copies[0] and copies[1] and copies[0].text.strip() and copies[1].text.strip()):
        return None
    texts = copies[0].text[:MOST_SHOWN], copies[1].text[:MOST_SHOWN]
    found = shared_passages(texts[0], texts[1])
    turned = [Passage(p.other_start, p.other_end, p.start, p.end) for p in found]
    return SharedTexts(
        (
            _side(article, copies[0], texts[0], found),
            _side(other, copies[1], texts[1], turned),
        ),
        len(found),
        any(len(copy.text) > MOST_SHOWN for copy in copies if copy),
    )


def _side(article: Article, copy: Snapshot, text: str, passages: Sequence[Passage]) -> Side:
    folded = copy.folded
    spans = [(p.start, p.end) for p in passages]
    marks = [Mark(*span, claim=n, appearance=n) for n, span in enumerate(spans, start=1)]
    return Side(
        article,
        blocks(text, folded, marks),
        round(share_of(text, spans, left_out=folded) * 100),
    )
