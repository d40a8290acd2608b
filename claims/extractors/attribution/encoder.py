"""The attribution model's arithmetic, in numpy: tokens in, scores of cues and labels out.

Two LSTM layers read the tokens both ways; a third, small one reads the tokens around each cue and labels
them as its source or content. training/attribution.py learns the weights and has the same sums in torch.
"""

import functools
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from claims.extractors.text.vectors import word_vectors

from .tokens import QUOTED, Tokens, Word

Numbers = NDArray[np.float32]
Places = NDArray[np.intp]

CORE, MARGIN = 128, 12  # tokens of a window that are used; tokens read on either side of them
LEFT, RIGHT = 56, 88  # tokens read before and after the first token of a cue: 99.5% of attributions
LABELS = 6
OUTSIDE, SOURCE, IN_SOURCE, CONTENT, IN_CONTENT, CUE = range(LABELS)
_CUES_AT_ONCE = 64
_MOST_KNOWN = 10_000  # words whose rows are kept: about 8 MB
_STEPS = np.array([1, 2, 3, 4, 5, 6, 8, 10, 13, 17, 22, 29, 38, 50, 66])
DISTANCES = 2 * len(_STEPS) + 1
RELATIONS = 10

MODEL = Path(__file__).parent.parent / "learned" / "attribution.npz"


class Encoder:
    """The weights and what is computed with them. Only the cache of rows changes after it is made."""

    def __init__(self, weights: Mapping[str, NDArray[np.generic]]) -> None:
        self._weights = {
            name: value.astype(np.float32) for name, value in weights.items() if name != "words"
        }
        words = bytes(np.asarray(weights["words"], np.uint8)).decode().split("\n")
        self._numbers = {word: number for number, word in enumerate(words, start=1)}
        self._reading = [_Recurrent(self._weights, name) for name in ("first", "second")]
        self._labelling = _Recurrent(self._weights, "third")
        self._known: dict[Word, Numbers] = {}

    def read(self, tokens: Tokens) -> Numbers:
        """Return a row for each token: its meaning in context."""
        weights = self._weights
        count = len(tokens.starts)
        grid = windows(count)
        grid = np.where((grid >= 0) & (grid < count), grid, count).T
        first = self._reading[0].go([way[grid] for way in self._inputs(tokens)])
        second = self._reading[1].run(first)
        both = np.concatenate([first[MARGIN:-MARGIN], second[MARGIN:-MARGIN]], axis=-1)
        flat = both.transpose(1, 0, 2).reshape(-1, both.shape[-1])[:count]
        states: Numbers = np.maximum(flat @ weights["mix"] + weights["mix_bias"], 0)
        return states

    def cues(self, states: Numbers) -> Numbers:
        """Return the chances of each token to be outside a cue, the first token of one, or a further one."""
        scores = states @ self._weights["cue"] + self._weights["cue_bias"]
        scores = np.exp(scores - scores.max(axis=1, keepdims=True))
        chances: Numbers = scores / scores.sum(axis=1, keepdims=True)
        return chances

    def labels(
        self, states: Numbers, tokens: Tokens, begins: Places, first: NDArray[np.bool_]
    ) -> NDArray[np.int8]:
        """Return for each cue the best labels of the tokens from LEFT before its first to RIGHT after it.

        `first` says for every token whether a cue begins there.
        """
        weights = self._weights
        near = states @ weights["token"]
        gate = states @ weights["token_gate"]
        found = []
        for at in range(0, len(begins), _CUES_AT_ONCE):
            begin = begins[at : at + _CUES_AT_ONCE]
            grid, known, distance, relation = around(tokens, begin, first)
            cue = states[begin]
            mixed = near[grid]
            mixed += gate[grid] * (cue @ weights["cue_gate"])
            mixed += cue @ weights["query"]
            mixed += weights["distance"][distance]
            mixed += relation @ weights["relation"]
            np.tanh(mixed, out=mixed)
            mixed *= known[:, :, None]
            scores = self._labelling.run(mixed) @ weights["label"] + weights["label_bias"]
            scores += allowed(known)
            found.append(_best_path(scores, weights["begin"], weights["change"]))
        return np.concatenate(found)

    def _inputs(self, tokens: Tokens) -> list[Numbers]:
        """Return what the first layer computes from each token in both directions, and last from no token.

        What depends on the word alone is computed once for each word.
        """
        by_word = self._rows(tokens.words)
        inputs = []
        reading = self._reading[0]
        for way, bias in zip(reading.input, reading.bias, strict=True):
            table = np.empty((len(tokens.starts) + 1, len(bias)), np.float32)
            np.matmul(tokens.places, way[by_word.shape[1] :], out=table[:-1])
            table[:-1] += (by_word @ way[: by_word.shape[1]] + bias)[tokens.kinds]
            table[-1] = bias
            inputs.append(table)
        return inputs

    def _rows(self, words: Sequence[Word]) -> Numbers:
        """Return a row for each word. Rows are kept, because most words of a text were in another one."""
        if len(self._known) > _MOST_KNOWN:
            self._known = {}
        known = self._known
        new = [word for word in dict.fromkeys(words) if word not in known]
        if new:
            weights = self._weights
            vectors = word_vectors([word.form for word in new])
            rows = np.concatenate(
                [
                    np.tanh(vectors @ weights["static"] + weights["static_bias"]),
                    weights["word"][[self._numbers.get(word.key, 0) for word in new]],
                    weights["suffix"][[word.suffix for word in new]],
                    np.array([word.flags for word in new], np.float32),
                ],
                axis=1,
            )
            known.update(zip(new, rows, strict=True))
        return np.array([known[word] for word in words])


def windows(count: int) -> Places:
    """Return token numbers by window. Those below 0 or from `count` on are no tokens."""
    begins = np.arange(0, count, CORE)
    return begins[:, None] + np.arange(-MARGIN, CORE + MARGIN)


def around(
    tokens: Tokens, begin: Places, first: NDArray[np.bool_]
) -> tuple[Places, NDArray[np.bool_], Places, Numbers]:
    """Return the tokens around each cue, by place and cue: number, whether there is one, distance, relation."""
    count = len(tokens.starts)
    grid = begin + np.arange(-LEFT, RIGHT)[:, None]
    known = (grid >= 0) & (grid < count)
    grid = np.clip(grid, 0, count - 1)
    lines = tokens.lines[grid] - tokens.lines[begin]
    sentences = tokens.sentences[grid] - tokens.sentences[begin]
    quoted = tokens.places[:, QUOTED] > 0
    relation = np.stack(
        [
            lines == 0,
            lines == 1,
            lines == -1,
            sentences == 0,
            sentences == 1,
            sentences == -1,
            tokens.quotations[grid] == tokens.quotations[begin],
            np.broadcast_to(quoted[begin], grid.shape),
            quoted[grid],
            first[grid] & (grid != begin),
        ],
        axis=-1,
    ).astype(np.float32)
    distance = np.broadcast_to(_DISTANCE[:, None], grid.shape)
    return grid, known, distance, relation


def _distances() -> Places:
    """Return for each place around a cue a number for how far before or after the cue it is."""
    places = np.arange(-LEFT, RIGHT)
    far = np.searchsorted(_STEPS, np.abs(places), side="right")
    return np.where(places < 0, far + len(_STEPS), far)


_DISTANCE = _distances()


def allowed(known: NDArray[np.bool_]) -> Numbers:
    """Return what is added to the scores: a cue begins only in its place, and only tokens have labels."""
    added = np.zeros((*known.shape, LABELS), np.float32)
    added[..., 1:] -= 1e4 * ~known[:, :, None]
    added[:LEFT, :, CUE] = -1e4
    added[LEFT, :, :CUE] = -1e4
    return added


class _Recurrent:
    """An LSTM layer that reads forwards and backwards at once."""

    def __init__(self, weights: Mapping[str, Numbers], name: str) -> None:
        # sigmoid(x) = (1 + tanh(x / 2)) / 2, so one call serves all four gates. The three that are
        # sigmoids come first, and states are twice as large until the last step is done.
        self._size = size = weights[f"{name}_state"].shape[1]
        half = np.full(4 * size, 0.5, np.float32)
        half[3 * size :] = 1
        order = np.r_[: 2 * size, 3 * size : 4 * size, 2 * size : 3 * size]
        ways = np.split(weights[f"{name}_input"], 2, axis=1)
        self.input = [np.ascontiguousarray(way[:, order] * half) for way in ways]
        self.bias = [way[order] * half for way in np.split(weights[f"{name}_bias"], 2)]
        self._state = np.ascontiguousarray(weights[f"{name}_state"][..., order] * (half / 2))

    def run(self, rows: Numbers) -> Numbers:
        """Return (steps, batch, states of both directions) for rows of (steps, batch, inputs)."""
        steps, batch, width = rows.shape
        flat = rows.reshape(-1, width)
        ways = [flat @ way for way in self.input]
        for way, bias in zip(ways, self.bias, strict=True):
            way += bias
        return self.go([way.reshape(steps, batch, -1) for way in ways])

    def go(self, inputs: Sequence[Numbers]) -> Numbers:
        """Do the same as `run` on inputs already multiplied by `input`, plus `bias`, in both directions."""
        forwards, backwards = inputs
        steps, batch, _ = forwards.shape
        size = self._size
        states = np.empty((steps, batch, 2 * size), np.float32)
        state = np.zeros((2, batch, size), np.float32)
        cell = np.zeros((2, batch, size), np.float32)
        gate = np.empty((2, batch, 4 * size), np.float32)
        take, forget = gate[..., :size], gate[..., size : 2 * size]
        give, new = gate[..., 2 * size : 3 * size], gate[..., 3 * size :]
        sigmoids = gate[..., : 3 * size]
        for step in range(steps):
            back = steps - 1 - step
            np.matmul(state, self._state, out=gate)
            gate[0] += forwards[step]
            gate[1] += backwards[back]
            np.tanh(gate, out=gate)
            np.add(sigmoids, 1, out=sigmoids)
            cell *= forget
            take *= new
            cell += take
            cell *= 0.5
            np.tanh(cell, out=state)
            state *= give
            states[step, :, :size] = state[0]
            states[back, :, size:] = state[1]
        states *= 0.5
        return states


def _best_path(scores: Numbers, begin: Numbers, change: Numbers) -> NDArray[np.int8]:
    """Return the labels, by cue and place, that score best together (Viterbi)."""
    steps, batch, _ = scores.shape
    came_from = np.empty((steps, batch, LABELS), np.int8)
    best = scores[0] + begin
    for step in range(1, steps):
        ways = best[:, None, :] + change.T  # by cue, label, label before
        np.argmax(ways, axis=2, out=(choice := np.empty((batch, LABELS), np.intp)))
        came_from[step] = choice
        best = ways.max(axis=2) + scores[step]
    path = np.empty((steps, batch), np.int8)
    path[-1] = best.argmax(axis=1)
    every = np.arange(batch)
    for step in range(steps - 1, 0, -1):
        path[step - 1] = came_from[step, every, path[step]]
    return np.ascontiguousarray(path.T)


@functools.cache
def loaded() -> Encoder:
    """Return the model, read from its file once, or twice if two threads ask first."""
    with np.load(MODEL, allow_pickle=False) as weights:
        return Encoder(weights)
