"""Claims that may say the same as a text: shared words find them, their meaning orders them."""

import math
import re
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Min

from claims.enums import ClaimStatus
from claims.extractors.text.vectors import embed
from claims.models import Appearance, Claim, ClaimWords
from claims.models.search.rare_words import find_texts_sharing, word_root
from claims.models.search.words import words_of

# Claims that share words with the text; the best of them are compared by meaning.
MOST_CANDIDATES = 1_000
MOST_COMPARED = 300
LONGEST_TEXT = 5_000

# BM25's constants, as usual.
_SATURATION = 1.2
_LENGTH = 0.75

# The weight of words in the order, next to meaning. extractors/README.md says how it was chosen.
_WORDS = 0.42

# A URL says nothing about the claim.
_ADDRESS = re.compile(r"(?:https?://|www\.|pic\.twitter\.com/)\S*", re.IGNORECASE)


@dataclass(frozen=True)
class Similar:
    """A similar claim. `score` orders; `alike`, 0..1, is how likely it is the same claim."""

    claim_id: int
    external_id: str
    statement: str
    score: float
    alike: float


def similar_claims(text: str, limit: int, *, excluding: Collection[int] = ()) -> list[Similar]:
    """Return similar claims, nearest first, the same on both databases. Without withdrawn ones. Six queries, bounded rows."""
    plain = _ADDRESS.sub(" ", text[:LONGEST_TEXT])
    sharing = find_texts_sharing(ClaimWords, words_of(plain), MOST_CANDIDATES)
    word_scores = _word_scores(sharing.ids, sharing.weights)
    best = sorted(word_scores, key=lambda pk: (-round(word_scores[pk], 9), -pk))[:MOST_COMPARED]
    found = list(_described(best, excluding))
    if not found:
        return []
    points = embed([plain, *(f"{row['statement']} {row['title']}" for row in found)])
    most = max(word_scores.values()) or 1.0
    whole = sum(sharing.weights.values()) or 1.0
    similar = [
        Similar(
            row["pk"],
            row["external_id"] or "",
            row["statement"],
            _WORDS * word_scores[row["pk"]] / most + (1 - _WORDS) * meant,
            _alike(word_scores[row["pk"]] / whole, meant),
        )
        for row, meant in zip(found, (points[1:] @ points[0]).tolist(), strict=True)
    ]
    return sorted(similar, key=lambda one: (-round(one.score, 6), -one.claim_id))[:limit]


def _word_scores(ids: list[int], weights: dict[str, float]) -> dict[int, float]:
    """Return the BM25 of each claim by the roots of its words. One query."""
    words: dict[int, list[str]] = {pk: [] for pk in ids}
    rows = ClaimWords.objects.filter(of__in=ids).order_by("pk")
    for pk, part in rows.values_list("of", "words"):
        words[pk] += part.split()
    usual = sum(map(len, words.values())) / max(len(words), 1) or 1.0
    return {
        pk: _bm25(
            [found for word in own if (found := word_root(word)) in weights],
            weights,
            len(own) / usual,
        )
        for pk, own in words.items()
    }


def _bm25(shared: list[str], weights: dict[str, float], length: float) -> float:
    """Return the BM25 of one claim. `length` is its length divided by the usual one."""
    damped = _SATURATION * (1 - _LENGTH + _LENGTH * length)
    return sum(
        weights[root] * times * (_SATURATION + 1) / (times + damped)
        for root, times in sorted(Counter(shared).items())
    )


def _described(ids: list[int], excluding: Collection[int]) -> Iterator[dict[str, Any]]:
    """Yield claims in the order of `ids`, with the title of what each was first found in. Two queries."""
    claims = Claim.objects.filter(pk__in=ids).exclude(status=ClaimStatus.WITHDRAWN)
    rows = claims.annotate(first=Min("appearances")).values(
        "pk", "statement", "external_id", "first"
    )
    known = {row["pk"]: row for row in rows if row["pk"] not in excluding}
    firsts = Appearance.objects.filter(pk__in=[row["first"] for row in known.values()])
    titles = {
        pk: headline or title
        for pk, title, headline in firsts.values_list("pk", "article_title", "article__headline")
    }
    for pk in ids:
        if row := known.get(pk):
            yield row | {"title": titles.get(row["first"], "")}


def _alike(words: float, meaning: float) -> float:
    """Return how often two texts were the same claim at this share of word weight and this nearness of meaning."""
    return 1 / (1 + math.exp(-(1.32 * words + 5.19 * meaning - 4.40)))
