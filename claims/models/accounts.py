"""The account log: a second hash chain next to the record, of what happened to accounts.

Everybody reads the record. Addresses, browsers and mail addresses are not for everybody, and have to be erasable:
the chain covers a salted digest of them, and the clear text is in a row of its own. Sealed by trigger;
`actions.account_log` appends.
"""

import datetime
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.utils.crypto import salted_hmac

from claims.enums import AccountKind

from .canonical import canonical_json, sha256_hex
from .holds import Hold
from .record import GENESIS, Event


def account_revision(account: Any) -> int:
    """Return the number of the latest Event about the account: a form that was loaded before is stale. One query."""
    latest = Event.objects.about("user", account.pk).order_by("-seq")
    return latest.values_list("seq", flat=True).first() or 0


def session_digest(session_key: str) -> str:
    """Return what a session is known by: its key would let whoever reads it in."""
    if not session_key:
        return ""
    return salted_hmac("claims.sessions", session_key, algorithm="sha256").hexdigest()


class AccountLogHead(models.Model):
    """The one row that is locked while an entry is appended: a login does not wait for the record's lock."""

    seq = models.PositiveBigIntegerField(default=0)
    hash = models.CharField(max_length=64, default=GENESIS)
    at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(pk=1), name="account_log_head_is_one_row")
        ]

    def __str__(self) -> str:
        return f"{self.seq} {self.hash}"


class AccountEntryQuerySet(models.QuerySet["AccountEntry"]):
    def about(self, account: Any) -> Self:
        return self.filter(account=account)

    def old_details(self, moment: datetime.datetime) -> Self:
        """Filter entries before the moment that have details, except of accounts under a legal hold. Oldest first."""
        held = Hold.objects.open().exclude(account=None)
        found = self.filter(at__lt=moment, details__isnull=False)
        named = models.Q(account__in=held.values("account")) | models.Q(
            by__in=held.values("account")
        )
        return found.exclude(pk__in=self.filter(named).values("pk")).order_by("seq")

    def with_details(self) -> Self:
        """Load all that a page shows. One query."""
        return self.select_related("account", "by", "details")


class AccountEntry(models.Model):
    """One entry of the account log. It names accounts by their number, and holds no name and no address."""

    seq = models.PositiveBigIntegerField(unique=True)
    at = models.DateTimeField()
    # Without choices, so that a new kind needs no migration.
    kind = models.CharField(max_length=40)
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        help_text="Whose account. Empty for names that no account has.",
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        help_text="Who did it. Empty for the command line and for strangers.",
    )
    facts = models.JSONField(default=dict, help_text="Codes, numbers and roles: nothing personal.")
    details_digest = models.CharField(
        max_length=64,
        blank=True,
        default="",
        help_text="Salted digest of what is personal (AccountDetails). Empty if nothing was.",
    )
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64, unique=True)

    objects = AccountEntryQuerySet.as_manager()

    class Meta:
        ordering = ["-seq"]
        verbose_name = "entry of the account log"
        verbose_name_plural = "entries of the account log"
        indexes = [models.Index(fields=["account", "-seq"], name="account_entry_of")]

    def __str__(self) -> str:
        return f"{self.seq}: {self.label}"

    @property
    def label(self) -> str:
        """Return the kind in words; a kind of a newer desk as its code."""
        return AccountKind(self.kind).label if self.kind in AccountKind else self.kind

    def payload(self) -> dict[str, Any]:
        """Return all that the hash covers, except the previous hash."""
        return {
            "seq": self.seq,
            "at": self.at,
            "kind": self.kind,
            "account": self.account_id,
            "by": self.by_id,
            "facts": self.facts,
            "details": self.details_digest,
        }

    def computed_hash(self) -> str:
        return sha256_hex(self.previous_hash + canonical_json(self.payload()))


class AccountDetails(models.Model):
    """What is personal in an entry. Erasing deletes the row, salt included: the chain stays whole."""

    entry = models.OneToOneField(
        AccountEntry, models.PROTECT, primary_key=True, related_name="details"
    )
    salt = models.CharField(max_length=64)
    address = models.CharField(max_length=45, blank=True)
    browser = models.CharField(max_length=80, blank=True, help_text="In short.")
    others = models.JSONField(default=dict, help_text="Mail addresses and the like, by name.")

    class Meta:
        verbose_name = "details of an entry"
        verbose_name_plural = "details of entries"

    def __str__(self) -> str:
        return f"details of {self.entry_id}"

    def computed_digest(self) -> str:
        told = {"address": self.address, "browser": self.browser, "others": self.others}
        return sha256_hex(self.salt + canonical_json(told))


class AccountSession(models.Model):
    """A login that lasts: where it came from, and when it was last used. Its key is kept as a digest only."""

    key_digest = models.CharField(max_length=64, unique=True)
    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    address = models.CharField(max_length=45, blank=True)
    browser = models.CharField(max_length=80, blank=True, help_text="In short.")
    started_at = models.DateTimeField()
    last_seen_at = models.DateTimeField()

    class Meta:
        verbose_name = "session"
        verbose_name_plural = "sessions"

    def __str__(self) -> str:
        return f"session {self.pk} of account {self.account_id}"
