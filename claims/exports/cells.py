"""How times and dates are written in files."""

import datetime


def stamp(moment: datetime.datetime) -> str:
    """Return the time in UTC, to the second."""
    return moment.astimezone(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def exactly(moment: datetime.datetime) -> str:
    """Return the time in UTC to the microsecond, as manifests and numbered exports name it."""
    return moment.astimezone(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def iso(day: datetime.date | None) -> str:
    """Return the ISO date, or nothing if it is not known to the day."""
    return day.isoformat() if day else ""
