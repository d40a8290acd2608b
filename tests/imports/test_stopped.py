"""An import that was stopped at any point and run again ends like one that was not stopped."""

import shutil
import signal
import sqlite3
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.terminal import MANAGE, environment, stop

from .files import csv_of

ROWS = 300


def contents(folder: Path) -> dict[str, Any]:
    """Return everything imported, without the times and ids of this run."""
    asked = {
        "claims": """
            SELECT c.external_id, c.statement, q.text, a.quote, a.article_title, r.url, s.name
            FROM claims_claim c
            JOIN claims_claim_questions cq ON cq.claim_id = c.id
            JOIN claims_question q ON q.id = cq.question_id
            JOIN claims_appearance a ON a.claim_id = c.id
            LEFT JOIN claims_article r ON r.id = a.article_id
            JOIN claims_attribution t ON t.appearance_id = a.id
            JOIN claims_source s ON s.id = t.source_id ORDER BY c.external_id""",
        "articles": "SELECT url, headline FROM claims_article ORDER BY url",
        "sources": "SELECT name, kind FROM claims_source ORDER BY name",
        "questions": "SELECT text FROM claims_question ORDER BY text",
        "captures": "SELECT url FROM claims_capturerequest ORDER BY url",
        "words": "SELECT words FROM claims_claimwords ORDER BY words",
        "batches": "SELECT count(*) FROM claims_event WHERE verb = 'claims_imported'",
    }
    (path,) = folder.glob("*.sqlite3")
    with sqlite3.connect(path) as database:
        return {name: database.execute(sql).fetchall() for name, sql in asked.items()}


@pytest.mark.django_db
def test_an_import_that_was_killed_and_run_again_equals_one_that_was_not(
    migrated: Path, tmp_path: Path
) -> None:
    rows = [
        {
            "quote": f"words {n}",
            "speaker": f"Speaker {n % 7}",
            "article_url": f"https://example.org/{n % 11}" if n % 2 else "",
            "article_title": f"Title {n % 11}",
            "question": f"Question {n % 5}?",
        }
        for n in range(ROWS)
    ]
    path = tmp_path / "claims.csv"
    path.write_bytes(csv_of(*rows))
    importing = ["import_claims", str(path)]
    command = [*MANAGE, *importing]

    clean, cut = tmp_path / "clean", tmp_path / "cut"
    shutil.copytree(migrated, clean)
    shutil.copytree(migrated, cut)
    subprocess.run(command, env=environment(clean), check=True, stdout=subprocess.DEVNULL)

    for printed in (b"100 of", b"200 of"):
        stop(signal.SIGKILL, importing, environment(cut), seen=printed)  # as a power cut would
    last = subprocess.run(command, env=environment(cut), check=True, capture_output=True, text=True)
    assert f"{ROWS} in total" in last.stdout
    assert last.stderr == ""
    assert contents(cut) == contents(clean)
    assert len(contents(clean)["claims"]) == ROWS
