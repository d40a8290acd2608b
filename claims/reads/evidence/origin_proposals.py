"""Proposed corrections of who vouches for evidence, where the machine noticed what would change its origins."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from django.db.models import Q

from claims.enums import OriginHintKind, OriginKind
from claims.given import EvidenceGiven, NewSource, SourceGiven
from claims.models import Claim, Evidence, OriginHint, SetAside, Source, Suggestion
from claims.reads.articles.origins import shared_url
from claims.reads.articles.outlets import kind_of_outlet

from .claim_evidence import given_of

# Kinds for which the outlet itself vouches, so that a noticed origin would change who does.
_OWN_WORD = frozenset({OriginKind.OWN_REPORTING, OriginKind.NOT_STATED})
_MOST = 20

Span = tuple[int, int, int]  # snapshot, start, end


@dataclass(frozen=True)
class Proposal:
    """A proposed correction of one piece of evidence, or of its article. A person accepts or dismisses it."""

    key: str  # under which it is dismissed
    evidence: Evidence
    words: str
    label: str  # label of the button
    hint: int = 0  # the article's revision, if the article is corrected
    derived_from: int = 0
    origin: str = ""
    heard_via: str = ""
    copy_of: str = ""  # the headline or the name
    shared_url: str = ""

    @property
    def facts(self) -> dict[str, object]:
        """Return what the record keeps when it is accepted or dismissed: codes, ids and names."""
        kept = {
            "kind": self.key.partition(":")[0],
            "evidence": self.evidence.pk,
            "derived_from": self.derived_from,
            "origin": self.origin,
            "heard_via": self.heard_via,
            "copy_of": self.copy_of,
        }
        return {name: value for name, value in kept.items() if value}

    @property
    def revision(self) -> int:
        """Return the revision of what is corrected, as it is shown."""
        article = self.evidence.article
        return article.revision if self.hint and article else self.evidence.revision


def proposals_for(claim: Claim) -> tuple[Proposal, ...]:
    """Return the proposals for a claim. Six queries, however much evidence there is."""
    rows = Evidence.objects.standing().filter(claim=claim, article__isnull=False)
    evidence = list(
        rows.select_related(
            "seen_in", "origin", "heard_via", "article__publisher", "derived_from"
        ).prefetch_related("anchors")
    )
    if not evidence:
        return ()
    articles = {e.article_id for e in evidence}
    hints = list(
        OriginHint.objects.standing()
        .filter(article__in=articles)
        .select_related("other")
        .order_by("-share", "pk")
    )
    aside = set(SetAside.objects.filter(claim=claim).values_list("hint", flat=True))
    found = [
        *_copied_articles(evidence, hints),
        *_repeated_passages(evidence, hints),
        *_heard_through_agency(evidence, hints),
        *_spoken_by_somebody(evidence),
    ]
    return tuple(one for one in found if one.key not in aside)[:_MOST]


def _spans(evidence: Evidence) -> list[Span]:
    return [(a.snapshot_id, a.start, a.end) for a in evidence.anchors.all()]


def _meet(spans: Sequence[Span], snapshot: int | None, start: int, end: int) -> bool:
    return any(copy == snapshot and s < end and start < e for copy, s, e in spans)


def _copied_articles(
    evidence: Sequence[Evidence], hints: Sequence[OriginHint]
) -> Iterator[Proposal]:
    """Propose, where the whole article seems to be another's, that its own reporting is the other's word."""
    for e in evidence:
        article = e.article
        if article is None or article.is_republication or e.origin_kind == OriginKind.NAMED:
            continue
        for hint in hints:
            if hint.article_id != article.pk or not hint.says_copied:
                continue
            whose = f"A{hint.other_id} {hint.other}" if hint.other else hint.name
            yield Proposal(
                key=f"copy:{hint.pk}",
                evidence=e,
                words=f"E{e.pk} is from an article that seems to be a copy of {whose}.",
                label="The article republishes it",
                hint=hint.pk,
                copy_of=hint.other.headline if hint.other else hint.name,
                shared_url=shared_url(article.pk, hint.other_id) if hint.other_id else "",
            )
            break


def _repeated_passages(
    evidence: Sequence[Evidence], hints: Sequence[OriginHint]
) -> Iterator[Proposal]:
    """Propose, where two quotes are in one shared passage that is not a quotation, that the later repeats the earlier."""
    for hint in hints:
        if hint.kind != OriginHintKind.SHARED or hint.says_copied:
            continue
        for e in evidence:
            if e.article_id != hint.article_id or e.derived_from_id:
                continue
            model = next((o for o in evidence if _repeats(e, o, hint)), None)
            if model is not None:
                yield Proposal(
                    key=f"derived:{e.pk}:{model.pk}",
                    evidence=e,
                    words=f"The words of E{e.pk} are also in the article of E{model.pk}, in a passage that both share.",
                    label=f"Derived from E{model.pk}",
                    derived_from=model.pk,
                    shared_url=shared_url(hint.article_id, hint.other_id or 0),
                )


def _repeats(e: Evidence, model: Evidence, hint: OriginHint) -> bool:
    if model.article_id != hint.other_id or model.stance != e.stance:
        return False
    if _leads_to(model, e):
        return False
    ours, theirs = _spans(e), _spans(model)
    return any(
        not quoted
        and _meet(ours, hint.snapshot_id, start, end)
        and _meet(theirs, hint.other_snapshot_id, other_start, other_end)
        for start, end, other_start, other_end, quoted in hint.passages
    )


def _leads_to(model: Evidence, e: Evidence) -> bool:
    """Return True if it is already derived from the other in one step; the action checks further."""
    return model.derived_from_id == e.pk


def _heard_through_agency(
    evidence: Sequence[Evidence], hints: Sequence[OriginHint]
) -> Iterator[Proposal]:
    """Propose, for “told AFP”, that the speaker is heard through the agency."""
    for hint in hints:
        if hint.kind not in (OriginHintKind.TOLD, OriginHintKind.CREDITS) or hint.says_copied:
            continue
        for e in evidence:
            if (
                e.article_id == hint.article_id
                and e.heard_via_id is None
                and e.origin_kind in (OriginKind.NAMED, OriginKind.UNNAMED)
                and (e.origin is None or e.origin.name != hint.name)
                and any(_meet(_spans(e), hint.snapshot_id, *span) for span in hint.passages)
            ):
                yield Proposal(
                    key=f"via:{e.pk}:{hint.name}",
                    evidence=e,
                    words=f"E{e.pk} was not said to {e.seen_in}: the passage names {hint.name}.",
                    label=f"Heard via {hint.name}",
                    heard_via=hint.name,
                )


def _spoken_by_somebody(evidence: Sequence[Evidence]) -> Iterator[Proposal]:
    """Propose a named origin, where the quote is in somebody's words but counts as the outlet's own."""
    open_ = [e for e in evidence if e.origin_kind in _OWN_WORD and e.derived_from_id is None]
    if not open_:
        return
    places = Q()
    for e in open_:
        for copy, start, end in _spans(e):
            places |= Q(snapshot=copy, start__lt=end, end__gt=start)
    if not places:
        return
    found = list(Suggestion.objects.filter(places).order_by("pk"))
    known = Source.objects.all_named(
        {voice.name for one in found for voice in one.voices if voice.is_named}
    )
    for e in open_:
        for one in found:
            if not _meet(_spans(e), one.snapshot_id, one.start, one.end):
                continue
            voices = [known.get(voice.name) for voice in one.voices]
            last, before = (voices[-1:] or [None])[0], [v for v in voices[:-1] if v]
            if last is None or last == e.seen_in:
                continue
            via = before[-1].name if before and before[-1] != e.seen_in else ""
            yield Proposal(
                key=f"origin:{e.pk}:{last.pk}",
                evidence=e,
                words=f"The words of E{e.pk} are those of {last}"
                + (f", heard via {via}." if via else "."),
                label=f"The original source is {last}",
                origin=last.name,
                heard_via=via,
            )
            break


def proposal_of(claim: Claim, key: str) -> Proposal | None:
    """Return the proposal, or None if it no longer applies: somebody accepted it, or the text was read again."""
    return next((one for one in proposals_for(claim) if one.key == key), None)


def corrected(proposal: Proposal) -> EvidenceGiven:
    """Return the evidence as the proposal would change it. At most two queries."""
    given = given_of(proposal.evidence)
    if proposal.derived_from:
        given = replace(given, derived_from=Evidence.objects.get(pk=proposal.derived_from))
    if proposal.origin:
        given = replace(
            given, origin_kind=OriginKind.NAMED, origin=_source(proposal.origin), origin_label=""
        )
    if proposal.heard_via:
        given = replace(given, heard_via=_source(proposal.heard_via))
    return given


def _source(name: str) -> SourceGiven:
    known = Source.objects.named(name)
    return known or NewSource(name, kind_of_outlet(name))
