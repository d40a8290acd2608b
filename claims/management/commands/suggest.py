"""`suggest`: read the articles that the extractors have not read yet, for sentences worth checking."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from claims.actions.suggestions import forget_readings
from claims.management.suggestions import read_with_progress
from claims.models import Article


class Command(BaseCommand):
    help = (
        "Read every article that was not read yet by this version of the extractors. The desk does so by itself, in "
        "the background; this does it now. It can be stopped and run again, and others may work meanwhile."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--again",
            action="store_true",
            help="read all of them again; what people decided stays as it is",
        )

    def handle(self, *args: Any, again: bool, **options: Any) -> None:
        if again:
            forget_readings()
        read_with_progress(Article.objects.all(), self.stdout, self.stderr)
