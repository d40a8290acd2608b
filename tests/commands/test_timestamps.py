"""Each checkpoint is stamped by an authority (RFC 3161), and a night without a stamp is told."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.core.management import CommandError, call_command
from django.utils import timezone

from claims.management import timestamps
from tests.authority import Authority, needs_openssl, openssl, serving
from tests.factories import SourceFactory
from verify import notes

pytestmark = [needs_openssl, pytest.mark.django_db]
SUFFIXES = [".json", ".pem", ".tsq", ".tsr"]


@pytest.fixture(scope="module")
def shared_authority(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Authority]:
    with serving(tmp_path_factory.mktemp("authority") / "made") as authority:
        yield authority


@pytest.fixture
def authority(shared_authority: Authority) -> Authority:
    shared_authority.answer, shared_authority.status = None, 200
    shared_authority.asked.clear()
    return shared_authority


@pytest.fixture
def kept(cast: Any, tmp_path: Path, settings: Any, authority: Authority) -> Path:
    settings.CHECKPOINT_DIR = tmp_path / "elsewhere"
    settings.CHECKPOINT_DIR.mkdir()
    settings.CHECKPOINT_MAIL = ["keeper@example.org"]
    settings.TIMESTAMP_URL = authority.url
    settings.TIMESTAMP_CA = authority.root
    SourceFactory(by=cast.researcher)
    return Path(settings.CHECKPOINT_DIR)


def run() -> str:
    out = StringIO()
    call_command("nightly", stdout=out)
    return out.getvalue()


def faults_at(client: Any) -> list[str]:
    return list(client.get("/healthz").json()["faults"])


def assert_only_the_stamp_is_missing(kept: Path, client: Any) -> str:
    """Run a night. Return what the command says."""
    with pytest.raises(CommandError) as error:
        run()
    assert [path.suffix for path in kept.iterdir()] == [".json"]
    assert faults_at(client) == ["timestamp"]
    assert notes.read("nightly")["ok"] is True
    (message,) = mail.outbox
    assert "has no time stamp" in message.subject
    assert [name.rpartition(".")[2] for name, _, _ in message.attachments] == ["json"]
    return str(error.value)


def test_checkpoint_is_stamped_and_openssl_verifies_what_is_kept_and_mailed(
    kept: Path, authority: Authority, client: Any, tmp_path: Path
) -> None:
    assert "Its time stamp says" in run()
    files = sorted(kept.iterdir())
    assert [path.suffix for path in files] == SUFFIXES
    assert len({path.stem for path in files}) == 1
    checkpoint, chain, request, reply = files
    assert authority.asked == [("application/timestamp-query", request.read_bytes())]
    assert chain.read_bytes() == authority.root.read_bytes()
    asked = openssl(kept, "ts", "-query", "-in", str(request), "-text").decode()
    assert "Hash Algorithm: sha512" in asked
    assert "Certificate required: yes" in asked
    assert faults_at(client) == []
    for given in (("-data", str(checkpoint)), ("-queryfile", str(request))):
        openssl(kept, "ts", "-verify", *given, "-in", str(reply), "-CAfile", str(chain))
    # The one who gets the mail needs nothing else.
    (message,) = mail.outbox
    for name, content, _ in message.attachments:
        data = content if isinstance(content, bytes) else content.encode()
        (tmp_path / name).write_bytes(data)
    command = re.search(r"openssl (ts -verify .+)", str(message.body))
    assert command
    assert b"OK" in openssl(tmp_path, *command[1].split())


def test_every_night_has_a_stamp_of_its_own_and_a_failed_one_does_not_stop_the_next(
    kept: Path, authority: Authority, client: Any
) -> None:
    start = timezone.now()
    for night in range(3):
        authority.status = 503 if night == 1 else 200
        with time_machine.travel(start + timedelta(seconds=night)):
            if night == 1:
                with pytest.raises(CommandError, match="503"):
                    run()
            else:
                run()
    assert len([*kept.glob("*.json")]) == 3
    assert len([*kept.glob("*.tsr")]) == 2
    assert faults_at(client) == []


def test_stamp_of_another_request_or_of_other_bytes_is_refused(
    kept: Path, authority: Authority, client: Any
) -> None:
    earlier = openssl(kept, "ts", "-query", "-sha512", "-cert", given=b"other bytes")
    authority.answer = lambda request: authority.stamp(earlier)
    assert "imprint" in assert_only_the_stamp_is_missing(kept, client)


def test_stamp_of_the_same_bytes_with_another_nonce_is_refused(
    kept: Path, authority: Authority, client: Any
) -> None:
    def stamped_before(request: bytes) -> bytes:
        (checkpoint,) = kept.glob("*.json")
        data = checkpoint.read_bytes()
        return authority.stamp(openssl(kept, "ts", "-query", "-sha512", "-cert", given=data))

    authority.answer = stamped_before
    assert "nonce" in assert_only_the_stamp_is_missing(kept, client)


def test_reply_without_nonce_is_refused(kept: Path, authority: Authority, client: Any) -> None:
    def without_nonce(request: bytes) -> bytes:
        (checkpoint,) = kept.glob("*.json")
        asked = ("-query", "-sha512", "-cert", "-no_nonce")
        return authority.stamp(openssl(kept, "ts", *asked, given=checkpoint.read_bytes()))

    authority.answer = without_nonce
    assert "nonce" in assert_only_the_stamp_is_missing(kept, client)


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (b"<html>Welcome to the free network</html>", "openssl"),
        (b"0" * 100_001, "100000 bytes"),
        (b"", "empty"),
        (None, "not answer in time"),
    ],
    ids=["garbage", "too large", "empty", "slow"],
)
def test_answer_that_is_no_reply_is_refused(
    answer: bytes | None, said: str, kept: Path, authority: Authority, client: Any, monkeypatch: Any
) -> None:
    monkeypatch.setattr(timestamps, "LIMITS", replace(timestamps.LIMITS, seconds=1))
    authority.answer = lambda request: answer
    assert said in assert_only_the_stamp_is_missing(kept, client)


def test_changed_reply_is_refused(kept: Path, authority: Authority, client: Any) -> None:
    def changed(request: bytes) -> bytes:
        reply = authority.stamp(request)
        return reply[:-1] + bytes([reply[-1] ^ 1])

    authority.answer = changed
    assert "openssl" in assert_only_the_stamp_is_missing(kept, client)


def test_authority_that_refuses_or_is_unknown_or_has_a_wrong_clock_gives_no_stamp(
    kept: Path, authority: Authority, client: Any, settings: Any, tmp_path: Path
) -> None:
    with serving(tmp_path / "other", digests="sha256") as other:
        settings.TIMESTAMP_URL = other.url
        assert "rejection" in assert_only_the_stamp_is_missing(kept, client)
        other.answer = authority.stamp  # honest, but not the one of TIMESTAMP_CA
        settings.TIMESTAMP_CA = other.root
        soon = time_machine.travel(timezone.now() + timedelta(seconds=5))
        with soon, pytest.raises(CommandError, match="certificate"):
            run()
    settings.TIMESTAMP_URL, settings.TIMESTAMP_CA = authority.url, authority.root
    later = time_machine.travel(timezone.now() + timedelta(hours=1))
    with later, pytest.raises(CommandError, match="The authority says that it is"):
        run()
    assert not [*kept.glob("*.tsr")]


def test_authority_that_is_down_is_told_until_no_authority_is_set(
    kept: Path, settings: Any, client: Any
) -> None:
    settings.TIMESTAMP_URL = "http://127.0.0.1:1/"  # nobody listens there
    with pytest.raises(CommandError, match="cannot be reached"):
        run()
    assert faults_at(client) == ["timestamp"]
    settings.TIMESTAMP_URL = ""
    assert faults_at(client) == []
