"""Find the words of a statement that are clear only next to the article: a weekday, "recently", "such", "he".

What a person may want to change is found, never changed: a false alarm costs a glance.
"""

import datetime
import functools
import re
from dataclasses import dataclass

from claims.extractors.shapes import DateFound
from claims.extractors.text.date_words import CALENDARS
from claims.extractors.text.dates import find_dates

from .standalone_words import UNCLEAR
from .worth import detect_language

LONGEST = 2_000  # characters; only the beginning of a longer statement is read
MOST_FOUND = 8

# What to do about each kind. `{}` is the words found.
ADVICE = {
    "day": "“{}” has no date. Write the day.",
    "year": "“{}” has no year. Write the year.",
    "period": "“{}” depends on when it was written. Write the dates.",
    "such": "“{}” refers to something outside the statement. Say what it is.",
    "pronoun": "“{}” does not say who or what. Write the name.",
    "speaker": "“{}” says who said it. A factual claim leaves that out: add a quote check for it.",
}

_BLANK = re.compile(r"\s")  # each becomes one blank, so that offsets stay

_WORD = r"\w(?:[\w’'.-]{0,40}\w)?"

# Any day: a date that has no days without it counts from the day of reading.
_SOME_DAY = datetime.date(2001, 6, 13)


@dataclass(frozen=True, slots=True)
class Unclear:
    """Words that are clear only next to another text. `code` is one of ADVICE."""

    start: int
    end: int
    code: str
    words: str

    @property
    def advice(self) -> str:
        """What to do about them, in a sentence."""
        return ADVICE[self.code].format(self.words[:1].upper() + self.words[1:])


def find_unclear(
    statement: str, language: str | None = None, *, names_speaker: bool = False
) -> list[Unclear]:
    """Return what is clear only next to the article, in order at most MOST_FOUND.

    `names_speaker` is True for a quote check, whose statement says who said it. Cost: linear.
    """
    text = _BLANK.sub(" ", statement[:LONGEST])
    known = detect_language(text, language)
    found = _undated(text, known)
    for code, pattern in _patterns(known):
        if code == "speaker" and names_speaker:
            continue
        found += [Unclear(*one.span("it"), code, one["it"]) for one in pattern.finditer(text)]
    found.sort(key=lambda one: (one.start, -one.end))
    kept: list[Unclear] = []
    past = 0
    for one in found:
        # "She said on Thursday that" is a speaker, and its parts are unclear on their own.
        if one.code == "speaker" or one.start >= past:
            kept.append(one)
            past = past if one.code == "speaker" else one.end
    return kept[:MOST_FOUND]


def _undated(text: str, language: str) -> list[Unclear]:
    """Find dates that are known only with the day of publication."""
    if language not in CALENDARS:
        return []
    some_day = {one.start: one for one in find_dates(text, _SOME_DAY, language)}
    return [
        _unclear_date(text, date, some_day.get(date.start), language)
        for date in find_dates(text, None, language)
        if date.earliest is None
    ]


def _unclear_date(text: str, date: DateFound, dated: DateFound | None, language: str) -> Unclear:
    code = "period"
    if any(map(str.isdigit, date.words)) or _month(language).search(date.words):
        code = "year"
    elif dated and dated.earliest and dated.earliest == dated.latest:
        code = "day"
    before = _before_day(language).search(text, max(0, date.start - 20), date.start)
    start = before.start() if before else date.start
    return Unclear(start, date.end, code, text[start : date.end])


@functools.cache
def _month(language: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(CALENDARS[language].months)})", re.IGNORECASE)


@functools.cache
def _before_day(language: str) -> re.Pattern[str]:
    words = UNCLEAR[language].before_day if language in UNCLEAR else ""
    return re.compile(rf"\b(?:{words or '(?!)'}) $", re.IGNORECASE)


@functools.cache
def _patterns(language: str) -> list[tuple[str, re.Pattern[str]]]:
    """Return a pattern for each kind, whose group "it" is what is found."""
    words = UNCLEAR.get(language)
    if words is None:
        return []
    shapes = [
        ("speaker", words.according, rf"(?P<it>(?:@) (?!{words.no_source or '(?!)'}){_WORD}(?: {_WORD}){{0,2}})"),
        ("speaker", words.said_that, rf"(?P<it>{_WORD}(?: {_WORD}){{0,2}} (?:@))(?!\w)"),
        ("period", words.recent, r"(?P<it>@)(?!\w)"),
        ("such", words.such, r"(?P<it>(?:@)(?!\w)(?: an?)?(?: \w[\w’'-]*)?)"),
        ("such", words.this, r"(?P<it>(?:@)(?!\w)(?: \w[\w’'-]*)?)"),
        ("pronoun", words.pronouns, r"^\W*(?P<it>@)(?!\w)"),
    ]  # fmt: skip
    return [
        (code, re.compile(rf"(?<!\w){shape.replace('@', alternatives)}", re.IGNORECASE))
        for code, alternatives, shape in shapes
        if alternatives
    ]
