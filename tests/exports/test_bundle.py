"""bundle.zip has both files and a manifest, and the same bytes whenever it is made."""

import hashlib
import io
import json
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from claims.enums import ClaimStatus
from claims.exports.columns import EVIDENCE_COLUMNS, VERDICT_COLUMNS
from claims.models import Event
from tests.factories import ClaimFactory

from .conftest import on

pytestmark = pytest.mark.any_database


def read_zip(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.mark.parametrize(
    "asked",
    [{}, {"as_of": "2025-04-08"}, {"bom": "0", "language": "en"}, {"q": "nothing says this"}],
)
def test_bundle_has_the_bytes_of_the_files_and_a_manifest(
    asked: dict[str, str], small_desk: Any, get: Callable[..., bytes], fetch: Callable[..., bytes]
) -> None:
    files = read_zip(fetch("bundle.zip", **asked))
    assert list(files) == ["verdicts.csv", "evidence.csv", "manifest.json"]
    manifest = json.loads(files["manifest.json"])
    for facts, name in zip(manifest["files"], ("verdicts", "evidence"), strict=True):
        content = files[f"{name}.csv"]
        assert content == get(name, **asked)
        rows = 0 if "q" in asked else {"verdicts": 1, "evidence": 3}[name]
        sha256 = hashlib.sha256(content).hexdigest()
        columns = {"verdicts": VERDICT_COLUMNS, "evidence": EVIDENCE_COLUMNS}[name]
        assert facts == {
            "name": f"{name}.csv", "columns": len(columns), "rows": rows, "sha256": sha256,
        }  # fmt: skip
    last = Event.objects.exclude(verb__in=("user_created", "export_downloaded")).first()
    assert manifest["filters"] == {name: asked[name] for name in asked if name != "as_of"}
    assert manifest["version"] == settings.VERSION
    if "as_of" in asked:
        assert manifest["as_of"] == "2025-04-08T23:59:59.999999Z"
        assert manifest["record"] == {"seq": last.seq, "hash": last.hash}


def test_bundle_has_the_same_bytes_when_it_is_made_again(
    small_desk: Any, fetch: Callable[..., bytes]
) -> None:
    with on("2025-04-10T00:00:00"):
        first = fetch("bundle.zip", as_of="2025-04-08", language="en", bom="0")
    with on("2025-04-11T00:00:01"):
        ClaimFactory(people=small_desk.people, status=ClaimStatus.SIGNED_OFF)
        assert fetch("bundle.zip", bom="0", as_of="2025-04-08", language="en") == first


@pytest.mark.skipif(not shutil.which("unzip"), reason="unzip is not installed")
def test_unzip_can_open_the_bundle(
    small_desk: Any, fetch: Callable[..., bytes], tmp_path: Path
) -> None:
    file = tmp_path / "bundle.zip"
    file.write_bytes(fetch("bundle.zip"))
    found = subprocess.run(["unzip", "-t", str(file)], capture_output=True, text=True, check=False)
    assert found.returncode == 0, found.stdout
