"""The archived copies of an article, and what changed between two of them."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.auth.models import User
from django.urls import reverse

from claims import rules
from claims.enums import CaptureKind, QuoteCheck, Role
from claims.errors import Denial
from claims.extractors import LinePair, compare
from claims.models import Anchor, Article, Snapshot

from .captures import CaptureStatus, capture_status, latest_captures
from .copy_judgements import CopyJudgement, about_newest, judgement_of, takedown_note
from .screenshots import PageScreenshot, screenshots_of
from .web_archive import has_web_archive

MOST_LINES = 2_000  # a browser lays out this many lines at once
# Of each copy, at most this many characters are compared: two CPU seconds for the most hostile texts.
MOST_COMPARED = 400_000
AROUND = 2  # unchanged lines that are shown before and after a changed one


@dataclass(frozen=True)
class ArchivedCopy:
    snapshot: Snapshot
    file_url: str
    wacz_url: str  # as WACZ; empty for what was not fetched
    is_current: bool
    is_unchanged: bool  # its text is that of the previous copy
    compare_url: str  # with the previous copy
    judgement: CopyJudgement
    judge_url: str  # says that it is the article, or is not; empty for a screenshot and a stub
    take_down_url: str  # empty if this person cannot take it down, or somebody did
    screenshot: PageScreenshot | None = None  # of its page, if one was requested

    @property
    def takedown(self) -> str:
        """When and why it was taken down, in a sentence."""
        return takedown_note(self.snapshot)

    @property
    def is_screenshot(self) -> bool:
        return self.snapshot.kind == CaptureKind.SCREENSHOT

    @property
    def shows_comparison(self) -> bool:
        return bool(self.compare_url) and not self.is_unchanged


@dataclass(frozen=True)
class ArticleCopies:
    request: CaptureStatus
    copies: tuple[ArchivedCopy, ...]  # newest first
    may_not_write: Denial | None

    @property
    def newest(self) -> ArchivedCopy | None:
        return self.copies[0] if self.copies else None

    @property
    def set_aside(self) -> str:
        """Why the newest copy is not the current one, in a sentence; empty if it is, or if it only has no text."""
        newest = self.newest
        return "" if newest is None or newest.is_current else about_newest(newest.snapshot)

    @property
    def has_arrived(self) -> bool:
        """There is a copy, and no request is waiting."""
        return self.current is not None and not self.request.is_waiting

    @property
    def current(self) -> ArchivedCopy | None:
        return next((copy for copy in self.copies if copy.is_current), None)

    @property
    def others(self) -> tuple[ArchivedCopy, ...]:
        return tuple(copy for copy in self.copies if not copy.is_current)


def copies_of(article: Article, user: User) -> ArticleCopies:
    """Return every copy and the latest request for one. Four queries."""
    latest = next(iter(latest_captures(article=article)), None)
    roles = rules.roles_of(user)
    status = capture_status(article, latest, roles)
    named = Snapshot.objects.of(article).without_screenshots()
    named = named.select_related("captured_by", "ruling__by", "body", "takedown")
    found = named.defer("text", "boilerplate")
    in_order = list(found.order_by("pk"))
    screenshots = screenshots_of(in_order, roles)
    copies = []
    for before, snapshot in zip([None, *in_order], in_order, strict=False):
        readable = before is not None and before.body_key and snapshot.body_key
        copies.append(
            ArchivedCopy(
                snapshot,
                ""
                if snapshot.is_taken_down
                else reverse("article_snapshot_file", args=[article.pk, snapshot.pk]),
                wacz_url=reverse("article_web_archive", args=[article.pk, snapshot.pk])
                if has_web_archive(snapshot) and not snapshot.is_taken_down
                else "",
                is_current=snapshot.pk == article.snapshot_id,
                is_unchanged=bool(before and readable and before.body_key == snapshot.body_key),
                compare_url=compare_url(article.pk, before.pk, snapshot.pk)
                if before and readable
                else "",
                judgement=judgement_of(snapshot),
                judge_url=_judge_url(article, snapshot),
                take_down_url=take_down_url(snapshot, roles),
                screenshot=screenshots.get(snapshot.pk),
            )
        )
    denial = rules.why_not_role(roles, Role.RESEARCHER)
    return ArticleCopies(status, tuple(reversed(copies)), denial)


def _judge_url(article: Article, snapshot: Snapshot) -> str:
    is_older_screenshot = (
        snapshot.kind == CaptureKind.SCREENSHOT and snapshot.pk != article.snapshot_id
    )
    if snapshot.is_taken_down or is_older_screenshot:
        return ""
    return reverse("article_copy_judge", args=[article.pk, snapshot.pk])


def take_down_url(snapshot: Snapshot, roles: frozenset[Role]) -> str:
    """Return where an editor takes down a copy. A legal hold is said there. No query."""
    if snapshot.is_taken_down or rules.why_not_role(roles, Role.EDITOR):
        return ""
    return reverse("snapshot_take_down", args=[snapshot.pk])


def compare_url(article: int, old: int, new: int) -> str:
    return f"{reverse('article_compare', args=[article])}?old={old}&new={new}"


@dataclass(frozen=True)
class Ground:
    """Whether a quote is still in the newest copy of its page: a sentence without its stop, and where to see it."""

    words: str = ""
    gone: bool = False
    url: str = ""  # compares both copies


def ground_of(article_id: int | None, anchors: Iterable[Anchor]) -> Ground:
    """Return where a quote is, from its anchors. No query.

    Evidence from a page that is not an article of the desk has no two copies to compare.
    """
    known = list(anchors)
    lost = [anchor for anchor in known if anchor.missing_from_id]
    if not lost:
        return Ground()
    old, new = lost[0].snapshot_id, lost[0].missing_from_id or 0
    url = compare_url(article_id, old, new) if article_id else ""
    if any(anchor.snapshot_id > new for anchor in known):
        return Ground("The outlet removed these words and later restored them", url=url)
    return Ground(
        "The outlet changed the page, and these words are no longer there", gone=True, url=url
    )


@dataclass(frozen=True)
class Quoted:
    """Exact words as a page shows them, and whether the archived copy holds them."""

    words: str
    translation: str
    translated_by: str
    check: QuoteCheck
    url: str = ""  # their place in the archived copy
    reason: str = ""  # why they are kept although they were not found
    copy: str = ""  # what the archived copy looks like, if it is not the article
    differs: str = ""  # how the words that were entered differ from these, in sentences
    takedown: str = ""  # when and why the archived copy was taken down, in a sentence

    @property
    def is_missing(self) -> bool:
        return self.check == QuoteCheck.NOT_FOUND


@dataclass(frozen=True)
class LineGroup:
    """Changed lines with a few around them, or the number of unchanged lines left out here."""

    pairs: tuple[LinePair, ...] = ()
    left_out: int = 0


@dataclass(frozen=True)
class Comparison:
    old: Snapshot
    new: Snapshot
    groups: tuple[LineGroup, ...]
    changed: int  # lines
    is_cut: bool  # there is more than a page shows
    compared_to: int = (
        0  # how many characters were compared, if a text is too long to compare all; else 0
    )


def comparison_of(article: Article, wanted: list[int]) -> Comparison | None:
    """Compare two copies of an article, by default its newest two. Return None if there are not two."""
    copies = Snapshot.objects.of(article).order_by("-pk")
    copies = copies.kept()
    copies = copies.filter(pk__in=wanted) if wanted else copies.exclude(text="")
    two = list(copies[:2])
    if len(two) < 2:
        return None
    new, old = two
    pairs = compare(old.text[:MOST_COMPARED], new.text[:MOST_COMPARED])
    is_long = max(len(old.text), len(new.text)) > MOST_COMPARED
    changed = sum(not pair.same for pair in pairs)
    groups, is_cut = _line_groups(pairs)
    return Comparison(old, new, groups, changed, is_cut, MOST_COMPARED if is_long else 0)


def _line_groups(pairs: list[LinePair]) -> tuple[tuple[LineGroup, ...], bool]:
    near: set[int] = set()
    for index, pair in enumerate(pairs):
        if not pair.same:
            near |= set(range(max(0, index - AROUND), min(len(pairs), index + AROUND + 1)))
        if len(near) > MOST_LINES:
            break
    groups: list[LineGroup] = []
    at = 0
    lines: list[LinePair] = []
    for index in sorted(near)[:MOST_LINES]:
        if index > at:
            groups += [LineGroup(pairs=tuple(lines))] if lines else []
            groups.append(LineGroup(left_out=index - at))
            lines = []
        lines.append(pairs[index])
        at = index + 1
    groups += [LineGroup(pairs=tuple(lines))] if lines else []
    is_cut = len(near) > MOST_LINES
    if at < len(pairs) and not is_cut:
        groups.append(LineGroup(left_out=len(pairs) - at))
    return tuple(groups), is_cut
