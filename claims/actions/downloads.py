"""Record what leaves the desk: who took which file, and its fingerprint."""

from django.contrib.auth.models import User
from django.utils import timezone

from claims import rules
from claims.enums import Verb
from claims.errors import refuse
from claims.exports.cells import exactly
from claims.given import DownloadGiven
from claims.models import Event, RecordHead, Snapshot
from claims.models.canonical import sha256_hex

from .record import Entry, action, facts


@action
def record_download(entry: Entry, given: DownloadGiven, *, by: User | None) -> None:
    """Record an export before its first byte is sent. The command line needs no role."""
    if by is not None:
        refuse(rules.why_not_read(rules.roles_of(by)))
    after: dict[str, object] = {
        "file": given.file,
        "filters": given.filters,
        "as_of": exactly(given.as_of),
        "rows": given.rows,
        "size": given.size,
        "file_sha256": given.sha256,
    }
    if given.export:
        after["export"] = {"id": given.export}
    # About the record itself: what is exported is read from it.
    entry.write(Verb.EXPORT_DOWNLOADED, RecordHead.objects.get(pk=1), by=by, after=after)


def note_copy_download(snapshot: Snapshot, user: User) -> None:
    """Record that somebody downloads an archived copy: the first time on each day (UTC).

    The bytes of a copy never change, so the next time tells nothing new, and readers cannot flood the
    record. One query if it is recorded already.
    """
    key = sha256_hex(f"copy {snapshot.pk} {user.pk} {timezone.now():%Y-%m-%d}")
    if not Event.objects.filter(token=key).exists():
        record_copy_download(snapshot, key, by=user)


@action
def record_copy_download(entry: Entry, snapshot: Snapshot, key: str, *, by: User | None) -> None:
    """Record the download of a copy, once for each key."""
    refuse(rules.why_not_read(rules.roles_of(by)))
    if entry.find_repeat(key):
        return
    after = facts(snapshot, "sha256", "size", "article")
    entry.write(Verb.COPY_DOWNLOADED, snapshot, by=by, after=after, token=key)
