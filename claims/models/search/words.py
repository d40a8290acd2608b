"""How text is folded and split into searchable words, and how a query is parsed.

Both are done here, for texts and queries alike, so that neither a database's locale nor the Unicode version
of its tokenizer decides what is found. Everything is linear in the text.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

LONGEST_WORD = 64  # a longer word is cut into several that follow each other
MOST_WORDS = 32  # of a query

# Separate letters, although Unicode decomposes them: война is not воина.
_WHOLE = "йўї"
_COMPOSED = re.compile("[\u0306\u0308\u102e\u3099\u309a\uff9e\uff9f]")
_PAIRS = re.compile(".[\u0306\u0308\u102e\u3099\u309a\uff9e\uff9f]", re.DOTALL)

# Written inside words and ignored in reading: tatweel, and Armenian marks of tone.
_PASSED_OVER = set("\u0640\u055b\u055c\u055e")
_ZERO_WIDTH_SPACE = "\u200b"

# Letters without a decomposition that are often typed plain: Iğdır, Diyarbakır, Łódź, Tromsø, Đuro.
_PLAINER = {"ı": "i", "ł": "l", "ø": "o", "đ": "d", "æ": "ae", "œ": "oe"}

# Scripts without spaces between words: each character is a word, and those of a query must be adjacent.
_SPACELESS = (
    (0x0E00, 0x0EFF), (0x1000, 0x109F), (0x1780, 0x17FF), (0x3005, 0x3007), (0x3040, 0x30FF),
    (0x31F0, 0x31FF), (0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xF900, 0xFAFF), (0xFF66, 0xFF9F),
    (0x20000, 0x3FFFF),
)  # fmt: skip


class _Folds(dict[int, str]):
    """A table for str.translate: each character as it is searched, or a space. Filled when a character first occurs."""

    def __missing__(self, code: int) -> str:
        folded = _fold_character(chr(code))
        if len(self) < 20_000:  # a text may hold a million different ones
            self[code] = folded
        return folded


_FOLDS = _Folds()


def _fold_character(character: str) -> str:
    if character.lower() in _WHOLE:
        return character.lower()
    category = unicodedata.category(character)
    if character in _PASSED_OVER or (category == "Cf" and character != _ZERO_WIDTH_SPACE):
        return ""
    if not (character.isalnum() or category.startswith("M")):
        return " "
    if any(first <= ord(character) <= last for first, last in _SPACELESS):
        return "".join(f" {c} " for c in unicodedata.normalize("NFKC", character))
    bare = _without_accents(unicodedata.normalize("NFKD", character))
    bare = _without_accents(unicodedata.normalize("NFKD", bare.casefold()))
    return "".join(map(_plain, bare))


def _without_accents(text: str) -> str:
    return "".join(c for c in text if not _is_accent(c))


def _is_accent(character: str) -> bool:
    """Return True for a mark that readers leave out: accents, stress, points of Hebrew and Arabic, but not a vowel of Hindi or Thai."""
    position = unicodedata.combining(character)
    return (
        position == 1
        or 10 <= position <= 36
        or position >= 200
        or character == "\u034f"
        or "\ufe00" <= character <= "\ufe0f"
    )


def _plain(character: str) -> str:
    if character in _PASSED_OVER:
        return ""
    if character.isdecimal():
        return str(unicodedata.decimal(character))
    if character.isalnum() or unicodedata.category(character).startswith("M"):
        return _PLAINER.get(character, character)
    return " "


def words_of(text: str) -> list[str]:
    """Return the words of a text, folded, in order."""
    if _COMPOSED.search(text):
        text = _PAIRS.sub(lambda pair: unicodedata.normalize("NFKC", pair[0]), text)
    words = text.translate(_FOLDS).split()
    if any(len(word) > LONGEST_WORD for word in words):
        return [piece for word in words for piece in _pieces(word)]
    return words


def row_of_words(text: str) -> str:
    """Return the words of a text with a space around each, in which `Phrase.needle` is found."""
    return f" {' '.join(words_of(text))} "


def _pieces(word: str) -> Iterator[str]:
    for start in range(0, len(word), LONGEST_WORD):
        yield word[start : start + LONGEST_WORD]


@dataclass(frozen=True)
class Placed:
    """A folded word and its position in the original text."""

    word: str
    start: int
    end: int


_WRITTEN = re.compile(".[\u0306\u0308\u102e\u3099\u309a\uff9e\uff9f]?", re.DOTALL)


def placed_words(text: str) -> list[Placed]:
    """Return the words with their positions. A loop over characters: for what is shown, not for what is stored."""
    found: list[Placed] = []
    word, start, end = "", 0, 0

    def close() -> None:
        nonlocal word
        if word:
            found.extend(Placed(piece, start, end) for piece in _pieces(word))
        word = ""

    for written in _WRITTEN.finditer(text):
        for character in unicodedata.normalize("NFKC", written[0]).translate(_FOLDS) or [""]:
            if character == " ":
                close()
                continue
            if not word:
                start = written.start()
            word += character
            end = written.end()
    close()
    return found


@dataclass(frozen=True)
class Phrase:
    """Adjacent words. If `open`, the last may be the beginning of a longer word."""

    words: tuple[str, ...]
    open: bool = False

    @property
    def needle(self) -> str:
        """The string to find in a row of words."""
        return f" {' '.join(self.words)}{'' if self.open else ' '}"

    def fits(self, found: list[Placed], at: int) -> bool:
        """Return True if the phrase occurs in these words of a text."""
        here = [placed.word for placed in found[at : at + len(self.words)]]
        if len(here) < len(self.words) or here[:-1] != list(self.words[:-1]):
            return False
        return here[-1].startswith(self.words[-1]) if self.open else here[-1] == self.words[-1]


@dataclass(frozen=True)
class Query:
    """What was typed, as phrases that must all be found. Any text is a query; one without a word finds nothing."""

    phrases: tuple[Phrase, ...]
    cut: bool = False  # it had more words than the limit

    @classmethod
    def parse(cls, text: str) -> "Query":
        """Parse what was typed. Every word must be found; the last may be the beginning of one if it has three letters.

        Words between quotation marks, or typed without a space, must be adjacent.
        """
        phrases: dict[Phrase, None] = {}
        left = MOST_WORDS
        pieces = list(_pieces_typed(text))
        for index, (piece, quoted) in enumerate(pieces):
            words = words_of(piece)
            kept = tuple(words[:left])
            if kept:
                last = index == len(pieces) - 1 and len(kept) == len(words)
                phrases[Phrase(kept, open=last and not quoted and len(kept[-1]) > 2)] = None
            left -= len(kept)
            if len(kept) < len(words):
                return cls(tuple(phrases), cut=True)
        return cls(tuple(phrases))

    def __bool__(self) -> bool:
        return bool(self.phrases)

    def is_in(self, text: str) -> bool:
        """Return True if a short text holds every phrase. Long ones are in the index."""
        row = row_of_words(text)
        return bool(self) and all(phrase.needle in row for phrase in self.phrases)


_QUOTES = re.compile('[“”„‟"]')
_TYPED = re.compile(r'"([^"]*)"|([^\s"]+)')


def _pieces_typed(text: str) -> Iterator[tuple[str, bool]]:
    """Yield each piece, and whether it was between quotation marks. An unpaired mark is ignored."""
    plain = _QUOTES.sub('"', text).strip()
    if plain.count('"') % 2:
        at = plain.rindex('"')
        plain = f"{plain[:at]} {plain[at + 1 :]}"
    for found in _TYPED.finditer(plain):
        yield (found[1], True) if found[1] is not None else (found[2], False)
