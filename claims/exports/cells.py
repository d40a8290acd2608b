"""How moments and days are written in files."""

import datetime


def stamp(moment: datetime.datetime) -> str:
    return moment.astimezone(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def exactly(moment: datetime.datetime) -> str:
    """As manifests and numbered exports name a moment: read back, it is that one and no other."""
    return moment.astimezone(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def iso(day: datetime.date | None) -> str:
    """Empty where it is not known to the day."""
    return day.isoformat() if day else ""
