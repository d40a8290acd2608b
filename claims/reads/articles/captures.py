"""Capture requests: how far one is, in a sentence, and the list of them all."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import User
from django.db.models import Count, F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import ngettext

from claims import rules
from claims.enums import NO_ARTICLE, Again, CaptureState, Role
from claims.errors import Denial
from claims.models import Article, CaptureRequest, Evidence
from claims.models.captures import CaptureRequestQuerySet

from .capture_problems import problem_of
from .copy_judgements import judgement_of

ROWS = 200
# Pages poll by themselves only if the next attempt is near; later attempts are hours away.
SOON = datetime.timedelta(minutes=2)


@dataclass(frozen=True)
class CaptureStatus:
    """How far the latest request for a copy is, and the button next to it."""

    url: str  # the button posts here
    words: str
    is_waiting: bool
    is_due_soon: bool  # worth polling for
    failed: bool
    button: str
    denial: Denial | None

    @property
    def is_shown(self) -> bool:
        """There is something to say, or a button to press."""
        return bool(self.words) or self.denial is None


def capture_status(
    about: Article | Evidence, capture: CaptureRequest | None, roles: frozenset[Role]
) -> CaptureStatus:
    """Return the status of the latest request, or of none. No query."""
    is_waiting = capture is not None and capture.state == CaptureState.WAITING
    noun = "article" if isinstance(about, Article) else "evidence"
    return CaptureStatus(
        url=reverse(f"{noun}_capture_again", args=[about.pk]),
        words=describe_capture(capture) if capture else "",
        is_waiting=is_waiting,
        is_due_soon=is_waiting and capture is not None and capture.due_at <= timezone.now() + SOON,
        failed=capture is not None and capture.state == CaptureState.GIVEN_UP,
        button=_button(capture),
        denial=rules.why_not_capture(roles, about),
    )


def _button(capture: CaptureRequest | None) -> str:
    if capture is None:
        return "Archive the page now"
    if capture.state == CaptureState.ARCHIVED:
        return "Archive it again"
    return "Try again" if capture.state == CaptureState.GIVEN_UP else "Try now"


def describe_capture(capture: CaptureRequest) -> str:
    """Return a sentence or two; for a copy that arrived, only what was wrong with it."""
    if capture.state == CaptureState.ARCHIVED:
        return problem_of(capture)
    values = {
        "number": capture.attempts,
        "problem": problem_of(capture),
        "asked": date_format(capture.asked_at, "DATETIME_FORMAT"),
        "due": date_format(capture.due_at, "DATETIME_FORMAT"),
        "ended": date_format(capture.ended_at or capture.asked_at, "DATETIME_FORMAT"),
    }
    return _pattern(capture) % values


def _pattern(capture: CaptureRequest) -> str:
    has_given_up = capture.state == CaptureState.GIVEN_UP
    if has_given_up and capture.attempts == 0:
        return "Could not be archived (%(ended)s). %(problem)s"
    if has_given_up:
        return ngettext(
            "Could not be archived after %(number)d attempt (%(ended)s). %(problem)s",
            "Could not be archived after %(number)d attempts (%(ended)s). %(problem)s",
            capture.attempts,
        )
    if capture.attempts == 0:
        return "Waiting to be archived since %(asked)s."
    return ngettext(
        "Not archived yet after %(number)d attempt. %(problem)s The next attempt is on %(due)s.",
        "Not archived yet after %(number)d attempts. %(problem)s The next attempt is on %(due)s.",
        capture.attempts,
    )


def describe_again(article: Article, again: Again | None) -> str:
    """Say that an article that somebody added is on the desk, and what becomes of its page."""
    if again is None:
        return f"This article is already on the desk as A{article.pk}."
    here = f"This page is already on the desk as A{article.pk}."
    return {
        Again.ASKED: f"{here} A new copy was requested.",
        Again.WAITING: f"{here} A copy is already requested.",
        Again.RECENT: f"{here} It was archived or tried within the last hour, so no new copy was requested.",
    }[again]


def latest_captures(**of: Any) -> CaptureRequestQuerySet:
    return CaptureRequest.objects.filter(**of).latest_of_each()


@dataclass(frozen=True)
class CaptureRow:
    name: str
    url: str  # the page of its article or evidence
    address: str
    state: str
    words: str


@dataclass(frozen=True)
class CaptureTab:
    """One tab of the list: the requests of one state, or by default all that need attention."""

    url: str
    label: str
    is_current: bool


@dataclass(frozen=True)
class CaptureList:
    waiting: int
    archived: int
    given_up: int
    is_due_soon: bool  # something is worth polling for
    rows: tuple[CaptureRow, ...]
    shows_all: bool
    may_not_write: Denial | None

    @property
    def total(self) -> int:
        return self.waiting + self.archived + self.given_up

    @property
    def ended(self) -> int:
        return self.archived + self.given_up


def list_captures(state: CaptureState | None, user: User) -> CaptureList:
    """Return the latest request for each page: those of one state, or all that need attention. Four queries.

    Those are all that are not archived, and those whose copy is not the article.
    """
    latest = CaptureRequest.objects.latest_of_each()
    counts = dict(latest.order_by().values_list("state").annotate(Count("pk")))
    wanted = Q(state=state) if state else ~Q(state=CaptureState.ARCHIVED) | _is_no_article()
    named = ("article", "evidence", "snapshot__ruling__by")
    found = latest.filter(wanted).select_related(*named)
    found = found.defer("snapshot__text", "snapshot__boilerplate")
    rows = list(found.order_by("-pk")[: ROWS + 1])
    return CaptureList(
        waiting=counts.get(CaptureState.WAITING, 0),
        archived=counts.get(CaptureState.ARCHIVED, 0),
        given_up=counts.get(CaptureState.GIVEN_UP, 0),
        is_due_soon=CaptureRequest.objects.due(timezone.now() + SOON).exists(),
        rows=tuple(_capture_row(capture) for capture in rows[:ROWS]),
        shows_all=len(rows) <= ROWS,
        may_not_write=rules.why_not_role(rules.roles_of(user), Role.RESEARCHER),
    )


def _is_no_article() -> Q:
    """Return the condition that its copy is not the article, and that there is no better one."""
    judged = Q(snapshot__judgement__in=NO_ARTICLE, snapshot__ruling=None)
    is_current = Q(article=None) | Q(article__snapshot=F("snapshot"))
    return (judged | Q(snapshot__ruling__is_article=False)) & is_current


def capture_tabs(current: CaptureState | None) -> list[CaptureTab]:
    page = reverse("capture_list")
    first = CaptureTab(page, "Needs attention", current is None)
    return [
        first,
        *(
            CaptureTab(f"{page}?state={state}", str(state.label).capitalize(), state == current)
            for state in CaptureState
        ),
    ]


def _capture_row(capture: CaptureRequest) -> CaptureRow:
    about = capture.about
    if isinstance(about, Article):
        name, url = f"A{about.pk}", reverse("article_page", args=[about.pk])
    else:
        url = f"{reverse('claim_page', args=[about.claim_id])}#e{about.pk}"
        name = f"E{about.pk}"
    return CaptureRow(
        name=name,
        url=url,
        address=capture.url,
        state=str(CaptureState(capture.state).label),
        words=describe_capture(capture) or judgement_of(capture.snapshot).words,
    )
