"""Texts that share rare words with another: candidates, found in bounded time, for a closer comparison.

Both databases return the same rows in the same order: they count and fetch, and the weighing is done here.
"""

import math
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import Max

from .index import MOST_PARTS, Words

MOST_WORDS = 64  # of the text compared, from its beginning
_NEWEST = 2_000  # if more texts hold a word, only this many are read
_MOST_READ = 4_000  # rows over all words; a more common word adds no candidate but still has weight

# Inflected words are compared by their beginning: the same in every language, and as good as a stemmer here.
_ROOT = 6


def word_root(word: str) -> str:
    """Return what the forms of a word roughly share: their beginning."""
    return word[:_ROOT]


@dataclass(frozen=True)
class Sharing:
    """The ids of texts, those that share most first, and the weight of each root."""

    ids: list[int]
    weights: dict[str, float]


def find_texts_sharing(model: type[Words], words: Iterable[str], most: int) -> Sharing:
    """Find texts that share roots with `words`, as words_of() returns them. Three queries.

    The weight of a root is its inverse document frequency, BM25's. Among equals the newest come first.
    """
    roots = list(dict.fromkeys(map(word_root, words)))[:MOST_WORDS]
    highest = model._default_manager.aggregate(highest=Max("pk"))["highest"] or MOST_PARTS
    counted = _counted(model, roots, highest)
    texts = highest // MOST_PARTS  # nothing is deleted, so the highest id is the count
    rarest = sorted((round(count), root) for root, count in counted.items())
    weights = {
        root: math.log(1 + (max(texts - count, 0) + 0.5) / (count + 0.5)) for count, root in rarest
    }
    chosen: list[str] = []
    left = _MOST_READ
    for count, found in rarest:
        left -= min(count, _NEWEST)
        if left < 0 and chosen:
            break
        chosen.append(found)
    shared: dict[int, float] = defaultdict(float)
    for found, pk in _holding(model, chosen):
        shared[pk] += weights[found]
    best = sorted(shared, key=lambda pk: (-round(shared[pk], 9), -pk))
    return Sharing(best[:most], weights)


def _counted(model: type[Words], roots: list[str], highest: int) -> dict[str, float]:
    """Return how many texts hold each root. For very common roots this is estimated from the newest texts."""
    rows = _each(model, roots, "SELECT %s, COUNT(*), MIN(number)")
    return {
        root: count if count < _NEWEST else count * highest / max(highest - first, count)
        for root, count, first in rows
        if count
    }


def _holding(model: type[Words], roots: list[str]) -> set[tuple[str, int]]:
    rows = _each(model, roots, "SELECT %s, number")
    return {(root, number // MOST_PARTS) for root, number in rows}


def _each(model: type[Words], roots: list[str], select: str) -> list[tuple[Any, ...]]:
    """Return the newest rows that hold each root, in one query."""
    if not roots:
        return []
    table = model._meta.db_table
    # Words hold only letters, digits and marks, so nothing in them is syntax of either query language.
    if connection.vendor == "postgresql":
        whole, start = "'{}'", "'{}':*"
        newest = f"SELECT id AS number FROM {table} WHERE vector @@ %s::tsquery ORDER BY id DESC"
    else:
        fts, whole, start = f"{table}_fts", '"{}"', '"{}"*'
        newest = f"SELECT rowid AS number FROM {fts} WHERE {fts} MATCH %s ORDER BY rowid DESC"
    one = f"{select} FROM ({newest} LIMIT {_NEWEST}) AS newest"
    asked: list[str] = []
    for found in roots:
        asked += [found, (start if len(found) == _ROOT else whole).format(found)]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join([one] * len(roots)), asked)
        return list(cursor.fetchall())
