"""The archived copies of an article, and what changed between two of them."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.auth.models import User
from django.urls import reverse

from claims import rules
from claims.extractors import Pair, compare
from claims.models import Anchor, Article, Snapshot

from .captures import Asked, asked_for, latest_captures

# So many lines a browser lays out in a blink.
MOST_LINES = 2_000


AROUND = 2  # lines that stayed, shown before and after one that changed


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


def copies_of(article: Article, user: User) -> ArticleCopies:
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
                reverse("article_snapshot_file", args=[article.pk, snapshot.pk]),
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
