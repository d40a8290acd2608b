"""Static word vectors: words and texts of similar meaning get vectors that are close to each other.

The vectors and their tokenizer are files of the wordllama package, which is found but not imported;
nothing is downloaded. The matrix is memory-mapped, so processes share the pages they read.
"""

import functools
import json
from collections.abc import Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

SIZE = 256
LONGEST_TEXT = 5_000  # characters; only the beginning of a longer text counts
_LONGEST_PIECE = 64  # characters; a longer word is cut into pieces
_MOST_REMEMBERED = 50_000  # words; each about 150 bytes
_MOST_AT_ONCE = 16_384  # rows that are summed at a time: 24 MB

# The first rows are not letters: signs of the tokenizer, and single bytes of unknown characters.
_FIRST_OF_LETTERS = 259

Vectors = NDArray[np.float32]


class _Table:
    """The rows of the vocabulary, and the tokenizer that splits a word into them."""

    def __init__(self) -> None:
        spec = find_spec("wordllama")
        if spec is None or not spec.submodule_search_locations:
            raise RuntimeError("Install the package wordllama: its word vectors are needed.")
        folder = Path(spec.submodule_search_locations[0])
        self.rows = _mapped(folder / "weights" / "l2_supercat_256.safetensors")
        tokenizer = folder / "tokenizers" / "l2_supercat_tokenizer_config.json"
        self._tokenizer = Tokenizer.from_file(str(tokenizer))
        self._remembered: dict[str, list[int]] = {}

    def numbers_of(self, word: str) -> list[int]:
        """Return the numbers of the rows for a word without white space."""
        found = self._remembered.get(word)
        if found is None:
            # The tokenizer refuses lone surrogates.
            plain = word.encode("utf-8", "replace").decode()
            numbers = self._tokenizer.encode(plain, add_special_tokens=False).ids
            found = [number for number in numbers if number >= _FIRST_OF_LETTERS]
            if len(self._remembered) >= _MOST_REMEMBERED:
                self._remembered.clear()
            self._remembered[word] = found
        return found


def _mapped(path: Path) -> NDArray[np.float16]:
    """Map the only matrix of a safetensors file: eight bytes of length, a JSON header, the numbers."""
    with path.open("rb") as file:
        length = int.from_bytes(file.read(8), "little")
        header = json.loads(file.read(length))
    (tensor,) = (entry for name, entry in header.items() if name != "__metadata__")
    if tensor["dtype"] != "F16" or tensor["shape"][1] != SIZE:
        raise RuntimeError(f"{path.name} does not contain the expected word vectors.")
    begin = 8 + length + tensor["data_offsets"][0]
    return np.memmap(path, np.float16, mode="r", offset=begin, shape=tuple(tensor["shape"]))


@functools.cache
def _loaded() -> _Table:
    """Load the table once. Two threads that start together may both load it, which does no harm."""
    return _Table()


def word_vectors(words: Sequence[str]) -> Vectors:
    """Return one row per word: the mean of its pieces' rows, not normalized; zeros if it has none."""
    different = {word: number for number, word in enumerate(dict.fromkeys(words))}
    return _means(list(different))[[different[word] for word in words]]


def embed(texts: Sequence[str]) -> Vectors:
    """Return one row per text: the mean over all pieces of its words, of length one, or zeros."""
    means = _means(texts)
    lengths = np.linalg.norm(means, axis=1, keepdims=True)
    unit: Vectors = np.divide(means, np.maximum(lengths, 1e-9), dtype=np.float32)
    return unit


def _means(texts: Sequence[str]) -> Vectors:
    table = _loaded()
    means = np.zeros((len(texts), SIZE), np.float32)
    places: list[int] = []
    lengths: list[int] = []
    numbers: list[int] = []
    for place, text in enumerate(texts):
        before = len(numbers)
        for word in _pieces(text[:LONGEST_TEXT]):
            numbers += table.numbers_of(word)
        if len(numbers) > before:
            places.append(place)
            lengths.append(len(numbers) - before)
        if len(numbers) >= _MOST_AT_ONCE:
            means[places] = _averaged(table.rows, numbers, lengths)
            places, lengths, numbers = [], [], []
    if numbers:
        means[places] = _averaged(table.rows, numbers, lengths)
    return means


def _averaged(rows: NDArray[np.float16], numbers: list[int], lengths: list[int]) -> Vectors:
    """Return the mean of the first lengths[0] rows, of the next lengths[1], and so on.

    Adds all first rows at once, then all second rows: reduceat takes ten times as long.
    """
    number, length = np.array(numbers), np.array(lengths)
    begin = np.cumsum(length) - length
    sums = np.zeros((len(length), SIZE), np.float32)
    for at in range(int(length.max())):
        here = np.flatnonzero(length > at)
        sums[here] += rows[number[begin[here] + at]].astype(np.float32)
    means: Vectors = np.divide(sums, length[:, None], dtype=np.float32)
    return means


def _pieces(text: str) -> Iterator[str]:
    for word in text.split():
        for at in range(0, len(word), _LONGEST_PIECE):
            yield word[at : at + _LONGEST_PIECE]
