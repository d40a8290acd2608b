"""Who said what about a question in order of time, with a column (lane) for each voice."""

import datetime
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Prefetch

from claims.enums import (
    AttributionKind,
    BearsOn,
    ClaimStatus,
    EvidenceKind,
    OriginKind,
    Party,
    Stance,
)
from claims.independence import INVOLVEMENT, SAYS_NOTHING, Voices
from claims.models import (
    Appearance,
    Attribution,
    Claim,
    Evidence,
    ImpreciseDate,
    Question,
    Source,
    Stake,
)
from claims.reads.record.values import shortened

MOST_CLAIMS = 200  # in a timeline; the list of claims has the rest
LONGEST_STATEMENT = 110


@dataclass(frozen=True)
class TimelineEntry:
    """One claim that a statement makes, or one piece of evidence that it is."""

    claim: int
    statement: str
    fragment: str  # for evidence: its place on the claim's page
    is_quote_check: bool = False
    stance: Stance | None = None  # of evidence
    bears_on: str = ""  # of evidence, where it is not the whole claim
    through: list[str] = field(default_factory=list)  # each way it came, nearest voice first


@dataclass(frozen=True)
class VoiceStatement:
    """What one voice did on one date, with all the claims that it is about."""

    voice: str
    did: str
    entries: tuple[TimelineEntry, ...]


@dataclass(frozen=True)
class Lane:
    """One family of voices. Its pk is 0 for voices that nobody names."""

    pk: int
    name: str
    party: Party | None
    sides: tuple[str, ...]
    voices: int


@dataclass(frozen=True)
class TimelineRow:
    """The statements of each lane on one date."""

    when: str
    edtf: str
    cells: tuple[tuple[Lane, tuple[VoiceStatement, ...]], ...]


@dataclass(frozen=True)
class Timeline:
    lanes: tuple[Lane, ...]
    dated: tuple[TimelineRow, ...]
    undated: tuple[TimelineRow, ...]
    left_out: int  # claims beyond the bound

    @property
    def width(self) -> int:
        return len(self.lanes) + 1


@dataclass(frozen=True)
class _Placed:
    """An entry with what decides its place: the lane, the row, who did what."""

    source: int | None
    date: ImpreciseDate
    voice: str
    did: str
    entry: TimelineEntry


def timeline_of(question: Question) -> Timeline:
    """Return the timeline of a question, without withdrawn claims. Eight queries."""
    found = question.claims.exclude(status=ClaimStatus.WITHDRAWN)
    claims: dict[int, Claim] = {claim.pk: claim for claim in found.order_by("pk")[:MOST_CLAIMS]}
    placed = [*_statements(claims), *_evidence(claims)]
    speaking = {one.source for one in placed if one.source}
    sources = {s.pk: s for s in Source.objects.with_ancestors(speaking)}
    stakes = {(s.question_id, s.source_id): s for s in Stake.objects.filter(question=question)}
    voices = Voices(sources, (question.pk,), stakes)
    family = {pk: voices.family(pk).pk for pk in speaking} | {None: 0}
    lanes = _lanes(placed, family, voices, question.pk)
    rows: dict[ImpreciseDate, list[_Placed]] = {}
    for one in placed:
        rows.setdefault(one.date, []).append(one)

    def row_of(date: ImpreciseDate) -> TimelineRow:
        return TimelineRow(
            date.words or ("" if date.is_known else "no date printed"),
            date.edtf,
            tuple((lane, _cell(rows[date], family, lane)) for lane in lanes),
        )

    # Sorting is stable: the order of entry stays where dates are the same or unknown.
    dated = sorted((date for date in rows if date.is_known), key=_order)
    return Timeline(
        lanes,
        tuple(row_of(date) for date in dated),
        tuple(row_of(date) for date in rows if not date.is_known),
        max(0, found.count() - MOST_CLAIMS),
    )


def _order(date: ImpreciseDate) -> tuple[datetime.date, datetime.date]:
    """Sort by the earliest possible day, or by the latest if only that is known."""
    earliest = date.earliest or date.latest or datetime.date.min
    return earliest, date.latest or datetime.date.max


def _cell(
    placed: list[_Placed], family: dict[int | None, int], lane: Lane
) -> tuple[VoiceStatement, ...]:
    """Return one lane's cell: each thing a voice did once, with all the claims it is about."""
    found: dict[tuple[str, str], list[TimelineEntry]] = {}
    for one in placed:
        if family[one.source] == lane.pk:
            found.setdefault((one.voice, one.did), []).append(one.entry)
    return tuple(
        VoiceStatement(voice, did, tuple(entries)) for (voice, did), entries in found.items()
    )


def _statements(claims: dict[int, Claim]) -> list[_Placed]:
    """Return what the last voice of each chain said; the earlier voices passed it on. Three queries."""
    chain = Prefetch("chain", Attribution.objects.select_related("source"))
    appearances = Appearance.objects.filter(claim__in=claims).prefetch_related(chain)
    found: dict[Any, _Placed] = {}
    for appearance in appearances.order_by("claim", "pk"):
        claim = claims[appearance.claim_id]
        steps = list(appearance.chain.all())
        last = steps[-1] if steps else None
        source = last.source_id if last else None
        voice = last.voice if last else "No speaker named"
        did = AttributionKind(last.kind).label if last else "printed"
        date = last.date if last and (last.date.is_known or last.date.words) else claim.said_on
        # The same voice found elsewhere only adds a way through which it came.
        key = (claim.pk, source, voice, did, date)
        if key not in found:
            entry = TimelineEntry(claim.pk, _short(claim), "", is_quote_check=not claim.is_factual)
            found[key] = _Placed(source, date, voice, did, entry)
        through = found[key].entry.through
        way = " ‹ ".join(step.voice for step in steps[:-1])
        if way and way not in through:
            through.append(way)
    return list(found.values())


def _short(claim: Claim) -> str:
    return shortened(claim.statement, LONGEST_STATEMENT)


_DID = {
    EvidenceKind.STATEMENT: "said",
    EvidenceKind.RECORD: "put on record",
    EvidenceKind.DENIAL: "denied",
    EvidenceKind.NO_COMMENT: "declined to comment",
    EvidenceKind.NO_REPLY: "asked and got no reply",
    EvidenceKind.NOTHING_FOUND: "searched and found nothing",
}


def _evidence(claims: dict[int, Claim]) -> list[_Placed]:
    """Return the evidence, by who vouches for it. Evidence that repeats other evidence is left out."""
    found = Evidence.objects.standing().filter(claim__in=claims, derived_from=None)
    placed = []
    for one in found.select_related("seen_in", "origin", "heard_via", "article").order_by("pk"):
        source, voice = _voice_of(one)
        date = one.published
        if not date.is_known and not date.words and one.article:
            date = one.article.published
        carried = [s.name for s in (one.seen_in, one.heard_via) if s and s.pk != source]
        entry = TimelineEntry(
            one.claim_id,
            _short(claims[one.claim_id]),
            f"#e{one.pk}",
            stance=Stance(one.stance),
            bears_on="" if one.bears_on == BearsOn.WHOLE else one.get_bears_on_display(),
            through=[" ‹ ".join(dict.fromkeys(carried))] if carried else [],
        )
        placed.append(_Placed(source, date, voice, _DID[EvidenceKind(one.kind)], entry))
    return placed


def _voice_of(one: Evidence) -> tuple[int | None, str]:
    if one.origin:
        return one.origin.pk, one.origin.name
    # Who was asked, or what was searched, says nothing itself: who asked or searched vouches for that.
    if one.origin_kind == OriginKind.OWN_REPORTING or one.kind in SAYS_NOTHING:
        return one.seen_in_id, one.seen_in.name
    if one.origin_kind == OriginKind.UNNAMED:
        return None, one.origin_label or "An unnamed source"
    return None, "Original source not stated"


def _lanes(
    placed: list[_Placed], family: dict[int | None, int], voices: Voices, question: int
) -> tuple[Lane, ...]:
    """Return the lanes: the most involved first, the unnamed voices last."""
    members: dict[int, dict[int, None]] = {}
    for one in placed:
        members.setdefault(family[one.source], {})[one.source or 0] = None
    lanes = []
    for root, speaking in members.items():
        if not root:
            lanes.append(Lane(0, "Nobody named", None, (), 0))
            continue
        stakes = [
            stake for pk in speaking if (stake := voices.stake(question, pk)) and stake.side.strip()
        ]
        lanes.append(
            Lane(
                pk=root,
                name=voices.sources[root].name,
                party=min((voices.party(pk) for pk in speaking), key=INVOLVEMENT.index),
                sides=tuple(dict.fromkeys(stake.side.strip() for stake in stakes)),
                voices=len(speaking),
            )
        )
    last = len(INVOLVEMENT)
    return tuple(
        sorted(
            lanes,
            key=lambda lane: (
                INVOLVEMENT.index(lane.party) if lane.party else last,
                lane.name.casefold(),
            ),
        )
    )
