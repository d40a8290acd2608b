"""Undo an import of claims or articles as one act, or list the imports."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from claims.actions.import_undo import undo_import
from claims.errors import ActionError
from claims.models import Import
from claims.reads.imports.import_list import imports


class Command(BaseCommand):
    help = (
        "Undo an import: remove the claims that it added, and what came with them, or take the articles that it added off "
        "the desk. Refused if somebody has worked on one of them. Without a number it lists the newest imports."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("number", nargs="?", type=int, help="The number of the import.")

    def handle(self, *args: Any, number: int | None, **options: Any) -> None:
        if number is None:
            self._list()
            return
        try:
            run = undo_import(Import.objects.get(pk=number), by=None)
        except Import.DoesNotExist:
            raise CommandError(f"There is no import {number}.") from None
        except ActionError as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(f"Undone: import {run.pk} of {run}.")

    def _list(self) -> None:
        for listed in imports():
            run = listed.run
            state = "undone" if run.undone_at else listed.added
            by = run.created_by or "command line"
            self.stdout.write(f"{run.pk}\t{run.created_at:%Y-%m-%d %H:%M}\t{by}\t{run}\t{state}")
