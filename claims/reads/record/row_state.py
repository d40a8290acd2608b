"""Verify that every row holds what the last Event that wrote it says: nobody changed it past the actions."""

from collections.abc import Iterator
from itertools import groupby

from django.db import DatabaseError, connection

from claims.models import Event, StateDigest, state, stored_dates

from .faults import PAGE, Fault, Tick, pages


def verify_state(tick: Tick | None = None) -> Iterator[Fault]:
    """Compare the digests with their Events, and every described row with its latest digest.

    A desk that was never upgraded to digests has none: nothing can be said of its rows.
    """
    for table, key in stored_dates.malformed(connection):
        yield Fault(None, "malformed", f"The row {table} {key} holds a date that is not one.")
    yield from _faults_of_digests()
    if not StateDigest.objects.exists():
        return
    for table in state.described():
        yield from _faults_of_table(table, tick)


def _faults_of_digests() -> Iterator[Fault]:
    """Compare every digest with what its Event says of all its rows. A query for each 500 digests and 500 Events."""
    rows = StateDigest.objects.order_by("seq", "of_table", "row_id")
    told = _told()
    expected = next(told, None)
    digests = rows.values_list("seq", "of_table", "row_id", "digest").iterator(chunk_size=PAGE)
    for seq, group in groupby(digests, key=lambda row: row[0]):
        while expected and expected[0] < seq:
            yield from _faults_of_sum(*expected, [])
            expected = next(told, None)
        written = [(table, key, digest) for _, table, key, digest in group]
        if expected is None or expected[0] != seq:
            yield Fault(None, "unrecorded", f"No Event tells of the digests of Event {seq}.")
            continue
        yield from _faults_of_sum(*expected, written)
        expected = next(told, None)
    while expected:
        yield from _faults_of_sum(*expected, [])
        expected = next(told, None)


def _told() -> Iterator[tuple[int, str]]:
    """Yield the number of each Event that tells of the rows it wrote, and what it says."""
    events = Event.objects.exclude(state="").only("seq", "state")
    yield from ((seq, event.state) for seq, event in pages(events, "seq") if event)


def _faults_of_sum(seq: int, told: str, written: list[tuple[str, int, str]]) -> Iterator[Fault]:
    if state.sum_of(written) != told:
        yield Fault(seq, "altered", "the digests of the rows it wrote are not what was recorded.")


def _faults_of_table(table: str, tick: Tick | None) -> Iterator[Fault]:
    last = 0
    while keys := _keys_after(table, last):
        last = keys[-1]
        present = _digests_of(table, keys)
        history = StateDigest.objects.filter(of_table=table, row_id__in=keys).order_by("seq")
        latest = {
            key: (seq, digest)
            for seq, key, digest in history.values_list("seq", "row_id", "digest")
        }
        for key in keys:
            yield from _faults_of_row(
                f"{table} {key}", present.get(key, state.GONE), latest.get(key)
            )
        if tick:
            tick(last)


def _keys_after(table: str, last: int) -> list[int]:
    """Return the next keys of the table, of rows that are there and of rows that were."""
    there = state.described()[table]._base_manager.filter(pk__gt=last).order_by("pk")
    were = StateDigest.objects.filter(of_table=table, row_id__gt=last).order_by("row_id")
    found = {*there.values_list("pk", flat=True)[:PAGE]}
    found |= {*were.values_list("row_id", flat=True).distinct()[:PAGE]}
    return sorted(found)[:PAGE]


def _digests_of(table: str, keys: list[int]) -> dict[int, str]:
    try:
        return dict(state.digests(table, keys))
    except (
        ValueError,
        TypeError,
        DatabaseError,
    ):  # one row cannot be read, which must not hide the others
        return {key: digest for key in keys for digest in _digest_of(table, key)}


def _digest_of(table: str, key: int) -> Iterator[str]:
    try:
        yield from (digest for _, digest in state.digests(table, [key]))
    except (ValueError, TypeError, DatabaseError):
        yield _UNREADABLE


_UNREADABLE = "unreadable"  # no digest


def _faults_of_row(name: str, present: str, latest: tuple[int, str] | None) -> Iterator[Fault]:
    if latest is None:
        yield Fault(None, "unrecorded", f"No Event tells of the row {name}.")
        return
    seq, told = latest
    if present == _UNREADABLE:
        yield Fault(seq, "unreadable", f"the row {name} cannot be read.")
    elif present != told and present == state.GONE:
        yield Fault(seq, "missing", f"the row {name} is gone.")
    elif present != told:
        yield Fault(seq, "altered", f"the row {name} is not what was recorded.")
