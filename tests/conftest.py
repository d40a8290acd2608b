"""The cast of users that every test shares, and the database set-up of the tests."""

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
from verify import limits

from .database import make_database, remember_database

# The suite runs the same examples each time, so that a red run means a change; explore with
# `pytest --hypothesis-profile=explore`.
hypothesis_settings.register_profile("suite", derandomize=True, deadline=None)
hypothesis_settings.register_profile("explore", max_examples=5_000, deadline=None)
hypothesis_settings.load_profile("suite")

# `make bench` measures speed on an otherwise idle machine; a busy one must not turn the suite red.
# `make torture` takes longer than people wait.
collect_ignore = [
    *([] if os.environ.get("BENCH") else ["bench"]),
    *([] if os.environ.get("TORTURE") else ["torture"]),
    # Second factors and single sign-on are off in the other tests.
    *([] if os.environ.get("LOGINS") else ["logins"]),
]

PASSWORD = "a long enough password"


def pytest_collection_finish() -> None:
    """Collect garbage less often: rendering makes many short-lived objects, and this saves a sixth of the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 50, 1_000)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On PostgreSQL, leave out tests that no database changes: they ran on SQLite, and are more than half the suite."""
    if connection.vendor != "postgresql":
        return
    config.hook.pytest_deselected(items=[item for item in items if not _needs_database(item)])
    items[:] = [item for item in items if _needs_database(item)]


def _needs_database(item: Any) -> bool:
    if item.get_closest_marker("any_database"):
        return False
    return (
        item.get_closest_marker("django_db") is not None
        or not {"db", "transactional_db", "live_server"}.isdisjoint(item.fixturenames)
        or (item.cls is not None and issubclass(item.cls, TransactionTestCase))
    )


@dataclass
class Cast:
    """The desk's users, created on first use: `cast.editor`, `cast.reviewer2`, `cast.nobody` (without a role)."""

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
    """Return the cast, with the users that `module_cast` has already created."""
    return Cast({user.username: user for user in User.objects.all()})


@pytest.fixture(scope="module")
def module_cast(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Cast]:
    """Return a cast shared by all tests of a module, together with the rows of its module-scoped fixtures.

    One transaction surrounds all tests, with each test's own inside it, and is rolled back at the end.
    Do not use it in a module with real transactions, or with a test that needs an empty desk.
    """
    captures = override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("module") / "captures")
    with django_db_blocker.unblock(), captures:
        TestCase.setUpClass()
        yield Cast()
        TestCase.tearDownClass()
        TestCase.doClassCleanups()


@pytest.fixture(scope="session")
def django_db_setup(
    request: pytest.FixtureRequest,
    django_test_environment: None,
    django_db_modify_db_settings: None,
    django_db_blocker: Any,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[None]:
    """Make the database, and put it back after each test with real transactions, instead of flushing it."""
    folder = tmp_path_factory.getbasetemp()
    in_parallel = hasattr(request.config, "workerinput")  # then each process has a folder in one
    name = connection.settings_dict["NAME"]
    with django_db_blocker.unblock():
        make_database(folder.parent if in_parallel else folder)
        restore = remember_database()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", lambda test: restore())
        yield
    with django_db_blocker.unblock():
        connection.creation.destroy_test_db(name, verbosity=0)


@pytest.fixture(scope="session")
def migrated(django_db_setup: None, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of an empty SQLite desk to copy, because migrating one takes a process seconds."""
    if connection.vendor != "sqlite":
        pytest.skip("the test needs a desk of its own in a file, and says nothing of the database")
    folder = tmp_path_factory.mktemp("migrated")
    with (
        closing(sqlite3.connect(connection.settings_dict["NAME"])) as ours,
        closing(sqlite3.connect(folder / "verify.sqlite3")) as copy,
    ):
        ours.backup(copy)
    return folder


@pytest.fixture
def login(cast: Cast) -> Any:
    """Return `login("editor")`, which gives a client logged in as that member of the cast; options go to Client."""

    def as_member(name: str, **options: Any) -> Client:
        client = Client(**options)
        client.force_login(getattr(cast, name), backend="django.contrib.auth.backends.ModelBackend")
        return client

    return as_member


@pytest.fixture(autouse=True)
def _store_files_in_tmp_path(request: pytest.FixtureRequest) -> None:
    """Keep the files of a test in its own folder. Half the suite writes none, and needs no folder."""
    if not _needs_database(request.node) and "settings" not in request.fixturenames:
        return
    settings, tmp_path = request.getfixturevalue("settings"), request.getfixturevalue("tmp_path")
    settings.NOTES = tmp_path / "notes"
    limits.memory.clear()
    if "module_cast" not in request.fixturenames:
        settings.MEDIA_ROOT = tmp_path / "captures"
