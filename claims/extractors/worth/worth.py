"""Score how much a sentence is worth checking, and give the reasons.

English has a model learned from debates (learned/worth.md): a linear model of hashed words, pieces
of words and a few facts, and small networks on the vector of the sentence. Other languages have a
sum of signs weighed by hand.
"""

import functools
import math
import re
import zlib
from collections.abc import Mapping, Sequence
from importlib.resources import files
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from claims.extractors.shapes import Span
from claims.extractors.text.dates import find_dates
from claims.extractors.text.vectors import embed

from . import worth_words
from .worth_words import REASONS, SentenceWords, WordList

__all__ = ["REASONS", "check_worthiness", "reasons_to_check", "score_worthiness"]

Floats = NDArray[np.float32]
Numbers = NDArray[np.int64]

LONGEST = 600  # characters; only the beginning of a longer sentence counts
BUCKETS = 1 << 18
BATCH = 200  # sentences at a time; bounds the memory
VECTOR_SCALE = np.float32(8)  # scales the vector of a sentence relative to its facts
NETWORK_WEIGHT = 0.35  # weight of the networks, added to the linear model

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
    """Return 0..1: the higher, the sooner one would check it. Says nothing about whether it is true."""
    return score_worthiness([sentence], [language])[0]


def score_worthiness(sentences: Sequence[str], languages: Sequence[str | None]) -> list[float]:
    """Return check_worthiness for many sentences, in a third of the time."""
    detected_languages = [detect_language(*one) for one in zip(sentences, languages, strict=True)]
    english = [
        one for one, detected in zip(sentences, detected_languages, strict=True) if detected == "en"
    ]
    english_logits = (
        logit
        for at in range(0, len(english), BATCH)
        for logit in _model().logits(english[at : at + BATCH])
    )
    logits = [
        next(english_logits) if detected == "en" else _score_by_signs(one, detected)
        for one, detected in zip(sentences, detected_languages, strict=True)
    ]
    return [
        1 / (1 + math.exp(-max(-30.0, min(30.0, logit)))) if one.strip() else 0.0
        for one, logit in zip(sentences, logits, strict=True)
    ]


def reasons_to_check(
    sentence: str, language: str | None = None, dates: Sequence[Span] | None = None
) -> list[str]:
    """Return the codes of REASONS that apply to the sentence, in their order.

    `dates` are the spans of its dates, if they are already known.
    """
    sentence = sentence[:LONGEST]
    detected = detect_language(sentence, language)
    if dates is None:
        dates = [(one.start, one.end) for one in find_dates(sentence, language=detected)]
    said, undated = SentenceWords(sentence), sentence
    for start, end in reversed(dates):
        undated = undated[:start] + undated[end:]
    has: dict[str, bool] = {
        "number": bool(_DIGITS.search(undated))
        or _has_word_of(worth_words.NAMED_NUMBERS, detected, SentenceWords(undated)),
        "date": len(dates) > 0,
        "denial": _has_word_of(worth_words.DENIALS, detected, said),
        "act": _reports_act(said, detected),
        "plan": _has_word_of(worth_words.PLANS, detected, said),
        "comparison": _has_word_of(worth_words.COMPARISONS, detected, said),
        "cause": _has_word_of(worth_words.CAUSES, detected, said),
        "document": _has_word_of(worth_words.DOCUMENTS, detected, said),
    }
    return [code for code in REASONS if has[code]]


def detect_language(sentence: str, language: str | None) -> str:
    """Return the language whose word lists apply: the letters decide, then the declared language."""
    head = sentence[:LONGEST]
    declared = (language or "").partition("-")[0].lower()
    for name in ("ru", "hy", "ka"):
        if len(_OWN_LETTERS[name].findall(head)) * 2 > len(head) // 2:
            return name
    if declared in ("az", "tr"):
        return declared
    if declared in ("", "en"):
        own = [name for name in ("az", "tr") if _OWN_LETTERS[name].search(head)]
        if own and not declared:
            return own[0]
        return "en" if _LATIN.search(head) or not own else own[0]
    return declared


def _has_word_of(table: Mapping[str, WordList], detected: str, said: SentenceWords) -> bool:
    words = table.get(detected)
    return words is not None and words.are_in(said)


def _reports_act(said: SentenceWords, detected: str) -> bool:
    """Return True if the sentence reports an action other than speaking."""
    if detected != "en":
        endings = worth_words.PAST_ENDINGS.get(detected, ())
        return any(len(word) > 4 and word.endswith(endings) for word in said.distinct)
    return any(_is_past(word) and word not in worth_words.SAYING for word in said.distinct)


def _is_past(word: str) -> bool:
    return word in worth_words.PAST or (len(word) > 4 and word.endswith("ed") and word[-3] != "e")


# --- English ---


def sentence_facts(sentence: str) -> list[float]:
    """Return what the model gets in addition to the words: numbers of about 0 to 2 in a fixed order."""
    text = sentence[:LONGEST].strip()
    words, said = text.split(), SentenceWords(text)
    names = sum(1 for word in words[1:] if word[0].isupper() and not word.startswith("I"))
    digits = len(_DIGITS.findall(text))
    return [
        float(digits > 0),
        min(digits, 8) / 4,
        float(worth_words.MEASURES.are_in(said)),
        min(len(words), 40) / 20,
        float(len(words) < 6),
        float(len(words) < 9),
        float(text.endswith("?")),
        min(names, 6) / 3,
        float(any(map(_is_past, said.distinct))),
        float(worth_words.FUTURE.are_in(said)),
        float(worth_words.FIRST_PERSON.are_in(said)),
        float(worth_words.SECOND_PERSON.are_in(said)),
        float(worth_words.OPINION.are_in(said)),
        float(worth_words.COMPARISONS["en"].are_in(said)),
        float(text.endswith(("...", "…", "--", "—"))),
        float(worth_words.DENIALS["en"].are_in(said)),
    ]


class Hits(NamedTuple):
    """Bucket numbers below BUCKETS, and for each the number of its sentence."""

    sentences: Numbers
    numbers: Numbers


def hash_words(sentences: Sequence[str]) -> tuple[Hits, Hits]:
    """Return hashes of words and pairs of words, and of pieces of 2 to 5 letters.

    No word can be recovered from them, so the model file contains no words.
    """
    words = [_WORD.findall(one[:LONGEST].casefold().translate(_FOLDED)) for one in sentences]
    return _word_hits(words), _piece_hits(words)


def _word_hits(words: Sequence[Sequence[str]]) -> Hits:
    single = np.array(
        [zlib.crc32(word.encode("utf-8", "replace")) for one in words for word in one], np.uint32
    )
    of = np.repeat(np.arange(len(words)), [len(one) for one in words])
    same_sentence = of[:-1] == of[1:]
    pairs = (single[:-1] * np.uint32(31) + single[1:] + np.uint32(7))[same_sentence]
    return Hits(
        np.concatenate((of, of[:-1][same_sentence])), _mix_bits(np.concatenate((single, pairs)))
    )


def _piece_hits(words: Sequence[Sequence[str]]) -> Hits:
    """Hash pieces of words. All words are in one line, each with the blank before it."""
    lines = [f" {' '.join(one)}" if one else "" for one in words]
    letters = np.frombuffer(f"{''.join(lines)} ".encode("utf-32-le", "replace"), np.uint32)
    of = np.repeat(np.arange(len(words)), [len(line) for line in lines])
    blanks = np.concatenate(([0], np.cumsum(letters == 32)))
    rolled = letters
    owners, pieces = [], []
    for length in range(2, 6):
        if len(letters) < length:
            break
        rolled = rolled[:-1] * np.uint32(0x01000193) + letters[length - 1 :]
        # No blank inside a piece, except at its two ends: pieces do not cross words.
        within = blanks[length - 1 : -1] - blanks[1 : len(letters) - length + 2] == 0
        owners.append(of[: len(rolled)][within])
        pieces.append(rolled[within])
    if not pieces:
        return Hits(np.zeros(0, np.int64), np.zeros(0, np.int64))
    return Hits(np.concatenate(owners), _mix_bits(np.concatenate(pieces)))


def _mix_bits(hashes: NDArray[np.uint32]) -> Numbers:
    """Spread similar hashes over all buckets (the finalizer of MurmurHash3, shortened)."""
    hashes = (hashes ^ (hashes >> np.uint32(15))) * np.uint32(0x2C1B3C6D)
    hashes = (hashes ^ (hashes >> np.uint32(12))) * np.uint32(0x297A2D39)
    return ((hashes ^ (hashes >> np.uint32(15))) & np.uint32(BUCKETS - 1)).astype(np.int64)


class _Model:
    def __init__(self) -> None:
        with (
            (files("claims.extractors") / "learned" / "worth.npz").open("rb") as file,
            np.load(file) as arrays,
        ):
            self.words: Floats = arrays["words"].astype(np.float32)
            self.pieces: Floats = arrays["pieces"].astype(np.float32)
            self.facts: Floats = arrays["facts"]
            self.inner: Floats = arrays["inner"].astype(np.float32)
            self.inner_bias: Floats = arrays["inner_bias"]
            self.outer: Floats = arrays["outer"]
            self.bias = float(arrays["bias"])

    def logits(self, sentences: Sequence[str]) -> list[float]:
        fact_rows = np.array([sentence_facts(sentence) for sentence in sentences], np.float32)
        vectors = embed([sentence[:LONGEST] for sentence in sentences]) * VECTOR_SCALE
        hidden = np.maximum(np.hstack((vectors, fact_rows)) @ self.inner + self.inner_bias, 0)
        words, pieces = hash_words(sentences)
        logits = (
            self.bias
            + NETWORK_WEIGHT * (hidden @ self.outer)
            + fact_rows @ self.facts
            + _score_hits(words, self.words, len(sentences))
            + _score_hits(pieces, self.pieces, len(sentences))
        )
        return [float(logit) for logit in logits]


def _score_hits(hits: Hits, weights: Floats, sentences: int) -> Floats:
    """Return the linear score of each sentence: a normalized sum over its buckets.

    Each bucket counts 1 + log of its frequency. Buckets of weight 0 are unknown and do not count.
    """
    keys, times = np.unique(hits.sentences * BUCKETS + hits.numbers, return_counts=True)
    found = weights[keys % BUCKETS]
    known = found != 0
    of, values = keys[known] // BUCKETS, 1 + np.log(times[known])
    total = np.bincount(of, values * found[known], sentences)
    length = np.sqrt(np.bincount(of, values * values, sentences))
    return (total / np.maximum(length, 1e-9)).astype(np.float32)


@functools.cache
def _model() -> _Model:
    return _Model()


# --- every other language ---


def _score_by_signs(sentence: str, detected: str) -> float:
    """Return a sum of signs, weighed by hand: never certain either way."""
    text = sentence[:LONGEST].strip()
    words, said = text.split(), SentenceWords(text)
    names = sum(1 for word in words[1:] if word[0].isupper())
    logit = -1.6
    logit += 0.5 * min(names, 4)
    logit += 1.6 * bool(_DIGITS.search(text)) + 0.9 * _has_word_of(
        worth_words.NAMED_NUMBERS, detected, said
    )
    logit += 0.7 * _has_word_of(worth_words.DENIALS, detected, said)
    logit += 0.7 * _reports_act(said, detected)
    logit += 0.4 * _has_word_of(worth_words.COMPARISONS, detected, said)
    logit += 0.4 * _has_word_of(worth_words.DOCUMENTS, detected, said)
    logit += 0.3 * (len(words) > 8) - 1.5 * (len(words) < 4)
    logit -= 2.5 * text.rstrip("»”\"'’").endswith(("?", "՞", ";"))
    return logit
