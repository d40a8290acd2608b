"""What the machine suggests of an article: the sentences, who said them through whom, why, and the form they fill in."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.models import User
from django.db.models import Count, Exists, OuterRef
from django.urls import reverse

from claims import rules
from claims.enums import AttributionKind, DismissedAs, Role, SourceKind, SuggestionState
from claims.errors import Denial
from claims.extractors import READING_VERSION
from claims.extractors.worth.worth import REASONS
from claims.given import NewSource, Step
from claims.models import Article, Reading, Source, Suggestion
from claims.models.base import read_number
from claims.models.suggestions import SuggestedVoice
from claims.reads.sources.outlets import kind_of_outlet

from .article_text import Sentence

AT_ONCE = 20
# The key that dismisses a sentence as this.
KEYS = {
    DismissedAs.OPINION: "o",
    DismissedAs.PREDICTION: "p",
    DismissedAs.NOT_CHECKABLE: "n",
    DismissedAs.NOT_WORTH_IT: "w",
}
ORDERS = {"strongest": "strongest first", "text": "in reading order"}

# What a name that the desk does not know most likely is; the form shows it, and a person may say otherwise.
_BODIES = re.compile(
    r"\b(administration|agency|army|bank|cabinet|command|commission|committee|company|council|court|"
    r"department|embassy|forces|government|group|house|ministry|mission|navy|office|parliament|party|"
    r"police|service|side|union)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Said:
    """One voice of a chain, as the list prints it."""

    voice: str
    named: bool
    cue: str


@dataclass(frozen=True)
class Line:
    """A suggestion in the list."""

    pk: int
    words: str
    chain: tuple[Said, ...]
    about: tuple[str, ...]  # why it may be worth checking, and when it happens
    accept: str  # addresses of the page with the form filled in, and of the form alone
    edit: str
    accept_form: str
    edit_form: str
    in_text: bool
    dismissed: str = ""  # as what, and by whom
    mine: bool = False  # this person decided
    denial: Denial | None = None  # why that cannot be taken back


@dataclass
class Suggestions:
    """The suggestions of one article. Three queries."""

    article: Article
    user: User
    order: str = "strongest"
    whole: bool = False  # all that wait, not the first few
    asked: int = 0  # how often the page has asked while the text was being read

    @cached_property
    def _roles(self) -> frozenset[Role]:
        return rules.roles_of(self.user)

    @property
    def may_write(self) -> bool:
        return rules.has_power(self._roles, Role.RESEARCHER)

    @property
    def has_text(self) -> bool:
        return bool(self.article.snapshot and self.article.snapshot.body_sha256)

    @cached_property
    def _reading(self) -> Reading | None:
        return Reading.objects.filter(snapshot=self.article.snapshot_id).first()

    @cached_property
    def _all(self) -> list[Suggestion]:
        found = self.article.suggestions.select_related("decided_by")
        ordered = found.in_reading_order() if self.order == "text" else found.strongest_first()
        return list(ordered)

    @property
    def being_read(self) -> bool:
        """The desk's worker is about to."""
        return self.has_text and (self._reading is None or self._reading.version < READING_VERSION)

    @property
    def failed(self) -> bool:
        return self._reading is not None and self._reading.failed and not self.being_read

    @property
    def read_to(self) -> int:
        """Where the text was too long to be read to its end: how much of it was."""
        snapshot, reading = self.article.snapshot, self._reading
        if snapshot is None or reading is None or self.being_read:
            return 0
        return reading.characters if reading.characters < len(snapshot.text) else 0

    @cached_property
    def _waiting(self) -> list[Suggestion]:
        return [s for s in self._all if s.state == SuggestionState.WAITING]

    @property
    def waiting(self) -> int:
        return len(self._waiting)

    @property
    def accepted(self) -> int:
        return sum(s.state == SuggestionState.ACCEPTED for s in self._all)

    @cached_property
    def lines(self) -> list[Line]:
        return [self._line(s) for s in self._waiting[: None if self.whole else AT_ONCE]]

    @property
    def more(self) -> int:
        return self.waiting - len(self.lines)

    @cached_property
    def dismissed(self) -> list[Line]:
        """The latest first, which one may want to take back."""
        found = [s for s in self._all if s.state == SuggestionState.DISMISSED]
        found.sort(key=lambda s: (s.decided_at, s.pk), reverse=True)
        return [self._line(s) for s in found]

    @property
    def undo(self) -> int:
        """The last that this person dismissed, which is what a key takes back."""
        own = [line.pk for line in self.dismissed if line.mine]
        return own[0] if own else 0

    @property
    def sentences(self) -> list[Sentence]:
        """For the text that is shown: those that wait, and those that can be taken back."""
        return [
            Sentence(s.start, s.end, s.pk, waiting=s.state == SuggestionState.WAITING)
            for s in self._all
            if s.snapshot_id == self.article.snapshot_id and s.state != SuggestionState.ACCEPTED
        ]

    @property
    def numbers(self) -> str:
        """Of all that wait, for the script that marks them in the text."""
        return " ".join(str(s.pk) for s in self._waiting)

    @property
    def orders(self) -> list[tuple[str, str, bool]]:
        """Address, words, and whether it is the order shown."""
        return [(self.address(order=o), words, o == self.order) for o, words in ORDERS.items()]

    @property
    def reasons(self) -> list[tuple[str, str, str]]:
        """Why a sentence is dismissed: value, words, key."""
        return [(as_.value, as_.label, KEYS[as_]) for as_ in DismissedAs]

    def address(self, *, alone: bool = False, **changes: Any) -> str:
        """Of the article's page, or of the list alone, as they are shown now but for these changes."""
        shown = {"order": self.order, "all": int(self.whole)} | changes
        asked = {
            name: value
            for name, value in shown.items()
            if value and (name, value) != ("order", "strongest")
        }
        page = reverse("article_suggestions" if alone else "article_page", args=[self.article.pk])
        return f"{page}?{urlencode(asked)}" if asked else page

    @property
    def when_read(self) -> str:
        """Asked for while the text is being read; its answer marks the text as well."""
        return self.address(alone=True, unread=self.asked + 1)

    @property
    def pause(self) -> int:
        """Seconds until the page asks again: ever longer, for there may be no worker."""
        return int(min(2 ** (1 + self.asked // 4), 60))

    @property
    def whole_page(self) -> str:
        return self.address(all=1)

    @property
    def whole_here(self) -> str:
        return self.address(alone=True, all=1)

    def _line(self, suggestion: Suggestion) -> Line:
        form = reverse("claim_extract", args=[self.article.pk])
        asked = {"order": self.order} if self.order != "strongest" else {}
        accept = urlencode({"suggestion": suggestion.pk} | asked)
        edit = urlencode({"suggestion": suggestion.pk, "edit": 1} | asked)
        page = reverse("article_page", args=[self.article.pk])
        suggestion.article = self.article  # asked by the rule, and known
        return Line(
            pk=suggestion.pk,
            words=suggestion.words,
            chain=tuple(said(self.article, suggestion)),
            about=tuple(_about(suggestion)),
            accept=f"{page}?{accept}",
            edit=f"{page}?{edit}",
            accept_form=f"{form}?{accept}",
            edit_form=f"{form}?{edit}",
            in_text=suggestion.snapshot_id == self.article.snapshot_id,
            dismissed=_dismissed(suggestion),
            mine=suggestion.decided_by_id == self.user.pk,
            denial=rules.why_not_take_back(self._roles, suggestion),
        )


def _dismissed(suggestion: Suggestion) -> str:
    if not suggestion.dismissed_as:
        return ""
    by = suggestion.decided_by.get_username() if suggestion.decided_by else "command line"
    return f"{DismissedAs(suggestion.dismissed_as).label}, {by}"


def said(article: Article, suggestion: Suggestion) -> Sequence[Said]:
    """The publisher first, unless the chain begins with it."""
    steps = [
        Said(
            voice.in_full,
            voice.is_named,
            voice.cue or voice.kind.label,
        )
        for voice in suggestion.voices
    ]
    carrier = _carrier(article, suggestion)
    if carrier:
        steps = [Said(carrier, named=True, cue=""), *steps]
    publisher = article.publisher
    if publisher is None or _is_publisher(article, suggestion.voices[:1]):
        return steps
    return [Said(publisher.name, named=True, cue=""), *steps]


def _carrier(article: Article, suggestion: Suggestion) -> str:
    """Whose text the article carries: as the desk says, else as the text does; empty where the chain has it.

    A query unless `origin_hints` was prefetched.
    """
    original = article.republishes_source
    if article.republishes_article:
        original = article.republishes_article.publisher
    if article.is_republication:
        name = original.name if original else ""
    else:
        credited = [
            hint
            for hint in article.origin_hints.all()
            if hint.says_copied and hint.name and not hint.is_dismissed
        ]
        name = credited[0].name if credited else ""
    said = {voice.name.casefold() for voice in suggestion.voices}
    return "" if name.casefold() in said else name


def _is_publisher(article: Article, nearest: Sequence[SuggestedVoice]) -> bool:
    publisher = article.publisher
    if publisher is None or not nearest:
        return False
    names = {name.casefold() for name in (publisher.name, *publisher.alias_list)}
    return nearest[0].name.casefold() in names


def _about(suggestion: Suggestion) -> Sequence[str]:
    told = [REASONS.get(code, code.replace("_", " ")) for code in suggestion.reasons]
    if suggestion.about_on.is_known or suggestion.about_on.words:
        told.append(f"happens {suggestion.about_on}")
    return told


def with_suggestions(articles: Any, state: SuggestionState) -> Any:
    """Those of these articles that have a sentence of which this has become."""
    here = Suggestion.objects.filter(article=OuterRef("pk"), state=state)
    return articles.filter(Exists(here))


def suggestions_waiting(articles: Iterable[int]) -> dict[int, int]:
    """How many each of these articles has, if any. One query."""
    waiting = Suggestion.objects.waiting().filter(article__in=list(articles)).order_by()
    return dict(waiting.values_list("article").annotate(Count("pk")))


def suggestion_of(article: Article, number: str) -> Suggestion | None:
    """The one that an address names; None where a new reading took it away meanwhile."""
    found: Suggestion | None = article.suggestions.filter(pk=read_number(number) or 0).first()
    return found


def initial_of_suggestion(suggestion: Suggestion) -> dict[str, Any]:
    """What the claim form starts with, for a suggestion."""
    return {
        "quote": suggestion.words,
        "near": suggestion.start,
        "statement": suggestion.statement,
        "kind": suggestion.kind,
        "said_on": suggestion.said_on,
        "about_on": suggestion.about_on,
        "suggestion": suggestion.pk,
    }


def chain_of_suggestion(article: Article, suggestion: Suggestion) -> list[Step]:
    """Its voices as the form takes them: sources of the desk, else new ones, else as described."""
    steps: list[Step] = []
    if article.publisher and not _is_publisher(article, suggestion.voices[:1]):
        steps.append(Step(AttributionKind.REPORTED, article.publisher))
    if carrier := _carrier(article, suggestion):
        known = Source.objects.named(carrier) or NewSource(carrier, kind_of_outlet(carrier))
        steps.append(Step(AttributionKind.REPORTED, known))
    for voice in suggestion.voices:
        steps.append(
            Step(
                voice.kind,
                _source(voice.name, voice.title) if voice.is_named else None,
                "" if voice.is_named else voice.name[:200],
                voice.cue[:100],
                voice.date,
            )
        )
    return steps


def _source(name: str, title: str) -> Source | NewSource:
    known = Source.objects.named(name)
    if known:
        return known
    kind = SourceKind.PERSON
    if kind_of_outlet(name) == SourceKind.AGENCY:
        kind = SourceKind.AGENCY
    elif title:
        kind = SourceKind.OFFICIAL
    elif _BODIES.search(name) or " " not in name:
        kind = SourceKind.OFFICIAL_BODY
    return NewSource(name[:200], kind)
