"""One fold for everything that is compared: names, statements, questions, ids, file names, quotes and whole texts.

Two strengths. `identity`: two texts that no reader tells apart have the same. `likeness`: two texts with the same
letters and figures have the same, whatever their capitals, accents, spaces and marks; it finds what is then compared
(quotes.py) or asked about. Both are linear in the text, and neither asks a database, whose folds differ.
"""

import re
import unicodedata

from .characters import stream_safe

QUOTATION_MARKS = '"«»‹›„“”‟〝〞〟＂「」『』❝❞‚'
APOSTROPHES = "'’‘‛ʼʻʽʹˈ՚`´′＇ꞌꞋ᾽᾿՝"

# Not of a category that says so: fillers and joiners without ink, tatweel, and marks of tone inside Armenian words.
WITHOUT_INK = frozenset("\u034f\u115f\u1160\u2800\u3164\uffa0\u0640\u055b\u055c\u055e")

# One letter that is typed in two ways: Persian on an Arabic keyboard.
_TWIN_LETTERS = {"ي": "ی", "ى": "ی", "ك": "ک"}

# Signs of which one is typed for the other. Unicode makes a letter of º, and a space and a mark of ˚.
_SIGNS = {
    "º": "°",
    "˚": "°",
    "։": ":",
    "،": ",",
    "؛": ";",
    "؟": "?",
    "⁄": "/",
    "∕": "/",
    "−": "-",
    "⁃": "-",
}

_BEFORE = str.maketrans(
    dict.fromkeys(QUOTATION_MARKS, "") | dict.fromkeys(APOSTROPHES, "'") | _SIGNS
)
# 1½ is not 11/2, and 10² is not 102.
_FRACTION = re.compile(r"(?<=\d)(?=[¼-¾⅐-⅞])")
_POWER = re.compile(r"(?<=\d)(?=[²³¹⁰⁴-⁹])")
_TYPED_QUOTATION_MARKS = re.compile(r"[<>]{2,}|,,+(?=\w)")
_SPACES_AROUND_DASH = re.compile(r" ?-[ -]*")
_LOOSE_APOSTROPHE = re.compile(r"(?<!\w)'+|'+(?!\w)")

# ё is written е, and ı is the small I of Turkish and Azerbaijani.
_LETTERS = {"ё": "е", "Ё": "Е", "\u0307": ""} | _TWIN_LETTERS
_SMALL_I = str.maketrans("ı", "i")
# Capital և is ԵՒ or ԵՎ.
_YEV = re.compile("(?<=[եԵ])[վՎ]")


class _Characters(dict[int, str]):
    """A table for str.translate, filled when a character first occurs: a text may have a million different ones."""

    def __missing__(self, code: int) -> str:
        folded = _fold_character(chr(code))
        if len(self) < 20_000:
            self[code] = folded
        return folded


_CHARACTERS = _Characters()


def _fold_character(character: str) -> str:
    if character in _LETTERS:
        return _LETTERS[character]
    category = unicodedata.category(character)
    if character in WITHOUT_INK or category == "Cf" or is_variant(character):
        return ""
    if category == "Pd":
        return "-"
    if category in ("Cc", "Zs", "Zl", "Zp"):
        return " "
    if category == "Nd":
        return str(unicodedata.decimal(character))
    return "" if is_point(character) else character


def is_variant(character: str) -> bool:
    """Return True for a selector of another shape of the character before it."""
    return "\ufe00" <= character <= "\ufe0f" or "\U000e0100" <= character <= "\U000e01ef"


def is_point(character: str) -> bool:
    """Return True for a mark that a text may leave out: points of Hebrew and Arabic, and stress (Никола́й).

    A letter with an accent that an alphabet has is one character (NFC), and keeps it.
    """
    return character in "\u0300\u0301" or 10 <= unicodedata.combining(character) <= 36


def identity(text: str, *, keep_case: bool = False) -> str:
    """Return what two texts share that no reader tells apart. Folded again, it stays the same.

    Folded: form (NFKC) and case, quotation marks, apostrophes at the edges of words, dashes, spaces and line ends, what
    has no ink, ё, և, the figures of other scripts, letters typed in two ways. Accents, й, punctuation and the letters of
    another script that look alike are kept. For ids and file names, whose case may count, use `keep_case`.
    """
    text = _POWER.sub("^", _FRACTION.sub(" ", text)).translate(_BEFORE)
    text = unicodedata.normalize("NFKC", stream_safe(text)).translate(_BEFORE)
    if not keep_case:
        text = unicodedata.normalize("NFKC", stream_safe(text.casefold())).casefold()
        text = text.translate(_SMALL_I)
    text = unicodedata.normalize("NFKC", stream_safe(text)).translate(_CHARACTERS)
    text = unicodedata.normalize("NFC", stream_safe(text))
    text = _YEV.sub(_small_or_capital_yiwn, text)
    text = " ".join(_LOOSE_APOSTROPHE.sub("", _TYPED_QUOTATION_MARKS.sub("", text)).split())
    return _SPACES_AROUND_DASH.sub("-", text).strip()


def _small_or_capital_yiwn(found: re.Match[str]) -> str:
    return "ւ" if found[0] == "վ" else "Ւ"
