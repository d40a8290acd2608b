"""The cast that every test shares, and the database as tests need it."""

import gc
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client, TestCase, TransactionTestCase, override_settings
from hypothesis import settings as hypothesis_settings

from claims.actions import accounts as account_actions
from claims.enums import Role
from claims.models import triggers

# The suite tries the same examples each time, so that a red run means a change; explore with
# `pytest --hypothesis-profile=explore`.
hypothesis_settings.register_profile("suite", derandomize=True, deadline=None)
hypothesis_settings.register_profile("explore", max_examples=5_000, deadline=None)
hypothesis_settings.load_profile("suite")

# Speed is measured by `make bench`, alone on the machine; a busy one must not turn the suite red.
collect_ignore = [] if os.environ.get("BENCH") else ["bench"]

PASSWORD = "a long enough password"


def pytest_collection_finish() -> None:
    """Rendering makes a great many short-lived objects: looked through less often, a sixth of the time is saved."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 50, 1_000)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """What touches no database, or asks the rules alone, was run on SQLite: half the suite."""
    if connection.vendor != "postgresql":
        return
    config.hook.pytest_deselected(items=[item for item in items if not _on_database(item)])
    items[:] = [item for item in items if _on_database(item)]


def _on_database(item: Any) -> bool:
    if item.get_closest_marker("rules_alone"):
        return False
    return (
        item.get_closest_marker("django_db") is not None
        or not {"db", "transactional_db", "live_server"}.isdisjoint(item.fixturenames)
        or (item.cls is not None and issubclass(item.cls, TransactionTestCase))
    )


@dataclass
class Cast:
    """Who works at the desk, made as they are asked for: `cast.editor`, `cast.reviewer2`, `cast.nobody`."""

    people: dict[str, User] = field(default_factory=dict)

    def __getattr__(self, name: str) -> User:
        role = name.rstrip("0123456789")
        if role not in (*Role.values, "nobody"):
            raise AttributeError(name)
        if name not in self.people:
            roles = [] if role == "nobody" else [Role(role)]
            self.people[name] = account_actions.create_user(
                name, roles=roles, by=None, password=PASSWORD
            )
        return self.people[name]


@pytest.fixture
def cast(db: Any) -> Cast:
    """Whom the module keeps is there already, as the database has them now."""
    return Cast({user.username: user for user in User.objects.all()})


@pytest.fixture(scope="module")
def kept(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Cast]:
    """A cast that stays for all tests of a module, as does what its fixtures of that scope make.

    One transaction around them all, undone at the module's end; each test's own lies within it. Not
    for a module with real transactions, nor for one with a test that needs an empty desk.
    """
    captures = override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("kept") / "captures")
    with django_db_blocker.unblock(), captures:
        TestCase.setUpClass()
        yield Cast()
        TestCase.tearDownClass()
        TestCase.doClassCleanups()


@pytest.fixture(scope="session")
def migrated(django_db_setup: None, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of an empty desk on SQLite, to be copied: migrating one takes a process seconds."""
    folder = tmp_path_factory.mktemp("migrated")
    with (
        closing(sqlite3.connect(connection.settings_dict["NAME"])) as ours,
        closing(sqlite3.connect(folder / "verify.sqlite3")) as copy,
    ):
        ours.backup(copy)
    return folder


@pytest.fixture
def login(cast: Cast) -> Any:
    """`login("editor")` is a client logged in as that member of the cast, who keeps the CSRF check."""

    def as_member(name: str, **options: Any) -> Client:
        client = Client(**options)
        client.force_login(getattr(cast, name), backend="django.contrib.auth.backends.ModelBackend")
        return client

    return as_member


@pytest.fixture(autouse=True)
def _flush_in_spite_of_the_seals(request: pytest.FixtureRequest) -> Iterator[None]:
    """A test with real transactions ends in a flush, which the append-only triggers would refuse.

    This fixture is set up after the database's and so torn down before its flush; the migrate signal
    that follows the flush installs the triggers again.
    """
    needs_flush = (
        "transactional_db" in request.fixturenames or "live_server" in request.fixturenames
    )
    marker = request.node.get_closest_marker("django_db")
    if marker and marker.kwargs.get("transaction"):
        needs_flush = True
    if needs_flush:
        request.getfixturevalue("transactional_db")
    yield
    if needs_flush:
        triggers.remove(connection)


@pytest.fixture(autouse=True)
def _captures_in_a_folder_of_its_own(request: Any, settings: Any, tmp_path: Any) -> None:
    if "kept" not in request.fixturenames:
        settings.MEDIA_ROOT = tmp_path / "captures"
