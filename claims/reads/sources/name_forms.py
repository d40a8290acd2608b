"""Where a text contains one of some names: folded, as whole words, in the inflected forms that are cheap to know."""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from claims.models.search.words import Placed, placed_words, words_of

_SHORTEST = 4  # a shorter word is compared as it is

# Of each script: the endings that a name loses when it is inflected, longest first, and how long those may be that
# it takes on. In Latin script the language is not known, so a word is compared as it is.
_SCRIPTS: tuple[tuple["re.Pattern[str]", tuple[str, ...], int], ...] = (
    (
        re.compile(r"[\u0400-\u04ff]+"),
        (*["ый", "ий", "ой", "ая", "яя", "ое", "ее", "ые", "ие"], *"аяоеёиыуюйьъ"),
        3,
    ),
    (re.compile(r"[\u0561-\u0587]+"), ("ուն",), 7),
    (re.compile(r"[\u10d0-\u10ff]+"), ("ი",), 5),
)


@dataclass(frozen=True)
class _Root:
    """The beginning that the forms of a word share, and how many letters may follow it."""

    text: str
    tail: int = 0

    @classmethod
    def of(cls, word: str) -> "_Root":
        for script, endings, tail in _SCRIPTS:
            if script.fullmatch(word) and len(word) >= _SHORTEST:
                for ending in endings:
                    if word.endswith(ending) and len(word) > len(ending) + 2:
                        return cls(word.removesuffix(ending), tail)
                return cls(word, tail)
        return cls(word)

    def fits(self, word: str) -> bool:
        return word.startswith(self.text) and len(word) - len(self.text) <= self.tail


class NameForms:
    """Some names, in the forms in which they are looked for."""

    def __init__(self, names: Iterable[str]) -> None:
        self._names: dict[tuple[_Root, ...], str] = {}
        for name in sorted(names):
            if words := words_of(name):
                self._names.setdefault(tuple(map(_Root.of, words)), name)

    def __bool__(self) -> bool:
        return bool(self._names)

    def needles(self, most: int) -> list[str]:
        """Return at most `most` strings. A text that contains a name probably contains one of them.

        For a database, which cannot fold: the longest word of each name, in the usual cases, also as JSON escapes it.
        """
        found: dict[str, None] = {}
        for name in self._names.values():
            word = max(placed_words(name), key=lambda placed: len(placed.word))
            root = _Root.of(word.word).text
            written = name[word.start : word.end][: len(root)]
            for text in (written, root):
                forms = (text, text.lower(), text.upper(), text[:1].upper() + text[1:].lower())
                found |= dict.fromkeys(forms)
        raw = list(found)[:most]
        return list(dict.fromkeys([*raw, *(json.dumps(text)[1:-1] for text in raw)]))

    def is_cut(self, most: int) -> bool:
        return len(self.needles(most + 1)) > len(self.needles(most))

    def spans(self, text: str) -> list[tuple[int, int]]:
        """Return where the names are, in order."""
        words = f" {' '.join(words_of(text))}"
        likely = [roots for roots in self._names if all(f" {root.text}" in words for root in roots)]
        return sorted(set(_found(placed_words(text), likely))) if likely else []


def _found(placed: list[Placed], names: list[tuple[_Root, ...]]) -> Iterator[tuple[int, int]]:
    for at in range(len(placed)):
        for roots in names:
            here = placed[at : at + len(roots)]
            if len(here) == len(roots) and all(
                root.fits(word.word) for root, word in zip(roots, here, strict=True)
            ):
                yield here[0].start, here[-1].end
