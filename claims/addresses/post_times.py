"""When a post was published, where its number says so."""

import datetime

from .posts import post_of

# Numbers count milliseconds or seconds since an epoch in their upper bits (“snowflake”).
_X_EPOCH = 1_288_834_974_657  # milliseconds, 4 November 2010
_X_SMALLEST = 1 << 40  # numbers before that epoch only count up
_TIKTOK_SMALLEST = 1 << 60
_LATEST = datetime.datetime(2100, 1, 1, tzinfo=datetime.UTC)


def posted_at(url: str) -> datetime.datetime | None:
    """Return the moment, in UTC, that the number of a post on X or TikTok holds; None for any other URL."""
    post = post_of(url)
    if post is None or not post.post.isdecimal() or len(post.post) > 20:
        return None
    number = int(post.post)
    if post.network == "x" and number >= _X_SMALLEST:
        return _moment(((number >> 22) + _X_EPOCH) / 1000)
    if post.network == "tiktok" and number >= _TIKTOK_SMALLEST:
        return _moment(number >> 32)
    return None


def _moment(seconds: float) -> datetime.datetime | None:
    try:
        moment = datetime.datetime.fromtimestamp(seconds, datetime.UTC)
    except (OverflowError, ValueError):
        return None
    return moment if moment < _LATEST else None
