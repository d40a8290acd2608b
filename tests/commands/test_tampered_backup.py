"""A backup that somebody altered with care, checksums and all, is refused: by its signature, by a checkpoint, by itself."""

import json
import shutil
import sqlite3
import subprocess
from collections.abc import Callable
from contextlib import closing
from io import StringIO
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.conf import settings as running
from django.core.management import CommandError, call_command
from django.db import connection

from claims.management import backups
from claims.models import triggers

from .desks import (
    POSTGRES,
    Desk,
    change_a_byte,
    change_manifest,
    database_of,
    manifest,
    update_checksums,
)

# For all tests: else pytest would run those without a database apart, and make the desks twice.
pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def keys(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with two keys, `own` and `strange`, made as an operator makes them."""
    folder = tmp_path_factory.mktemp("keys")
    for name in ("own", "strange"):
        call_command("signing_key", str(folder / name), stdout=StringIO())
    return folder


@pytest.fixture(scope="module")
def desk(new_desk: Callable[..., Desk]) -> Desk:
    desk = new_desk(ready=True)
    filled = desk.run("-m", "tests.commands.small_desk")
    assert filled.returncode == 0, filled.stderr
    return desk


@pytest.fixture(scope="module")
def signed(desk: Desk, keys: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("backups") / "signed"
    done = desk.manage("backup", str(folder), BACKUP_KEY=str(keys / "own"))
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


@pytest.fixture
def copied(signed: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(signed, tmp_path / "copied"))


# Keys


def test_private_key_is_for_its_owner_only_and_is_never_replaced(keys: Path) -> None:
    assert (keys / "own").stat().st_mode & 0o777 == 0o600
    before = (keys / "own").read_bytes()
    with pytest.raises(CommandError, match="already exists"):
        call_command("signing_key", str(keys / "own"))
    assert (keys / "own").read_bytes() == before


@pytest.mark.parametrize("name", ["key", "notes/../key"])
def test_key_inside_the_data_folder_is_refused(name: str) -> None:
    with pytest.raises(CommandError, match="inside DATA_DIR"):
        call_command("signing_key", str(Path(running.DATA_DIR) / name))
    assert not (Path(running.DATA_DIR) / "key").exists()


@pytest.mark.parametrize(
    ("spoil", "named"),
    [
        (lambda key: key.unlink(), "could not be read"),
        (lambda key: key.chmod(0o640), "chmod 600"),
        (lambda key: key.write_text("no key"), "is not a private key"),
        (lambda key: shutil.copyfile(f"{key}.pub", key), "is not a private key"),
    ],
    ids=["gone", "open to others", "no key", "a public key"],
)
def test_backup_without_its_key_is_not_made(
    spoil: Callable[[Path], object], named: str, keys: Path, tmp_path: Path, settings: Any
) -> None:
    shutil.copytree(keys, tmp_path / "keys")
    settings.BACKUP_KEY = tmp_path / "keys" / "own"
    spoil(settings.BACKUP_KEY)
    with pytest.raises(CommandError, match=named):
        call_command("backup", str(tmp_path / "backup"))
    assert not list(tmp_path.glob("backup*"))


# Signatures


def refused(folder: Path, *options: str) -> str:
    """Return what restore says of a backup that it refuses before it changes anything."""
    out = StringIO()
    with pytest.raises(CommandError) as error:
        call_command("restore", str(folder), *options, stdout=out)
    assert "Nothing was " in str(error.value)
    return f"{out.getvalue()}{error.value}"


@pytest.mark.parametrize(
    ("damage", "key"),
    [
        (lambda folder: (folder / backups.SIGNATURE).unlink(), "own"),
        (lambda folder: None, "strange"),
        (lambda folder: change_a_byte(folder / backups.SIGNATURE), "own"),
        (lambda folder: (folder / backups.SIGNATURE).write_bytes(b""), "own"),
        (lambda folder: change_manifest(folder, taken_at="2020-01-01T00:00:00Z"), "own"),
        (lambda folder: (change_a_byte(database_of(folder)), update_checksums(folder)), "own"),
        (lambda folder: (folder / backups.SUMS).unlink(), "own"),
    ],
    ids=["unsigned", "another key", "signature", "empty", "manifest", "database", "no sums"],
)
def test_backup_that_the_key_did_not_sign_is_refused(
    damage: Callable[[Path], object], key: str, keys: Path, copied: Path
) -> None:
    damage(copied)
    assert backups.SIGNATURE in refused(copied, "--key", str(keys / f"{key}.pub"))


def test_restore_says_what_is_known_of_the_signature(
    copied: Path, keys: Path, settings: Any
) -> None:
    change_a_byte(database_of(copied))  # so that the restore ends before it changes anything
    assert "signature of the backup is right" in refused(copied, "--key", str(keys / "own.pub"))
    assert "signature of the backup was not checked" in refused(copied)
    (copied / backups.SIGNATURE).unlink()
    assert "The backup is not signed" in refused(copied)
    settings.BACKUP_KEY = keys / "own"
    assert "is not signed" in refused(copied)


@pytest.mark.skipif(shutil.which("openssl") is None, reason="OpenSSL is not installed")
def test_openssl_checks_the_signature_without_the_desk(copied: Path, keys: Path) -> None:
    def check(key: str) -> int:
        command = (
            f"openssl pkeyutl -verify -pubin -inkey {keys / key} -rawin "
            f"-in {backups.SUMS} -sigfile {backups.SIGNATURE}"
        )
        return subprocess.run(command.split(), cwd=copied, capture_output=True).returncode

    assert check("own.pub") == 0
    assert check("strange.pub") != 0
    change_a_byte(copied / backups.SUMS)
    assert check("own.pub") != 0


# What a backup proves by itself: somebody changed its database, and computed every checksum and count again

_OTHER_GROUP = "(SELECT id FROM auth_group WHERE name = 'admin')"
_ACCOUNT = "(SELECT id FROM auth_user WHERE username = '{}')"
_NO_UPDATE = "claims_verdict_no_update"
# What is done, and what restore says of it.
TAMPERS = {
    "statement": (
        "UPDATE claims_claim SET statement = 'The port is closed.' WHERE id = (SELECT min(id) FROM claims_claim)",
        "the row claims_claim ",
    ),
    "stance": (
        "UPDATE claims_evidence SET stance = 'contradicts' WHERE id = (SELECT min(id) FROM claims_evidence)",
        "the row claims_evidence ",
    ),
    "comment gone": (
        "DELETE FROM claims_comment WHERE id = (SELECT min(id) FROM claims_comment)",
        "the row claims_comment ",
    ),
    "policy": ("UPDATE claims_desk SET one_person = true", "the row claims_desk 1 is not"),
    "rating": (
        "UPDATE claims_rating SET label = 'True' WHERE id = (SELECT min(id) FROM claims_rating)",
        "the row claims_rating ",
    ),
    "role added": (
        f"INSERT INTO auth_user_groups (user_id, group_id) "
        f"VALUES ({_ACCOUNT.format('reader2')}, {_OTHER_GROUP})",
        "No Event tells of the row auth_user_groups",
    ),
    "role changed": (
        f"UPDATE auth_user_groups SET group_id = {_OTHER_GROUP} "
        f"WHERE user_id = {_ACCOUNT.format('reader3')}",
        "the row auth_user_groups {reader3 role} is not what was recorded",
    ),
    "groups renamed": (
        "UPDATE auth_group SET name = CASE name WHEN 'researcher' THEN 'an editor' ELSE name END",
        "account {researcher} has other roles now",
    ),
    "account active again": (
        "UPDATE auth_user SET is_active = true WHERE username = 'reader'",
        "the row auth_user {reader} is not what was recorded",
    ),
    "superuser": (
        "UPDATE auth_user SET is_superuser = true WHERE username = 'reader4'",
        "the row auth_user {reader4} is not what was recorded",
    ),
    "staff": (
        "UPDATE auth_user SET is_staff = false WHERE username = 'admin'",
        "the row auth_user {admin} is not what was recorded",
    ),
    "permission": (
        "INSERT INTO auth_group_permissions (group_id, permission_id) "
        "VALUES ((SELECT min(id) FROM auth_group), (SELECT min(id) FROM auth_permission))",
        "The permission auth_group_permissions",
    ),
    "own permission": (
        "INSERT INTO auth_user_user_permissions (user_id, permission_id) "
        "VALUES ((SELECT min(id) FROM auth_user), (SELECT min(id) FROM auth_permission))",
        "The permission auth_user_user_permissions",
    ),
    "constraint": ("DROP INDEX capture_one_waiting_per_article", "capture_one_waiting_per_article"),
    "view": ("CREATE VIEW harmless AS SELECT 1 AS one", "The view harmless is not one of ours"),
}
if POSTGRES:
    TAMPERS |= {
        "trigger": (
            "CREATE TRIGGER helpful BEFORE UPDATE ON claims_comment "
            "FOR EACH ROW EXECUTE FUNCTION suppress_redundant_updates_trigger()",
            "The trigger helpful is not one of ours",
        ),
        "trigger replaced": (
            "DROP TRIGGER claims_export_no_delete ON claims_export; "
            "CREATE TRIGGER claims_export_no_delete BEFORE UPDATE ON claims_export "
            "FOR EACH ROW EXECUTE FUNCTION claims_refuse_change()",
            "The trigger claims_export_no_delete is missing, or not as it should be",
        ),
        "function replaced": (
            "CREATE OR REPLACE FUNCTION claims_refuse_signer() RETURNS trigger LANGUAGE plpgsql "
            "AS 'BEGIN RETURN NEW; END'",
            "The trigger claims_refuse_signer() is missing, or not as it should be",
        ),
        "rule": (
            "CREATE RULE quietly AS ON DELETE TO claims_stake DO INSTEAD NOTHING",
            "The rule quietly is not one of ours",
        ),
    }
else:
    TAMPERS |= {
        "trigger": (
            "CREATE TRIGGER helpful AFTER INSERT ON claims_comment "
            "BEGIN UPDATE auth_user SET is_superuser = 1; END",
            "The trigger helpful is not one of ours",
        ),
        "trigger replaced": (
            "DROP TRIGGER claims_export_no_delete; "
            "CREATE TRIGGER claims_export_no_delete BEFORE DELETE ON claims_export "
            "BEGIN SELECT /* RAISE(ABORT, 'claims_export is append-only: no DELETE') */ 1; END",
            "The trigger claims_export_no_delete is missing, or not as it should be",
        ),
        "empty date forged": (
            "DROP TRIGGER claims_verdict_no_update; UPDATE claims_verdict SET valid_from = 'x'; "
            f"CREATE TRIGGER {_NO_UPDATE} {triggers.expected(connection)[_NO_UPDATE]}",
            "The row claims_verdict ",
        ),
    }


def alter(folder: Path, desk: Desk, sql: str) -> None:
    """Alter the database in the backup. On PostgreSQL, by way of the desk's database, which is spoiled."""
    if POSTGRES:
        with psycopg.connect(desk.database_url, autocommit=True) as server:
            server.execute(sql)
        written = subprocess.run(
            ["pg_dump", "--format=custom", f"--file={database_of(folder)}", desk.database_url],
            capture_output=True,
        )
        assert written.returncode == 0, written.stderr
        return
    with closing(sqlite3.connect(database_of(folder))) as file:
        file.executescript(sql)
        file.commit()


@pytest.fixture(scope="module")
def refusal(
    desk: Desk, signed: Path, new_desk: Callable[..., Desk], tmp_path_factory: Any
) -> tuple[str, dict[str, int]]:
    """Return what restore says of a backup altered in all of these ways, and the keys of its accounts by name."""
    folder = Path(shutil.copytree(signed, tmp_path_factory.mktemp("altered") / "backup"))
    alter(folder, desk, "; ".join(sql for sql, _ in TAMPERS.values()))
    rows = manifest(folder)["rows"] | {
        "claims_comment": 0, "auth_group_permissions": 1, "auth_user_user_permissions": 1,
    }  # fmt: skip
    rows["auth_user_groups"] += 1
    change_manifest(folder, rows=rows)
    victim = new_desk()
    done = victim.manage("restore", str(folder))
    assert done.returncode == 1
    assert "The desk will not start" in done.stderr
    assert not victim.starts
    keys = {name: key for key, name in victim.rows("SELECT id, username FROM auth_user")}
    ((role,),) = victim.rows(f"SELECT id FROM auth_user_groups WHERE user_id = {keys['reader3']}")
    return done.stdout, keys | {"reader3 role": role}


@pytest.mark.parametrize("name", TAMPERS)
def test_altered_database_is_refused_whatever_its_checksums(
    name: str, refusal: tuple[str, dict[str, int]]
) -> None:
    said, keys = refusal
    assert TAMPERS[name][1].format_map(keys) in said


def test_nothing_else_is_said_of_the_altered_backup(refusal: tuple[str, dict[str, int]]) -> None:
    """One line says what is known of the signature, one tells of each change, and those of roles are told by name, too."""
    lines = refusal[0].splitlines()
    assert len(TAMPERS) <= len(lines) - 1 <= len(TAMPERS) + 3, refusal[0]


# What only a checkpoint shows

FORGE = """
from claims.models import Event, RecordHead, triggers
from django.db import connection
triggers.remove(connection)
event = Event.objects.latest("seq")
event.reason = "Not what was said."
event.hash = event.computed_hash()
event.save()
RecordHead.objects.update(hash=event.hash)
triggers.install(connection)
"""


def test_only_the_checkpoint_shows_a_record_that_was_computed_again(
    signed: Path, new_desk: Callable[..., Desk], keys: Path, tmp_path: Path
) -> None:
    desk, own = new_desk(), {"BACKUP_KEY": str(keys / "own")}
    assert desk.manage("restore", str(signed), **own).returncode == 0
    kept = tmp_path / "checkpoint.json"
    assert desk.manage("verify_record", "--checkpoint", str(kept), **own).returncode == 0
    desk.run_successfully("shell", "--verbosity=0", "--command", FORGE)
    forged = tmp_path / "forged"
    # Somebody who also has the key signs it.
    assert desk.manage("backup", str(forged), **own).returncode == 0

    said = refused(forged, "--key", str(keys / "own.pub"), "--checkpoint", str(kept))
    assert "is not the Event in the checkpoint" in said

    # With more Events after the forged one, the whole record has to be read.
    desk.run_successfully("create_user", "later", "--role", "reader")
    longer, victim = tmp_path / "longer", new_desk()
    assert desk.manage("backup", str(longer), **own).returncode == 0
    done = victim.manage("restore", str(longer), "--checkpoint", str(kept), **own)
    assert done.returncode == 1
    assert "it is not the Event in the checkpoint" in done.stdout
    assert not victim.starts
    # Without it, nothing shows: this is what a checkpoint is for.
    assert victim.manage("restore", str(longer), **own).returncode == 0


def checkpoint_with(path: Path, **changes: Any) -> str:
    path.write_text(json.dumps(json.loads(path.read_text()) | changes))
    return str(path)


@pytest.fixture
def checkpoint(keys: Path, tmp_path: Path, settings: Any) -> Path:
    settings.BACKUP_KEY = keys / "own"
    path = tmp_path / "checkpoint.json"
    call_command("verify_record", "--checkpoint", str(path), stdout=StringIO())
    return path


@pytest.mark.parametrize(
    ("changes", "named"),
    [
        ({"seq": 7}, "its signature is wrong"),
        ({"hash": "f" * 64}, "its signature is wrong"),
        ({"at": "2020-01-01T00:00:00+00:00"}, "its signature is wrong"),
        ({"signature": "AAAA"}, "its signature is wrong"),
        ({"signature": "no base 64"}, "is not a checkpoint"),
        ({"signature": ""}, "is not signed"),
    ],
)
def test_checkpoint_that_the_key_did_not_sign_is_refused(
    changes: dict[str, Any], named: str, checkpoint: Path, copied: Path
) -> None:
    assert named in refused(copied, "--checkpoint", checkpoint_with(checkpoint, **changes))
    if named != "is not signed":  # then it is compared, and said to be unsigned
        with pytest.raises(CommandError, match=named):
            call_command("verify_record", "--checkpoint", str(checkpoint), stdout=StringIO())


def test_missing_checkpoint_is_refused(copied: Path, tmp_path: Path) -> None:
    assert "does not exist" in refused(copied, "--checkpoint", str(tmp_path / "none"))


def test_backup_that_ends_before_the_checkpoint_is_refused(
    checkpoint: Path, copied: Path, settings: Any
) -> None:
    settings.BACKUP_KEY = None
    beyond = checkpoint_with(checkpoint, seq=manifest(copied)["record_seq"] + 1)
    assert "the backup ends at" in refused(copied, "--checkpoint", beyond)
