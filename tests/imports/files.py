"""CSV files as other systems and spreadsheets write them, and runs of import_claims."""

import csv
import io
from pathlib import Path
from typing import Any

from django.core.management import CommandError, call_command

from claims.forms.import_columns import CLAIM_COLUMNS
from claims.models import (
    Appearance,
    Article,
    Attribution,
    CaptureRequest,
    Claim,
    Event,
    Question,
    RecordHead,
    Source,
)

TABLES = (
    Appearance,
    Article,
    Attribution,
    CaptureRequest,
    Claim,
    Event,
    Question,
    RecordHead,
    Source,
)


def csv_of(
    *rows: dict[str, str], columns: tuple[str, ...] = CLAIM_COLUMNS, delimiter: str = ","
) -> bytes:
    """Return a file of the rows. A row without an id or a statement gets one of its own."""
    text = io.StringIO(newline="")
    lines = csv.DictWriter(text, columns, restval="", delimiter=delimiter)
    lines.writeheader()
    for number, row in enumerate(rows, start=1):
        named = {"external_id": f"x-{number}", "statement": f"The port sells crane {number}."}
        lines.writerow({name: value for name, value in (named | row).items() if name in columns})
    return text.getvalue().encode()


class CommandRun:
    """One run of import_claims: its output and its error."""

    def __init__(self, path: Path, content: bytes | None = None, *options: str) -> None:
        if content is not None:
            path.write_bytes(content)
        out, err = io.StringIO(), io.StringIO()
        self.error: CommandError | None = None
        try:
            call_command("import_claims", str(path), *options, stdout=out, stderr=err)
        except CommandError as error:
            self.error = error
        self.out, self.err = out.getvalue(), err.getvalue()


def rows_on_desk() -> dict[str, Any]:
    """Return every row that an import could change."""
    return {
        model.__name__: list(model._default_manager.order_by("pk").values()) for model in TABLES
    }
