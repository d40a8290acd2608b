"""What the commands share that import files of rows: how far they are, what became of each row, how they stop."""

from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from claims.actions.import_preview import Outcome
from claims.enums import Fate
from claims.forms.imports import Table, Unreadable

from .progress import INTERRUPTED, count_up


class ImportCommand(BaseCommand):
    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--preview",
            action="store_true",
            help="Say what would be new, unchanged and refused, and write nothing.",
        )

    def table(self, path: Path, columns: tuple[str, ...], required: tuple[str, ...]) -> Table:
        try:
            table = Table(path.read_bytes(), columns, required=required)
        except OSError as error:
            raise CommandError(f"{path}: {error.strerror}.") from error
        except Unreadable as error:
            raise CommandError(f"{path}: {error} Nothing was imported.") from error
        if table.ignored:
            self.stdout.write(f"{path}: ignored {table.ignored_in_words}.")
        return table

    def follow(
        self,
        batches: Iterable[list[Outcome]],
        total: int,
        where: Callable[[int], str],
        *,
        preview: bool,
        then: Callable[[], None] = lambda: None,
    ) -> None:
        """Tell what becomes of each row, and do `then` what follows when all are in.

        Rows come as they are taken: a batch that was told of is kept.
        """
        counts: Counter[Fate] = Counter()
        added: dict[Any, None] = {}
        try:
            for outcomes in batches:
                for outcome in outcomes:
                    counts[outcome.fate] += 1
                    added |= dict.fromkeys(outcome.adds)
                    self._tell(where(outcome.line), outcome, preview=preview)
                count_up(self.stderr, "rows", counts.total(), total)
        except KeyboardInterrupt:
            self._sum_up(counts, total, preview=preview)
            raise CommandError(
                "Stopped. What was imported stays; run it again to go on.", returncode=INTERRUPTED
            ) from None
        for what, name in added:
            self.stdout.write(f"{'would add' if preview else 'added'} the {what} {name}")
        self._sum_up(counts, total, preview=preview)
        then()
        if counts[Fate.REFUSED]:
            raise CommandError("Rows were refused; they are named above.")

    def _tell(self, where: str, outcome: Outcome, *, preview: bool) -> None:
        if outcome.fate == Fate.REFUSED:
            self.stderr.write(f"{where}: refused: {outcome.refusal}")
        elif preview and outcome.fate == Fate.NEW:
            self.stdout.write(f"{where}: new: {outcome.name}")
        for remark in outcome.remarks:
            self.stderr.write(f"{where}: {remark}")

    def _sum_up(self, counts: Counter[Fate], total: int, *, preview: bool) -> None:
        said = ", ".join(f"{counts[fate]} {fate.label}" for fate in Fate)
        start = "Nothing is written. " if preview else ""
        self.stdout.write(f"{start}{said}; {total} in all.")
