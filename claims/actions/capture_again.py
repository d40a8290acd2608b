"""Request another copy of a page that is added again: pasted, listed or imported under whichever of its URLs."""

import datetime
from collections.abc import Collection, Iterable

from django.contrib.auth.models import User
from django.db.models import Q

from claims.enums import Again, CaptureState
from claims.models import Article, CaptureRequest, Snapshot

from .captures import ask
from .record import Entry, Facts

# A list pasted twice, a file imported again and two people with one link ask once.
LEAST_AGE = datetime.timedelta(hours=1)


def ask_again(entry: Entry, articles: Iterable[Article], *, by: User | None) -> dict[int, Again]:
    """Request a copy of each page, unless one waits or the last copy or attempt is recent. Return what was done, by id.

    For use inside an action, which writes the Event. Two queries, and four for each request.
    """
    pages = {article.pk: article for article in articles}
    found = again_of(list(pages.values()), entry.at)
    for pk, again in found.items():
        if again == Again.ASKED:
            ask(entry, pages[pk], by=by)
    return found


def again_of(articles: Collection[Article], at: datetime.datetime) -> dict[int, Again]:
    """Return for each article what adding its page again would do, by id. Two queries."""
    if not articles:
        return {}
    since = at - LEAST_AGE
    wanted = Q(state=CaptureState.WAITING) | Q(asked_at__gt=since) | Q(ended_at__gt=since)
    requests = CaptureRequest.objects.filter(wanted, article__in=articles)
    states: dict[int, set[str]] = {article.pk: set() for article in articles}
    for request in requests:
        states[request.article_id or 0].add(request.state)
    its_own = Q(article__in=articles) | Q(article__joined_into__in=articles)
    copies = Snapshot.objects.without_screenshots().filter(its_own, captured_at__gt=since)
    for owners in copies.values_list("article", "article__joined_into"):
        for owner in owners:
            if owner is not None and owner in states:
                states[owner].add(CaptureState.ARCHIVED)
    return {article.pk: _again(article, states[article.pk]) for article in articles}


def _again(article: Article, states: set[str]) -> Again:
    if CaptureState.WAITING in states:
        return Again.WAITING
    return Again.RECENT if states or not article.url else Again.ASKED


def asked_for(articles: Iterable[Article], found: dict[int, Again]) -> list[Article]:
    """Return those of which a copy was requested, each once."""
    asked = {article.pk: article for article in articles if found[article.pk] == Again.ASKED}
    return list(asked.values())


def told(articles: Iterable[Article]) -> Facts:
    """Return what an Event tells of these requests."""
    captures = [{"id": article.pk, "name": article.url} for article in articles]
    return {"captures": captures} if captures else {}
