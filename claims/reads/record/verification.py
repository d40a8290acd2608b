"""Verify the record: its chain, every sealed row and every archived file. Reads all of it, in pages."""

import datetime
import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any, Self

from django.core.exceptions import SuspiciousOperation
from django.core.files.storage import Storage, default_storage
from django.db import DatabaseError, models

from claims.enums import ON_EVIDENCE, SinceSigning, Verb
from claims.models import (
    AccountLogHead,
    Assessment,
    Event,
    Export,
    RecordHead,
    Reweighing,
    Snapshot,
    Verdict,
)
from claims.models.account_names import AccountNames
from claims.models.canonical import canonical_json, row_digest, sha256_hex
from claims.models.record import GENESIS

from .account_log import verify_account_log
from .factors import verify_factors
from .faults import PAGE, Fault, Tick, pages
from .roles import verify_roles
from .row_state import verify_state
from .schema import verify_schema

Progress = Callable[[str], Tick | None]  # called with what is checked next; returns its Tick


@dataclass(frozen=True)
class Checkpoint:
    """An earlier head of the record, kept outside the database.

    A chain alone does not show that its last rows were removed, or that all of it was computed again.
    """

    seq: int
    hash: str
    at: datetime.datetime | None = None
    # The head of the account log. Unknown in what an older desk wrote.
    accounts: tuple[int, str] | None = None

    @classmethod
    def of_head(cls) -> Self | None:
        """Return both heads as they are now. Two queries."""
        head = RecordHead.objects.filter(pk=1).first()
        log = AccountLogHead.objects.filter(pk=1).first()
        accounts = (log.seq, log.hash) if log else None
        return cls(head.seq, head.hash, head.at, accounts) if head else None


def verify_desk(
    checkpoint: Checkpoint | None = None,
    files: Storage = default_storage,
    progress: Progress = lambda what: None,
) -> Iterator[Fault]:
    """Verify everything: the schema, the chain, the sealed rows, and the archived copies in `files`."""
    yield from verify_schema()
    yield from verify_chain(checkpoint, progress("Events"))
    known = checkpoint.accounts if checkpoint else None
    yield from verify_account_log(known, progress("entries of the account log"))
    yield from verify_factors()
    yield from verify_sealed(progress("claims"))
    yield from verify_reweighings()
    yield from verify_exports()
    yield from verify_roles()
    yield from verify_state(progress("rows"))
    yield from verify_copies(progress("archived copies"), files)


def verify_chain(checkpoint: Checkpoint | None = None, tick: Tick | None = None) -> list[Fault]:
    """Compute the record's hash chain again, from its first Event to its head. One query per 500 Events.

    The head is read first: Events that are committed meanwhile come after it and are checked next time.
    """
    head = RecordHead.objects.filter(pk=1).first()
    if head is None:
        return [Fault(None, "no_head", "The record has no head.")]
    faults: list[Fault] = []
    seq, previous, at = 0, GENESIS, datetime.datetime.min.replace(tzinfo=datetime.UTC)
    for pk, event in pages(Event.objects.all(), "seq", most=head.seq):
        if event is None:
            faults.append(Fault(pk, "unreadable", "it cannot be read."))
            seq, previous = pk, ""
            continue
        faults += _faults_of(event, seq, previous, at)
        if checkpoint and event.seq == checkpoint.seq and event.hash != checkpoint.hash:
            faults.append(Fault(event.seq, "rewritten", "it is not the Event in the checkpoint."))
        seq, previous, at = event.seq, event.hash, max(at, event.at or at)
        if tick:
            tick(seq)
    return [*faults, *_faults_of_head(head, seq, previous, checkpoint)]


def _faults_of(event: Event, seq: int, previous: str, at: datetime.datetime) -> Iterator[Fault]:
    if event.seq != seq + 1:
        missing = f"Events {seq + 1} to {event.seq - 1} are missing before it."
        if event.seq == seq + 2:
            missing = f"Event {seq + 1} is missing before it."
        yield Fault(event.seq, "gap", missing)
    elif previous and event.previous_hash != previous:
        yield Fault(event.seq, "link", "it does not follow from the Event before it.")
    if not _matches_its_hash(event):
        yield Fault(event.seq, "altered", "its hash does not match its content.")
    if event.at and event.at < at:
        yield Fault(event.seq, "time", "it is older than the Event before it.")


def _matches_its_hash(event: Event) -> bool:
    try:
        return event.computed_hash() == event.hash
    except (ValueError, TypeError):
        return False  # SQLite returns bytes, or half a surrogate, if somebody stored them


def _faults_of_head(
    head: RecordHead, seq: int, last_hash: str, checkpoint: Checkpoint | None
) -> Iterator[Fault]:
    if seq != head.seq:
        yield Fault(seq, "cut_off", f"it is the last Event, but the head counts {head.seq}.")
    elif last_hash and last_hash != head.hash:
        yield Fault(seq, "head", "it is the last Event, but the head has another hash.")
    now = RecordHead.objects.filter(pk=1).values("seq")[:1]
    beyond = Event.objects.filter(seq__gt=now).order_by("seq").values_list("seq", flat=True)
    if first := beyond.first():
        yield Fault(first, "beyond_head", "it comes after the head of the record.")
    if checkpoint and checkpoint.seq > head.seq:
        yield Fault(
            checkpoint.seq,
            "cut_off",
            f"the checkpoint has it, but the record ends at {head.seq}.",
        )


def verify_sealed(tick: Tick | None = None) -> Iterator[Fault]:
    """Compare every assessment and verdict with the digest in its Event, both ways."""
    last = 0
    while claims := _claims_after(last):
        last = claims[-1]
        recorded = _recorded(claims)
        yield from _compare(Assessment.objects.filter(claim_id__in=claims), recorded)
        yield from _compare(Verdict.objects.filter(claim_id__in=claims), recorded)
        for (table, _), event in recorded.items():
            yield Fault(event.seq, "missing", f"its {table} is gone.")
        if tick:
            tick(last)


def _claims_after(last: int) -> list[int]:
    """Return the next claims with sealed rows, from the sealed tables: Claim itself is not sealed."""
    found: set[int] = set()
    for rows in (Assessment.objects, Verdict.objects, Event.objects):
        ids = rows.filter(claim_id__gt=last).order_by("claim_id").values_list("claim_id", flat=True)
        found |= set(ids.distinct()[:PAGE])
    return sorted(found)[:PAGE]


def _recorded(claims: list[int]) -> dict[tuple[str, Any], Event]:
    """Return the Event of each sealed row of these claims, by table and key."""
    verbs = [Verb.ASSESSED, Verb.SETTLED, Verb.SIGNED_OFF, Verb.CLAIM_WITHDRAWN]
    events = Event.objects.filter(claim_id__in=claims, verb__in=verbs)
    named: dict[tuple[str, Any], Event] = {}
    for _, event in pages(events, "seq"):
        after = _after(event)
        if "digest" not in after:
            continue  # not every withdrawal retracts a verdict
        if "assessment" in after:
            named["assessment", after["assessment"]] = event
        else:
            version = after.get("version") or after.get("retracted_version")
            named["verdict", (event.claim_id, version)] = event
    return named


def _after(event: Event | None) -> dict[str, Any]:
    """Return what the Event holds, or nothing if it cannot be read: verify_chain reports that."""
    return event.after if event and isinstance(event.after, dict) else {}


def _compare(
    rows: "models.QuerySet[Any]", recorded: dict[tuple[str, Any], Event]
) -> Iterator[Fault]:
    """Compare the rows with their Events, and remove these from `recorded`."""
    table = rows.model._meta.model_name or ""
    names = AccountNames.of_all()
    for pk, row in pages(rows, "pk"):
        if row is None:
            yield Fault(None, "unreadable", f"The {table} {pk} cannot be read.")
            continue
        key = (row.claim_id, row.version) if isinstance(row, Verdict) else row.pk
        event = recorded.pop((table, key), None)
        name = f"{table} {pk} of claim {row.claim_id}"
        if event is None:
            yield Fault(None, "unrecorded", f"No Event names the {name}.")
        elif row_digest(row) != event.after["digest"]:
            yield Fault(event.seq, "altered", f"the {name} is not what was recorded.")
        if isinstance(row, Verdict) and not _is_signed_row(row, names):
            seq = event.seq if event else None
            yield Fault(seq, "row_altered", f"the export row of the {name} is not what was signed.")


def _is_signed_row(verdict: Verdict, names: AccountNames) -> bool:
    """Return whether the row has its SHA-256. With the name of an erased account, only the Event's digest covers it."""
    if names.erased_in(verdict.row):
        return True
    return sha256_hex(canonical_json(names.in_row(verdict.row))) == verdict.sha256


# What can change the evidence of a signed verdict, or what it counts as.
_REWEIGHING = frozenset(
    {
        *ON_EVIDENCE,
        Verb.APPEARANCE_ADDED,
        Verb.APPEARANCE_CHANGED,
        Verb.ARTICLE_CHANGED,
        Verb.ARTICLES_JOINED,
        Verb.CAPTURED,
        Verb.CLAIM_CHANGED,
        Verb.CLAIM_WITHDRAWN,
        Verb.OUTLET_STATE_CHANGED,
        Verb.QUESTION_CHANGED,
        Verb.SOURCE_CHANGED,
        Verb.SOURCES_MERGED,
    }
)


_OF_A_VERDICT = tuple(
    f"verdict__{field.name}"
    for field in Verdict._meta.concrete_fields
    if field.name not in {"id", "version"}
)


def verify_reweighings() -> Iterator[Fault]:
    """Compare every weighing of a signed verdict with the Event of the change, both ways. Two queries a page."""
    events = pages(Event.objects.filter(verb__in=_REWEIGHING), "seq")
    while page := [event for _, event in islice(events, PAGE) if event is not None]:
        rows: dict[int, list[Reweighing]] = {}
        found = Reweighing.objects.filter(seq__in=[event.seq for event in page])
        # Of the verdict only its number: one that cannot be read is reported elsewhere.
        found = found.select_related("verdict").defer(*_OF_A_VERDICT)
        for pk, row in pages(found, "pk"):
            if row is None:
                yield Fault(None, "unreadable", f"The weighing {pk} cannot be read.")
            else:
                rows.setdefault(row.seq, []).append(row)
        for event in page:
            yield from _faults_of_weighing(event, rows.get(event.seq, []))
    known = Event.objects.filter(verb__in=_REWEIGHING).values("seq")
    for pk in Reweighing.objects.exclude(seq__in=known).values_list("pk", flat=True):
        yield Fault(None, "unrecorded", f"No Event names the weighing {pk}.")


def _faults_of_weighing(event: Event, rows: list[Reweighing]) -> Iterator[Fault]:
    told = _after(event).get("reweighed")
    if told is None:  # an Event of an older desk names none; what it did shows in its verb
        if any(not _follows_from(event, row) for row in rows):
            yield Fault(event.seq, "altered", "a weighing is not what was recorded.")
        return
    expected = {fact["claim"]["id"]: fact for fact in told}
    for row in rows:
        fact = expected.pop(row.claim_id, None)
        if fact is None:
            yield Fault(event.seq, "unrecorded", f"it does not name the weighing {row.pk}.")
        elif fact != row.as_facts() or row.at != event.at:
            yield Fault(event.seq, "altered", f"the weighing {row.pk} is not what was recorded.")
    for claim in expected:
        yield Fault(event.seq, "missing", f"its weighing of claim {claim} is gone.")


def _follows_from(event: Event, row: Reweighing) -> bool:
    """Return True for a row that an upgrade made of an Event: what was done to evidence, without counts."""
    added = event.verb == Verb.EVIDENCE_ATTACHED
    what = SinceSigning.NEW_EVIDENCE if added else SinceSigning.EVIDENCE_CHANGED
    blank = not row.failing and not any(count is not None for count in row.origins)
    return (
        blank
        and event.verb in ON_EVIDENCE
        and (row.claim_id, row.what, row.at) == (event.claim_id, what, event.at)
    )


def verify_exports() -> Iterator[Fault]:
    """Compare every numbered export with the digest in its Event, both ways."""
    named: dict[int, Event] = {
        event.object_id: event
        for _, event in pages(Event.objects.filter(verb=Verb.EXPORT_NUMBERED), "seq")
        if event is not None
    }
    for pk, row in pages(Export.objects.all(), "pk"):
        event = named.pop(pk, None)
        if row is None:
            yield Fault(None, "unreadable", f"The export {pk} cannot be read.")
        elif event is None:
            yield Fault(None, "unrecorded", f"No Event names the export {pk}.")
        elif row_digest(row) != _after(event).get("digest"):
            yield Fault(event.seq, "altered", f"the export {pk} is not what was recorded.")
    for event in named.values():
        yield Fault(event.seq, "missing", "its export is gone.")


Takedowns = dict[int, tuple[Event, dict[str, Any]]]  # the Event, and what it tells, by copy


def verify_copies(tick: Tick | None = None, files: Storage = default_storage) -> Iterator[Fault]:
    """Compare every archived copy with the Event that added it, and hash every file again.

    A copy that was taken down is a stub: it is compared with the Event of the takedown, and its file must be gone.
    """
    brought = 0
    bringing = [
        Verb.ARTICLE_ADDED,
        Verb.ARTICLES_IMPORTED,
        Verb.EVIDENCE_ATTACHED,
        Verb.EVIDENCE_CHANGED,
        Verb.CAPTURED,
        Verb.SCREENSHOT_TAKEN,
        Verb.COPY_ADDED,
    ]
    takedowns = _takedowns()
    for _, event in pages(Event.objects.filter(verb__in=bringing), "seq"):
        for copy in _copies_of(event):
            brought += 1
            yield from _faults_of_copy(event, copy, takedowns)
    there = Snapshot.objects.count()
    if there > brought:
        yield Fault(None, "unrecorded", f"No Event names {there - brought} of the archived copies.")
    for pk, row in pages(Snapshot.objects.only("file", "sha256", "takedown"), "pk"):
        if row is None:
            yield Fault(None, "unreadable", f"The archived copy {pk} cannot be read.")
        elif row.is_taken_down:
            yield from _faults_of_stub(row, files)
        elif fault := _fault_of_file(row, files):
            yield fault
        if tick:
            tick(pk)


def _takedowns() -> Takedowns:
    found: Takedowns = {}
    events = Event.objects.filter(verb__in=[Verb.COPIES_TAKEN_DOWN, Verb.COPIES_EXPIRED])
    for _, event in pages(events, "seq"):
        if event is not None:
            found |= {copy["snapshot"]: (event, copy) for copy in _after(event).get("copies", [])}
    return found


def _copies_of(event: Event | None) -> list[dict[str, Any]]:
    """Return the copies that an Event added. Evidence from an article names its copy, which was added before."""
    after = _after(event)
    if event is None or (event.object_type == "evidence" and after.get("article")):
        return []
    copies = after.get("articles", []) if event.verb == Verb.ARTICLES_IMPORTED else [after]
    copies = [*copies, *(_screenshot_of(copy) for copy in copies)]
    return [copy for copy in copies if "snapshot_digest" in copy]


def _screenshot_of(copy: dict[str, Any]) -> dict[str, Any]:
    """Return the screenshot that came with an article, told as a copy is."""
    told = ("snapshot", "sha256", "snapshot_digest")
    return {name: copy[f"screenshot_{name}"] for name in told if f"screenshot_{name}" in copy}


def _faults_of_copy(event: Event, copy: dict[str, Any], takedowns: Takedowns) -> Iterator[Fault]:
    name = f"archived copy {copy['snapshot']}"
    by, taken = takedowns.get(copy["snapshot"], (event, None))
    try:
        snapshot = Snapshot.objects.get(pk=copy["snapshot"])
    except Snapshot.DoesNotExist:
        yield Fault(event.seq, "missing", f"the {name} is gone.")
        return
    except (ValueError, DatabaseError):
        return  # reported when its file is hashed
    if taken is None and snapshot.is_taken_down:
        yield Fault(None, "unrecorded", f"No Event took the {name} down.")
    elif taken is None and row_digest(snapshot) != copy["snapshot_digest"]:
        yield Fault(event.seq, "altered", f"the {name} is not what was recorded.")
    elif taken and taken["snapshot_digest"] != copy["snapshot_digest"]:
        yield Fault(by.seq, "altered", f"the {name} was altered before it was taken down.")
    elif taken and row_digest(snapshot) != taken["stub_digest"]:
        yield Fault(by.seq, "altered", f"the {name} is not what its takedown left.")


def _faults_of_stub(snapshot: Snapshot, files: Storage) -> Iterator[Fault]:
    name = str(snapshot.file)
    if Snapshot.objects.kept().filter(file=name).exists():
        return  # the bytes of another copy, archived since
    try:
        there = files.exists(name)
    except (OSError, ValueError, SuspiciousOperation):
        return
    if there:
        message = f"The file {name} of archived copy {snapshot.pk} was taken down, but is still there. Run `tidy`."
        yield Fault(None, "file_kept", message)


def _fault_of_file(snapshot: Snapshot, files: Storage) -> Fault | None:
    digest = hashlib.sha256()
    try:
        with files.open(str(snapshot.file)) as file:
            for block in file.chunks():
                digest.update(block)
    except (OSError, ValueError, SuspiciousOperation) as error:
        name = f"{snapshot.file} of archived copy {snapshot.pk}"
        return Fault(None, "file_missing", f"The file {name} cannot be read: {error}.")
    if digest.hexdigest() == snapshot.sha256:
        return None
    return Fault(
        None, "file_changed", f"The file {snapshot.file} is not what was archived as {snapshot.pk}."
    )
