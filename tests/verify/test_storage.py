"""Archived copies are stored completely or not at all."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.files.base import ContentFile

from verify.storage import WholeFiles


class Torn(ContentFile[bytes]):
    """Bytes that cannot be read to the end, like an upload whose sender disappeared."""

    def chunks(self, chunk_size: int | None = None) -> Iterator[bytes]:
        yield b"half of "
        raise OSError("gone")


def test_saved_file_has_the_same_bytes(tmp_path: Path) -> None:
    storage = WholeFiles(tmp_path)
    assert storage.save("ab/abcd", ContentFile(b"all of it")) == "ab/abcd"
    assert (tmp_path / "ab/abcd").read_bytes() == b"all of it"
    assert [path.name for path in (tmp_path / "ab").iterdir()] == ["abcd"]


def test_interrupted_upload_leaves_no_file(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="gone"):
        WholeFiles(tmp_path).save("ab/abcd", Torn(b""))
    assert list((tmp_path / "ab").iterdir()) == []


KILLED = """
import os, sys
from django.conf import settings
settings.configure()
from django.core.files.base import ContentFile
from verify.storage import WholeFiles
class Killed(ContentFile):
    def chunks(self, chunk_size=None):
        yield b"x" * 1_000_000
        os.kill(os.getpid(), 9)
WholeFiles(sys.argv[1]).save("ab/abcd", Killed(b""))
"""


def test_killed_process_leaves_no_partial_file_under_the_final_name(
    tmp_path: Path,
) -> None:
    killed = subprocess.run([sys.executable, "-c", KILLED, str(tmp_path)], check=False)
    assert killed.returncode == -9
    storage = WholeFiles(tmp_path)
    assert not storage.exists("ab/abcd")
    storage.save("ab/abcd", ContentFile(b"all of it"))
    assert (tmp_path / "ab/abcd").read_bytes() == b"all of it"
