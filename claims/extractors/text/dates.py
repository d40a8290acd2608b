"""Find dates in a text, relative to its day of publication; what stays unclear keeps only its words."""

import calendar
import datetime
import functools
import itertools
import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from claims.extractors.shapes import DateFound, Span

from .date_words import CALENDARS, Calendar

MOST_DATES = 2_000  # of one text: for each, the words around it are searched
_LOOK_BACK, _LOOK_AHEAD = 90, 60
_DAY = datetime.timedelta(days=1)
_DASH = r"\s?[-–—]\s?"
_YEAR = r"(?:1[5-9]|20)\d\d"
_NUMBERS = (
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
)
_SENTENCE_END = re.compile(r"[.!?։…]['\"’”»)]{0,2}\s|[\r\n]")
_JOINED = re.compile(rf"{_DASH}|\s(?:to|until|till|through)\s")
_NEXT_TO = re.compile(r",?\s(?:the\s)?|\s\(")
# A date belongs to the verb of saying only directly after it; further on, to what is said.
_SAYING = re.compile(r"said|told|wrote|announced|reported|added", re.IGNORECASE)
_CLOSE_BY = 14

_SIDES = {"past": "last", "coming": "next"}

Days = tuple[datetime.date, datetime.date]


@dataclass(frozen=True)
class _Mention:
    """The parts of a date that the text states; 0 for those it does not. Monday is 1."""

    start: int
    end: int
    year: int = 0
    month: int = 0
    day: int = 0
    last_day: int = 0
    weekday: int = 0
    unit: str = ""
    away: int = 0
    side: str = ""  # last, this, next
    is_ago: bool = False
    until: "_Mention | None" = None


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
    for mention in _mentions(text, known):
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


# --- what the text mentions ---


def _mentions(text: str, language: str) -> list[_Mention]:
    """Return the mentions in order: the longest of those at one place, neighbours of one date joined."""
    forms = CALENDARS[language]
    matches = [
        mention
        for pattern in _patterns(language)
        for found in itertools.islice(pattern.finditer(text), MOST_DATES)
        if (mention := _mention(found, forms))
    ]
    matches.sort(key=lambda mention: (mention.start, -mention.end))
    kept: list[_Mention] = []
    for mention in matches:
        if kept and mention.start < kept[-1].end:
            continue
        joined = _join(text, kept[-1], mention) if kept else None
        if joined:
            kept[-1] = joined
        else:
            kept.append(mention)
    return kept[:MOST_DATES]


def _join(text: str, one: _Mention, other: _Mention) -> _Mention | None:
    """Return both as one mention, or None.

    "Thursday, 13 March" is one date, "12 July to 3 August" is a range of days.
    """
    if other.start - one.end > 9 or one.until:
        return None
    between = text[one.end : other.start]
    if one.weekday and other.day and _NEXT_TO.fullmatch(between):
        return replace(other, start=one.start)
    if one.day and other.weekday and _NEXT_TO.fullmatch(between):
        return replace(one, end=other.end)
    if not _JOINED.fullmatch(between) or one.last_day or one.unit or other.unit:
        return None
    same = (bool(one.day), bool(one.weekday), bool(one.month))
    if same != (bool(other.day), bool(other.weekday), bool(other.month)):
        return None
    return replace(one, end=other.end, until=other)


@functools.cache
def _patterns(language: str) -> tuple[re.Pattern[str], ...]:
    """Return the patterns of dates in a language; of matches at one place the longest is used."""
    forms = CALENDARS[language]
    month = rf"(?P<month>{'|'.join(forms.months)}){forms.month_ending}(?!\w)"
    one_day = rf"[0-3]?\d(?:{forms.after_day})?"
    days = rf"(?P<day>{one_day})(?:(?:{_DASH}|\sto\s|\sthrough\s)(?P<last_day>{one_day}))?"
    days += r"(?![\w%]|[.,:]\d)"
    year = rf"(?P<year>{_YEAR})(?!\d)"
    comma = ",?" if language == "en" else ""
    after = rf"(?:{comma}\s(?:of\s)?{year}(?:{forms.after_year})?)?"
    before = rf"(?:(?P<year_before>{_YEAR})(?:{forms.after_year})\s)?" if forms.after_year else ""
    side = r"(?:(?P<side>(?i:last|this|next|coming|past))\s)?" if language == "en" else ""
    weekday = rf"{side}(?P<weekday>{'|'.join(forms.weekdays)}){forms.weekday_ending}(?!\w)"
    ways = [
        rf"{year}-(?P<month_number>[01]\d)-(?P<day>[0-3]\d)(?!\d)",
        rf"(?P<day>[0-3]?\d)\.(?P<month_number>[01]?\d)\.{year}",
        rf"{before}{days}\s(?:of\s)?{month}{after}",
        rf"{month},?\s(?:of\s)?{year}(?:{forms.after_year})?",
        rf"(?P<relative>{'|'.join(forms.relative)})(?!\w)",
        rf"(?:{forms.before_weekday})\s(?P<only>{weekday})" if forms.before_weekday else weekday,
    ]
    if forms.month_first:
        ways.append(rf"{before}{month}\s{days}{after}")
    if forms.after_year:
        ways.append(rf"(?P<year_before>{_YEAR})(?:{forms.after_year})\s{month}")
    if forms.before_month:
        loose = rf"(?P<only>(?:(?i:early|late|mid)[-\s])?{side}{month})"
        ways.append(rf"(?i:{forms.before_month})\s{loose}")
    if side:
        ways.append(side.removesuffix("?") + month)
        ways.append(
            rf"(?P<count>(?i:an?|{'|'.join(_NUMBERS)})|\d{{1,3}})\s(?P<unit>day|week|month|year)s?\sago(?!\w)"
        )
    if forms.before_year:
        ways.append(rf"(?i:{forms.before_year})[\s-](?P<only>{year})(?![\w%]|[.,]\d)")
    if forms.year_alone:
        ways.append(rf"{year}(?:{forms.year_alone})")
    flags = 0 if language == "en" else re.IGNORECASE
    return tuple(re.compile(rf"(?<![\w.,/-]){way}", flags) for way in ways)


def _mention(found: re.Match[str], forms: Calendar) -> _Mention | None:
    """Return what the match says, or None if its numbers are not a date."""
    has = {name: value for name, value in found.groupdict().items() if value}
    month = int(has.get("month_number", 0)) or _pattern_number(forms.months, has.get("month", ""))
    day, last_day = _leading_number(has.get("day", "")), _leading_number(has.get("last_day", ""))
    year = int(has.get("year") or has.get("year_before") or 0)
    weekday = _pattern_number(forms.weekdays, has.get("weekday", ""))
    if month > 12 or day > 31 or (last_day and last_day <= day):
        return None
    if ("day" in has and not day) or ("month_number" in has and not month):
        return None
    unit, away = _unit_away(has, forms)
    start, end = found.span("only" if "only" in has else 0)
    side = has.get("side", "").lower()
    return _Mention(
        start,
        end,
        year,
        month,
        day,
        last_day,
        weekday,
        unit,
        away,
        _SIDES.get(side, side),
        is_ago="unit" in has,
    )


def _leading_number(text: str) -> int:
    """Return the number that `text` begins with ("12th"), or 0."""
    return int(re.sub(r"\D.*", "", text) or 0)


def _unit_away(has: Mapping[str, str], forms: Calendar) -> tuple[str, int]:
    """Return the unit counted from the day of publication and how many: ("year", -1) for "last year"."""
    if "relative" in has:
        number = _pattern_number(tuple(forms.relative), has["relative"])
        return list(forms.relative.values())[number - 1]
    return (has["unit"], -_count_of(has["count"])) if "unit" in has else ("", 0)


def _pattern_number(patterns: tuple[str, ...], word: str) -> int:
    """Return the number of the pattern that matches the word, from 1; 0 for none."""
    if not word:
        return 0
    for number, pattern in enumerate(patterns, 1):
        if re.fullmatch(pattern, word, re.IGNORECASE):
            return number
    return 0


def _count_of(word: str) -> int:
    word = word.lower()
    if word in ("a", "an"):
        return 1
    return int(word) if word.isdecimal() else _NUMBERS.index(word) + 1


# --- which days it means ---


def _tense(text: str, mention: _Mention, forms: Calendar) -> int:
    """Return -1 if the nearest verb is in the past, 1 if in the future, 0 if that is unclear."""
    before = text[max(0, mention.start - _LOOK_BACK) : mention.start]
    cuts = [end.end() for end in _SENTENCE_END.finditer(before)]
    before = before[cuts[-1] :] if cuts else before
    ends = [(found.end(), 1, found[0]) for found in forms.future.finditer(before)]
    ends += [(found.end(), -1, found[0]) for found in forms.past.finditer(before)]
    if ends:
        end, tense, verb = max(ends)
        is_far = len(before) - end > _CLOSE_BY and mention.month
        return 0 if is_far and tense < 0 and _SAYING.search(verb) else tense
    after = text[mention.end : mention.end + _LOOK_AHEAD]
    cut = _SENTENCE_END.search(after)
    after = after[: cut.start()] if cut else after
    starts = [(found.start(), -1) for found in forms.future.finditer(after)]
    starts += [(found.start(), 1) for found in forms.past.finditer(after)]
    return -min(starts)[1] if starts else 0


def _days(mention: _Mention, published: datetime.date | None, tense: int) -> Days | None:
    try:
        if mention.until:
            return _range(mention, mention.until, published, tense)
        if mention.month:
            return _in_month(mention, published, tense)
        if mention.year:
            return datetime.date(mention.year, 1, 1), datetime.date(mention.year, 12, 31)
        if not published:
            return None
        if mention.weekday:
            day = _weekday(mention, published, tense)
            return day, day
        return _days_away(mention, published)
    except (ValueError, OverflowError):  # the 30th of February; before the year 1
        return None


def _range(
    one: _Mention, other: _Mention, published: datetime.date | None, tense: int
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


def _in_month(mention: _Mention, published: datetime.date | None, tense: int) -> Days | None:
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
    return min(choices, key=lambda days: abs((days[0] - published).days))


def _on_side(side: str, choices: Sequence[Days], published: datetime.date) -> Days:
    """Return the days of "last May", "this May" or "next May"."""
    if side == "last":
        return [days for days in choices if days[1] < published][-1]
    if side == "next":
        return next(days for days in choices if days[0] > published)
    return choices[1]


def _years_around(mention: _Mention, year: int) -> list[int]:
    """Return the years in which the day may lie: 29 February only exists in some.

    Two leap years may be eight years apart: 1900 was none.
    """
    if mention.day == 29 and mention.month == 2:
        return [leap for leap in range(year - 8, year + 9) if calendar.isleap(leap)]
    return [year - 1, year, year + 1]


def _month_of(mention: _Mention, year: int) -> Days:
    last = calendar.monthrange(year, mention.month)[1]
    if not mention.day:
        return datetime.date(year, mention.month, 1), datetime.date(year, mention.month, last)
    return (
        datetime.date(year, mention.month, mention.day),
        datetime.date(year, mention.month, mention.last_day or mention.day),
    )


def _weekday(mention: _Mention, published: datetime.date, tense: int) -> datetime.date:
    back = (published.weekday() - mention.weekday + 1) % 7
    if mention.side == "last":
        return published - (back or 7) * _DAY
    if mention.side == "next":
        return published + (7 - back) * _DAY
    return published + ((7 - back) % 7) * _DAY if tense > 0 else published - back * _DAY


def _days_away(mention: _Mention, published: datetime.date) -> Days:
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
        return _month_of(_Mention(0, 0, month=month + 1), year)
    year = published.year + away
    return datetime.date(year, 1, 1), datetime.date(year, 12, 31)
