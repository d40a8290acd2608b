"""Make the key that signs backups and checkpoints."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from verify import signatures


class Command(BaseCommand):
    help = (
        "Make a key that signs backups and checkpoints: a private key in PATH, which only its owner can read, and its "
        "public key in PATH.pub. PATH must be outside DATA_DIR. Set BACKUP_KEY to PATH, and give PATH.pub to those who "
        "check."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("path", metavar="PATH", type=Path)

    def handle(self, *args: Any, path: Path, **options: Any) -> None:
        try:
            public = signatures.make_key(path.absolute())
        except signatures.KeyFault as error:
            raise CommandError(str(error)) from error
        self.stdout.write(
            f"{path} signs from now on if BACKUP_KEY is {path.absolute()}. {public} checks."
        )
