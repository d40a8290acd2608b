"""The days that a short line of a page prints: "Published 13 March 2025, 02:40 (Tbilisi). Updated 20 March"."""

import datetime
import functools
import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass

from claims.extractors.shapes import Span
from claims.extractors.text.date_phrases import number_of
from claims.extractors.text.date_words import CALENDARS
from claims.extractors.text.dates import find_dates

from .printed_day_words import CHANGED, JUST_DATE, MONTHS, OTHER, PUBLISHED, WEEKDAYS

LONGEST_LINE = 240  # characters

_MONTH_OF = {
    word.replace("_", " "): month for month, words in enumerate(MONTHS, 1) for word in words.split()
}
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_MONTHS = "|".join(sorted(_MONTH_OF, key=len, reverse=True))
_FIGURES = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "0123456789" * 2)
_IN_WORDS = (
    re.compile(
        rf"(?<!\w)(?P<day>[0-3]?\d)(?:er|[.º])?[-\s](?:de\s)?(?P<month>{_MONTHS})[.,]{{0,2}}[-\s](?:del?\s)?{_YEAR}(?!\d)",
        re.I,
    ),
    re.compile(rf"(?<!\w)(?P<month>{_MONTHS})\.?\s(?P<day>[0-3]?\d),?\s{_YEAR}(?!\d)", re.I),
)
_YEAR_FIRST = re.compile(
    rf"(?<![\w./-]){_YEAR}(?P<sign>[-./])(?P<month>[01]?\d)(?P=sign)(?P<day>[0-3]?\d)(?![\d/-])"
)
_DAY_FIRST = re.compile(
    r"(?<![\w./:-])(?P<day>[0-3]?\d)(?P<sign>[-./])(?P<month>[0-3]?\d)(?P=sign)(?P<year>(?:19|20)?\d\d)(?![\d/-])"
)
_MONTH_MAY_LEAD = "en"  # 3/4/2025 is the fourth of March in some of its countries

# The last label before a date says what its day is. A word with a colon that is not in these lists is a label, too.
_LABEL = re.compile(
    rf"(?<!\w)(?:(?P<changed>{CHANGED})|(?P<published>{PUBLISHED}|(?<!\w\s)(?:{JUST_DATE}))|(?P<other>{OTHER}|[^\W\d_][\w’'-]*(?=\s?:\s)))(?!\w)",
    re.I,
)
_TIME = re.compile(
    r"(?<!\d)[0-2]?\d[:.h][0-5]\d(?:[:.][0-5]\d)?(?:\s?[ap]\.?m\b\.?)?|(?<!\d)1?\d\s?[ap]\.?m\b\.?",
    re.I,
)
_IN_BRACKETS = re.compile(r"\([^()]{1,40}\)|\[[^\[\]]{1,40}\]")
_SMALL_WORDS = re.compile(
    r"(?<!\w)(?:at|on|the|in|в|во|от|года?|г|час\w*|saat\w*|ժամը|թ|թվական\w*|է|tarixində|tarihinde|il|წელი|წლის|საათ\w*|"
    r"um|uhr|am|den|le|à|de|a|las?|h|r|o|dnia|godz|alle|ore|del|em|às|op|om|uur|о|р|року|الساعة|يوم|في|م|"
    r"(?:mon|tue|tues|wed|thu|thur|thurs|fri|sat|sun|пн|вт|ср|чт|пт|сб|вс)\.?|(?-i:[A-Z]{2,5})|gmt|utc|msk|мск|cet|cest|bst|est|edt|et|trt|amt|get|azt|local|time|местн\w+|врем\w+|по москве|[+-]\d{1,2}(?::?\d\d)?)(?!\w)",
    re.I,
)
_BY = re.compile(
    r"(?<!\w)(?:by|von|par|por|autor|автор|հեղինակ|müəllif|ავტორი|yazar)[:\s].{2,60}\Z", re.I
)
_COMMA_BEFORE_YEAR = re.compile(r",\s+(?=(?:19|20)\d\d(?!\d))")
_APART = re.compile(r"\s*[|•·●\n\t]\s*|\s+[-–—/]\s+")


@dataclass(frozen=True)
class PrintedDay:
    """A day as printed. `label` is "published", "changed", "other" for a label that is neither, or ""."""

    day: datetime.date
    label: str
    words: str


def printed_days(line: str, language: str = "en", *, alone: bool = False) -> list[PrintedDay]:
    """Return the days that a line states in full, with what the words before each say of it.

    `alone`: only days of a piece of the line that has nothing else but a label and the hour, as nothing marks
    the line as one of dates. Cost: linear in at most LONGEST_LINE characters.
    """
    if len(line) > LONGEST_LINE or not any(c.isdigit() for c in line):
        return []
    pieces = _APART.split(line) if alone else [line]
    return [found for piece in pieces for found in _days_of(piece, language, alone=alone)]


def _days_of(piece: str, language: str, *, alone: bool) -> Iterator[PrintedDay]:
    after = 0
    piece = _COMMA_BEFORE_YEAR.sub(" ", piece)
    dates = _dates(piece.translate(_FIGURES), language)
    if alone and not _has_nothing_else(piece, [span for span, _ in dates]):
        return
    for (start, end), day in dates:
        label, words = "", start
        for found in _LABEL.finditer(piece, after, start):
            # "Views: 120, 9 May": the colon's word belongs to what follows it.
            if found.lastgroup == "other" and any(map(str.isdigit, piece[found.end() : start])):
                continue
            label, words = found.lastgroup or "", found.start()
        yield PrintedDay(day, label, piece[words:end].strip())
        after = end


def _has_nothing_else(piece: str, dates: list[Span]) -> bool:
    """Return whether the piece is only dates, hours, their labels, and something in brackets."""
    rest = piece
    for start, end in reversed(dates):
        rest = rest[:start] + " " + rest[end:]
    for pattern in (_IN_BRACKETS, _TIME, _LABEL, _SMALL_WORDS, _weekdays(), _BY):
        rest = pattern.sub(" ", rest)
    return not any(c.isalnum() for c in rest)


def _weekdays() -> re.Pattern[str]:
    days = "|".join(day for one in CALENDARS.values() for day in one.weekdays)
    return re.compile(rf"(?<!\w)(?:{days}|{WEEKDAYS})(?!\w)", re.I)


def _dates(text: str, language: str) -> list[tuple[Span, datetime.date]]:
    """Return the full dates of a line in order. The page's own language decides, then the others."""
    known = [language, *(code for code in CALENDARS if code != language)]
    found = [*_numbers(text, language), *_short_months(text), *_month_first(text)]
    plain = text.title() if text.isupper() and len(text.title()) == len(text) else text
    for code in known:
        if code in CALENDARS:
            for date in find_dates(plain, None, code):
                if date.earliest and date.earliest == date.latest:
                    found.append(((date.start, date.end), date.earliest))
    kept: list[tuple[Span, datetime.date]] = []
    for span, day in sorted(found, key=lambda one: (one[0][0], -one[0][1])):
        if not kept or span[0] >= kept[-1][0][1]:
            kept.append((span, day))
    return kept


def _numbers(text: str, language: str) -> Iterator[tuple[Span, datetime.date]]:
    for found in itertools.chain(_YEAR_FIRST.finditer(text), _DAY_FIRST.finditer(text)):
        year, month, day = (int(found[name]) for name in ("year", "month", "day"))
        if year < 100:
            if found["sign"] != ".":
                continue
            year += 2000
        led = found["sign"] == "/" and found.re is _DAY_FIRST
        if led and month > 12:
            day, month = month, day
        elif led and language == _MONTH_MAY_LEAD and day <= 12 and day != month:
            continue
        yield from _day(found, year, month, day)


def _short_months(text: str) -> Iterator[tuple[Span, datetime.date]]:
    for found in itertools.chain(*(pattern.finditer(text) for pattern in _IN_WORDS)):
        month = _MONTH_OF.get(" ".join(found["month"].lower().split()))
        if month:
            yield from _day(found, int(found["year"]), month, int(found["day"]))


def _month_first(text: str) -> Iterator[tuple[Span, datetime.date]]:
    """Yield "March 13 2025" in languages that write it otherwise in a sentence."""
    for months, pattern in _months_first():
        for found in pattern.finditer(text):
            month = number_of(months, found["month"])
            yield from _day(found, int(found["year"]), month, int(found["day"]))


@functools.cache
def _months_first() -> list[tuple[tuple[str, ...], re.Pattern[str]]]:
    return [
        (
            one.months,
            re.compile(
                rf"(?<!\w)(?P<month>{'|'.join(one.months)}){one.month_ending}\s(?P<day>[0-3]?\d)\s{_YEAR}(?!\d)",
                re.I,
            ),
        )
        for one in CALENDARS.values()
        if not one.month_first
    ]


def _day(
    found: re.Match[str], year: int, month: int, day: int
) -> Iterator[tuple[Span, datetime.date]]:
    try:
        yield found.span(), datetime.date(year, month, day)
    except ValueError:  # the 30th of February
        return
