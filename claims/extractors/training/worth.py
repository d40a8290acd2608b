"""Learn learned/worth.npz: which sentences are worth checking.

Not part of the running product. From the checkout, in an environment of its own:

    python3 -m venv /tmp/train
    /tmp/train/bin/pip install --no-deps -r requirements.txt && /tmp/train/bin/pip install scikit-learn==1.9.1
    /tmp/train/bin/python -m claims.extractors.training.worth ../shared/bench/checkworthy

Reads train.tsv (CheckThat! 2024 task 1, English) and writes the weights: a linear model of hashed
words and pieces of words, and a few small networks on the static vector of the sentence. Prints
figures for a fifth of train, which is held out. Takes about three minutes of one core.
"""

import sys
from pathlib import Path
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix, diags, hstack  # type: ignore[import-untyped]
from sklearn.linear_model import LogisticRegression  # type: ignore[import-not-found]
from sklearn.metrics import average_precision_score  # type: ignore[import-not-found]
from sklearn.neural_network import MLPClassifier  # type: ignore[import-not-found]

from claims.extractors.text.vectors import embed
from claims.extractors.worth.worth import (
    BUCKETS,
    NETWORK_WEIGHT,
    VECTOR_SCALE,
    hash_words,
    sentence_facts,
)

STRENGTH = 2.0  # C of the regression
WORDS, PIECES, FACTS = 1.4, 0.8, 0.5  # weights of the blocks in the regression
SEEN_IN = 3  # sentences; rarer buckets are omitted
SEEDS = (0, 1, 2, 3)
TO = Path(__file__).resolve().parents[1] / "learned" / "worth.npz"


def read(path: Path) -> tuple[list[int], list[str], np.ndarray]:
    with path.open(encoding="utf-8", newline="\n") as lines:
        rows = [line.rstrip("\n").split("\t") for line in lines][1:]
    return (
        [int(row[0]) for row in rows],
        [row[1] for row in rows],
        np.array([row[2] == "Yes" for row in rows], int),
    )


def counted(rows: list[np.ndarray]) -> csr_matrix:
    """Return one row per sentence: 1 + log of the frequency of each bucket."""
    found = [np.unique(row, return_counts=True) for row in rows]
    values = np.concatenate([1 + np.log(times) for _, times in found])
    columns = np.concatenate([numbers for numbers, _ in found])
    begins = np.cumsum([0, *(len(numbers) for numbers, _ in found)])
    return csr_matrix((values, columns, begins), shape=(len(rows), BUCKETS))


def normal(matrix: csr_matrix, kept: np.ndarray) -> csr_matrix:
    matrix = matrix @ diags(kept.astype(float))
    lengths = np.sqrt(matrix.multiply(matrix).sum(axis=1)).A1
    return diags(1 / np.maximum(lengths, 1e-9)) @ matrix


def rows_of(texts: list[str]) -> tuple[csr_matrix, np.ndarray]:
    """Return the input of the linear model for each sentence, and that of the networks."""
    hit = [hash_words([text]) for text in texts]
    fact_rows = np.array([sentence_facts(text) for text in texts])
    blocks = []
    for block, weight in enumerate((WORDS, PIECES)):
        matrix = counted([row[block].numbers for row in hit])
        blocks.append(normal(matrix, (matrix > 0).sum(axis=0).A1 >= SEEN_IN) * weight)
    line = hstack([*blocks, csr_matrix(fact_rows * FACTS)]).tocsr()
    return line, np.hstack([embed(texts) * VECTOR_SCALE, fact_rows])


def learn(line: csr_matrix, seen: np.ndarray, labels: np.ndarray) -> tuple[Any, list[Any]]:
    straight = LogisticRegression(C=STRENGTH, max_iter=2000).fit(line, labels)
    networks = [
        MLPClassifier(
            (64,), alpha=1e-2, batch_size=128, max_iter=30, early_stopping=True,
            validation_fraction=0.08, n_iter_no_change=4, random_state=seed,
        ).fit(seen, labels)
        for seed in SEEDS
    ]  # fmt: skip
    return straight, networks


def logits(model: tuple[Any, list[Any]], line: csr_matrix, seen: np.ndarray) -> np.ndarray:
    straight, networks = model
    from_networks = np.mean(
        [
            (np.maximum(seen @ one.coefs_[0] + one.intercepts_[0], 0) @ one.coefs_[1])[:, 0]
            + one.intercepts_[1][0]
            for one in networks
        ],
        axis=0,
    )
    total: np.ndarray = straight.decision_function(line) + NETWORK_WEIGHT * from_networks
    return total


def main(folder: Path) -> None:
    ids, texts, labels = read(folder / "train.tsv")
    line, seen = rows_of(texts)
    # Whole parts of debates are held out, because neighbouring sentences are similar.
    held_out = np.array(ids) // 1500 % 5 == 0
    first = logits(
        learn(line[~held_out], seen[~held_out], labels[~held_out]), line[held_out], seen[held_out]
    )
    order = np.argsort(-first)
    hits = np.cumsum(labels[held_out][order])
    best = np.argmax(2 * hits / (np.arange(len(hits)) + 1 + labels[held_out].sum()))
    sys.stdout.write(
        f"held out, {held_out.sum()}: AP {average_precision_score(labels[held_out], first):.4f},"
        f" best F1 at logit {first[order][best]:.3f}\n"
    )
    straight, networks = learn(line, seen, labels)
    weights = straight.coef_[0]
    count = len(networks)
    np.savez_compressed(
        TO,
        words=(weights[:BUCKETS] * WORDS).astype(np.float16),
        pieces=(weights[BUCKETS : 2 * BUCKETS] * PIECES).astype(np.float16),
        facts=(weights[2 * BUCKETS :] * FACTS).astype(np.float32),
        inner=np.hstack([one.coefs_[0] for one in networks]).astype(np.float16),
        inner_bias=np.hstack([one.intercepts_[0] for one in networks]).astype(np.float32),
        outer=np.vstack([one.coefs_[1] for one in networks])[:, 0].astype(np.float32) / count,
        # Shifted so that F1 on the held-out part was best at .5.
        bias=np.float32(
            straight.intercept_[0]
            + NETWORK_WEIGHT * np.mean([one.intercepts_[1][0] for one in networks])
            - first[order][best]
        ),
    )
    sys.stdout.write(f"{TO.name}: {TO.stat().st_size / 1e6:.2f} MB\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
