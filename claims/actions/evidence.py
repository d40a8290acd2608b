"""Add, correct and withdraw evidence of a claim. Nothing is deleted."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from django.contrib.auth.models import User

from claims import rules, workflow
from claims.enums import QuoteCheck, SinceSigning, Verb
from claims.errors import Denial, Invalid, refuse, refuse_stale
from claims.given import EvidenceGiven, Upload, field_names
from claims.models import Anchor, Claim, Evidence, Snapshot, Source
from claims.models.base import Columns, date_columns
from claims.rules import Situation

from .anchors import (
    Differences,
    Quote,
    copies_of,
    differences_told,
    quoted,
    refuse_unusable,
    set_anchors,
)
from .captures import ask, follow_url
from .evidence_checks import check_evidence
from .record import Entry, Facts, action, changed, facts
from .reweighing import Counting, check_reason, counting, reweigh
from .snapshots import TEXT_TYPES, ReadUpload, archived, keep, read_upload
from .sources import named_added, resolve

# What the form asks about the archived copy is recorded as its result, in `quote_check`.
_ASKED_OF_THE_COPY = frozenset({"archive_url", "near", "checked_by_eye"})
_FIELDS = (
    *(name for name in field_names(EvidenceGiven) if name not in _ASKED_OF_THE_COPY),
    "quote_check",
)


@dataclass(frozen=True)
class ReadEvidence:
    """Evidence with its file read and its quote searched for in the existing copies."""

    given: EvidenceGiven
    file: ReadUpload | None
    quote: Quote = field(compare=False)


def read_evidence(
    given: EvidenceGiven, upload: Upload | None = None, *, corrected: Evidence | None = None
) -> ReadEvidence:
    """Do all that takes time, before an action takes the record's lock. Raises Invalid on "upload" or "quote"."""
    file = read_upload(upload)
    quote = Quote(given.quote, given.near)
    quote.check_stretches()
    if file:
        quote.search(file.text)
    else:
        quote.find_in(_copies(given, corrected))
    return ReadEvidence(given, file, quote)


@action
def attach_evidence(
    entry: Entry,
    claim: Claim,
    read: ReadEvidence,
    *,
    by: User | None,
    reason: str = "",
    token: str | None = None,
) -> Evidence:
    """Add evidence. Two people may do it at once, so no revision is compared.

    If the claim has a signed verdict, the reason is required. Raises Invalid on a field of `given`: a quote that is
    not in the archived copy ("quote", "not_found") is accepted only with a reason, or for an image or PDF if it was
    checked by eye.
    """
    claim.refresh_from_db()
    if done := entry.find_repeat(token):
        return Evidence.objects.get(pk=done.object_id)
    refuse(rules.why_not_add_to_claim(Situation.load(claim, by)))
    refuse_unusable(read.given.article)
    reason = check_reason(claim, reason)
    added: list[Source] = []
    columns, anchors = _columns(entry, claim, read, by=by, added=added)
    evidence = Evidence.objects.create(claim=claim, **columns, created_at=entry.at, created_by=by)
    set_anchors(evidence, anchors)
    after = _facts(evidence) | archived(evidence.snapshot) | named_added(added)
    after |= _ask_for_copy(entry, evidence, read.given, by=by)
    after |= _touch(entry, claim, evidence, None, SinceSigning.NEW_EVIDENCE)
    entry.write(
        Verb.EVIDENCE_ATTACHED,
        evidence,
        by=by,
        claim=claim,
        after=after,
        reason=reason,
        token=token,
    )
    return evidence


def _touch(
    entry: Entry, claim: Claim, evidence: Evidence, before: Counting | None, what: SinceSigning
) -> Facts:
    """Raise the claim's revision, and its basis if what counts changed. Weigh a signed verdict again.

    Evidence that counts neither before nor after leaves the basis alone, unless it changes how other evidence
    counts. `before` is None for new evidence. Returns what the Event says of it. Nine queries to weigh, twice if
    the evidence does not count, and six more for a signed verdict.
    """
    weight = None
    changes = before is not None and before.has(evidence.pk)
    if not changes:
        now = counting(claim)
        weight = now.weight
        changes = now.has(evidence.pk) or now != (before or counting(claim, without=evidence))
    ended = workflow.touch(claim, basis_changed=changes)
    return ({"round": claim.round} if ended else {}) | reweigh(entry, claim, what, weight)


@action
def change_evidence(
    entry: Entry,
    evidence: Evidence,
    read: ReadEvidence,
    *,
    seen_revision: int | None,
    by: User | None,
    reason: str = "",
    proposal: Mapping[str, object] | None = None,
) -> Evidence:
    """Correct evidence that is not withdrawn. Its archived file is kept unless another one is given.

    `proposal` is what the machine noticed, in codes and ids, if somebody accepts its correction.
    """
    claim = evidence.claim
    claim.refresh_from_db()
    evidence.refresh_from_db()
    refuse_stale(seen_revision, evidence.revision)
    refuse(rules.why_not_add_to_claim(Situation.load(claim, by)))
    refuse(_why_not_standing(evidence))
    refuse_unusable(read.given.article)
    reason = check_reason(claim, reason)
    counted = counting(claim)
    before = _facts(evidence)
    snapshot_id, url = evidence.snapshot_id, evidence.url
    added: list[Source] = []
    columns, anchors = _columns(entry, claim, read, by=by, added=added, corrected=evidence)
    Evidence.objects.swap(evidence.pk, seen_revision=evidence.revision, **columns)
    evidence.refresh_from_db()
    set_anchors(evidence, anchors)
    before, after = changed(before, _facts(evidence))
    if evidence.url != url:
        follow_url(entry, evidence, by=by)
    after |= _ask_for_copy(entry, evidence, read.given, by=by)
    if evidence.snapshot_id != snapshot_id:
        after |= archived(evidence.snapshot)
    after |= _touch(entry, claim, evidence, counted, SinceSigning.EVIDENCE_CHANGED)
    if proposal:
        after["proposal"] = proposal
    entry.write(
        Verb.EVIDENCE_CHANGED,
        evidence,
        by=by,
        claim=claim,
        before=before,
        after=after | named_added(added),
        reason=reason,
    )
    return evidence


@action
def withdraw_evidence(
    entry: Entry, evidence: Evidence, *, seen_revision: int | None, reason: str, by: User | None
) -> Evidence:
    """Withdraw evidence. It stays readable with the reason, and links through it are still followed."""
    claim = evidence.claim
    claim.refresh_from_db()
    evidence.refresh_from_db()
    refuse_stale(seen_revision, evidence.revision)
    refuse(rules.why_not_add_to_claim(Situation.load(claim, by)))
    refuse(_why_not_standing(evidence))
    reason = reason.strip()
    if not reason:
        raise Invalid("reason", "required", "Say why you withdraw this evidence.")
    counted = counting(claim)
    Evidence.objects.swap(
        evidence.pk,
        seen_revision=evidence.revision,
        withdrawn_at=entry.at,
        withdrawn_by=by,
        withdrawn_reason=reason,
    )
    evidence.refresh_from_db()
    after = _touch(entry, claim, evidence, counted, SinceSigning.EVIDENCE_CHANGED)
    entry.write(Verb.EVIDENCE_WITHDRAWN, evidence, by=by, claim=claim, after=after, reason=reason)
    return evidence


def _why_not_standing(evidence: Evidence) -> Denial | None:
    if evidence.is_withdrawn:
        return Denial("evidence_withdrawn", "This evidence is withdrawn.")
    return None


def _columns(
    entry: Entry,
    claim: Claim,
    read: ReadEvidence,
    *,
    by: User | None,
    added: list[Source],
    corrected: Evidence | None = None,
) -> tuple[Columns, list[Anchor]]:
    given = read.given
    check_evidence(claim, given, read.file, corrected)
    # A copy that arrived after the quote was searched for is searched now.
    copies = [keep(entry, read.file, by=by)] if read.file else _copies(given, corrected)
    snapshot, anchors = read.quote.find_in(copies)
    quote_check = _quote_check(given, snapshot, anchors)
    columns = {
        "stance": given.stance,
        "bears_on": given.bears_on,
        "kind": given.kind,
        "seen_in": resolve(entry, given.seen_in, by=by, added=added),
        "origin_kind": given.origin_kind,
        "origin": resolve(entry, given.origin, by=by, added=added),
        "origin_label": given.origin_label,
        "heard_via": resolve(entry, given.heard_via, by=by, added=added),
        "derived_from": given.derived_from,
        "article": given.article,
        "snapshot": snapshot,
        "url": given.url,
        "title": given.title,
        "quote": quoted(anchors) or given.quote.strip(),
        "quote_differs": _quote_differs(read, snapshot, corrected),
        "quote_check": quote_check,
        "quote_reason": given.quote_reason.strip(),
        "translation": given.translation,
        "translated_by": given.translated_by,
        "note": given.note,
        "searched": given.searched.strip(),
        "custody": given.custody.strip(),
        **date_columns("published", given.published),
    }
    return columns, anchors


def _copies(given: EvidenceGiven, corrected: Evidence | None) -> Iterator[Snapshot]:
    """Yield the copies to search for its quote. The copy it was found in before comes first, and stays its copy."""
    if corrected and corrected.snapshot and corrected.article == given.article:
        moved = corrected.article is None and corrected.url != given.url
        if not (moved and corrected.snapshot.requested_url):  # a copy of the other address
            yield corrected.snapshot
    if given.article:
        yield from copies_of(given.article)


def _ask_for_copy(
    entry: Entry, evidence: Evidence, given: EvidenceGiven, *, by: User | None
) -> Facts:
    if not given.archive_url or not evidence.url or evidence.article_id or evidence.snapshot_id:
        return {}
    return {"archived_copy_asked_for": ask(entry, evidence, by=by).url}


def _facts(evidence: Evidence) -> Facts:
    return facts(evidence, *_FIELDS) | differences_told(evidence)


def _quote_differs(
    read: ReadEvidence, snapshot: Snapshot | None, corrected: Evidence | None
) -> Differences:
    """Return how the words that were entered differ from the copy's; words sent again are the copy's already."""
    if corrected and corrected.quote and corrected.quote == read.given.quote.strip():
        return list(corrected.quote_differs)
    return read.quote.differs_from(snapshot.text) if snapshot else []


def _quote_check(
    given: EvidenceGiven, snapshot: Snapshot | None, anchors: list[Anchor]
) -> QuoteCheck:
    if not given.quote.strip():
        return QuoteCheck.NO_QUOTE
    if anchors:
        return QuoteCheck.FOUND
    readable = snapshot is not None and snapshot.can_hold_quotes
    if given.checked_by_eye and snapshot and not (readable and snapshot.media_type in TEXT_TYPES):
        return QuoteCheck.BY_EYE
    if readable and not given.quote_reason.strip():
        raise Invalid(
            "quote",
            "not_found",
            "Quote not found in the archived copy. Check the wording, or say why you keep it as it is.",
        )
    return QuoteCheck.NOT_FOUND if snapshot else QuoteCheck.NO_COPY
