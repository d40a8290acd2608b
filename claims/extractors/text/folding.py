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
SIGNS = {
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
    dict.fromkeys(QUOTATION_MARKS, "") | dict.fromkeys(APOSTROPHES, "'") | SIGNS
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
    if character.isspace():
        return " "
    if category == "Cc":
        return ""
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


def plain_id(text: str) -> str:
    """Return an id without what nobody sees: invisible characters, kinds of dashes and blanks. Its case counts."""
    text = unicodedata.normalize("NFC", stream_safe(text))
    kept = (c for c in text if unicodedata.category(c) not in ("Cf", "Cc") or c.isspace())
    plain = ("-" if unicodedata.category(c) == "Pd" or c == "−" else c for c in kept)
    return " ".join("".join(plain).split())


def _small_or_capital_yiwn(found: re.Match[str]) -> str:
    return "ւ" if found[0] == "վ" else "Ւ"


# --- likeness ---

MINUS = "−"

# One letter on two keyboards, and letters that Unicode does not decompose.
_ALIKE = {
    "ә": "e",
    "ə": "e",
    "ı": "i",
    "ł": "l",
    "ø": "o",
    "đ": "d",
    "ħ": "h",
    "æ": "ae",
    "œ": "oe",
}
# Letters of their own, although Unicode decomposes them: война is not воина.
_WHOLE = frozenset("йўї")
_DECOMPOSED = re.compile(".[\u0306\u0308]", re.DOTALL)
_JOINER = "\u034f"

_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−⁃﹘﹣－֊־", "-"))
_MINUS = re.compile(r"(?:(?<=[\s(\[«“„\"'])|^)-(?=\d)")
_CLASSICAL_YEV = re.compile("[եԵ][վՎ]")
_YIWN = str.maketrans("վՎ", "ւՒ")

# Marks of footnotes. A superscript after 10 or one figure is a power; after a unit it belongs to it.
_BRACKETED_NOTE = re.compile(r"(?<=\S)\[(?:\d{1,3}|[a-zа-я*†‡]|note \d{1,2})\](?!\w)")
_SUPERSCRIPT = re.compile("[⁰¹²³⁴-⁹]+")
_POWER_OF = re.compile(r"(?<!\w)(?:10|\d)$")
_UNIT = re.compile(r"(?<![^\W\d])(?:[kcdm]?m|ft|[кдс]?м|мм|[կս]?մ|[კს]?მ)$")
# What a page's text keeps of one: “failed twice.1 The ministry”.
_LOOSE_NOTE = re.compile(r"(?:(?<=[^\W\d][.,;!?])|(?<=[^\W\d][.,;!?][”»\"]))\d{1,2}(?=\s|$)")
FIRST_NOTE_FIGURE = 0xE000  # private characters, for the figures of a footnote
_NOTE_FIGURES = str.maketrans({str(n): chr(FIRST_NOTE_FIGURE + n) for n in range(10)})

_SIGNS_KEPT = frozenset("%‰°&§^\ufffd") | {MINUS}
_NO_LETTERS = frozenset(f"<>|~⁄∕{APOSTROPHES}") | WITHOUT_INK


def comparable(text: str) -> str:
    """Return `text` in the same length, for `letters`: marks of footnotes hidden, a minus told from a dash."""
    text = text.translate(_DASHES)
    text = _MINUS.sub(MINUS, text)
    text = _BRACKETED_NOTE.sub(lambda note: _JOINER * len(note[0]), text)
    text = _LOOSE_NOTE.sub(lambda note: note[0].translate(_NOTE_FIGURES), text)
    if text.isascii():
        return text
    text = _DECOMPOSED.sub(_composed, text)
    text = _CLASSICAL_YEV.sub(lambda pair: pair[0].translate(_YIWN), text)
    return _SUPERSCRIPT.sub(_raised, text)


def _composed(pair: re.Match[str]) -> str:
    composed = unicodedata.normalize("NFC", pair[0])
    return composed + _JOINER if composed.lower() in _WHOLE else pair[0]


def _raised(figures: re.Match[str]) -> str:
    before = figures.string[max(0, figures.start() - 4) : figures.start()]
    plain = "".join(str(unicodedata.digit(figure)) for figure in figures[0])
    if _UNIT.search(before):
        return plain
    return figures[0][0] + plain[1:] if _POWER_OF.search(before) else _JOINER * len(plain)


class _Letters(dict[int, str | None]):
    """A table for str.translate: each character's letters, figures and signs, or None. Filled as _Characters is."""

    def __missing__(self, code: int) -> str | None:
        found = "".join(piece for piece in pieces_of(chr(code)) if is_letter(piece)) or None
        if len(self) < 20_000:
            self[code] = found
        return found


_LETTERS_OF = _Letters()


def letters(comparable_text: str) -> str:
    """Return the letters, figures and signs of what `comparable` returned, in small letters without accents.

    Each character is folded by itself, so that a text may be folded in parts.
    """
    return comparable_text.translate(_LETTERS_OF)


def likeness(text: str) -> str:
    """Return the letters, figures and signs of a text, without case, accents, spaces, marks and footnotes.

    What shares it is compared (quotes.py) or asked about, and never taken for the same by itself.
    """
    return letters(comparable(text))


_UNSPLIT = frozenset(QUOTATION_MARKS + APOSTROPHES)  # ´ would be a space and a mark


def pieces_of(character: str) -> str:
    """Return the letters and marks that a character is made of, in small letters: "fi" of ﬁ, "1⁄2" of ½."""
    small = character.casefold()
    if small in _WHOLE:
        return small
    if character in _UNSPLIT:
        return character
    if character in "º˚":
        return "°"
    if _SUPERSCRIPT.match(character):
        return f"^{unicodedata.digit(character)}"
    if character.isdecimal():
        return str(unicodedata.decimal(character))
    whole = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", character).casefold())
    return "".join(_ALIKE.get(c) or _TWIN_LETTERS.get(c) or c for c in whole)


def is_letter(piece: str) -> bool:
    """Return True if it counts when texts are compared: a letter, a figure, a mark that changes a word, a sign."""
    category = unicodedata.category(piece)
    if category[0] == "M":
        return not is_accent(piece) and not is_variant(piece) and piece not in WITHOUT_INK
    if category[0] in "LN" or category in ("Sc", "Sm"):
        return piece not in _NO_LETTERS
    return piece in _SIGNS_KEPT


def is_accent(mark: str) -> bool:
    """Return True for a mark that is often left out: not a nukta, virama or voicing, nor a vowel of Hindi or Thai."""
    position = unicodedata.combining(mark)
    return position == 1 or 10 <= position <= 36 or position >= 200
