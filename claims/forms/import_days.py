"""Days as spreadsheets, programs and people write them in a cell."""

import datetime
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import TextChoices

from claims.extractors.page.printed_days import printed_days
from claims.extractors.text.date_words import CALENDARS
from claims.extractors.text.dates import find_dates
from claims.models import ImpreciseDate


class DayOrder(TextChoices):
    """What comes first in 3/4/2025."""

    DAY_FIRST = "day_first", "Day first: 3/4/2025 is 3 April"
    MONTH_FIRST = "month_first", "Month first: 3/4/2025 is 4 March"


class TwoDays(ValueError):
    """The cell means two days, depending on what comes first."""

    def __init__(self, text: str, day_first: datetime.date, month_first: datetime.date) -> None:
        super().__init__(text)
        self.days = (day_first, month_first)


_TIME = r"""
    (?:[T,\s]\s*(?P<hour>\d{1,2}):\d{2}(?::\d{2}(?:[.,]\d+)?)?\s*(?P<half>[AaPp]\.?[Mm]\.?)?
    \s*(?P<zone>Z|UTC|GMT|[+-]\d{2}(?::?\d{2})?)?)?
"""
_YEAR_FIRST = re.compile(
    rf"(?P<year>\d{{4}})\s*[-./]\s*(?P<month>\d{{1,2}})\s*[-./]\s*(?P<day>\d{{1,2}})\.?{_TIME}",
    re.X,
)
_YEAR_LAST = re.compile(
    rf"(?P<one>\d{{1,2}})\s*(?P<mark>[-./])\s*(?P<two>\d{{1,2}})\s*(?P=mark)\s*(?P<year>\d{{4}})"
    rf"(?:\s*[гթწ]\.?)?{_TIME}",
    re.X,
)
_BASIC = re.compile(
    r"(?P<year>(?:19|20)\d\d)(?P<month>\d\d)(?P<day>\d\d)"
)  # ISO 8601, basic format
_UTC = ("Z", "UTC", "GMT", "+00", "+0000", "+00:00", "-00:00")
# From this hour on, the day of a moment in UTC is over in the capitals of the South Caucasus, in Moscow soon after.
_LATE = 20


def read_day(text: str, order: str = "") -> ImpreciseDate:
    """Return the day of a cell. Raises TwoDays if `order` must say which, and ValueError for what is no date.

    A time of day is dropped. Late in the day in UTC it leaves two days.
    """
    text = " ".join(unicodedata.normalize("NFKC", text).split())
    try:
        return ImpreciseDate.parse(text)
    except ValueError:
        pass
    if found := _YEAR_FIRST.fullmatch(text) or _BASIC.fullmatch(text):
        day = datetime.date(int(found["year"]), int(found["month"]), int(found["day"]))
        return _with_time(day, found.groupdict())
    if found := _YEAR_LAST.fullmatch(text):
        return _with_time(_year_last(text, found, order), found.groupdict())
    return _in_words(text)


def _year_last(text: str, found: re.Match[str], order: str) -> datetime.date:
    one, two, year = int(found["one"]), int(found["two"]), int(found["year"])
    if one <= 12 and two <= 12 and one != two:
        day_first, month_first = datetime.date(year, two, one), datetime.date(year, one, two)
        if not order:
            raise TwoDays(text, day_first, month_first)
        return day_first if order == DayOrder.DAY_FIRST else month_first
    return datetime.date(year, two, one) if two <= 12 else datetime.date(year, one, two)


def _with_time(day: datetime.date, found: Mapping[str, str | None]) -> ImpreciseDate:
    hour, half = int(found.get("hour") or 0), (found.get("half") or "")[:1].lower()
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    if hour > 24:
        raise ValueError(f"{hour} is no hour")
    is_late = found.get("zone") in _UTC and hour >= _LATE and day < datetime.date.max
    return ImpreciseDate(day, day + datetime.timedelta(days=1) if is_late else day)


def _in_words(text: str) -> ImpreciseDate:
    """Read “13 March 2025”, “13-Mar-2025”, “13 марта 2025 г.” if the whole cell is one date with its year."""
    plain = re.sub(r"(?<=\w)-(?=\w)", " ", text) if re.search(r"\d{4}", text) else ""
    for language in CALENDARS if re.search(r"[^\W\d_]", plain) else ():
        found = find_dates(plain, None, language)
        if len(found) == 1 and found[0].earliest and found[0].latest:
            rest = plain[: found[0].start] + plain[found[0].end :]
            if re.fullmatch(r"[\s.,]*(?:[гթწ]\.?)?\s*", rest):
                return ImpreciseDate(found[0].earliest, found[0].latest)
    # In other languages, as pages print it.
    printed = printed_days(plain, alone=True) if plain else []
    if len(printed) != 1 or printed[0].label or not re.search(r"[^\W\d_]{3}", plain):
        raise ValueError(text)
    return ImpreciseDate(printed[0].day, printed[0].day)


@dataclass
class DaysSeen:
    """The days of a file that must be asked about, and what its other days say of their order."""

    example: str = ""
    number: int = 0
    day_first: int = 0
    month_first: int = 0

    def look_at(self, text: str) -> None:
        try:
            read_day(text)
        except TwoDays:
            self.number += 1
            self.example = self.example or text
        except ValueError:
            return
        if found := _YEAR_LAST.fullmatch(text.strip()):
            self.day_first += int(found["one"]) > 12
            self.month_first += int(found["two"]) > 12

    @property
    def likely(self) -> str:
        """The order that other days of the file have, if they agree."""
        if bool(self.day_first) == bool(self.month_first):
            return ""
        return DayOrder.DAY_FIRST if self.day_first else DayOrder.MONTH_FIRST
