"""The shapes of the demo's content: work sessions, and the steps of each.

Sources, articles, claims and evidence have short keys here ("rt", "C1", "E1"). The database numbers its own rows.
"""

import datetime
from dataclasses import dataclass

from claims.enums import (
    AttributionKind,
    BearsOn,
    ClaimKind,
    Confidence,
    EvidenceKind,
    LinkKind,
    OriginKind,
    ParentRelation,
    Party,
    PolicyRule,
    Priority,
    RatingCode,
    Role,
    SourceKind,
    Stance,
    VerdictChange,
)


@dataclass(frozen=True)
class Date:
    """A date as far as it is known (`edtf`, see models.ImpreciseDate), and words for the rest."""

    edtf: str = ""
    words: str = ""


UNKNOWN = Date()


# articles and sources


@dataclass(frozen=True)
class Account:
    name: str
    role: Role


@dataclass(frozen=True)
class AddSource:
    key: str
    name: str
    kind: SourceKind
    party: Party
    parent: str = ""
    parent_relation: ParentRelation | str = ""
    aliases: tuple[str, ...] = ()
    interest: str = ""
    members: tuple[str, ...] = ()  # of a joint statement


@dataclass(frozen=True)
class Interest:
    """The stake that a source, and everyone of the same voice, has in a question."""

    source: str
    party: Party
    side: str = ""
    interest: str = ""


@dataclass(frozen=True)
class AddQuestion:
    key: str
    text: str
    note: str
    stakes: tuple[Interest, ...]


@dataclass(frozen=True)
class AddArticle:
    """Add an article by `publisher`. Its text begins with `banner`, which says that the page was made for the demo."""

    key: str
    publisher: str
    headline: str
    published: Date
    banner: str
    paragraphs: tuple[str, ...]
    republishes: str = ""

    @property
    def text(self) -> str:
        return "\n\n".join((self.banner, *self.paragraphs)) + "\n"


@dataclass(frozen=True)
class CorrectArticle:
    """Correct the details of an article. Its archived copy does not change."""

    now: AddArticle


@dataclass(frozen=True)
class OutletCorrects:
    """The outlet itself corrects its article."""

    article: str
    on: datetime.date
    note: str


# claims


@dataclass(frozen=True)
class Voice:
    """One step of a chain, nearest voice first: the key of a source, the label of an unnamed voice, or both."""

    kind: AttributionKind
    source: str = ""
    label: str = ""
    cue: str = ""


@dataclass(frozen=True)
class ExtractClaim:
    key: str
    article: str
    quote: str
    statement: str
    kind: ClaimKind
    question: str
    chain: tuple[Voice, ...]
    said_on: Date = UNKNOWN
    about_on: Date = UNKNOWN
    reports: str = ""
    priority: Priority = Priority.NORMAL


@dataclass(frozen=True)
class LinkClaims:
    claim: str
    kind: LinkKind
    other: str


# evidence


@dataclass(frozen=True)
class AttachEvidence:
    key: str
    claim: str
    stance: Stance
    kind: EvidenceKind
    seen_in: str
    origin: str = ""
    origin_kind: OriginKind = OriginKind.NAMED
    origin_label: str = ""
    bears_on: BearsOn = BearsOn.WHOLE
    heard_via: str = ""
    derived_from: str = ""
    article: str = ""
    title: str = ""
    quote: str = ""
    quote_reason: str = ""
    published: Date = UNKNOWN
    note: str = ""
    searched: str = ""


@dataclass(frozen=True)
class CorrectEvidence:
    """Correct the evidence that has this key."""

    now: AttachEvidence
    reason: str


@dataclass(frozen=True)
class WithdrawEvidence:
    evidence: str
    reason: str


# review


@dataclass(frozen=True)
class RequireAssessments:
    claim: str
    number: int


@dataclass(frozen=True)
class Assess:
    claim: str
    rating: RatingCode
    rationale: str
    confidence: Confidence = Confidence.MEDIUM


@dataclass(frozen=True)
class SignOff:
    claim: str
    rationale: str
    confidence: Confidence = Confidence.MEDIUM
    recheck_on: datetime.date | None = None
    change: VerdictChange | None = None
    reason: str = ""
    overrides: tuple[tuple[PolicyRule, str], ...] = ()


@dataclass(frozen=True)
class ReturnToOpen:
    claim: str
    comment: str


@dataclass(frozen=True)
class Reopen:
    claim: str
    reason: str


@dataclass(frozen=True)
class WithdrawDuplicate:
    claim: str
    duplicate_of: str
    reason: str


@dataclass(frozen=True)
class AddComment:
    claim: str
    text: str


@dataclass(frozen=True)
class AssignClaim:
    claim: str
    to: str


Step = (
    Account
    | AddSource
    | AddQuestion
    | AddArticle
    | CorrectArticle
    | OutletCorrects
    | ExtractClaim
    | LinkClaims
    | AttachEvidence
    | CorrectEvidence
    | WithdrawEvidence
    | RequireAssessments
    | Assess
    | SignOff
    | ReturnToOpen
    | Reopen
    | WithdrawDuplicate
    | AddComment
    | AssignClaim
)


@dataclass(frozen=True)
class WorkSession:
    """The steps of one person from `at` on, one a minute. `by` is empty for the command line."""

    at: str  # UTC, as "2025-04-03 15:10"
    by: str
    steps: tuple[Step, ...]
