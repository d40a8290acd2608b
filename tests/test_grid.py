"""The grid of the house: a column is a layer, a row is a noun, and every file's name says its row.

The rows are read from the table in claims/README.md, so that the map and the house cannot disagree.
"""

import re
from collections.abc import Iterable
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
CLAIMS = ROOT / "claims"

# What several nouns share, or what belongs to none. A new name needs a reason, here and in the map.
EXCEPTIONS: dict[str, dict[str, str]] = {
    "models": {
        "background": "leases of tasks, of captures and of suggestions",
        "base": "revisions and imprecise dates, which many tables have",
        "canonical": "how any row is hashed",
        "defaults": "what an empty desk starts with",
        "schema": "the constraints that the database has, and what was planted in it",
        "state": "what every row held after its last Event",
        "stored_dates": "dates that SQLite stores and nobody wrote",
        "triggers": "what the database itself refuses, and notes",
    },
    "actions": {
        "anchors": "ties quotes of claims and of evidence to archived copies",
        "background": "the queue that captures and suggestions share",
        "import_preview": "what each row of an import would do",
        "overrides": "what a second editor confirms or declines: a part of review",
        "reweighing": "what changes under a signed verdict, whichever noun is changed",
        "signing": "what sign-off and a second editor's confirmation have in common",
        "verdict_rows": "the rows that a verdict freezes for the exports",
    },
    "reads": {
        "lists": "paging, excerpts and choices, which every list shares",
        "health": "the health check, which asks about the whole desk",
    },
    "forms": {
        "fields": "the fields that all forms are made of",
        "filters": "the filters that all lists share",
        "panel": "what forms share that are on one page",
        "uploads": "the files that articles and evidence are given as",
    },
    "views": {
        "base": "what every view shares",
        "corrections": "a page of its own: verdicts that changed (reads/review/corrections)",
        "health": "the health check",
        "submit": "the one place that turns an action's refusal into a form's error",
    },
    "admin": {
        "base": "what every page of the admin shares",
        "change_form": "how an action saves what was typed",
        "conflicts": "what differs, when a page was stale",
        "fields": "the fields that all its forms are made of",
        "inlines": "rows that belong to the object of a page",
        "model_forms": "what all its forms share",
        "request_state": "what is loaded once a request",
        "site": "who may enter the admin",
    },
    "management": {
        "backups": "what the backup and restore commands share",
        "nightly": "what the worker verifies once a day",
        "encrypted_backups": "what age encrypts and decrypts",
        "checkpoints": "heads of the record that are kept outside the database",
        "progress": "what long commands share",
        "tidying": "what the worker and `tidy` delete once a day",
        "timestamps": "what an authority says of checkpoints",
    },
    "templates": {"_parts": "pieces that two or more pages use"},
    "static": {
        "admin": "Django's admin in the desk's colours",
        "base": "elements",
        "errors": "failed requests of every page",
        "layout": "the frame",
        "keys": "the keys of every list",
        "dialogs": "the page of all keys, and the search",
        "limits": "text areas with a limit",
        "parts": "the pieces that pages share",
        "submit": "forms that are sent once",
        "tokens": "colours, sizes, spaces",
    },
    "tests": {
        "admin": "a layer",
        "bench": "what is measured, not asserted",
        "torture": "attacks that take longer than people wait",
        "scans": "what sqlmap and wapiti attack: a command, no tests",
        "browser": "journeys in Chromium",
        "commands": "a layer: management",
        "addresses": "a leaf",
        "demo": "a layer",
        "extractors": "a leaf",
        "fetching": "a leaf",
        "logins": "second factors and single sign-on, on in a run of their own",
        "verify": "how the desk runs",
    },
}


def rows_of_the_map() -> set[str]:
    """Return the nouns: the first column of the table below "## Nouns"."""
    text = (CLAIMS / "README.md").read_text()
    section = text.split("\n## Nouns\n", 1)[1].split("\n## ", 1)[0]
    return set(re.findall(r"^\| `(\w+)` \|", section, re.MULTILINE))


NOUNS = rows_of_the_map()
SINGULAR = {noun.removesuffix("s") for noun in NOUNS}


def is_named_by_its_noun(name: str) -> bool:
    """Return True for a noun (`claims`) and for a noun and a part of it (`claim_page`)."""
    return name in NOUNS or any(name.startswith(f"{noun}_") for noun in SINGULAR)


def modules(folder: Path) -> set[str]:
    found = {path.name for path in folder.iterdir() if (path / "__init__.py").exists()}
    found |= {path.stem for path in folder.glob("*.py")}
    return found - {"__init__", "commands"}


def folders(folder: Path) -> set[str]:
    return {
        path.name for path in folder.iterdir() if path.is_dir() and not path.name.startswith("__")
    }


COLUMNS: dict[str, Iterable[str]] = {
    **{
        layer: modules(CLAIMS / layer)
        for layer in ("models", "actions", "reads", "forms", "views", "admin", "management")
    },
    "templates": folders(ROOT / "templates" / "claims"),
    "static": {
        path.stem for kind in ("css", "js") for path in (ROOT / "static" / kind).glob(f"*.{kind}")
    },
    "tests": folders(ROOT / "tests"),
}


def test_the_map_lists_the_nouns() -> None:
    assert {"articles", "claims", "evidence", "review", "record"} <= NOUNS


def test_the_map_has_one_row_for_each_thing() -> None:
    text = (CLAIMS / "README.md").read_text()
    for section in text.split("\n## ")[1:]:
        rows = re.findall(r"^\| (.+?) \|", section, re.MULTILINE)
        assert [row for row in set(rows) if rows.count(row) > 1] == [], section.partition("\n")[0]


@pytest.mark.parametrize("column", COLUMNS)
def test_every_file_is_named_by_its_noun(column: str) -> None:
    strangers = {
        name
        for name in COLUMNS[column]
        if not is_named_by_its_noun(name) and name not in EXCEPTIONS[column]
    }
    assert not strangers, (
        f"In {column}, {sorted(strangers)} are no noun of claims/README.md. Name a module after the noun "
        "that it is about, so that a stranger finds it; or explain it in EXCEPTIONS and in the map."
    )


@pytest.mark.parametrize("column", COLUMNS)
def test_no_exception_is_left_over(column: str) -> None:
    gone = EXCEPTIONS[column].keys() - set(COLUMNS[column])
    assert not gone, f"{column} no longer has {sorted(gone)}: take the exception out."


@pytest.mark.parametrize("folder", sorted(modules(CLAIMS / "reads") - {"desk", "health"}))
def test_reads_have_one_folder_for_each_noun(folder: str) -> None:
    assert (CLAIMS / "reads" / folder).is_dir(), "A page's queries are in the folder of its noun."


def test_every_noun_has_a_place() -> None:
    """A row without a single file would be a promise that nobody keeps."""
    everywhere = {name for names in COLUMNS.values() for name in names}
    assert not NOUNS - everywhere, f"{sorted(NOUNS - everywhere)} are on the map and nowhere else."
