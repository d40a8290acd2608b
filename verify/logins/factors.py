"""Second factors: what allauth asks about them, and how their secrets are stored."""

import base64
from typing import Any

from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet, InvalidToken
from django.contrib.auth.models import User
from django.utils.crypto import salted_hmac


class UnreadableSecret(Exception):
    """A secret was stored under another SECRET_KEY."""


class MFAAdapter(DefaultMFAAdapter):
    """Second factors. Their secrets are encrypted, so that a copy of the database logs nobody in."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": "This code is not right. Enter the code that the app shows now, or a recovery code.",
    }

    def get_totp_label(self, user: User) -> str:
        return user.get_username()

    def get_totp_issuer(self) -> str:
        return f"Verify {_host()}"

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        return {"id": _host(), "name": "Verify"}

    def get_public_key_credential_user_entity(self, user: User) -> dict[str, Any]:
        name = user.get_username()
        return {"id": str(user.pk).encode(), "display_name": name, "name": name}

    def generate_authenticator_name(self, user: User, type: Any) -> str:  # noqa: A002
        return "Passkey"

    def encrypt(self, text: str) -> str:
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        try:
            return _cipher().decrypt(encrypted_text.encode()).decode()
        except InvalidToken:
            raise UnreadableSecret from None


def _host() -> str:
    return str(context.request.get_host()).partition(":")[0]


def _cipher() -> Fernet:
    key = salted_hmac("verify.logins", "secrets of second factors", algorithm="sha256").digest()
    return Fernet(base64.urlsafe_b64encode(key))
