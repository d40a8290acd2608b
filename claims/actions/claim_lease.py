"""Take the next claim, keep it while working, give it back.

These are no actions of the record: who works on what for half an hour is forgotten.
"""

import datetime
from collections.abc import Sequence

from django.contrib.auth.models import User
from django.utils import timezone

from claims.models import Claim, ClaimLease

LEASE = datetime.timedelta(minutes=30)
# A claim that was given back is not offered to the same person again in the same sitting.
_REMEMBERED = datetime.timedelta(hours=12)


def take_first(claims: Sequence[int], holder: User) -> int | None:
    """Take the first of these claims that nobody else holds, and return its key. The holder's other leases end.

    The constraints decide: of two people who try at once, each gets another claim, and one person who tries twice
    gets the same one. There is no transaction, so nobody waits for anybody with a row in hand.
    """
    now = timezone.now()
    mine = ClaimLease.objects.filter(holder=holder, is_given_back=False)
    mine.exclude(claim__in=claims, expires_at__gt=now).delete()
    for claim in claims:
        ClaimLease.objects.filter(claim=claim, expires_at__lte=now).delete()
        wanted = ClaimLease(claim_id=claim, holder=holder, expires_at=now + LEASE)
        ClaimLease.objects.bulk_create([wanted], ignore_conflicts=True)
        taken: int | None = mine.values_list("claim", flat=True).first()
        if taken is not None:
            return taken
    return None


def keep(claim: Claim, holder: User) -> None:
    """Begin the half hour again, if this person holds the claim. One write."""
    now = timezone.now()
    mine = ClaimLease.objects.held_by(holder, now).filter(claim=claim)
    mine.update(expires_at=now + LEASE)


def give_back(claim: Claim, holder: User) -> bool:
    """End the lease, so that others are offered the claim. Return False if this person did not hold it."""
    now = timezone.now()
    mine = ClaimLease.objects.held_by(holder, now).filter(claim=claim)
    return bool(mine.update(expires_at=now, is_given_back=True))


def forget_ended_leases() -> int:
    """Delete the leases that ended long ago. Return their number."""
    return ClaimLease.objects.filter(expires_at__lt=timezone.now() - _REMEMBERED).delete()[0]
