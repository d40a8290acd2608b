"""The desk under attack, and the figures that the attacks end with."""

import hashlib
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as running
from django.db import connection
from playwright.sync_api import Browser, Playwright

from tests.browser.conftest import CHROMIUM

from .desk import BREAK, ServedDesk


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Print what each module measured, in lines that SECURITY.md can quote."""
    reports = [one for group in terminalreporter.stats.values() for one in group]
    lines = {
        value
        for one in reports
        for name, value in getattr(one, "user_properties", [])
        if name == "figure"
    }
    for line in sorted(lines):
        terminalreporter.write_line(line)


@pytest.fixture
def figure(record_property: Callable[[str, object], None]) -> Callable[..., None]:
    """Return `figure("kills", acknowledged=90, lost=0)`, which prints one line when all tests are done."""

    def tell(what: str, **counts: object) -> None:
        told = ", ".join(f"{value} {name.replace('_', ' ')}" for name, value in counts.items())
        broken = f" [broken: {BREAK}]" if BREAK else ""
        record_property("figure", f"torture: {what} on {connection.vendor}: {told}{broken}")

    return tell


@pytest.fixture(scope="session")
def static_files() -> Path:
    """Return the folder of static files as production serves them. Compressing them takes seconds, so it is kept."""
    files = sorted(path for path in (running.BASE_DIR / "static").rglob("*") if path.is_file())
    digest = hashlib.sha256()
    for path in files:
        digest.update(str(path).encode() + path.read_bytes())
    kept = Path(tempfile.gettempdir()) / f"verify-static-{os.geteuid()}-{digest.hexdigest()[:16]}"
    if not kept.exists():
        data = tempfile.mkdtemp(prefix="verify-static-")
        collect = [sys.executable, "manage.py", "collectstatic", "--no-input", "--verbosity", "0"]
        environment = {"DATA_DIR": data, "DATABASE_URL": "sqlite:////nowhere/desk.sqlite3"}
        subprocess.run(collect, cwd=running.BASE_DIR, env=environment, check=True)
        with suppress(OSError):  # another process was faster
            os.rename(data, kept)
    return kept / "static"


@pytest.fixture(scope="session", autouse=True)
def _end_killed_sessions(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """End what PostgreSQL still does for a desk that was killed: a database in use cannot be dropped."""
    yield
    if connection.vendor == "postgresql":
        with django_db_blocker.unblock(), connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )


@pytest.fixture
def serve(
    transactional_db: Any, tmp_path: Path, static_files: Path
) -> Iterator[Callable[..., ServedDesk]]:
    """Return `serve(FETCH_ALLOWED=…)`, which starts gunicorn on the test's database and folder, as production does.

    Rows are made by tests/factories.py in this process, and the desk serves them.
    """
    with ExitStack() as stack:

        def start(**variables: str) -> ServedDesk:
            served = ServedDesk(tmp_path, static_files, variables)
            stack.callback(served.kill)
            served.start()
            return served

        yield start


@pytest.fixture
def desk(serve: Callable[..., ServedDesk]) -> ServedDesk:
    return serve()


@pytest.fixture(scope="module")
def chromium(playwright: Playwright) -> Iterator[Browser]:
    if CHROMIUM is None:
        pytest.skip("Chromium is not installed")
    quiet = ["--disable-background-networking", "--disable-component-update", "--disable-sync"]
    browser = playwright.chromium.launch(
        executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu", "--no-first-run", *quiet]
    )
    yield browser
    browser.close()
