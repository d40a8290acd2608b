"""Log records as one JSON object a line, and in none of them what people typed.

A hostile text cannot forge a second line: JSON escapes it.
"""

import json
import logging
import os
import re
import traceback
from collections.abc import Iterator
from datetime import UTC, datetime
from types import TracebackType

# What follows is what somebody searches for.
QUERY = re.compile(r"(/[^\s?]*)\?.*", re.DOTALL)
# Gunicorn quotes a request that it cannot read, which may be its cookie.
QUOTED = re.compile(r"['\"].*", re.DOTALL)

# SQLite names tables and columns here, and no value.
CONSTRAINT = re.compile(r"(?:UNIQUE|NOT NULL|CHECK) constraint failed: ([\w., ]+)")


class JsonLines(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        line = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": level_of(record),
            "logger": record.name,
            "message": message_of(record),
        }
        if record.exc_info:
            line["exception"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=True)

    def formatException(
        self,
        ei: tuple[type[BaseException], BaseException, TracebackType | None]
        | tuple[None, None, None],
    ) -> str:
        return "\n".join(told(ei[1])) if ei[1] else ""


def level_of(record: logging.LogRecord) -> str:
    """Django calls it an error when it refuses what is too large or comes under another name."""
    refused = record.name.startswith("django.security.")
    return "WARNING" if refused else record.levelname


def message_of(record: logging.LogRecord) -> str:
    message = QUERY.sub(r"\1?…", record.getMessage())
    if record.name == "gunicorn.error" and record.levelno == logging.WARNING:
        message = QUOTED.sub("…", message)
    return message


def told(error: BaseException) -> Iterator[str]:
    """Where it happened and of what kind it is, without its words: a database quotes the row it refuses."""
    before = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if before:
        yield from told(before)
        yield "which led to:"
    yield from (line.rstrip() for line in traceback.format_tb(error.__traceback__))
    yield " ".join([f"{type(error).__module__}.{type(error).__qualname__}", *codes_of(error)])


def codes_of(error: BaseException) -> Iterator[str]:
    """What the system and the databases say in words of their own."""
    if isinstance(error, OSError) and error.errno:
        yield f"({os.strerror(error.errno)})"
    # PostgreSQL: the SQLSTATE and the constraint; SQLite: the name of its code, and which columns.
    about = getattr(error, "diag", None)
    names = CONSTRAINT.fullmatch(str(error))
    for code in (
        getattr(error, "sqlstate", None),
        getattr(about, "constraint_name", None),
        getattr(error, "sqlite_errorname", None),
        names and names[1],
    ):
        if code:
            yield str(code)
