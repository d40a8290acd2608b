"""Write each log record as one line of JSON, without anything that people typed.

A hostile text cannot forge a second line, because JSON escapes it. Strangers choose much of what is logged,
such as the path that was not found, so the work for each line is linear in its length.
"""

import json
import logging
import os
import re
import traceback
from collections.abc import Iterator
from contextvars import ContextVar
from datetime import UTC, datetime
from types import TracebackType

# Characters of a message.
LONGEST_MESSAGE = 500

# The request that this thread is working on. RequestLog (verify/requests.py) sets it.
request_id: ContextVar[str] = ContextVar("request_id", default="")

# Here SQLite names tables and columns, but no values.
CONSTRAINT = re.compile(r"(?:UNIQUE|NOT NULL|CHECK) constraint failed: ([\w., ]+)")


class JsonLines(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": level_of(record),
            "logger": record.name,
            "message": message_of(record),
        }
        if number := request_id.get():
            line["request"] = number
        # What a slow request adds.
        line |= {
            name: value for name in ("account", "seconds") if (value := vars(record).get(name))
        }
        if record.exc_info:
            line["exception"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=True)

    def formatException(
        self,
        ei: tuple[type[BaseException], BaseException, TracebackType | None]
        | tuple[None, None, None],
    ) -> str:
        return "\n".join(traceback_lines(ei[1])) if ei[1] else ""


def level_of(record: logging.LogRecord) -> str:
    """Return WARNING where Django reports a refusal (request too large, wrong host) as an error."""
    refused = record.name.startswith("django.security.")
    return "WARNING" if refused else record.levelname


def message_of(record: logging.LogRecord) -> str:
    """Return the message up to the first “?”, because what follows it may be what somebody searches for."""
    message, mark, query = record.getMessage().partition("?")
    message += mark + "…" if query else mark
    if record.name == "gunicorn.error" and record.levelno == logging.WARNING:
        # Gunicorn quotes the part of a request that it cannot read, which may be a cookie.
        for quote in ("'", '"'):
            message, mark, _ = message.partition(quote)
            message += "…" if mark else ""
    if len(message) > LONGEST_MESSAGE:
        message = message[: LONGEST_MESSAGE - 1] + "…"
    return message


def traceback_lines(error: BaseException) -> Iterator[str]:
    """Yield where the error happened and its type, without its message.

    A database quotes the row it refuses in the message.
    """
    earlier = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if earlier:
        yield from traceback_lines(earlier)
        yield "which led to:"
    yield from (line.rstrip() for line in traceback.format_tb(error.__traceback__))
    yield " ".join([f"{type(error).__module__}.{type(error).__qualname__}", *codes_of(error)])


def codes_of(error: BaseException) -> Iterator[str]:
    """Yield the error codes and names that the system and the databases define themselves."""
    if isinstance(error, OSError) and error.errno:
        yield f"({os.strerror(error.errno)})"
    # PostgreSQL: SQLSTATE and constraint. SQLite: the name of its code, and the columns.
    diagnostics = getattr(error, "diag", None)
    constraint = CONSTRAINT.fullmatch(str(error))
    for code in (
        getattr(error, "sqlstate", None),
        getattr(diagnostics, "constraint_name", None),
        getattr(error, "sqlite_errorname", None),
        constraint and constraint[1],
    ):
        if code:
            yield str(code)
