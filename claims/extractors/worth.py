"""Is a sentence worth checking: a number that puts sentences in an order, and the reasons in words.

English has a model learned from debates (learned/README.md), a straight line through hashed words,
pieces of words and a few facts. Other languages have the facts alone.
"""

import functools
import math
import re
import zlib
from collections.abc import Mapping
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from . import worth_words as say
from .dates import find_dates
from .worth_words import REASONS, Said, Words

__all__ = ["FACTS", "REASONS", "buckets", "check_worthiness", "facts", "reasons"]

Floats = NDArray[np.float32]
Numbers = NDArray[np.int64]

LONGEST = 600  # characters; of a longer sentence the beginning counts
BUCKETS = 1 << 18

_WORD = re.compile(r"[^\W_]+|[^\w\s]")
_FOLDED = str.maketrans("’‘“”–—123456789", "''\"\"--000000000")
_LATIN = re.compile("[A-Za-z]")
_OWN_LETTERS = {
    "ru": re.compile("[а-яё]", re.IGNORECASE),
    "hy": re.compile("[ա-ֆԱ-Ֆ]"),
    "ka": re.compile("[ა-ჿ]"),
    "az": re.compile("[əƏ]"),
    "tr": re.compile("[ğışĞİŞ]"),
}
_DIGITS = re.compile(r"\d")


def check_worthiness(sentence: str, language: str | None = None) -> float:
    """0..1: the higher, the sooner one would look at it. It says nothing of whether it is so."""
    if not sentence.strip():
        return 0.0
    tongue = _tongue(sentence, language)
    logit = _learned(sentence) if tongue == "en" else _plain(sentence, tongue)
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, logit))))


def reasons(sentence: str, language: str | None = None) -> list[str]:
    """Codes of REASONS that hold of the sentence, in their order."""
    sentence = sentence[:LONGEST]
    tongue = _tongue(sentence, language)
    dates = find_dates(sentence, language=tongue)
    said, undated = Said(sentence), sentence
    for date in reversed(dates):
        undated = undated[: date.start] + undated[date.end :]
    has: dict[str, bool] = {
        "number": bool(_DIGITS.search(undated)) or _holds(say.NAMED_NUMBERS, tongue, Said(undated)),
        "date": bool(dates),
        "denial": _holds(say.DENIALS, tongue, said),
        "act": _says_an_act(said, tongue),
        "plan": _holds(say.PLANS, tongue, said),
        "comparison": _holds(say.COMPARISONS, tongue, said),
        "cause": _holds(say.CAUSES, tongue, said),
        "document": _holds(say.DOCUMENTS, tongue, said),
    }
    return [code for code in REASONS if has[code]]


def _tongue(sentence: str, language: str | None) -> str:
    """The language whose words are looked for: the letters decide, then the hint."""
    head = sentence[:LONGEST]
    hint = (language or "").partition("-")[0].lower()
    for name in ("ru", "hy", "ka"):
        if len(_OWN_LETTERS[name].findall(head)) * 2 > len(head) // 2:
            return name
    if hint in ("az", "tr"):
        return hint
    if hint in ("", "en"):
        own = [name for name in ("az", "tr") if _OWN_LETTERS[name].search(head)]
        if own and not hint:
            return own[0]
        return "en" if _LATIN.search(head) or not own else own[0]
    return hint


def _holds(table: Mapping[str, Words], tongue: str, said: Said) -> bool:
    words = table.get(tongue)
    return words is not None and words.are_in(said)


def _says_an_act(said: Said, tongue: str) -> bool:
    """Whether something is said to have been done, the saying itself left out."""
    if tongue != "en":
        endings = say.PAST_ENDINGS.get(tongue, ())
        return any(len(word) > 4 and word.endswith(endings) for word in said.different)
    return any(_is_past(word) and word not in say.SAYING for word in said.different)


def _is_past(word: str) -> bool:
    return word in say.PAST or (len(word) > 4 and word.endswith("ed") and word[-3] != "e")


# --- English ---

FACTS = (
    "digit",
    "digits",
    "measure",
    "length",
    "under 6 words",
    "under 9 words",
    "question",
    "names",
    "past",
    "future",
    "first person",
    "second person",
    "opinion",
    "comparison",
    "breaks off",
    "denial",
)


def facts(sentence: str) -> list[float]:
    """What FACTS names, each about 0 to 1."""
    text = sentence[:LONGEST].strip()
    words, said = text.split(), Said(text)
    names = sum(1 for word in words[1:] if word[0].isupper() and not word.startswith("I"))
    digits = len(_DIGITS.findall(text))
    return [
        float(digits > 0),
        min(digits, 8) / 4,
        float(say.MEASURES.are_in(said)),
        min(len(words), 40) / 20,
        float(len(words) < 6),
        float(len(words) < 9),
        float(text.endswith("?")),
        min(names, 6) / 3,
        float(any(map(_is_past, said.different))),
        float(say.FUTURE.are_in(said)),
        float(say.FIRST_PERSON.are_in(said)),
        float(say.SECOND_PERSON.are_in(said)),
        float(say.OPINION.are_in(said)),
        float(say.COMPARISONS["en"].are_in(said)),
        float(text.endswith(("...", "…", "--", "—"))),
        float(say.DENIALS["en"].are_in(said)),
    ]


def buckets(sentence: str) -> tuple[Numbers, Numbers]:
    """The sentence as numbers below BUCKETS: its words and pairs of words; its pieces of 2 to 5 letters.

    Nothing can be read back out of them, so the model file holds no words.
    """
    words = _WORD.findall(sentence[:LONGEST].casefold().translate(_FOLDED))
    if not words:
        nothing = np.zeros(0, np.int64)
        return nothing, nothing
    single = np.array([zlib.crc32(word.encode("utf-8", "replace")) for word in words], np.uint32)
    pairs = single[:-1] * np.uint32(31) + single[1:] + np.uint32(7)
    line = f" {' '.join(words)} ".encode("utf-32-le", "replace")
    letters = np.frombuffer(line, np.uint32)
    spaces = np.concatenate(([0], np.cumsum(letters == 32)))
    rolled = letters
    pieces = []
    for length in range(2, 6):
        if len(letters) < length:
            break
        rolled = rolled[:-1] * np.uint32(0x01000193) + letters[length - 1 :]
        # Spaces within a piece, its two ends left out: pieces do not go from word to word.
        within = spaces[length - 1 : -1] - spaces[1 : len(letters) - length + 2]
        pieces.append(rolled[within == 0])
    return _spread(np.concatenate((single, pairs))), _spread(np.concatenate(pieces))


def _spread(hashes: NDArray[np.uint32]) -> Numbers:
    """Numbers that lie close together are sent far apart (the finaliser of MurmurHash3, shortened)."""
    hashes = (hashes ^ (hashes >> np.uint32(15))) * np.uint32(0x2C1B3C6D)
    hashes = (hashes ^ (hashes >> np.uint32(12))) * np.uint32(0x297A2D39)
    return ((hashes ^ (hashes >> np.uint32(15))) & np.uint32(BUCKETS - 1)).astype(np.int64)


class _Model:
    def __init__(self) -> None:
        with (
            (files(__package__) / "learned" / "worth.npz").open("rb") as file,
            np.load(file) as had,
        ):
            self.words: Floats = had["words"].astype(np.float32)
            self.pieces: Floats = had["pieces"].astype(np.float32)
            self.facts: Floats = had["facts"].astype(np.float32)
            self.bias = float(had["bias"])

    def logit(self, sentence: str) -> float:
        words, pieces = buckets(sentence)
        return (
            self.bias
            + _along(words, self.words)
            + _along(pieces, self.pieces)
            + float(np.dot(facts(sentence), self.facts))
        )


def _along(numbers: Numbers, weights: Floats) -> float:
    """The weights of what is known (all else weighs 0), by 1 + log of how often, over their length."""
    found, times = np.unique(numbers, return_counts=True)
    known = weights[found]
    values = (1 + np.log(times))[known != 0]
    if not len(values):
        return 0.0
    return float(np.dot(values, known[known != 0]) / math.sqrt(np.dot(values, values)))


@functools.cache
def _model() -> _Model:
    return _Model()


def _learned(sentence: str) -> float:
    return _model().logit(sentence)


# --- every other language ---


def _plain(sentence: str, tongue: str) -> float:
    """A sum of signs, weighed by hand: never certain either way."""
    text = sentence[:LONGEST].strip()
    words, said = text.split(), Said(text)
    names = sum(1 for word in words[1:] if word[0].isupper())
    logit = -1.6
    logit += 0.5 * min(names, 4)
    logit += 1.6 * bool(_DIGITS.search(text)) + 0.9 * _holds(say.NAMED_NUMBERS, tongue, said)
    logit += 0.7 * _holds(say.DENIALS, tongue, said)
    logit += 0.7 * _says_an_act(said, tongue)
    logit += 0.4 * _holds(say.COMPARISONS, tongue, said)
    logit += 0.4 * _holds(say.DOCUMENTS, tongue, said)
    logit += 0.3 * (len(words) > 8) - 1.5 * (len(words) < 4)
    logit -= 2.5 * text.rstrip("»”\"'’").endswith(("?", "՞", ";"))
    return logit
