"""The account log: what is noted, that a changed entry is found, and that erasing leaves the chain whole."""

import json
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from claims.actions.account_log import erase_details, note
from claims.enums import AccountKind
from claims.given import Sender
from claims.models import AccountDetails, AccountEntry, AccountLogHead, triggers
from claims.reads.record.account_log import verify_account_log
from claims.reads.record.verification import Checkpoint, verify_desk
from tests.conftest import PASSWORD

from .logging_in import kinds_of, log_in

pytestmark = pytest.mark.django_db
K = AccountKind


def codes(known: tuple[int, str] | None = None) -> list[str]:
    return [fault.code for fault in verify_account_log(known)]


# --- Logging in and out ---


def test_login_and_logout_are_noted_with_address_and_browser(cast: Any) -> None:
    log_in(cast.reader.username).post("/accounts/logout/")

    entry, out = AccountEntry.objects.about(cast.reader).with_details().order_by("seq")[1:3]
    assert (entry.kind, out.kind) == (K.LOGGED_IN, K.LOGGED_OUT)
    assert (entry.by, entry.facts["known_browser"]) == (cast.reader, False)
    assert (entry.details.address, entry.details.browser) == ("192.0.2.7", "Firefox on Linux")


def test_second_login_with_the_same_browser_is_known(cast: Any) -> None:
    client = log_in(cast.reader.username)
    client.post("/accounts/logout/")
    client.post("/accounts/login/", {"username": cast.reader.username, "password": PASSWORD})

    latest = AccountEntry.objects.about(cast.reader).first()
    assert latest is not None
    assert (latest.kind, latest.facts["known_browser"]) == (K.LOGGED_IN, True)


def test_wrong_password_is_noted_for_the_account_and_by_nobody(cast: Any) -> None:
    log_in(cast.reader.username, "wrong")

    entry = AccountEntry.objects.get(kind=K.LOGIN_FAILED)
    assert (entry.account, entry.by) == (cast.reader, None)


def test_endless_guesses_at_an_account_leave_few_entries(cast: Any) -> None:
    for _ in range(30):
        log_in(cast.reader.username, "wrong")

    kinds = kinds_of(cast.reader)
    assert kinds.count(K.LOGIN_FAILED) == 10  # those that reached the check
    assert kinds.count(K.LOGIN_REFUSED) == 1


def test_refused_guesses_from_many_networks_leave_few_entries(cast: Any) -> None:
    for number in range(34):
        log_in(cast.reader.username, "wrong", f"198.51.100.{number}")

    kinds = kinds_of(cast.reader)
    assert kinds.count(K.LOGIN_FAILED) <= 10
    assert kinds.count(K.LOGIN_REFUSED) == 20


def test_unknown_names_are_summed_up_and_never_stored(cast: Any) -> None:
    for number in range(12):
        log_in(f"{PASSWORD}{number}", "whatever")

    found = AccountEntry.objects.filter(kind=K.UNKNOWN_NAMES).with_details().order_by("seq")
    assert [entry.facts for entry in found] == [{"times": 1}, {"times": 10}]
    assert all(entry.account is None for entry in found)
    stored = [*AccountEntry.objects.values_list("facts"), *AccountDetails.objects.values_list()]
    assert PASSWORD not in str(stored)


def test_unknown_names_from_many_networks_leave_few_entries(cast: Any) -> None:
    for number in range(25):
        log_in("nobody-of-that-name", "whatever", f"198.51.100.{number}")

    assert AccountEntry.objects.filter(kind=K.UNKNOWN_NAMES).count() == 20


# --- The chain ---


@pytest.fixture
def four_entries(cast: Any) -> list[AccountEntry]:
    sender = Sender("192.0.2.7", "Firefox on Linux")
    for kind in (K.LOGIN_FAILED, K.LOGGED_IN, K.EMAIL_CHANGED, K.LOGGED_OUT):
        personal = {"old": "ann@example.org"} if kind == K.EMAIL_CHANGED else {}
        note(kind, cast.reader, by=cast.reader, sender=sender, personal=personal)
    return list(AccountEntry.objects.order_by("-seq")[:4][::-1])


def run(sql: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql)


def test_honest_log_is_intact(four_entries: Any) -> None:
    assert codes() == []
    assert list(verify_desk(Checkpoint.of_head())) == []


Change = Callable[[list[AccountEntry]], Any]
TAMPERING: dict[str, tuple[Change, set[str]]] = {
    "kind": (lambda e: run(f"UPDATE claims_accountentry SET kind='logged_out' WHERE seq={e[1].seq}"), {"altered"}),
    "account": (lambda e: run(f"UPDATE claims_accountentry SET account_id=NULL WHERE seq={e[1].seq}"), {"altered"}),
    "who": (lambda e: run(f"UPDATE claims_accountentry SET by_id=NULL WHERE seq={e[1].seq}"), {"altered"}),
    "digest of the details": (
        lambda e: run(f"UPDATE claims_accountentry SET details_digest='' WHERE seq={e[1].seq}"),
        {"altered"},
    ),
    "removed": (lambda e: run(f"DELETE FROM claims_accountentry WHERE seq={e[1].seq}"), {"gap"}),
    "last removed": (lambda e: run(f"DELETE FROM claims_accountentry WHERE seq={e[3].seq}"), {"cut_off"}),
    "head": (lambda e: AccountLogHead.objects.update(hash="0" * 64), {"head"}),
    "address": (lambda e: AccountDetails.objects.filter(entry=e[1]).update(address="::1"), {"altered"}),
    "mail address": (lambda e: AccountDetails.objects.filter(entry=e[2]).update(others={}), {"altered"}),
    "details removed": (lambda e: AccountDetails.objects.filter(entry=e[1]).delete(), {"missing"}),
    "details planted": (
        lambda e: AccountDetails.objects.create(entry=note(K.LOGGED_OUT, None, by=None), salt="", address="::1"),
        {"altered"},
    ),
}  # fmt: skip


@pytest.mark.parametrize("change", TAMPERING)
def test_changed_log_is_found(change: str, four_entries: list[AccountEntry]) -> None:
    act, expected = TAMPERING[change]
    triggers.remove(connection)
    if change in {"removed", "last removed"}:  # its details hang on it
        AccountDetails.objects.filter(entry__in=four_entries).delete()
    try:
        act(four_entries)
        assert expected <= set(codes())
    finally:
        triggers.install(connection)


def test_log_that_was_cut_and_sealed_again_is_found_with_a_checkpoint(four_entries: Any) -> None:
    known = Checkpoint.of_head()
    assert known is not None and known.accounts is not None
    triggers.remove(connection)
    last = four_entries[-1]
    AccountDetails.objects.filter(entry=last).delete()
    run(f"DELETE FROM claims_accountentry WHERE seq = {last.seq}")
    AccountLogHead.objects.update(seq=last.seq - 1, hash=last.previous_hash)
    triggers.install(connection)

    assert codes() == []
    assert codes(known.accounts) == ["cut_off"]


def test_erased_details_leave_the_log_intact(four_entries: list[AccountEntry], cast: Any) -> None:
    seqs = [entry.seq for entry in four_entries]
    assert erase_details(seqs, by=cast.admin) == 4

    assert codes() == []
    assert not AccountDetails.objects.filter(entry__in=four_entries).exists()
    latest = AccountEntry.objects.first()
    assert latest is not None
    assert (latest.kind, latest.by, latest.facts) == (
        K.DETAILS_ERASED, cast.admin, {"entries": seqs},
    )  # fmt: skip


def test_command_compares_the_log_with_its_checkpoint(four_entries: Any, tmp_path: Path) -> None:
    checkpoint = tmp_path / "checkpoint"
    call_command("verify_record", checkpoint=checkpoint, stdout=StringIO())
    head = AccountLogHead.objects.get()
    assert json.loads(checkpoint.read_text())["accounts"] == {"seq": head.seq, "hash": head.hash}

    triggers.remove(connection)
    AccountDetails.objects.filter(entry=four_entries[-1]).delete()
    run(f"DELETE FROM claims_accountentry WHERE seq = {head.seq}")
    AccountLogHead.objects.update(seq=head.seq - 1, hash=four_entries[-1].previous_hash)
    triggers.install(connection)

    with pytest.raises(CommandError):
        call_command("verify_record", checkpoint=checkpoint, stdout=StringIO())


def test_checkpoint_of_an_older_desk_is_read(four_entries: Any, tmp_path: Path) -> None:
    checkpoint = tmp_path / "checkpoint"
    call_command("verify_record", checkpoint=checkpoint, stdout=StringIO())
    older = json.loads(checkpoint.read_text())
    del older["accounts"]
    checkpoint.write_text(json.dumps(older))
    call_command("verify_record", checkpoint=checkpoint, stdout=StringIO())
