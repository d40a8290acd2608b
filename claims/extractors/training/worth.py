"""Learns learned/worth.npz: which sentences are worth checking.

    python3 -m venv /tmp/training && /tmp/training/bin/pip install numpy scikit-learn tokenizers
    /tmp/training/bin/python -m claims.extractors.training.worth ../shared/bench/checkworthy

Reads train.tsv (CheckThat! 2024 task 1, English), writes the weights, prints figures on sentences
kept aside from train. A logistic regression; nothing in it is random. About a minute.
"""

import sys
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix, diags, hstack  # type: ignore[import-untyped]
from sklearn.linear_model import LogisticRegression  # type: ignore[import-not-found]
from sklearn.metrics import average_precision_score  # type: ignore[import-not-found]

from claims.extractors.worth import BUCKETS, FACTS, buckets, facts

STRENGTH = 2.0  # C of the regression
FACTS_COUNT = 0.5  # facts are given to it this much smaller, and so held back more
SEEN_IN = 5  # sentences; rarer buckets are left out
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
    """A row a sentence: 1 + log of how often each bucket has been hit."""
    found = [np.unique(row, return_counts=True) for row in rows]
    values = np.concatenate([1 + np.log(times) for _, times in found])
    columns = np.concatenate([numbers for numbers, _ in found])
    begins = np.cumsum([0, *(len(numbers) for numbers, _ in found)])
    return csr_matrix((values, columns, begins), shape=(len(rows), BUCKETS))


def normal(matrix: csr_matrix, kept: np.ndarray) -> csr_matrix:
    matrix = matrix @ diags(kept.astype(float))
    lengths = np.sqrt(matrix.multiply(matrix).sum(axis=1)).A1
    return diags(1 / np.maximum(lengths, 1e-9)) @ matrix


def features(texts: list[str]) -> csr_matrix:
    hit = [buckets(text) for text in texts]
    blocks = []
    for block in (0, 1):
        matrix = counted([row[block] for row in hit])
        blocks.append(normal(matrix, (matrix > 0).sum(axis=0).A1 >= SEEN_IN))
    blocks.append(csr_matrix(np.array([facts(text) for text in texts]) * FACTS_COUNT))
    return hstack(blocks).tocsr()


def learn(rows: csr_matrix, labels: np.ndarray) -> LogisticRegression:
    return LogisticRegression(C=STRENGTH, max_iter=2000).fit(rows, labels)


def main(folder: Path) -> None:
    ids, texts, labels = read(folder / "train.tsv")
    rows = features(texts)
    # Whole stretches of the debates are kept aside: neighbouring sentences resemble one another.
    part = np.array(ids) // 1500 % 5
    logits = np.zeros(len(labels))
    for number in range(5):
        model = learn(rows[part != number], labels[part != number])
        logits[part == number] = model.decision_function(rows[part == number])
    order = np.sort(logits)[::-1]
    hits = np.cumsum(labels[np.argsort(-logits)])
    best = np.argmax(2 * hits / (np.arange(len(hits)) + 1 + labels.sum()))
    sys.stdout.write(
        f"kept aside in five turns: AP {average_precision_score(labels, logits):.4f},"
        f" best F1 at logit {order[best]:.3f}\n"
    )
    model = learn(rows, labels)
    weights = model.coef_[0]
    np.savez_compressed(
        TO,
        words=weights[:BUCKETS].astype(np.float16),
        pieces=weights[BUCKETS : 2 * BUCKETS].astype(np.float16),
        facts=(weights[2 * BUCKETS :] * FACTS_COUNT).astype(np.float32),
        # Moved so that .5 is where F1 was best among what was kept aside.
        bias=np.float32(model.intercept_[0] - order[best]),
    )
    for name, weight in zip(FACTS, weights[2 * BUCKETS :] * FACTS_COUNT, strict=True):
        sys.stdout.write(f"{name:16} {weight:+.2f}\n")
    sys.stdout.write(f"{TO.name}: {TO.stat().st_size / 1e6:.2f} MB\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
