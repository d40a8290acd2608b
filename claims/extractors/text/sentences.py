"""Split a text into sentences.

The end of a line always ends a sentence. Inside a line a stop does, unless the words before it (an
abbreviation, an initial, the number of a list item) or after it (a small letter, the clause that
says who spoke) show that the sentence goes on. A quotation of several sentences is split: each may
be a separate claim.
"""

import re

from claims.extractors.shapes import Span

from .abbreviations import (
    BEFORE_NUMBER,
    LIST_ENDS,
    NEVER_LAST,
    SELDOM_LAST,
    STARTERS,
    TURKIC_STARTERS,
)

# Marks that end a sentence: Latin, Armenian (verjaket; a colon is often typed instead, but also as a
# colon), Arabic and Urdu, Devanagari, Ethiopic; Chinese and Japanese, which no space follows.
_WIDE_STOPS = "。！？"
STOPS = ".!?…։؟۔।።" + _WIDE_STOPS
CLOSERS = "\"'”’»›“‘)]}＂」』"

_LINE = re.compile(r"[^\r\n\v\f\x1c-\x1e\x85\u2028\u2029]+")
# A run of stops, closing marks, the number of a note, then blanks and marks that may open the next
# sentence. It matches at every stop and consumes the whole run, so that nothing is scanned twice.
_END = re.compile(
    rf"([{STOPS}]+(?: \.+)*)([{re.escape(CLOSERS)}]*)(?:\[\d{{1,3}}\])?"
    r"(\s*)([\"'“”‘’«»„‚‹›(\[{¿¡*•·–—\s-]*)"
)
_WORD = re.compile(r"[^\W_]+")
_LAST_WORD = re.compile(r"[\w.°№’'-]+$")
_LETTERS = re.compile(r"(?:[^\W\d_]\.)*[^\W\d_]")  # an initial, "U.S", "т.е"
_LETTER_OR_DIGIT = re.compile(r"[^\W_]")
_LONGEST_ABBREVIATION = 24
_LONGEST_PLACE = 40  # "SPRINGFIELD, Ill. —"

_ARMENIAN = re.compile("[ա-և]")
_TYPED_FOR_VERJAKET = re.compile(r"(?<=[ա-և\d»”“\")%]):(?=\s|$)")
_GEORGIAN = range(0x10D0, 0x1100)  # small letters in Unicode; capitals are not in use
_TURKIC = re.compile("[əğışƏĞİŞ]")
_ORDINAL = re.compile(r"\d{1,3}|[IVX]{1,5}")  # "2. Dünya", "II. Qarabağ"

# List items in one line: "1. … 2. …", "a) … b) …", "• … • …".
_MARKER = re.compile(r"(?<!\S)[•⁃‣▪]?\s?(\d{1,3}|[a-z])(\.\)|\)|\.)(?=\s)")
_BULLET = re.compile(r"(?<!\S)[•⁃‣▪]")


def split_sentences(text: str, language: str | None = None) -> list[Span]:
    """Return the sentences of `text` in order, without overlaps and without blanks at their ends.

    Signs without a letter or digit belong to the sentence before them on the line, or to none.
    The letters show the language; `language` helps for lines of Turkish or Azerbaijani without
    special letters. Cost: linear.
    """
    turkic = (language or "").lower().split("-")[0] in ("az", "tr")
    spans: list[Span] = []
    for found in _LINE.finditer(text):
        line = found[0]
        cuts = _sentence_breaks(line, turkic=turkic or bool(_TURKIC.search(line)))
        first = len(spans)
        for start, end in zip([0, *cuts], [*cuts, len(line)], strict=True):
            piece = line[start:end]
            bare = piece.strip()
            start += found.start() + len(piece) - len(piece.lstrip())
            if _LETTER_OR_DIGIT.search(bare):
                spans.append((start, start + len(bare)))
            elif len(spans) > first:
                spans[-1] = (spans[-1][0], start + len(bare))
    return spans


def with_armenian_stops(text: str) -> str:
    """Return `text` with a verjaket for each colon typed instead in Armenian. Same length."""
    return _TYPED_FOR_VERJAKET.sub("։", text) if _ARMENIAN.search(text) else text


def _sentence_breaks(line: str, *, turkic: bool) -> list[int]:
    """Return the offsets in the line where a new sentence begins."""
    line = with_armenian_stops(line)
    cuts, markers = _list_items(line)
    cuts |= {
        found.start(3)
        for found in _END.finditer(line)
        if found.start() not in markers and _is_end(line, found, turkic=turkic)
    }
    return sorted(cuts)


def _list_items(line: str) -> tuple[set[int], set[int]]:
    """Return where the list items of a line begin, except the first, and the stops after their numbers.

    Only numbers (or small letters) that count up one by one, the first at the beginning of the line.
    """
    starts: set[int] = set()
    stops: set[int] = set()
    expected, style = None, ""
    for marker in _MARKER.finditer(line):
        number, sign = marker.groups()
        if expected is None and line[: marker.start()].strip():
            break
        if expected in (None, number) and style in ("", sign):
            if expected:
                starts.add(marker.start())
            stops.add(marker.end(1))
            expected = str(int(number) + 1) if number.isdecimal() else chr(ord(number) + 1)
            style = sign
    if _BULLET.match(line.lstrip()):
        starts.update(found.start() for found in _BULLET.finditer(line))
    return starts, stops


def _is_end(line: str, found: re.Match[str], *, turkic: bool) -> bool:
    """Return True if a sentence ends with the stops and closing marks that were found."""
    run, closing, blank, opening = found.groups()
    if run[-1] in _WIDE_STOPS:
        return True
    after = line[found.end() : found.end() + 1]
    if not blank or not after or _is_small(after) or after in ",;:" + STOPS:
        return False
    if line[found.start() - 1 : found.start()] == "[":  # an omission
        return False
    if opening.startswith(("-", "–", "—")) and (closing or found.start() < _LONGEST_PLACE):
        return False  # the clause that says who spoke; a place before the news
    word = _word_at(line, found.end())
    is_initial = line.startswith(word + ".", found.end())
    begins = not is_initial and _begins_sentences(word.lower(), turkic=turkic)
    if run == ".":
        return not _sentence_continues(line, found, begins=begins, turkic=turkic)
    if set(run) <= set(". …"):  # an ellipsis may be inside a sentence; a capital I proves nothing
        return begins or (after.isupper() and word != "I")
    return True


def _word_at(line: str, at: int) -> str:
    found = _WORD.match(line, at)
    return found[0] if found else ""


def _begins_sentences(word: str, *, turkic: bool) -> bool:
    return word in STARTERS or (turkic and word in TURKIC_STARTERS)


def _sentence_continues(line: str, found: re.Match[str], *, begins: bool, turkic: bool) -> bool:
    """Return True if a single full stop belongs to an abbreviation, or is an Armenian colon.

    `begins` is True if the next word is one that begins sentences.
    """
    stop = found.start()
    before = line[max(0, stop - _LONGEST_ABBREVIATION) : stop]
    if _ARMENIAN.match(before[-1:]) and ("։" in line or found[4]):
        return True
    last_word = _LAST_WORD.search(before)
    word = last_word[0].strip("’'-") if last_word else ""
    small = word.lower()
    if small in NEVER_LAST:
        return True
    if begins or before.lower().endswith(LIST_ENDS):
        return False
    return (
        small in SELDOM_LAST
        or (small in BEFORE_NUMBER and line[found.end()].isdigit())
        or bool(_LETTERS.fullmatch(small))
        or (turkic and bool(_ORDINAL.fullmatch(word)))
    )


def _is_small(letter: str) -> bool:
    return letter.islower() and ord(letter) not in _GEORGIAN
