"""Find the sentences to suggest for checking, with the chain and the statement of each."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from claims.extractors.attribution import chain, lexicon
from claims.extractors.attribution.vouching import vouching_saying
from claims.extractors.shapes import Attribution, Candidate, DateFound, Span
from claims.extractors.text.quotations import Quotation

from .statement import write_statement
from .worth import reasons_to_check, score_worthiness

MOST_CANDIDATES = 300  # of one article; if there are more, those with the highest scores
_OPEN_AT_ONCE = 32  # attributions around one sentence
_LONGEST = 2_000  # characters; anything longer is not a sentence
_TOO_LOW = 0.12  # the score below which a sentence needs one of these reasons
_ALWAYS_SUGGESTED = frozenset(["number", "date", "denial", "act", "document"])
_HEADLINE_WEIGHT = 0.5  # factor for the score of a line without a stop

_STOPS = (".", "!", "?", "…", "։", ":", "؟", "。")
_OFFICE = re.compile(r"\b(?:\w{0,15}(woman)|\w{0,15}man|mr)\b", re.IGNORECASE)
_QUOTED = 12  # characters of a quotation that somebody said
_SAYS = re.compile(r"\b(?:said|told|announced|declared|stated|denied|confirmed|according to)\b")
_CLOSING = " \"'”’»“)]"


def find_candidates(
    text: str,
    sentences: Sequence[Span],
    languages: Sequence[str],
    quotations: Sequence[Quotation],
    attributions: Sequence[Attribution],
    dates: Sequence[DateFound],
) -> list[Candidate]:
    """Return the candidates in order; `languages` has the language of each sentence. Cost: linear."""
    drafts = _drafts(text, sentences, languages, quotations, attributions, dates)
    scores = score_worthiness([one.statement for one in drafts], [one.language for one in drafts])
    found: dict[tuple[str, str], Candidate] = {}
    for one, score in zip(drafts, scores, strict=True):
        sentence = text[one.start : one.end]
        when = [(date.start - one.start, date.end - one.start) for date in one.dates]
        why = reasons_to_check(sentence, one.language, when)
        score *= 1 if _is_ended(sentence) else _HEADLINE_WEIGHT
        if score < _TOO_LOW and not _ALWAYS_SUGGESTED.intersection(why):
            continue
        saying = None if one.number is None else attributions[one.number]
        found.setdefault(
            # A sentence that is printed twice is suggested once.
            (one.statement.casefold(), saying.speaker if saying else ""),
            Candidate(
                one.start,
                one.end,
                round(score, 4),
                attributions=[] if one.number is None else chain(attributions, one.number),
                reasons=why,
                statement=one.statement,
                date=_date_claimed(one.start, one.end, one.dates, saying),
                is_told=one.is_told,
                told_on=_only_day(one.dates, one.quoted) if one.is_told else None,
            ),
        )
    best = sorted(found.values(), key=lambda one: -one.score)[:MOST_CANDIDATES]
    return sorted(best, key=lambda one: one.start)


class _Draft(NamedTuple):
    start: int
    end: int
    language: str
    number: int | None  # of the attribution whose speaker vouches for it
    statement: str
    dates: Sequence[DateFound]
    quoted: Sequence[Span]
    is_told: bool


def _drafts(
    text: str,
    sentences: Sequence[Span],
    languages: Sequence[str],
    quotations: Sequence[Quotation],
    attributions: Sequence[Attribution],
    dates: Sequence[DateFound],
) -> list[_Draft]:
    """Return the sentences that assert something."""
    begins = [date.start for date in dates]
    quoted = [(one.start, one.end) for one in quotations]
    genders = _genders(text, attributions)
    drafts = []
    for (start, end), language, near, around in zip(
        sentences,
        languages,
        _sayings_near_each(sentences, attributions),
        _spans_in_each(sentences, quoted),
        strict=True,
    ):
        sentence = text[start:end]
        inside = dates[bisect_left(begins, start) : bisect_left(begins, end)]
        if (
            end - start > _LONGEST
            or _is_question(sentence)
            or _is_fragment(sentence, start, inside)
        ):
            continue
        number = vouching_saying(text, start, end, near, attributions)
        saying = None if number is None else attributions[number]
        statement = write_statement(text, (start, end), saying, around, inside, genders, language)
        is_told = number is None and _is_told(text, (start, end), around, language)
        drafts.append(_Draft(start, end, language, number, statement, inside, around, is_told))
    return drafts


def _is_told(text: str, sentence: Span, quoted: Sequence[Span], language: str) -> bool:
    """Return whether somebody's words are in the sentence: it has a quotation or a verb of saying."""
    if any(min(end, sentence[1]) - max(start, sentence[0]) >= _QUOTED for start, end in quoted):
        return True
    words = text[slice(*sentence)]
    if language == "en":
        return bool(_SAYS.search(words))
    return any(pattern.search(words) for _, pattern in lexicon.cues(language))


def _only_day(dates: Sequence[DateFound], quoted: Sequence[Span]) -> DateFound | None:
    """Return the one day that is named outside the quotations."""
    free = [one for one in dates if not any(s <= one.start < e for s, e in quoted)]
    return free[0] if len(free) == 1 else None


def _is_question(sentence: str) -> bool:
    """Return True for a question, not for a sentence that quotes one."""
    return sentence.rstrip(_CLOSING).endswith(("?", "؟", "՞")) or "՞" in sentence


def _genders(text: str, attributions: Sequence[Attribution]) -> dict[str, str]:
    """Return "he" or "she" for names with such a pronoun, or with an office that shows it."""
    genders: dict[str, str] = {}
    for one in attributions:
        if one.voice is None or not one.voice.named or not one.source:
            continue
        start, end = one.source[0]
        word = text[start:end].lower() if end - start <= 3 else ""
        if word in ("he", "she"):
            genders[one.voice.name] = word
        elif office := _OFFICE.search(one.voice.title):
            genders[one.voice.name] = "she" if office[1] else "he"
    return genders


def _is_fragment(sentence: str, start: int, dates: Sequence[DateFound]) -> bool:
    """Return True for a date line, a label, "Thank you.": too few words for an assertion."""
    for date in reversed(dates):
        sentence = sentence[: date.start - start] + sentence[date.end - start :]
    words = sum(any(map(str.isalpha, word)) for word in sentence.split())
    return words < 2 or (words < 5 and not _is_ended(sentence))


def _is_ended(sentence: str) -> bool:
    return sentence.rstrip(_CLOSING).endswith(_STOPS)


def _spans_in_each(sentences: Sequence[Span], spans: Sequence[Span]) -> Iterator[list[Span]]:
    """Yield for each sentence the spans that overlap it, only the last _OPEN_AT_ONCE of them.

    Both sequences must be sorted by start.
    """
    open_now: list[Span] = []
    place = 0
    for start, end in sentences:
        while place < len(spans) and spans[place][0] < end:
            open_now.append(spans[place])
            place += 1
        open_now = [span for span in open_now if span[1] > start][-_OPEN_AT_ONCE:]
        yield open_now


def _sayings_near_each(
    sentences: Sequence[Span], attributions: Sequence[Attribution]
) -> Iterator[list[int]]:
    """Yield for each sentence the numbers of the attributions that overlap it."""
    reach = sorted(
        (min(start for start, _ in spans), max(end for _, end in spans), number)
        for number, one in enumerate(attributions)
        if (spans := [*one.cue, *one.content])
    )
    open_now: list[tuple[int, int, int]] = []
    place = 0
    for start, end in sentences:
        while place < len(reach) and reach[place][0] < end:
            open_now.append(reach[place])
            place += 1
        open_now = [one for one in open_now if one[1] > start][-_OPEN_AT_ONCE:]
        yield [number for _, _, number in open_now]


def _date_claimed(
    start: int, end: int, dates: Sequence[DateFound], saying: Attribution | None
) -> DateFound | None:
    """Return the first date in what is claimed, preferably one whose days are known."""
    content = [(start, end)] if saying is None else saying.content
    claimed = [
        date
        for date in dates
        if any(first <= date.start and date.end <= last for first, last in content)
    ]
    return next((date for date in claimed if date.earliest), claimed[0] if claimed else None)
