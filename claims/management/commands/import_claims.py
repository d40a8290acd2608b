"""Import the claims of another system from a CSV file, by their ids in that system."""

from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser

from claims.actions.imports import import_claims, preview_claims, read_claim_rows
from claims.forms.import_columns import CLAIM_COLUMNS, CLAIMS, CLAIMS_REQUIRED
from claims.forms.import_rows import claim_row
from claims.forms.imports import CLAIMS_AT_ONCE
from claims.given import ImportGiven
from claims.management.imports import ImportCommand


class Command(ImportCommand):
    help = (
        f"Import claims. FILE is CSV, .xlsx or JSON, with the columns {','.join(CLAIM_COLUMNS)}, of which "
        f"{' and '.join(CLAIMS_REQUIRED)} are required. Leave unknown cells empty. Claims already imported are not "
        "changed, so you can run the command again. A known external_id with different values is refused."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE")
        super().add_arguments(parser)

    def handle(
        self, *args: Any, file: Path, preview: bool, encoding: str, dates: str, **options: Any
    ) -> None:
        order = dates.replace("-", "_")
        table = self.table(file, CLAIMS, encoding, order)
        batches = (
            [claim_row(line, order, needs_id=table.needs_id) for line in lines]
            for lines in table.batches(CLAIMS_AT_ONCE)
        )
        read = read_claim_rows(batches)
        run = ImportGiven(file.name)
        outcomes = (
            preview_claims(read)
            if preview
            else (import_claims(rows, by=None, run=run) for rows in read)
        )
        with self.telling_how_to_undo(run):
            self.report(outcomes, table.total, lambda line: f"{file} line {line}", preview=preview)
