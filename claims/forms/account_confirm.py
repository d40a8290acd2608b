"""The field for one's own password on forms that can take over accounts or change what verdicts need."""

from collections.abc import Mapping
from typing import Any, Self

from django import forms


class ConfirmedForm(forms.Form):
    """Ask for the password unless it was typed a short while ago.

    The field is on the form itself, so that nothing else that was typed is lost when it is asked for.
    """

    your_password = forms.CharField(
        required=False,
        strip=False,
        max_length=256,
        label="Your own password",
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        help_text="Type it again to confirm that it is you. We ask if you have not typed it for 15 minutes.",
    )

    # Set for one request, by `of`.
    is_confirmed = False
    can_confirm = True

    @classmethod
    def of(cls, confirmation: Mapping[str, object]) -> type[Self]:
        """Return this form for one request (actions/account_confirm.py)."""
        return type(cls.__name__, (cls,), dict(confirmation))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.is_confirmed:
            del self.fields["your_password"]

    def confirm(self, password: str) -> bool:
        """Return True if it is the person's password."""
        raise NotImplementedError

    def clean(self) -> dict[str, Any]:
        typed: dict[str, Any] = super().clean() or self.cleaned_data
        # Last, so that a wrong field elsewhere does not cost a try.
        if "your_password" in self.fields and not self.errors:
            self._check(typed.get("your_password") or "")
        return typed

    def _check(self, password: str) -> None:
        if not self.can_confirm:
            message = "Your account has no password. Log out and log in again, then submit this within 15 minutes."
            self.add_error("your_password", forms.ValidationError(message, code="no_password"))
        elif not password:
            message = "Type your own password to confirm that it is you. Nothing was saved."
            self.add_error("your_password", forms.ValidationError(message, code="unconfirmed"))
        elif not self.confirm(password):
            message = "This is not your password. Nothing was saved."
            self.add_error("your_password", forms.ValidationError(message, code="wrong_password"))
