"""Give an export a number, so that anyone can ask later what has changed since."""

import datetime

from django.conf import settings
from django.contrib.auth.models import User
from django.utils import timezone

from claims import rules
from claims.enums import Verb
from claims.errors import Invalid, refuse
from claims.exports.cells import exactly
from claims.given import ClosedMoment, ExportGiven
from claims.models import Export
from claims.models.canonical import row_digest

from .record import Entry, action, lock

# An action holds the record's lock only briefly: a minute is far more than any sign-off takes.
_STILL_COMMITTING = datetime.timedelta(minutes=1)


def close_moment(as_of: datetime.datetime | None) -> ClosedMoment | None:
    """Wait until no action can be added to this moment. None stays None: the moment of the last action.

    An action takes its time under the record's lock, and others see it once it commits. One that took a
    time before `as_of` and has not committed yet would be missing in this export of `as_of` and appear
    in the next one. Whatever takes the lock after us takes a later time.
    """
    if as_of is None:
        return None
    if timezone.now() - as_of < _STILL_COMMITTING:
        with lock():
            pass
    return ClosedMoment(as_of)


@action
def number_export(
    entry: Entry, given: ExportGiven, *, by: User | None, token: str | None = None
) -> Export:
    """Give an export a number. Everybody who can export can do this: it only says what was downloaded.

    Its files were read before the lock. Their moment has passed, so they are the same under the lock.
    """
    refuse(rules.why_not_read(rules.roles_of(by)))
    if done := entry.find_repeat(token):
        return Export.objects.get(pk=done.object_id)
    if given.as_of >= entry.at:
        raise Invalid(
            "as_of",
            "not_past",
            "This moment has not passed yet. Verdicts may still be signed before it.",
        )
    export = Export.objects.create(
        filters=given.filters,
        as_of=given.as_of,
        files=list(given.files),
        record_seq=given.record_seq,
        record_hash=given.record_hash,
        version=settings.VERSION,
        at=entry.at,
        by=by,
    )
    after = {
        "as_of": exactly(given.as_of),
        "filters": given.filters,
        "files": list(given.files),
        "digest": row_digest(export),
    }
    entry.write(Verb.EXPORT_NUMBERED, export, by=by, after=after, token=token)
    return export
