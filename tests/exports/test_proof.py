"""A proof is verified without the desk, and whatever was changed in it is found."""

import ast
import json
import random
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from claims.models import RecordHead

from . import proofs
from .conftest import SmallDesk, on
from .proofs import (
    Files,
    change_once,
    packed,
    read,
    run_alone,
    verify,
    with_cell,
    with_rating,
    with_sums,
)
from .test_withheld import withhold

pytestmark = pytest.mark.any_database


def proof_of(login: Any, **asked: str) -> bytes:
    response = login("editor").get("/export/proof.zip", asked)
    assert response.status_code == 200, response.content
    return b"".join(response.streaming_content)


def head() -> dict[str, object]:
    now = RecordHead.objects.get()
    return {"seq": now.seq, "hash": now.hash}


def test_honest_proof_agrees_without_the_desk(
    small_desk: SmallDesk, login: Any, tmp_path: Path
) -> None:
    login("editor")
    known = head()
    proof = proof_of(login)
    status, said = run_alone(proof, tmp_path)
    assert status == 0, said
    assert verify(proof, tmp_path, known)[0] == 0
    files = read(proof)
    assert list(files)[-2:] == ["manifest.json", "SHA256SUMS"]
    assert f"copies/{small_desk.article.snapshot.sha256}" in files


@pytest.mark.parametrize(
    "asked", [{"as_of": "2025-04-08"}, {"versions": "all", "bom": "0"}, {"q": "no such words"}]
)
def test_proof_of_a_choice_agrees(
    asked: dict[str, str], small_desk: SmallDesk, login: Any, tmp_path: Path
) -> None:
    status, said = verify(proof_of(login, **asked), tmp_path)
    assert status == 0, said


def test_what_is_no_proof_is_told_in_a_sentence(tmp_path: Path) -> None:
    status, said = verify(b"PK or not PK", tmp_path)
    assert (status, said.count("\n") <= 1) == (1, True)
    assert "the proof cannot be read: BadZipFile" in said


Verify = Callable[[bytes], int]


def missed(files: Files, changes: int, verified: Verify) -> list[str]:
    """Make this number of single changes, each to the honest proof. Return those after which the verifier still agrees."""
    chance = random.Random(7)
    tried = (change_once(files, chance) for _ in range(changes))
    return [what for what, changed in tried if verified(packed(changed)) == 0]


def test_every_single_change_is_found(small_desk: SmallDesk, login: Any, tmp_path: Path) -> None:
    files = read(proof_of(login))
    assert missed(files, 20, lambda proof: verify(proof, tmp_path)[0]) == []
    # A verifier that always agrees would be noticed.
    assert len(missed(files, 20, lambda proof: 0)) == 20


FORGED: dict[str, Callable[[Files], Files]] = {
    "a rating": lambda files: with_cell(files, "verdicts.csv", "verdict", "Supported"),
    "a name": lambda files: with_cell(files, "verdicts.csv", "signed_off_by", "somebody"),
    "a number for a name": lambda files: with_cell(
        files, "verdicts.csv", "signed_off_by", "account-999"
    ),
    "a hash of a row": lambda files: with_cell(files, "verdicts.csv", "verdict_sha256", "0" * 64),
    "evidence": lambda files: with_cell(files, "evidence.csv", "stance", "contradicts"),
    "a copy": lambda files: {
        name: content + b"x" if name.startswith("copies/") else content
        for name, content in files.items()
    },
    "an Event": lambda files: (
        files | {"record.jsonl": files["record.jsonl"].replace(b"Port Example", b"Port Sample")}
    ),
    "the sealed verdict": lambda files: (
        files | {"sealed.jsonl": files["sealed.jsonl"].replace(b"medium", b"high")}
    ),
    "the evidence of a verdict left out": lambda files: (
        files | {"evidence.csv": files["evidence.csv"].rsplit(b"\r\n", 2)[0] + b"\r\n"}
    ),
}


@pytest.mark.parametrize("what", FORGED)
def test_change_is_found_although_the_sums_were_made_again(
    what: str, small_desk: SmallDesk, login: Any, tmp_path: Path
) -> None:
    files = read(proof_of(login))
    forged = FORGED[what](files)
    assert forged != files
    assert verify(packed(with_sums(files)), tmp_path)[0] == 0
    status, said = verify(packed(with_sums(forged)), tmp_path)
    assert status == 1, said


def test_record_that_was_made_again_is_found_with_a_checkpoint(
    small_desk: SmallDesk, login: Any, tmp_path: Path
) -> None:
    login("editor")
    known = head()
    files = read(proof_of(login))
    forged = packed(with_sums(with_rating(files, "supported")))
    assert verify(forged, tmp_path)[0] == 0  # consistent in itself, as the program says
    assert verify(forged, tmp_path, known)[0] == 1
    assert verify(packed(files), tmp_path, known)[0] == 0


def test_withheld_name_is_in_no_file(small_desk: SmallDesk, login: Any, tmp_path: Path) -> None:
    with on("2025-04-09T09:00:00"):
        withhold(small_desk.gazette, small_desk.people.researcher)
    # As of now, and as of the day before the name was withheld.
    files = read(proof_of(login))
    for content in files.values():
        assert b"Example Gazette" not in content
        assert b"gazette.example" not in content
    assert not [name for name in files if name.startswith("copies/")]
    status, said = verify(packed(files), tmp_path)
    assert status == 0, said
    hidden = [
        line for line in files["record.jsonl"].splitlines() if "event" not in json.loads(line)
    ]
    assert f"{len(hidden)} of " in said
    assert hidden


def test_program_runs_from_the_source_code(
    small_desk: SmallDesk, login: Any, tmp_path: Path
) -> None:
    (tmp_path / "proof.zip").write_bytes(proof_of(login))
    command = [sys.executable, str(proofs.PROGRAM), str(tmp_path / "proof.zip")]
    assert subprocess.run(command, check=False).returncode == 0


def test_program_is_short_and_needs_only_the_standard_library() -> None:
    text = proofs.PROGRAM.read_text()
    assert len(text.splitlines()) <= 200
    imported = {
        name.partition(".")[0]
        for node in ast.walk(ast.parse(text, feature_version=(3, 9)))
        for name in (
            [alias.name for alias in node.names]
            if isinstance(node, ast.Import)
            else [node.module or ""]
            if isinstance(node, ast.ImportFrom)
            else []
        )
    }
    assert imported <= sys.stdlib_module_names
