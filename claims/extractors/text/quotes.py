"""Finding a quotation's words in a text again, and anchoring a passage so that it can be found.

A span is (start, end) in code points of the text as given, whatever its line ends and normal form.
Sources: W3C Web Annotation Data Model, TextQuoteSelector and TextPositionSelector.
"""

import functools
import re
import unicodedata
from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from .characters import is_mark, nfd

Span = tuple[int, int]

CONTEXT = 32  # characters of prefix and suffix

# One character for each family that typing, copying and typesetting confuse. Every entry is one
# character for one, so offsets stay; the space and U+200B then stand for their whole families.
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

# After the translation above, only these pieces can change their length. A letter of ASCII goes
# with the marks that may follow it. Each alternative begins with a character the others cannot
# begin with, or is tried in order without a way back: linear.
_PIECES = re.compile(r"[ \u200b]{2,}|\u200b|[!-~]?[^\x00-\x7f\u200b]+")

# Letters that differ by a stroke, which Unicode does not decompose.
_STROKES = str.maketrans("ıłŁøØđĐħĦ", "ilLoOdDhH")
# What a text in form NFD has where it is not plain: such a letter, or a mark above or below one.
_HAS_DIACRITICS = re.compile(
    "[ıłŁøØđĐħĦ\u0300-\u036f\u0483-\u0487\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed]"
)


@dataclass(frozen=True)
class Selector:
    """A passage by its words and by its place: the fields of both W3C selectors, in code points."""

    exact: str
    prefix: str
    suffix: str
    start: int
    end: int


def anchor(text: str, start: int, end: int) -> Selector:
    """The selector of text[start:end] with up to 32 characters on either side.

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
    """Every place where `quote` stands in `text`, in order; nearest to the offset `near` first if
    given.

    Tried in turn, and the first to find anything answers alone: the very characters; the same but
    for runs of white space, normal form, the shape of quotation marks and dashes, and invisible
    characters; the same but for diacritics. Case always counts. Places do not overlap, and none
    ends inside a letter with its marks. No match is an empty list; so is the answer for a quote
    of blanks or of invisible characters.

    Cost: linear in both, about 1 s for ten million characters when the quote is not there
    verbatim.
    """
    if not fold(quote):
        return []
    for strict, plain in ((True, False), (False, False), (False, True)):
        spans = _verbatim(text, quote) if strict else _folded_spans(text, quote, plain=plain)
        if spans:
            return spans if near is None else sorted(spans, key=lambda s: (abs(s[0] - near), s))
    return []


def stretches(quote: str) -> list[str]:
    """The parts of a quote joined by " […] ".

    The three dots "[...]" stand in articles and are left.
    """
    return [part for part in map(str.strip, quote.split("[…]")) if part]


def locate(text: str, quote: str, near: int | None = None) -> list[Span] | None:
    """Where `quote` stands: one place of the whole, or one for each of its stretches, or None.

    Words that stand several times are taken where they stand first, or nearest to `near`.

    The stretches come in the quote's order, each at its first place after the one before it where
    there is one, otherwise at its first place anywhere. `near` chooses the place of the first.
    """
    whole = find_quote(text, quote, near)
    if whole:
        return whole[:1]
    parts = stretches(quote)
    if len(parts) < 2:
        return None
    found: list[Span] = []
    for part in parts:
        places = find_quote(text, part, None if found else near)
        if not places:
            return None
        after = found[-1][1] if found else 0
        found.append(next((place for place in places if found and place[0] >= after), places[0]))
    return found


def fold(text: str, *, plain: bool = False) -> str:
    """`text` as find_quote compares it; `plain` also takes the diacritics off. Offsets are lost."""
    return _fold(text, plain=plain).text.strip()


# --- the very characters ---


def _verbatim(text: str, quote: str) -> list[Span]:
    return [(start, start + len(quote)) for start in _places(text, quote)]


def _continues(text: str, at: int) -> bool:
    return at < len(text) and is_mark(text[at])


def _places(text: str, quote: str) -> list[int]:
    """Where `quote` begins in `text`: each one that a match may take, without overlaps.

    A place whose match is refused by _continues is followed by a try one character on, but only so
    many times that the whole stays linear: text made of nothing but refusals would be quadratic.
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


# --- the same but for ... ---


@dataclass(frozen=True)
class _Folded:
    """A folded text, and its seams: the pieces that are not one character for one, in order."""

    text: str
    starts: list[int]  # of each seam, in the folded text
    ends: list[int]
    origins: list[Span]  # of each seam, in the text as given

    def start(self, at: int) -> int | None:
        """The original offset of a match's first character; None inside a seam."""
        seam = bisect_right(self.starts, at) - 1
        if seam < 0:
            return at
        if at < self.ends[seam]:
            return self.origins[seam][0] if at == self.starts[seam] else None
        return self.origins[seam][1] + at - self.ends[seam]

    def end(self, at: int) -> int | None:
        """The original offset behind a match's last character; None inside a seam."""
        seam = bisect_left(self.starts, at) - 1
        if seam < 0:
            return at
        if at < self.ends[seam]:
            return None
        return self.origins[seam][1] + at - self.ends[seam]


def _folded_spans(text: str, quote: str, *, plain: bool) -> list[Span]:
    wanted = fold(quote, plain=plain)
    if not wanted:
        return []
    folded = _fold(text, plain=plain)
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
    """Whether folding would leave `piece` as it is: a quick answer for most scripts and words.

    Linear for hostile runs of marks too: the check reads, it does not sort.
    """
    return unicodedata.is_normalized("NFD", piece) and not (plain and _HAS_DIACRITICS.search(piece))


def _clusters(piece: str) -> list[Span]:
    """Each character of `piece` with the combining marks that follow it."""
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
    """The cluster without the marks that only colour a letter.

    Kept: the breve of й and ў (another letter, not a shade of и), and marks of combining classes
    below 10 or of Thai, Lao and Tibetan (kana voicing, nukta, virama, tones), without which words
    change.
    """
    kept = ""
    for c in nfd(cluster):
        mark = unicodedata.combining(c)
        another_letter = c == "\u0306" and kept[-1:] in ("и", "И", "у", "У")
        if not mark or mark < 10 or 37 <= mark < 200 or another_letter:
            kept += c
    return kept.translate(_STROKES)
