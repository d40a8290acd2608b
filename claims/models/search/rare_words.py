"""Texts that share words with another, the rarest words first: candidates, in bounded time, for a closer look.

The same rows in the same order on SQLite and PostgreSQL: databases count and fetch, the weighing is done here.
"""

import math
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import Max

from .index import MOST_PARTS, Words

MOST_WORDS = 64  # of the text that is asked about, from its beginning
_NEWEST = 2_000  # of a word that more texts hold, so many are looked at
_MOST_READ = 4_000  # rows, over all words; a commoner word adds no candidate, but still weighs

# An inflected word goes by its beginning: the same for every language, and as good as a stemmer here.
_ROOT = 6


def root(word: str) -> str:
    """What the forms of a word share, roughly."""
    return word[:_ROOT]


@dataclass(frozen=True)
class Sharing:
    """The numbers of texts, those that share most first; and what sharing each root weighs."""

    ids: list[int]
    weights: dict[str, float]


def any_of(model: type[Words], words: Iterable[str], most: int) -> Sharing:
    """Texts that share roots with `words`, as words_of() gives them. Three queries.

    The weight of a root is its inverse document frequency, BM25's. Among equals the newest come first.
    """
    roots = list(dict.fromkeys(map(root, words)))[:MOST_WORDS]
    highest = model._default_manager.aggregate(highest=Max("pk"))["highest"] or MOST_PARTS
    counted = _counted(model, roots, highest)
    texts = highest // MOST_PARTS  # nothing is deleted, so numbers count
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
    """How many texts hold each root that any holds; where too many do, by how densely the newest stand."""
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
    """The same about each root, in one query: of the newest rows of words that hold it."""
    if not roots:
        return []
    table = model._meta.db_table
    # Words hold letters, digits and marks alone, so nothing in them is syntax of either query language.
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
