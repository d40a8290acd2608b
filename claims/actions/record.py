"""How every action runs: one transaction, the record's head locked first, exactly one Event appended."""

import datetime
import functools
import hashlib
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import fields, is_dataclass
from typing import Any, Concatenate, ParamSpec, TypeVar

from django.contrib.auth.models import User
from django.db import models, transaction
from django.utils import timezone

from claims.enums import Verb
from claims.given import NewSource
from claims.models import Claim, Event, ImpreciseDate, RecordHead, Source
from claims.models.canonical import canonical_json, sha256_hex

P = ParamSpec("P")
R = TypeVar("R")

LONGEST_TEXT = 1_000  # longer texts stand in the record as digests

_clock: ContextVar[Callable[[], datetime.datetime]] = ContextVar("clock", default=timezone.now)


@contextmanager
def clock(tell: Callable[[], datetime.datetime]) -> Iterator[None]:
    """Run actions on another clock. The demo desk's alone: its days lie in the past."""
    token = _clock.set(tell)
    try:
        yield
    finally:
        _clock.reset(token)


class Entry:
    """The open line of the record while an action runs."""

    def __init__(self, head: RecordHead) -> None:
        self._head = head
        self.nothing_done = False
        self.written: Event | None = None
        now = _clock.get()()
        self.at = max(now, head.at) if head.at else now  # time never runs backwards

    def done_before(self, token: str | None) -> Event | None:
        """The Event of the same form sent earlier: its result is the answer, nothing is done twice."""
        event = Event.objects.filter(token=token).first() if token else None
        if event is not None:
            self.nothing_done = True
        return event

    def nothing(self) -> None:
        """The action found that there is nothing to change."""
        self.nothing_done = True

    def write(
        self,
        verb: Verb,
        about: models.Model,
        *,
        by: User | None,
        claim: Claim | None = None,
        before: dict[str, Any] | None = None,
        after: dict[str, Any] | None = None,
        reason: str = "",
        token: str | None = None,
    ) -> Event:
        """Append the Event. `by` is None for the command line."""
        if self.written:
            raise RuntimeError(f"one action, one Event: {self.written} stands, {verb} came second")
        event = Event(
            seq=self._head.seq + 1,
            at=self.at,
            by=by,
            by_name=by.get_username() if by else "command line",
            verb=verb,
            object_type=about._meta.model_name or "",
            object_id=about.pk,
            claim=claim,
            claim_revision=claim.revision if claim else None,
            before=_plain(before or {}),
            after=_plain(after or {}),
            reason=_brief(reason),
            token=token or None,
            previous_hash=self._head.hash,
        )
        event.hash = event.computed_hash()
        event.save(force_insert=True)
        RecordHead.objects.filter(pk=1).update(seq=event.seq, hash=event.hash, at=event.at)
        self.written = event
        return event


def action(function: Callable[Concatenate[Entry, P], R]) -> Callable[P, R]:
    """Run as one action. The lock makes actions one after another on both databases:

    what a rule has read stays true until the commit. An action that returns without its Event is
    rolled back: a change that the record does not know of must not happen.
    """

    @functools.wraps(function)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        if kwargs.get("token"):
            kwargs["token"] = _sent(function.__name__, args, kwargs)
        with transaction.atomic(durable=not _in_batch.get()):
            entry = Entry(RecordHead.objects.select_for_update().get(pk=1))
            result = function(entry, *args, **kwargs)
            if entry.written is None and not entry.nothing_done:
                raise RuntimeError(f"{function.__name__} wrote no Event")
            return result

    return run


def _sent(name: str, args: Any, kwargs: Any) -> str:
    """The form's token with who sent what: words changed after going Back are other words, and not lost."""
    return sha256_hex(repr((name, _identity(args), _identity(kwargs))))


def _identity(value: Any) -> Any:
    """What tells two things given apart: a row by its key, whatever has become of it meanwhile."""
    if isinstance(value, Source | NewSource):
        return (
            value.name.casefold()
        )  # new when the form was sent first, on the desk the second time
    if isinstance(value, models.Model) and value.pk is not None:
        return (value._meta.label, value.pk)
    if isinstance(value, models.Model):
        return [(f.attname, repr(getattr(value, f.attname))) for f in value._meta.concrete_fields]
    if isinstance(value, bytes):
        return hashlib.sha256(value).hexdigest()
    if is_dataclass(value) and not isinstance(value, type):
        return [(field.name, _identity(getattr(value, field.name))) for field in fields(value)]
    if isinstance(value, dict):
        return sorted((str(key), _identity(item)) for key, item in value.items())
    if isinstance(value, (list, tuple)):
        return [_identity(item) for item in value]
    return repr(value)


# The demo loads in one transaction, so that half a demo is never left; its actions then are not durable alone.
_in_batch: ContextVar[bool] = ContextVar("in_batch", default=False)


@contextmanager
def batch() -> Iterator[None]:
    token = _in_batch.set(True)
    try:
        with transaction.atomic():
            yield
    finally:
        _in_batch.reset(token)


def facts(row: models.Model, *names: str) -> dict[str, Any]:
    """Fields of a row as the record keeps them: relations with their name as it is now."""
    return {name: _fact(getattr(row, name)) for name in names}


def changed(before: dict[str, Any], after: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Only what differs, of both."""
    names = [name for name in after if before.get(name) != after[name]]
    return {name: before.get(name) for name in names}, {name: after[name] for name in names}


def _fact(value: Any) -> Any:
    if isinstance(value, models.Model):
        return {"id": value.pk, "name": str(value)}
    if isinstance(value, ImpreciseDate):
        return str(value)
    return value


def _plain(values: dict[str, Any]) -> dict[str, Any]:
    """As it comes back from a JSON column, so that the hash can be computed again from what is stored."""
    plain: dict[str, Any] = json.loads(canonical_json(_brief(values)))
    return plain


def _brief(value: Any) -> Any:
    if isinstance(value, str) and len(value) > LONGEST_TEXT:
        return f"sha256:{sha256_hex(value)} ({len(value)} characters)"
    if isinstance(value, dict):
        return {str(key): _brief(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_brief(item) for item in value]
    return value
