"""How every action runs: under the record's lock, in one transaction, with exactly one Event appended."""

import datetime
import functools
import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import fields, is_dataclass
from typing import Concatenate, ParamSpec, TypeVar

from django.contrib.auth.models import User
from django.db import IntegrityError, models, transaction
from django.utils import timezone

from claims.enums import Verb
from claims.errors import Denial, Refused
from claims.given import NewSource
from claims.models import (
    Article,
    CaptureRequest,
    Claim,
    ClaimLink,
    Event,
    Import,
    ImpreciseDate,
    OriginHint,
    Question,
    RecordHead,
    Source,
    Suggestion,
    state,
)
from claims.models.account_names import COMMAND_LINE, neutral_name
from claims.models.canonical import canonical_json, sha256_hex

from .source_names import compared_names

P = ParamSpec("P")
R = TypeVar("R")
Facts = dict[str, object]  # by name: what JSON holds, moments and dates

LONGEST_TEXT = 1_000  # characters; the record keeps only a digest of a longer text

_clock: ContextVar[Callable[[], datetime.datetime]] = ContextVar("clock", default=timezone.now)


@contextmanager
def clock(tell: Callable[[], datetime.datetime]) -> Iterator[None]:
    """Run actions on another clock. Only the demo uses it: its days are in the past."""
    token = _clock.set(tell)
    try:
        yield
    finally:
        _clock.reset(token)


def current_time() -> datetime.datetime:
    """Return the time on the clock that actions run on."""
    return _clock.get()()


class Entry:
    """The Event that an action is about to append, and the moment at which it happens."""

    def __init__(self, head: RecordHead) -> None:
        self._head = head
        self.changes_nothing = False
        self.event: Event | None = None
        # Called after the commit, without the lock.
        self.afterwards: list[Callable[[], object]] = []
        now = current_time()
        self.at = max(now, head.at) if head.at else now  # time never runs backwards

    @property
    def next_seq(self) -> int:
        """The number of the Event, for rows that name it."""
        return self._head.seq + 1

    def find_repeat(self, token: str | None) -> Event | None:
        """Return the Event of the same form, if it was submitted before.

        The action then returns what that Event is about, and does nothing twice.
        """
        event = Event.objects.filter(token=token).first() if token else None
        if event is not None:
            self.changes_nothing = True
        return event

    def no_change(self) -> None:
        """Say that there is nothing to change, so that no Event is missed."""
        self.changes_nothing = True

    def write(
        self,
        verb: Verb,
        about: models.Model,
        *,
        by: User | None,
        claim: Claim | None = None,
        before: Mapping[str, object] | None = None,
        after: Mapping[str, object] | None = None,
        reason: str = "",
        token: str | None = None,
    ) -> Event:
        """Say what the Event tells; it is appended when the action has returned. `by` is None for the command line.

        `before` and `after` hold codes, ids, names as they are now and what people typed: never a label
        or a sentence of ours, which reads/record/sentences.py adds when the Event is shown.
        """
        if self.event:
            raise RuntimeError(f"one action, one Event: {verb} came after {self.event}")
        event = Event(
            seq=self.next_seq,
            at=self.at,
            by=by,
            by_name=neutral_name(by.pk) if by else COMMAND_LINE,
            verb=verb,
            object_type=about._meta.model_name or "",
            object_id=about.pk,
            claim=claim,
            claim_revision=claim.revision if claim else None,
            before=_as_stored(before or {}),
            after=_as_stored(after or {}),
            reason=_shorten_text(reason),
            token=token or None,
            previous_hash=self._head.hash,
        )
        self.event = event
        return event

    def append(self) -> None:
        """Append the Event, with a digest of every row that the action wrote."""
        event = self.event
        if event is None:
            return
        rows = list(_written())
        state.tell(event.seq, rows)
        event.state = state.sum_of(rows)
        event.hash = event.computed_hash()
        event.save(force_insert=True)
        RecordHead.objects.filter(pk=1).update(seq=event.seq, hash=event.hash, at=event.at)


def _written() -> Iterator[tuple[str, int, str]]:
    """Yield the table, key and digest of each row written since the last Event. A query for each table, and two."""
    for table, keys in state.touched().items():
        found = dict(state.digests(table, keys))
        for key in keys:
            yield table, key, found.get(key, state.GONE)


@contextmanager
def lock() -> Iterator[RecordHead]:
    """Hold the record's lock until the block ends, in a transaction that then commits.

    It locks the one row of RecordHead. Every action holds it, so that actions run one after another on
    both databases: what is read under it stays true until the commit. (SQLite locks the whole database
    as the transaction begins, because it is IMMEDIATE.)

    Take it first: what was read before may no longer be true. So it refuses to run inside another
    transaction, except in a batch. Hold it briefly: everybody else who saves waits, 20 s at most.
    """
    with transaction.atomic(durable=not _in_batch.get()):
        yield RecordHead.objects.select_for_update().get(pk=1)


# In a batch the actions share one transaction, so that none of them is durable alone.
_in_batch: ContextVar[bool] = ContextVar("in_batch", default=False)


@contextmanager
def batch() -> Iterator[None]:
    """Run several actions under one lock: all of them are kept, or none. The demo is loaded so."""
    with lock():
        token = _in_batch.set(True)
        try:
            yield
        finally:
            _in_batch.reset(token)


def action(function: Callable[Concatenate[Entry, P], R]) -> Callable[P, R]:
    """Run the function as one action, under the record's lock.

    An action that returns without its Event is rolled back: a change that the record does not know
    of must not happen.
    """

    @functools.wraps(function)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        if kwargs.get("token"):
            kwargs["token"] = _submission_key(function.__name__, args, kwargs)
        with _refusing_what_is_gone(), compared_names((args, kwargs)), lock() as head:
            if head.seq:  # what is noted before the first Event is what an empty desk starts with
                state.touched()
            entry = Entry(head)
            result = function(entry, *args, **kwargs)
            if entry.event is None and not entry.changes_nothing:
                raise RuntimeError(f"{function.__name__} wrote no Event")
            entry.append()
        for follow_up in entry.afterwards:
            follow_up()
        return result

    return run


_MAY_BE_GONE = (
    Article.DoesNotExist,
    CaptureRequest.DoesNotExist,
    Claim.DoesNotExist,
    ClaimLink.DoesNotExist,
    OriginHint.DoesNotExist,
    Question.DoesNotExist,
    Source.DoesNotExist,
    Suggestion.DoesNotExist,
)


@contextmanager
def _refusing_what_is_gone() -> Iterator[None]:
    """Refuse to act on a row that was on the page and is removed since.

    Its import was undone, its link was removed, or its copy was taken down or read again.
    Both databases check most foreign keys when the transaction commits.
    """
    try:
        yield
    except _MAY_BE_GONE as error:
        raise Refused(_GONE) from error
    except IntegrityError as error:
        if "foreign key" not in str(error).lower():
            raise
        raise Refused(_GONE) from error


_GONE = Denial("gone", "Somebody removed this after the page was loaded. Nothing was saved.")


def _submission_key(name: str, args: object, kwargs: object) -> str:
    """Return a digest of the form's token, of who submitted it and of what was submitted.

    Words that were changed after going Back are other words, and must not be lost.
    """
    return sha256_hex(repr((name, _identity(args), _identity(kwargs))))


def _identity(value: object) -> object:
    """Return what tells two submitted values apart: a row by its key, however it has changed since."""
    if isinstance(value, Source | NewSource):
        # New when the form was submitted first, on the desk the second time.
        return value.name.casefold()
    if isinstance(value, models.Model) and value.pk is not None:
        return (value._meta.label, value.pk)
    if isinstance(value, models.Model):
        return [(f.attname, repr(getattr(value, f.attname))) for f in value._meta.concrete_fields]
    if isinstance(value, bytes):
        return hashlib.sha256(value).hexdigest()
    if is_dataclass(value) and not isinstance(value, type):
        # A field that is not compared was worked out from the others, and may come out otherwise the next time.
        return [(f.name, _identity(getattr(value, f.name))) for f in fields(value) if f.compare]
    if isinstance(value, dict):
        return sorted((str(key), _identity(item)) for key, item in value.items())
    if isinstance(value, (list, tuple)):
        return [_identity(item) for item in value]
    return repr(value)


def facts(row: models.Model, *names: str) -> Facts:
    """Return fields of a row as the record keeps them: relations with their id and present name."""
    return {name: _as_recorded(getattr(row, name)) for name in names}


def changed(before: Mapping[str, object], after: Mapping[str, object]) -> tuple[Facts, Facts]:
    """Return only what differs, of both."""
    names = [name for name in after if before.get(name) != after[name]]
    return {name: before.get(name) for name in names}, {name: after[name] for name in names}


# The column with the name that people gave to a row. Other rows have only a number.
_NAMES: Mapping[type[models.Model], str] = {
    Article: "headline",
    Claim: "statement",
    Import: "file_name",
    Question: "text",
    Source: "name",
    Suggestion: "words",
}


def reference(row: models.Model) -> Facts:
    """Return the row's id and, if people gave it a name, its current name. Of an account only its number."""
    if isinstance(row, User):
        return {"account": row.pk}
    column = _NAMES.get(type(row))
    return {"id": row.pk} | ({"name": getattr(row, column)} if column else {})


def _as_recorded(value: object) -> object:
    if isinstance(value, models.Model):
        return reference(value)
    if isinstance(value, ImpreciseDate):
        return str(value)
    if isinstance(value, models.Manager):  # a claim's questions
        return [reference(row) for row in value.all()]
    return value


def _as_stored(values: Mapping[str, object]) -> Facts:
    """Return the values as a JSON column gives them back, so that the hash can be computed again."""
    stored: Facts = json.loads(canonical_json(_shorten(dict(values))))
    return stored


def _shorten(value: object) -> object:
    """Replace every long text in the value by its digest."""
    if isinstance(value, str):
        return _shorten_text(value)
    if isinstance(value, dict):
        return {str(key): _shorten(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_shorten(item) for item in value]
    return value


def _shorten_text(text: str) -> str:
    if len(text) <= LONGEST_TEXT:
        return text
    return f"sha256:{sha256_hex(text)}:{len(text)}"
