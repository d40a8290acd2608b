"""Forms of the suggestions: how the list is shown, and why a sentence is dismissed."""

from typing import Any

from django import forms

from claims.enums import DismissedAs
from claims.models.base import read_number
from claims.reads.articles.suggestions import ORDERS

from .fields import ChoiceField


class ListForm(forms.Form):
    """How the list is shown. A value that is not known shows the default; nothing is saved."""

    order = forms.CharField(required=False)
    all = forms.CharField(required=False)
    unread = forms.CharField(required=False)

    def shown(self) -> dict[str, Any]:
        order = str(self.data.get("order", ""))
        return {
            "order": order if order in ORDERS else "strongest",
            "whole": bool(self.data.get("all")),
            "polls": min(read_number(str(self.data.get("unread", ""))) or 0, 100),
        }


class DismissForm(ListForm):
    dismissed_as = ChoiceField(enum=DismissedAs)
