"""Sign with an ed25519 key that is kept outside the data folder, and check such signatures.

Keys are PEM files and a signature is 64 bytes, so that OpenSSL can check them without Verify.
"""

import os
from pathlib import Path

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
    load_pem_public_key,
)
from django.conf import settings

_LARGEST_KEY = 10_000  # bytes of a PEM file


class KeyFault(Exception):
    """A key cannot be made or used; the message says why, and never quotes the key."""


def make_key(path: Path) -> Path:
    """Write a new private key, which only its owner can read, and its public key next to it. Return the public key's path."""
    public = path.with_name(f"{path.name}.pub")
    if path.resolve().is_relative_to(settings.DATA_DIR):
        raise KeyFault(
            f"{path} is inside DATA_DIR. Keep the key elsewhere: whoever can change the data must not be able to sign it."
        )
    key = Ed25519PrivateKey.generate()
    _create(path, _pem(key), 0o600)
    try:
        _create(public, _public_pem(key.public_key()), 0o644)
    except KeyFault:
        path.unlink()
        raise
    return public


def _create(path: Path, content: bytes, mode: int) -> None:
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
        with os.fdopen(descriptor, "wb") as file:
            os.fchmod(descriptor, mode)  # whatever the umask is
            file.write(content)
            file.flush()
            os.fsync(descriptor)
    except FileExistsError:
        raise KeyFault(f"{path} already exists. No key was made.") from None
    except OSError as error:
        raise KeyFault(f"{path} could not be written: {error.strerror}.") from error


def _pem(key: Ed25519PrivateKey) -> bytes:
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


def _public_pem(key: Ed25519PublicKey) -> bytes:
    return key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)


def own_key() -> Ed25519PrivateKey | None:
    """Return the key that BACKUP_KEY names, or None if it names none. Raise KeyFault if it cannot be used."""
    path = settings.BACKUP_KEY
    if path is None:
        return None
    try:
        if path.stat().st_mode & 0o077:
            raise KeyFault(f"Others can read BACKUP_KEY {path}: run `chmod 600 {path}`.")
        key = load_pem_private_key(_read(path), password=None)
    except OSError as error:
        raise KeyFault(f"BACKUP_KEY {path} could not be read: {error.strerror}.") from error
    except (ValueError, TypeError, UnsupportedAlgorithm):
        key = None
    if not isinstance(key, Ed25519PrivateKey):
        raise KeyFault(f"BACKUP_KEY {path} is not a private key as `signing_key` makes one.")
    return key


def public_key(path: Path | None) -> Ed25519PublicKey | None:
    """Return the public key in the file; without a path, that of BACKUP_KEY. None if there is neither."""
    if path is None:
        own = own_key()
        return own.public_key() if own else None
    try:
        key = load_pem_public_key(_read(path))
    except OSError as error:
        raise KeyFault(f"The public key {path} could not be read: {error.strerror}.") from error
    except (ValueError, UnsupportedAlgorithm):
        key = None
    if not isinstance(key, Ed25519PublicKey):
        raise KeyFault(
            f"{path} is not a public key as `signing_key` makes one (its name ends with .pub)."
        )
    return key


def _read(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(_LARGEST_KEY)


def is_signed(content: bytes, signature: bytes, key: Ed25519PublicKey) -> bool:
    try:
        key.verify(signature, content)
    except InvalidSignature:
        return False
    return True
