"""The decisions behind the code: numbered without gaps, each with its parts, each in the index."""

import re
from pathlib import Path

import pytest

CLAIMS = Path(__file__).resolve().parent.parent / "claims"
DECISIONS = sorted((CLAIMS / "decisions").iterdir())
NUMBERS = {path.name[:4] for path in DECISIONS}

PARTS = re.compile(
    r"# (?P<number>\d{4})\. (?P<title>[^\n]+)\n\n"
    r"- Date: \d{4}-\d{2}-\d{2}\n"
    r"- Status: (?:accepted|superseded by (?P<successor>\d{4}))\n\n"
    r"## Context\n\n(?P<context>.+)\n\n"
    r"## Decision\n\n(?P<decision>.+)\n\n"
    r"## Consequences\n\n(?P<consequences>.+)\n",
    re.DOTALL,
)
ROW = re.compile(r"^\| (\d{4}) \| \[(.+)\]\(decisions/(.+)\) \|$", re.MULTILINE)


def parts_of(path: Path) -> dict[str, str]:
    found = PARTS.fullmatch(path.read_text())
    assert found, (
        f"{path.name} needs a title, Date, Status, Context, Decision, Consequences, in order."
    )
    return found.groupdict()


def test_decisions_are_numbered_without_gaps() -> None:
    numbers = [path.name[:4] for path in DECISIONS]
    assert numbers == [f"{number:04d}" for number in range(1, len(DECISIONS) + 1)]


@pytest.mark.parametrize("path", DECISIONS, ids=lambda path: path.stem)
def test_decision_has_its_parts(path: Path) -> None:
    parts = parts_of(path)
    assert parts["number"] == path.name[:4], "The title repeats the number of the file."
    assert parts["successor"] is None or parts["successor"] in NUMBERS


def test_index_lists_every_decision_under_its_title() -> None:
    rows = ROW.findall((CLAIMS / "README.md").read_text())
    files = [(path.name[:4], parts_of(path)["title"], path.name) for path in DECISIONS]
    assert rows == files, "The index in claims/README.md has one row for each file, in order."
