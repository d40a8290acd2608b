"""Find passages that two texts share word for word, and hashes to find such texts among many."""

import hashlib
import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from claims.extractors.shapes import Span

SHINGLE = 5  # words
LEAST_WORDS = 12  # words of a passage; anybody may use the same shorter phrase
SAMPLE = 8  # one hash in 8 is kept: the same ones in every text
MOST_SHINGLES = 512  # of a text: those with the lowest hashes, so that two long texts keep the same
MOST_WORDS = 50_000  # of a text are read
GAP = 4  # words that may differ within a passage
QUOTED = (
    0.25  # weight of a quoted word: two outlets may quote one statement without copying each other
)
_PLACES = 8  # of a frequent phrase; only the first are compared

_WORD = re.compile(r"[^\W_]+")


class Passage(NamedTuple):
    """The same words in two texts, in code points of each."""

    start: int
    end: int
    other_start: int
    other_end: int


class _Word(NamedTuple):
    folded: str
    start: int
    end: int


def shingles(text: str, left_out: Sequence[Span] = ()) -> list[int]:
    """Return sampled hashes of the text's runs of five words: sorted, signed, 64 bits.

    Texts with a long passage in common share some of them. `left_out` is page boilerplate.
    Cost: linear.
    """
    words = [word.folded for word in _words(text, left_out)]
    found = {
        int.from_bytes(hashlib.blake2b(" ".join(run).encode(), digest_size=8).digest(), signed=True)
        for run in zip(*(words[i:] for i in range(SHINGLE)), strict=False)
    }
    return sorted(one for one in found if one % SAMPLE == 0)[:MOST_SHINGLES]


def shared_passages(text: str, other: str, least: int = LEAST_WORDS) -> list[Passage]:
    """Return the passages of at least `least` words that both contain, in the order of the first text.

    Case and punctuation do not count; at most GAP words in a row may differ. Cost: linear in both,
    bounded by MOST_WORDS.
    """
    ours, theirs = list(_words(text)), list(_words(other))
    places: dict[tuple[str, ...], list[int]] = {}
    for at, run in enumerate(_runs(theirs)):
        known = places.setdefault(run, [])
        if len(known) < _PLACES:
            known.append(at)
    passages: list[_GrowingPassage] = []
    at, runs = 0, list(_runs(ours))
    while at < len(runs):
        candidates = places.get(runs[at], ())
        after = passages[-1].other_end if passages else 0
        # Of equally long runs, the one closest to the end of the last passage.
        length, _, there = max(
            ((_common_length(ours, at, theirs, j), -abs(j - after), j) for j in candidates),
            default=(0, 0, 0),
        )
        if not length:
            at += 1
            continue
        more = _GrowingPassage(at, at + length, there, there + length, length)
        if passages and passages[-1].goes_on_in(more):
            passages[-1] = passages[-1].with_more(more)
        else:
            passages.append(more)
        at += length
    return [
        Passage(
            ours[p.start].start,
            ours[p.end - 1].end,
            theirs[p.other_start].start,
            theirs[p.other_end - 1].end,
        )
        for p in passages
        if p.same >= least
    ]


def share_of(
    text: str, shared: Sequence[Span], quoted: Sequence[Span] = (), left_out: Sequence[Span] = ()
) -> float:
    """Return the share of a text's words in `shared`, 0..1. Quoted words weigh QUOTED, `left_out` 0."""
    is_shared, is_quoted, is_out = (_mask(text, spans) for spans in (shared, quoted, left_out))
    common = whole = 0.0
    for word in _words(text):
        if is_out[word.start]:
            continue
        weight = QUOTED if is_quoted[word.start] else 1.0
        whole += weight
        common += weight * is_shared[word.start]
    return common / whole if whole else 0.0


class _GrowingPassage(NamedTuple):
    """A passage in word numbers; `same` counts the words that are equal."""

    start: int
    end: int
    other_start: int
    other_end: int
    same: int

    def goes_on_in(self, run: "_GrowingPassage") -> bool:
        return run.start - self.end <= GAP and 0 <= run.other_start - self.other_end <= GAP

    def with_more(self, run: "_GrowingPassage") -> "_GrowingPassage":
        return _GrowingPassage(
            self.start, run.end, self.other_start, run.other_end, self.same + run.same
        )


def _words(text: str, left_out: Sequence[Span] = ()) -> Iterator[_Word]:
    is_out = _mask(text, left_out) if left_out else None
    for found in islice(_WORD.finditer(text), MOST_WORDS):
        if is_out is None or not is_out[found.start()]:
            yield _Word(
                found[0].casefold().encode(errors="replace").decode(), found.start(), found.end()
            )


def _runs(words: list[_Word]) -> Iterator[tuple[str, ...]]:
    folded = [word.folded for word in words]
    return zip(*(folded[i:] for i in range(SHINGLE)), strict=False)


def _common_length(ours: list[_Word], at: int, theirs: list[_Word], there: int) -> int:
    length = SHINGLE
    most = min(len(ours) - at, len(theirs) - there)
    while length < most and ours[at + length].folded == theirs[there + length].folded:
        length += 1
    return length


def _mask(text: str, spans: Sequence[Span]) -> bytearray:
    """Return one byte per character: 1 if it is in one of the spans."""
    mask = bytearray(len(text))
    for start, end in spans:
        start, end = max(start, 0), min(end, len(text))
        if start < end:
            mask[start:end] = b"\x01" * (end - start)
    return mask
