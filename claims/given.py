"""What people submit, as plain shapes: forms, admin and commands fill them, actions read them."""

import datetime
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from enum import Enum
from typing import Any

from .enums import (
    AttributionKind,
    BearsOn,
    CaptureKind,
    ClaimKind,
    Confidence,
    EvidenceKind,
    HowKnown,
    LinkKind,
    OriginKind,
    OutletState,
    ParentRelation,
    Party,
    Priority,
    Reliability,
    SourceKind,
    Stance,
    VerdictChange,
)
from .models import Article, Claim, Evidence, ImpreciseDate, Question, Rating, Source, Stake


def field_names(shape: type) -> tuple[str, ...]:
    """Return the names of a shape's fields: the one list of what a claim, a source or evidence consists of.

    tests/test_fields.py names each place that must know them all: forms, admin, record, exports.
    """
    return tuple(one.name for one in fields(shape))


@dataclass(frozen=True)
class Sender:
    """Where a request came from, for the account log. Empty for the command line."""

    address: str = ""
    browser: str = ""  # in short: "Firefox on Linux"
    session: str = ""  # the digest of its key


@dataclass(frozen=True)
class NewSource:
    """A source that is added in the same transaction as what names it."""

    name: str
    kind: SourceKind
    as_new: bool = False  # confirmed: none of the sources with a near name is meant
    account: str = ""  # its account in a network, as a web domain: “t.me/gazeta”


SourceGiven = Source | NewSource


@dataclass(frozen=True)
class SourceDetails:
    name: str
    kind: SourceKind
    distinction: str = ""
    aliases: str = ""
    domains: str = ""
    members: tuple[Source, ...] = ()  # of a joint statement
    parent: Source | None = None
    parent_relation: ParentRelation | str = ""
    party: Party = Party.UNKNOWN
    interest: str = ""
    reliability: Reliability = Reliability.F
    reliability_reason: str = ""
    withheld: bool = False
    withheld_reason: str = ""


MOST_BYTES = 10_000_000  # of one file
MOST_STRETCHES = 20  # of one quote, because each is searched for in the whole text


@dataclass(frozen=True)
class Upload:
    """Bytes as they were submitted. `name` is the sender's: it is shown, never used as a path."""

    content: bytes
    name: str = ""
    media_type: str = "text/plain"
    kind: CaptureKind = CaptureKind.UPLOAD
    declared_encoding: str | None = None


def pasted(text: str) -> Upload:
    return Upload(text.encode("utf-8"), kind=CaptureKind.PASTE, declared_encoding="utf-8")


@dataclass(frozen=True)
class DraftGiven:
    """A form as far as somebody has filled it in."""

    key: str  # the browser's, for this form on this page
    form: str  # the address that it is sent to
    page: str  # the address of its page
    fields: list[list[str]]  # pairs of a name and a text
    at: datetime.datetime  # when it was typed, by the browser's clock but not in the future


@dataclass(frozen=True)
class TakedownGiven:
    """Why archived copies are taken down, and how much of the article."""

    reason: str
    legal_basis: str = ""
    blocks_capture: bool = False  # the page must not be archived again
    every_copy: bool = False  # of the article, not only this one


@dataclass(frozen=True)
class ArticleGiven:
    publisher: SourceGiven | None = None
    headline: str = ""
    url: str = ""
    authors: str = ""
    published: ImpreciseDate = ImpreciseDate()
    language: str = ""
    republishes_article: Article | None = None
    republishes_source: SourceGiven | None = None


@dataclass(frozen=True)
class OutletGiven:
    """What an outlet itself did with its article."""

    state: OutletState
    on: datetime.date | None = None
    note: str = ""


@dataclass(frozen=True)
class Step:
    """One step of a chain, nearest voice first: a source, or the label of an unnamed voice, or both (a label within a source)."""

    kind: AttributionKind
    source: SourceGiven | None = None
    label: str = ""
    cue: str = ""
    date: ImpreciseDate = ImpreciseDate()

    @property
    def only_passes_on(self) -> bool:
        """Return whether an outlet or agency reported what somebody else said."""
        carriers = (SourceKind.OUTLET, SourceKind.AGENCY)
        return (
            self.kind == AttributionKind.REPORTED
            and self.source is not None
            and self.source.kind in carriers
        )


def speaker_step(chain: Sequence[Step], publisher: Source | None) -> int:
    """Return the index of the step that a quote check is most likely about. Raises ValueError for an empty chain.

    It is the nearest named voice that speaks for itself: neither the publisher, nor an outlet or agency that only
    reported. Without one it is the nearest named voice, then the nearest voice, that is not the publisher.
    """
    others = [n for n, step in enumerate(chain) if publisher is None or step.source != publisher]
    named = [n for n in others if chain[n].source]
    speaking = [n for n in named if not chain[n].only_passes_on]
    return min(speaking or named or others or range(len(chain)))


@dataclass(frozen=True)
class AppearanceGiven:
    """The exact words in an article. `near`, a code point of its text, tells repeated words apart.

    Without an article the words are kept as given, with the article's title if it is known. `said_by` is the index
    of the step that a quote check is about: None means `speaker_step`. A factual claim keeps the whole chain.
    """

    article: Article | None
    quote: str
    chain: tuple[Step, ...] = ()
    near: int | None = None
    translation: str = ""
    translated_by: str = ""
    article_title: str = ""
    kept_if_not_found: bool = False  # an import keeps words that the archived copy does not have
    said_by: int | None = None

    def chain_of(self, kind: str) -> tuple[Step, ...]:
        """Return the chain for a claim of this kind. That of a quote check ends with whoever is claimed to have said it."""
        if kind != ClaimKind.QUOTE or not self.chain:
            return self.chain
        last = self.said_by
        if last is None:
            last = speaker_step(self.chain, self.article.publisher if self.article else None)
        return self.chain[: last + 1]


@dataclass(frozen=True)
class ClaimGiven:
    statement: str
    kind: ClaimKind
    language: str = ""
    said_on: ImpreciseDate = ImpreciseDate()
    about_on: ImpreciseDate = ImpreciseDate()
    questions: tuple[Question, ...] = ()
    priority: Priority = Priority.NORMAL
    external_id: str = ""


@dataclass(frozen=True)
class QuestionGiven:
    """A question, and what the sources have at stake in it: rows that are not saved."""

    text: str
    note: str = ""
    stakes: tuple[Stake, ...] = ()


@dataclass(frozen=True)
class LinkGiven:
    """A link from a new claim to one on the desk."""

    kind: LinkKind
    other: Claim


@dataclass(frozen=True)
class ImportGiven:
    """One run over a file: its batches share the key, so that they can be undone together."""

    file_name: str = ""
    key: str = field(default_factory=lambda: secrets.token_hex(16))


@dataclass(frozen=True)
class ClaimRow:
    """One line of a file of claims. An empty cell means nothing is known.

    A row without an external id is the claim that says the same of everything that the row names.
    """

    line: int
    external_id: str
    statement: str
    quote: str = ""
    speaker: str = ""
    article_url: str = ""
    article_title: str = ""
    said_on: ImpreciseDate = ImpreciseDate()
    question: str = ""  # several are joined by " | "
    fault: str = ""  # why it cannot be imported, whatever is on the desk
    kind: ClaimKind | None = None
    chain: tuple[str, ...] = ()  # nearest voice first; the last is the speaker
    chain_kinds: tuple[AttributionKind, ...] = ()  # of these voices, or nothing
    publisher: str = ""  # of the article
    published: ImpreciseDate = ImpreciseDate()  # of the article
    language: str = ""
    about_on: ImpreciseDate = ImpreciseDate()
    priority: Priority | None = None
    remarks: tuple[str, ...] = ()  # what the file says of it that is not imported

    @property
    def voices(self) -> tuple[str, ...]:
        return self.chain or ((self.speaker,) if self.speaker else ())

    @property
    def questions(self) -> tuple[str, ...]:
        return tuple(text for part in self.question.split(" | ") if (text := part.strip()))

    @property
    def told(self) -> list[tuple[str, str]]:
        """Return its other cells, labelled for the screen."""
        columns = {
            "Id": self.external_id,
            "Kind": in_words(self.kind),
            "Quote": self.quote,
            "Speaker": self.speaker,
            "Chain": " < ".join(self.chain),
            "Article": self.article_url or self.article_title,
            "Publisher": self.publisher,
            "Published": str(self.published),
            "Said on": str(self.said_on),
            "About": str(self.about_on),
            "Question": self.question,
            "Language": self.language,
            "Priority": in_words(self.priority),
        }
        return [(label, value) for label, value in columns.items() if value]


@dataclass(frozen=True)
class ArticleRow:
    """One line of a manifest, with the file it names."""

    line: int
    name: str
    upload: Upload | None = None
    given: ArticleGiven = ArticleGiven()
    fault: str = ""
    remarks: tuple[str, ...] = ()  # what of the row was not read

    @property
    def told(self) -> list[tuple[str, str]]:
        """Return its other cells, labelled for the screen."""
        given = self.given
        columns = {
            "File": self.name,
            "Publisher": given.publisher.name if given.publisher else "",
            "Published": str(given.published),
            "URL": given.url,
            "Language": given.language,
        }
        return [(label, value) for label, value in columns.items() if value]


@dataclass(frozen=True)
class EvidenceGiven:
    stance: Stance
    kind: EvidenceKind
    seen_in: SourceGiven
    origin_kind: OriginKind
    bears_on: BearsOn = BearsOn.WHOLE
    origin: SourceGiven | None = None
    origin_label: str = ""
    heard_via: SourceGiven | None = None
    derived_from: Evidence | None = None
    article: Article | None = None
    url: str = ""
    # Request a copy of the page, if there is neither an article nor a file.
    archive_url: bool = False
    title: str = ""
    quote: str = ""
    near: int | None = None
    checked_by_eye: bool = False
    quote_reason: str = ""
    translation: str = ""
    translated_by: str = ""
    published: ImpreciseDate = ImpreciseDate()
    note: str = ""
    searched: str = ""  # what was searched, where and for which days, if nothing was found
    custody: str = ""  # where an uploaded file came from

    @property
    def how_known(self) -> HowKnown:
        return how_known(self.origin_kind, self.heard_via)


def how_known(origin_kind: OriginKind, heard_via: object) -> HowKnown:
    """Return the answer of the evidence form's one question from how evidence stores it."""
    if origin_kind in (OriginKind.OWN_REPORTING, OriginKind.NOT_STATED):
        return HowKnown(origin_kind.value)
    return HowKnown.RELAYED if heard_via else HowKnown.DIRECT


@dataclass(frozen=True)
class AssessmentGiven:
    rating: Rating
    rationale: str
    confidence: Confidence


@dataclass(frozen=True)
class SignOffGiven:
    rationale: str
    confidence: Confidence
    change: VerdictChange | None = None  # required from the second version on
    reason: str = ""
    valid_from: datetime.date | None = None
    recheck_on: datetime.date | None = None
    overrides: dict[str, str] = field(default_factory=dict)  # policy rule to reason


@dataclass(frozen=True)
class ClosedMoment:
    """A moment that has passed: no action can be added to it. `actions.exports.close_moment` returns one."""

    at: datetime.datetime


@dataclass(frozen=True)
class ExportGiven:
    """An export that was read to its end: its parameters and its files."""

    filters: dict[str, str]  # the parameters of its URL, without as_of
    as_of: datetime.datetime
    files: tuple[dict[str, Any], ...]  # name, columns, rows and sha256 of each
    record_seq: int
    record_hash: str


@dataclass(frozen=True)
class DownloadGiven:
    """A file of an export that is whole and about to leave the desk."""

    file: str  # verdicts.csv, bundle.zip …
    filters: dict[str, str]  # the parameters of its URL, without as_of
    as_of: datetime.datetime
    rows: dict[str, int]  # by file or sheet
    size: int  # bytes
    sha256: str
    export: int | None = None  # whose changes they are


# Two shapes of one class, compared for the person whose page was older


@dataclass(frozen=True)
class Conflict:
    """One field in which the desk and a form differ, both as the screen shows them."""

    label: str
    theirs: str  # on the desk now
    yours: str  # as it was sent


def conflicts_between(
    theirs: object, yours: object, labels: Mapping[str, str]
) -> tuple[Conflict, ...]:
    """List the fields that differ between two shapes of one class, in the order of their labels.

    A field without a label is not compared: it is an order to the action, and no row holds it.
    """
    return tuple(
        Conflict(label, told, typed)
        for name, label in labels.items()
        if hasattr(yours, name)
        if (told := in_words(getattr(theirs, name))) != (typed := in_words(getattr(yours, name)))
    )


def described(given: object, labels: Mapping[str, str]) -> str:
    """Return the fields of a shape that say something, one a line."""
    told = [(label, in_words(getattr(given, name, ""))) for name, label in labels.items()]
    return "\n".join(f"{label}: {words}" for label, words in told if words)


def in_words(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Enum):
        return str(getattr(value, "label", value))
    if isinstance(value, tuple):
        return "\n".join(in_words(one) for one in value)
    if isinstance(value, Evidence):
        return f"E{value.pk}"
    if isinstance(value, Stake):
        told = [f"{value.source}: {value.get_party_display()}", value.side, value.interest]
        return ", ".join(one for one in told if one)
    if isinstance(value, Step):
        return _step_in_words(value)
    return value.name if isinstance(value, NewSource) else str(value)


def _step_in_words(step: Step) -> str:
    voice = ", ".join(filter(None, [step.label, in_words(step.source)]))
    told = [in_words(step.kind), step.cue and f"“{step.cue}”", str(step.date)]
    return f"{voice}: {', '.join(filter(None, told))}"
