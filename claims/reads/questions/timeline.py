"""Who said what about a question in order of time, a lane for each voice."""

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
from claims.reads.record.sentences import shortened

MOST_CLAIMS = 200  # of a question's timeline; beyond it the list of claims has the rest


LONGEST_STATEMENT = 110


@dataclass(frozen=True)
class Line:
    """One claim that a statement makes, or evidence that it is."""

    claim: int
    statement: str
    url: str  # where on the claim's page, for evidence
    is_quote_check: bool = False
    stance: Stance | None = None  # of evidence
    bears_on: str = ""  # of evidence, where it is not the whole claim
    through: list[str] = field(default_factory=list)  # each way it came, nearest voice first


@dataclass(frozen=True)
class Told:
    """What one voice did at one time, once for all that it is about."""

    voice: str
    did: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Lane:
    """One family of voices; the one without a family has no number."""

    pk: int
    name: str
    party: Party | None
    sides: tuple[str, ...]
    voices: int


@dataclass(frozen=True)
class Moment:
    """One row: what each lane has at that time."""

    when: str
    edtf: str
    cells: tuple[tuple[Lane, tuple[Told, ...]], ...]


@dataclass(frozen=True)
class Timeline:
    lanes: tuple[Lane, ...]
    dated: tuple[Moment, ...]
    undated: tuple[Moment, ...]
    left_out: int  # claims beyond the bound

    @property
    def width(self) -> int:
        return len(self.lanes) + 1


@dataclass(frozen=True)
class _Mark:
    """One line before it has its place: whose lane, what row, who did what."""

    source: int | None
    date: ImpreciseDate
    voice: str
    did: str
    line: Line


def timeline_of(question: Question) -> Timeline:
    """Eight queries, however much was said. A withdrawn claim says nothing."""
    found = question.claims.exclude(status=ClaimStatus.WITHDRAWN)
    claims: dict[int, Claim] = {claim.pk: claim for claim in found.order_by("pk")[:MOST_CLAIMS]}
    marks = [*_said(claims), *_vouched(claims)]
    speaking = {mark.source for mark in marks if mark.source}
    sources = {s.pk: s for s in Source.objects.with_ancestors(speaking)}
    stakes = {(s.question_id, s.source_id): s for s in Stake.objects.filter(question=question)}
    voices = Voices(sources, (question.pk,), stakes)
    family = {pk: voices.family(pk).pk for pk in speaking} | {None: 0}
    lanes = _lanes(marks, family, voices, question.pk)
    rows: dict[ImpreciseDate, list[_Mark]] = {}
    for mark in marks:
        rows.setdefault(mark.date, []).append(mark)

    def moment(date: ImpreciseDate) -> Moment:
        return Moment(
            date.words or ("" if date.is_known else "no date printed"),
            date.edtf,
            tuple((lane, _told(rows[date], family, lane)) for lane in lanes),
        )

    # Sorting keeps the order of entry where days are the same, or unknown.
    dated = sorted((date for date in rows if date.is_known), key=_order)
    return Timeline(
        lanes,
        tuple(moment(date) for date in dated),
        tuple(moment(date) for date in rows if not date.is_known),
        max(0, found.count() - MOST_CLAIMS),
    )


def _order(date: ImpreciseDate) -> tuple[datetime.date, datetime.date]:
    """By the earliest day it can be; where only the latest is known, by that."""
    earliest = date.earliest or date.latest or datetime.date.min
    return earliest, date.latest or datetime.date.max


def _told(marks: list[_Mark], family: dict[int | None, int], lane: Lane) -> tuple[Told, ...]:
    """One lane's cell: what one voice did stands once, with all that it is about."""
    found: dict[tuple[str, str], list[Line]] = {}
    for mark in marks:
        if family[mark.source] == lane.pk:
            found.setdefault((mark.voice, mark.did), []).append(mark.line)
    return tuple(Told(voice, did, tuple(lines)) for (voice, did), lines in found.items())


def _said(claims: dict[int, Claim]) -> list[_Mark]:
    """The last voice of each chain; the voices before it carried the word. Three queries."""
    chain = Prefetch("chain", Attribution.objects.select_related("source"))
    found = Appearance.objects.filter(claim__in=claims).prefetch_related(chain)
    marks: dict[Any, _Mark] = {}
    for appearance in found.order_by("claim", "pk"):
        claim = claims[appearance.claim_id]
        steps = list(appearance.chain.all())
        last = steps[-1] if steps else None
        source = last.source_id if last else None
        voice = last.voice if last else "nobody named"
        did = AttributionKind(last.kind).label if last else "is printed"
        date = last.date if last and (last.date.is_known or last.date.words) else claim.said_on
        # One voice repeated is one voice: the same word elsewhere only adds a way it came.
        key = (claim.pk, source, voice, did, date)
        if key not in marks:
            line = Line(claim.pk, _short(claim), "", is_quote_check=not claim.is_factual)
            marks[key] = _Mark(source, date, voice, did, line)
        through = marks[key].line.through
        way = " ‹ ".join(step.voice for step in steps[:-1])
        if way and way not in through:
            through.append(way)
    return list(marks.values())


def _short(claim: Claim) -> str:
    return shortened(claim.statement, LONGEST_STATEMENT)


_DID = {
    EvidenceKind.STATEMENT: "said",
    EvidenceKind.RECORD: "put on record",
    EvidenceKind.DENIAL: "denied",
    EvidenceKind.NO_COMMENT: "declined to comment",
    EvidenceKind.NO_REPLY: "asked, no reply",
    EvidenceKind.NOTHING_FOUND: "searched, found nothing",
}


def _vouched(claims: dict[int, Claim]) -> list[_Mark]:
    """What stands as evidence, by who vouches for it. What repeats other evidence is no word of its own."""
    found = Evidence.objects.standing().filter(claim__in=claims, derived_from=None)
    marks = []
    for one in found.select_related("seen_in", "origin", "heard_via", "article").order_by("pk"):
        source, voice = _voice_of(one)
        date = one.published
        if not date.is_known and not date.words and one.article:
            date = one.article.published
        carried = [s.name for s in (one.seen_in, one.heard_via) if s and s.pk != source]
        line = Line(
            one.claim_id,
            _short(claims[one.claim_id]),
            f"#e{one.pk}",
            stance=Stance(one.stance),
            bears_on="" if one.bears_on == BearsOn.WHOLE else one.get_bears_on_display(),
            through=[" ‹ ".join(dict.fromkeys(carried))] if carried else [],
        )
        marks.append(_Mark(source, date, voice, _DID[EvidenceKind(one.kind)], line))
    return marks


def _voice_of(one: Evidence) -> tuple[int | None, str]:
    if one.origin:
        return one.origin.pk, one.origin.name
    # Who was asked, or what was searched, is silent itself; who vouches for that is the desk.
    if one.origin_kind == OriginKind.OWN_REPORTING or one.kind in SAYS_NOTHING:
        return one.seen_in_id, one.seen_in.name
    if one.origin_kind == OriginKind.UNNAMED:
        return None, one.origin_label or "an unnamed source"
    return None, "original source not stated"


def _lanes(
    marks: list[_Mark], family: dict[int | None, int], voices: Voices, question: int
) -> tuple[Lane, ...]:
    """Those most involved first; those whom nobody names stand last."""
    members: dict[int, dict[int, None]] = {}
    for mark in marks:
        members.setdefault(family[mark.source], {})[mark.source or 0] = None
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
