"""The record as older desks wrote it."""

from django.db import connection

from claims.models import Event, RecordHead, StateDigest, triggers


def write_again_as_older_desk(leave_out: str = "") -> None:
    """Write the Events again as a desk did before they told of rows, or of what is to be left out."""
    previous = ""
    triggers.remove(connection)
    StateDigest.objects.all().delete()
    for event in Event.objects.order_by("seq"):
        event.after.pop(leave_out, None)
        event.state = ""
        event.previous_hash = previous or event.previous_hash
        previous = event.hash = event.computed_hash()
        event.save()
    RecordHead.objects.update(hash=previous)
    triggers.install(connection)
