"""Characters: normal forms in linear time, combining marks, and folding for word lists.

Units are code points throughout. Sources: Unicode 14 as shipped with Python 3.11; UAX #15 section
"Stream-Safe Text Format" for the limit of 30 marks.
"""

import functools
import re
import unicodedata

# CPython sorts a run of combining marks by insertion: 80,000 alternating marks took 4.4 s, and twice
# as many take four times as long. Real text has a handful; UAX #15 allows 30.
_MARKS_ALLOWED = 30
_GRAPHEME_JOINER = "\u034f"

_SPACES = re.compile(r"\s+")

# Letters whose fold differs between languages (Turkish I with and without its dot), and characters
# that web pages write in several ways. Only for comparison with word lists.
_SAME_IN_LISTS = str.maketrans(
    {"ı": "i", "’": "'", "‘": "'", "ʼ": "'"} | dict.fromkeys("\u0307\u00ad\u055b\u055c\u055e")
)


@functools.cache
def _too_many_marks() -> re.Pattern[str]:
    """Return a pattern for a run of marks at the limit. It takes 0.05 s to build, so on first use."""
    marks = "".join(
        re.escape(chr(i)) for i in range(0x300, 0x1F000) if unicodedata.combining(chr(i))
    )
    return re.compile(f"[{marks}]{{{_MARKS_ALLOWED}}}")


def stream_safe(text: str) -> str:
    """Return `text` with a grapheme joiner after every 30th mark of a run.

    Returns the same object if no run is that long. Cost: linear. Normalizing the result is linear
    too; normalizing `text` itself is not.
    """
    if text.isascii():
        return text
    return _too_many_marks().sub(lambda run: run[0] + _GRAPHEME_JOINER, text)


def nfc(text: str) -> str:
    """Return `text` in Unicode's form NFC, in linear time."""
    return unicodedata.normalize("NFC", stream_safe(text))


def nfd(text: str) -> str:
    """Return `text` in Unicode's form NFD, in linear time."""
    return unicodedata.normalize("NFD", stream_safe(text))


def is_mark(character: str) -> bool:
    """Return True if the character continues the one before it: a mark, a Hangul vowel or final."""
    return unicodedata.category(character).startswith("M") or "\u1160" <= character <= "\u11ff"


def list_key(text: str) -> str:
    """Return `text` folded for word lists: NFC, lower case, single spaces, plain apostrophes.

    Offsets in the result are not offsets in `text`.
    """
    if text.isascii():
        return " ".join(text.lower().split())
    folded = nfc(nfc(text).casefold()).translate(_SAME_IN_LISTS)
    return _SPACES.sub(" ", folded).strip()


def storable(text: str) -> str:
    """Replace what databases refuse (NUL and lone surrogates) by U+FFFD. The length is unchanged."""
    return _UNSTORABLE.sub("\ufffd", text)


_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
