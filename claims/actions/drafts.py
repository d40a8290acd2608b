"""Drafts: kept while somebody types, and forgotten once the form is saved.

These are no actions: the record holds what people decided, and not what they were about to write. None takes the record's lock.
"""

from datetime import timedelta

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from claims.given import DraftGiven
from claims.models import Draft

# Of one account. The oldest ones go first.
MOST_DRAFTS = 50
# A draft that nobody came back to, and the row of one that is done: no browser keeps a text that long unsent.
KEPT = timedelta(days=30)
DONE_KEPT = timedelta(days=2)


def keep_draft(account: User, given: DraftGiven) -> None:
    """Keep what was typed, in place of what the same form held before.

    Not if it was saved or discarded meanwhile, or if something typed later has arrived first.
    """
    values = {
        "form": given.form,
        "page": given.page,
        "fields": given.fields,
        "at": given.at,
    }
    with transaction.atomic():
        mine = Draft.objects.filter(account=account)
        if mine.filter(key=given.key, is_done=False, at__lte=given.at).update(**values):
            return
        _, is_new = Draft.objects.get_or_create(account=account, key=given.key, defaults=values)
        if is_new:
            kept = Draft.objects.of(account).values_list("pk", flat=True)
            mine.filter(pk__in=list(kept[MOST_DRAFTS:])).delete()


def note_restored(account: User, key: str) -> None:
    """Note that the form was filled in with the draft: it goes when the form is saved, even if its key is not sent."""
    Draft.objects.of(account).filter(key=key).update(was_restored=True)


def finish_drafts(account: User, form: str, key: str) -> None:
    """Forget the draft of a form that was saved. Two statements."""
    if key:
        done = {"fields": [], "is_done": True, "at": timezone.now()}
        Draft.objects.update_or_create(
            account=account, key=key, defaults=done, create_defaults=done | {"form": form}
        )
    Draft.objects.of(account).filter(form=form, was_restored=True).delete()


def discard_draft(account: User, pk: int) -> None:
    """Forget a draft of one's own. Nobody else's is found."""
    Draft.objects.of(account).filter(pk=pk).update(fields=[], is_done=True, at=timezone.now())


def forget_old_drafts() -> int:
    """Delete the drafts that were kept long enough. Return their number."""
    now = timezone.now()
    old = Draft.objects.filter(at__lt=now - KEPT)
    done = Draft.objects.filter(is_done=True, at__lt=now - DONE_KEPT)
    return old.delete()[0] + done.delete()[0]
