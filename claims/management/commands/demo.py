"""`demo`: fill an empty desk with a story that can be walked through."""

import os
import secrets
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from claims.actions.suggestions import read_all
from claims.demo.people import ACCOUNTS
from claims.demo.play import play
from claims.errors import Invalid, Refused
from claims.models import Article

# Syllables can be read out and typed; eight of these 70 are 49 bits, and logins lock after ten tries.
_CONSONANTS, _VOWELS = "bdfghjklmnprstv", "aeiou"


class Command(BaseCommand):
    help = (
        "Load the demo desk: accounts, articles, claims and verdicts. Only on an empty desk. The accounts' "
        "password is DEMO_PASSWORD, or one made up and printed here, once."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--if-empty", action="store_true", help="do nothing on a desk that is not empty"
        )

    def handle(self, *args: Any, if_empty: bool, **options: Any) -> None:
        chosen = os.environ.get("DEMO_PASSWORD", "")
        password = chosen or made_up_password()
        try:
            play(password)
        except Refused as refused:
            if if_empty and refused.denial.code == "not_empty":
                self.stdout.write("The desk has its own data: the demo is not loaded.")
                return
            raise CommandError(str(refused)) from refused
        except Invalid as invalid:
            about = "DEMO_PASSWORD: " if invalid.field == "password" else ""
            raise CommandError(f"{about}{invalid}") from invalid
        for _ in read_all(Article.objects.all()):  # at once: nobody waits for the worker
            pass
        width = max(len(account.name) for account in ACCOUNTS)
        self.stdout.write("The demo desk is loaded. Its accounts:")
        for account in ACCOUNTS:
            self.stdout.write(f"  {account.name:{width}}  {account.role.label}")
        shown = "the one in DEMO_PASSWORD" if chosen else f"{password}  (shown this once)"
        self.stdout.write(f"Password of them all: {shown}")
        address = settings.PUBLIC_URL or f"http://127.0.0.1:{settings.PORT}"
        self.stdout.write(f"Log in at {address}/")


def made_up_password() -> str:
    def group() -> str:
        return "".join(secrets.choice(part) for part in (_CONSONANTS, _VOWELS) * 2)

    return "-".join(group() for _ in range(4))
