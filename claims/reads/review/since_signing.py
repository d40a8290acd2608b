"""What happened to the evidence of signed verdicts since they were signed: one home for pages, queues and exports.

Read from `Reweighing`, which is sealed and written with each change, so that it is the same for ever.
"""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.utils.translation import ngettext

from claims.enums import PolicyRule, SinceSigning
from claims.models import Claim, Event, Evidence, Reweighing, Verdict
from claims.reads.record.record_page import ObjectRef, ShownEvent, shown_events

MOST_SHOWN = 10


def with_since_signing(
    verdicts: "QuerySet[Verdict]", moment: datetime.datetime
) -> "QuerySet[Verdict]":
    """Annotate what `since_signing` reads: the rules that failed last (None: nothing happened), and what changed."""
    rows = Reweighing.objects.by_moment(moment).filter(verdict=OuterRef("pk"))
    return verdicts.annotate(
        failing_since=Subquery(rows.order_by("-seq").values("failing")[:1]),
        changed_since=Exists(rows.changed()),
    )


def since_signing(failing: str | None, *, changed: bool) -> str:
    """Return the cell of verdicts.csv. Spreadsheets read these words, so do not change them."""
    if failing is None:
        return ""
    if failing:
        return f"would no longer pass: {failing}"
    return "evidence changed or withdrawn" if changed else "new evidence"


def added_since(verdict: Verdict | None, evidence: Iterable[Evidence]) -> int:
    """Return how many of these pieces were added since the verdict was signed. No query."""
    return sum(1 for item in evidence if verdict and item.created_at > verdict.signed_at)


# --- queues: the worst of a verdict's states, as its latest weighing found them ---


def no_longer_passing(claims: "QuerySet[Claim]") -> "QuerySet[Claim]":
    """Filter claims whose signed verdict would no longer pass."""
    return claims.filter(verdict__in=_latest().failing().values("verdict"))


def with_changed_evidence(claims: "QuerySet[Claim]") -> "QuerySet[Claim]":
    """Filter claims whose signed verdict would still pass, although evidence was changed or withdrawn."""
    passing = claims.filter(verdict__in=_latest().filter(failing="").values("verdict"))
    return passing.filter(verdict__in=Reweighing.objects.changed().values("verdict"))


def with_new_evidence(claims: "QuerySet[Claim]") -> "QuerySet[Claim]":
    """Filter claims whose signed verdict would still pass, and to which evidence was only added."""
    passing = claims.filter(verdict__in=_latest().filter(failing="").values("verdict"))
    return passing.exclude(verdict__in=Reweighing.objects.changed().values("verdict"))


def _latest() -> Any:
    return Reweighing.objects.latest_of_each()


def failing_rules(claims: Iterable[Claim]) -> Mapping[int, list[str]]:
    """Return in words which rules fail for the verdict of each claim, by claim. One query."""
    verdicts = [claim.verdict_id for claim in claims]
    rows = _latest().filter(verdict__in=verdicts).failing()
    return {row.claim_id: rules_in_words(row) for row in rows}


# --- the claim's page ---


@dataclass(frozen=True)
class Weighing:
    """One change since signing: the Event in words, and what the weighing found."""

    row: Reweighing
    event: ShownEvent | None

    @property
    def words(self) -> str:
        return self.event.words if self.event else SinceSigning(self.row.what).label

    @property
    def by_name(self) -> str:
        return self.event.by_name if self.event else ""

    @property
    def reason(self) -> str:
        return self.event.reason if self.event else ""

    @property
    def rules(self) -> list[str]:
        return rules_in_words(self.row)


def rules_in_words(row: Reweighing) -> list[str]:
    return [
        str(PolicyRule(rule).label) if rule in PolicyRule.values else rule for rule in row.rules
    ]


@dataclass(frozen=True)
class Since:
    """All that happened to a verdict's evidence since it was signed, newest first."""

    weighings: tuple[Weighing, ...]  # the latest MOST_SHOWN
    total: int
    cell: str  # as in verdicts.csv

    @property
    def latest(self) -> Weighing:
        return self.weighings[0]

    @property
    def fails(self) -> bool:
        return bool(self.latest.row.failing)

    @property
    def failing(self) -> list[str]:
        return self.latest.rules

    @property
    def title(self) -> str:
        if self.fails:
            return "Would no longer pass"
        if self.cell == "new evidence":
            return "New evidence since signing"
        return "Evidence changed since signing"

    @property
    def older(self) -> str:
        """How many more changes there are than those shown."""
        more = self.total - len(self.weighings)
        if not more:
            return ""
        return ngettext("and %(n)d earlier change", "and %(n)d earlier changes", more) % {"n": more}


def read_since(verdict: Verdict) -> Since | None:
    """Load what happened since a verdict was signed. One query if nothing did, else four at most."""
    rows = list(Reweighing.objects.filter(verdict=verdict).order_by("-seq"))
    if not rows:
        return None
    shown = rows[:MOST_SHOWN]
    found = Event.objects.filter(seq__in=[row.seq for row in shown]).select_related("claim")
    this_claim = ObjectRef("claim", verdict.claim_id)
    events = {event.seq: event for event in shown_events(found, this_claim)}
    changed = any(row.what != SinceSigning.NEW_EVIDENCE for row in rows)
    return Since(
        tuple(Weighing(row, events.get(row.seq)) for row in shown),
        len(rows),
        since_signing(rows[0].failing, changed=changed),
    )
