"""Archived copies: how far one that was asked for is, which there are, and what changed between two."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import User
from django.db.models import Count
from django.urls import reverse
from django.utils import timezone

from claims import rules
from claims.enums import CaptureState, Role
from claims.errors import Denial
from claims.models import Article, CaptureRequest, Evidence

ROWS = 200
# Pages ask again by themselves only where the next attempt is near; the later ones are hours away.
SOON = datetime.timedelta(minutes=2)


# --- one copy that was asked for ---


@dataclass(frozen=True)
class Asked:
    """The latest wish for a copy, in words, and the button beside it."""

    url: str  # where the button sends
    words: str
    waiting: bool
    soon: bool  # worth watching
    failed: bool
    button: str
    denial: Denial | None


def asked_for(
    about: Article | Evidence, capture: CaptureRequest | None, roles: frozenset[Role]
) -> Asked:
    """No query, given the latest capture."""
    waiting = capture is not None and capture.state == CaptureState.WAITING
    noun = "article" if isinstance(about, Article) else "evidence"
    return Asked(
        url=reverse(f"{noun}_capture_again", args=[about.pk]),
        words=in_words(capture) if capture else "",
        waiting=waiting,
        soon=waiting and capture is not None and capture.due_at <= timezone.now() + SOON,
        failed=capture is not None and capture.state == CaptureState.GIVEN_UP,
        button=_button(capture),
        denial=rules.why_not_capture(roles, about),
    )


def _button(capture: CaptureRequest | None) -> str:
    if capture is None:
        return "Archive the page now"
    if capture.state == CaptureState.ARCHIVED:
        return "Capture again"
    return "Try again" if capture.state == CaptureState.GIVEN_UP else "Try now"


def in_words(capture: CaptureRequest) -> str:
    """`Tried twice, last: … Next attempt at 14:05 UTC, 22 Nov 2026.`"""
    asked = f"asked for {_moment(capture.asked_at)}"
    if capture.state == CaptureState.ARCHIVED:
        return capture.problem
    if capture.state == CaptureState.GIVEN_UP:
        ended = f", {_moment(capture.ended_at)}" if capture.ended_at else ""
        tries = f", tried {_times(capture.attempts)}" if capture.attempts else ""
        return f"Could not be archived{tries}{ended}. {capture.problem}"
    if capture.attempts == 0:
        return f"Waiting to be archived, {asked}."
    return (
        f"Not archived yet: tried {_times(capture.attempts)}. {capture.problem} "
        f"Next attempt {_moment(capture.due_at)}."
    )


def _times(number: int) -> str:
    return {1: "once", 2: "twice"}.get(number, f"{number} times")


def _moment(at: datetime.datetime) -> str:
    return f"{at.astimezone(datetime.UTC):%H:%M:%S UTC, %d %b %Y}"


def latest_captures(**of: Any) -> Iterable[CaptureRequest]:
    return CaptureRequest.objects.filter(**of).latest_of_each()


# --- the copies of an article ---


# --- quotes whose page was captured again ---


# --- all that were asked for ---


@dataclass(frozen=True)
class CaptureRow:
    name: str
    url: str  # its page on the desk
    address: str
    state: str
    words: str
    asked: Asked | None  # where it can be tried again


@dataclass(frozen=True)
class CaptureList:
    waiting: int
    archived: int
    given_up: int
    soon: bool  # something is worth watching
    rows: tuple[CaptureRow, ...]
    shown_all: bool
    may_not_write: Denial | None

    @property
    def total(self) -> int:
        return self.waiting + self.archived + self.given_up

    @property
    def ended(self) -> int:
        return self.archived + self.given_up


def list_captures(state: CaptureState | None, user: User) -> CaptureList:
    """What waits and what was given up, or one state alone; the latest wish for each page. Four queries."""
    roles = rules.roles_of(user)
    latest = CaptureRequest.objects.latest_of_each()
    counts = dict(latest.order_by().values_list("state").annotate(Count("pk")))
    wanted = [state] if state else [CaptureState.WAITING, CaptureState.GIVEN_UP]
    found = latest.filter(state__in=wanted).select_related("article", "evidence")
    rows = list(found.order_by("-pk")[: ROWS + 1])
    return CaptureList(
        waiting=counts.get(CaptureState.WAITING, 0),
        archived=counts.get(CaptureState.ARCHIVED, 0),
        given_up=counts.get(CaptureState.GIVEN_UP, 0),
        soon=CaptureRequest.objects.due(timezone.now() + SOON).exists(),
        rows=tuple(_row(capture, roles) for capture in rows[:ROWS]),
        shown_all=len(rows) <= ROWS,
        may_not_write=rules.why_not_role(roles, Role.RESEARCHER),
    )


def _row(capture: CaptureRequest, roles: frozenset[Role]) -> CaptureRow:
    about = capture.about
    if isinstance(about, Article):
        name, url = f"A{about.pk}", reverse("article_page", args=[about.pk])
    else:
        url = f"{reverse('claim_page', args=[about.claim_id])}#e{about.pk}"
        name = f"E{about.pk}"
    asked = asked_for(about, capture, roles)
    ended = capture.state == CaptureState.ARCHIVED
    return CaptureRow(
        name=name,
        url=url,
        address=capture.url,
        state=str(CaptureState(capture.state).label),
        words=in_words(capture),
        asked=None if ended or asked.denial else asked,
    )


# --- both texts ---
