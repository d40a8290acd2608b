"""An encrypted backup: nothing in the clear on its disk, readable by its recipient only, and whole or refused."""

import os
import shutil
import subprocess
import tarfile
from collections.abc import Callable
from io import StringIO
from pathlib import Path

import pyrage
import pytest
from django.conf import settings as running
from django.core.management import CommandError, call_command

from claims.management import backups
from claims.management.encrypted_backups import ENCRYPTED

from .desks import Desk, change_a_byte, update_checksums

# For all tests: else pytest would run those without a database apart, and make the desks twice.
pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def keys(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with two identities as age-keygen writes them, `own` and `strange`, and a key that signs."""
    folder = tmp_path_factory.mktemp("keys")
    call_command("signing_key", str(folder / "signs"), stdout=StringIO())
    for name in ("own", "strange"):
        identity = pyrage.x25519.Identity.generate()
        recipient = str(identity.to_public())
        (folder / name).write_text(f"# created: today\n# public key: {recipient}\n{identity}\n")
        (folder / f"{name}.recipient").write_text(recipient)
    return folder


@pytest.fixture(scope="module")
def desk(new_desk: Callable[..., Desk]) -> Desk:
    desk = new_desk(ready=True)
    filled = desk.run("-m", "tests.commands.small_desk")
    assert filled.returncode == 0, filled.stderr
    return desk


@pytest.fixture(scope="module")
def encrypted(desk: Desk, keys: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("backups") / "encrypted"
    variables = {
        "BACKUP_KEY": str(keys / "signs"),
        "BACKUP_RECIPIENT": (keys / "own.recipient").read_text(),
    }
    done = desk.manage("backup", str(folder), **variables)
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


@pytest.fixture
def copied(encrypted: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(encrypted, tmp_path / "copied"))


def texts_of(desk: Desk) -> list[bytes]:
    """What people wrote or archived, long enough to be found if it were anywhere."""
    files = [path.read_bytes() for path in sorted(desk.captures.rglob("*")) if path.is_file()]
    statements = [text.encode() for (text,) in desk.rows("SELECT statement FROM claims_claim")]
    return [b"SQLite format 3", b"PGDMP", b"argon2", *statements, *(file[:64] for file in files)]


def test_nothing_is_in_the_clear_and_nothing_is_left_behind(desk: Desk, encrypted: Path) -> None:
    written = {path.name: path.read_bytes() for path in encrypted.rglob("*")}
    assert written.keys() == {ENCRYPTED, backups.SUMS, backups.SIGNATURE}
    assert len(texts_of(desk)) >= 6
    for content in written.values():
        assert not any(text in content for text in texts_of(desk))
    assert [path.name for path in encrypted.parent.iterdir()] == [encrypted.name]
    assert not list(desk.data.glob("workspace-*"))


def test_recipient_restores_all_of_it(
    desk: Desk, encrypted: Path, keys: Path, new_desk: Callable[..., Desk]
) -> None:
    restored = new_desk()
    restored.run_successfully(
        "restore", str(encrypted), "--identity", str(keys / "own"), "--key", str(keys / "signs.pub")
    )
    for table in ("claims_recordhead", "claims_event", "claims_claim", "auth_user"):
        query = f"SELECT * FROM {table} ORDER BY id"
        assert restored.rows(query) == desk.rows(query) != []
    held = {path.relative_to(desk.captures): path.read_bytes() for path in files_of(desk)}
    assert held
    assert held == {path.relative_to(restored.captures): path.read_bytes() for path in files_of(restored)}  # fmt: skip
    assert not list(restored.data.glob("workspace-*"))
    assert restored.starts


def files_of(desk: Desk) -> list[Path]:
    return [path for path in desk.captures.rglob("*") if path.is_file()]


def refused(folder: Path, *options: str) -> str:
    """Return what restore says of a backup that it refuses before it changes anything, and leaves nothing of."""
    out = StringIO()
    with pytest.raises(CommandError) as error:
        call_command("restore", str(folder), *options, stdout=out)
    assert not list(Path(running.DATA_DIR).glob("workspace-*"))
    assert not Path(running.MEDIA_ROOT).exists()
    return f"{out.getvalue()}{error.value}"


def with_new_sums(change: Callable[[Path], object]) -> Callable[[Path], object]:
    def changed(folder: Path) -> None:
        change(folder / ENCRYPTED)
        update_checksums(folder)

    return changed


def cut(number: int) -> Callable[[Path], object]:
    return lambda path: os.truncate(path, path.stat().st_size - number)


def without_its_last_chunk(path: Path) -> None:
    """Cut where age begins a chunk: 64 KiB and 16 bytes each, after the header and a nonce of 16 bytes."""
    content = path.read_bytes()
    start = content.index(b"\n", content.index(b"\n--- ") + 1) + 1 + 16
    chunks = (len(content) - start) // (65536 + 16)
    assert chunks > 1
    os.truncate(path, start + chunks * (65536 + 16))


@pytest.mark.parametrize(
    ("damage", "identity", "named"),
    [
        (lambda folder: None, "", "--identity"),
        (lambda folder: None, "strange", "for somebody else"),
        (lambda folder: None, "own.recipient", "holds no identity"),
        (lambda folder: None, "nowhere", "could not be read"),
        (lambda folder: cut(1)(folder / ENCRYPTED), "own", ENCRYPTED),
        (with_new_sums(cut(1)), "own", "cut or changed"),
        (with_new_sums(without_its_last_chunk), "own", "cut or changed"),
        (with_new_sums(lambda path: os.truncate(path, 0)), "own", "cut or changed"),
        (with_new_sums(change_a_byte), "own", "cut or changed"),
        (with_new_sums(lambda path: path.write_bytes(path.read_bytes() + b"x")), "own", "cut or"),
    ],
    ids=[
        "no identity",
        "another identity",
        "a recipient",
        "no file",
        "cut",
        "cut, new sums",
        "last chunk, new sums",
        "empty, new sums",
        "a byte, new sums",
        "longer, new sums",
    ],
)
def test_what_is_not_whole_or_not_for_this_identity_is_refused(
    damage: Callable[[Path], object], identity: str, named: str, copied: Path, keys: Path
) -> None:
    damage(copied)
    options = ["--identity", str(keys / identity)] if identity else []
    assert named in refused(copied, *options)


@pytest.mark.parametrize(
    "name", ["../outside", "/tmp/outside", "captures/../../outside", "anything", "link"]
)
def test_archive_with_anything_else_is_refused(name: str, keys: Path, tmp_path: Path) -> None:
    """Whoever knows the recipient can encrypt for it."""
    (tmp_path / "content").write_text("planted")
    with tarfile.open(tmp_path / "tar", "w") as archive:
        member = archive.gettarinfo(tmp_path / "content", arcname=name)
        if name == "link":
            member.type, member.linkname, member.size = tarfile.SYMTYPE, "/etc/passwd", 0
            member.name = backups.MANIFEST
            archive.addfile(member)
        else:
            with (tmp_path / "content").open("rb") as content:
                archive.addfile(member, content)
    recipient = pyrage.x25519.Recipient.from_str((keys / "own.recipient").read_text())
    folder = tmp_path / "backup"
    folder.mkdir()
    pyrage.encrypt_file(str(tmp_path / "tar"), str(folder / ENCRYPTED), [recipient])
    update_checksums(folder)
    assert "does not hold a backup" in refused(folder, "--identity", str(keys / "own"))
    assert not (tmp_path / "outside").exists()


@pytest.mark.parametrize("recipient", ["", "age1", "nobody", "AGE-SECRET-KEY-1"])
def test_unknown_recipient_makes_no_backup(recipient: str, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="is not a recipient"):
        call_command("backup", str(tmp_path / "backup"), recipient=[recipient])
    assert not list(tmp_path.glob("backup*"))


@pytest.mark.skipif(shutil.which("age") is None, reason="age is not installed")
def test_age_itself_opens_it(encrypted: Path, keys: Path, tmp_path: Path) -> None:
    decrypt = ["age", "--decrypt", "--identity", str(keys / "own"), str(encrypted / ENCRYPTED)]
    tar = subprocess.run(decrypt, capture_output=True)
    assert tar.returncode == 0, tar.stderr
    subprocess.run(["tar", "--extract"], input=tar.stdout, cwd=tmp_path, check=True)
    sums = ["sha256sum", "--check", "--strict", "--quiet", backups.SUMS]
    assert subprocess.run(sums, cwd=tmp_path).returncode == 0


def test_lost_copy_makes_no_backup_and_nothing_is_left(
    desk: Desk, keys: Path, tmp_path: Path
) -> None:
    lost = files_of(desk)[0]
    lost.rename(tmp_path / "lost")
    try:
        folder, recipient = tmp_path / "backup", (keys / "own.recipient").read_text()
        failed = desk.manage("backup", str(folder), "--recipient", recipient)
    finally:
        (tmp_path / "lost").rename(lost)
    assert failed.returncode == 1
    assert lost.name in failed.stdout
    assert not folder.exists()
    assert not list(desk.data.glob("workspace-*"))
    assert not list((tmp_path / "backup.partial").iterdir())
