"""Desks of their own for the tests of commands."""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import psycopg
import pytest
from django.db import connection
from psycopg import sql

from .desks import POSTGRES, Desk


@pytest.fixture(scope="module")
def new_desk(
    request: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
    django_db_setup: None,
    django_db_blocker: Any,
) -> Iterator[Callable[..., Desk]]:
    """Return a function that makes a desk with its own folder, and on PostgreSQL its own database.

    `ready=True` migrates it.
    """
    with ExitStack() as stack:
        stack.enter_context(django_db_blocker.unblock())
        server = None
        if POSTGRES:
            url = os.environ["DATABASE_URL"]
            server = stack.enter_context(psycopg.connect(url, autocommit=True))

        def make(*, ready: bool = False) -> Desk:
            data = tmp_path_factory.mktemp("desk")
            if server is None:
                if ready:
                    shutil.copytree(request.getfixturevalue("migrated"), data, dirs_exist_ok=True)
                return Desk(data, "")
            name, template = f"desk_{os.getpid()}_{data.name}", "template1"
            if ready:  # a copy of ours, to which nobody may be connected meanwhile
                template = connection.settings_dict["NAME"]
                connection.close()
            create = sql.SQL("CREATE DATABASE {} TEMPLATE {}")
            server.execute(create.format(sql.Identifier(name), sql.Identifier(template)))
            drop = sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name))
            stack.callback(server.execute, drop)
            return Desk(data, f"{url.rpartition('/')[0]}/{name}")

        yield make
