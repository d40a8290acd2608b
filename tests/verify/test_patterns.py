"""What strangers send is logged, routed and checked in linear time: 100,000 characters cost milliseconds.

The limits are CPU time, a hundred times what linear work needs and less than a tenth of what quadratic work does.
"""

import ast
import json
import logging
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as running
from django.test import Client
from django.urls import URLResolver, get_resolver

from verify.logs import JsonLines

SIZE = 100_000
PIECES = (
    "/", "/?", "a", "a/", "0", "1/", " ", "\n", ".", ",", ", ", "-", "_", "a,", "a.", "a b", "\"", "'", "é", "\ud800",
    "UNIQUE constraint failed: ", "CHECK constraint failed: a", "Not Found: /", "accounts/", "admin/", "#1 ",
)  # fmt: skip
HOSTILE = [
    start + (piece * SIZE)[:SIZE] + end
    for piece in PIECES
    for start in ("/", "UNIQUE constraint failed: ")
    for end in ("", "!")
]


def patterns_in_code() -> Iterator[tuple[str, str | re.Pattern[str]]]:
    """Yield each pattern of the modules that meet a request before the login, and its place."""
    for folder in ("verify", "claims/views", "claims/forms"):
        for path in sorted((running.BASE_DIR / folder).rglob("*.py")):
            yield from literal_patterns(path)
            module = sys.modules.get(
                ".".join(path.relative_to(running.BASE_DIR).with_suffix("").parts)
            )
            for name, value in vars(module).items() if module else ():
                if isinstance(value, re.Pattern) and isinstance(value.pattern, str):
                    yield f"{path.name}:{name}", value  # with its flags


def literal_patterns(path: Path) -> Iterator[tuple[str, str]]:
    for node in ast.walk(ast.parse(path.read_text())):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and ast.unparse(node.func.value) == "re"
            and isinstance(node.args[0], ast.Constant)
        ):
            yield f"{path.name}:{node.lineno}", node.args[0].value


def patterns_of_urls(resolver: URLResolver) -> Iterator[tuple[str, str]]:
    for pattern in resolver.url_patterns:
        yield str(pattern.pattern), pattern.pattern.regex.pattern
        if isinstance(pattern, URLResolver):
            yield from patterns_of_urls(pattern)


PATTERNS = dict([*patterns_in_code(), *patterns_of_urls(get_resolver())])


def test_patterns_were_found() -> None:
    assert len(PATTERNS) > 100


@pytest.mark.parametrize("number", range(8))
def test_every_pattern_before_the_login_is_linear(number: int, cpu_seconds: Any) -> None:
    compiled = [re.compile(pattern) for pattern in list(PATTERNS.values())[number::8]]
    for pattern in compiled:
        with cpu_seconds(3):
            for text in HOSTILE:
                pattern.search(text)


@pytest.mark.parametrize("piece", PIECES)
def test_hostile_line_is_logged_in_linear_time(piece: str, cpu_seconds: Any) -> None:
    for name in ("django.request", "gunicorn.error"):
        for text in ((piece * SIZE)[:SIZE], "Not Found: /" + (piece * SIZE)[:SIZE]):
            record = logging.LogRecord(name, logging.WARNING, "", 0, "%s", (text,), None)
            with cpu_seconds(0.5):
                line = json.loads(JsonLines().format(record))
            assert len(line["message"]) <= 500


@pytest.mark.django_db
@pytest.mark.any_database
@pytest.mark.parametrize("piece", ["/", "/a", "9", "%2F", "admin/", "é", ".", " "])
def test_hostile_address_is_refused_in_linear_time(
    piece: str, cpu_seconds: Any, lines: Any
) -> None:
    address = "/" + (piece * SIZE)[:SIZE]
    with cpu_seconds(3):
        response = Client().get(address)
    assert response.status_code in {301, 302, 400, 404}
    assert all(len(line["message"]) <= 500 for line in lines())
