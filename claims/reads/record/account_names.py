"""Put the present names of accounts into Events, which name accounts neutrally."""

import copy
from collections.abc import Iterable, Iterator
from typing import Any

from claims.models import Event
from claims.models.account_names import ERASED, AccountNames

# Where Events of an older desk hold the name of an account, or its id and name.
_NAMES = frozenset({"assignee"})
_REFERENCES = frozenset({"proposed_by"})


def with_names(events: Iterable[Event]) -> list[Event]:
    """Return copies of the Events that name accounts as they are called now. One query."""
    found = list(events)
    ids, texts = set[int](), set[str]()
    for event in found:
        ids |= {event.by_id} if event.by_id else set()
        ids |= {event.object_id} if event.object_type == "user" else set()
        for values in (event.before, event.after):
            ids |= set(_accounts(values))
            texts |= {values[name] for name in _NAMES if isinstance(values.get(name), str)}
    if not ids and not texts:
        return found
    names = AccountNames.of(ids, texts)
    return [_named(event, names) for event in found]


def holds_erased(event: Event, names: AccountNames) -> bool:
    """Return whether an Event of an older desk holds the name of an account that was erased since. No query.

    `names` are those of all accounts.
    """
    if event.by_id and names.printed(event.by_name) == ERASED:
        return True
    told = (event.before, event.after)
    if event.object_type == "user" and names.is_erased(event.object_id):
        return any("username" in values for values in told)
    texts = [values.get(name) for values in told for name in _NAMES]
    told_of = [values.get(name) for values in told for name in _REFERENCES]
    texts += [value.get("name") for value in told_of if isinstance(value, dict)]
    return any(isinstance(text, str) and names.printed(text) == ERASED for text in texts)


def _named(event: Event, names: AccountNames) -> Event:
    named = copy.copy(event)
    if event.by_id:
        named.by_name = names[event.by_id]
    named.before, named.after = (
        {name: _value(name, value, names) for name, value in values.items()}
        for values in (event.before, event.after)
    )
    if event.object_type == "user" and names.is_erased(event.object_id):
        _leave_out_username(named, names)
    return named


def _leave_out_username(event: Event, names: AccountNames) -> None:
    """Replace the name that an older desk wrote when the account was created."""
    for values in (event.before, event.after):
        if "username" in values:
            values["username"] = names[event.object_id]


def _account_in(name: str, value: Any) -> int | None:
    """Return the account that a value names, if it does nothing else."""
    if not isinstance(value, dict):
        return None
    if set(value) == {"account"} and isinstance(value["account"], int):
        return int(value["account"])
    return int(value["id"]) if name in _REFERENCES and isinstance(value.get("id"), int) else None


def _accounts(values: Any) -> Iterator[int]:
    """Yield the accounts that the values name, at any depth."""
    if isinstance(values, list):
        for item in values:
            yield from _accounts({"": item})
        return
    for name, value in values.items():
        account = _account_in(name, value)
        if account is not None:
            yield account
        elif isinstance(value, dict | list):
            yield from _accounts(value)


def _value(name: str, value: Any, names: AccountNames) -> Any:
    account = _account_in(name, value)
    if account is not None:
        return names[account]
    if isinstance(value, dict):
        return {key: _value(key, item, names) for key, item in value.items()}
    if isinstance(value, list):
        return [_value("", item, names) for item in value]
    return names.printed(value) if name in _NAMES and isinstance(value, str) else value
