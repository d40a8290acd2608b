"""What the exports say: the verdicts that stood at a moment, and the evidence stored with them.

A verdict's rows were written down when it was signed (actions.verdict_rows) and are sealed; only
`under_review_since` and the names that are withheld are read here, from the record as of the moment.
Nothing else of the desk is looked at, so that what is renamed, retired or added later changes no old export.
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

from claims.enums import Verb, VerdictKind
from claims.exports.asked import Filters
from claims.exports.cells import exactly, stamp
from claims.exports.columns import EVIDENCE_COLUMNS, VERDICT_COLUMNS
from claims.exports.csv import Cell
from claims.exports.file import CsvFile
from claims.exports.withheld import Withheld
from claims.given import ClosedMoment, ExportGiven
from claims.models import Event, Question, RecordHead, Verdict
from claims.models.record import GENESIS
from claims.reads.lists.choices import MOST_OFFERED
from claims.reads.sources.withheld import withheld_at

Row = dict[str, Cell]

BATCH = 500
SHOWN = 10


@dataclass(frozen=True)
class Moment:
    """When an export is of, with the head of the record and the names withheld as they were then."""

    at: datetime.datetime
    seq: int
    hash: str
    withheld: Withheld

    @property
    def facts(self) -> dict[str, Any]:
        """For a manifest."""
        return {"as_of": exactly(self.at), "record": {"seq": self.seq, "hash": self.hash}}


def moment_of(closed: ClosedMoment | None) -> Moment:
    """Return the moment asked for, or that of the last action. Nothing can be added to either."""
    if closed is None:
        head = RecordHead.objects.get(pk=1)
        at = head.at or timezone.now()
        return Moment(at, head.seq, head.hash, withheld_at(at))
    last = Event.objects.by_moment(closed.at).order_by("-at", "-seq").first()
    seq, hash_ = (last.seq, last.hash) if last else (0, GENESIS)
    return Moment(closed.at, seq, hash_, withheld_at(closed.at))


def verdict_rows(
    filters: Filters, moment: Moment, batch: int = 0, among: Collection[int] | None = None
) -> Iterator[Row]:
    """The rows of verdicts.csv, or those of some claims. One query a batch."""
    columns = ("row", "sha256", "reopened_at")
    for found in _batches(filters, moment, *columns, batch=batch, among=among):
        since = found["reopened_at"]
        yield found["row"] | {
            "under_review_since": stamp(since) if since else "",
            "verdict_sha256": found["sha256"],
        }


def evidence_rows(filters: Filters, moment: Moment) -> Iterator[Row]:
    """The rows of evidence.csv. One query a batch."""
    for found in _batches(filters, moment, *_evidence_columns(filters, moment)):
        yield from moment.withheld.of(found["evidence_rows"])


def csv_files(filters: Filters, moment: Moment, *, bom: bool) -> dict[str, CsvFile]:
    """By name: what the page, the command and the bundle send, so that all three send the same bytes."""
    return {
        name: CsvFile(name, columns, rows(filters, moment), bom=bom)
        for name, (columns, rows) in _FILES.items()
    }


_FILES: Mapping[str, tuple[Sequence[str], Callable[[Filters, Moment], Iterator[Row]]]] = {
    "verdicts.csv": (VERDICT_COLUMNS, verdict_rows),
    "evidence.csv": (EVIDENCE_COLUMNS, evidence_rows),
}


def handed_out(
    filters: Filters, asked: Mapping[str, str], moment: Moment, *, bom: bool
) -> ExportGiven:
    """What an export is numbered with: its files are read through, and nothing of them is kept.

    Reads every row, before the record is locked: the moment is past, so what is read stays so.
    """
    files = csv_files(filters, moment, bom=bom).values()
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


def first_rows(filters: Filters, moment: Moment) -> list[Row]:
    """What the page shows of them. One query, unless a text is asked for that is rare."""
    batch = 0 if _asked_of_rows(filters, moment) else SHOWN
    return list(itertools.islice(verdict_rows(filters, moment, batch), SHOWN))


@dataclass(frozen=True)
class Counts:
    verdicts: int
    evidence: int


def counts(filters: Filters, moment: Moment) -> Counts:
    """How many rows each file has. One query; reads every row where a text or a question is asked for."""
    if _asked_of_rows(filters, moment):
        kept = _batches(filters, moment, *_evidence_columns(filters, moment))
        sizes = [len(found["evidence_rows"]) for found in kept]
        return Counts(len(sizes), sum(sizes))
    total = _verdicts(filters, moment).aggregate(
        verdicts=models.Count("pk"), evidence=models.Sum(_Length("evidence_rows"))
    )
    return Counts(total["verdicts"], total["evidence"] or 0)


def _verdicts(filters: Filters, moment: Moment, from_claim: int = 0) -> "models.QuerySet[Verdict]":
    if filters.all_versions:
        found = Verdict.objects.signed_by_moment(moment.at).filter(claim__gte=from_claim)
    else:
        latest = Verdict.objects.latest_per_claim(moment.at, from_claim=from_claim)
        found = latest.filter(kind=VerdictKind.SIGNED)
    asked: dict[str, Any] = {
        "rating_code": filters.rating,
        "row__language": filters.language,
        # Finds all that `Filters.keep` then keeps, and some more.
        "row__question__icontains": filters.question,
        "signed_at__gte": filters.signed_since,
        "signed_at__lte": filters.signed_until,
    }
    if not moment.withheld:
        asked |= {"row__publisher": filters.publisher, "row__speaker": filters.speaker}
    chosen: models.QuerySet[Verdict] = found.filter(
        **{lookup: value for lookup, value in asked.items() if value}
    )
    return chosen


def _asked_of_rows(filters: Filters, moment: Moment) -> bool:
    """Every row must be read. A name is asked of what is printed, and that is not in the database."""
    return filters.read_rows or bool(filters.names_a_source and moment.withheld)


def _evidence_columns(filters: Filters, moment: Moment) -> tuple[str, ...]:
    return ("row", "evidence_rows") if _asked_of_rows(filters, moment) else ("evidence_rows",)


def _with_reopening(
    verdicts: "models.QuerySet[Verdict]", moment: Moment
) -> "models.QuerySet[Verdict]":
    """With when each version was reopened, by then. A version is reopened once at most."""
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
    moment: Moment,
    *columns: str,
    batch: int = 0,
    among: Collection[int] | None = None,
) -> Iterator[dict[str, Any]]:
    """By claim and version, a batch at a time, each found by the key of the last row before it.

    The verdicts signed by a moment that is past are sealed and complete, so the batches need no
    common snapshot. A cursor would hold one for as long as the slowest download takes: SQLite could
    not empty its log, and PostgreSQL would write the whole result to disk first.
    """
    batch = batch or BATCH
    choosy = _asked_of_rows(filters, moment)
    claim = version = 0
    while True:
        verdicts = _verdicts(filters, moment, claim)
        if among is not None:
            verdicts = verdicts.filter(claim__in=among)
        if "reopened_at" in columns:
            verdicts = _with_reopening(verdicts, moment)
        rest = verdicts.exclude(claim_id=claim, version__lte=version)
        ordered = rest.order_by("claim_id", "version").values("claim_id", "version", *columns)
        rows = list(ordered[:batch])
        for found in rows:
            if "row" in found and moment.withheld:
                found["row"] = moment.withheld.printed(found["row"])
            if not choosy or filters.keep(found["row"]):
                yield found
        if len(rows) < batch:
            return
        claim, version = rows[-1]["claim_id"], rows[-1]["version"]


class _Length(models.Func):
    """How many items a JSON array has."""

    function = "JSON_ARRAY_LENGTH"
    output_field = models.IntegerField()

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        return self.as_sql(compiler, connection, function="JSONB_ARRAY_LENGTH", **context)


def question_names() -> list[str]:
    """What is offered while one types a question. One query, bounded."""
    return list(Question.objects.order_by("-pk").values_list("text", flat=True)[:MOST_OFFERED])
