"""Count what is limited, in the database, so that all processes of the desk count together."""

import threading
import time
from dataclasses import dataclass

from django.db import connection
from django.db.models import F
from django.utils.crypto import salted_hmac

from verify.models import Count

# One statement on both databases, so that of many requests at once none sees an old count.
_ADD = """
INSERT INTO verify_count (key, number, until) VALUES (%s, 1, %s)
ON CONFLICT (key) DO UPDATE SET
    number = CASE WHEN verify_count.until <= %s THEN 1 ELSE verify_count.number + 1 END,
    until = CASE WHEN verify_count.until <= %s THEN excluded.until ELSE verify_count.until END
RETURNING number, until
"""


@dataclass(frozen=True)
class Counted:
    number: int
    seconds_left: int


def add(what: str, whose: str, seconds: int) -> Counted:
    """Count one more, in the window that began with the first. One statement that writes."""
    now = int(time.time())
    with connection.cursor() as cursor:
        cursor.execute(_ADD, [_key(what, whose), now + seconds, now, now])
        number, until = cursor.fetchone()
    return Counted(number, max(1, until - now))


def number_of(what: str, whose: str) -> int:
    live = Count.objects.filter(key=_key(what, whose), until__gt=int(time.time()))
    return live.values_list("number", flat=True).first() or 0


def take_back(what: str, whose: str) -> None:
    """Uncount one, which turned out to be allowed."""
    Count.objects.filter(key=_key(what, whose), number__gt=0).update(number=F("number") - 1)


def forget(what: str, whose: str) -> None:
    Count.objects.filter(key=_key(what, whose)).delete()


def forget_ended() -> int:
    """Delete the counts whose window has ended. Return their number."""
    return Count.objects.filter(until__lte=int(time.time())).delete()[0]


def _key(what: str, whose: str) -> str:
    return salted_hmac("verify.limits", f"{what}\0{whose}", algorithm="sha256").hexdigest()


class Memory:
    """Counts of this process, for what only reads: the first requests of a window then write nothing."""

    MOST = 10_000

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._counts: dict[str, tuple[int, float]] = {}

    def add(self, what: str, whose: str, seconds: int) -> Counted:
        now = time.time()
        key = f"{what}\0{whose}"
        with self._lock:
            if len(self._counts) > self.MOST:
                self._counts = {k: c for k, c in self._counts.items() if c[1] > now}
            number, until = self._counts.get(key, (0, 0.0))
            number, until = (number + 1, until) if until > now else (1, now + seconds)
            self._counts[key] = number, until
        return Counted(number, max(1, int(until - now)))

    def clear(self) -> None:
        self._counts.clear()


memory = Memory()
