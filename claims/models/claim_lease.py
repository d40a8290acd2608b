"""Who is working on a claim: a lease, which ends by itself."""

import datetime
from typing import Self

from django.conf import settings
from django.contrib.auth.models import User
from django.db import models

from .claims import Claim


class ClaimLeaseQuerySet(models.QuerySet["ClaimLease"]):
    def running(self, at: datetime.datetime) -> Self:
        return self.filter(expires_at__gt=at)

    def held_by(self, user: User, at: datetime.datetime) -> Self:
        return self.running(at).filter(holder=user)


class ClaimLease(models.Model):
    """A claim that somebody took: nobody else is offered it until the lease ends. It forbids nothing.

    A lease that was given back stays as a row that has ended, so that its holder is offered other claims first.
    """

    claim = models.OneToOneField(Claim, models.CASCADE, related_name="lease")
    holder = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    expires_at = models.DateTimeField()
    is_given_back = models.BooleanField(default=False)

    objects = ClaimLeaseQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["holder"],
                condition=models.Q(is_given_back=False),
                name="claim_lease_one_for_each_person",
            )
        ]

    def __str__(self) -> str:
        return f"C{self.claim_id} until {self.expires_at}"
