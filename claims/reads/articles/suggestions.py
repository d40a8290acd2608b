"""Sentences that the machine suggests from an article: who said them, why they may be worth checking, and the claim form they fill in."""

import re
from collections.abc import Iterable, Mapping, Sequence
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
from claims.extractors import READING_VERSION, searched_length
from claims.extractors.worth.worth import REASONS
from claims.given import NewSource, Step
from claims.models import Article, Reading, Source, Suggestion
from claims.models.base import read_number
from claims.models.suggestions import SuggestedVoice

from .article_text import SuggestedSentence
from .outlets import kind_of_outlet

AT_ONCE = 20
# The key for each reason to dismiss a sentence.
KEYS = {
    DismissedAs.OPINION: "o",
    DismissedAs.PREDICTION: "p",
    DismissedAs.NOT_CHECKABLE: "n",
    DismissedAs.NOT_WORTH_IT: "w",
}
ORDERS = {"strongest": "strongest first", "text": "in reading order"}

# An unknown name with one of these words is most likely an official body. The form shows the guess; a person can change it.
_BODIES = re.compile(
    r"\b(administration|agency|army|bank|cabinet|command|commission|committee|company|council|court|"
    r"department|embassy|forces|government|group|house|ministry|mission|navy|office|parliament|party|"
    r"police|service|side|union)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class ChainStep:
    """One voice of a suggested chain of attribution."""

    voice: str
    named: bool
    cue: str


@dataclass(frozen=True)
class SuggestionRow:
    """A suggestion in the list."""

    pk: int
    words: str
    chain: tuple[ChainStep, ...]
    reasons: tuple[str, ...]  # why it may be worth checking, and when it happens
    accept_url: str  # the page with the claim form filled in
    accept_form_url: str  # the claim form alone
    is_in_text: bool
    dismissed: str = ""  # the reason, and who dismissed it
    denial: Denial | None = None  # why the dismissal cannot be taken back
    is_last_own: bool = False  # the last one this person dismissed: a key takes it back


@dataclass(frozen=True)
class Order:
    url: str
    label: str
    is_current: bool


@dataclass(frozen=True)
class DismissalReason:
    code: str
    label: str
    key: str


@dataclass
class Suggestions:
    """The suggestions of one article. Three queries."""

    article: Article
    user: User
    order: str = "strongest"
    whole: bool = False  # show all that wait, not only the first few
    polls: int = 0  # how often the page has polled while the text was being read

    @cached_property
    def _roles(self) -> frozenset[Role]:
        return rules.roles_of(self.user)

    @property
    def can_write(self) -> bool:
        return rules.has_power(self._roles, Role.RESEARCHER)

    @property
    def has_text(self) -> bool:
        copy = self.article.snapshot
        return copy is not None and bool(copy.body_sha256) and not copy.is_taken_down

    @property
    def is_no_article(self) -> bool:
        """The current copy is not the article: nothing is suggested from it."""
        return self.has_text and not self._is_article

    @property
    def _is_article(self) -> bool:
        return bool(self.article.snapshot and self.article.snapshot.is_article)

    @cached_property
    def _reading(self) -> Reading | None:
        return Reading.objects.filter(snapshot=self.article.snapshot_id).first()

    @cached_property
    def _all(self) -> list[Suggestion]:
        found = self.article.suggestions.select_related("decided_by")
        ordered = found.in_reading_order() if self.order == "text" else found.strongest_first()
        return list(ordered)

    @property
    def is_being_read(self) -> bool:
        """The worker has not read this copy yet, or only with an older version."""
        unread = self._reading is None or self._reading.version < READING_VERSION
        return self.has_text and self._is_article and unread

    @property
    def has_failed(self) -> bool:
        return self._reading is not None and self._reading.failed and not self.is_being_read

    @property
    def _was_read(self) -> bool:
        return self.has_text and self._is_article and not self.is_being_read and not self.has_failed

    @property
    def is_all_decided(self) -> bool:
        """There were suggestions, and a person has decided on each."""
        return self._was_read and bool(self._all) and not self._waiting

    @property
    def has_none(self) -> bool:
        """The text was read, and nothing in it was worth suggesting."""
        return self._was_read and not self._all

    @property
    def read_to(self) -> int:
        """How many characters were read, if the text was too long to read to its end; else 0."""
        snapshot, reading = self.article.snapshot, self._reading
        if snapshot is None or reading is None or self.is_being_read:
            return 0
        return reading.characters if reading.characters < len(snapshot.text) else 0

    @property
    def boilerplate_searched_to(self) -> int:
        """How many characters were searched for page boilerplate, if the text was too long to search all; else 0."""
        text = self.article.snapshot.text if self.article.snapshot else ""
        searched = searched_length(text)
        return searched if text[searched:].strip() else 0

    @cached_property
    def _waiting(self) -> list[Suggestion]:
        return [s for s in self._all if s.state == SuggestionState.WAITING]

    @property
    def waiting(self) -> int:
        return len(self._waiting)

    @cached_property
    def rows(self) -> list[SuggestionRow]:
        return [self._row_of(s) for s in self._waiting[: None if self.whole else AT_ONCE]]

    @property
    def more(self) -> int:
        return self.waiting - len(self.rows)

    @cached_property
    def dismissed(self) -> list[SuggestionRow]:
        """The last dismissed first: a person may want to take that back."""
        found = [s for s in self._all if s.state == SuggestionState.DISMISSED]
        found.sort(key=lambda s: (s.decided_at, s.pk), reverse=True)
        last_own = next((s.pk for s in found if s.decided_by_id == self.user.pk), 0)
        return [self._row_of(s, is_last_own=s.pk == last_own) for s in found]

    @property
    def sentences(self) -> list[SuggestedSentence]:
        """The sentences to mark in the text: those that wait, and those that can be taken back."""
        return [
            SuggestedSentence(s.start, s.end, s.pk, waiting=s.state == SuggestionState.WAITING)
            for s in self._all
            if s.snapshot_id == self.article.snapshot_id and s.state != SuggestionState.ACCEPTED
        ]

    @property
    def numbers(self) -> str:
        """The ids of all that wait, for the script that marks them in the text."""
        return " ".join(str(s.pk) for s in self._waiting)

    @property
    def orders(self) -> list[Order]:
        return [
            Order(self.address(order=order), label, order == self.order)
            for order, label in ORDERS.items()
        ]

    @property
    def dismissal_reasons(self) -> list[DismissalReason]:
        return [DismissalReason(as_.value, str(as_.label), KEYS[as_]) for as_ in DismissedAs]

    def address(self, *, alone: bool = False, **changes: Any) -> str:
        """Return the URL of the article's page, or of the list alone, as shown now but for `changes`."""
        shown = {"order": self.order, "all": int(self.whole)} | changes
        query = {
            name: value
            for name, value in shown.items()
            if value and (name, value) != ("order", "strongest")
        }
        page = reverse("article_suggestions" if alone else "article_page", args=[self.article.pk])
        return f"{page}?{urlencode(query)}" if query else page

    @property
    def page_url(self) -> str:
        return self.address()

    @property
    def poll_url(self) -> str:
        """The list alone, polled while the text is being read. Once it is, the response marks the text, too."""
        return self.address(alone=True, unread=self.polls + 1)

    @property
    def pause(self) -> int:
        """Seconds until the page polls again: longer each time, because there may be no worker."""
        return int(min(2 ** (1 + self.polls // 4), 60))

    @property
    def all_page_url(self) -> str:
        return self.address(all=1)

    @property
    def all_list_url(self) -> str:
        return self.address(alone=True, all=1)

    def _row_of(self, suggestion: Suggestion, *, is_last_own: bool = False) -> SuggestionRow:
        form = reverse("claim_extract", args=[self.article.pk])
        kept = {"order": self.order} if self.order != "strongest" else {}
        accept = urlencode({"suggestion": suggestion.pk} | kept)
        page = reverse("article_page", args=[self.article.pk])
        suggestion.article = self.article  # the rule reads it; this saves a query
        return SuggestionRow(
            pk=suggestion.pk,
            words=suggestion.words,
            chain=tuple(chain_steps(self.article, suggestion)),
            reasons=tuple(_reasons(suggestion)),
            accept_url=f"{page}?{accept}",
            accept_form_url=f"{form}?{accept}",
            is_in_text=suggestion.snapshot_id == self.article.snapshot_id,
            dismissed=_dismissed(suggestion),
            denial=rules.why_not_take_back(self._roles, suggestion),
            is_last_own=is_last_own,
        )


def _dismissed(suggestion: Suggestion) -> str:
    if not suggestion.dismissed_as:
        return ""
    by = suggestion.decided_by.get_username() if suggestion.decided_by else "command line"
    return f"{DismissedAs(suggestion.dismissed_as).label}, {by}"


def chain_steps(article: Article, suggestion: Suggestion) -> Sequence[ChainStep]:
    """Return the chain for the list: the publisher first, unless the chain already starts with it."""
    steps = [
        ChainStep(
            voice.in_full,
            voice.is_named,
            voice.cue or voice.kind.label,
        )
        for voice in suggestion.voices
    ]
    carrier = _carrier(article, suggestion)
    if carrier:
        steps = [ChainStep(carrier, named=True, cue=""), *steps]
    publisher = article.publisher
    if publisher is None or _is_publisher(article, suggestion.voices[:1]):
        return steps
    return [ChainStep(publisher.name, named=True, cue=""), *steps]


def _carrier(article: Article, suggestion: Suggestion) -> str:
    """Return who first published the text: as the desk says, else as the text credits.

    Empty if nobody is known, or the chain names them already. A query unless `origin_hints` is prefetched.
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
    in_chain = {voice.name.casefold() for voice in suggestion.voices}
    return "" if name.casefold() in in_chain else name


def _is_publisher(article: Article, nearest: Sequence[SuggestedVoice]) -> bool:
    publisher = article.publisher
    if publisher is None or not nearest:
        return False
    names = {name.casefold() for name in (publisher.name, *publisher.alias_list)}
    return nearest[0].name.casefold() in names


def _reasons(suggestion: Suggestion) -> Sequence[str]:
    reasons = [REASONS.get(code, code.replace("_", " ")) for code in suggestion.reasons]
    if suggestion.about_on.is_known or suggestion.about_on.words:
        reasons.append(f"happens on {suggestion.about_on}")
    return reasons


def with_suggestions(articles: Any, state: SuggestionState) -> Any:
    """Return the articles that have a suggestion in this state."""
    here = Suggestion.objects.filter(article=OuterRef("pk"), state=state)
    return articles.filter(Exists(here))


def suggestions_waiting(articles: Iterable[int]) -> dict[int, int]:
    """Return how many suggestions wait in each article; articles without any are left out. One query."""
    waiting = Suggestion.objects.waiting().filter(article__in=list(articles)).order_by()
    return dict(waiting.values_list("article").annotate(Count("pk")))


def suggestion_of(article: Article, number: str) -> Suggestion | None:
    """Return the suggestion that a URL names, or None if a new reading has removed it."""
    found: Suggestion | None = article.suggestions.filter(pk=read_number(number) or 0).first()
    return found


def initial_of_suggestion(suggestion: Suggestion) -> dict[str, Any]:
    """Return the initial values of the claim form for a suggestion."""
    return {
        "quote": suggestion.words,
        "near": suggestion.start,
        "statement": suggestion.statement,
        "kind": suggestion.kind,
        "said_on": suggestion.said_on,
        "about_on": suggestion.about_on,
        "suggestion": suggestion.pk,
    }


def names_in_chain(article: Article, suggestion: Suggestion) -> set[str]:
    """Return the names that the chain of a suggestion looks for among the sources."""
    names = {voice.name for voice in suggestion.voices if voice.is_named}
    return {name for name in (*names, _carrier(article, suggestion)) if name}


def chain_of_suggestion(
    article: Article, suggestion: Suggestion, known: Mapping[str, Source] | None = None
) -> list[Step]:
    """Return the chain for the claim form: known sources, else new ones, else the description of an unnamed voice.

    `known` has the sources of `names_in_chain`, for many suggestions at once. Without it, up to three queries a voice.
    """
    steps: list[Step] = []
    if article.publisher and not _is_publisher(article, suggestion.voices[:1]):
        steps.append(Step(AttributionKind.REPORTED, article.publisher))
    if carrier := _carrier(article, suggestion):
        found = Source.objects.named(carrier) if known is None else known.get(carrier)
        original = found or NewSource(carrier, kind_of_outlet(carrier))
        steps.append(Step(AttributionKind.REPORTED, original))
    for voice in suggestion.voices:
        steps.append(
            Step(
                voice.kind,
                _source(voice.name, voice.title, known) if voice.is_named else None,
                "" if voice.is_named else voice.name[:200],
                voice.cue[:100],
                voice.date,
            )
        )
    return steps


def _source(name: str, title: str, known: Mapping[str, Source] | None) -> Source | NewSource:
    """Return the source of that name, or of that name in another grammatical case, or else a new one. Three queries."""
    if known is None:
        found = Source.objects.named(name) or Source.objects.in_another_case(name)
    else:
        found = known.get(name)
    return found or NewSource(name[:200], kind_of_voice(name, title))


def kind_of_voice(name: str, title: str) -> SourceKind:
    """Return what a voice that is not on the desk most likely is."""
    if kind_of_outlet(name) == SourceKind.AGENCY:
        return SourceKind.AGENCY
    if title:
        return SourceKind.OFFICIAL
    if _BODIES.search(name) or " " not in name:
        return SourceKind.OFFICIAL_BODY
    return SourceKind.PERSON
