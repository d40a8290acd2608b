"""Find the words of a quote in a text, and anchor a passage so that it can be found later.

A span is (start, end) in code points of the given text, whatever its line ends and normal form.
Sources: W3C Web Annotation Data Model, TextQuoteSelector and TextPositionSelector.
"""

import functools
import re
import unicodedata
from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from claims.extractors.shapes import Span

from .characters import is_mark, nfd

CONTEXT = 32  # characters of prefix and suffix

# One character for each family that typing, copying and typesetting confuse. Each entry replaces one
# character by one, so offsets stay; the space and U+200B then represent their whole families.
_SPACES = "\t\n\v\f\r\x1c\x1d\x1e\x1f\x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000" + "".join(
    map(chr, range(0x2000, 0x200B))
)
_INVISIBLE = "\u00ad\u034f\u061c\u180e\u200c\u200d\u200e\u200f\u2060\ufe0e\ufe0f\ufeff" + "".join(
    map(chr, (*range(0x202A, 0x202F), *range(0x2066, 0x206A)))
)
_FAMILIES = {
    " ": _SPACES,
    "\u200b": _INVISIBLE,
    "'": "‘’‚‛‹›`´ʼʹ′՚＇",
    '"': "“”„‟«»″＂",
    "-": "‐‑‒–—―−﹘﹣－",
}
_ONE_PER_FAMILY = str.maketrans({c: head for head, family in _FAMILIES.items() for c in family})

# After the translation above, only these pieces can change their length. An ASCII letter belongs to
# the marks that may follow it. Each alternative begins with a character that the others cannot begin
# with, or is tried in order without backtracking: linear.
_PIECES = re.compile(r"[ \u200b]{2,}|\u200b|[!-~]?[^\x00-\x7f\u200b]+")

# Letters that differ by a stroke, which Unicode does not decompose.
_STROKES = str.maketrans("ıłŁøØđĐħĦ", "ilLoOdDhH")
# What text in form NFD with diacritics contains: such a letter, or a mark above or below one.
_HAS_DIACRITICS = re.compile(
    "[ıłŁøØđĐħĦ\u0300-\u036f\u0483-\u0487\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed]"
)


@dataclass(frozen=True)
class Selector:
    """A passage by its words and its position: the fields of both W3C selectors, in code points."""

    exact: str
    prefix: str
    suffix: str
    start: int
    end: int


def anchor(text: str, start: int, end: int) -> Selector:
    """Return the selector of text[start:end] with up to 32 characters of context on each side.

    Raises ValueError unless 0 <= start < end <= len(text).
    """
    if not 0 <= start < end <= len(text):
        raise ValueError(f"no passage at {start} to {end} of a text of {len(text)} characters")
    return Selector(
        exact=text[start:end],
        prefix=text[max(0, start - CONTEXT) : start],
        suffix=text[end : end + CONTEXT],
        start=start,
        end=end,
    )


def find_quote(text: str, quote: str, near: int | None = None) -> list[Span]:
    """Return every place of `quote` in `text`, in order, or the nearest to the offset `near` first.

    Three comparisons are tried, and the first that finds anything gives the result: identical
    characters; equal except for white space, normal form, the shape of quotation marks and dashes,
    and invisible characters; equal except for diacritics too. Case always counts. Places do not
    overlap, and none ends inside a letter with its marks. A quote of blanks or invisible
    characters is never found.

    Cost: linear in both, about 1 s for ten million characters if the quote is not there verbatim.
    """
    return _find(_Searched(text), quote, near)


class _Searched:
    """A text, folded once in each way however many quotes are searched for: folding is the slow part."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._folded: dict[bool, _Folded] = {}

    def folded(self, *, plain: bool) -> "_Folded":
        if plain not in self._folded:
            self._folded[plain] = _fold(self.text, plain=plain)
        return self._folded[plain]


def _find(searched: _Searched, quote: str, near: int | None = None) -> list[Span]:
    if not fold(quote):
        return []
    for strict, plain in ((True, False), (False, False), (False, True)):
        if strict:
            spans = _verbatim(searched.text, quote)
        else:
            spans = _folded_spans(searched.folded(plain=plain), fold(quote, plain=plain))
        if spans:
            return spans if near is None else sorted(spans, key=lambda s: (abs(s[0] - near), s))
    return []


def stretches(quote: str) -> list[str]:
    """Return the parts of a quote between "[…]". Three dots "[...]" occur in articles and are kept."""
    return [part for part in map(str.strip, quote.split("[…]")) if part]


def locate(text: str, quote: str, near: int | None = None) -> list[Span] | None:
    """Return one place of the whole quote, or one for each of its stretches, or None.

    Words that occur several times are located at their first place, or the nearest to `near`.
    Stretches keep the quote's order: each is located at its first place after the previous one,
    or else at its first place anywhere. `near` chooses the place of the first stretch.
    """
    searched = _Searched(text)
    whole = _find(searched, quote, near)
    if whole:
        return whole[:1]
    parts = stretches(quote)
    if len(parts) < 2:
        return None
    found: list[Span] = []
    for part in parts:
        places = _find(searched, part, None if found else near)
        if not places:
            return None
        after = found[-1][1] if found else 0
        found.append(next((place for place in places if found and place[0] >= after), places[0]))
    return found


def fold(text: str, *, plain: bool = False) -> str:
    """Return `text` as find_quote compares it; `plain` also removes diacritics. Offsets change."""
    return _fold(text, plain=plain).text.strip()


# --- identical characters ---


def _verbatim(text: str, quote: str) -> list[Span]:
    return [(start, start + len(quote)) for start in _places(text, quote)]


def _continues(text: str, at: int) -> bool:
    return at < len(text) and is_mark(text[at])


def _places(text: str, quote: str) -> list[int]:
    """Return the offsets of `quote` in `text`, without overlaps.

    After a match that _continues refuses, the search goes on one character later, but only as
    often as keeps it linear: text made of nothing but refusals would be quadratic.
    """
    found: list[int] = []
    tries = 64 + len(text) // len(quote)
    at = text.find(quote)
    while at >= 0:
        end = at + len(quote)
        if not _continues(text, end):
            found.append(at)
        elif tries > 0:
            tries -= 1
            end = at + 1
        at = text.find(quote, end)
    return found


# --- equal after folding ---


@dataclass(frozen=True)
class _Folded:
    """A folded text with its seams: the pieces, in order, whose length the folding may change."""

    text: str
    starts: list[int]  # of each seam, in the folded text
    ends: list[int]
    origins: list[Span]  # of each seam, in the given text

    def start(self, at: int) -> int | None:
        """Return the original offset of a match's first character; None inside a seam."""
        seam = bisect_right(self.starts, at) - 1
        if seam < 0:
            return at
        if at < self.ends[seam]:
            return self.origins[seam][0] if at == self.starts[seam] else None
        return self.origins[seam][1] + at - self.ends[seam]

    def end(self, at: int) -> int | None:
        """Return the original offset after a match's last character; None inside a seam."""
        seam = bisect_left(self.starts, at) - 1
        if seam < 0:
            return at
        if at < self.ends[seam]:
            return None
        return self.origins[seam][1] + at - self.ends[seam]


def _folded_spans(folded: _Folded, wanted: str) -> list[Span]:
    if not wanted:
        return []
    spans: list[Span] = []
    for at in _places(folded.text, wanted):
        start, end = folded.start(at), folded.end(at + len(wanted))
        if start is not None and end is not None:
            spans.append((start, end))
    return spans


def _fold(text: str, *, plain: bool) -> _Folded:
    out: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    origins: list[Span] = []
    length = done = 0

    def seam(piece: str, start: int, end: int) -> None:
        nonlocal length, done
        out.append(same[done:start])
        length += start - done
        out.append(piece)
        starts.append(length)
        length += len(piece)
        ends.append(length)
        origins.append((start, end))
        done = end

    same = text.translate(_ONE_PER_FAMILY)
    for found in _PIECES.finditer(same):
        piece, start = found[0], found.start()
        if piece[0] in " \u200b":
            seam(" " if " " in piece else "", start, found.end())
        elif not _is_folded(piece, plain=plain):
            for first, last in _clusters(piece):
                before = piece[first:last]
                after = _fold_cluster(before, plain=plain)
                if after != before or last - first > 1:
                    seam(after, start + first, start + last)
    out.append(same[done:])
    return _Folded("".join(out), starts, ends, origins)


def _is_folded(piece: str, *, plain: bool) -> bool:
    """Return True if folding would not change `piece`: a shortcut for most scripts and words.

    Linear even for hostile runs of marks: the check does not sort them.
    """
    return unicodedata.is_normalized("NFD", piece) and not (plain and _HAS_DIACRITICS.search(piece))


def _clusters(piece: str) -> list[Span]:
    """Return the span of each character with the combining marks that follow it."""
    heads = [i for i, c in enumerate(piece) if not i or not unicodedata.combining(c)]
    return list(zip(heads, [*heads[1:], len(piece)], strict=True))


def _fold_cluster(cluster: str, *, plain: bool) -> str:
    fold_it = _fold_letter if len(cluster) == 1 else _fold_any
    return fold_it(cluster, plain=plain)


def _fold_any(cluster: str, *, plain: bool) -> str:
    return _without_diacritics(cluster) if plain else nfd(cluster)


# A text has few different letters; clusters can be long and are not kept.
_fold_letter = functools.lru_cache(maxsize=4096)(_fold_any)


def _without_diacritics(cluster: str) -> str:
    """Return the cluster without its diacritics.

    Keeps the breve of й and ў (other letters than и and у), and marks that change the word:
    combining classes below 10 and those of Thai, Lao and Tibetan (kana voicing, nukta, virama, tones).
    """
    kept = ""
    for c in nfd(cluster):
        mark = unicodedata.combining(c)
        another_letter = c == "\u0306" and kept[-1:] in ("и", "И", "у", "У")
        if not mark or mark < 10 or 37 <= mark < 200 or another_letter:
            kept += c
    return kept.translate(_STROKES)
