"""Numbered exports, and what has changed since one was handed out."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from claims.enums import Verb
from claims.exports.asked import Filters
from claims.models import Event, Export, Verdict
from claims.reads.lists.paging import newest

from .verdicts import BATCH, Moment, Row, verdict_rows

PAGE = 30
SHOWN = 100

# What became of a row of the export: the word of the file, and its words on the page.
WHAT: Mapping[str, str] = {
    "new": "new",
    "changed": "changed",
    "under_review": "under review",
    "retracted": "retracted",
    "no_longer_fits": "no longer fits the filters",
    "names": "a name is withheld, or printed again",
}


@dataclass(frozen=True)
class Page:
    exports: list[Export]
    older: int | None  # `before` of the next page, if there is one


def page(before: int | None = None) -> Page:
    """Newest first, by key. One query."""
    return Page(*newest(Export.objects.select_related("by"), before, PAGE))


def load(pk: int) -> Export | None:
    """One query."""
    return Export.objects.select_related("by").filter(pk=pk).first()


@dataclass
class Changes:
    """What changed, counted; the first of it to be shown."""

    rows: list[dict[str, Any]] = field(default_factory=list)
    counts: "Counter[str]" = field(default_factory=Counter)

    @property
    def total(self) -> int:
        return self.counts.total()

    @property
    def counted(self) -> list[tuple[str, int]]:
        return [(words, self.counts[what]) for what, words in WHAT.items() if self.counts[what]]


def changes(filters: Filters, then: Moment, now: Moment) -> Changes:
    """At most five queries for each 500 claims that something happened to."""
    found = Changes()
    for row in changed_rows(filters, then, now):
        found.counts[str(row["what"])] += 1
        if len(found.rows) < SHOWN:
            found.rows.append(row | {"words": WHAT[str(row["what"])]})
    return found


def changed_rows(filters: Filters, then: Moment, now: Moment) -> Iterator[Row]:
    """The rows of changes.csv, by claim: what the export says now that it did not say then."""
    touched = _touched(then, now)
    for start in range(0, len(touched), BATCH):
        yield from _of_batch(filters, then, now, touched[start : start + BATCH])


def _touched(then: Moment, now: Moment) -> list[int]:
    """The claims whose rows may differ: signed or retracted since, or reopened. Two queries.

    All of them where other names are withheld now: any row may name those.
    """
    since = then.at if then.withheld == now.withheld else None
    signed = Verdict.objects.signed_by_moment(now.at)
    reopened = Event.objects.by_moment(now.at).filter(verb=Verb.REOPENED, claim__isnull=False)
    if since:
        signed, reopened = signed.filter(signed_at__gt=since), reopened.filter(at__gt=since)
    ids = set(signed.values_list("claim_id", flat=True).distinct())
    return sorted(ids | set(reopened.values_list("claim_id", flat=True).distinct()))


def _of_batch(filters: Filters, then: Moment, now: Moment, ids: Sequence[int]) -> Iterator[Row]:
    before, after = (
        {_key(filters, row): row for row in verdict_rows(filters, moment, among=ids)}
        for moment in (then, now)
    )
    gone = {key[0] for key in before.keys() - after.keys()}
    latest = {
        verdict.claim_id: now.withheld.printed(verdict.row)
        for verdict in Verdict.objects.latest_per_claim(now.at).filter(claim__in=gone)
    }
    reopenings = {
        event.claim_id: event
        for event in Event.objects.by_moment(now.at)
        .filter(verb=Verb.REOPENED, claim__in=ids)
        .order_by("seq")
    }
    for key in sorted(before.keys() | after.keys()):
        old, new = before.get(key), after.get(key)
        if old == new:
            continue
        claim = key[0]
        row = _row(old, new, latest.get(claim))
        if row["what"] == "under_review" and claim in reopenings:
            event = reopenings[claim]
            row |= {"reason": event.reason, "by": event.by_name, "at": row["under_review_since"]}
        yield row


def _key(filters: Filters, row: Row) -> tuple[int, int]:
    """With every version exported, each is a row of its own."""
    version = row["version"] if filters.all_versions else 0
    return int(row["claim_id"] or 0), int(version or 0)


def _row(old: Row | None, new: Row | None, latest: Row | None) -> Row:
    said = new or latest or {}
    shown = new or old or {}
    return {
        "claim_id": shown["claim_id"],
        "claim": shown["claim"],
        "what": _what(old, new, latest),
        "version_then": old["version"] if old else None,
        "verdict_then": old["verdict"] if old else "",
        "version_now": new["version"] if new else None,
        "verdict_now": new["verdict"] if new else "",
        "change": said.get("change", ""),
        "reason": said.get("reason", ""),
        "by": said.get("signed_off_by", ""),
        "at": said.get("signed_off_at", ""),
        "under_review_since": new["under_review_since"] if new else "",
    }


def _what(old: Row | None, new: Row | None, latest: Row | None) -> str:
    if old is None:
        return "new"
    if new is None:
        retracted = latest is not None and latest.get("change") == "retraction"
        return "retracted" if retracted else "no_longer_fits"
    if old["version"] != new["version"]:
        return "changed"
    if old["under_review_since"] != new["under_review_since"]:
        return "under_review"
    return "names"
