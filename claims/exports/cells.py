"""How a moment and a day are written in a cell."""

import datetime


def stamp(moment: datetime.datetime) -> str:
    return moment.astimezone(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def iso(day: datetime.date | None) -> str:
    """Empty where it is not known to the day."""
    return day.isoformat() if day else ""
