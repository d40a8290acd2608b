"""A proof has the time stamps of the record, and its README says how to check them with openssl alone."""

import io
import shlex
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from tests.authority import Authority, needs_openssl, serving
from tests.factories import SourceFactory

from .conftest import SmallDesk
from .proofs import read

pytestmark = [
    needs_openssl,
    pytest.mark.any_database,
    pytest.mark.django_db,
    pytest.mark.usefixtures("shared_desk"),
]


@pytest.fixture
def authority(tmp_path: Path, settings: Any) -> Iterator[Authority]:
    settings.CHECKPOINT_DIR = tmp_path / "elsewhere"
    settings.CHECKPOINT_DIR.mkdir()
    with serving(tmp_path / "authority") as authority:
        settings.TIMESTAMP_URL = authority.url
        settings.TIMESTAMP_CA = authority.root
        yield authority


def proof_of(login: Any, **asked: str) -> bytes:
    response = login("editor").get("/export/proof.zip", asked)
    assert response.status_code == 200
    return b"".join(response.streaming_content)


def run_in(folder: Path, command: list[str]) -> str:
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_commands_of_the_readme_verify_the_stamp_and_the_record(
    small_desk: SmallDesk, authority: Authority, login: Any, tmp_path: Path
) -> None:
    call_command("nightly", stdout=StringIO())
    proof = proof_of(login)
    (tmp_path / "proof.zip").write_bytes(proof)
    with zipfile.ZipFile(io.BytesIO(proof)) as archive:
        archive.extractall(tmp_path)
    lines = (tmp_path / "README.txt").read_text().splitlines()
    commands = [shlex.split(line) for line in lines if line.startswith("    ")]
    verify, show, compare = commands[-3:]
    assert "Verification: OK" in run_in(tmp_path, verify)
    assert "Status: Granted." in run_in(tmp_path, show)
    said = run_in(tmp_path, [sys.executable, *compare[1:]])
    assert "is the same." in said
    assert "Everything agrees." in said


def test_proof_of_an_earlier_moment_has_no_stamp_of_a_later_head(
    small_desk: SmallDesk, authority: Authority, login: Any
) -> None:
    SourceFactory(by=small_desk.people.researcher)  # later than the desk's days
    call_command("nightly", stdout=StringIO())
    stamps = [name for name in read(proof_of(login)) if name.startswith("timestamps/")]
    assert sorted({name.rpartition(".")[2] for name in stamps}) == ["json", "pem", "tsq", "tsr"]
    earlier = read(proof_of(login, as_of="2025-04-08"))
    assert not [name for name in earlier if name.startswith("timestamps/")]
    assert b"no time stamps" in earlier["README.txt"]


def test_stamp_with_a_file_missing_is_left_out(
    small_desk: SmallDesk, authority: Authority, login: Any, settings: Any
) -> None:
    call_command("nightly", stdout=StringIO())
    (request,) = settings.CHECKPOINT_DIR.glob("*.tsq")
    request.unlink()
    assert not [name for name in read(proof_of(login)) if name.startswith("timestamps/")]
