"""The reading trail: who opened which article or claim, if the desk has switched it on.

These are no actions: what the record holds stays for ever, and a trail of what people read must not.
"""

import logging
from datetime import timedelta

from django.contrib.auth.models import User
from django.db import DatabaseError
from django.utils import timezone

from claims.enums import VisitedKind
from claims.models import Article, Claim, Visit
from claims.models.desk import this_desk

log = logging.getLogger(__name__)


def note_visit(page: Article | Claim, user: User) -> bool:
    """Note that somebody opened the page, and return True, if the desk keeps a reading trail.

    Reading goes on when nothing can be written: the log has what the trail lacks.
    """
    if not this_desk().reading_trail:
        return False
    kind = VisitedKind.CLAIM if isinstance(page, Claim) else VisitedKind.ARTICLE
    try:
        Visit.objects.create(at=timezone.now(), by=user, kind=kind, number=page.pk)
    except DatabaseError:
        log.warning("a visit could not be noted: %s %s", kind, page.pk)
    return True


def forget_visits() -> int:
    """Delete the notes that are older than the desk keeps them. Return their number."""
    until = timezone.now() - timedelta(days=this_desk().reading_trail_days)
    return Visit.objects.filter(at__lt=until).delete()[0]
