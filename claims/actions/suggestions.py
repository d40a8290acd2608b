"""Suggest sentences worth checking, read from archived copies in the background, and record what people decide.

Suggestions are derived: they have no Event, and are created again whenever a text is read again. What a person
decided stays, in every copy that has the sentence.
"""

import logging
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from django.contrib.auth.models import User
from django.db import DatabaseError
from django.utils import timezone

from claims import rules
from claims.enums import AttributionKind, ClaimKind, DismissedAs, SuggestionState, Verb
from claims.errors import Invalid, refuse
from claims.extractors import READING_VERSION, Candidate, DateFound, Voice, read_text_bounded
from claims.extractors import Attribution as Attributed
from claims.extractors import Reading as Read
from claims.models import (
    Appearance,
    Article,
    ImpreciseDate,
    Reading,
    Snapshot,
    Suggestion,
)
from claims.models.articles import ArticleQuerySet
from claims.models.base import date_columns
from claims.models.canonical import sha256_hex
from claims.models.search.index import index_suggestions
from claims.models.search.words import words_of
from claims.models.suggestions import SuggestedVoice

from .background import alive, lease, task
from .origins import note_origins
from .record import Entry, Facts, action, lock, reference

log = logging.getLogger(__name__)

# Read at most this many characters, which takes a few seconds. The rest is left to people.
MOST_READ = 200_000
# Queue at most this many unread copies at once: after an upgrade there may be many.
MOST_RESUMED = 50

# A voice that did only this vouches for nothing except its words: one can check that it did.
_SAID_NOTHING = frozenset(
    {
        AttributionKind.ASKED,
        AttributionKind.EVADED,
        AttributionKind.DECLINED,
        AttributionKind.SILENT,
    }
)

# What a new reading overwrites while nobody has decided. The position is updated even after that.
_PLACE = ("snapshot", "start", "end")
_DERIVED = (
    *_PLACE, "words", "score", "reasons", "statement", "kind", "chain",
    *(f"{name}_{part}" for name in ("said_on", "about_on") for part in ("earliest", "latest", "words")),
    "state", "claim", "decided_at", "decided_by",
)  # fmt: skip


# --- reading ---


def ask_to_read(article: Article) -> None:
    """Queue the reading of its current copy, again if its details changed. For use inside an action.

    The task is queued in the same transaction: both or neither. What is not the article is not read.
    """
    copy = article.snapshot
    if copy is None or not copy.body_sha256 or not copy.is_article or copy.is_taken_down:
        return
    Reading.objects.filter(snapshot=copy).update(version=0)
    read_copy.enqueue(copy.pk)


@task(priority=-10)  # archiving comes first: a page may be gone tomorrow, its copy will not
def read_copy(snapshot_id: int) -> None:
    """Read one copy. If it was read already or a newer copy exists, there is nothing to do."""
    with lease(read_copy, snapshot_id) as is_ours:
        snapshot = Snapshot.objects.select_related("article").filter(pk=snapshot_id).first()
        if snapshot is not None and is_ours:
            read_article(snapshot)


def read_article(snapshot: Snapshot) -> bool:
    """Read an article's newest copy, unless this version has. Return True if it did.

    The reading holds no lock. Its result is stored in one transaction, under the record's lock.
    """
    article = snapshot.article
    assert article is not None  # no other copy is read
    if not Article.objects.filter(snapshot=snapshot).unread(READING_VERSION).exists():
        return False
    text = snapshot.text[:MOST_READ]
    known = _known(article, snapshot)
    folded = [(start, min(end, MOST_READ)) for start, end in known.folded if start < MOST_READ]
    read, characters, failed = Read(), len(text), False
    try:
        read, characters = read_text_bounded(
            text, article.language or None, article.published.exact, folded
        )
        note_origins(article, snapshot, read)
    except DatabaseError:
        raise  # the text is not at fault: it is read later
    except Exception:
        # Whatever a text does to the extractors, the failure is stored and the queue goes on.
        log.exception("snapshot %s could not be read", snapshot.pk)
        failed = True
    return _store(article, snapshot, known, read, characters, failed=failed)


class _Known(NamedTuple):
    """What decides how a copy is read, in addition to its text."""

    snapshot: int
    language: str
    published: ImpreciseDate
    folded: list[tuple[int, int]]


def _known(article: Article, snapshot: Snapshot) -> _Known:
    current = article.snapshot_id or 0
    return _Known(current, article.language, article.published, snapshot.folded)


def _store(
    article: Article,
    snapshot: Snapshot,
    known: _Known,
    read: Read,
    characters: int,
    *,
    failed: bool,
) -> bool:
    """Store the result. Return False if it is out of date: the task queued with the change will read it."""
    with lock():
        article = Article.objects.get(pk=article.pk)
        if known != _known(article, snapshot):
            return False
        _suggest(article, snapshot, read)
        Reading.objects.update_or_create(
            snapshot=snapshot,
            defaults={
                "version": READING_VERSION,
                "characters": characters,
                "failed": failed,
                "read_at": timezone.now(),
            },
        )
    return True


def _suggest(article: Article, snapshot: Snapshot, read: Read) -> None:
    """Store the suggestions. Seven queries, and one for each decided sentence that has moved."""
    known = {suggestion.key: suggestion for suggestion in article.suggestions.all()}
    extracted = _extracted_in(article, snapshot)
    fresh: list[Suggestion] = []
    times: Counter[str] = Counter()
    for candidate in read.candidates:
        found = _suggestion(article, snapshot, read, candidate)
        times[found.key] += 1
        found.key = sha256_hex(f"{found.key} {times[found.key]}")
        there = known.pop(found.key, None)
        if there is None or there.state == SuggestionState.WAITING:
            for appearance, span in extracted:
                if _same_words((found.start, found.end), span):
                    _accepted(found, appearance)
            fresh.append(found)
        elif any(getattr(there, name) != getattr(found, name) for name in _PLACE):
            for name in _PLACE:
                setattr(there, name, getattr(found, name))
            there.save(update_fields=_PLACE)
    gone = [s.pk for s in known.values() if s.state == SuggestionState.WAITING]
    Suggestion.objects.filter(pk__in=gone).delete()
    Suggestion.objects.bulk_create(
        fresh, update_conflicts=True, unique_fields=["article", "key"], update_fields=_DERIVED
    )
    index_suggestions(fresh)


def _suggestion(
    article: Article, snapshot: Snapshot, read: Read, candidate: Candidate
) -> Suggestion:
    """Return an unsaved suggestion. Its key still lacks the number that tells repeated sentences apart."""
    words = snapshot.text[candidate.start : candidate.end]
    chain = [read.attributions[number] for number in candidate.attributions]
    voiced = [step for step in chain if step.voice]
    last = voiced[-1] if voiced else None
    said_on = _said_on(article, candidate, last)
    silent = last is not None and last.kind in _SAID_NOTHING
    return Suggestion(
        article=article,
        snapshot=snapshot,
        start=candidate.start,
        end=candidate.end,
        words=words,
        key=" ".join(words_of(words)) or words,
        score=candidate.score,
        reasons=list(candidate.reasons),
        statement=candidate.statement or words,
        kind=ClaimKind.QUOTE if silent else ClaimKind.FACTUAL,
        chain=[voice.as_json() for step in voiced for voice in _voices(step, snapshot.text)],
        **date_columns("said_on", said_on),
        **date_columns("about_on", _day(candidate.date)),
    )


def _said_on(article: Article, candidate: Candidate, last: Attributed | None) -> ImpreciseDate:
    """Return when it was said: on the day that the sentence names, or on none that is known.

    What the outlet says itself, it says on the day of publication.
    """
    if last:
        return _day(last.date)
    return _day(candidate.told_on) if candidate.is_told else article.published


def _voices(step: Attributed, text: str) -> Iterator[SuggestedVoice]:
    """Yield a voice, and before it the one that it spoke to: who "told the agency" is heard through the agency."""
    if step.heard_by:
        yield _voice(step.heard_by, AttributionKind.REPORTED, "", ImpreciseDate())
    assert step.voice is not None  # others have no place in a chain
    cue = " ".join(text[start:end] for start, end in step.cue)
    yield _voice(step.voice, AttributionKind(step.kind), cue, _day(step.date))


def _voice(voice: Voice, kind: AttributionKind, cue: str, date: ImpreciseDate) -> SuggestedVoice:
    return SuggestedVoice(voice.name, voice.named, voice.title, kind, cue, date)


def _day(found: DateFound | None) -> ImpreciseDate:
    if found is None:
        return ImpreciseDate()
    return ImpreciseDate(found.earliest, found.latest, found.words[:200])


def _extracted_in(article: Article, snapshot: Snapshot) -> list[tuple[Appearance, tuple[int, int]]]:
    """Return where the words of the article's claims are in this copy. Two queries."""
    appearances = article.appearances.select_related("created_by").prefetch_related("anchors")
    return [
        (appearance, (anchor.start, anchor.end))
        for appearance in appearances.order_by("-pk")
        for anchor in appearance.anchors.all()
        if anchor.snapshot_id == snapshot.pk
    ]


def _overlap(one: tuple[int, int], other: tuple[int, int]) -> int:
    return max(0, min(one[1], other[1]) - max(one[0], other[0]))


def _same_words(sentence: tuple[int, int], quote: tuple[int, int]) -> bool:
    """Return True if half of the shorter overlaps: a selection may slip into the next sentence."""
    shorter = min(sentence[1] - sentence[0], quote[1] - quote[0])
    return 2 * _overlap(sentence, quote) >= shorter


def read_all(articles: ArticleQuerySet) -> Iterator[tuple[int, int]]:
    """Read the unread ones of these articles, oldest first. Yield how many are done, and of how many.

    It can be stopped at any time and run again. It takes no leases: a worker that was killed holds its own for a
    while, and what two read at once is stored once.
    """
    unread = articles.unread(READING_VERSION).order_by("pk").values_list("snapshot", flat=True)
    copies = list(unread)
    for number, pk in enumerate(copies, start=1):
        read_article(Snapshot.objects.select_related("article").get(pk=pk))
        yield number, len(copies)


def forget_readings() -> None:
    """Mark everything as unread. Suggestions stay until their text is read again."""
    Reading.objects.update(version=0)


def resume() -> int:
    """Queue copies that no task is going to read: their worker died, or the extractors are newer.

    A limited number at a time. Cheap if there is nothing to do: one read.
    """
    found = Article.objects.unread(READING_VERSION).order_by("-pk")
    unread = list(found.values_list("snapshot", flat=True)[:MOST_RESUMED])
    known = alive(read_copy) if unread else set()
    lost = [pk for pk in unread if pk not in known]
    for pk in lost:
        read_copy.enqueue(pk)
    return len(lost)


# --- deciding ---


@action
def dismiss_suggestion(
    entry: Entry, suggestion: Suggestion, as_: DismissedAs, *, by: User | None
) -> Suggestion:
    """Dismiss a suggestion: it is not a claim to check. It stays dismissed when the text is read again."""
    suggestion.refresh_from_db()
    refuse(rules.why_not_dismiss(rules.roles_of(by), suggestion))
    before = _decided(suggestion) if suggestion.dismissed_as else {}
    if suggestion.dismissed_as == as_:
        entry.no_change()
        return suggestion
    _decide(suggestion, SuggestionState.DISMISSED, entry, by=by, dismissed_as=as_)
    entry.write(
        Verb.SUGGESTION_DISMISSED,
        suggestion.article,
        by=by,
        before=before,
        after=_decided(suggestion),
    )
    return suggestion


@action
def restore_suggestion(entry: Entry, suggestion: Suggestion, *, by: User | None) -> Suggestion:
    """Restore a suggestion that was dismissed by mistake."""
    suggestion.refresh_from_db()
    refuse(rules.why_not_take_back(rules.roles_of(by), suggestion))
    if suggestion.state == SuggestionState.WAITING:
        entry.no_change()
        return suggestion
    before = _decided(suggestion)
    _decide(suggestion, SuggestionState.WAITING, entry, by=by)
    entry.write(Verb.SUGGESTION_RESTORED, suggestion.article, by=by, before=before)
    return suggestion


def accept_extracted(
    entry: Entry,
    appearance: Appearance,
    *,
    by: User | None,
    suggestion: Suggestion | None = None,
) -> None:
    """Accept the suggestion that the claim was extracted from, and all others with these words.

    For use inside an action. Three queries. The first claim extracted from a sentence stays with it.
    """
    if suggestion and suggestion.article_id != appearance.article_id:
        raise Invalid("suggestion", "other_article", "This suggestion is from another article.")
    if appearance.article_id is None:
        return
    places = list(appearance.anchors.values_list("snapshot", "start", "end"))
    there = Suggestion.objects.filter(
        article=appearance.article_id, snapshot__in={place[0] for place in places}
    )
    extracted = {
        pk
        for pk, snapshot, start, end in there.values_list("pk", "snapshot", "start", "end")
        if any(copy == snapshot and _same_words((start, end), (a, b)) for copy, a, b in places)
    }
    if suggestion:
        extracted.add(suggestion.pk)
    if extracted:
        found = Suggestion.objects.filter(pk__in=extracted)
        found.exclude(state=SuggestionState.ACCEPTED).update(
            state=SuggestionState.ACCEPTED,
            dismissed_as="",
            claim=appearance.claim_id,
            decided_at=entry.at,
            decided_by=by,
        )


def suggestion_fact(suggestion: Suggestion) -> Facts:
    """Return what an Event says of the suggestion that was accepted."""
    return {"suggestion": reference(suggestion)}


def _accepted(suggestion: Suggestion, appearance: Appearance) -> None:
    """Mark a suggestion as accepted: its claim was extracted before it was suggested."""
    suggestion.state = SuggestionState.ACCEPTED
    suggestion.claim_id = appearance.claim_id
    suggestion.decided_at = appearance.created_at
    suggestion.decided_by = appearance.created_by


def _decide(
    suggestion: Suggestion,
    state: SuggestionState,
    entry: Entry,
    *,
    by: User | None,
    dismissed_as: str = "",
) -> None:
    suggestion.state, suggestion.dismissed_as = state, dismissed_as
    suggestion.decided_at, suggestion.decided_by = entry.at, by
    suggestion.save(update_fields=["state", "dismissed_as", "decided_at", "decided_by"])


def _decided(suggestion: Suggestion) -> Facts:
    return suggestion_fact(suggestion) | {"dismissed_as": suggestion.dismissed_as}
