"""Numbered exports, and what has changed since one was handed out."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from claims.enums import Verb
from claims.exports.filters import Filters
from claims.given import ExportGiven
from claims.models import Erasure, Event, Export, Reweighing, Verdict
from claims.reads.lists.paging import newest
from claims.reads.record.account_names import with_names

from .verdicts import BATCH, ExportMoment, Row, verdict_rows

PAGE = 30
SHOWN = 100

# How a row of the export changed: the code in changes.csv, and its label on the page.
CHANGE_LABELS: Mapping[str, str] = {
    "new": "new",
    "changed": "changed",
    "under_review": "under review",
    "since_signing": "its evidence changed since it was signed",
    "retracted": "retracted",
    "no_longer_fits": "no longer matches the filters",
    "names": "a name is withheld or printed again",
}


@dataclass(frozen=True)
class NumberedExportsPage:
    exports: list[Export]
    older: int | None  # `before` of the next page, if there is one


def numbered_exports(before: int | None = None) -> NumberedExportsPage:
    """Return a page of numbered exports, newest first. One query."""
    return NumberedExportsPage(*newest(Export.objects.select_related("by"), before, PAGE))


def load_export(pk: int) -> Export | None:
    """Return the export with who numbered it. One query."""
    return Export.objects.select_related("by").filter(pk=pk).first()


@dataclass
class ExportChanges:
    """The number of changes of each kind, and the first changes themselves."""

    rows: list[dict[str, Any]] = field(default_factory=list)
    counts: "Counter[str]" = field(default_factory=Counter)

    @property
    def total(self) -> int:
        return self.counts.total()

    @property
    def shows_all(self) -> bool:
        return self.total <= len(self.rows)

    @property
    def counted(self) -> list[tuple[str, int]]:
        return [
            (label, self.counts[code]) for code, label in CHANGE_LABELS.items() if self.counts[code]
        ]


@dataclass(frozen=True)
class FileCheck:
    """Whether the files still have the rows and hashes that were stored with the number."""

    is_same: bool
    erased_since: bool = False  # the name of an account, which the files hold no more


def check_files(export: Export, read_again: ExportGiven) -> FileCheck:
    stored, found = (
        [(file["name"], file["rows"], file["sha256"]) for file in files]
        for files in (export.files, read_again.files)
    )
    is_same = stored == found
    erased = not is_same and Erasure.objects.filter(at__gt=export.at).exists()
    return FileCheck(is_same, erased)


def has_first_columns(export: Export) -> bool:
    """Return True if it was numbered before columns were added: the number of columns was not stored yet."""
    return not any("columns" in file for file in export.files)


def export_changes(filters: Filters, then: ExportMoment, now: ExportMoment) -> ExportChanges:
    """Return what changed between two moments. At most five queries for every 500 claims that changed."""
    found = ExportChanges()
    for row in changed_rows(filters, then, now):
        code = str(row["what"])
        found.counts[code] += 1
        if len(found.rows) < SHOWN:
            shown = {"words": CHANGE_LABELS[code], "kind_of_change": _kind_of_change(row)}
            found.rows.append(row | shown)
    return found


def _kind_of_change(row: Row) -> str:
    """Return "correction", "update" or "confirmation"; a first verdict or a retraction needs no more words."""
    change = str(row["change"] or "")
    return "" if change == "first" or row["what"] == "retracted" else change


def changed_rows(filters: Filters, then: ExportMoment, now: ExportMoment) -> Iterator[Row]:
    """Yield the rows of changes.csv, by claim: what the export says now and did not say then."""
    claims = _claims_that_may_differ(then, now)
    for start in range(0, len(claims), BATCH):
        yield from _changes_of_batch(filters, then, now, claims[start : start + BATCH])


def _claims_that_may_differ(then: ExportMoment, now: ExportMoment) -> list[int]:
    """Return the claims whose rows may differ: signed, retracted, reopened or weighed again since. Three queries.

    Return all claims if other names are withheld now: any row may have them.
    """
    since = then.at if then.withheld == now.withheld else None
    signed = Verdict.objects.signed_by_moment(now.at)
    reopened = Event.objects.by_moment(now.at).filter(verb=Verb.REOPENED, claim__isnull=False)
    reweighed = Reweighing.objects.by_moment(now.at)
    if since:
        signed, reopened = signed.filter(signed_at__gt=since), reopened.filter(at__gt=since)
        reweighed = reweighed.filter(at__gt=since)
    return sorted(
        {
            *signed.values_list("claim_id", flat=True).distinct(),
            *reopened.values_list("claim_id", flat=True).distinct(),
            *reweighed.order_by().values_list("claim_id", flat=True).distinct(),
        }
    )


def _changes_of_batch(
    filters: Filters, then: ExportMoment, now: ExportMoment, ids: Sequence[int]
) -> Iterator[Row]:
    before, after = (
        {_key(filters, row): row for row in verdict_rows(filters, moment, among=ids)}
        for moment in (then, now)
    )
    gone = {key[0] for key in before.keys() - after.keys()}
    assessors = now.names.assessors_of(sorted(gone))
    latest = {
        verdict.claim_id: now.withheld.printed(
            now.names.printed(
                verdict.row,
                verdict.signed_by_id,
                assessors.get((verdict.claim_id, verdict.round), ()),
            )
        )
        for verdict in Verdict.objects.latest_per_claim(now.at).filter(claim__in=gone)
    }
    reopenings = {
        event.claim_id: event
        for event in with_names(
            Event.objects.by_moment(now.at)
            .filter(verb=Verb.REOPENED, claim__in=ids)
            .order_by("seq")
        )
    }
    for key in sorted(before.keys() | after.keys()):
        old, new = before.get(key), after.get(key)
        if old == new:
            continue
        claim = key[0]
        row = _change_row(old, new, latest.get(claim))
        if row["what"] == "under_review" and claim in reopenings:
            event = reopenings[claim]
            row |= {"reason": event.reason, "by": event.by_name, "at": row["under_review_since"]}
        yield row


def _key(filters: Filters, row: Row) -> tuple[int, int]:
    """Return the key of a row. If all versions are exported, each is a row of its own."""
    version = row["version"] if filters.all_versions else 0
    return int(row["claim_id"] or 0), int(version or 0)


def _change_row(old: Row | None, new: Row | None, latest: Row | None) -> Row:
    signed = new or latest or {}
    shown = new or old or {}
    return {
        "claim_id": shown["claim_id"],
        "claim": shown["claim"],
        "what": _change_code(old, new, latest),
        "version_then": old["version"] if old else None,
        "verdict_then": old["verdict"] if old else "",
        "version_now": new["version"] if new else None,
        "verdict_now": new["verdict"] if new else "",
        "change": signed.get("change", ""),
        "reason": signed.get("reason", ""),
        "by": signed.get("signed_off_by", ""),
        "at": signed.get("signed_off_at", ""),
        "under_review_since": new["under_review_since"] if new else "",
    }


def _change_code(old: Row | None, new: Row | None, latest: Row | None) -> str:
    if old is None:
        return "new"
    if new is None:
        retracted = latest is not None and latest.get("change") == "retraction"
        return "retracted" if retracted else "no_longer_fits"
    if old["version"] != new["version"]:
        return "changed"
    if old["under_review_since"] != new["under_review_since"]:
        return "under_review"
    if old["since_signing"] != new["since_signing"]:
        return "since_signing"
    return "names"
