"""Anchor the exact words of a quote in an archived copy, and find them again in a later one."""

from collections.abc import Iterable, Iterator, Sequence
from enum import Enum

from claims import rules
from claims.errors import Invalid, refuse
from claims.extractors import Selector, anchor, relocate, stretches
from claims.extractors.text.quotes import search_quote
from claims.given import MOST_STRETCHES
from claims.models import Anchor, Appearance, Article, Evidence, Snapshot
from claims.models.canonical import sha256_hex

Differences = list[dict[str, str | int]]


class Quote:
    """The words of a quote, and where they are in the texts that were searched.

    Searching a long text takes a second or more. A copy never changes, so it is searched before the
    record's lock is taken, and the action uses the result. `near` is an offset in the text.
    """

    def __init__(self, words: str, near: int | None = None) -> None:
        self.words = words
        self._near = near
        self._found: dict[str, list[Selector]] = {}
        self._differs: dict[str, Differences] = {}

    def check_stretches(self) -> None:
        """Raise Invalid on "quote" if there are too many to search for."""
        if len(stretches(self.words)) > MOST_STRETCHES:
            raise Invalid(
                "quote",
                "too_many_stretches",
                f"This quote joins more than {MOST_STRETCHES} passages with […]. Shorten it.",
            )

    def search(self, text: str) -> list[Selector]:
        """Return its stretches in order; empty if the text does not contain all of them."""
        if not self.words.strip():
            return []
        digest = sha256_hex(text)
        if digest not in self._found:
            found = search_quote(text, self.words, self._near)
            spans = found.spans if found else ()
            self._found[digest] = [anchor(text, start, end) for start, end in spans]
            differences = found.differences if found else ()
            self._differs[digest] = [{"code": str(d.code), "count": d.count} for d in differences]
        return self._found[digest]

    def differs_from(self, text: str) -> Differences:
        """Return how the words differ from those found in a text: a DifferenceCode and a number each."""
        return self._differs[sha256_hex(text)] if self.search(text) else []

    def find_in(self, copies: Iterable[Snapshot]) -> tuple[Snapshot | None, list[Anchor]]:
        """Return the first of these copies that contains the words, with unsaved anchors; else the first of all."""
        first: Snapshot | None = None
        for copy in copies:
            first = first or copy
            if not self.words.strip():
                break
            if found := self.search(copy.text):
                return copy, _anchors(copy, found)
        return first, []


def refuse_unusable(article: Article | None) -> None:
    """Refuse to write of an article that was joined to another, or taken off the desk, since the page was loaded. One query."""
    if article:
        article.refresh_from_db(fields=["joined_into", "undone_with"])
        refuse(rules.why_not_change_article(article))


def copies_of(article: Article) -> Iterator[Snapshot]:
    """Yield the current copy, then older ones, newest first: what an outlet removed is still in the archive."""
    current = article.snapshot
    if current:
        yield current
        yield from Snapshot.objects.of(article).exclude(pk=current.pk).order_by("-pk").iterator()


def _anchors(snapshot: Snapshot, found: Sequence[Selector]) -> list[Anchor]:
    return [
        Anchor(
            snapshot=snapshot,
            position=position,
            exact=words.exact,
            prefix=words.prefix,
            suffix=words.suffix,
            start=words.start,
            end=words.end,
        )
        for position, words in enumerate(found)
    ]


def differences_told(owner: Appearance | Evidence) -> dict[str, object]:
    """Return for an Event how the words that were entered differ from those found, if they do."""
    return {"quote_differs": owner.quote_differs} if owner.quote_differs else {}


def quoted(anchors: list[Anchor]) -> str:
    """Return the quote as it is in the copy, stretches joined by […]."""
    return " […] ".join(anchor.exact for anchor in anchors)


def set_anchors(owner: Appearance | Evidence, anchors: list[Anchor]) -> None:
    """Save the anchors of the words. The same words stay anchored in all copies they were found in."""
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
    """The result of searching for a quote in a later copy."""

    FIRST_FOUND = "found for the first time"
    FOUND_AGAIN = "found again"
    GONE = "no longer there"
    NEVER_FOUND = "not there"
    NOT_SAID = "not there, in a copy that is not the whole article"


class Search:
    """Quotes of appearances and evidence, searched for in the text of a new copy of their page.

    `look_ahead` does it before the record's lock is taken: texts never change, so that `seek` then uses the
    result. What was added or changed in between is searched for under the lock.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._texts: dict[
            int, str
        ] = {}  # texts of older copies: they are long, and many quotes come from one
        self._first: dict[str, Quote] = {}
        self._again: dict[tuple[int, Selector], Selector | None] = {}

    def look_ahead(self, owners: Iterable[Appearance | Evidence]) -> None:
        """Search for these quotes. One query for each, and one for each older copy."""
        for owner in owners:
            if owner.quote.strip() and self._text.strip():
                latest = _latest(owner)
                _ = self._places(latest) if latest else self._places_of_words(owner.quote)

    def seek(
        self, owner: Appearance | Evidence, snapshot: Snapshot, *, of_another_version: bool = False
    ) -> Sought:
        """Find the quote in the new copy. If found, it gets anchors there, and the old ones stay.

        If not, the old anchors name the new copy: the quote belongs to the copy it was taken from, and is
        never anchored to the same words in another place. A copy that is not the whole article, or is of
        another version of the page, says nothing about words that it lacks.
        """
        latest = _latest(owner)
        if not latest:
            was_found = owner.anchors.exists()  # in copies that were taken down
            found = _anchors(snapshot, self._places_of_words(owner.quote))
            add_anchors(owner, found)
            if found:
                differs = self._first[owner.quote].differs_from(self._text)
                type(owner)._default_manager.filter(pk=owner.pk).update(quote_differs=differs)
            if was_found:
                return Sought.FOUND_AGAIN if found else Sought.NOT_SAID
            return Sought.FIRST_FOUND if found else Sought.NEVER_FOUND
        places = self._places(latest)
        there = [place for place in places if place]
        if len(there) == len(latest):
            add_anchors(owner, _anchors(snapshot, there))
            return Sought.FOUND_AGAIN
        # The same bytes in another encoding: the desk read them wrongly before.
        is_read_again = latest[0].snapshot.sha256 == snapshot.sha256
        if of_another_version or is_read_again or not snapshot.is_article:
            return Sought.NOT_SAID
        lost = [
            one.pk
            for one, place in zip(latest, places, strict=True)
            if place is None and one.missing_from_id is None
        ]
        Anchor.objects.filter(pk__in=lost).update(missing_from=snapshot)
        return Sought.GONE

    def _places_of_words(self, quote: str) -> list[Selector]:
        if quote not in self._first:
            self._first[quote] = Quote(quote)
        return self._first[quote].search(self._text)

    def _places(self, latest: list[Anchor]) -> list[Selector | None]:
        return [self._place(one.snapshot_id, _selector(one)) for one in latest]

    def _place(self, copy: int, words: Selector) -> Selector | None:
        if (copy, words) not in self._again:
            if copy not in self._texts:
                self._texts[copy] = Snapshot.objects.values_list("text", flat=True).get(pk=copy)
            span = relocate(self._texts[copy], words, self._text)
            self._again[copy, words] = anchor(self._text, *span) if span else None
        return self._again[copy, words]


def _latest(owner: Appearance | Evidence) -> list[Anchor]:
    """Return its anchors in the newest copy that contained it, in order. One that was taken down has no text left."""
    kept = owner.anchors.filter(snapshot__takedown=None)
    known = list(kept.order_by("-snapshot_id", "position"))
    return [one for one in known if one.snapshot_id == known[0].snapshot_id]


def _selector(one: Anchor) -> Selector:
    return Selector(one.exact, one.prefix, one.suffix, one.start, one.end)
