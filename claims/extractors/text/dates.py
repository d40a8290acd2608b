"""Find dates in a text, relative to its day of publication; what stays unclear keeps only its words."""

import calendar
import datetime
import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from claims.extractors.shapes import DateFound, Span

from .date_mentions import MOST_DATES, Mention, mentions
from .date_words import CALENDARS, Calendar

__all__ = ["MOST_DATES", "dates_of_sentences", "find_dates"]

_LOOK_BACK, _LOOK_AHEAD = 90, 60
_DAY = datetime.timedelta(days=1)
# "The U.S. report", "Mr. Wade", "И. Садов" end no sentence.
_SENTENCE_END = re.compile(
    r"(?<![\s.][^\W\d_a-z])(?<!Mr)(?<!Mrs)(?<!Ms)(?<!Dr)(?<!Gen)(?<!Sen)(?<!Gov)[.!?։…]['\"’”»)]{0,2}\s|[\r\n]"
)
# What is quoted has verbs of its own.
_CLOSED, _OPENED = re.compile("[»”]"), re.compile("[«“„]")
# A date belongs to the verb of saying only directly after it; further on, to what is said.
_SAYING = re.compile(r"said|told|wrote|announced|reported|added", re.IGNORECASE)
_CLOSE_BY = 14
# Where no verb tells, two years are equally likely for a day that is about half a year away.
_UNCLEAR = 90  # days that one is nearer than the other

Days = tuple[datetime.date, datetime.date]


def find_dates(
    text: str, published: datetime.date | None = None, language: str = "en"
) -> list[DateFound]:
    """Return the dates of a text in order, without overlaps, at most MOST_DATES.

    "On Thursday" is the last one before `published`, or the next one if the words around it speak
    of the future. Without `published` such a date has no days.
    """
    known = language.partition("-")[0].lower()
    known = known if known in CALENDARS else "en"
    found = []
    for mention in mentions(text, known):
        tense = _tense(text, mention, CALENDARS[known]) if published else 0
        days = _days(mention, published, tense)
        found.append(
            DateFound(
                mention.start,
                mention.end,
                text[mention.start : mention.end],
                *(days or (None, None)),
            )
        )
    return found


def dates_of_sentences(
    text: str,
    sentences: Sequence[Span],
    languages: Sequence[str],
    published: datetime.date | None = None,
) -> list[DateFound]:
    """Return the dates of all sentences in order; `languages` has the language of each sentence."""
    found: list[DateFound] = []
    for language in sorted(set(languages)):
        own = [span for span, one in zip(sentences, languages, strict=True) if one == language]
        begins = [start for start, _ in own]
        for date in find_dates(text, published, language):
            place = bisect_right(begins, date.start) - 1
            if place >= 0 and date.end <= own[place][1]:
                found.append(date)
    return sorted(found, key=lambda date: date.start)


def in_the_past(
    date: DateFound, published: datetime.date | None, language: str
) -> DateFound | None:
    """Return the date as one before `published`, since it is of something reported; None if it cannot be one.

    "Açılacaq, – mayın 6-da bildirib": the future is of what was said.
    """
    if not published or not date.earliest or date.earliest <= published:
        return date
    known = language if language in CALENDARS else "en"
    mention = next(iter(mentions(date.words, known)), None)
    days = _days(mention, published, -1) if mention else None
    if not days or days[0] > published:
        return None
    return replace(date, earliest=days[0], latest=days[1])


# --- which days it means ---


def _tense(text: str, mention: Mention, forms: Calendar) -> int:
    """Return -1 if the nearest verb is in the past, 1 if in the future, 0 if that is unclear."""
    before = text[max(0, mention.start - _LOOK_BACK) : mention.start]
    cuts = [end.end() for end in _SENTENCE_END.finditer(before)]
    cuts += [mark.end() for mark in _CLOSED.finditer(before)]
    before = before[max(cuts) :] if cuts else before
    ends = [(found.end(), 1, found[0]) for found in forms.future.finditer(before)]
    ends += [(found.end(), -1, found[0]) for found in forms.past.finditer(before)]
    if ends:
        end, tense, verb = max(ends)
        is_far = len(before) - end > _CLOSE_BY and mention.month
        return 0 if is_far and tense < 0 and _SAYING.search(verb) else tense
    after = text[mention.end : mention.end + _LOOK_AHEAD]
    found_cuts = (_SENTENCE_END.search(after), _OPENED.search(after))
    after = after[: min((cut.start() for cut in found_cuts if cut), default=len(after))]
    starts = [(found.start(), -1) for found in forms.future.finditer(after)]
    starts += [(found.start(), 1) for found in forms.past.finditer(after)]
    return -min(starts)[1] if starts else 0


def _days(mention: Mention, published: datetime.date | None, tense: int) -> Days | None:
    if mention.is_open:
        return None
    try:
        if mention.shifted:
            return _shifted(mention, published, tense)
        if mention.until:
            return _range(mention, mention.until, published, tense)
        if mention.month:
            return _in_month(mention, published, tense)
        if mention.year:
            return datetime.date(mention.year, 1, 1), datetime.date(mention.year, 12, 31)
        if not published:
            return None
        if mention.weekday and mention.unit:
            monday, _ = _days_away(mention, published)
            return (monday + (mention.weekday - 1) * _DAY,) * 2
        if mention.weekday:
            day = _weekday(mention, published, tense)
            return (day, day) if day else None
        return _days_away(mention, published)
    except (ValueError, OverflowError):  # the 30th of February; before the year 1
        return None


def _shifted(mention: Mention, published: datetime.date | None, tense: int) -> Days | None:
    """Return the day that is some days before or after another, if that is a single day."""
    days = _days(replace(mention, shifted=0), published, tense)
    if not days or days[0] != days[1]:
        return None
    day = days[0] + mention.shifted * _DAY
    return day, day


def _range(
    one: Mention, other: Mention, published: datetime.date | None, tense: int
) -> Days | None:
    """Return the days from the first to the second; a year or month given once applies to both."""
    if one.month and other.year and not one.year:
        year = other.year - (1 if one.month > other.month else 0)
        one = replace(one, year=year)
    first = _days(replace(one, until=None), published, tense)
    if first and other.month and not other.year:
        other = replace(other, year=first[0].year + (1 if one.month > other.month else 0))
    last = _days(other, published, tense)
    if not first or not last:
        return None
    if other.weekday and not other.month:
        last = (last[0], first[0] + ((other.weekday - one.weekday) % 7) * _DAY)
    return (first[0], last[1]) if first[0] <= last[1] else None


def _in_month(mention: Mention, published: datetime.date | None, tense: int) -> Days | None:
    if mention.year:
        return _month_of(mention, mention.year)
    if not published:
        return None
    choices = [_month_of(mention, year) for year in _years_around(mention, published.year)]
    if mention.side:
        return _on_side(mention.side, choices, published)
    if tense < 0:
        return [days for days in choices if days[0] <= published][-1]
    if tense > 0:
        return next(days for days in choices if days[1] >= published)
    nearest, second = sorted(abs((days[0] - published).days) for days in choices)[:2]
    if second - nearest < _UNCLEAR:
        return None
    return min(choices, key=lambda days: abs((days[0] - published).days))


def _on_side(side: str, choices: Sequence[Days], published: datetime.date) -> Days:
    """Return the days of "last May", "this May" or "next May"."""
    if side == "last":
        return [days for days in choices if days[1] < published][-1]
    if side == "next":
        return next(days for days in choices if days[0] > published)
    return choices[1]


def _years_around(mention: Mention, year: int) -> list[int]:
    """Return the years in which the day may lie: 29 February only exists in some.

    Two leap years may be eight years apart: 1900 was none.
    """
    if mention.day == 29 and mention.month == 2:
        return [leap for leap in range(year - 8, year + 9) if calendar.isleap(leap)]
    return [year - 1, year, year + 1]


def _month_of(mention: Mention, year: int) -> Days:
    last = calendar.monthrange(year, mention.month)[1]
    if not mention.day:
        return datetime.date(year, mention.month, 1), datetime.date(year, mention.month, last)
    return (
        datetime.date(year, mention.month, mention.day),
        datetime.date(year, mention.month, mention.last_day or mention.day),
    )


def _weekday(mention: Mention, published: datetime.date, tense: int) -> datetime.date | None:
    """Return the day, or None for "next Friday" on a Thursday: tomorrow, or in a week."""
    back = (published.weekday() - mention.weekday + 1) % 7
    if mention.side == "last":
        return published - (back or 7) * _DAY
    if mention.side == "next":
        is_near = published.isoweekday() < mention.weekday
        return None if is_near else published + (7 - back) * _DAY
    return published + ((7 - back) % 7) * _DAY if tense > 0 else published - back * _DAY


def _days_away(mention: Mention, published: datetime.date) -> Days:
    """Return the day, week, month or year counted from publication; "ago" is only as exact as its unit."""
    away = mention.away
    if mention.unit == "day":
        day = published + away * _DAY
        return day, day
    if mention.unit == "week":
        middle = published + 7 * away * _DAY
        monday = middle - middle.weekday() * _DAY
        return (
            (middle - 3 * _DAY, middle + 3 * _DAY)
            if mention.is_ago
            else (monday, monday + 6 * _DAY)
        )
    if mention.unit == "month":
        year, month = divmod(published.year * 12 + published.month - 1 + away, 12)
        return _month_of(Mention(0, 0, month=month + 1), year)
    year = published.year + away
    return datetime.date(year, 1, 1), datetime.date(year, 12, 31)
