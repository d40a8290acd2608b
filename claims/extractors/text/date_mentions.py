"""The dates that a text mentions, as the parts that it states."""

import functools
import itertools
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from .date_phrases import PHRASES, SIDES, UNITS, Phrases, number_of
from .date_words import CALENDARS, Calendar

MOST_DATES = 2_000  # of one text: for each, the words around it are searched
_DASH = r"\s?[-–—]\s?"
_YEAR = r"(?:1[5-9]|20)\d\d"
_JOINED = re.compile(rf"{_DASH}|\s(?:to|until|till|through)\s")
_NEXT_TO = re.compile(r",?\s(?:the\s)?|\s\(")
# "Next week on Wednesday", "в среду на прошлой неделе".
_IN_THE_WEEK = re.compile(r",?\s(?:(?:on|of|во?|в)\s)?")
_AROUND = 60  # characters next to a date that may move it
_BEGINS = re.compile(r"(?:\A|[.!?։…:;\n\r]|[\"'“”«»‘’(—–-])\s*\Z")
_SHIFT = re.compile(
    r"(?P<count>[^\W\d_]+|\d{1,3})\s(?P<unit>day|week)s?\s(?P<way>before|prior to|after|from)\s(?:the )?\Z",
    re.I,
)


@dataclass(frozen=True)
class Mention:
    """The parts of a date that the text states; 0 for those it does not. Monday is 1.

    `is_open`: the text names a day that these parts do not tell. `shifted` is a number of days after it.
    """

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
    is_open: bool = False
    shifted: int = 0
    until: "Mention | None" = None


def mentions(text: str, language: str) -> list[Mention]:
    """Return the mentions in order: the longest of those at one place, neighbours of one date joined."""
    forms, phrases = CALENDARS[language], PHRASES[language]
    matches = [
        mention
        for pattern in _patterns(language)
        for found in itertools.islice(pattern.finditer(text), MOST_DATES)
        if (mention := _mention(found, forms, phrases))
    ]
    matches.sort(key=lambda mention: (mention.start, -mention.end))
    kept: list[Mention] = []
    for mention in matches:
        if kept and mention.start < kept[-1].end:
            continue
        joined = _join(text, kept[-1], mention, language) if kept else None
        if joined:
            kept[-1] = joined
        else:
            kept.append(mention)
    return list(_moved(text, kept[:MOST_DATES], language))


def _moved(text: str, found: list[Mention], language: str) -> Iterator[Mention]:
    """Yield the mentions with the words next to them that mean another day: "two days after today"."""
    before, after = _shifts(language)
    end = 0
    for mention in found:
        at = max(end, mention.start - _AROUND)
        words = before.search(text[at : mention.start])
        behind = after.match(text, mention.end)
        if words:
            start = at + words.start()
            days = 0 if mention.is_open or behind else _days_of_shift(text[start : mention.start])
            mention = replace(mention, start=start, shifted=days, is_open=not days)
        if behind:
            mention = replace(mention, end=behind.end(), is_open=True)
        if mention.start >= end:
            yield mention
            end = mention.end


@functools.cache
def _shifts(language: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    phrases = PHRASES[language]
    before = re.compile(rf"(?<!\w)(?:{phrases.shifts_before})\Z", re.IGNORECASE)
    return before, re.compile(rf"(?:{phrases.shifts_after})(?!\w)", re.IGNORECASE)


def _days_of_shift(words: str) -> int:
    """Return how many days after the date are meant, or 0 if that is not said."""
    found = _SHIFT.search(words)
    count = found and _count(found["count"], PHRASES["en"])
    if not found or not count:
        return 0
    days = count * (7 if found["unit"].lower() == "week" else 1)
    return -days if found["way"].lower() in ("before", "prior to") else days


def _join(text: str, one: Mention, other: Mention, language: str) -> Mention | None:
    """Return both as one mention, or None.

    "Thursday, 13 March" is one date, "12 July to 3 August" is a range of days.
    """
    if one.is_open and _shifts(language)[0].fullmatch(text[one.start : other.start]):
        return replace(one, end=other.end)
    if other.start - one.end > 9 or one.until or one.is_open or other.is_open:
        return None
    between = text[one.end : other.start]
    if one.weekday and other.day and _NEXT_TO.fullmatch(between):
        return replace(other, start=one.start)
    if one.day and other.weekday and _NEXT_TO.fullmatch(between):
        return replace(one, end=other.end)
    if (one.unit, other.unit).count("week") == 1 and _IN_THE_WEEK.fullmatch(between):
        return _day_in_week(one, other)
    if not _JOINED.fullmatch(between) or one.last_day or one.unit or other.unit:
        return None
    same = (bool(one.day), bool(one.weekday), bool(one.month))
    if same != (bool(other.day), bool(other.weekday), bool(other.month)):
        return None
    return replace(one, end=other.end, until=other)


def _day_in_week(one: Mention, other: Mention) -> Mention | None:
    """Return "Wednesday next week" as one mention."""
    weekday, week = (one, other) if one.weekday else (other, one)
    if not weekday.weekday or weekday.side or week.is_ago:
        return None
    return replace(week, start=one.start, end=other.end, weekday=weekday.weekday)


@functools.cache
def _patterns(language: str) -> tuple[re.Pattern[str], ...]:
    """Return the patterns of dates in a language; of matches at one place the longest is used."""
    forms = CALENDARS[language]
    month = rf"(?P<month>{'|'.join(forms.months)}){forms.month_ending}(?!\w)"
    one_day = rf"[0-3]?\d(?:{forms.after_day})?"
    days = rf"(?P<day>{one_day})(?:(?:{_DASH}|\sto\s|\sthrough\s)(?P<last_day>{one_day}))?"
    days += r"(?![\w%]|[.,:]\d)"
    year = rf"(?P<year>{_YEAR})(?!\d)"
    comma = r"(?:\s?,)?" if language == "en" else ""
    after = rf"(?:{comma}\s(?:of\s)?{year}(?:{forms.after_year})?)?"
    before = rf"(?:(?P<year_before>{_YEAR})(?:{forms.after_year})\s)?" if forms.after_year else ""
    side = _side(language)
    weekday = rf"{side}(?P<weekday>{'|'.join(forms.weekdays)}){forms.weekday_ending}(?!\w)"
    ways = [
        rf"{year}-(?P<month_number>[01]\d)-(?P<day>[0-3]\d)(?!\d)",
        rf"(?P<day>[0-3]?\d)\.(?P<month_number>[01]?\d)\.{year}",
        rf"{before}{days}\s(?:of\s)?{month}{after}",
        rf"{month},?\s(?:of\s)?{year}(?:{forms.after_year})?",
        _relative(forms, language),
        rf"(?:{forms.before_weekday})\s(?P<only>{weekday})" if forms.before_weekday else weekday,
    ]
    if forms.month_first:
        ways.append(rf"{before}{month}\s{days}{after}")
    if forms.after_year:
        ways.append(rf"(?P<year_before>{_YEAR})(?:{forms.after_year})\s{month}")
    if forms.before_month:
        loose = rf"(?P<only>(?:(?i:early|late|mid)[-\s])?{side}{month})"
        ways.append(rf"(?i:{forms.before_month})\s{loose}")
    if language == "en":
        ways.append(side.removesuffix("?") + month)
    ways += _counted(PHRASES[language])
    if forms.before_year:
        ways.append(rf"(?i:{forms.before_year})[\s-](?P<only>{year})(?![\w%]|[.,]\d)")
    if forms.year_alone:
        ways.append(rf"{year}(?:{forms.year_alone})")
    flags = 0 if language == "en" else re.IGNORECASE
    return tuple(re.compile(rf"(?<![\w.,/-]){way}", flags) for way in ways)


def _side(language: str) -> str:
    """Return the pattern of what may precede a day of the week: "last"."""
    if language == "en":
        return r"(?:(?P<side>(?i:last|this|next|coming|past))\s)?"
    return rf"(?:(?P<side>{'|'.join(PHRASES[language].sides)})\s)?"


def _relative(forms: Calendar, language: str) -> str:
    """Return the pattern of words such as "yesterday". In English a capital is possible, which is checked later."""
    words = "|".join(forms.relative)
    if language == "en":
        words = "|".join(f"(?i:{word[0]}){word[1:]}" for word in words.split("|"))
        return rf"(?P<relative>{words})(?!\w|['’]s\s[A-Z])"
    return rf"(?P<relative>{words})(?!\w)"


def _counted(phrases: Phrases) -> list[str]:
    """Return the patterns of "two days ago", and of days that only the text around them names."""
    unit = rf"(?P<unit>{'|'.join(phrases.units)})"
    count = rf"(?P<count>(?i:{'|'.join(phrases.counts)})|\d{{1,3}})\s"
    count = f"(?:{count})?" if phrases.unit_alone else count
    counted = rf"(?P<other>{phrases.not_ago})?{count}{unit}\s(?:{phrases.ago})(?!\w)"
    return [counted, *(rf"(?P<open>(?i:{words}))(?!\w)" for words in phrases.open)]


def _mention(found: re.Match[str], forms: Calendar, phrases: Phrases) -> Mention | None:
    """Return what the match says, or None if its numbers are not a date."""
    has = {name: value for name, value in found.groupdict().items() if value}
    if "open" in has or "other" in has:
        return Mention(*found.span(), is_open=True)
    if "relative" in has and has["relative"][0].isupper() and not _begins(found):
        return None
    month = int(has.get("month_number", 0)) or number_of(forms.months, has.get("month", ""))
    day, last_day = _leading_number(has.get("day", "")), _leading_number(has.get("last_day", ""))
    year = int(has.get("year") or has.get("year_before") or 0)
    weekday = number_of(forms.weekdays, has.get("weekday", ""))
    if month > 12 or day > 31 or (last_day and last_day <= day):
        return None
    if ("day" in has and not day) or ("month_number" in has and not month):
        return None
    unit, away = _unit_away(has, forms, phrases)
    start, end = found.span("only" if "only" in has else 0)
    return Mention(
        start,
        end,
        year,
        month,
        day,
        last_day,
        weekday,
        unit,
        away,
        _side_of(has.get("side", "").lower(), phrases),
        is_ago="unit" in has,
    )


def _leading_number(text: str) -> int:
    """Return the number that `text` begins with ("12th"), or 0."""
    return int(re.sub(r"\D.*", "", text) or 0)


def _begins(found: re.Match[str]) -> bool:
    """Return whether a sentence, or something quoted, begins there: else a capital is that of a name."""
    return bool(_BEGINS.search(found.string[max(0, found.start() - 3) : found.start()]))


def _side_of(word: str, phrases: Phrases) -> str:
    english = {"past": "last", "coming": "next"}.get(word, word)
    number = number_of(phrases.sides, word)
    return SIDES[number - 1] if number else english


def _unit_away(has: Mapping[str, str], forms: Calendar, phrases: Phrases) -> tuple[str, int]:
    """Return the unit counted from the day of publication and how many: ("year", -1) for "last year"."""
    if "relative" in has:
        number = number_of(tuple(forms.relative), has["relative"])
        return list(forms.relative.values())[number - 1]
    if "unit" not in has:
        return "", 0
    return UNITS[number_of(phrases.units, has["unit"]) - 1], -_count(has.get("count", ""), phrases)


def _count(word: str, phrases: Phrases) -> int:
    """Return a number in words or digits; 1 for none, 0 for words that are no number."""
    if not word or word.isdecimal():
        return int(word or 1)
    return number_of(phrases.counts, word)
