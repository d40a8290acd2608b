"""Accounts that were erased: that, when, by whom and why, without the name."""

import hashlib
import hmac
from typing import Self

from django.conf import settings
from django.contrib.auth.models import User
from django.db import models


class ErasureQuerySet(models.QuerySet["Erasure"]):
    def of_name(self, name: str) -> Self:
        """Filter the erasures of an account that had this name."""
        return self.filter(name_key=name_key(name))


class Erasure(models.Model):
    """An account whose name, address and logins were erased. Sealed by trigger; what it did stays, under its number."""

    account = models.OneToOneField(settings.AUTH_USER_MODEL, models.PROTECT, related_name="erasure")
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    reason = models.TextField()
    name_key = models.CharField(
        max_length=64,
        db_index=True,
        help_text="Keyed digest of the name, so that nobody else gets it. The key is the desk's SECRET_KEY.",
    )

    objects = ErasureQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"erasure of account {self.account_id}"


def name_key(name: str) -> str:
    """Return the digest of a name, whatever the case. Only who has the desk's key can test a name."""
    key, text = settings.SECRET_KEY.encode(), name.lower().encode()
    return hmac.new(key, b"erased name:" + text, hashlib.sha256).hexdigest()


def is_erased(account: User) -> bool:
    """Return whether the account was erased. One query."""
    return Erasure.objects.filter(account=account).exists()
