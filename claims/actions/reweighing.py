"""Weigh signed verdicts again when what they rest on changes, and notice whether what counts changed at all.

Everything here runs inside an action, under the record's lock.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from django.db.models import QuerySet

from claims import policy
from claims.enums import SinceSigning
from claims.errors import Invalid
from claims.independence import Independence, weigh
from claims.models import Claim, Desk, Evidence, Reweighing, Verdict
from claims.models.desk import this_desk

from .record import Entry, Facts

BATCH = 200  # claims in memory at once


@dataclass(frozen=True)
class Counting:
    """What counts in a claim's evidence: the counts, and the pieces behind them with their reasons."""

    weight: Independence = field(compare=False)
    counts: tuple[int, ...]
    pieces: frozenset[tuple[int, str, str, str]]

    def has(self, evidence_id: int) -> bool:
        return any(pk == evidence_id for pk, *_ in self.pieces)


def counting(claim: Claim, without: Evidence | None = None) -> Counting:
    """Return what counts now, or would count without some evidence. Nine queries.

    Compare it before and after a change: equal is no change of the basis.
    """
    standing = None
    if without is not None:
        others = Evidence.objects.filter(claim=claim).exclude(pk=without.pk)
        standing = list(others.in_full())
    weight = weigh(claim, standing)
    return Counting(
        weight,
        _origins(weight),
        frozenset(
            (line.evidence.pk, count.stance.value, line.code, line.why)
            for count in (weight.corroborates, weight.contradicts)
            for line in count.lines
            if line.counts
        ),
    )


def check_reason(claim: Claim, reason: str) -> str:
    """Return the reason. Raises Invalid if a signed verdict rests on what is changed and none is given."""
    reason = reason.strip()
    if not reason and claim.standing_verdict is not None:
        raise Invalid(
            "reason", "required", "This claim has a signed verdict. Say why its evidence changes."
        )
    return reason


def reweigh(
    entry: Entry, claim: Claim, what: SinceSigning, weight: Independence | None = None
) -> Facts:
    """Weigh a claim's signed verdict again, and return what the Event says of it. Empty if it has none.

    About six queries if the weight is given.
    """
    verdict: Verdict | None = claim.standing_verdict
    if verdict is None:
        return {}
    row = _weighed(entry, claim, verdict, what, weight or weigh(claim), this_desk())
    row.save(force_insert=True)
    return {"reweighed": [row.as_facts()]}


def reweigh_all(entry: Entry, claims: QuerySet[Claim], what: SinceSigning) -> Facts:
    """Weigh every signed verdict among these claims again, because something elsewhere changed.

    Only those are noted for which something came of it: other rules fail now, or the counts are no longer those
    last known. What an outlet did with its article is noted for all. About eight queries for each claim: 500 take
    four seconds.
    """
    noted: list[Reweighing] = []
    desk = this_desk()
    for batch in _signed(claims):
        last_known, evidence = _last_known(batch), _evidence(batch)
        rows = []
        for claim, verdict in batch:
            weight = weigh(claim, evidence.get(claim.pk, []))
            row = _weighed(entry, claim, verdict, what, weight, desk)
            known = last_known.get(verdict.pk) or _as_signed(verdict)
            if what == SinceSigning.OUTLET_CHANGED or (row.failing, row.origins) != known:
                rows.append(row)
        Reweighing.objects.bulk_create(rows)
        noted += rows
    return {"reweighed": [row.as_facts() for row in noted]} if noted else {}


def _signed(claims: QuerySet[Claim]) -> Iterator[list[tuple[Claim, Verdict]]]:
    """Yield the claims that have a signed verdict, with it, by id and some at a time. One query a batch."""
    ids = claims.order_by().values("pk")
    found = Claim.objects.with_standing_verdict().filter(pk__in=ids).order_by("pk")
    found = found.select_related("verdict").defer("verdict__evidence_rows")
    last = 0
    while batch := list(found.filter(pk__gt=last)[:BATCH]):
        yield [(claim, claim.verdict) for claim in batch if claim.verdict]
        last = batch[-1].pk


def _evidence(batch: Sequence[tuple[Claim, Verdict]]) -> Mapping[int, list[Evidence]]:
    """Return all evidence of these claims. Two queries."""
    found: dict[int, list[Evidence]] = {}
    for one in Evidence.objects.filter(claim__in=[claim.pk for claim, _ in batch]).in_full():
        found.setdefault(one.claim_id, []).append(one)
    return found


def _weighed(
    entry: Entry,
    claim: Claim,
    verdict: Verdict,
    what: SinceSigning,
    weight: Independence,
    desk: Desk,
) -> Reweighing:
    """Return the row, unsaved: the verdict's rating under the current policy, with the overrides of its signing."""
    overrides = {rule["rule"]: rule["override"] for rule in verdict.policy if rule["override"]}
    basis = policy.load_basis(claim, verdict.rating_code, weight)
    results = policy.check(basis, desk, overrides)
    corroborating, contradicting, non_party = _origins(weight)
    return Reweighing(
        claim=claim,
        verdict=verdict,
        seq=entry.next_seq,
        at=entry.at,
        what=what,
        failing=", ".join(result.rule.value for result in results if result.blocks),
        corroborating_origins=corroborating,
        contradicting_origins=contradicting,
        non_party_origins=non_party,
    )


def _origins(weight: Independence) -> tuple[int, int, int]:
    return (
        weight.corroborates.origins,
        weight.contradicts.origins,
        len(weight.non_party_families),
    )


_Known = tuple[str, tuple[object, ...]]  # failing rules, and counts


def _last_known(batch: Sequence[tuple[Claim, Verdict]]) -> Mapping[int, _Known]:
    """Return what the last weighing of each verdict found. One query."""
    latest = Reweighing.objects.filter(verdict__in=[verdict.pk for _, verdict in batch])
    return {
        row.verdict_id: (row.failing, row.origins)
        for row in latest.latest_of_each()
        if None not in row.origins  # of an older desk, which did not weigh it
    }


def _as_signed(verdict: Verdict) -> _Known:
    columns = ("corroborating_origins", "contradicting_origins", "non_party_origins")
    return "", tuple(verdict.row.get(column) for column in columns)
