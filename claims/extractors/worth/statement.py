"""Turn a sentence into a statement that is clear alone: no speaker, no quotation marks, full dates.

Nothing is made up: words that do not allow it stay as they are, for a person to edit.
"""

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise

from claims.extractors.shapes import Attribution, DateFound, Span

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
_WORD_THAT = re.compile(r"\bthat\b")
_AFTER_THAT = re.compile(r"\bthat\s{1,2}[‘“\"']?$", re.IGNORECASE)
_THAT = re.compile(r"(?:that|how|whether)\s+", re.IGNORECASE)
# A finite verb; "accused" and "plans" may be something else.
_FINITE = re.compile(
    r"\b(?:is|are|was|were|am|has|have|had|do|does|did|will|would|can|could|may|might|must|should|shall|went|came|took|gave|"
    r"held|met|left|won|lost|fell|rose|grew|began|broke|drew|drove|flew|fled|fought|got|ran|saw|struck|stood|sank|withdrew|"
    r"wrote|knew|became|spoke|said|\w{2,20}[^e\W\d_]ed)\b|n[’']t\b|[’'](?:re|ve|ll|d|m)\b",
    re.IGNORECASE,
)
_RELATIVE = re.compile(r"\b(?:who|whom|whose|which|where|when|whether|if|that)\b", re.IGNORECASE)
_NO_SUBJECT = frozenset(
    ["to", "as", "of", "about", "if", "who", "which", "him", "me", "us", "them", "than", "or"]
)
# After these verbs, words without "that" are a sentence; after others they may be an object.
_SAYING_VERBS = re.compile(
    r"(?:says?|said|saying|tells?|told|adds?|added|notes?|noted|according|states?|stated|tweeted|writes?|wrote|repl(?:y|ies|ied)|"
    r"explain(?:s|ed)|insist(?:s|ed)|argue[sd]?|claim(?:s|ed)?|believe[sd]?|thinks?|estimate[sd]?|report(?:s|ed)|reportedly|"
    r"mention(?:ed|s)|point(?:ed|s) out|stress(?:ed|es)|confirm(?:s|ed)?|warn(?:s|ed)|announced?)\b",
    re.IGNORECASE,
)
# Kinds whose content is not what was claimed: a denial asserts the opposite of its words.
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
# What may follow a day that is not part of a name: "the Thursday briefing" keeps its day.
_NO_PART_OF_NAME = re.compile(
    r"\s?(?:$|[.,;:!?)—–”’\"']|\s(?:that|in|at|on|by|and|but|for|to|from|with|of|as|when|while|after|before|during|about)\b)"
)


def write_statement(
    text: str,
    sentence: Span,
    saying: Attribution | None,
    quoted: Sequence[Span],
    dates: Sequence[DateFound],
    genders: Mapping[str, str],
    language: str = "en",
) -> str:
    """Return the claim that `sentence` makes, as a draft for a person.

    `saying` is the attribution whose speaker vouches for it, `quoted` are the outermost quotations
    that overlap it, `dates` the dates in it. `genders` has "he" or "she" for names, if known.
    """
    spans = _claimed_spans(text, sentence, saying, quoted, language)
    edits = [
        *_mark_removals(text, quoted),
        *(_date_edits(text, dates, quoted) if language == "en" else ()),
    ]
    words = _tidy_spacing(" ".join(_apply_edits(text, span, edits) for span in spans))
    if language == "en":
        if spans[0][0] == sentence[0]:
            words = _OPENING.sub("", _DATELINE.sub("", words, count=1), count=1)
        if spans != [sentence]:
            words = _THAT.sub("", words, count=1) if _THAT.match(words) else words
            if not any(start <= spans[0][0] < end for start, end in quoted):
                words = _name_pronoun(text, words, saying, genders)
    words = words.strip(" ,;—–-")
    if words and words[-1] not in ".!?…։":
        words += "։" if language == "hy" else "."
    return words[:1].upper() + words[1:]


def _claimed_spans(
    text: str,
    sentence: Span,
    saying: Attribution | None,
    quoted: Sequence[Span],
    language: str,
) -> list[Span]:
    """Return the spans of the sentence with the claim; all of it if less is not a sentence."""
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
    if language == "en":
        return content if _is_sentence(text, content, saying, quoted) else whole
    # In other languages only content that is quoted as a whole is known to be a sentence.
    first, last = content[0][0], content[-1][1]
    return content if any(begin <= first and last <= end for begin, end in quoted) else whole


def _is_sentence(
    text: str, content: Sequence[Span], saying: Attribution, quoted: Sequence[Span]
) -> bool:
    """Return True if the content is a sentence: introduced or quoted like one, and with a verb."""
    words = _tidy_spacing(
        " ".join(_apply_edits(text, span, _mark_removals(text, quoted)) for span in content)
    )
    if words.count(" ") < 2 or not words[0].isalnum():
        return False
    begin = content[0][0]
    if _THAT.match(words):
        return words[:5].lower() == "that "
    if _AFTER_THAT.search(text, max(0, begin - 8), begin):
        # "said that, by a letter that …": the second "that" belongs to the letter.
        said = max((end for _, end in saying.cue if end <= begin), default=begin)
        return len(_WORD_THAT.findall(text, said, begin)) < 2
    if words[0].isupper() and any(start <= begin <= start + 2 for start, _ in quoted):
        return True
    if words.split(" ", 1)[0].lower() in _NO_SUBJECT:
        return False
    verb = _FINITE.search(words)
    says = any(_SAYING_VERBS.match(text, start) for start, _ in saying.cue)
    return bool(says and verb and not _RELATIVE.search(words, 0, verb.start()))


def _apply_edits(text: str, span: Span, edits: Sequence[tuple[int, int, str]]) -> str:
    """Return the text of `span` with the edits inside it; of overlapping edits the first applies."""
    start, end = span
    parts = []
    for first, last, words in sorted(edits):
        if start <= first and last <= end:
            parts += [text[start:first], words]
            start = last
    return "".join([*parts, text[start:end]])


def _mark_removals(text: str, quoted: Sequence[Span]) -> list[tuple[int, int, str]]:
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


def _tidy_spacing(words: str) -> str:
    words = _BEFORE_SIGN.sub(r"\1", _BLANKS.sub(" ", words))
    return _DOUBLED.sub(r"\1", words).strip(" ,;")


def _name_pronoun(
    text: str, words: str, saying: Attribution | None, genders: Mapping[str, str]
) -> str:
    """Replace a pronoun at the start by the speaker's name, if it cannot mean anybody else."""
    if saying is None or saying.voice is None or not saying.voice.named or not saying.source:
        return words
    name = saying.voice.name
    start, end = saying.source[0]
    if len(name.split()) > 6 or "," in text[start:end]:
        return words
    if _BODY.search(name):
        pronoun = _IT.match(words)
        if text[start : start + 4].lower() == "the ":
            name = f"the {name.removeprefix('the ')}"
    else:
        pronoun = _HE.match(words)
        if pronoun and genders.get(name) != pronoun[0].lower():
            return words
    return name[:1].upper() + name[1:] + words[pronoun.end() :] if pronoun else words


def _date_edits(
    text: str, dates: Sequence[DateFound], quoted: Sequence[Span]
) -> list[tuple[int, int, str]]:
    """Return the edits that complete dates; "Thursday" in a quotation may be another one and stays."""
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
    """Return the edit for a day: "on Thursday morning", "yesterday", not "the Thursday briefing"."""
    before = text[max(0, date.start - 12) : date.start]
    part = _PART_OF_DAY.match(text, date.end)
    end = part.end() if part else date.end
    preposition = _PREPOSITION.search(before)
    if not preposition and not _NO_PART_OF_NAME.match(text, end):
        return None
    if part:
        day = f"the {part[1]} of {day}"
    return date.start, end, day if preposition else f"on {day}"
