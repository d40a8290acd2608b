"""The shapes that the demo's content is written in: sittings of the desk, and what is done in each.

Sources, articles, claims and evidence go by short keys here ("rt", "C1", "E1"); the desk numbers its own rows.
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
    """`edtf` as far as it is known (models.ImpreciseDate), and the words that say what is not."""

    edtf: str = ""
    words: str = ""


UNKNOWN = Date()


# intake


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


@dataclass(frozen=True)
class Interest:
    """What a source, and with it all of its voice, has at stake in a question."""

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
class TakeIn:
    """An article of `publisher`. Its text opens with `banner`, which says what the page is."""

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
    """What the desk says of an article, as it should have been; its archived copy stays."""

    now: TakeIn


# extraction


@dataclass(frozen=True)
class Voice:
    """One step of a chain, nearest voice first: a source by its key, an unnamed voice's label, or both."""

    kind: AttributionKind
    source: str = ""
    label: str = ""
    cue: str = ""


@dataclass(frozen=True)
class Extract:
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
class LinkTo:
    claim: str
    kind: LinkKind
    other: str


# evidence


@dataclass(frozen=True)
class Attach:
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


@dataclass(frozen=True)
class CorrectEvidence:
    """The evidence of this key, as it should have been."""

    now: Attach
    reason: str


@dataclass(frozen=True)
class WithdrawEvidence:
    evidence: str
    reason: str


# review


@dataclass(frozen=True)
class Require:
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
class Remark:
    claim: str
    text: str


@dataclass(frozen=True)
class Assign:
    claim: str
    to: str


Step = (
    Account
    | AddSource
    | AddQuestion
    | TakeIn
    | CorrectArticle
    | Extract
    | LinkTo
    | Attach
    | CorrectEvidence
    | WithdrawEvidence
    | Require
    | Assess
    | SignOff
    | ReturnToOpen
    | Reopen
    | WithdrawDuplicate
    | Remark
    | Assign
)


@dataclass(frozen=True)
class Sitting:
    """What one person does from a moment on, a minute for each step. `by` is empty for the command line."""

    at: str  # UTC, as "2025-04-03 15:10"
    by: str
    steps: tuple[Step, ...]
