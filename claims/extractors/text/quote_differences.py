"""How a quote differs from words with the same letters and figures: allowed and said, or not these words.

What readers do not tell apart (folding.py) is no difference: the shape of marks, ligatures, a word divided at the end
of a line, the mark of a footnote. Capitals, accents and punctuation are differences that are said. A space within
a word, or another mark between the figures of a number, makes other words.
"""

import functools
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum, StrEnum

from .folding import (
    APOSTROPHES,
    FIRST_NOTE_FIGURE,
    QUOTATION_MARKS,
    SIGNS,
    WITHOUT_INK,
    identity,
    is_letter,
    is_variant,
    pieces_of,
)


class DifferenceCode(StrEnum):
    """How a quote differs from the archived copy beyond typography."""

    LEFT_OUT = "left_out"  # words, where the quote has an elision
    ADDED = "added"  # words, in brackets
    ORDER = "order"
    FIRST_LETTER = "first_letter"  # its case, as an editor fits a quote into a sentence
    FIRST_LETTER_IN_BRACKETS = "first_letter_in_brackets"
    CAPITALS = "capitals"  # in so many words
    ACCENTS = "accents"
    PUNCTUATION = "punctuation"
    FIGURE_CUT = "figure_cut"  # it begins or ends inside a figure


@dataclass(frozen=True)
class Difference:
    code: DifferenceCode
    count: int = 1


_GRAVE = {DifferenceCode.CAPITALS, DifferenceCode.ACCENTS, DifferenceCode.FIGURE_CUT}


def weigh(differences: Iterable[Difference]) -> int:
    """Return how much the differences matter: of several places, the one that differs least is meant."""
    return sum(2 if one.code in _GRAVE else 1 for one in differences)


def add_up(*found: Iterable[Difference]) -> tuple[Difference, ...]:
    """Return the differences of several stretches, each code once."""
    counts = Counter[DifferenceCode]()
    for differences in found:
        for one in differences:
            counts[one.code] += one.count
    return tuple(Difference(code, counts[code]) for code in DifferenceCode if counts[code])


@dataclass(frozen=True)
class Spelled:
    """A text letter by letter: each as it is written, with its marks, and what is before it and after the last."""

    letters: str
    written: list[str]
    gaps: list[str]


def spell(comparable: str) -> Spelled:
    """Take apart a text that `comparable` returned. A loop over characters: for a quote, not for an article."""
    letters: list[str] = []
    written: list[str] = []
    gaps = [""]
    for character in comparable:
        pieces, single = _pieces(character)
        if len(pieces) > 1 and "⁄" in pieces and letters and letters[-1].isdigit():
            gaps[-1] += " "  # 1½ is 1 1/2
        for piece in pieces:
            if is_letter(piece):
                letters.append(piece)
                written.append(character if single else piece)
                gaps.append("")
            elif letters and not gaps[-1] and unicodedata.category(piece)[0] == "M":
                written[-1] += "" if single else piece
            else:
                gaps[-1] += piece
    return Spelled("".join(letters), written, gaps)


@functools.lru_cache(maxsize=4096)
def _pieces(character: str) -> tuple[str, bool]:
    """Return its pieces, and whether one of them is a letter: that is then the whole character, with its case."""
    pieces = pieces_of(character)
    return pieces, sum(map(is_letter, pieces)) == 1


def compare_words(here: Spelled, quote: Spelled) -> tuple[Difference, ...] | None:
    """Return how a quote differs from the same letters in the text; None if those are not its words.

    What is before its first letter and after its last is not compared: a sentence quoted whole ends as it likes.
    """
    capitals, accents = list[int](), list[int]()  # the numbers of the words
    punctuation = word = 0
    for at, (one, other) in enumerate(zip(here.written, quote.written, strict=True)):
        if at:
            gaps = here.gaps[at], quote.gaps[at]
            if gaps != ("", ""):
                differs = _compare_gaps(*gaps, here.letters[at - 1 : at + 1])
                if differs is None:
                    return None
                punctuation += differs
                word += gaps[0] != ""
        if one != other:
            case, accent = _compare_letters(one, other)
            capitals += [word] if case else []
            accents += [word] if accent else []
    found = [
        *_case_differences(capitals, here, quote),
        Difference(DifferenceCode.ACCENTS, len(set(accents))),
        Difference(DifferenceCode.PUNCTUATION, punctuation),
    ]
    return add_up(found)


def _case_differences(words: list[int], here: Spelled, quote: Spelled) -> list[Difference]:
    if not words:
        return []
    only_first = words == [0] and _compare_letters(here.written[0], quote.written[0])[0]
    if not only_first:
        return [Difference(DifferenceCode.CAPITALS, len(set(words)))]
    in_brackets = quote.gaps[0].endswith("[") and quote.gaps[1].startswith("]")
    code = DifferenceCode.FIRST_LETTER_IN_BRACKETS if in_brackets else DifferenceCode.FIRST_LETTER
    return [Difference(code)]


_SCHWA = str.maketrans("әӘ", "əƏ")


@functools.lru_cache(maxsize=4096)
def _compare_letters(one: str, other: str) -> tuple[bool, bool]:
    """Return whether the case of two letters differs, and whether their accents do."""
    one, other = one.translate(_SCHWA), other.translate(_SCHWA)
    if identity(one, keep_case=True) == identity(other, keep_case=True):
        return False, False
    case = one[:1].isupper() != other[:1].isupper()
    return case, not case or identity(one) != identity(other)


# --- what is between two letters ---


# Words left out, in brackets. Three dots alone may be the author's own.
ELISION = re.compile(r"[\[(<{/]\s?(?:…|\.{2,}|\. \. \.)\s?[\])>}/]")


class _Kind(Enum):
    NOTHING = 0
    TIGHT = 1  # a mark without spaces
    SPACED = 2
    DIVIDED = 3  # a hyphen at the end of a line


@dataclass(frozen=True)
class _Gap:
    kind: _Kind
    marks: str  # punctuation, in one shape
    between_figures: str
    notes: str  # the figures of a footnote
    is_joined: bool  # Persian writes parts of a word next to each other
    is_elided: bool


_TOKEN = re.compile(r"\.{2,}|…|<<|>>|,,|''|``|-+|\S")
_DIVIDED = re.compile("[-¬\u00ad][^\\S\n\x0b\x0c\x85\u2028\u2029]*[\n\x0b\x0c\x85\u2028\u2029]\\s*")
_QUOTES = frozenset(QUOTATION_MARKS + APOSTROPHES) | {"<<", ">>", ",,", "''", "``", "<", ">"}
_UNSAID = frozenset("[]*†‡") | WITHOUT_INK
_ALWAYS_JOINING = frozenset("-.")
_NON_JOINER = "\u200c"


def mark_of(token: str) -> str:
    """Return one shape for all that are typed for each other: every quotation mark and apostrophe is a `"`."""
    if token in _QUOTES:
        return '"'
    if token[0] == "…" or token.startswith(".."):
        return "…"
    return "-" if token[0] == "-" else SIGNS.get(token, token)


def marks_in(text: str) -> list[tuple[str, int, int]]:
    """Return the shape and the span of each mark in a text, without those that have no ink."""
    return [
        (mark_of(found[0]), found.start(), found.end())
        for found in _TOKEN.finditer(text)
        if not _has_no_ink(found[0])
    ]


def _has_no_ink(token: str) -> bool:
    return (
        token in WITHOUT_INK
        or unicodedata.category(token[0]) in ("Cf", "Cc")
        or is_variant(token[0])
    )


@functools.lru_cache(maxsize=4096)
def _gap(raw: str) -> _Gap:
    notes = "".join(c for c in raw if FIRST_NOTE_FIGURE <= ord(c) < FIRST_NOTE_FIGURE + 10)
    found = [mark for mark, start, _ in marks_in(raw) if raw[start] not in notes]
    marks = "".join(mark for mark in found if mark != '"' and mark not in _UNSAID)
    has_space = any(c.isspace() for c in raw)
    if _DIVIDED.fullmatch(raw):
        kind = _Kind.DIVIDED
    elif has_space:
        kind = _Kind.SPACED
    else:
        kind = _Kind.TIGHT if marks else _Kind.NOTHING
    spaced = " " if has_space and marks.strip("-") == "" and "-" not in marks else ""
    return _Gap(
        kind, marks, f"{marks}{spaced}", notes, _NON_JOINER in raw, bool(ELISION.search(raw))
    )


def _compare_gaps(here: str, quote: str, around: str) -> int | None:
    """Return 1 if punctuation between the two letters `around` differs, otherwise 0; None if they are not these words."""
    one, other = _gap(here), _gap(quote)
    if one.notes and other.notes and one.notes != other.notes:
        return None
    if one.is_elided != other.is_elided:
        return None
    if around.isdigit():
        return _compare_in_figures(one, other)
    if around.isalpha() and not _may_join(one, other, around):
        return None
    if _Kind.DIVIDED in (one.kind, other.kind) and {one.marks, other.marks} <= {"", "-"}:
        return 0
    return int(one.marks != other.marks)


def _compare_in_figures(one: _Gap, other: _Gap) -> int | None:
    if one.between_figures == other.between_figures and (one.kind == other.kind or one.marks):
        return 0
    # Between two sentences, or parts of one: “in 2024. 12 lorries”.
    apart = one.kind == other.kind == _Kind.SPACED and one.marks and other.marks
    return 1 if apart else None


def _may_join(one: _Gap, other: _Gap, around: str) -> bool:
    """Return False if the two letters are in one word here and in two words there."""
    kinds = {one.kind, other.kind}
    if _Kind.NOTHING not in kinds or kinds == {_Kind.NOTHING} or _Kind.DIVIDED in kinds:
        return True
    nothing, something = (one, other) if one.kind == _Kind.NOTHING else (other, one)
    if something.kind == _Kind.TIGHT:
        return set(something.marks) <= _ALWAYS_JOINING
    return nothing.is_joined or is_spaceless(around)


def is_spaceless(text: str) -> bool:
    """Return True for a script without spaces between words."""
    return any(
        "\u0e00" <= c <= "\u0eff"
        or "\u1780" <= c <= "\u17ff"
        or "\u2e80" <= c <= "\u9fff"
        or "\uf900" <= c <= "\ufaff"
        or c >= "\U00020000"
        for c in text
    )


# --- figures ---

_GROUP_SPACES = " '’\u00a0\u2009\u202f"
_INSIDE_AFTER = re.compile(r"\d[.,]?$|(?:^|[\s(\[])[-–−]$")
_INSIDE_BEFORE = re.compile(r"[.,]?\d")
_GROUP_AFTER = re.compile(rf"(?<!\d)\d{{1,3}}[{_GROUP_SPACES}]$")
_GROUP = re.compile(r"\d{3}(?!\d)")


def cuts_figure(text: str, start: int, end: int) -> bool:
    """Return True if the span begins or ends inside a figure: 200 of 1 200, 5 of −5 and of 2.5."""
    before, after = text[max(0, start - 5) : start], text[end : end + 5]
    if text[start].isdigit() and (
        _INSIDE_AFTER.search(before) or (_GROUP_AFTER.search(before) and _GROUP.match(text, start))
    ):
        return True
    if not text[end - 1].isdigit():
        return False
    begins = text[max(0, end - 4) : end] + after[:1]
    return bool(
        _INSIDE_BEFORE.match(after) or (_GROUP_AFTER.search(begins) and _GROUP.match(after, 1))
    )
