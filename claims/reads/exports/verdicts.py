"""The rows of the exports: the verdicts that applied at a moment, and the evidence stored with them.

A verdict's rows were stored when it was signed (actions.verdict_rows) and are sealed. Only
`under_review_since`, `since_signing` and the withheld names are read here, from the record as of the moment; the names
of those who signed and assessed are read as they are now. Nothing else of the desk is read, so what is
renamed, retired or added later changes no old export.
"""

import datetime
import itertools
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast
from django.utils import timezone
from django.utils.translation import ngettext

from claims.enums import Verb, VerdictKind
from claims.exports.cells import exactly, stamp
from claims.exports.columns import (
    ADDED_EVIDENCE_COLUMNS,
    ADDED_VERDICT_COLUMNS,
    EVIDENCE_COLUMNS,
    FIRST_EVIDENCE_COLUMNS,
    FIRST_VERDICT_COLUMNS,
    VERDICT_COLUMNS,
)
from claims.exports.csv import Cell
from claims.exports.file import CsvFile
from claims.exports.filters import Filters
from claims.exports.withheld import Withheld
from claims.given import ClosedMoment, ExportGiven
from claims.models import Event, Question, RecordHead, Verdict
from claims.models.record import GENESIS
from claims.reads.exports.account_names import RowNames
from claims.reads.lists.choices import MOST_OFFERED
from claims.reads.review.since_signing import since_signing, with_since_signing
from claims.reads.sources.withheld import withheld_at

Row = dict[str, Cell]

BATCH = 500
SHOWN = 10

# What a verdict has in the columns that were added after it was signed.
_NOT_ADDED_YET: Row = dict.fromkeys(ADDED_VERDICT_COLUMNS, "")
_NOT_ADDED_TO_EVIDENCE: Row = dict.fromkeys(ADDED_EVIDENCE_COLUMNS, "")


@dataclass(frozen=True)
class ExportMoment:
    """The moment of an export, with the head of the record and the withheld names at that moment."""

    at: datetime.datetime
    seq: int
    hash: str
    withheld: Withheld
    names: RowNames  # of accounts, as they are now

    @property
    def facts(self) -> dict[str, Any]:
        """The moment and the head of the record, for a manifest."""
        return {"as_of": exactly(self.at), "record": {"seq": self.seq, "hash": self.hash}}


def moment_of(closed: ClosedMoment | None) -> ExportMoment:
    """Return the given moment, or that of the last action. Nothing can be added to either."""
    if closed is None:
        head = RecordHead.objects.get(pk=1)
        at = head.at or timezone.now()
        return ExportMoment(at, head.seq, head.hash, withheld_at(at), RowNames.load())
    last = Event.objects.by_moment(closed.at).order_by("-at", "-seq").first()
    seq, hash_ = (last.seq, last.hash) if last else (0, GENESIS)
    return ExportMoment(closed.at, seq, hash_, withheld_at(closed.at), RowNames.load())


def verdict_rows(
    filters: Filters, moment: ExportMoment, batch: int = 0, among: Collection[int] | None = None
) -> Iterator[Row]:
    """Yield the rows of verdicts.csv, or those of some claims. One query a batch."""
    columns = ("row", "sha256", "reopened_at", "failing_since", "changed_since")
    for found in _batches(filters, moment, *columns, batch=batch, among=among):
        since = found["reopened_at"]
        signed = _NOT_ADDED_YET | found["row"]
        yield signed | {
            "under_review_since": stamp(since) if since else "",
            "verdict_sha256": found["sha256"],
            "since_signing": since_signing(found["failing_since"], changed=found["changed_since"]),
        }


def exported_verdicts(filters: Filters, moment: ExportMoment) -> Iterator[tuple[int, int]]:
    """Yield the claim and version of each row of verdicts.csv. One query a batch."""
    columns = ("row",) if _must_read_rows(filters, moment) else ()
    for found in _batches(filters, moment, *columns):
        yield found["claim_id"], found["version"]


def evidence_rows(filters: Filters, moment: ExportMoment) -> Iterator[Row]:
    """Yield the rows of evidence.csv. One query a batch."""
    for found in _batches(filters, moment, *_evidence_columns(filters, moment)):
        for row in moment.withheld.of_verdict(found["evidence_rows"]):
            yield _NOT_ADDED_TO_EVIDENCE | row


@dataclass(frozen=True)
class _File:
    """A file of an export: its columns, those that it had at first, and its rows."""

    columns: Sequence[str]
    first_columns: Sequence[str]
    rows: Callable[[Filters, ExportMoment], Iterator[Row]]


def csv_files(
    filters: Filters, moment: ExportMoment, *, bom: bool, first_columns: bool = False
) -> dict[str, CsvFile]:
    """Return the files by name. Page, command and bundle all send these, and so the same bytes.

    `first_columns` leaves out the columns that were added later.
    """
    return {
        name: CsvFile(
            name,
            file.first_columns if first_columns else file.columns,
            file.rows(filters, moment),
            bom=bom,
        )
        for name, file in FILES.items()
    }


FILES: Mapping[str, _File] = {
    "verdicts.csv": _File(VERDICT_COLUMNS, FIRST_VERDICT_COLUMNS, verdict_rows),
    "evidence.csv": _File(EVIDENCE_COLUMNS, FIRST_EVIDENCE_COLUMNS, evidence_rows),
}


def export_given(
    filters: Filters,
    asked: Mapping[str, str],
    moment: ExportMoment,
    *,
    bom: bool,
    first_columns: bool = False,
) -> ExportGiven:
    """Return what is stored with a numbered export: among it the number of rows and hash of each file.

    Reads every row, before the record is locked: the moment is past, so the rows cannot change.
    """
    files = csv_files(filters, moment, bom=bom, first_columns=first_columns).values()
    for file in files:
        for _ in file:
            pass
    return ExportGiven(
        filters=dict(asked),
        as_of=moment.at,
        files=tuple(file.facts for file in files),
        record_seq=moment.seq,
        record_hash=moment.hash,
    )


def first_rows(filters: Filters, moment: ExportMoment) -> list[Row]:
    """Return the rows that the page shows. One query, unless the filters match few rows."""
    batch = 0 if _must_read_rows(filters, moment) else SHOWN
    return list(itertools.islice(verdict_rows(filters, moment, batch), SHOWN))


@dataclass(frozen=True)
class Counts:
    verdicts: int
    evidence: int


@dataclass(frozen=True)
class ExportPreview:
    """What the page shows of an export before it is downloaded."""

    counts: Counts
    rows: list[Row]

    @property
    def title(self) -> str:
        if self.counts.verdicts <= len(self.rows):
            return "The rows of verdicts.csv"
        text = ngettext(
            "The first %(number)d row of verdicts.csv",
            "The first %(number)d rows of verdicts.csv",
            len(self.rows),
        )
        return text % {"number": len(self.rows)}

    @property
    def why_empty(self) -> str:
        return (
            "Filters apply to what a verdict said when it was signed. Write names in full, as they were then. "
            "A search for a withheld name finds nothing."
        )


def export_preview(filters: Filters, moment: ExportMoment) -> ExportPreview:
    """Return the counts and the first rows. Two queries, unless every row must be read."""
    return ExportPreview(counts(filters, moment), first_rows(filters, moment))


def counts(filters: Filters, moment: ExportMoment) -> Counts:
    """Return how many rows each file has. One query; a search for words or a question reads every row."""
    if _must_read_rows(filters, moment):
        kept = _batches(filters, moment, *_evidence_columns(filters, moment))
        sizes = [len(found["evidence_rows"]) for found in kept]
        return Counts(len(sizes), sum(sizes))
    total = _verdicts(filters, moment).aggregate(
        verdicts=models.Count("pk"), evidence=models.Sum(_Length("evidence_rows"))
    )
    return Counts(total["verdicts"], total["evidence"] or 0)


def _verdicts(
    filters: Filters, moment: ExportMoment, from_claim: int = 0
) -> "models.QuerySet[Verdict]":
    if filters.all_versions:
        found = Verdict.objects.signed_by_moment(moment.at).filter(claim__gte=from_claim)
    else:
        latest = Verdict.objects.latest_per_claim(moment.at, from_claim=from_claim)
        found = latest.filter(kind=VerdictKind.SIGNED)
    lookups: dict[str, Any] = {
        "rating_code": filters.rating,
        "row__language": filters.language,
        # Finds all that `Filters.keep` keeps, and more.
        "row__question__icontains": filters.question,
        "signed_at__gte": filters.signed_since,
        "signed_at__lte": filters.signed_until,
    }
    if not moment.withheld:
        lookups |= {"row__publisher": filters.publisher, "row__speaker": filters.speaker}
    chosen: models.QuerySet[Verdict] = found.filter(
        **{lookup: value for lookup, value in lookups.items() if value}
    )
    return chosen


def _must_read_rows(filters: Filters, moment: ExportMoment) -> bool:
    """Return whether every row must be read: the database does not have the names as they are printed."""
    return filters.reads_rows or bool(filters.names_a_source and moment.withheld)


def _evidence_columns(filters: Filters, moment: ExportMoment) -> tuple[str, ...]:
    return ("row", "evidence_rows") if _must_read_rows(filters, moment) else ("evidence_rows",)


def _with_reopening(
    verdicts: "models.QuerySet[Verdict]", moment: ExportMoment
) -> "models.QuerySet[Verdict]":
    """Annotate when each version was reopened, by then. A version is reopened at most once."""
    # Compared as text: a cast to a number could meet another verb's `after` first, and fail.
    version: Any = Cast(KeyTextTransform("version", "after"), models.TextField())
    reopened = (
        Event.objects.by_moment(moment.at)
        .filter(verb=Verb.REOPENED, claim=models.OuterRef("claim"))
        .alias(of=version)
        .filter(of=Cast(models.OuterRef("version"), models.TextField()))
    )
    return verdicts.annotate(reopened_at=models.Subquery(reopened.values("at")[:1]))


def _batches(
    filters: Filters,
    moment: ExportMoment,
    *columns: str,
    batch: int = 0,
    among: Collection[int] | None = None,
) -> Iterator[dict[str, Any]]:
    """Yield rows by claim and version. Each batch continues after the key of the last row.

    The verdicts signed by a past moment are sealed and complete, so the batches need no common
    snapshot. A cursor would hold one for as long as the slowest download takes: SQLite could not
    empty its log, and PostgreSQL would write the whole result to disk first.
    """
    batch = batch or BATCH
    must_filter = _must_read_rows(filters, moment)
    claim = version = 0
    while True:
        verdicts = _verdicts(filters, moment, claim)
        if among is not None:
            verdicts = verdicts.filter(claim__in=among)
        if "reopened_at" in columns:
            verdicts = with_since_signing(_with_reopening(verdicts, moment), moment.at)
        rest = verdicts.exclude(claim_id=claim, version__lte=version)
        named = ("signed_by_id", "round") if "row" in columns else ()
        ordered = rest.order_by("claim_id", "version").values(
            "claim_id", "version", *named, *columns
        )
        rows = list(ordered[:batch])
        assessors = moment.names.assessors_of(
            [found["claim_id"] for found in rows] if named else []
        )
        for found in rows:
            if "row" in found:
                key = found["claim_id"], found["round"]
                found["row"] = moment.names.printed(
                    found["row"], found["signed_by_id"], assessors.get(key, ())
                )
            if "row" in found and moment.withheld:
                found["row"] = moment.withheld.printed(found["row"])
            if not must_filter or filters.keep(found["row"]):
                yield found
        if len(rows) < batch:
            return
        claim, version = rows[-1]["claim_id"], rows[-1]["version"]


class _Length(models.Func):
    """The number of items of a JSON array."""

    function = "JSON_ARRAY_LENGTH"
    output_field = models.IntegerField()

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        return self.as_sql(compiler, connection, function="JSONB_ARRAY_LENGTH", **context)


def question_names() -> list[str]:
    """Return the questions that are offered as suggestions. One query, bounded."""
    return list(Question.objects.order_by("-pk").values_list("text", flat=True)[:MOST_OFFERED])
