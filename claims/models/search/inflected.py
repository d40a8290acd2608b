"""Whether two names are one name in two grammatical cases: "Левана Пробадзе" and "Леван Пробадзе". Pure.

By stem and endings, for names that a text prints. Who is meant is decided by the person who reads it.
"""

import os
import unicodedata

SHORTEST_STEM = 3  # letters
_SHORTEST_ALONE = 5  # letters of the stem of a name of one word

# Folded, by script: what may follow the stem.
_ENDINGS = {
    "CYRILLIC": "а у ом е я ю ем ой ей ы и ии ию ия ого ому им ым ий ый ая ую ь ью й о",
    "ARMENIAN": "ը ն ի ին ից ով ու ուն ան անը անի յի յին",
    "GEORGIAN": "ი მა მ ს ის ისა ო ით ად ე ემ ეს ა ამ ას",
    "LATIN": (
        "a ə e i u ü ö o in un ün nin nun nün na nə ne ya yə ye ni nu nü yi yu yü da də de dan dən den ta te tan ten "
        "k q yin yn ğin ğ y"
    ),
}
_OF = {script: frozenset(["", *endings.split()]) for script, endings in _ENDINGS.items()}


def is_inflected(one: str, other: str) -> bool:
    """Return whether two folded names (names.py) differ in nothing but the endings of their words."""
    words, others = one.split(), other.split()
    if one == other or len(words) != len(others):
        return False
    shortest = SHORTEST_STEM if len(words) > 1 else _SHORTEST_ALONE
    return all(_is_one_word(a, b, shortest) for a, b in zip(words, others, strict=True))


def _is_one_word(one: str, other: str, shortest: int) -> bool:
    if one == other:
        return True
    one, other = (word.partition("'")[0] for word in (one, other))
    stem = os.path.commonprefix([one, other])
    if len(stem) < shortest:
        return one == other
    endings = _OF.get(unicodedata.name(stem[0], "").partition(" ")[0], frozenset())
    return any(
        one[length:] in endings and other[length:] in endings
        for length in range(len(stem), max(shortest, len(stem) - 2) - 1, -1)
    )
