"""Archived copies: how far one that was asked for is, which there are, and what changed between two."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count
from django.urls import reverse
from django.utils import timezone

from claims import rules
from claims.enums import CaptureState, Role
from claims.errors import Denial
from claims.extractors import Pair, compare
from claims.models import Anchor, Article, Capture, Evidence, Snapshot

ROWS = 200
# So many lines a browser lays out in a blink.
MOST_LINES = 2_000
# Pages ask again by themselves only where the next attempt is near; the later ones are hours away.
SOON = datetime.timedelta(minutes=2)
AROUND = 2  # lines that stayed, shown before and after one that changed


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


def asked_for(about: Article | Evidence, capture: Capture | None, roles: frozenset[Role]) -> Asked:
    """No query, given the latest capture."""
    waiting = capture is not None and capture.state == CaptureState.WAITING
    noun = "article" if isinstance(about, Article) else "evidence"
    return Asked(
        url=reverse(f"{noun}_captures", args=[about.pk]),
        words=in_words(capture) if capture else "",
        waiting=waiting,
        soon=waiting and capture is not None and capture.due_at <= timezone.now() + SOON,
        failed=capture is not None and capture.state == CaptureState.GIVEN_UP,
        button=_button(capture),
        denial=rules.why_not_capture(roles, about),
    )


def _button(capture: Capture | None) -> str:
    if capture is None:
        return "Archive the page now"
    if capture.state == CaptureState.ARCHIVED:
        return "Capture again"
    return "Try again" if capture.state == CaptureState.GIVEN_UP else "Try now"


def in_words(capture: Capture) -> str:
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


def latest_captures(**of: Any) -> Iterable[Capture]:
    return Capture.objects.filter(**of).latest_of_each()


# --- the copies of an article ---


@dataclass(frozen=True)
class Copy:
    snapshot: Snapshot
    file_url: str
    is_current: bool
    unchanged: bool  # its text is that of the copy before
    compare_url: str  # with the copy before


@dataclass(frozen=True)
class ArticleCopies:
    asked: Asked
    copies: tuple[Copy, ...]  # newest first

    @property
    def current(self) -> Copy | None:
        return next((copy for copy in self.copies if copy.is_current), None)

    @property
    def others(self) -> tuple[Copy, ...]:
        return tuple(copy for copy in self.copies if not copy.is_current)


def copies_of(article: Article, user: Any) -> ArticleCopies:
    """Three queries."""
    latest = next(iter(latest_captures(article=article)), None)
    asked = asked_for(article, latest, rules.roles_of(user))
    found = article.snapshots.select_related("captured_by").defer("text", "boilerplate")
    in_order = list(found.order_by("pk"))
    copies = []
    for before, snapshot in zip([None, *in_order], in_order, strict=False):
        readable = before is not None and before.body_sha256 and snapshot.body_sha256
        copies.append(
            Copy(
                snapshot,
                reverse("article_capture", args=[article.pk, snapshot.pk]),
                is_current=snapshot.pk == article.snapshot_id,
                unchanged=bool(before and readable and before.body_sha256 == snapshot.body_sha256),
                compare_url=compare_url(article.pk, before.pk, snapshot.pk)
                if before and readable
                else "",
            )
        )
    return ArticleCopies(asked, tuple(reversed(copies)))


def compare_url(article: int, old: int, new: int) -> str:
    return f"{reverse('article_compare', args=[article])}?old={old}&new={new}"


# --- quotes whose page was captured again ---


@dataclass(frozen=True)
class Ground:
    """How a quote stands to the copies of its page: in words, and where to see it."""

    words: str = ""
    gone: bool = False
    url: str = ""  # both texts


def ground_of(article_id: int | None, anchors: Iterable[Anchor]) -> Ground:
    """Pure. Evidence from a page that is no article of the desk has no two copies to show."""
    known = list(anchors)
    lost = [anchor for anchor in known if anchor.missing_from_id]
    if not lost:
        return Ground()
    old, new = lost[0].snapshot_id, lost[0].missing_from_id or 0
    url = compare_url(article_id, old, new) if article_id else ""
    if any(anchor.snapshot_id > new for anchor in known):
        return Ground("The outlet changed this, and has it again", url=url)
    return Ground("The outlet changed this: these words are no longer there", gone=True, url=url)


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


def capture_list(state: CaptureState | None, user: Any) -> CaptureList:
    """What waits and what was given up, or one state alone; the latest wish for each page. Four queries."""
    roles = rules.roles_of(user)
    latest = Capture.objects.latest_of_each()
    counts = dict(latest.order_by().values_list("state").annotate(Count("pk")))
    wanted = [state] if state else [CaptureState.WAITING, CaptureState.GIVEN_UP]
    found = latest.filter(state__in=wanted).select_related("article", "evidence")
    rows = list(found.order_by("-pk")[: ROWS + 1])
    return CaptureList(
        waiting=counts.get(CaptureState.WAITING, 0),
        archived=counts.get(CaptureState.ARCHIVED, 0),
        given_up=counts.get(CaptureState.GIVEN_UP, 0),
        soon=Capture.objects.due(timezone.now() + SOON).exists(),
        rows=tuple(_row(capture, roles) for capture in rows[:ROWS]),
        shown_all=len(rows) <= ROWS,
        may_not_write=rules.why_not_role(roles, Role.RESEARCHER),
    )


def _row(capture: Capture, roles: frozenset[Role]) -> CaptureRow:
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


@dataclass(frozen=True)
class Run:
    """Lines that changed with a few around them, or the number of those left out between."""

    pairs: tuple[Pair, ...] = ()
    left_out: int = 0


@dataclass(frozen=True)
class Comparison:
    old: Snapshot
    new: Snapshot
    runs: tuple[Run, ...]
    changed: int  # lines
    cut: bool  # there is more than a page shows


def comparison_of(article: Article, wanted: list[int]) -> Comparison | None:
    """Two copies of an article, the older first; the newest two where none is named. None where there are no two."""
    copies = article.snapshots.order_by("-pk")
    if wanted:
        copies = copies.filter(pk__in=wanted)
    two = list(copies[:2])
    if len(two) < 2:
        return None
    new, old = two
    pairs = compare(old.text, new.text)
    changed = sum(not pair.same for pair in pairs)
    runs, cut = _runs(pairs)
    return Comparison(old, new, runs, changed, cut)


def _runs(pairs: list[Pair]) -> tuple[tuple[Run, ...], bool]:
    near: set[int] = set()
    for index, pair in enumerate(pairs):
        if not pair.same:
            near |= set(range(max(0, index - AROUND), min(len(pairs), index + AROUND + 1)))
        if len(near) > MOST_LINES:
            break
    shown = sorted(near)[:MOST_LINES]
    runs: list[Run] = []
    at = 0
    lines: list[Pair] = []
    for index in shown:
        if index > at:
            runs += [Run(pairs=tuple(lines))] if lines else []
            runs.append(Run(left_out=index - at))
            lines = []
        lines.append(pairs[index])
        at = index + 1
    runs += [Run(pairs=tuple(lines))] if lines else []
    cut = len(near) > MOST_LINES
    if at < len(pairs) and not cut:
        runs.append(Run(left_out=len(pairs) - at))
    return tuple(runs), cut
