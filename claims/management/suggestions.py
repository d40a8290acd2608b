"""What the commands that read articles for suggestions share: their progress, and how they stop."""

from django.core.management.base import CommandError, OutputWrapper

from claims.actions.suggestions import read_all
from claims.models.articles import ArticleQuerySet

from .progress import INTERRUPTED, count_up


def read_with_progress(articles: ArticleQuerySet, out: OutputWrapper, err: OutputWrapper) -> None:
    """Read the unread ones of these articles. Articles read before it is stopped stay read."""
    done = 0
    try:
        for done, total in read_all(articles):
            count_up(err, "articles read", done, total)
    except KeyboardInterrupt:
        raise CommandError(
            f"Stopped. {_articles(done)} read. Run suggest to continue.",
            returncode=INTERRUPTED,
        ) from None
    out.write(f"{_articles(done)} read for suggestions.")


def _articles(number: int) -> str:
    return "1 article" if number == 1 else f"{number} articles"
