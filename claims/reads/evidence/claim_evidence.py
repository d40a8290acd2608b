"""The evidence of one claim: what counts, how many independent origins each side has, and why."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from urllib.parse import quote as percent_encoded

from django.urls import reverse

from claims.enums import BearsOn, EvidenceKind, OriginKind, Party, QuoteCheck, Role, Stance
from claims.given import EvidenceGiven
from claims.independence import Counted, Independence, StanceCount, most_involved, weigh
from claims.models import CaptureRequest, Claim, Evidence, Source
from claims.reads.articles.captures import CaptureStatus, capture_status, latest_captures
from claims.reads.articles.copy_judgements import copy_note, takedown_note
from claims.reads.articles.quote_words import describe_differences
from claims.reads.articles.screenshots import PageScreenshot, page_screenshot
from claims.reads.articles.snapshots import Ground, Quoted, ground_of, take_down_url

_ORDER = (Stance.CORROBORATES, Stance.CONTRADICTS, Stance.CONTEXT)


@dataclass(frozen=True)
class EvidenceLine:
    item: Evidence
    counted: Counted | None  # None if it is withdrawn
    words_url: str = ""  # its words in the archived copy
    capture_url: str = ""  # the archived bytes, if it has its own copy
    ground: Ground = Ground()
    asked: CaptureStatus | None = (
        None  # the request for a copy of its page, if it is not from an article
    )
    take_down_url: str = ""  # empty if this person cannot take its copy down
    screenshot: PageScreenshot | None = None  # of its page, if one was requested

    @property
    def quoted(self) -> Quoted:
        item = self.item
        check, takedown = QuoteCheck(item.quote_check), takedown_note(item.snapshot)
        return Quoted(
            item.quote,
            item.translation,
            item.translated_by,
            check,
            "" if takedown else self.words_url,
            item.quote_reason,
            copy_note(item.snapshot),
            describe_differences(item.quote_differs),
            takedown,
        )

    @property
    def bears_on_whole(self) -> bool:
        return self.item.bears_on == BearsOn.WHOLE

    @property
    def is_own_chain(self) -> bool:
        """True if it repeats a speaker of the claim's own chain of attribution."""
        return self.counted is not None and self.counted.code == "own_chain"

    @property
    def published(self) -> str:
        return str(self.item.published)


@dataclass(frozen=True)
class VoiceGroup:
    """The evidence of one stance with the same voice."""

    family: Source | None
    party: Party
    lines: tuple[EvidenceLine, ...]  # what counts first


@dataclass(frozen=True)
class Side:
    count: StanceCount
    groups: tuple[VoiceGroup, ...]


@dataclass(frozen=True)
class ClaimEvidence:
    weight: Independence
    sides: tuple[Side, ...]
    standing: tuple[EvidenceLine, ...]
    withdrawn: tuple[EvidenceLine, ...]

    @property
    def has_any(self) -> bool:
        return bool(self.standing or self.withdrawn)


def evidence_of(claim: Claim, roles: frozenset[Role] = frozenset()) -> ClaimEvidence:
    """Read and count the evidence of a claim. Eight queries, however much there is."""
    rows = list(Evidence.objects.filter(claim=claim).in_full().order_by("pk"))
    weight = weigh(claim, rows)
    counted = {line.evidence.pk: line for s in _ORDER for line in weight.of(s).lines}
    requested = latest_captures(evidence__claim=claim).select_related(
        "screenshot_request__screenshot__takedown"
    )
    asked = {capture.evidence_id: capture for capture in requested}
    lines = [_line(row, counted.get(row.pk), asked.get(row.pk), roles) for row in rows]
    standing = {line.item.pk: line for line in lines if not line.item.is_withdrawn}
    return ClaimEvidence(
        weight,
        tuple(Side(weight.of(stance), _groups(weight.of(stance), standing)) for stance in _ORDER),
        tuple(sorted(standing.values(), key=lambda line: _ORDER.index(Stance(line.item.stance)))),
        tuple(line for line in lines if line.item.is_withdrawn),
    )


def _line(
    item: Evidence, counted: Counted | None, capture: CaptureRequest | None, roles: frozenset[Role]
) -> EvidenceLine:
    ground = ground_of(item.article_id, item.anchors.all())
    if item.article_id is not None:
        words = ground.url if ground.gone else words_url(item.article_id, item.quote)
        return EvidenceLine(item, counted, words, ground=ground)
    copy, file, take_down = item.snapshot, "", ""
    if copy and not copy.is_taken_down:
        file = reverse("evidence_snapshot_file", args=[item.pk])
        take_down = take_down_url(copy, roles)
    asked = capture_status(item, capture, roles) if item.url and not item.is_withdrawn else None
    words = file if item.quote else ""
    shot = _screenshot_of(capture, roles)
    return EvidenceLine(item, counted, words, file, ground, asked, take_down, shot)


def _screenshot_of(capture: CaptureRequest | None, roles: frozenset[Role]) -> PageScreenshot | None:
    request = getattr(capture, "screenshot_request", None)
    return page_screenshot(request, roles) if request else None


def words_url(article_id: int, quote: str) -> str:
    """Return the URL of the article's page, with the words as a text fragment for the browser to find."""
    url = reverse("article_page", args=[article_id])
    first = quote.split(" […] ")[0].strip()
    if not first:
        return url
    words = first.split()
    # A long quote is named by its ends: https://wicg.github.io/scroll-to-text-fragment/
    ends = [first] if len(words) <= 8 else [" ".join(words[:4]), " ".join(words[-4:])]
    return f"{url}#:~:text=" + ",".join(_fragment(end) for end in ends)


def _fragment(text: str) -> str:
    return percent_encoded(text, safe="").replace("-", "%2D")


def _groups(count: StanceCount, shown: Mapping[int, EvidenceLine]) -> tuple[VoiceGroup, ...]:
    """Group evidence by voice: those that count first, those without a voice last."""

    def key(line: Counted) -> tuple[bool, int]:
        return line.family is None, line.family.pk if line.family else 0

    groups = []
    for _, found in groupby(sorted(count.lines, key=key), key=key):
        lines = sorted(found, key=lambda line: not line.counts)
        stacked = tuple(shown[line.evidence.pk] for line in lines)
        groups.append((not lines[0].counts, VoiceGroup(lines[0].family, _party(lines), stacked)))
    return tuple(group for _, group in sorted(groups, key=lambda one: one[0]))


def _party(lines: Sequence[Counted]) -> Party:
    """Return the party of the most involved voice of the group, among those that count if any does."""
    counted = [line for line in lines if line.counts] or lines
    return most_involved(line.party for line in counted)


def given_of(evidence: Evidence) -> EvidenceGiven:
    """Return the evidence as its form takes it. One query unless its anchors were prefetched."""
    anchors = evidence.anchors.all()
    return EvidenceGiven(
        stance=Stance(evidence.stance),
        bears_on=BearsOn(evidence.bears_on),
        kind=EvidenceKind(evidence.kind),
        seen_in=evidence.seen_in,
        origin_kind=OriginKind(evidence.origin_kind),
        origin=evidence.origin,
        origin_label=evidence.origin_label,
        heard_via=evidence.heard_via,
        derived_from=evidence.derived_from,
        article=evidence.article,
        url=evidence.url,
        title=evidence.title,
        quote=evidence.quote,
        near=anchors[0].start if anchors else None,
        checked_by_eye=evidence.quote_check == QuoteCheck.BY_EYE,
        quote_reason=evidence.quote_reason,
        translation=evidence.translation,
        translated_by=evidence.translated_by,
        published=evidence.published,
        note=evidence.note,
        searched=evidence.searched,
        custody=evidence.custody,
    )
