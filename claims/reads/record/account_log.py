"""Verify the account log: its chain, and what is personal in it against the digests in the chain."""

from collections.abc import Iterator

from claims.enums import AccountKind
from claims.models import AccountDetails, AccountEntry, AccountLogHead
from claims.models.record import GENESIS

from .faults import PAGE, Fault, Tick, pages


def verify_account_log(
    known: tuple[int, str] | None = None, tick: Tick | None = None
) -> Iterator[Fault]:
    """Compute the chain again, to its head. `known` is the number and hash of an earlier head. Four queries a page."""
    head = AccountLogHead.objects.filter(pk=1).first()
    if head is None:
        yield _fault("no_head", "The account log has no head.")
        return
    erased = _erased()
    seq, previous = 0, GENESIS
    page: list[AccountEntry] = []
    for pk, entry in pages(AccountEntry.objects.all(), "seq", most=head.seq):
        if entry is None:
            yield _fault("unreadable", f"Entry {pk} of the account log cannot be read.")
            seq, previous = pk, ""
            continue
        yield from _faults_of(entry, seq, previous)
        if known and entry.seq == known[0] and entry.hash != known[1]:
            yield _fault("rewritten", f"Entry {entry.seq} of the account log is not the one known.")
        seq, previous = entry.seq, entry.hash
        page.append(entry)
        if len(page) == PAGE:
            yield from _faults_of_details(page, erased)
            page = []
        if tick:
            tick(seq)
    yield from _faults_of_details(page, erased)
    yield from _faults_of_head(head, seq, previous, known)


def _fault(code: str, message: str) -> Fault:
    """Return a fault without the number of an Event: entries have numbers of their own."""
    return Fault(None, code, message)


def _faults_of(entry: AccountEntry, seq: int, previous: str) -> Iterator[Fault]:
    name = f"entry {entry.seq} of the account log"
    if entry.seq != seq + 1:
        yield _fault("gap", f"An entry is missing before {name}.")
    elif previous and entry.previous_hash != previous:
        yield _fault("link", f"The {name} does not follow from the one before it.")
    try:
        intact = entry.computed_hash() == entry.hash
    except (ValueError, TypeError):
        intact = False
    if not intact:
        yield _fault("altered", f"The hash of {name} does not match its content.")


def _faults_of_head(
    head: AccountLogHead, seq: int, last_hash: str, known: tuple[int, str] | None
) -> Iterator[Fault]:
    if seq != head.seq:
        yield _fault("cut_off", f"The account log ends at {seq}, but its head counts {head.seq}.")
    elif last_hash and last_hash != head.hash:
        yield _fault("head", "The head of the account log has another hash than its last entry.")
    now = AccountLogHead.objects.filter(pk=1).values("seq")[:1]
    if AccountEntry.objects.filter(seq__gt=now).exists():
        yield _fault("beyond_head", "The account log goes on after its head.")
    if known and known[0] > head.seq:
        yield _fault("cut_off", f"The account log had {known[0]} entries, but ends at {head.seq}.")


def _erased() -> set[int]:
    """Return the entries whose details were erased by an action: the log itself names them."""
    found: set[int] = set()
    for _, entry in pages(AccountEntry.objects.filter(kind=AccountKind.DETAILS_ERASED), "seq"):
        told = entry.facts.get("entries") if entry and isinstance(entry.facts, dict) else None
        found |= {seq for seq in told or [] if isinstance(seq, int)}
    return found


def _faults_of_details(entries: list[AccountEntry], erased: set[int]) -> Iterator[Fault]:
    """Compare what is personal in the entries with their digests, both ways."""
    rows = AccountDetails.objects.filter(entry__in=entries)
    details = dict(pages(rows, "pk"))
    for entry in entries:
        name = f"details of entry {entry.seq} of the account log"
        if entry.pk not in details:
            if entry.details_digest and entry.seq not in erased:
                yield _fault(
                    "missing", f"The {name} are gone, and no entry says that they were erased."
                )
            continue
        row = details[entry.pk]
        if row is None:
            yield _fault("unreadable", f"The {name} cannot be read.")
        elif not entry.details_digest or row.computed_digest() != entry.details_digest:
            yield _fault("altered", f"The {name} are not what was recorded.")
