"""What a browser sends as a draft."""

import json
import re
import secrets
from datetime import UTC, datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from claims.given import DraftGiven
from claims.models.drafts import LONGEST_ADDRESS
from claims.reads.drafts.draft_pages import page_of

MOST_FIELDS = 500
MOST_CHARACTERS = 250_000

KEY = re.compile(r"[0-9a-f]{32}")
# Names that a form of the desk gives to what is no answer of the person.
NEVER_KEPT = ("csrfmiddlewaretoken", "draft", "draft_restore", "held")


class DraftForm(forms.Form):
    """A form of a page, as far as it is filled in. `fields` is JSON: a list of pairs of a name and a text."""

    key = forms.RegexField(KEY, max_length=32)
    form = forms.CharField(max_length=LONGEST_ADDRESS)
    at = forms.IntegerField(min_value=0, max_value=10**14)  # milliseconds since 1970
    fields_typed = forms.CharField(max_length=MOST_CHARACTERS, strip=False)

    def clean_fields_typed(self) -> list[list[str]]:
        try:
            pairs: Any = json.loads(self.cleaned_data["fields_typed"])
        except (ValueError, RecursionError):
            raise ValidationError("This is no JSON.", code="no_json") from None
        return read_pairs(pairs)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if "form" in cleaned:
            cleaned["page"] = page_of(cleaned["form"])
            if not cleaned["page"]:
                self.add_error("form", "The desk has no such form.")
        return cleaned

    def given(self) -> DraftGiven:
        data = self.cleaned_data
        typed_at = datetime.fromtimestamp(data["at"] / 1000, UTC)
        at = min(typed_at, timezone.now())
        return DraftGiven(data["key"], data["form"], data["page"], data["fields_typed"], at)


def read_pairs(pairs: Any) -> list[list[str]]:
    """Return the pairs that are kept; raises ValidationError. Passwords and what a page needs for itself are left out."""
    if not isinstance(pairs, list) or len(pairs) > MOST_FIELDS:
        raise ValidationError("This is no list, or it is too long.", code="no_list")
    found = []
    for pair in pairs:
        if not (
            isinstance(pair, list) and len(pair) == 2 and all(isinstance(x, str) for x in pair)
        ):
            raise ValidationError("Each field is a name and a text.", code="no_pair")
        name, text = (x.replace("\0", "") for x in pair)
        if name not in NEVER_KEPT and "password" not in name:
            found.append([name, text])
    return found


def draft_of_held(key: str, form: str, fields: list[list[str]]) -> DraftGiven | None:
    """Return the draft of a form that was sent without a login, or None if it cannot be one."""
    page = page_of(form)
    if not page or len(form) > LONGEST_ADDRESS:
        return None
    try:
        pairs = read_pairs(fields)
    except ValidationError:
        return None
    known = key if KEY.fullmatch(key) else secrets.token_hex(16)
    return DraftGiven(known, form, page, pairs, timezone.now())
