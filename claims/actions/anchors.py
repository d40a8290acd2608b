"""Tie the exact words of a quote to an archived copy, and find them again in a later one."""

from collections.abc import Iterable, Iterator
from enum import Enum

from claims.extractors import Selector, anchor, locate, relocate
from claims.models import Anchor, Appearance, Article, Evidence, Snapshot


def find_anchors(snapshot: Snapshot | None, quote: str, near: int | None = None) -> list[Anchor]:
    """Unsaved anchors of the quote's stretches, in order; empty where the words are not in the copy."""
    if snapshot is None or not quote.strip():
        return []
    return _anchors(snapshot, locate(snapshot.text, quote, near) or [])


def find_in(
    copies: Iterable[Snapshot], quote: str, near: int | None = None
) -> tuple[Snapshot | None, list[Anchor]]:
    """The first of these copies that holds the words, with their anchors; the first of all where none does."""
    first: Snapshot | None = None
    for copy in copies:
        first = first or copy
        if not quote.strip():
            break
        if found := find_anchors(copy, quote, near):
            return copy, found
    return first, []


def copies_of(article: Article) -> Iterator[Snapshot]:
    """The current one, then the older ones, newest first: what an outlet took away is still in the archive."""
    current = article.snapshot
    if current:
        yield current
        yield from article.snapshots.exclude(pk=current.pk).order_by("-pk").iterator()


def _anchors(snapshot: Snapshot, spans: list[tuple[int, int]]) -> list[Anchor]:
    found = []
    for position, (start, end) in enumerate(spans):
        words = anchor(snapshot.text, start, end)
        found.append(
            Anchor(
                snapshot=snapshot,
                position=position,
                exact=words.exact,
                prefix=words.prefix,
                suffix=words.suffix,
                start=start,
                end=end,
            )
        )
    return found


def quoted(anchors: list[Anchor]) -> str:
    """The quote as it stands in the copy, stretches joined by […]."""
    return " […] ".join(anchor.exact for anchor in anchors)


def set_anchors(owner: Appearance | Evidence, anchors: list[Anchor]) -> None:
    """Where the words stand, as they were given. The same words stay tied to all the copies they were found in."""
    known = set(owner.anchors.values_list("snapshot", "start", "end"))
    if anchors and {(a.snapshot_id, a.start, a.end) for a in anchors} <= known:
        return
    owner.anchors.all().delete()
    add_anchors(owner, anchors)


def add_anchors(owner: Appearance | Evidence, anchors: list[Anchor]) -> None:
    for found in anchors:
        if isinstance(owner, Appearance):
            found.appearance = owner
        else:
            found.evidence = owner
        found.save(force_insert=True)


class Sought(Enum):
    """What became of a quote in a copy that came later."""

    FIRST_FOUND = "found for the first time"
    FOUND_AGAIN = "found again"
    GONE = "no longer there"
    NEVER_FOUND = "not there"


class Search:
    """Quotes of appearances and evidence, sought in a new copy of the page they were taken from."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.snapshot = snapshot
        self._texts = {snapshot.pk: snapshot.text}

    def seek(self, owner: Appearance | Evidence) -> Sought:
        """Found, the quote gets anchors in the new copy, beside the old ones.

        Not found, the old ones name the new copy: the quote stands in the copy that it was taken
        from, and is never tied to the same words in another place.
        """
        known = list(owner.anchors.order_by("-snapshot_id", "position"))
        if not known:
            found = find_anchors(self.snapshot, owner.quote)
            add_anchors(owner, found)
            return Sought.FIRST_FOUND if found else Sought.NEVER_FOUND
        latest = [one for one in known if one.snapshot_id == known[0].snapshot_id]
        before = self._text(latest[0].snapshot_id)
        places = [(one, relocate(before, _selector(one), self.snapshot.text)) for one in latest]
        spans = [span for _, span in places if span]
        if len(spans) == len(latest):
            add_anchors(owner, _anchors(self.snapshot, spans))
            return Sought.FOUND_AGAIN
        lost = [one.pk for one, span in places if span is None and one.missing_from_id is None]
        Anchor.objects.filter(pk__in=lost).update(missing_from=self.snapshot)
        return Sought.GONE

    def _text(self, pk: int) -> str:
        """Texts are long, and many quotes come from one."""
        if pk not in self._texts:
            self._texts[pk] = Snapshot.objects.values_list("text", flat=True).get(pk=pk)
        return self._texts[pk]


def _selector(one: Anchor) -> Selector:
    return Selector(one.exact, one.prefix, one.suffix, one.start, one.end)
