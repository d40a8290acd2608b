"""The forms of second factors: allauth's, with the desk's limits and the desk's words."""

import struct
from typing import Any

from allauth.core import context
from allauth.core.internal.cryptokit import normalize_user_code
from allauth.mfa.base.forms import AuthenticateForm as AllauthAuthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm as AllauthActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm as AllauthAddWebAuthnForm
from allauth.mfa.webauthn.forms import AuthenticateWebAuthnForm as AllauthAuthenticateWebAuthnForm
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from django import forms
from django.core.exceptions import ValidationError

from . import guesses
from .factors import UnreadableSecret

LONGEST_CODE = 40
LONGEST_NAME = 60

_TOO_MANY = ValidationError(
    "Too many codes were wrong. Wait 15 minutes, or use a browser that you have logged in with before.",
    code="limited",
)
_UNREADABLE = ValidationError(
    "The desk cannot read your second factor any more. Ask whoever runs it to remove your factors.",
    code="unreadable",
)


_NO_KEY = ValidationError("We could not read this passkey. Try again.", code="passkey")
# What fido2 raises about hostile bytes and wrong signatures, and allauth lets through.
UNREADABLE_KEYS = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    InvalidSignature,
    LookupError,
    NotImplementedError,
    TypeError,
    UnsupportedAlgorithm,
    ValueError,
    struct.error,
)


class _Code(forms.CharField):
    """A code from an app or from paper. Typed with spaces or hyphens, it is the same code."""

    def __init__(self, help_text: str) -> None:
        attrs = {"autocomplete": "one-time-code", "autocapitalize": "off", "spellcheck": "false"}
        super().__init__(
            label="Code",
            max_length=LONGEST_CODE,
            widget=forms.TextInput(attrs=attrs),
            help_text=help_text,
        )


class AuthenticateForm(AllauthAuthenticateForm):
    """The code at login, from the app or a recovery code."""

    code = _Code("The six digits that your authenticator app shows, or a recovery code.")

    def clean_code(self) -> str:
        request = context.request
        if not guesses.may_try(request, self.user):
            raise _TOO_MANY
        try:
            code: str = super().clean_code()
        except UnreadableSecret:
            raise _UNREADABLE from None
        is_app = self.authenticator.type == Authenticator.Type.TOTP
        if is_app and not guesses.is_new(self.user, normalize_user_code(code)):
            raise ValidationError("This code was used already. Wait for the next one.", code="used")
        guesses.was_right(request, self.user)
        return code


class AuthenticateWebAuthnForm(AllauthAuthenticateWebAuthnForm):
    """A passkey at login."""

    def clean_credential(self) -> Any:
        if not guesses.may_try(context.request, self.user):
            raise _TOO_MANY
        try:
            found = super().clean_credential()
        except UNREADABLE_KEYS:
            raise _NO_KEY from None
        guesses.was_right(context.request, self.user)
        return found


class ActivateTOTPForm(AllauthActivateTOTPForm):
    """The first code of an app that is being set up: proof that it holds the secret."""

    code = _Code("The six digits that the app shows for this desk.")


class AddWebAuthnForm(AllauthAddWebAuthnForm):
    """A new passkey, with the name that its owner knows it by."""

    name = forms.CharField(
        required=False,
        max_length=LONGEST_NAME,
        label="Name of the passkey",
        help_text="So that you know which one it is: “telephone”, “key on my ring”.",
    )

    def clean(self) -> Any:
        try:
            return super().clean()
        except UNREADABLE_KEYS:
            raise _NO_KEY from None
