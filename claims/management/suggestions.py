"""What the commands share that read articles for suggestions: how far they are, how they stop."""

from typing import Any

from django.core.management.base import CommandError, OutputWrapper

from claims.actions.suggestions import read_all

from .progress import INTERRUPTED, count_up


def read_with_progress(articles: Any, out: OutputWrapper, err: OutputWrapper) -> None:
    """Those of these articles that are unread. What was read when it is stopped stays read."""
    done = 0
    try:
        for done, total in read_all(articles):
            count_up(err, "articles read", done, total)
    except KeyboardInterrupt:
        raise CommandError(
            f"Stopped. {done} articles were read; to go on, run suggest.",
            returncode=INTERRUPTED,
        ) from None
    out.write(f"{done} {'article' if done == 1 else 'articles'} read for suggestions.")
