"""The templates: short lines, decisions made by the read, and files that are found at the first guess."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.urls import URLPattern, get_resolver

from tests.test_architecture import CLAIMS, ROOT, TEMPLATES

LONGEST_LINE = 140

# The rows of the map in claims/README.md that have screens.
NOUNS = {
    "accounts", "articles", "captures", "claims", "desk", "drafts", "evidence", "exports", "holds", "origins", "questions", "record",
    "review", "search", "snapshots", "sources", "suggestions", "visits",
}  # fmt: skip
FOLDERS = NOUNS | {"_parts"}

# Named by something else than one view.
NOT_A_VIEW = {
    "sources/source_form": "source_new and source_change show the same form",
    "articles/article_undone": "article_page shows it for an article that is off the desk",
    "questions/question_form": "question_new and question_change show the same form",
}

CONDITION = re.compile(r"{%\s*(?:el)?if\s+(.*?)\s*%}")
INCLUDED_ALONE = re.compile(r'{%\s*include "([^"]+)"(.*?) only\s*%}')
JOINED = re.compile(r"\s(?:and|or)\s")
COMPARISON = re.compile(r"\s(?:not in|in|is not|is|==|!=|<=|>=|<|>)\s")


def lines() -> Iterator[tuple[str, str]]:
    for path in TEMPLATES:
        for number, line in enumerate(path.read_text().splitlines(), start=1):
            yield f"{path.relative_to(ROOT)}:{number}", line


def claims_templates() -> list[Path]:
    return sorted((ROOT / "templates/claims").rglob("*.html"))


def test_no_line_is_longer_than_140_characters() -> None:
    wrong = [f"{where} ({len(line)})" for where, line in lines() if len(line) > LONGEST_LINE]
    assert not wrong, f"one element a line; a long tag takes one line for each attribute: {wrong}"


def problem_of(condition: str) -> str:
    """Return what makes a condition more than one test of one name."""
    if "|" in condition:
        return "a filter"
    if JOINED.search(condition):
        return "two tests"
    operators = len(COMPARISON.findall(condition)) + condition.startswith("not ")
    return "two operators" if operators > 1 else ""


def test_a_condition_is_one_test_of_one_name() -> None:
    wrong = [
        f"{where} {{% if {condition} %}} has {problem}"
        for where, line in lines()
        for condition in CONDITION.findall(line)
        if (problem := problem_of(condition))
    ]
    assert not wrong, f"make it a boolean of the read, the form or the view: {wrong}"


@pytest.mark.parametrize(
    ("condition", "is_one_test"),
    [
        ("page.is_blind", True),
        ("not form.is_offered", True),
        ("message.level_tag == 'error'", True),
        ("similar is not None", True),
        ("a and b", False),
        ("not a or b", False),
        ("rows|length", False),
        ("rows|length > 1", False),
    ],
)
def test_conditions_are_told_apart(condition: str, is_one_test: bool) -> None:
    assert (problem_of(condition) == "") is is_one_test


def test_every_folder_is_a_noun_of_the_map() -> None:
    found = {path.relative_to(ROOT / "templates/claims").parts[0] for path in claims_templates()}
    assert found <= FOLDERS, f"no noun of the map: {sorted(found - FOLDERS)}"


def test_a_template_is_named_like_its_view() -> None:
    known = {
        pattern.name
        for pattern in get_resolver("claims.urls").url_patterns
        if isinstance(pattern, URLPattern)
    }
    wrong = [
        name
        for path in claims_templates()
        if path.parent.name != "_parts"
        and not path.name.startswith("_")
        and path.stem not in known
        and (name := f"{path.parent.name}/{path.stem}") not in NOT_A_VIEW
    ]
    assert not wrong, f"name it like its URL name, or begin a part of a page with _: {wrong}"


def test_every_excused_template_exists() -> None:
    missing = [name for name in NOT_A_VIEW if not (ROOT / f"templates/claims/{name}.html").exists()]
    assert not missing


def test_no_template_is_kept_with_the_code() -> None:
    assert not list(CLAIMS.rglob("*.html"))


def test_a_part_that_posts_gets_the_token_of_its_page() -> None:
    """`only` withholds csrf_token: the button is there, and every press is refused."""
    wrong = [
        f"{where} {part}"
        for where, line in lines()
        for part, given in INCLUDED_ALONE.findall(line)
        if " url=" in given and "csrf_token" in (ROOT / "templates" / part).read_text()
    ]
    assert not wrong, f"include it without only: {wrong}"
