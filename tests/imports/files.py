"""CSV files as other systems and spreadsheets write them, and what was said about them."""

import csv
import io
from pathlib import Path
from typing import Any

from django.core.management import CommandError, call_command

from claims.forms.imports import CLAIM_COLUMNS
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
    """Each row with an id and a statement of its own, where it says none."""
    text = io.StringIO(newline="")
    lines = csv.DictWriter(text, columns, restval="", delimiter=delimiter)
    lines.writeheader()
    for number, row in enumerate(rows, start=1):
        named = {"external_id": f"x-{number}", "statement": f"The port sells crane {number}."}
        lines.writerow({name: value for name, value in (named | row).items() if name in columns})
    return text.getvalue().encode()


class Ran:
    """The command, run."""

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


def desk() -> dict[str, Any]:
    """Every row that an import could touch."""
    return {
        model.__name__: list(model._default_manager.order_by("pk").values()) for model in TABLES
    }
