"""The nightly verification: once a day for the whole desk, in a process of its own, with a checkpoint kept elsewhere."""

import logging
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from smtplib import SMTPException

from django.conf import settings
from django.contrib.auth.models import User
from django.core.mail import EmailMessage
from django.core.management.base import CommandError
from django.utils import timezone

from claims.enums import Role
from claims.management import checkpoints, timestamps
from claims.management.progress import count_faults
from claims.reads.exports.timestamps import SUFFIXES
from claims.reads.record.verification import Checkpoint, verify_desk
from verify import dump, limits, notes, signatures
from verify.timestamps import TimestampFault

log = logging.getLogger(__name__)

NOTE = "nightly"
STAMP_NOTE = "timestamp"
LONGEST = 4 * 3600  # seconds that a verification may take
# Seconds until a night that nobody finished is begun again. Longer than LONGEST, so that never two run at once.
AGAIN_AFTER = 6 * 3600
MOST_NAMED = 50  # faults in a mail
_PREFIX, _SUFFIX = "checkpoint-", ".json"


@dataclass
class Night:
    """What a verification found, and what could not be done about it."""

    head: Checkpoint | None = None
    faults: list[str] = field(default_factory=list)  # the first of them
    found: int = 0
    troubles: list[str] = field(default_factory=list)
    checkpoint: Path | None = None
    stamped_at: datetime | None = None
    stamp_fault: str = ""  # why an intact record has no time stamp

    @property
    def is_intact(self) -> bool:
        return self.head is not None and not self.found and not self.troubles


# When it runs


def start_if_due() -> None:
    """Start the night's verification if it is another day (UTC) and no process of the desk has started it. Reads one small file."""
    if not settings.NIGHTLY or _is_running():
        return
    last = notes.read(NOTE)
    if not last:
        notes.write(NOTE, ok=True)  # a new desk: the first night is the next
        return
    if last["at"].date() < timezone.now().date() and is_first_to_start():
        _start()


def is_first_to_start() -> bool:
    """Return True to one of all processes that ask, on whatever machine."""
    return limits.add("nightly verification", "", AGAIN_AFTER).number == 1


_children: list[subprocess.Popen[bytes]] = []


def _is_running() -> bool:
    _children[:] = [child for child in _children if child.poll() is None]
    return bool(_children)


def _start() -> None:
    """Start it as a process, so that it takes neither the interpreter nor the memory of one that serves people."""
    command = [sys.executable, str(settings.BASE_DIR / "manage.py"), "nightly"]
    child = subprocess.Popen(
        command, cwd=settings.BASE_DIR, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL
    )
    with suppress(OSError):  # it has ended
        os.setpriority(os.PRIO_PROCESS, child.pid, 10)
    _children.append(child)


# What it does


def run() -> Night:
    """Verify everything against the last checkpoint, keep and mail a new one, and tell of every failure."""
    night = Night()
    try:
        _verify(night, _last_checkpoint())
    except (CommandError, signatures.KeyFault, TimeoutError, OSError) as error:
        night.troubles.append(str(error))
    notes.write("verify_record", ok=night.is_intact)
    if night.is_intact:
        _keep(night)
        _stamp(night)
    _mail(night)
    notes.write(NOTE, ok=night.is_intact)
    if night.stamp_fault:
        log.error("the time stamp of the night: %s", night.stamp_fault)
    for told in (*night.faults, *night.troubles):
        log.error("the nightly verification: %s", told)
    if night.is_intact and night.head:
        log.info("the record was verified: %s Events", night.head.seq)
    return night


def _verify(night: Night, known: Checkpoint | None) -> None:
    end = time.monotonic() + LONGEST

    def stop_in_time(number: int) -> None:
        if time.monotonic() > end:
            raise TimeoutError(f"It was not finished after {LONGEST // 3600} hours.")

    with dump.freeze():
        night.head = Checkpoint.of_head()
        for fault in verify_desk(known, progress=lambda what: stop_in_time):
            night.found += 1
            if night.found <= MOST_NAMED:
                night.faults.append(str(fault))


def _last_checkpoint() -> Checkpoint | None:
    """Return the newest one. With a key, one that it signed: others may be from before there was a key."""
    key = signatures.public_key(None)
    for path in _newest_first():
        stored = checkpoints.read(path, key)
        if stored and (stored.is_signed or key is None):
            return stored.head
    return None


def _newest_first() -> list[Path]:
    if settings.CHECKPOINT_DIR is None:
        return []
    kept = Path(settings.CHECKPOINT_DIR).glob(f"{_PREFIX}*{_SUFFIX}")
    return sorted(kept, reverse=True)


def _keep(night: Night) -> None:
    """Write the checkpoint under the name of its moment. No earlier one is replaced."""
    if settings.CHECKPOINT_DIR is None or night.head is None:
        return
    moment = datetime.now(UTC).strftime("%Y-%m-%dT%H%M%SZ")
    path = Path(settings.CHECKPOINT_DIR) / f"{_PREFIX}{moment}{_SUFFIX}"
    try:
        if path.exists():
            raise CommandError(f"{path} already exists.")
        checkpoints.write(path, night.head)
    except CommandError as error:
        night.troubles.append(str(error))
    else:
        night.checkpoint = path


def _stamp(night: Night) -> None:
    """Have the checkpoint stamped. A night without a stamp is told, and the next one gets its own."""
    if not settings.TIMESTAMP_URL or night.checkpoint is None:
        return
    try:
        night.stamped_at = timestamps.stamp(night.checkpoint)
    except TimestampFault as fault:
        night.stamp_fault = str(fault)
    notes.write(STAMP_NOTE, ok=not night.stamp_fault)


# Who is told


def _mail(night: Night) -> None:
    message = _message_of(night)
    message.to = list(settings.CHECKPOINT_MAIL)
    if not message.to and (night.stamp_fault or not night.is_intact):
        message.to = list(_addresses_of_admins())
    if not message.to:
        return
    try:
        message.send()
    except (OSError, SMTPException) as error:
        night.troubles.append(f"The mail to {', '.join(message.to)} could not be sent: {error}.")


def _addresses_of_admins() -> Iterator[str]:
    admins = User.objects.filter(is_active=True, groups__name=Role.ADMIN).exclude(email="")
    yield from admins.order_by("pk").values_list("email", flat=True)


def _message_of(night: Night) -> EmailMessage:
    desk = settings.PUBLIC_URL or "this desk"
    if night.is_intact and night.head:
        return _message_of_intact(night, night.head, desk)
    if night.found:
        listed = [*night.faults, *night.troubles]
        if night.found > len(night.faults):
            listed.append(f"{night.found - len(night.faults)} more are not listed.")
        return EmailMessage(
            subject=f"Verify: the record was altered ({count_faults(night.found)})",
            body=_ALTERED.format(desk=desk, faults="\n".join(listed)),
        )
    return EmailMessage(
        subject="Verify: the nightly verification failed",
        body=_FAILED.format(desk=desk, troubles="\n".join(night.troubles)),
    )


def _message_of_intact(night: Night, head: Checkpoint, desk: str) -> EmailMessage:
    """Return the mail with the checkpoint, and with its time stamp if it has one."""
    subject = f"Verify: the record is intact ({head.seq} Events)"
    body = _INTACT.format(desk=desk, seq=head.seq, hash=head.hash)
    if night.stamp_fault:
        subject = f"Verify: the record is intact, but has no time stamp ({head.seq} Events)"
        body += _UNSTAMPED.format(fault=night.stamp_fault)
    message = EmailMessage(subject=subject, body=body)
    name = f"{_PREFIX}{head.seq}"
    message.attach(f"{name}{_SUFFIX}", checkpoints.content_of(head), "application/json")
    if night.checkpoint and night.stamped_at:
        message.body += _STAMPED.format(at=f"{night.stamped_at:%Y-%m-%d %H:%M:%S}", name=name)
        for suffix in SUFFIXES[1:]:
            content = night.checkpoint.with_suffix(suffix).read_bytes()
            message.attach(f"{name}{suffix}", content, "application/octet-stream")
    return message


_INTACT = """The record of {desk} was verified. Nothing was altered.

Events: {seq}
Head: {hash}

Keep this mail. The attached file is a checkpoint: if the record is ever cut off or computed again, this
command shows it:

    manage.py verify_record --checkpoint FILE
"""
_STAMPED = """
A time stamp authority confirms that it existed at {at} UTC. To check this, save the attached files in one folder:

    openssl ts -verify -data {name}.json -in {name}.tsr -CAfile {name}.pem
"""
_UNSTAMPED = """
It has no time stamp, so nobody else confirms when it existed:

{fault}

The next night asks again. `manage.py nightly` does it now.
"""
_ALTERED = """The record of {desk} was verified, and this was found:

{faults}

Somebody or something changed the database or the archived files past the desk. Copy both before you change
anything, and compare them with the last backup.
"""
_FAILED = """The record of {desk} could not be verified or its checkpoint could not be kept:

{troubles}

Run `manage.py nightly` when the cause is gone.
"""
