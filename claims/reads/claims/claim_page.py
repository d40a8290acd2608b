"""What the page of one claim shows to one person."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import User
from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone

from claims import policy, rules
from claims.enums import (
    AttributionKind,
    ClaimKind,
    ClaimStatus,
    LinkKind,
    Priority,
    QuoteCheck,
    Verb,
)
from claims.errors import Denial
from claims.given import AppearanceGiven, ClaimGiven, Step
from claims.models import (
    Anchor,
    Appearance,
    Claim,
    ClaimLease,
    ClaimLink,
    Comment,
    Desk,
    Event,
    Verdict,
)
from claims.models.desk import this_desk
from claims.policy import Basis
from claims.reads.articles.copy_judgements import copy_note, takedown_note
from claims.reads.articles.quote_words import describe_differences
from claims.reads.articles.snapshots import Ground, Quoted, ground_of
from claims.reads.evidence.claim_evidence import ClaimEvidence, evidence_of
from claims.reads.holds.hold_list import HoldNotice, notice_on
from claims.reads.record.record_page import ShownEvent, history_of_claim
from claims.reads.review.claim_review import ClaimReview, review_of
from claims.reads.review.policy_words import (
    Doors,
    Outlook,
    Overridden,
    outlook_of,
    overridden_of,
    warnings_of,
)
from claims.reads.review.since_signing import Since, read_since
from claims.rules import Situation

from .statement_notes import advice_on

MOST_EVENTS = 20  # that the page shows; the record has all

# How a link reads from the other claim.
_REVERSED = {
    LinkKind.CONTRADICTS: "is contradicted by",
    LinkKind.SUPERSEDES: "is superseded by",
    LinkKind.PART_OF: "has the part",
    LinkKind.REPORTS: "is reported in",
}


@dataclass(frozen=True)
class FoundIn:
    appearance: Appearance
    mark_url: str  # its mark in the article, if it has one
    check: QuoteCheck  # whether its words are in the archived copy
    ground: Ground  # whether they are in later copies

    @property
    def quoted(self) -> Quoted:
        a = self.appearance
        snapshot = a.article.snapshot if a.article else None
        copy, takedown = copy_note(snapshot), takedown_note(snapshot)
        return Quoted(
            a.quote,
            a.translation,
            a.translated_by,
            self.check,
            "" if takedown else self.mark_url,
            copy=copy,
            differs=describe_differences(a.quote_differs),
            takedown=takedown,
        )

    @property
    def published(self) -> str:
        """When its article was published, as far as it is known."""
        article = self.appearance.article
        return str(article.published) if article else ""


@dataclass(frozen=True)
class Link:
    pk: int
    words: str
    other: Claim
    ours: bool  # created from this claim, and so removed from here


@dataclass(frozen=True)
class Version:
    """One version of the verdict, with the counts, overrides and warnings of its signing."""

    verdict: Verdict
    origins: str
    overridden: tuple[Overridden, ...]
    warnings: tuple[str, ...]

    @property
    def is_change(self) -> bool:
        return self.verdict.version > 1

    @property
    def is_one_person(self) -> bool:
        """True if the verdict's agreement says that only one person assessed the claim."""
        return "one person" in self.verdict.agreement

    @classmethod
    def of(cls, verdict: Verdict) -> "Version":
        row = verdict.row
        counted = (
            f"{row['corroborating_origins']} corroborate, {row['contradicting_origins']} contradict, "
            f"{row['non_party_origins']} of no party"
        )
        origins = counted if verdict.stands else ""
        return cls(verdict, origins, overridden_of(verdict), warnings_of(verdict))


@dataclass(frozen=True)
class Standing:
    """The latest verdict, signed or retracted, and what has changed since."""

    latest: Version
    earlier: tuple[Version, ...]
    under_review_since: datetime.datetime | None
    under_review_because: str
    since: Since | None  # what happened to its evidence since it was signed


@dataclass(frozen=True)
class May:
    """Why this person cannot do each thing, or None."""

    change: Denial | None
    add: Denial | None
    comment: Denial | None
    assign: Denial | None
    require: Denial | None


@dataclass(frozen=True)
class Held:
    """Who took the claim, until when."""

    holder: str
    expires_at: datetime.datetime
    is_mine: bool


@dataclass(frozen=True)
class ClaimPage:
    claim: Claim
    standing: Standing | None
    appearances: tuple[FoundIn, ...]
    links: tuple[Link, ...]
    evidence: ClaimEvidence
    review: ClaimReview
    outlook: Outlook
    comments: tuple[Comment, ...]
    history: tuple[ShownEvent, ...]
    may: May
    hold_notice: HoldNotice
    lease: Held | None

    @property
    def latest_events(self) -> tuple[ShownEvent, ...]:
        return self.history[:MOST_EVENTS]

    @property
    def has_earlier_events(self) -> bool:
        return len(self.history) > MOST_EVENTS

    @property
    def is_disagreed(self) -> bool:
        return self.claim.status == ClaimStatus.DISAGREED

    @property
    def is_high_priority(self) -> bool:
        return self.claim.priority == Priority.HIGH

    @property
    def speaker(self) -> str:
        """Whom a quote check is about: the last named voice that its first chain ends with, or empty."""
        first = self.appearances[0].appearance if self.appearances else None
        steps = list(first.chain.all()) if first else []
        return steps[-1].voice if steps and steps[-1].source_id else ""

    @property
    def lacks_speaker(self) -> bool:
        return not self.claim.is_factual and not self.speaker

    @property
    def advice(self) -> tuple[str, ...]:
        """What to look at again in the statement, for those who can change it."""
        claim = self.claim
        if self.may.change:
            return ()
        return advice_on(claim.statement, claim.language, claim.kind)

    @property
    def first_appearance(self) -> tuple[FoundIn, ...]:
        return self.appearances[:1]

    @property
    def further_appearances(self) -> tuple[FoundIn, ...]:
        return self.appearances[1:]


def read_claim_page(pk: int, user: User) -> ClaimPage:
    """Load the page of a claim. About thirty queries, whatever its size. Raises Claim.DoesNotExist."""
    claim: Claim = (
        Claim.objects.select_related("assignee", "created_by", "duplicate_of", "verdict")
        .defer("verdict__row", "verdict__evidence_rows", "verdict__policy")
        .prefetch_related("questions")
        .get(pk=pk)
    )
    situation = Situation.load(claim, user)
    history = tuple(history_of_claim(claim))
    evidence = evidence_of(claim, situation.roles)
    desk, basis = this_desk(), _basis(claim, evidence)
    may = May(
        change=rules.why_not_change_claim(situation),
        add=rules.why_not_add_to_claim(situation),
        comment=rules.why_not_comment(situation),
        assign=rules.why_not_assign(situation),
        require=rules.why_not_change_required(situation),
    )
    appearances = _appearances(claim)
    comments = Comment.objects.filter(claim=claim).readable_by(user).select_related("by")
    return ClaimPage(
        claim=claim,
        standing=_standing(claim),
        appearances=appearances,
        links=_links(claim),
        evidence=evidence,
        review=review_of(claim, user, situation, basis, desk, history),
        outlook=_outlook(basis, desk, may, appearances),
        comments=tuple(comments),
        history=history,
        may=may,
        hold_notice=notice_on(claim, situation.roles),
        lease=_lease(claim, user),
    )


def _lease(claim: Claim, user: User) -> Held | None:
    """Say who works on the claim. One query."""
    running = ClaimLease.objects.running(timezone.now()).filter(claim=claim)
    lease = running.select_related("holder").first()
    if lease is None:
        return None
    return Held(lease.holder.get_username(), lease.expires_at, is_mine=lease.holder_id == user.pk)


# Until a verdict is signed, the page says what each rating would need.
_UNSIGNED = rules.IN_ROUND | {ClaimStatus.OPEN}


def _basis(claim: Claim, evidence: ClaimEvidence) -> Basis | None:
    """Load what the policy looks at, for any rating: from the first evidence until it is signed. Four queries."""
    has_any = bool(evidence.standing) or claim.status == ClaimStatus.AGREED
    if claim.status not in _UNSIGNED or not has_any:
        return None
    return policy.load_basis(claim, "", evidence.weight)


def _outlook(
    basis: Basis | None, desk: Desk, may: May, appearances: tuple[FoundIn, ...]
) -> Outlook:
    if basis is None:
        return Outlook()
    first = appearances[0].appearance.pk if appearances else None
    return outlook_of(basis, desk, Doors(may.add is None, may.change is None, first))


def _standing(claim: Claim) -> Standing | None:
    """Load the latest verdict. Three queries, and three more if its evidence changed since it was signed."""
    versions = list(
        Verdict.objects.filter(claim=claim)
        .select_related("signed_by")
        .defer("evidence_rows")
        .order_by("-version")
    )
    if not versions:
        return None
    latest, *earlier = (Version.of(verdict) for verdict in versions)
    if not latest.verdict.stands:
        return Standing(latest, tuple(earlier), None, "", None)
    reopened = (
        Event.objects.of_claim(claim)
        .filter(verb=Verb.REOPENED, at__gt=latest.verdict.signed_at)
        .only("at", "reason")
        .order_by("seq")
        .first()
    )
    return Standing(
        latest,
        tuple(earlier),
        reopened.at if reopened else None,
        reopened.reason if reopened else "",
        read_since(latest.verdict),
    )


def _appearances(claim: Claim) -> tuple[FoundIn, ...]:
    """Load where the claim was found. Four queries."""
    rows = (
        Appearance.objects.filter(claim=claim)
        .select_related(
            "article__publisher", "article__snapshot__ruling__by", "article__snapshot__takedown"
        )
        .defer("article__snapshot__text", "article__snapshot__boilerplate")
        .prefetch_related("chain__source", "anchors")
        .annotate(anchored=Exists(Anchor.objects.filter(appearance=OuterRef("pk"))))
    )
    return tuple(_found_in(row) for row in rows)


def _found_in(row: Any) -> FoundIn:
    ground = ground_of(row.article_id, row.anchors.all())
    return FoundIn(row, ground.url if ground.gone else _mark_url(row), _check(row), ground)


def _mark_url(row: Any) -> str:
    if row.article is None:
        return ""
    page = reverse("article_page", args=[row.article_id])
    return f"{page}#a{row.pk}" if row.anchored else page


def _check(row: Any) -> QuoteCheck:
    if not row.quote:
        return QuoteCheck.NO_QUOTE
    if row.article is None or row.article.snapshot_id is None:
        return QuoteCheck.NO_COPY
    return QuoteCheck.FOUND if row.anchored else QuoteCheck.NOT_FOUND


def _links(claim: Claim) -> tuple[Link, ...]:
    """Load the links in both directions. Two queries."""
    made = ClaimLink.objects.filter(claim=claim).select_related("other").order_by("pk")
    met = ClaimLink.objects.filter(other=claim).select_related("claim").order_by("pk")
    return tuple(
        [Link(link.pk, link.get_kind_display(), link.other, ours=True) for link in made]
        + [Link(link.pk, _REVERSED[LinkKind(link.kind)], link.claim, ours=False) for link in met]
    )


def given_of_claim(claim: Claim) -> ClaimGiven:
    """Return a claim as its form takes it. One query unless its questions were prefetched."""
    return ClaimGiven(
        statement=claim.statement,
        kind=ClaimKind(claim.kind),
        language=claim.language,
        said_on=claim.said_on,
        about_on=claim.about_on,
        questions=tuple(claim.questions.all()),
        priority=Priority(claim.priority),
        external_id=claim.external_id or "",
    )


def given_of_appearance(appearance: Appearance) -> AppearanceGiven:
    """Return an appearance as its form takes it. Two queries."""
    first = appearance.anchors.first()
    return AppearanceGiven(
        article=appearance.article,
        quote=appearance.quote,
        chain=tuple(
            Step(AttributionKind(step.kind), step.source, step.label, step.cue, step.date)
            for step in appearance.chain.select_related("source")
        ),
        near=first.start if first else None,
        translation=appearance.translation,
        translated_by=appearance.translated_by,
        article_title=appearance.article_title,
    )
