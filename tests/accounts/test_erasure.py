"""The record and signed rows name accounts neutrally. Erasing an account removes its name, and nothing else changes."""

import csv
import json
from io import StringIO
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.contrib.sessions.backends.db import SessionStore
from django.core.management import CommandError, call_command
from django.db import connection
from django.urls import reverse

from claims.actions import accounts, review
from claims.actions.account_erasure import erase_account
from claims.actions.desk import record_untold_rows
from claims.actions.holds import place_hold
from claims.actions.verdict_rows import row_sha256
from claims.enums import ClaimStatus, Role, Verb
from claims.errors import Invalid, Refused
from claims.exports.filters import Filters
from claims.models import Claim, Event, Verdict, triggers
from claims.models.accounts import account_revision
from claims.models.canonical import row_digest
from claims.reads.exports.verdicts import csv_files, moment_of
from tests.conftest import PASSWORD
from tests.exports.proofs import read
from tests.exports.proofs import verify as run_program
from tests.factories import (
    ArticleFactory,
    ClaimFactory,
    change_account,
    make_numbered_export,
    sign_off,
)
from tests.record.older import write_again_as_older_desk

pytestmark = pytest.mark.django_db

NAMES = {
    "researcher": "ozturk.r",
    "reviewer1": "zoe.brandt",
    "reviewer2": "quinn.maro",
    "editor": "pavel.ode",
}
REASON = "Left the desk, asked for it."


@pytest.fixture
def people(cast: Any) -> Any:
    """Return a cast whose names occur nowhere else."""
    made = {
        member: accounts.create_user(
            name,
            roles=[Role(member.rstrip("12"))],
            by=None,
            password=PASSWORD,
            email=f"{name}@example.org",
        )
        for member, name in NAMES.items()
    }
    return SimpleNamespace(**made)


@pytest.fixture
def signed(people: Any) -> Claim:
    """A claim that all of them worked on, signed."""
    article = ArticleFactory(by=people.researcher)
    claim: Claim = ClaimFactory(
        people=people, article=article, assessments_required=2, status=ClaimStatus.AGREED
    )
    review.assign(claim, people.reviewer1, seen_revision=claim.revision, by=people.editor)
    claim.refresh_from_db()
    sign_off(claim, people.editor)
    return claim


def deactivate(user: Any, admin: Any) -> None:
    seen = account_revision(user)
    accounts.change_user(
        user, roles=[], is_active=False, email=user.email, seen_revision=seen, by=admin
    )


def erase(user: Any, admin: Any) -> str:
    """Erase the account; return what it is called now."""
    deactivate(user, admin)
    erase_account(user, reason=REASON, by=admin)
    user.refresh_from_db()
    return str(user.username)


def verify() -> None:
    call_command("verify_record", stdout=StringIO())


def exported(name: str = "verdicts.csv") -> bytes:
    return b"".join(csv_files(Filters(), moment_of(None), bom=True)[name])


def record_as_stored() -> str:
    columns = ("by_name", "before", "after", "reason")
    return json.dumps(list(Event.objects.values(*columns))) + json.dumps(
        list(Verdict.objects.values("row", "evidence_rows", "policy", "agreement"))
    )


def test_record_and_signed_rows_hold_no_name(signed: Claim) -> None:
    stored = record_as_stored()
    assert [name for name in NAMES.values() if name in stored] == []


def test_pages_and_exports_join_the_names(signed: Claim, login: Any) -> None:
    (row,) = csv.DictReader(StringIO(exported().decode("utf-8-sig")))
    assert row["signed_off_by"] == NAMES["editor"]
    assert row["assessed_by"] == f"{NAMES['reviewer1']} | {NAMES['reviewer2']}"
    reader = login("reader")
    record = reader.get(reverse("record")).content.decode()
    page = reader.get(reverse("claim_page", args=[signed.pk])).content.decode()
    for name in NAMES.values():
        assert name in record
        assert name in page


@pytest.mark.parametrize("member", NAMES)
def test_erased_name_is_nowhere_and_nothing_else_changes(
    signed: Claim, people: Any, cast: Any, login: Any, member: str
) -> None:
    user, name = getattr(people, member), NAMES[member]
    deactivate(user, cast.admin)
    before = {file: exported(file) for file in ("verdicts.csv", "evidence.csv")}

    erase_account(user, reason=REASON, by=cast.admin)

    now = f"account-{user.pk}"
    for file, bytes_before in before.items():
        assert exported(file) == bytes_before.replace(name.encode(), now.encode())
    reader = login("reader")
    for url in (reverse("record"), reverse("claim_page", args=[signed.pk]), reverse("claim_list")):
        assert name not in reader.get(url).content.decode(), url
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM auth_user WHERE id = %s", [user.pk])
        assert name not in repr(cursor.fetchone())
    verify()


def as_older_desk(claim: Claim) -> None:
    """Write the Events and the verdict as a desk did that named accounts."""
    triggers.remove(connection)
    verdict = Verdict.objects.get(claim=claim)
    verdict.row |= {
        "signed_off_by": NAMES["editor"],
        "assessed_by": f"{NAMES['reviewer1']} | {NAMES['reviewer2']}",
    }
    verdict.sha256 = row_sha256(verdict.row)
    verdict.save()
    for event in Event.objects.select_related("by"):
        event.by_name = event.by.username if event.by else event.by_name
        if event.verb == Verb.SIGNED_OFF:
            event.after |= {"verdict_sha256": verdict.sha256, "digest": row_digest(verdict)}
        if event.verb == Verb.CLAIM_ASSIGNED:
            event.after["assignee"] = NAMES["reviewer1"]
        if event.verb == Verb.USER_CREATED:
            event.after["username"] = User.objects.get(pk=event.object_id).username
        event.save()
    triggers.install(connection)
    write_again_as_older_desk()
    record_untold_rows()  # as the first migrate does


def test_older_record_keeps_verifying_and_shows_no_erased_name(
    signed: Claim, people: Any, cast: Any, login: Any
) -> None:
    reader = login("reader")
    as_older_desk(signed)
    verify()
    before = exported()
    assert NAMES["reviewer1"].encode() in before

    now = erase(people.reviewer1, cast.admin)

    assert exported() == before.replace(NAMES["reviewer1"].encode(), now.encode())
    page = reader.get(reverse("record") + f"?object=user:{people.reviewer1.pk}").content.decode()
    assert NAMES["reviewer1"] not in page
    page = reader.get(reverse("record") + f"?object=claim:{signed.pk}").content.decode()
    assert NAMES["reviewer1"] not in page
    # The hash covers the name: it stays in the database, and the Event of the erasure says how often.
    told = Event.objects.get(verb=Verb.ACCOUNT_ERASED).after["events_with_name"]
    assert told == Event.objects.filter(by_name=NAMES["reviewer1"]).count() > 0
    verify()


@pytest.mark.any_database
def test_numbered_export_says_that_a_name_was_erased(
    signed: Claim, people: Any, cast: Any, login: Any
) -> None:
    export = make_numbered_export(cast.reader)
    erase(people.editor, cast.admin)
    page = login("reader").get(reverse("export_numbered", args=[export.pk]) + "?check=1")
    check = page.context.get("check")
    assert check is not None and (check.is_same, check.erased_since) == (False, True)


@pytest.mark.any_database
@pytest.mark.parametrize("is_older", [False, True])
def test_proof_agrees_after_an_erasure_and_holds_no_erased_name(
    signed: Claim, people: Any, cast: Any, login: Any, tmp_path: Path, is_older: bool
) -> None:
    editor = login("editor")
    if is_older:
        as_older_desk(signed)
    for member in ("reviewer1", "editor"):
        erase(getattr(people, member), cast.admin)
        response = editor.get(reverse("export_proof"))
        proof = b"".join(response.streaming_content)
        status, said = run_program(proof, tmp_path)
        assert status == 0, said
        assert ("name an erased account" in said) is not is_older
        # An older desk's Event of the signing names the editor, and is not shown.
        assert ("are not tied to the head" in said) is (is_older and member == "editor")
        assert NAMES[member].encode() not in b"".join(read(proof).values())


# Who may erase what


@pytest.mark.any_database
@pytest.mark.parametrize("member", ["reader", "editor", "nobody"])
def test_only_admins_erase_accounts(people: Any, cast: Any, member: str) -> None:
    deactivate(people.editor, cast.admin)
    with pytest.raises(Refused) as refused:
        erase_account(people.editor, reason=REASON, by=getattr(cast, member))
    assert refused.value.denial.code in {"needs_admin", "no_role"}


@pytest.mark.any_database
def test_account_in_use_held_or_erased_is_refused(signed: Claim, people: Any, cast: Any) -> None:
    def code_for(user: Any) -> str:
        with pytest.raises(Refused) as refused:
            erase_account(user, reason=REASON, by=cast.admin)
        return refused.value.denial.code

    assert code_for(people.editor) == "account_active"
    deactivate(people.editor, cast.admin)
    deactivate(people.reviewer2, cast.admin)
    place_hold(people.reviewer2, reason="Case 1/26", by=cast.admin)
    assert code_for(people.reviewer2) == "legal_hold"
    other = ClaimFactory(people=people)
    erase_account(people.editor, reason=REASON, by=cast.admin)
    assert code_for(people.editor) == "account_erased"
    place_hold(other, reason="Case 2/26", by=cast.editor)
    deactivate(people.researcher, cast.admin)
    assert code_for(people.researcher) == "legal_hold"  # it added that claim
    verify()


def test_session_that_an_older_desk_did_not_note_is_ended(people: Any, cast: Any) -> None:
    sessions = [SessionStore(), SessionStore()]
    for session, account in zip(sessions, (people.editor, people.reviewer1), strict=True):
        session["_auth_user_id"] = str(account.pk)
        session.save()
    erase(people.editor, cast.admin)
    assert [session.exists(session.session_key) for session in sessions] == [False, True]


@pytest.mark.any_database
def test_reason_must_not_hold_the_name(people: Any, cast: Any) -> None:
    deactivate(people.editor, cast.admin)
    for reason in ("", f"{NAMES['editor']} left"):
        with pytest.raises(Invalid):
            erase_account(people.editor, reason=reason, by=cast.admin)


@pytest.mark.any_database
@pytest.mark.parametrize("name", ["pavel.ode", "Pavel.Ode", "account-77", "Account-1"])
def test_erased_and_neutral_names_are_never_given(people: Any, cast: Any, name: str) -> None:
    erase(people.editor, cast.admin)
    with pytest.raises(Invalid) as refused:
        accounts.create_user(name, roles=[], by=None)
    assert refused.value.field == "username"


@pytest.mark.any_database
def test_erased_account_cannot_come_back(people: Any, cast: Any, client: Any) -> None:
    client.post(reverse("login"), {"username": NAMES["editor"], "password": PASSWORD})
    assert client.get(reverse("desk")).status_code == 200
    now = erase(people.editor, cast.admin)
    assert client.get(reverse("desk")).status_code == 302
    for name in (NAMES["editor"], now):
        answer = client.post(reverse("login"), {"username": name, "password": PASSWORD})
        assert answer.status_code == 200
    with pytest.raises(Refused) as refused:
        change_account(people.editor, roles=[Role.EDITOR], by=cast.admin)
    assert refused.value.denial.code == "account_erased"


# Through its doors


@pytest.mark.any_database
def test_admin_page_asks_and_erases(people: Any, cast: Any, login: Any) -> None:
    url = reverse("admin:auth_user_erase", args=[people.editor.pk])
    admin = login("admin")
    assert login("editor").get(url).status_code == 403
    assert admin.post(url, {"reason": REASON, "confirmed": "on"}).status_code == 409
    deactivate(people.editor, cast.admin)
    page = admin.get(reverse("admin:auth_user_change", args=[people.editor.pk]))
    assert url in page.content.decode()
    assert admin.get(url).status_code == 200
    refused = admin.post(url, {"reason": REASON})
    assert (refused.status_code, REASON in refused.content.decode()) == (422, True)
    assert admin.post(url, {"reason": REASON, "confirmed": "on"}).status_code == 302
    people.editor.refresh_from_db()
    assert people.editor.username == f"account-{people.editor.pk}"
    assert (people.editor.email, people.editor.groups.count()) == ("", 0)


@pytest.mark.any_database
def test_command_erases(people: Any, cast: Any) -> None:
    out = StringIO()
    for name in ("nobody.here", NAMES["editor"]):
        with pytest.raises(CommandError):
            call_command("erase_account", name, reason=REASON, yes=True, stdout=out)
    deactivate(people.editor, cast.admin)
    call_command("erase_account", NAMES["editor"], reason=REASON, yes=True, stdout=out)
    assert f"account-{people.editor.pk}" in out.getvalue()
