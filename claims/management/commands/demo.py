"""Fill an empty desk with an example that people can try out."""

import os
import secrets
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from claims.actions.suggestions import read_all
from claims.demo.load import load
from claims.demo.people import ACCOUNTS
from claims.errors import Invalid, Refused
from claims.models import Article

# Syllables are easy to read out and type. Eight of these 70 are 49 bits, and sign-in locks after ten tries.
_CONSONANTS, _VOWELS = "bdfghjklmnprstv", "aeiou"


class Command(BaseCommand):
    help = (
        "Load the demo desk into an empty database: accounts, articles, claims and verdicts. All accounts have the "
        "password in DEMO_PASSWORD. Without it, the command makes up a password and shows it once."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--if-empty", action="store_true", help="Do nothing if the desk is not empty."
        )

    def handle(self, *args: Any, if_empty: bool, **options: Any) -> None:
        chosen = os.environ.get("DEMO_PASSWORD", "")
        password = chosen or made_up_password()
        try:
            load(password)
        except Refused as refused:
            if if_empty and refused.denial.code == "not_empty":
                self.stdout.write("The desk already has data. The demo was not loaded.")
                return
            raise CommandError(str(refused)) from refused
        except Invalid as invalid:
            about = "DEMO_PASSWORD: " if invalid.field == "password" else ""
            raise CommandError(f"{about}{invalid}") from invalid
        for _ in read_all(Article.objects.all()):  # now, so that nobody has to wait for the worker
            pass
        width = max(len(account.name) for account in ACCOUNTS)
        self.stdout.write("The demo desk is loaded. Its accounts:")
        for account in ACCOUNTS:
            self.stdout.write(f"  {account.name:{width}}  {account.role.label}")
        if chosen:
            self.stdout.write("Password for all accounts: the one in DEMO_PASSWORD")
        else:
            self.stdout.write(f"Password for all accounts: {password}  (shown only now)")
        url = settings.PUBLIC_URL or f"http://127.0.0.1:{settings.PORT}"
        self.stdout.write(f"Sign in at {url}/")


def made_up_password() -> str:
    def group() -> str:
        return "".join(secrets.choice(part) for part in (_CONSONANTS, _VOWELS) * 2)

    return "-".join(group() for _ in range(4))
