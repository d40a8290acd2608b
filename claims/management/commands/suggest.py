"""Read the articles that the extractors have not read yet, for sentences worth checking."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from claims.actions.suggestions import forget_readings
from claims.management.suggestions import read_with_progress
from claims.models import Article


class Command(BaseCommand):
    help = (
        "Read every article that this version of the extractors has not read yet. The desk does this in the "
        "background; the command does it now. You can stop it and run it again, and people can work meanwhile."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--again",
            action="store_true",
            help="Read all articles again. What people decided about suggestions does not change.",
        )

    def handle(self, *args: Any, again: bool, **options: Any) -> None:
        if again:
            forget_readings()
        read_with_progress(Article.objects.all(), self.stdout, self.stderr)
