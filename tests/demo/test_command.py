"""demo: what the command prints, and when it refuses."""

import re
from io import StringIO
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command

from claims.demo.people import ACCOUNTS
from claims.models import Event
from tests.conftest import Cast

pytestmark = pytest.mark.any_database

PASSWORD = "gull-over-the-harbour"


def run(*options: str) -> str:
    out = StringIO()
    call_command("demo", *options, stdout=out)
    return out.getvalue()


def test_the_command_prints_the_accounts_the_made_up_password_and_the_url(
    db: Any, settings: Any
) -> None:
    settings.PUBLIC_URL = "https://verify.example.org"
    printed = run("--if-empty")
    for account in ACCOUNTS:
        assert re.search(rf"^\s*{account.name}\s+{account.role.label}$", printed, re.MULTILINE)
    assert "https://verify.example.org/" in printed
    password = re.search(r"[Pp]assword.*: (\S+)", printed)
    assert password
    assert len(password[1]) >= 16
    assert all(user.check_password(password[1]) for user in User.objects.all())


def test_a_chosen_password_is_used_and_not_printed(db: Any, monkeypatch: Any) -> None:
    monkeypatch.setenv("DEMO_PASSWORD", PASSWORD)
    assert PASSWORD not in run()
    assert all(user.check_password(PASSWORD) for user in User.objects.all())


def test_the_record_verifies_and_loading_the_demo_again_changes_nothing(
    db: Any,
) -> None:
    run()
    events = Event.objects.count()
    with pytest.raises(CommandError):
        run()
    assert "not loaded" in run("--if-empty")
    out = StringIO()
    call_command("verify_record", stdout=out, stderr=StringIO())
    assert f"{events} Events" in out.getvalue()


def test_a_weak_password_is_refused_and_nothing_is_loaded(db: Any, monkeypatch: Any) -> None:
    monkeypatch.setenv("DEMO_PASSWORD", "demo")
    with pytest.raises(CommandError, match="^DEMO_PASSWORD: "):
        run()
    assert not Event.objects.exists()
    assert not User.objects.exists()


def test_a_desk_that_is_not_empty_is_refused(cast: Cast) -> None:
    assert cast.editor
    with pytest.raises(CommandError) as refused:
        run()
    assert refused.value.returncode == 1
    assert Event.objects.count() == 1


def test_if_empty_does_not_change_a_desk_that_is_not_empty(cast: Cast) -> None:
    assert cast.editor
    assert len(run("--if-empty").splitlines()) == 1
    assert Event.objects.count() == 1
