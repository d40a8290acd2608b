"""suggest: reads unread articles, and continues after it was stopped."""

import shutil
import signal
import subprocess
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from claims.actions import suggestions as suggestion_actions
from claims.actions.background import lease
from claims.actions.suggestions import read_copy
from claims.enums import DismissedAs
from claims.extractors import READING_VERSION
from claims.models import Article, Reading
from tests.factories import ArticleFactory
from tests.suggestions.texts import CROSSED, TEXT, find_suggestion
from tests.terminal import MANAGE, environment, stop


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


@pytest.mark.django_db
def test_article_whose_reader_was_killed_is_read_at_once(cast: Any) -> None:
    article = ArticleFactory(by=cast.researcher)
    with lease(read_copy, article.snapshot_id):  # a dead worker's is held until it expires
        assert suggest() == "1 article read for suggestions.\n"
    assert not Article.objects.unread(READING_VERSION).exists()


@pytest.mark.django_db
def test_a_killed_reading_continues_when_it_is_run_again(migrated: Path, tmp_path: Path) -> None:
    """Kill one import while it reads, and stop another, each in a process and on a terminal of its own."""
    total = 40
    shutil.copytree(migrated, tmp_path, dirs_exist_ok=True)
    for number in range(total):
        (tmp_path / f"{number}.txt").write_text(f"Crane {number} was oiled, the port said.\n")
    manifest = tmp_path / "manifest.csv"
    manifest.write_text("file\n" + "".join(f"{number}.txt\n" for number in range(total)))
    env = environment(tmp_path)

    importing = ["import_articles", str(manifest)]
    code, _ = stop(signal.SIGKILL, importing, env, seen=b"articles read: 5 of 40")
    assert code == -signal.SIGKILL

    code, _ = stop(signal.SIGINT, ["suggest"], env, seen=b"articles read: 5 of")
    assert code == 130

    last = subprocess.run(
        [*MANAGE, *importing], env=env, capture_output=True, text=True, check=True
    )
    assert f"0 new, {total} unchanged" in last.stdout
    read = int(last.stdout.partition(" articles read")[0].split()[-1])
    assert 0 < read < total
    assert last.stderr == ""  # no progress where nobody watches
    again = subprocess.run(
        [*MANAGE, "suggest"], env=env, capture_output=True, text=True, check=True
    )
    assert again.stdout == "0 articles read for suggestions.\n"
