"""Print the table of moves as the Mermaid diagram in claims/README.md."""

from typing import Any

from django.core.management.base import BaseCommand

from claims import workflow


class Command(BaseCommand):
    help = "Print the moves of a claim as a Mermaid state diagram."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(workflow.mermaid(), ending="")
