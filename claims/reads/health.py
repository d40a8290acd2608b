"""The health check that monitors call: whether the desk can do its work, in a fixed number of queries."""

import os
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.models import Subquery

from claims.models import Event, RecordHead, Snapshot, triggers
from verify.checks import missing_migrations


def faults() -> dict[str, str]:
    """Return what is wrong, by part, in words that strangers may read. Five queries."""
    try:
        connection.ensure_connection()
        pending = missing_migrations()
    except DatabaseError:
        return {"database": "The database cannot be reached."}
    if pending:
        return {"migrations": f"Not migrated yet: {', '.join(pending)}."}
    found: dict[str, str] = {}
    if lost := triggers.missing(connection):
        found["triggers"] = f"Missing, or not as they should be: {', '.join(lost)}."
    if fault := _fault_of_head():
        found["record"] = fault
    if fault := _fault_of_captures():
        found["captures"] = fault
    return found


def _fault_of_captures() -> str:
    """Check for a disk that is not mounted or is read-only. The first archived copy creates the folder."""
    folder = Path(settings.MEDIA_ROOT)
    if not folder.exists():
        return "The archived copies are not there." if Snapshot.objects.exists() else ""
    if not (folder.is_dir() and os.access(folder, os.W_OK | os.X_OK)):
        return "Archived copies cannot be written."
    return ""


def _fault_of_head() -> str:
    """Compare the head with the last Event in one query: between two, an action may commit."""
    last = Event.objects.order_by("-seq")
    head = (
        RecordHead.objects.filter(pk=1)
        .annotate(
            last_seq=Subquery(last.values("seq")[:1]), last_hash=Subquery(last.values("hash")[:1])
        )
        .first()
    )
    if head is None:
        return "The record has no head."
    if head.last_seq is None:
        return "" if head.seq == 0 else f"The head says {head.seq}, and there is no Event."
    if (head.seq, head.hash) != (head.last_seq, head.last_hash):
        return (
            f"The head says {head.seq}, the last Event is {head.last_seq}, or their hashes differ."
        )
    return ""
