"""A sentence so that it stands alone: without who said it, without quotation marks, with its dates whole.

Nothing is made up: where the words do not allow it they stay as they are, for a person to mend.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

from .shapes import Attribution, DateFound, Span

_MARK = re.compile("''|``|[“”„‟\"«»‹›「」『』‘’‚‛'`]")
_BLANKS = re.compile(r"\s+")
_BEFORE_SIGN = re.compile(r"\s+([.,;:!?…])")
_DOUBLED = re.compile(r"[,;]\s*([.,;!?…])")
_DATELINE = re.compile(
    r"(?:[A-Z][A-Z'’.-]{2,}(?: [A-Z][A-Z'’.-]+){0,3}(?:, [\w. ]{2,30})?(?: ?\([\w /,.]{2,40}\))?|\([A-Z]{2,12}\)) ?[—–-]+ "
)
_OPENING = re.compile(
    r"(?:However|Meanwhile|Furthermore|Moreover|In addition|Additionally|Also|And|But|So|Still|Yet|Instead|Nevertheless"
    r"|At the same time|On the other hand|For (?:his|her|its) part|In turn),? (?=\S)"
)
_THAT = re.compile(r"(?:that|how|whether)\s+", re.IGNORECASE)
_FINITE = re.compile(
    r"\b(?:is|are|was|were|am|has|have|had|do|does|did|will|would|can|could|may|might|must|should|shall|went|came|took|gave|"
    r"made|held|met|left|sent|won|lost|cut|hit|shot|fell|rose|grew|began|broke|brought|built|bought|sold|drew|drove|flew|"
    r"fled|found|fought|got|kept|led|paid|put|ran|saw|set|shut|struck|spent|stood|sank|withdrew|wrote|told|knew|became|"
    r"spoke|said|\w{2,20}[^e\W\d_]ed|\w{3,20}[^su\W\d_]s)\b|n[’']t\b|[’'](?:s|re|ve|ll|d|m)\b"
)
# Sayings that are not what was claimed: a denial asserts the contrary of its words.
_KEEPS_ITS_WORDS = ("denied", "asked", "evaded", "declined", "silent", "amended")
_HE = re.compile(r"(?:he|she)(?=\s)", re.IGNORECASE)
_IT = re.compile(r"it(?=\s(?:has|had|will|would|does|did|plans|planned|intends|could|can)\s)", re.I)
_BODY = re.compile(
    r"\b(?:ministry|government|agency|army|office|council|committee|commission|party|company|parliament|department|police|"
    r"union|bank|court|embassy|service|staff|force|forces|command|organi[sz]ation|group|team|house)\b",
    re.IGNORECASE,
)
_MONTHS = "January February March April May June July August September October November December"
_HAS_YEAR = re.compile(r"\d{4}")
_PREPOSITION = re.compile(r"\b(on|by|until|till|since|from|before|after|between|to|and)\s$", re.I)
_PART_OF_DAY = re.compile(r"\s(morning|afternoon|evening|night)\b")
# What may follow a day that is no part of a name: "the Thursday briefing" keeps its day.
_FREE = re.compile(
    r"\s?(?:$|[.,;:!?)—–”’\"']|\s(?:that|in|at|on|by|and|but|for|to|from|with|of|as|when|while|after|before|during|about)\b)"
)


def stand_alone(
    text: str,
    sentence: Span,
    saying: Attribution | None,
    quoted: Sequence[Span],
    dates: Sequence[DateFound],
    language: str = "en",
) -> str:
    """The claim that `sentence` makes, as the start of what a person would write.

    `saying` is the one that vouches for it, `quoted` are the outermost quotations that reach into
    it, `dates` the dates in it.
    """
    spans = _claimed(text, sentence, saying, quoted, language)
    edits = [*_marks(text, quoted), *(_dates(text, dates, quoted) if language == "en" else ())]
    words = _tidy(" ".join(_edited(text, span, edits) for span in spans))
    if language == "en":
        if spans[0][0] == sentence[0]:
            words = _OPENING.sub("", _DATELINE.sub("", words, count=1), count=1)
        if spans != [sentence]:
            words = _named(_THAT.sub("", words, count=1) if _THAT.match(words) else words, saying)
    words = words.strip(" ,;—–-")
    if words and words[-1] not in ".!?…։":
        words += "։" if language == "hy" else "."
    return words[:1].upper() + words[1:]


def _claimed(
    text: str,
    sentence: Span,
    saying: Attribution | None,
    quoted: Sequence[Span],
    language: str,
) -> list[Span]:
    """The stretches of the sentence that say what is claimed; the whole where less is no sentence."""
    whole = [sentence]
    if saying is None or saying.kind in _KEEPS_ITS_WORDS:
        return whole
    start, end = sentence
    content = sorted(
        (max(first, start), min(last, end))
        for first, last in saying.content
        if first < end and last > start
    )
    if not content or any(before[1] > after[0] for before, after in pairwise(content)):
        return whole
    words = _tidy(" ".join(_edited(text, span, _marks(text, quoted)) for span in content))
    if not words or _THAT.match(words) and words[:4].lower() != "that":
        return whole
    is_quoted = any(first <= content[0][0] and content[-1][1] <= last for first, last in quoted)
    if is_quoted and words[0].isupper() and words[-1] in ".,!?…։":
        return content
    if language != "en" or len(words.split()) < 4 or not _FINITE.search(words):
        return whole
    first_word = words.split()[0].lower()
    if first_word in ("to", "as", "of", "in", "on", "for", "about", "if", "when", "who", "which"):
        return whole
    return content


def _edited(text: str, span: Span, edits: Sequence[tuple[int, int, str]]) -> str:
    """The stretch with what lies within it replaced; of edits that cross the first one holds."""
    start, end = span
    parts = []
    for first, last, words in sorted(edits):
        if start <= first and last <= end:
            parts += [text[start:first], words]
            start = last
    return "".join([*parts, text[start:end]])


def _marks(text: str, quoted: Sequence[Span]) -> list[tuple[int, int, str]]:
    edits = []
    for start, end in quoted:
        opening = _MARK.match(text, start)
        if opening:
            edits.append((start, opening.end(), ""))
        for at in (end - 2, end - 1):
            closing = _MARK.fullmatch(text, at, end) if at > start else None
            if closing:
                edits.append((at, end, ""))
                break
    return edits


def _tidy(words: str) -> str:
    words = _BEFORE_SIGN.sub(r"\1", _BLANKS.sub(" ", words))
    return _DOUBLED.sub(r"\1", words).strip(" ,;")


def _named(words: str, saying: Attribution | None) -> str:
    """The pronoun that begins what is claimed is who claims it, "X said he …", where X has a name."""
    if saying is None or saying.voice is None or not saying.voice.named or not saying.source:
        return words
    name = saying.voice.name
    is_body = bool(_BODY.search(name))
    pronoun = (_IT if is_body else _HE).match(words)
    if not pronoun or len(name.split()) > 6 or (not is_body and len(name.split()) < 2):
        return words
    return name[:1].upper() + name[1:] + words[pronoun.end() :]


def _dates(
    text: str, dates: Sequence[DateFound], quoted: Sequence[Span]
) -> list[tuple[int, int, str]]:
    """What each date is replaced by. In somebody's own words "Thursday" may be another one: it stays."""
    edits = []
    for date in dates:
        if any(start < date.start < end for start, end in quoted):
            continue
        edit = _whole_date(text, date)
        if edit:
            edits.append(edit)
    return edits


def _whole_date(text: str, date: DateFound) -> tuple[int, int, str] | None:
    first, last = date.earliest, date.latest
    if not first or not last or _HAS_YEAR.search(date.words):
        return None
    words, year = date.words.lower(), first.year
    if first.year != last.year:
        return None
    if words in ("last year", "this year", "next year"):
        return date.start, date.end, f"in {year}"
    if any(char.isdigit() for char in words):
        comma = "," if words[0].isalpha() and words[-1].isdigit() else ""
        return date.start, date.end, f"{date.words}{comma} {year}"
    if first != last:
        month = _MONTHS.split()[first.month - 1]
        is_month = words.split()[-1][:3] == month[:3].lower() and " " not in words
        return (date.start, date.end, f"{month} {year}") if is_month else None
    return _whole_day(text, date, f"{first.day} {_MONTHS.split()[first.month - 1]} {year}")


def _whole_day(text: str, date: DateFound, day: str) -> tuple[int, int, str] | None:
    """ "on Thursday morning", "yesterday" with their date; "the Thursday briefing" as it is."""
    before = text[max(0, date.start - 12) : date.start]
    part = _PART_OF_DAY.match(text, date.end)
    end = part.end() if part else date.end
    if not _FREE.match(text, end):
        return None
    if part:
        day = f"the {part[1]} of {day}"
    preposition = _PREPOSITION.search(before)
    return date.start, end, day if preposition else f"on {day}"
