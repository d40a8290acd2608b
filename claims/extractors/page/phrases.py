"""Find the phrases of word lists in a text: indexed by how their first word begins, so that long lists cost little."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from claims.extractors.text.characters import list_key

_WORD = re.compile(r"[^\W_]+|_|\*")
_MOST_SKIPPED = 5  # words that a gap matches
_KEY = 3  # characters

_Words = tuple[str, ...]  # "_" is a gap, and a word that ends in "*" may go on


def words_of(text: str) -> list[str]:
    """Return the words of a text as phrases are compared with them, without marks."""
    folded = list_key(text).replace("ё", "е")
    return [word for word in _WORD.findall(folded) if word not in "_*"]


@dataclass(frozen=True, slots=True)
class Found:
    """A phrase in a list of words, from one word up to another, and the list that it is from."""

    kind: str
    start: int
    end: int


class Phrases:
    """Lists of phrases by kind. Entries are separated by | or a line end; * matches further letters, _ up to five words."""

    def __init__(self, lists: Mapping[str, str]) -> None:
        self._by_key: dict[str, list[tuple[str, _Words]]] = {}
        for kind, entries in lists.items():
            for phrase in {_phrase(entry) for entry in re.split(r"[|\n]", entries)} - {()}:
                self._by_key.setdefault(phrase[0].rstrip("*")[:_KEY], []).append((kind, phrase))

    def find(self, words: list[str]) -> list[Found]:
        """Return what is found, for each kind without overlaps: the longest that begins first. Cost: linear."""
        found: list[Found] = []
        taken: dict[str, int] = {}
        for start, word in enumerate(words):
            best: dict[str, int] = {}
            for kind, phrase in self._candidates(word):
                if start >= taken.get(kind, 0) and (end := _end(phrase, words, start)):
                    best[kind] = max(end, best.get(kind, 0))
            for kind, end in best.items():
                taken[kind] = end
                found.append(Found(kind, start, end))
        return found

    def _candidates(self, word: str) -> Iterable[tuple[str, _Words]]:
        for size in range(1, min(len(word), _KEY) + 1):
            yield from self._by_key.get(word[:size], ())


def _phrase(entry: str) -> _Words:
    folded = list_key(entry).replace("ё", "е")
    words: list[str] = []
    for word in _WORD.findall(folded):
        if word == "*" and words:
            words[-1] += "*"
        elif word != "*":
            words.append(word)
    return tuple(words)


def _end(phrase: _Words, words: list[str], start: int) -> int:
    """Return where the phrase ends, or 0 if it is not there."""
    at = start
    for number, wanted in enumerate(phrase):
        if wanted == "_":
            rest = phrase[number + 1 :]
            return next(
                (end for skip in range(_MOST_SKIPPED + 1) if (end := _end(rest, words, at + skip))),
                0,
            )
        if at >= len(words) or not _same(wanted, words[at]):
            return 0
        at += 1
    return at


def _same(wanted: str, word: str) -> bool:
    return word.startswith(wanted[:-1]) if wanted.endswith("*") else word == wanted
