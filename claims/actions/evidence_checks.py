"""What evidence must say before it is saved: who vouches, what was searched, and what makes a primary record."""

from claims.enums import PUBLISHERS, EvidenceKind, OriginKind, SourceKind, Stance
from claims.errors import Invalid
from claims.given import EvidenceGiven, SourceGiven
from claims.independence import SAYS_NOTHING, load_voices
from claims.models import Claim, Evidence, Source

from .snapshots import ReadUpload

_ONLY_CONTEXT = {
    EvidenceKind.NO_COMMENT: "“No comment” neither supports nor contradicts the claim. Choose Context.",
    EvidenceKind.NO_REPLY: "A question without a reply neither supports nor contradicts the claim. Choose Context.",
    EvidenceKind.NOTHING_FOUND: "A search that found nothing neither supports nor contradicts the claim. Choose Context.",
}
_NOBODY_ELSE = {
    OriginKind.OWN_REPORTING: "If it saw this itself, nobody else vouches for it. Clear this field, or change the answer.",
    OriginKind.NOT_STATED: "If it does not say how it knows, nobody is named. Clear this field, or change the answer.",
}
_THINGS = frozenset({SourceKind.DOCUMENT, SourceKind.DATA_SET})  # they are what they say


def check_evidence(
    claim: Claim, given: EvidenceGiven, file: ReadUpload | None, corrected: Evidence | None
) -> None:
    """Raise Invalid on the field of `given` that is wrong. Four queries for a primary record, else at most one a step."""
    _check_vouching(given, corrected)
    _check_stance(claim, given)
    _check_searched(given, corrected)
    if given.article and file:
        raise Invalid(
            "upload", "article_and_upload", "Choose an article or upload a file, not both."
        )
    if given.kind == EvidenceKind.RECORD and not _is_unchanged_record(given, file, corrected):
        _check_record(claim, given, file, corrected)
    if given.derived_from:
        _check_derivation(claim, given.derived_from, corrected)


def _check_vouching(given: EvidenceGiven, corrected: Evidence | None) -> None:
    """Refuse who vouches twice over. Evidence that was saved before it was refused keeps it until it is corrected."""
    if corrected and _vouching(given) == _vouching(corrected):
        return
    if given.origin_kind == OriginKind.NAMED:
        if given.origin is None:
            raise Invalid("origin", "required", "Enter who said it, or choose another answer.")
        if given.origin_label:
            raise Invalid(
                "origin_label",
                "named",
                "A named source is not described. Clear this field, or choose “an unnamed source”.",
            )
    message = _NOBODY_ELSE.get(OriginKind(given.origin_kind))
    for name in ("heard_via", "origin", "origin_label") if message else ():
        if getattr(given, name):
            raise Invalid(name, "contradicts", message or "")


def _vouching(one: EvidenceGiven | Evidence) -> tuple[object, ...]:
    return one.origin_kind, one.origin, one.origin_label, one.heard_via


def _check_stance(claim: Claim, given: EvidenceGiven) -> None:
    says_nothing = given.kind in SAYS_NOTHING or (
        given.kind == EvidenceKind.NO_COMMENT and claim.is_factual
    )
    if says_nothing and given.stance != Stance.CONTEXT:
        raise Invalid("stance", "context_only", _ONLY_CONTEXT[EvidenceKind(given.kind)])


def _check_searched(given: EvidenceGiven, corrected: Evidence | None) -> None:
    if given.kind != EvidenceKind.NOTHING_FOUND or given.searched.strip():
        return
    if corrected and corrected.kind == EvidenceKind.NOTHING_FOUND and not corrected.searched:
        return  # it was added before this was asked
    raise Invalid("searched", "required", "Say what you searched, where, and for which days.")


# --- primary records ---


def _is_unchanged_record(
    given: EvidenceGiven, file: ReadUpload | None, corrected: Evidence | None
) -> bool:
    """Return True if a correction leaves all that made it a primary record. Such evidence is judged by the policy."""
    if corrected is None or corrected.kind != EvidenceKind.RECORD or file:
        return False
    return (
        _vouching(given) == _vouching(corrected)
        and (given.seen_in, given.article) == (corrected.seen_in, corrected.article)
        and (given.url, given.custody.strip()) == (corrected.url, corrected.custody)
    )


def _check_record(
    claim: Claim, given: EvidenceGiven, file: ReadUpload | None, corrected: Evidence | None
) -> None:
    """Refuse a primary record that is a news article, or that nobody but the person adding it calls one."""
    if file and not given.custody.strip():
        raise Invalid(
            "custody",
            "required",
            "Say where the file came from, so that others can judge whether it is the original.",
        )
    if given.custody.strip() and _has_own_file(given, file, corrected):
        return
    is_thing = (
        given.origin_kind == OriginKind.NAMED
        and given.origin is not None
        and given.origin.kind in _THINGS
    )
    publisher = given.article.publisher if given.article else None
    if any(one and one.kind in PUBLISHERS for one in (publisher, given.seen_in)):
        is_found_there = given.article is None and (given.url or file)
        if is_thing and is_found_there:
            return
        raise Invalid(
            "kind",
            "news_article",
            "A news article is never a primary record. Choose “statement”, or add the document, the data "
            "or the source’s own page that it is about.",
        )
    if is_thing or _is_published_by_its_own(claim, given, publisher or given.seen_in):
        return
    raise Invalid(
        "kind",
        "not_primary",
        "A primary record is published by the original source itself, is a document or a data set, or is an "
        "uploaded file of which you say where it came from. Choose “statement”, or correct who said it.",
    )


def _has_own_file(
    given: EvidenceGiven, file: ReadUpload | None, corrected: Evidence | None
) -> bool:
    """Return True for an uploaded file, including one that a correction keeps, and False for a fetched page."""
    if file or given.article or corrected is None:
        return file is not None
    snapshot = corrected.snapshot
    return snapshot is not None and corrected.article is None and not snapshot.requested_url


def _is_published_by_its_own(claim: Claim, given: EvidenceGiven, published_by: SourceGiven) -> bool:
    """Return True if whoever vouches published it, or one of the same voice did. Four queries."""
    if published_by.kind == SourceKind.DESK:
        return False
    vouches = {
        OriginKind.NAMED: given.origin,
        OriginKind.OWN_REPORTING: published_by,
    }.get(OriginKind(given.origin_kind))
    if vouches is None:
        return False
    named = [published_by, given.heard_via, vouches]
    voices = load_voices(claim, {one.pk for one in named if isinstance(one, Source)})

    def families(one: SourceGiven) -> set[SourceGiven]:
        return set(voices.families(one.pk)) if isinstance(one, Source) else {one}

    own = families(vouches)
    is_relayed = given.heard_via is not None and not families(given.heard_via) & own
    return not is_relayed and bool(families(published_by) & own)


# --- derivation ---


def _check_derivation(claim: Claim, model: Evidence, corrected: Evidence | None) -> None:
    if model.claim_id != claim.pk:
        raise Invalid("derived_from", "other_claim", "Choose evidence of this claim.")
    step: Evidence | None = model
    path: set[int] = set()
    while step is not None and step.pk not in path:
        if corrected and step.pk == corrected.pk:
            raise Invalid("derived_from", "cycle", "Evidence cannot be derived from itself.")
        path.add(step.pk)
        step = step.derived_from
