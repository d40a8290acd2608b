"""What a person has set for themselves. Not part of the record: it is about nobody's work."""

from django.conf import settings
from django.contrib.auth.models import User
from django.db import models


class Preferences(models.Model):
    """The settings of one account, once it has changed one."""

    account = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True, related_name="+"
    )
    letters_off = models.BooleanField(
        default=False, help_text="Single letters do nothing in lists (WCAG 2.1.4)."
    )

    class Meta:
        verbose_name = "preferences"
        verbose_name_plural = "preferences"

    def __str__(self) -> str:
        return f"preferences of account {self.account_id}"


def has_letters_off(account: User) -> bool:
    """Return True if the person wants no keys of one letter. One query."""
    return Preferences.objects.filter(account=account, letters_off=True).exists()
