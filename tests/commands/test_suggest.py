"""suggest: reads unread articles, and continues after it was stopped."""

import os
import pty
import shutil
import signal
import subprocess
import sys
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from claims.actions import suggestions as suggestion_actions
from claims.enums import DismissedAs
from claims.extractors import READING_VERSION
from claims.models import Article, Reading
from tests.factories import ArticleFactory
from tests.suggestions.texts import CROSSED, TEXT, find_suggestion


def suggest(*arguments: str) -> str:
    out = StringIO()
    call_command("suggest", *arguments, stdout=out)
    return out.getvalue()


@pytest.mark.django_db
def test_unread_articles_are_read_once_and_all_are_read_with_again(cast: Any) -> None:
    article = ArticleFactory(by=cast.researcher, text=TEXT)
    ArticleFactory(by=cast.researcher)
    assert suggest() == "2 articles read for suggestions.\n"
    one = find_suggestion(article, CROSSED)
    suggestion_actions.dismiss_suggestion(one, DismissedAs.OPINION, by=cast.researcher)

    assert suggest() == "0 articles read for suggestions.\n"
    assert suggest("--again") == "2 articles read for suggestions.\n"

    one.refresh_from_db()
    assert one.dismissed_as == DismissedAs.OPINION


@pytest.mark.django_db
def test_articles_read_by_an_older_version_are_read_again(cast: Any) -> None:
    ArticleFactory(by=cast.researcher)
    suggest()
    Reading.objects.update(version=READING_VERSION - 1)
    assert suggest() == "1 article read for suggestions.\n"
    assert not Article.objects.unread(READING_VERSION).exists()


def test_a_killed_reading_continues_when_it_is_run_again(migrated: Path, tmp_path: Path) -> None:
    """Kill one import while it reads, and stop another, each in a process and on a terminal of its own."""
    total = 40
    shutil.copytree(migrated, tmp_path, dirs_exist_ok=True)
    for number in range(total):
        (tmp_path / f"{number}.txt").write_text(f"Crane {number} was oiled, the port said.\n")
    manifest = tmp_path / "manifest.csv"
    manifest.write_text("file\n" + "".join(f"{number}.txt\n" for number in range(total)))
    env = {**os.environ, "DATA_DIR": str(tmp_path), "DJANGO_SETTINGS_MODULE": "verify.settings"}
    env.pop("DATABASE_URL", None)

    def interrupt(command: list[str], seen: bytes, how: signal.Signals) -> tuple[int, str]:
        ours, theirs = pty.openpty()
        child = subprocess.Popen(
            [sys.executable, "manage.py", *command],
            env=env,
            stdout=subprocess.PIPE,
            stderr=theirs,
            text=True,
        )
        os.close(theirs)
        said = b""
        while seen not in said:
            said += os.read(ours, 1024)
        child.send_signal(how)
        out, _ = child.communicate()
        os.close(ours)
        return child.returncode, out

    importing = ["import_articles", str(manifest)]
    code, out = interrupt(importing, b"articles read: 5 of 40", signal.SIGKILL)
    assert code == -signal.SIGKILL

    code, _ = interrupt(["suggest"], b"articles read: 5 of", signal.SIGINT)
    assert code == 130

    run = [sys.executable, "manage.py"]
    last = subprocess.run([*run, *importing], env=env, capture_output=True, text=True, check=True)
    assert f"0 new, {total} unchanged" in last.stdout
    read = int(last.stdout.partition(" articles read")[0].split()[-1])
    assert 0 < read < total
    assert last.stderr == ""  # no progress where nobody watches
    again = subprocess.run([*run, "suggest"], env=env, capture_output=True, text=True, check=True)
    assert again.stdout == "0 articles read for suggestions.\n"
