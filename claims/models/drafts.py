"""Drafts: what somebody has typed into a form and not saved yet. Nobody else reads them, and they are no part of the record."""

from typing import Self

from django.conf import settings
from django.contrib.auth.models import User
from django.db import models

LONGEST_ADDRESS = 200


class DraftQuerySet(models.QuerySet["Draft"]):
    def of(self, account: User) -> Self:
        """Filter the drafts that are still to be saved or discarded by this person. Latest first."""
        return self.filter(account=account, is_done=False).order_by("-at", "-pk")


class Draft(models.Model):
    """A form of one page, as far as somebody has filled it in.

    Once it is saved or discarded the text is gone; the row stays for a while, because a browser may send the text again.
    """

    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    key = models.CharField(max_length=32, help_text="Made by the browser when the form was begun.")
    form = models.CharField(
        max_length=LONGEST_ADDRESS, help_text="The address that the form is sent to."
    )
    page = models.CharField(
        max_length=LONGEST_ADDRESS, help_text="The address of the page that has the form."
    )
    fields = models.JSONField(default=list, help_text="Pairs of a name and a text.")
    at = models.DateTimeField(help_text="When it was last typed in.")
    was_restored = models.BooleanField(default=False, help_text="The form was filled in with it.")
    is_done = models.BooleanField(default=False, help_text="Saved or discarded.")

    objects = DraftQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account", "key"], name="draft_once")]

    def __str__(self) -> str:
        return f"draft {self.pk}"  # never its text: this may be printed
