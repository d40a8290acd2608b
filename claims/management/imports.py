"""What the import commands share: their progress, the result of each row, and how they stop."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from claims.actions.import_preview import Outcome
from claims.enums import Fate
from claims.extractors import IN_BACKGROUND
from claims.extractors.page.decoding import ENCODINGS
from claims.forms.import_columns import Layout
from claims.forms.import_days import DayOrder
from claims.forms.import_table import Table, Unreadable
from claims.given import ImportGiven
from claims.models import Import

from .progress import INTERRUPTED, count_up


class ImportCommand(BaseCommand):
    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--preview",
            action="store_true",
            help="Report which rows would be new, unchanged or refused, without writing anything.",
        )
        parser.add_argument(
            "--encoding",
            choices=list(ENCODINGS),
            default="",
            help="The encoding of the file, if it is not recognized.",
        )
        parser.add_argument(
            "--dates",
            choices=[order.replace("_", "-") for order in DayOrder.values],
            default="",
            help="What comes first in 3/4/2025. Without it, rows with such dates are refused.",
        )

    def table(self, path: Path, layout: Layout, encoding: str, day_order: str) -> Table:
        try:
            table = Table(path.read_bytes(), layout, encoding=encoding, seconds=IN_BACKGROUND)
        except OSError as error:
            raise CommandError(f"{path}: {error.strerror}. Nothing was imported.") from error
        except Unreadable as error:
            raise CommandError(f"{path}: {error} Nothing was imported.") from error
        for note in table.notes:
            self.stdout.write(f"{path}: {note}")
        if table.days.number and not day_order:
            self.stderr.write(
                f"{path}: {table.days.example} may be two days. Run the command with --dates day-first or "
                "--dates month-first."
            )
        if table.ignored:
            self.stdout.write(f"{path}: ignored columns: {table.ignored_in_words}.")
        return table

    @contextmanager
    def telling_how_to_undo(self, run: ImportGiven) -> Iterator[None]:
        """Say how the import can be undone, also after it was stopped or refused rows."""
        try:
            yield
        finally:
            if kept := Import.objects.filter(key=run.key).first():
                self.stdout.write(f"To undo this import: manage.py undo_import {kept.pk}")

    def report(
        self,
        batches: Iterable[list[Outcome]],
        total: int,
        where: Callable[[int], str],
        *,
        preview: bool,
        after: Callable[[], None] = lambda: None,
    ) -> None:
        """Report the result of each row as its batch is imported, then call `after`.

        A batch that was reported is kept, even if a later one fails.
        """
        counts: Counter[Fate] = Counter()
        added: dict[Any, None] = {}
        try:
            for outcomes in batches:
                for outcome in outcomes:
                    counts[outcome.fate] += 1
                    added |= dict.fromkeys(outcome.adds)
                    self._report_row(where(outcome.line), outcome, preview=preview)
                count_up(self.stderr, "rows", counts.total(), total)
        except KeyboardInterrupt:
            self._sum_up(counts, total, preview=preview)
            raise CommandError(
                "Stopped. The rows imported so far are kept. Run the command again to continue.",
                returncode=INTERRUPTED,
            ) from None
        for what, name in added:
            self.stdout.write(
                f"would add the {what} {name}" if preview else f"added the {what} {name}"
            )
        self._sum_up(counts, total, preview=preview)
        after()
        if counts[Fate.REFUSED]:
            raise CommandError("Some rows were refused. They are listed above.")

    def _report_row(self, where: str, outcome: Outcome, *, preview: bool) -> None:
        if outcome.fate == Fate.REFUSED:
            self.stderr.write(f"{where}: refused: {outcome.refusal}")
        elif preview and outcome.fate == Fate.NEW:
            self.stdout.write(f"{where}: new: {outcome.name}")
        for remark in outcome.remarks:
            self.stderr.write(f"{where}: {remark}")

    def _sum_up(self, counts: Counter[Fate], total: int, *, preview: bool) -> None:
        figures = ", ".join(f"{counts[fate]} {fate.label}" for fate in Fate)
        if preview:
            self.stdout.write(f"Preview: {figures}; {total} in total. Nothing was written.")
        else:
            self.stdout.write(f"{figures}; {total} in total.")
