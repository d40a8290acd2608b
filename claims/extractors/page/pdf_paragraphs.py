"""Join the printed lines of a PDF to paragraphs, and set the edges of its pages apart.

Line ends of print are no more than its width, so a paragraph becomes one line, and a word that was divided at the end
of one is put together.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from claims.extractors.shapes import Span
from claims.extractors.text.sentences import CLOSERS, STOPS

from .pdf_lines import PrintedLine

_SAME_SIZE = 0.1  # the share by which letters of one text may differ
_FULL_LINE = 0.8  # of the longest line of a paragraph
_MOST_LEADING = 1.35  # of the usual distance of two lines
_INDENT = 0.7  # of the size of the letters
_NARROWEST = 30  # characters in a line of running text; shorter ones are names, dates, items
_LONGEST_WORD = 80
_OPENERS = "\"'“”‘’«»„("
# Unicode has capitals for Georgian, which nobody writes.
_GEORGIAN_CAPITALS = frozenset(map(chr, range(0x1C90, 0x1CC0)))
_EDGE_LINES = 3  # at the top and the bottom of a page, which may be a running head or a number
_SHARE_OF_PAGES = 0.3

_INVISIBLE_HYPHENS = "\u00ad¬"
_HYPHENS = "-\u2010\u058a" + _INVISIBLE_HYPHENS
_ONE_HYPHEN = str.maketrans(dict.fromkeys("\u2010\u058a", "-"))
_DIVIDED = re.compile(
    rf"(?:^|\s)\W*(\w[\w’'{re.escape(_HYPHENS)}]*)(?:[{re.escape(_HYPHENS)}]|\s\u2010)$"
)
# First parts of compounds that are seldom a syllable of one word.
_KEEP_HYPHEN = frozenset(
    ["cross", "non", "self", "vice", "well", "вице", "пресс", "премьер", "северо", "экс", "юго"]
)
_FIRST_WORD = re.compile(r"\w[\w’']*")
_WORD = re.compile(rf"\w[\w’']*(?:[{re.escape(_HYPHENS)}]\w+)*")
_BULLET = re.compile(r"[•▪‣◦●–—*-]\s|\(?\d{1,3}[.)]\s|\(?\w[.)]\s")
_DIGITS = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(
    r"[\W_]*(?:(?:page|p\.|стр\.?|страница|էջ|səhifə|sayfa|s\.|გვერდი|seite|página|pág\.)\s*)?"
    r"(?:\d{1,4}|[ivxlc]{1,6})(?:\s*(?:/|of|из|von|de|sur|-)\s*\d{1,4})?[\W_]*",
    re.I,
)
_BROWSER_EDGE = re.compile(
    r"(?:https?|file):/\S+\s+\d{1,4}\s?/\s?\d{1,4}"
    r"|\d{1,4}[/.-]\d{1,2}[/.-]\d{2,4},? \d{1,2}:\d{2}(?::\d{2})?(?:\s?[AP]M)?.*",
    re.I,
)


@dataclass
class _Paragraph:
    lines: list[PrintedLine] = field(default_factory=list)
    edges: list[PrintedLine] = field(default_factory=list)  # of the pages that end inside it


def write_pages(pages: Sequence[Sequence[PrintedLine]]) -> tuple[str, list[Span]]:
    """Return the text of a PDF, a line for each paragraph, and the spans of running heads and page numbers.

    Those are written after the paragraph that goes on across the end of their page. Cost: linear.
    """
    paragraphs: list[_Paragraph] = []
    for page, (head, foot) in zip(pages, _edges(pages), strict=True):
        found = _paragraphs([line for line in page if line not in head and line not in foot])
        if found and paragraphs and _goes_on(paragraphs[-1], found[0]):
            paragraphs[-1].lines += found.pop(0).lines
        if not paragraphs:
            paragraphs.append(_Paragraph())
        paragraphs[-1].edges += head
        paragraphs += found
        paragraphs[-1].edges += foot
    return _write(paragraphs, _words(pages))


# --- the edges of pages ---


def _edges(
    pages: Sequence[Sequence[PrintedLine]],
) -> list[tuple[list[PrintedLine], list[PrintedLine]]]:
    """Return the running heads and feet of each page: lines that other pages have at the same edge, too."""
    candidates = [_outermost(page) for page in pages]
    counts = [
        Counter(key for edges in candidates for key in {_edge_key(line) for line in edges[side]})
        for side in (0, 1)
    ]
    least = max(2, _SHARE_OF_PAGES * len(pages))
    found: list[tuple[list[PrintedLine], list[PrintedLine]]] = []
    for page, edges in zip(pages, candidates, strict=True):
        sides: list[list[PrintedLine]] = []
        for side, lines in enumerate(edges):
            repeated = [counts[side][_edge_key(line)] >= least for line in lines]
            outside = lines[: [*repeated, False].index(False)]
            if not outside and lines and _is_alone(lines[0], page):
                outside = lines[:1]
            sides.append(outside)
        found.append((sides[0], [line for line in reversed(sides[1]) if line not in sides[0]]))
    return found


def _outermost(page: Sequence[PrintedLine]) -> tuple[list[PrintedLine], list[PrintedLine]]:
    """Return the lines at the top and those at the bottom, each from the edge inwards."""
    by_height = sorted(page, key=lambda line: -line.y)
    return by_height[:_EDGE_LINES], by_height[: -_EDGE_LINES - 1 : -1]


def _edge_key(line: PrintedLine) -> tuple[str, int]:
    text = "#" if _PAGE_NUMBER.fullmatch(line.text) else _DIGITS.sub("#", line.text.casefold())
    return text, round(line.size)


def _is_alone(line: PrintedLine, page: Sequence[PrintedLine]) -> bool:
    """Return True for a page number far from all other lines, and for what browsers print at the edge."""
    distance = min((abs(other.y - line.y) for other in page if other is not line), default=0.0)
    is_number = _PAGE_NUMBER.fullmatch(line.text) or _BROWSER_EDGE.fullmatch(line.text)
    return distance > 2 * line.size and bool(is_number)


# --- paragraphs ---


def _paragraphs(lines: Sequence[PrintedLine]) -> list[_Paragraph]:
    """Return the paragraphs of a page: lines of one size, at the usual distance, each full but the last."""
    found: list[_Paragraph] = []
    for block in _blocks(lines):
        distances = [above.y - below.y for above, below in zip(block, block[1:], strict=False)]
        leading = _MOST_LEADING * min(distances, default=0.0)
        left = min(line.x for line in block)
        longest = max(len(line.text) for line in block)
        paragraphs = [_Paragraph([block[0]])]
        for above, line in zip(block, block[1:], strict=False):
            if above.y - line.y > leading or _begins_paragraph(line, above, left, longest):
                paragraphs.append(_Paragraph())
            paragraphs[-1].lines.append(line)
        # A column that ends in a paragraph goes on at the top of the next one.
        if found and block[0].y > found[-1].lines[-1].y and _goes_on(found[-1], paragraphs[0]):
            found[-1].lines += paragraphs.pop(0).lines
        found += paragraphs
    return found


def _blocks(lines: Sequence[PrintedLine]) -> list[list[PrintedLine]]:
    """Return stretches of lines of one size, each below the one before."""
    blocks: list[list[PrintedLine]] = []
    for line in lines:
        above = blocks[-1][-1] if blocks else None
        if (
            above
            and not (line.is_row or above.is_row)
            and _is_same_size(above, line)
            and 0 < above.y - line.y < 3 * line.size
        ):
            blocks[-1].append(line)
        else:
            blocks.append([line])
    return blocks


def _is_same_size(one: PrintedLine, other: PrintedLine) -> bool:
    return abs(one.size - other.size) <= _SAME_SIZE * one.size


def _begins_paragraph(line: PrintedLine, above: PrintedLine, left: float, longest: int) -> bool:
    if _divided(above.text):
        return False
    indent = _INDENT * line.size
    if _BULLET.match(line.text) or (line.x - left > indent and above.x - left <= indent):
        return True
    is_full = len(above.text) >= _FULL_LINE * longest >= _FULL_LINE * _NARROWEST
    return not is_full and not _begins_small(line.text)


def _begins_small(text: str) -> bool:
    """Return True if the first letter shows that a sentence goes on, which only scripts with capitals can show."""
    first = text.lstrip(_OPENERS)[:1]
    return first.islower() and first.upper() not in _GEORGIAN_CAPITALS


def _goes_on(open_one: _Paragraph, next_one: _Paragraph) -> bool:
    """Return True if a paragraph at the end of a page goes on at the top of the next."""
    if not open_one.lines:
        return False
    last, first = open_one.lines[-1], next_one.lines[0]
    if last.is_row or first.is_row or not _is_same_size(last, first):
        return False
    if _divided(last.text):
        return True
    text = last.text.rstrip(CLOSERS + " ")
    letter = first.text.lstrip(_OPENERS)[:1]
    may_go_on = _begins_small(first.text) or (letter.isalpha() and not letter.isupper())
    return may_go_on and not text.endswith((*STOPS, ":"))


# --- the text ---


def _words(pages: Sequence[Sequence[PrintedLine]]) -> set[str]:
    """Return the words that the file has in one piece."""
    return {
        word.casefold()
        for page in pages
        for line in page
        for word in _WORD.findall(_without_divided(line.text).translate(_ONE_HYPHEN))
    }


def _write(paragraphs: Sequence[_Paragraph], words: set[str]) -> tuple[str, list[Span]]:
    parts: list[str] = []
    spans: list[Span] = []
    at = 0
    for paragraph in paragraphs:
        texts = [_join(paragraph.lines, words)] if paragraph.lines else []
        for text, is_edge in [
            *((text, False) for text in texts),
            *((line.text, True) for line in paragraph.edges),
        ]:
            if is_edge:
                spans.append((at, at + len(text)))
            parts.append(text)
            at += len(text) + 1
    return "\n".join(parts), spans


def _join(lines: Sequence[PrintedLine], words: set[str]) -> str:
    parts: list[str] = []
    for line, below in zip(lines, lines[1:], strict=False):
        parts += _end_of_line(line.text, below.text, words)
    return "".join([*parts, lines[-1].text])


def _end_of_line(text: str, below: str, words: set[str]) -> tuple[str, str]:
    """Return a line without the hyphen that divides its last word, and what is between it and the one below.

    The hyphen stays before a capital or figure (Baku-Tbilisi, COVID-19), where the file has both together with one
    elsewhere, where it has each alone but never both in one, and after a word that is known to keep it.
    """
    divided, rest = _divided(text), _FIRST_WORD.match(below)
    if not divided or not rest:
        return text, " "
    head, tail = divided[1].translate(_ONE_HYPHEN).casefold(), rest[0].casefold()
    is_compound = f"{head}-{tail}" in words or (
        head + tail not in words and (head in _KEEP_HYPHEN or {head, tail} <= words)
    )
    stays = rest[0][0].isupper() or rest[0][0].isdigit() or is_compound
    if not stays or text[-1] in _INVISIBLE_HYPHENS:
        text = text[:-1].rstrip()
    return text, ""


def _without_divided(text: str) -> str:
    divided = _divided(text)
    return text[: -len(divided[0])] if divided else text


def _divided(text: str) -> re.Match[str] | None:
    """Return what is found of a word that is divided at the end of a line; group 1 is its beginning."""
    return _DIVIDED.search(text[-_LONGEST_WORD:])
