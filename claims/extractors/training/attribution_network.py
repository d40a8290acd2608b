"""The attribution model for training: the arithmetic of attribution/encoder.py, in torch."""

from collections import Counter
from collections.abc import Sequence

import numpy as np
import torch  # type: ignore[import-not-found]
from numpy.typing import NDArray
from torch import Tensor, nn

from claims.extractors.attribution import encoder
from claims.extractors.attribution.tokens import (
    PLACE_FLAGS,
    SENTENCE_BEGINS,
    SUFFIXES,
    WORD_FLAGS,
    Tokens,
    Word,
)
from claims.extractors.text.vectors import SIZE, word_vectors

STATIC, WORD, SUFFIX = (
    96,
    48,
    12,
)  # numbers per word: from its vector, for the word itself, for its ending
HIDDEN, STATE, PAIR, THIRD = 112, 128, 64, 64
LEAST_ARTICLES = 5  # a word must be in this many articles to be listed
_LOWER, _TITLE = 0, 1  # places in Word.flags


class Vocabulary:
    """The words of the corpus by number, with the features of each."""

    def __init__(self, articles: Sequence[Tokens]) -> None:
        numbers: dict[Word, int] = {}
        self.kinds = [
            np.array([numbers.setdefault(word, len(numbers)) for word in one.words])[one.kinds]
            for one in articles
        ]
        words = list(numbers)
        self.listed = _frequent_words(articles)
        index = {key: number for number, key in enumerate(self.listed, start=1)}
        self.vectors = torch.from_numpy(word_vectors([word.form for word in words]))
        self.ids = torch.tensor([index.get(word.key, 0) for word in words])
        self.suffixes = torch.tensor([word.suffix for word in words])
        self.flags = torch.tensor([word.flags for word in words], dtype=torch.float32)
        self.names = torch.tensor(
            [
                number
                for number, word in enumerate(words)
                if word.flags[_TITLE] and word.key not in index and len(word.key) > 2
            ]
        )


def _frequent_words(articles: Sequence[Tokens]) -> list[str]:
    """Return the frequent words that are not names.

    The model should recognize a name by its position and its spelling.
    """
    seen: Counter[str] = Counter()
    names: Counter[str] = Counter()
    for one in articles:
        seen.update({word.key for word in one.words})
        within = one.places[:, SENTENCE_BEGINS] == 0
        for kind in one.kinds[within].tolist():
            word = one.words[kind]
            small = word.flags[_LOWER] or not word.key[:1].isalpha()
            names[word.key] += -1 if small else 1
    return sorted(key for key, count in seen.items() if count >= LEAST_ARTICLES and names[key] <= 0)


class Network(nn.Module):
    """The network; it also predicts `grammar_labels` grammatical labels, which are not kept."""

    def __init__(self, words: Vocabulary, grammar_labels: int) -> None:
        super().__init__()
        self.words = words
        self.static = nn.Linear(SIZE, STATIC)
        self.word = nn.Embedding(len(words.listed) + 1, WORD)
        self.suffix = nn.Embedding(SUFFIXES, SUFFIX)
        width = STATIC + WORD + SUFFIX + WORD_FLAGS + PLACE_FLAGS
        self.first = nn.LSTM(width, HIDDEN, bidirectional=True)
        self.second = nn.LSTM(2 * HIDDEN, HIDDEN, bidirectional=True)
        self.mix = nn.Linear(4 * HIDDEN, STATE)
        self.cue = nn.Linear(STATE, 3)
        self.grammar = nn.Linear(2 * HIDDEN, grammar_labels)
        self.token = nn.Linear(STATE, PAIR, bias=False)
        self.token_gate = nn.Linear(STATE, PAIR, bias=False)
        self.cue_gate = nn.Linear(STATE, PAIR, bias=False)
        self.query = nn.Linear(STATE, PAIR, bias=False)
        self.distance = nn.Embedding(encoder.DISTANCES, PAIR)
        self.relation = nn.Linear(encoder.RELATIONS, PAIR, bias=False)
        self.third = nn.LSTM(PAIR, THIRD, bidirectional=True)
        self.label = nn.Linear(2 * THIRD, encoder.LABELS)
        self.begin = nn.Parameter(torch.zeros(encoder.LABELS))
        self.change = nn.Parameter(torch.zeros(encoder.LABELS, encoder.LABELS))
        self.some, self.more = nn.Dropout(0.25), nn.Dropout(0.35)
        for table in (self.word, self.suffix, self.distance):
            nn.init.normal_(table.weight, std=0.3)
        with torch.no_grad():
            self.word.weight[0] = 0

    def read(self, kinds: Tensor, places: Tensor, grid: Tensor, core: Tensor) -> tuple[Tensor, ...]:
        """Return the first layer and the states of the tokens of a batch, in order.

        `grid` has the token numbers of each window, -1 for none; `core` is True for those to keep.
        """
        words, count = self.words, len(kinds)
        ids, suffixes, flags = words.ids[kinds], words.suffixes[kinds], words.flags[kinds]
        vectors = words.vectors[kinds]
        if self.training:  # swap names, and hide words as if unknown
            swapped = (flags[:, _TITLE] > 0) & (torch.rand(count) < 0.2)
            other = words.names[torch.randint(len(words.names), (count,))]
            vectors = torch.where(swapped[:, None], words.vectors[other], vectors)
            vectors = vectors * (torch.rand(count, 1) > 0.05)
            ids = torch.where((torch.rand(count) < 0.12) | swapped, 0, ids)
            suffixes = torch.where(swapped, words.suffixes[other], suffixes)
        rows = torch.cat(
            [
                self.some(torch.tanh(self.static(vectors))),
                self.some(self.word(ids)),
                self.some(self.suffix(suffixes)),
                flags,
                places,
            ],
            1,
        )
        rows = torch.cat([rows, torch.zeros(1, rows.shape[1])])
        first = self.more(self.first(rows[grid].transpose(0, 1))[0])
        second = self.more(self.second(first)[0])
        first, second = first.transpose(0, 1)[core], second.transpose(0, 1)[core]
        return first, self.more(torch.relu(self.mix(torch.cat([first, second], -1))))

    def label_loss(self, states: Tensor, cues: Sequence[Tensor], labels: Tensor) -> Tensor:
        """Return the mean over cues of the negative log-likelihood of their labels among all paths."""
        begin, grid, known, distance, relation = cues
        cue = states[begin]
        mixed = self.token(states)[grid] + self.token_gate(states)[grid] * self.cue_gate(cue)
        mixed = mixed + self.query(cue) + self.distance(distance) + self.relation(relation)
        third, _ = self.third(self.some(torch.tanh(mixed)) * known[..., None])
        scores = self.label(self.some(third)) + torch.from_numpy(encoder.allowed(known.numpy()))
        first, change = self.paths()
        taken = first[labels[0]] + scores.gather(2, labels[..., None])[..., 0].sum(0)
        taken = taken + change[labels[:-1], labels[1:]].sum(0)
        total = first + scores[0]
        for step in range(1, len(scores)):
            total = torch.logsumexp(total[:, :, None] + change, 1) + scores[step]
        return (torch.logsumexp(total, 1) - taken).mean()

    def paths(self) -> tuple[Tensor, Tensor]:
        """Return scores of the first label and of each change; a role must begin before it continues."""
        first, change = torch.zeros(encoder.LABELS), torch.zeros(encoder.LABELS, encoder.LABELS)
        change[: encoder.CUE, encoder.CUE] = -100
        for begins, goes_on in (
            (encoder.SOURCE, encoder.IN_SOURCE),
            (encoder.CONTENT, encoder.IN_CONTENT),
        ):
            first[goes_on] = -30
            for before in set(range(encoder.LABELS)) - {begins, goes_on}:
                change[before, goes_on] = -1e4
        return self.begin + first, self.change + change

    def weights(self) -> dict[str, NDArray[np.generic]]:
        """Return the weights in the form that attribution/encoder.py reads."""
        linear = ("mix", "cue", "label", "static")
        plain = ("token", "token_gate", "cue_gate", "query", "relation")
        named = {name: getattr(self, name).weight for name in ("word", "suffix", "distance")}
        named |= {name: getattr(self, name).weight.T for name in (*linear, *plain)}
        named |= {f"{name}_bias": getattr(self, name).bias for name in linear}
        for name in ("first", "second", "third"):
            one = dict(getattr(self, name).named_parameters())
            ways = ("_l0", "_l0_reverse")
            named[f"{name}_input"] = torch.cat([one[f"weight_ih{way}"] for way in ways]).T
            named[f"{name}_state"] = torch.stack([one[f"weight_hh{way}"].T for way in ways])
            named[f"{name}_bias"] = torch.cat(
                [one[f"bias_ih{way}"] + one[f"bias_hh{way}"] for way in ways]
            )
        named["begin"], named["change"] = self.paths()
        kept = {name: value.detach().numpy().astype(np.float16) for name, value in named.items()}
        listed = "\n".join(self.words.listed).encode()
        return {**kept, "words": np.frombuffer(listed, np.uint8)}
