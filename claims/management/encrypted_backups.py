"""Encrypted backups: the files of a backup as one stream of tar, encrypted with age for people who are not on this machine.

`age --decrypt --identity FILE backup.tar.age | tar -x` opens it without Verify. Files go from where they are through
memory, a block at a time, into the encrypted file: nothing of them is on the target disk in the clear.
"""

import hashlib
import io
import os
import tarfile
from collections.abc import Collection, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from threading import Thread
from typing import Any

import pyrage
from django.core.management.base import CommandError

from claims.management import backups
from verify import dump
from verify.storage import wait_for_disk

ENCRYPTED = "backup.tar.age"

_BLOCK = 1 << 18
_TAR_BLOCK = 512
_OURS = {backups.MANIFEST, backups.SUMS, backups.SIGNATURE, *dump.FILE_NAMES.values()}


def recipients_of(named: Iterable[str]) -> list[Any]:
    """Return the recipients for whom to encrypt. Raise CommandError for one that is not `age1…`."""
    found = []
    for name in named:
        try:
            found.append(pyrage.x25519.Recipient.from_str(name))
        except pyrage.RecipientError as error:
            raise CommandError(
                f"“{name}” is not a recipient of age: it begins with age1. No backup was made."
            ) from error
    return found


# Encrypting


@dataclass
class Archive:
    """The files of a backup in the order in which they are read, each as it is asked for, with its checksum."""

    checksums: dict[str, str] = field(default_factory=dict)

    def file(self, name: str, path: Path, expected: str | None = None) -> Iterator[bytes]:
        """Yield the file as tar has it. Raise OSError if it is not what it should be."""
        digest, size = hashlib.sha256(), path.stat().st_size
        yield _header(name, size)
        left = size
        with path.open("rb") as file:
            while block := file.read(min(_BLOCK, left)):
                digest.update(block)
                left -= len(block)
                yield block
        if left or expected not in {None, digest.hexdigest()}:
            raise OSError(f"{path} changed while it was read.")
        yield _padding(size)
        self.checksums[name] = digest.hexdigest()

    def text(self, name: str, content: bytes) -> Iterator[bytes]:
        yield _header(name, len(content))
        yield content
        yield _padding(len(content))
        self.checksums[name] = hashlib.sha256(content).hexdigest()


def _header(name: str, size: int) -> bytes:
    member = tarfile.TarInfo(name)
    member.size, member.mode = size, 0o600
    return member.tobuf(format=tarfile.PAX_FORMAT)


def _padding(size: int) -> bytes:
    return b"\0" * (-size % _TAR_BLOCK)


def encrypt(blocks: Iterator[bytes], path: Path, recipients: Collection[Any]) -> str:
    """Write the blocks as an encrypted file. Return the SHA-256 of what the disk has, which is that of what was written."""
    with path.open("xb") as file:
        written = _Written(file)
        end = b"\0" * (2 * _TAR_BLOCK)
        try:
            pyrage.encrypt_io(_Blocks(blocks, end), written, list(recipients))
        except pyrage.EncryptError as error:
            raise OSError(f"{path} could not be encrypted: {error}.") from error
    wait_for_disk(path)
    if (digest := backups.sha256_of(path)) != written.digest.hexdigest():
        raise OSError(f"{path} is not what was written.")
    return digest


class _Blocks(io.RawIOBase):
    """Blocks as a file to read from."""

    def __init__(self, blocks: Iterator[bytes], end: bytes) -> None:
        self._blocks, self._end, self._left = blocks, end, b""

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        while not self._left:
            block = next(self._blocks, None)
            if block is None:
                self._left, self._end = self._end, b""
                break
            self._left = block
        size = len(self._left) if size < 0 else size
        given, self._left = self._left[:size], self._left[size:]
        return given


class _Written(io.RawIOBase):
    """A file to write to, with the digest of what was written."""

    def __init__(self, file: Any) -> None:
        self._file, self.digest = file, hashlib.sha256()

    def writable(self) -> bool:
        return True

    def write(self, block: Any) -> int:
        digest = self.digest
        self._file.write(block)
        digest.update(block)
        return len(block)

    def flush(self) -> None:
        self._file.flush()


# Decrypting


def decrypt(path: Path, identity: Path, folder: Path) -> None:
    """Write the files of an encrypted backup into the folder. Raise CommandError if anything of it is not as it was."""
    identities = _identities_in(identity)
    failures: list[Exception] = []
    read, write = os.pipe()
    with open(read, "rb") as clear:
        decrypting = Thread(target=_decrypt_into, args=(write, path, identities, failures))
        decrypting.start()
        unpacking: Exception | None = None
        try:
            _unpack(clear, folder)
            while clear.read(_BLOCK):
                pass  # to the end, where age proves that nothing was cut off
        except (OSError, tarfile.TarError, CommandError) as error:
            unpacking = error
    decrypting.join()
    _raise_failure(path, identity, failures, unpacking)


def _decrypt_into(
    pipe: int, path: Path, identities: Collection[Any], failures: list[Exception]
) -> None:
    with open(pipe, "wb") as clear:
        try:
            with path.open("rb") as file:
                pyrage.decrypt_io(file, clear, list(identities))
        except (pyrage.DecryptError, OSError) as error:
            failures.append(error)


def _raise_failure(
    path: Path, identity: Path, failures: list[Exception], unpacking: Exception | None
) -> None:
    """Tell the cause: a stream that ends early fails where it is unpacked, too, and one that nobody reads where it is decrypted."""
    for failure in failures:
        if isinstance(failure, BrokenPipeError):
            continue
        if isinstance(failure, pyrage.DecryptError) and "matching" in str(failure):
            raise CommandError(
                f"{path} was encrypted for somebody else: the identity in {identity} does not open it. Nothing was changed."
            )
        raise CommandError(
            f"{path} was cut or changed, and cannot be decrypted. Nothing was changed."
        )
    if isinstance(unpacking, OSError) and not isinstance(unpacking, tarfile.TarError):
        raise CommandError(f"{path} could not be unpacked: {unpacking}. Nothing was changed.")
    if unpacking:
        raise CommandError(f"{path} does not hold a backup: {unpacking}. Nothing was changed.")


def _identities_in(path: Path) -> list[Any]:
    """Return the identities of a file as age-keygen writes it."""
    try:
        lines = path.read_text("utf-8").split("\n")
        names = [line.strip() for line in lines if line.strip() and not line.startswith("#")]
        identities = [pyrage.x25519.Identity.from_str(name) for name in names]
    except OSError as error:
        raise CommandError(f"{path} could not be read: {error.strerror}.") from error
    except (ValueError, pyrage.IdentityError):
        identities = []
    if not identities:
        raise CommandError(f"{path} holds no identity of age, such as age-keygen writes.")
    return identities


def _unpack(clear: Any, folder: Path) -> None:
    """Write the files of a backup and nothing else: no links, no folders beyond those of archived copies."""
    with closing(tarfile.open(fileobj=clear, mode="r|")) as archive:
        for member in archive:
            is_capture = member.name.startswith(f"{backups.CAPTURES}/")
            if not member.isreg() or not (member.name in _OURS or is_capture):
                raise CommandError(f"it has the entry “{member.name[:100]}”")
            if not backups.is_inside(member.name):
                raise CommandError(f"it has the entry “{member.name[:100]}”")
            target = folder / member.name
            target.parent.mkdir(parents=True, exist_ok=True)
            source = archive.extractfile(member)
            with target.open("xb") as file:
                while source and (block := source.read(_BLOCK)):
                    file.write(block)
            if target.stat().st_size != member.size:
                raise tarfile.ReadError("it ends early")
