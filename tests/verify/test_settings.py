"""Environment variables: what each one changes, and the message for each wrong value."""

import re
import sqlite3
import stat
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as running
from django.core.exceptions import ImproperlyConfigured
from django.db.utils import ConnectionHandler

SECRET = "hunter2"


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("DEBUG", "yes"),
        ("DEBUG", "True"),
        ("PORT", "http"),
        ("PORT", "0"),
        ("PORT", "65536"),
        ("PORT", "-1"),
        ("PORT", "８０００"),
        ("DATABASE_URL", "mysql://desk@host/name"),
        ("DATABASE_URL", "desk.sqlite3"),
        ("DATABASE_URL", f"postgres://desk:{SECRET}@[::1/name"),
        ("DATABASE_URL", f"postgres://desk:{SECRET}@host:port/name"),
        ("BACKGROUND", "thread"),
        ("FETCH_ALLOWED", "10.1.2.3"),
        ("FETCH_ALLOWED", "localhost:8080"),
        ("FETCH_ALLOWED", "10.1.2.3:8080, 10.1.2.3:0"),
        ("PUBLIC_URL", "desk.example.org"),
        ("PUBLIC_URL", "ftp://desk.example.org"),
        ("PUBLIC_URL", "https://"),
        ("PUBLIC_URL", "https://desk.example.org/verify"),
        ("PUBLIC_URL", "https://desk.example.org?x=1"),
        ("PUBLIC_URL", "https://desk.example.org:0"),
        ("PUBLIC_URL", "https://desk.example.org:port"),
        ("PUBLIC_URL", "https://[::1"),
        ("PUBLIC_URL", "https://editor@desk.example.org"),
        ("TIMESTAMP_URL", "tsa.example.org"),
        ("TIMESTAMP_URL", "ftp://tsa.example.org"),
        ("TIMESTAMP_URL", f"https://desk:{SECRET}@tsa.example.org"),
        ("TIMESTAMP_URL", "https://[::1"),
        ("TIMESTAMP_URL", "https://tsa.example.org"),
        ("EMAIL_PORT", "smtp"),
        ("MFA", "yes"),
        ("OIDC_CLIENT_ID", "desk"),
        ("OIDC_ISSUER", "https://login.example.org"),
        ("OIDC_ISSUER", "login.example.org"),
        ("OIDC_ISSUER", "http://login.example.org"),
        ("OIDC_ISSUER", "https://desk@login.example.org"),
        ("OIDC_ISSUER", "https://login.example.org?tenant=1"),
        ("OIDC_ISSUER", "https://[::1"),
    ],
)
def test_wrong_value_is_refused_with_a_message_that_names_its_variable(
    variable: str, value: str, started_with: Any
) -> None:
    with pytest.raises(ImproperlyConfigured) as refusal:
        started_with(**{"EMAIL_HOST": "mail.example.org", variable: value})
    sentence = str(refusal.value)
    assert sentence.startswith(variable)
    assert "set it to" in sentence
    assert "\n" not in sentence
    assert sentence.endswith(".")
    # Neither the message nor a cause that a traceback would print contains the password.
    assert SECRET not in sentence
    assert refusal.value.__suppress_context__ or refusal.value.__context__ is None


def test_message_is_the_last_line_on_the_command_line(tmp_path: Path) -> None:
    result = subprocess.run(
        [sys.executable, "manage.py", "check"],
        cwd=running.BASE_DIR,
        env={"DATA_DIR": str(tmp_path), "PUBLIC_URL": "desk.example.org"},
        capture_output=True,
        text=True,
    )
    assert result.returncode == 1
    assert "PUBLIC_URL is 'desk.example.org'" in result.stderr.strip().splitlines()[-1]


@pytest.mark.parametrize("below", ["", "/below"])
def test_impossible_data_dir_is_named(below: str, started_with: Any, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(ImproperlyConfigured, match=r"^DATA_DIR .*set DATA_DIR to a folder"):
        started_with(DATA_DIR=f"{tmp_path}/file{below}")


# --- Without any variable ---


def test_desk_without_variables_is_local_and_uses_sqlite(started_with: Any) -> None:
    plain = started_with()
    assert plain["DEBUG"] is False
    assert plain["ALLOWED_HOSTS"] == ["localhost", "127.0.0.1", "[::1]"]
    assert plain["PORT"] == 8000
    assert plain["DATABASES"]["default"]["ENGINE"] == "django.db.backends.sqlite3"
    assert "SECURE_SSL_REDIRECT" not in plain
    # Mail goes to the terminal, never to a server that nobody set.
    assert plain["EMAIL_BACKEND"].endswith("console.EmailBackend")


@pytest.mark.parametrize("empty", ["", "  "])
def test_empty_variable_counts_as_unset(empty: str, started_with: Any) -> None:
    plain, emptied = (
        started_with(**variables)
        for variables in (
            {},
            dict.fromkeys(("DEBUG", "PORT", "DATABASE_URL", "PUBLIC_URL", "SECRET_KEY"), empty),
        )
    )
    for name in ("DEBUG", "PORT", "DATABASES", "PUBLIC_URL", "SECRET_KEY", "ALLOWED_HOSTS"):
        assert emptied[name] == plain[name]


def test_debug_is_on_only_if_it_is_1(started_with: Any) -> None:
    assert started_with(DEBUG="1")["DEBUG"] is True
    assert started_with(DEBUG="0")["DEBUG"] is False


# --- Background work ---


def test_fetch_allowed_holds_addresses_with_ports(started_with: Any) -> None:
    assert started_with()["FETCH_ALLOWED"] == frozenset()
    allowed = started_with(FETCH_ALLOWED=" 10.1.2.3:8080, [fd00::1]:80 ")
    assert allowed["FETCH_ALLOWED"] == {("10.1.2.3", 8080), ("fd00::1", 80)}


def test_web_process_does_the_background_work_by_default(started_with: Any) -> None:
    assert started_with()["BACKGROUND"] == "web"
    assert started_with(BACKGROUND="worker")["BACKGROUND"] == "worker"


# --- Where the data is stored ---


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_secret_key_is_created_once_and_readable_by_its_owner_only(
    started_with: Any, tmp_path: Path
) -> None:
    first = started_with()["SECRET_KEY"]
    assert len(first) >= 50
    assert mode(tmp_path / "data" / "secret_key") == 0o600
    assert mode(tmp_path / "data") == 0o700
    assert started_with()["SECRET_KEY"] == first
    assert [path.name for path in (tmp_path / "data").iterdir()] == ["secret_key"]
    assert started_with(DATA_DIR=str(tmp_path / "other"))["SECRET_KEY"] != first


def test_secret_key_from_the_environment_is_not_stored(started_with: Any, tmp_path: Path) -> None:
    assert started_with(SECRET_KEY="given" * 12)["SECRET_KEY"] == "given" * 12
    assert not (tmp_path / "data" / "secret_key").exists()


@pytest.mark.parametrize("content", ["", "short", " " * 80])
def test_too_short_secret_key_file_is_refused_and_left_unchanged(
    content: str, started_with: Any, tmp_path: Path
) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "secret_key").write_text(content)
    with pytest.raises(ImproperlyConfigured, match=r"secret_key is too short.*SECRET_KEY\.$"):
        started_with()
    assert (tmp_path / "data" / "secret_key").read_text() == content


def test_unreadable_secret_key_file_is_named(started_with: Any, tmp_path: Path) -> None:
    (tmp_path / "data" / "secret_key").mkdir(parents=True)
    with pytest.raises(ImproperlyConfigured, match=r"secret_key cannot be read.*SECRET_KEY\.$"):
        started_with()


# --- Databases ---


def test_every_sqlite_file_is_opened_with_the_same_options(
    started_with: Any, tmp_path: Path, db: Any
) -> None:
    by_default = started_with()["DATABASES"]["default"]
    url = f"sqlite:///{tmp_path}/elsewhere.sqlite3"
    by_url = started_with(DATABASE_URL=url)["DATABASES"]["default"]
    assert by_default["NAME"] == str(tmp_path / "data" / "verify.sqlite3")
    assert by_url["NAME"] == f"{tmp_path}/elsewhere.sqlite3"
    pragmas = []
    for config in (by_default, by_url):
        connection = ConnectionHandler({"default": config})["default"]
        with connection.cursor() as cursor:
            pragmas.append(
                [
                    cursor.execute(f"PRAGMA {pragma}").fetchone()[0]
                    for pragma in (
                        "synchronous",
                        "foreign_keys",
                        "recursive_triggers",
                        "busy_timeout",
                        "journal_mode",
                    )
                ]
            )
        assert connection.transaction_mode == "IMMEDIATE"
        connection.close()
    safe_wal = sqlite3.sqlite_version_info >= running.SQLITE_SAFE_WAL
    assert pragmas == [[2, 1, 1, 20_000, "wal" if safe_wal else "delete"]] * 2


@pytest.mark.parametrize(
    ("version", "journal"), [((3, 40, 1), "DELETE"), ((3, 51, 2), "DELETE"), ((3, 51, 3), "WAL")]
)
def test_old_sqlite_gets_the_slower_journal(
    version: tuple[int, ...], journal: str, started_with: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite3, "sqlite_version_info", version)
    options = started_with()["DATABASES"]["default"]["OPTIONS"]
    assert f"PRAGMA journal_mode={journal};" in options["init_command"]


def test_postgresql_url_is_parsed(started_with: Any) -> None:
    url = "postgres://desk:p%40ss@db.example.org:5433/verify"
    config = started_with(DATABASE_URL=url)["DATABASES"]["default"]
    assert config["ENGINE"] == "django.db.backends.postgresql"
    assert (config["HOST"], config["PORT"], config["NAME"]) == ("db.example.org", 5433, "verify")
    assert config["PASSWORD"] == "p@ss"
    assert "init_command" not in config.get("OPTIONS", {})


# --- Addresses ---


@pytest.mark.parametrize(
    ("url", "host", "origin"),
    [
        ("https://desk.example.org", "desk.example.org", "https://desk.example.org"),
        ("https://desk.example.org/", "desk.example.org", "https://desk.example.org"),
        ("https://desk.example.org:8443", "desk.example.org", "https://desk.example.org:8443"),
    ],
)
def test_public_https_url_is_allowed_and_trusted_and_secures_cookies(
    url: str, host: str, origin: str, started_with: Any
) -> None:
    public = started_with(PUBLIC_URL=url)
    assert host in public["ALLOWED_HOSTS"]
    assert public["CSRF_TRUSTED_ORIGINS"] == [origin]
    assert public["SESSION_COOKIE_SECURE"] is public["CSRF_COOKIE_SECURE"] is True
    assert public["SECURE_SSL_REDIRECT"] is True


def test_public_http_url_keeps_working_over_plain_http(started_with: Any) -> None:
    public = started_with(PUBLIC_URL="http://desk.example.org")
    assert "desk.example.org" in public["ALLOWED_HOSTS"]
    assert public["HTTPS"] is False
    assert "SESSION_COOKIE_SECURE" not in public
    # A header that no proxy strips must not make a request secure.
    assert "SECURE_PROXY_SSL_HEADER" not in public


def test_public_url_is_added_to_the_allowed_hosts(started_with: Any) -> None:
    public = started_with(ALLOWED_HOSTS="a.example, b.example,", PUBLIC_URL="https://c.example")
    assert public["ALLOWED_HOSTS"] == ["a.example", "b.example", "c.example"]


@pytest.mark.parametrize(
    ("port", "ssl", "tls"),
    [("", False, True), ("587", False, True), ("465", True, False), ("25", False, False)],
)
def test_mail_is_encrypted_except_to_a_relay_on_the_machine(
    port: str, ssl: bool, tls: bool, started_with: Any
) -> None:
    mail = started_with(EMAIL_HOST="mail.example.org", EMAIL_PORT=port)
    assert (mail["EMAIL_USE_SSL"], mail["EMAIL_USE_TLS"]) == (ssl, tls)
    assert mail["EMAIL_BACKEND"].endswith("smtp.EmailBackend")


# --- The version ---


def test_version_is_that_of_the_package(started_with: Any) -> None:
    project = (running.BASE_DIR / "pyproject.toml").read_text()
    (version,) = re.findall(r'^version = "(.+)"$', project, re.MULTILINE)
    assert started_with()["VERSION"] == version
