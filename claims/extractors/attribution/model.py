"""What the learned model marks as source, cue and content in an English text."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from claims.extractors.shapes import Span
from claims.extractors.text.quotations import Quotation, find_quotations

from .encoder import (
    CONTENT,
    CUE,
    IN_CONTENT,
    IN_SOURCE,
    LEFT,
    SOURCE,
    Encoder,
    Numbers,
    Places,
    loaded,
)
from .saying import Saying
from .tokens import Tokens, tokens

MOST_TOKENS = 30_000  # about 150,000 characters; the rest is not read
_AT_ONCE = 2_500  # tokens; limits the memory used
# Chosen on articles held out of train. A cue begins with a token that is likely by itself, and sure
# enough together with its neighbours; two that are near each other must both be sure.
_NEAR = 2
_LIKELY, _SURE_ENOUGH, _BOTH = 0.2, 0.35, 0.35


def find_spans(
    text: str, quotations: Sequence[Quotation] | None = None, encoder: Encoder | None = None
) -> list[Saying]:
    """Return the attributions that have content, in the order of their cues.

    Cost: linear. A text is read in blocks of whole lines, so memory is limited.
    """
    encoder = encoder or loaded()
    found: list[Saying] = []
    if quotations is None:
        quotations = find_quotations(text)
    read = tokens(text, quotations, MOST_TOKENS)
    for begin, end in _blocks(read):
        block = _part(read, begin, end)
        states = encoder.read(block)
        begins = _beginnings(encoder.cues(states)[:, 1])
        if not len(begins):
            continue
        first = np.zeros(end - begin, np.bool_)
        first[begins] = True
        for at, labels in zip(begins, encoder.labels(states, block, begins, first), strict=True):
            one = _found(block, int(at) - LEFT, labels)
            if one.content:
                found.append(one)
    return found


def _blocks(read: Tokens) -> list[Span]:
    """Return blocks of whole lines. A line longer than a block is cut anywhere."""
    count = len(read.starts)
    blocks: list[Span] = []
    begin = 0
    while begin < count:
        end = min(begin + _AT_ONCE, count)
        if end < count:
            fresh = np.flatnonzero(np.diff(read.lines[begin + _AT_ONCE // 2 : end]))
            if len(fresh):
                end = begin + _AT_ONCE // 2 + int(fresh[-1]) + 1
        blocks.append((begin, end))
        begin = end
    return blocks


def _part(read: Tokens, begin: int, end: int) -> Tokens:
    if (begin, end) == (0, len(read.starts)):
        return read
    kinds, numbers = np.unique(read.kinds[begin:end], return_inverse=True)
    return Tokens(
        read.starts[begin:end],
        read.ends[begin:end],
        [read.words[kind] for kind in kinds],
        numbers.astype(np.int32),
        read.places[begin:end],
        read.lines[begin:end],
        read.sentences[begin:end],
        read.quotations[begin:end],
    )


def _beginnings(chances: Numbers) -> Places:
    """Return the tokens that begin a cue: of several neighbours, the likeliest."""
    sums = np.convolve(chances, np.ones(2 * _NEAR + 1, np.float32))[_NEAR:-_NEAR]
    taken: list[int] = []
    for at in np.flatnonzero((chances > _LIKELY) & (sums > _SURE_ENOUGH)).tolist():
        if taken and at - taken[-1] <= _NEAR and min(chances[at], chances[taken[-1]]) < _BOTH:
            if chances[at] > chances[taken[-1]]:
                taken[-1] = at
        else:
            taken.append(at)
    return np.array(taken, np.intp)


def _found(block: Tokens, begin: int, labels: NDArray[np.int8]) -> Saying:
    """Return the spans of the labels. `begin` is the number of the token that the first label is for."""

    def runs(first: int, further: int) -> list[Span]:
        taken: list[Span] = []
        for place in np.flatnonzero((labels == first) | (labels == further)).tolist():
            at = begin + place
            if labels[place] == further and taken and taken[-1][1] == at:
                taken[-1] = (taken[-1][0], at + 1)
            else:
                taken.append((at, at + 1))
        return taken

    def spans(taken: list[Span]) -> list[Span]:
        return [(block.starts[first], block.ends[last - 1]) for first, last in taken]

    sources = [part for run in runs(SOURCE, IN_SOURCE) for part in _by_line(block, run)]
    sources.sort(key=lambda run: min(abs(run[0] - begin - LEFT), abs(run[1] - begin - LEFT)))
    return Saying(
        spans(sources[:1]),  # the nearest: annotators never marked two
        spans(runs(CUE, CUE)),
        spans(runs(CONTENT, IN_CONTENT)),
    )


def _by_line(block: Tokens, run: Span) -> list[Span]:
    """Cut a run of tokens at line ends: a headline and the name below it are not one source."""
    cuts = (np.flatnonzero(np.diff(block.lines[slice(*run)])) + run[0] + 1).tolist()
    return list(zip([run[0], *cuts], [*cuts, run[1]], strict=True))
