"""The command export_verdicts writes the bytes of the download, completely or not at all."""

import hashlib
import json
import os
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from claims.enums import ClaimStatus
from claims.exports.columns import VERDICT_COLUMNS
from claims.models import Event, Verdict
from tests.factories import ClaimFactory


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return an empty folder, because a test's desk keeps its archived copies in tmp_path."""
    empty = tmp_path / "exports"
    empty.mkdir()
    return empty


@pytest.mark.parametrize("as_of", ["", "2025-04-07", "2025-04-08", "2025-04-08T12:00:00Z"])
@pytest.mark.parametrize("bom", ["", "0"])
def test_command_prints_the_bytes_of_the_download(
    as_of: str, bom: str, small_desk: Any, get: Any, capsysbinary: Any
) -> None:
    options = {"as_of": as_of or None, "no_bom": bom == "0"}
    call_command("export_verdicts", **options)
    assert capsysbinary.readouterr().out == get("verdicts", as_of=as_of, bom=bom)


def test_command_writes_a_file_and_a_manifest(small_desk: Any, get: Any, folder: Path) -> None:
    file = folder / "verdicts.csv"
    call_command("export_verdicts", as_of="2025-04-08", out=str(file))
    content = file.read_bytes()
    assert content == get("verdicts", as_of="2025-04-08")
    last = Event.objects.exclude(verb="export_downloaded").first()
    assert json.loads((folder / "verdicts.csv.manifest.json").read_bytes()) == {
        "name": "verdicts.csv",
        "columns": len(VERDICT_COLUMNS),
        "rows": 1,
        "sha256": hashlib.sha256(content).hexdigest(),
        "filters": {},
        "as_of": "2025-04-08T23:59:59.999999Z",
        "record": {"seq": last.seq, "hash": last.hash},
        "version": settings.VERSION,
    }
    assert sorted(os.listdir(folder)) == ["verdicts.csv", "verdicts.csv.manifest.json"]


def test_manifest_of_a_current_export_names_a_moment_that_gives_the_same_bytes(
    small_desk: Any, get: Any, folder: Path
) -> None:
    file = folder / "now.csv"
    call_command("export_verdicts", out=str(file))
    manifest = json.loads((folder / "now.csv.manifest.json").read_bytes())
    assert get("verdicts", as_of=manifest["as_of"]) == file.read_bytes()


def test_same_export_replaces_the_file_with_equal_bytes(small_desk: Any, folder: Path) -> None:
    file = folder / "verdicts.csv"
    seen = set()
    for _ in range(2):
        call_command("export_verdicts", as_of="2025-04-08", out=str(file))
        seen.add((file.read_bytes(), (folder / "verdicts.csv.manifest.json").read_bytes()))
    assert len(seen) == 1


def test_failure_leaves_the_old_file_and_nothing_else(
    small_desk: Any, cast: Any, folder: Path
) -> None:
    file = folder / "verdicts.csv"
    file.write_text("the old one")
    other = ClaimFactory(people=cast, status=ClaimStatus.AGREED)
    torn = Verdict.objects.get()
    torn.pk, torn.claim, torn.row = None, other, {"claim_id": other.pk}
    torn.save(force_insert=True)
    with pytest.raises(KeyError):
        call_command("export_verdicts", out=str(file))
    assert os.listdir(folder) == ["verdicts.csv"]
    assert file.read_text() == "the old one"


@pytest.mark.parametrize("as_of", ["", "yesterday", "2025-02-30", "2999-01-01"])
def test_invalid_moment_is_refused(as_of: str, db: Any, folder: Path) -> None:
    with pytest.raises(CommandError) as refused:
        call_command("export_verdicts", as_of=as_of, out=str(folder / "never.csv"))
    assert refused.value.returncode == 1
    assert not os.listdir(folder)


@pytest.mark.parametrize("name", ["", "missing/verdicts.csv", "."])
def test_path_that_cannot_be_written_is_refused(name: str, db: Any, folder: Path) -> None:
    with pytest.raises(CommandError):
        call_command("export_verdicts", out=f"{folder}/{name}" if name else "")
    assert not os.listdir(folder)
