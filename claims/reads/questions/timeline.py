"""Who said what about a question in order of time, with a column (lane) for each voice."""

import datetime
from dataclasses import dataclass, field, replace
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
from claims.reads.claims.refuted import NotSaid, printer_of, refuted_steps
from claims.reads.claims.voiced import (
    AS_EVIDENCE,
    NO_SPEAKER,
    NOT_STATED,
    PRINTED_AS_SAID_BY,
    PRINTED_SOMEWHERE,
    SAID,
    Sentence,
)
from claims.reads.record.values import shortened
from claims.reads.review.verdict_mark import VerdictMark

MOST_CLAIMS = 200  # in a timeline; the list of claims has the rest
LONGEST_STATEMENT = 110


@dataclass(frozen=True)
class TimelineEntry:
    """One claim that a statement makes, or one piece of evidence that it is, with the verdict on the claim."""

    claim: int
    statement: str
    fragment: str  # for evidence: its place on the claim's page
    mark: VerdictMark
    is_quote_check: bool = False
    stance: Stance | None = None  # of evidence
    bears_on: str = ""  # of evidence, where it is not the whole claim
    not_said: NotSaid | None = None  # in the lane of whoever printed it
    through: list[str] = field(default_factory=list)  # each way it came, nearest voice first


@dataclass(frozen=True)
class VoiceStatement:
    """What one voice did on one date, with all the claims that it is about."""

    sentence: Sentence
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
    days: str
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
    sentence: Sentence
    entry: TimelineEntry


@dataclass(frozen=True)
class _Found:
    """What is placed: the claims, where they were found, their evidence, and which words were not said."""

    claims: dict[int, Claim]
    appearances: list[Appearance]
    evidence: list[Evidence]
    refuted: dict[int, int]  # the last step of a chain: the quote check that refutes it

    @classmethod
    def load(cls, claims: dict[int, Claim]) -> "_Found":
        """Five queries."""
        chain = Prefetch("chain", Attribution.objects.select_related("source"))
        appearances = Appearance.objects.filter(claim__in=claims).prefetch_related(chain)
        # Evidence that repeats other evidence is left out.
        evidence = Evidence.objects.standing().filter(claim__in=claims, derived_from=None)
        named = ("seen_in", "origin", "heard_via", "article")
        steps = refuted_steps().filter(appearance__claim__in=claims)
        return cls(
            claims,
            list(appearances.select_related("article__publisher").order_by("claim", "pk")),
            list(evidence.select_related(*named).order_by("pk")),
            dict(steps.values_list("pk", "refuted_by")),
        )

    @property
    def sources(self) -> set[int]:
        """Every source that may have a lane."""
        found = {source for one in self.evidence for source in (one.seen_in_id, one.origin_id)}
        for appearance in self.appearances:
            found |= {step.source_id for step in appearance.chain.all()}
            found.add(appearance.article.publisher_id if appearance.article else None)
        return {source for source in found if source}


def timeline_of(question: Question) -> Timeline:
    """Return the timeline of a question, without withdrawn claims. Eight queries."""
    kept = question.claims.exclude(status=ClaimStatus.WITHDRAWN)
    rated = kept.select_related("verdict").defer(
        "verdict__row", "verdict__evidence_rows", "verdict__policy"
    )
    claims: dict[int, Claim] = {claim.pk: claim for claim in rated.order_by("pk")[:MOST_CLAIMS]}
    found = _Found.load(claims)
    sources = {s.pk: s for s in Source.objects.with_ancestors(found.sources)}
    stakes = {(s.question_id, s.source_id): s for s in Stake.objects.filter(question=question)}
    voices = Voices(sources, (question.pk,), stakes)
    placed = [*_statements(found), *_evidence(found, voices)]
    speaking = {one.source for one in placed if one.source}
    family = {pk: voices.family(pk).pk for pk in speaking} | {None: 0}
    lanes = _lanes(placed, family, voices, question.pk)
    rows: dict[ImpreciseDate, list[_Placed]] = {}
    for one in placed:
        rows.setdefault(one.date, []).append(one)

    def row_of(date: ImpreciseDate) -> TimelineRow:
        return TimelineRow(
            date.words or ("" if date.is_known else "no date printed"),
            date.days_in_words,
            tuple((lane, _cell(rows[date], family, lane)) for lane in lanes),
        )

    # Sorting is stable: the order of entry stays where dates are the same or unknown.
    dated = sorted((date for date in rows if date.is_known), key=_order)
    return Timeline(
        lanes,
        tuple(row_of(date) for date in dated),
        tuple(row_of(date) for date in rows if not date.is_known),
        max(0, kept.count() - MOST_CLAIMS),
    )


def _order(date: ImpreciseDate) -> tuple[datetime.date, datetime.date]:
    """Sort by the earliest possible day, or by the latest if only that is known."""
    earliest = date.earliest or date.latest or datetime.date.min
    return earliest, date.latest or datetime.date.max


def _cell(
    placed: list[_Placed], family: dict[int | None, int], lane: Lane
) -> tuple[VoiceStatement, ...]:
    """Return one lane's cell: each thing a voice did once, with all the claims it is about."""
    found: dict[Sentence, list[TimelineEntry]] = {}
    for one in placed:
        if family[one.source] == lane.pk:
            found.setdefault(one.sentence, []).append(one.entry)
    return tuple(VoiceStatement(sentence, tuple(entries)) for sentence, entries in found.items())


def _statements(found: _Found) -> list[_Placed]:
    """Return what the last voice of each chain said; the earlier voices passed it on."""
    placed: dict[Any, _Placed] = {}
    for appearance in found.appearances:
        one, carriers = _statement(appearance, found)
        # The same voice found elsewhere only adds a way through which it came.
        key = (one.entry.claim, one.source, one.sentence, one.date)
        through = placed.setdefault(key, one).entry.through
        way = " ‹ ".join(carriers)
        if way and way not in through:
            through.append(way)
    return list(placed.values())


def _statement(appearance: Appearance, found: _Found) -> tuple[_Placed, list[str]]:
    """Return one statement, and the voices through which it came."""
    claim = found.claims[appearance.claim_id]
    steps = list(appearance.chain.all())
    carriers, last = steps[:-1], steps[-1] if steps else None
    date = last.date if last and not _is_unknown(last.date) else claim.said_on
    entry = TimelineEntry(
        claim.pk, _short(claim), "", VerdictMark.of(claim), is_quote_check=not claim.is_factual
    )
    names = [step.voice for step in carriers]
    if last is None:
        sentence = Sentence.of(NO_SPEAKER)
        return _Placed(None, date, sentence, entry), names
    if last.pk not in found.refuted:
        sentence = Sentence.of(SAID[AttributionKind(last.kind)], voice=last.voice)
        return _Placed(last.source_id, date, sentence, entry), names
    # The speaker did not say so: these are the words of whoever printed them, on the day they were printed.
    printer = printer_of(appearance, steps)
    printed = appearance.article.published if appearance.article else date
    entry = replace(entry, not_said=NotSaid.of(last, found.refuted[last.pk]))
    names = [step.voice for step in carriers if step.source != printer or step.label]
    return (
        _Placed(
            printer.pk if printer else None,
            date if _is_unknown(printed) else printed,
            _printed_as_said_by(last.voice, printer),
            entry,
        ),
        names,
    )


def _printed_as_said_by(speaker: str, printer: Source | None) -> Sentence:
    if printer is None:
        return Sentence.of(PRINTED_SOMEWHERE, speaker=speaker)
    return Sentence.of(PRINTED_AS_SAID_BY, voice=printer.name, speaker=speaker)


def _is_unknown(date: ImpreciseDate) -> bool:
    return not (date.is_known or date.words)


def _short(claim: Claim) -> str:
    return shortened(claim.statement, LONGEST_STATEMENT)


def _evidence(found: _Found, voices: Voices) -> list[_Placed]:
    """Return the evidence, by who vouches for it."""
    speakers = _refuted_speakers(found)
    placed = []
    for one in found.evidence:
        claim = found.claims[one.claim_id]
        source, voice = _voice_of(one)
        did = AS_EVIDENCE[EvidenceKind(one.kind)] if voice else NOT_STATED
        sentence = Sentence.of(did, voice=voice)
        not_said = _not_said(one, source, speakers.get(claim.pk, []), voices)
        if not_said:
            source, sentence = one.seen_in_id, _printed_as_said_by(voice, one.seen_in)
        date = one.published
        if _is_unknown(date) and one.article:
            date = one.article.published
        carried = [s.name for s in (one.seen_in, one.heard_via) if s and s.pk != source]
        entry = TimelineEntry(
            claim.pk,
            _short(claim),
            f"#e{one.pk}",
            VerdictMark.of(claim),
            stance=Stance(one.stance),
            bears_on="" if one.bears_on == BearsOn.WHOLE else one.get_bears_on_display(),
            not_said=not_said,
            through=[" ‹ ".join(dict.fromkeys(carried))] if carried else [],
        )
        placed.append(_Placed(source, date, sentence, entry))
    return placed


def _refuted_speakers(found: _Found) -> dict[int, list[Attribution]]:
    """Return, for each refuted quote check, the steps of those who did not say so."""
    speakers: dict[int, list[Attribution]] = {}
    for appearance in found.appearances:
        for step in appearance.chain.all():
            if step.source_id and found.refuted.get(step.pk) == appearance.claim_id:
                speakers.setdefault(appearance.claim_id, []).append(step)
    return speakers


def _not_said(
    one: Evidence, source: int | None, speakers: list[Attribution], voices: Voices
) -> NotSaid | None:
    """Return why this is not the word of its source, if it repeats a refuted quotation of that source."""
    if source is None or source == one.seen_in_id or one.stance != Stance.CORROBORATES:
        return None
    family = voices.family(source)
    for step in speakers:
        if step.source_id and voices.family(step.source_id) == family:
            return NotSaid.of(step, one.claim_id)
    return None


def _voice_of(one: Evidence) -> tuple[int | None, str]:
    """Return who vouches, with the name to show; no name if the original source is not stated."""
    if one.origin:
        name = one.origin.name
        return one.origin.pk, f"{one.origin_label} ({name})" if one.origin_label else name
    # Who was asked, or what was searched, says nothing itself: who asked or searched vouches for that.
    if one.origin_kind == OriginKind.OWN_REPORTING or one.kind in SAYS_NOTHING:
        return one.seen_in_id, one.seen_in.name
    if one.origin_kind == OriginKind.UNNAMED:
        return None, one.origin_label or "An unnamed source"
    return None, ""


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
