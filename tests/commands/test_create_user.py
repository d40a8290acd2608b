"""create_user: the first account of a desk, from the command line."""

import io
import os
import pty
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command

from claims import rules
from claims.enums import Role, Verb
from claims.models import Event
from tests.conftest import PASSWORD


def run(*args: str, typed: str | None = None, monkeypatch: Any = None) -> str:
    out = io.StringIO()
    if typed is not None:
        monkeypatch.setattr(sys, "stdin", io.StringIO(typed))
    call_command("create_user", *args, stdout=out)
    return out.getvalue()


def test_the_account_gets_its_roles_and_is_recorded(db: Any) -> None:
    output = run("newcomer", "--role", "reviewer", "--role", "admin", "--email", "n@example.org")
    user = User.objects.get(username="newcomer")
    assert rules.roles_of(user) == {Role.REVIEWER, Role.ADMIN}
    assert user.email == "n@example.org"
    event = Event.objects.get()
    assert (event.verb, event.by_name, event.object_id) == (
        Verb.USER_CREATED,
        "command line",
        user.pk,
    )
    assert "newcomer" in output


def test_without_a_password_the_command_explains_how_to_set_one(db: Any) -> None:
    output = run("newcomer", "--role", "reader")
    assert not User.objects.get().has_usable_password()
    assert "changepassword newcomer" in output


def test_the_password_can_come_from_standard_input(db: Any, monkeypatch: Any) -> None:
    output = run(
        "newcomer",
        "--role",
        "reader",
        "--password-stdin",
        typed=f"{PASSWORD}\nnot this\n",
        monkeypatch=monkeypatch,
    )
    assert User.objects.get().check_password(PASSWORD)
    assert PASSWORD not in output
    assert "changepassword" not in output


@pytest.mark.parametrize(
    ("args", "typed"),
    [
        (["reader", "--role", "reader"], None),  # taken
        (["READER", "--role", "reader"], None),
        (["", "--role", "reader"], None),
        (["two words", "--role", "reader"], None),
        (["newcomer", "--role", "chief"], None),
        (["newcomer"], None),
        (["newcomer", "--role", "reader", "--password-stdin"], "short\n"),
        (["newcomer", "--role", "reader", "--password-stdin"], ""),
    ],
)
def test_a_refused_account_is_reported_and_not_created(
    args: list[str], typed: str | None, cast: Any, monkeypatch: Any
) -> None:
    assert cast.reader
    with pytest.raises(CommandError) as refusal:
        run(*args, typed=typed, monkeypatch=monkeypatch)
    assert str(refusal.value)
    assert refusal.value.returncode == 1
    assert (User.objects.count(), Event.objects.count()) == (1, 1)


@pytest.mark.django_db
def test_the_command_asks_on_a_terminal_and_does_not_show_the_password(
    migrated: Path, tmp_path: Path
) -> None:
    """Run it in a process of its own: only a real terminal shows that nothing is echoed."""
    env = {**os.environ, "DATA_DIR": str(tmp_path), "DJANGO_SETTINGS_MODULE": "verify.settings"}
    env.pop("DATABASE_URL", None)
    manage = [sys.executable, "manage.py"]
    shutil.copytree(migrated, tmp_path, dirs_exist_ok=True)
    ours, theirs = pty.openpty()
    command = [*manage, "create_user", "newcomer", "--role", "reader"]
    process = subprocess.Popen(
        command, env=env, stdin=theirs, stdout=theirs, stderr=theirs, start_new_session=True
    )
    os.close(theirs)
    seen = b""
    for _ in range(2):
        while not seen.endswith(b": "):
            seen += os.read(ours, 1024)
        os.write(ours, f"{PASSWORD}\n".encode())
        seen += b"|"
    try:
        while chunk := os.read(ours, 1024):
            seen += chunk
    except OSError:  # the other end has closed
        pass
    os.close(ours)
    assert process.wait() == 0, seen
    assert PASSWORD.encode() not in seen
    assert b"Created the account newcomer" in seen
