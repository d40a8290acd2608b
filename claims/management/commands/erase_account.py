"""Erase a deactivated account: its name, its address and its logins."""

from typing import Any

from django.contrib.auth.models import User
from django.core.management.base import BaseCommand, CommandError, CommandParser

from claims.actions.account_erasure import erase_account
from claims.errors import ActionError


class Command(BaseCommand):
    help = (
        "Erase a deactivated account for good: its name, e-mail address and logins. What it did stays, under its number. "
        "Backups and exports made before keep the name."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name")
        parser.add_argument("--reason", required=True, help="Kept for ever: leave out the name.")
        parser.add_argument("--yes", action="store_true", help="Do not ask again.")

    def handle(self, *args: Any, name: str, reason: str, yes: bool, **options: Any) -> None:
        user = User.objects.filter(username=name).first()
        if user is None:
            raise CommandError(f"There is no account {name}.")
        if (
            not yes
            and input(f"Erase the account {name}? This cannot be undone. [yes/no] ") != "yes"
        ):
            raise CommandError("Nothing was erased.")
        try:
            erasure = erase_account(user, reason=reason, by=None)
        except ActionError as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(f"Erased. The account is now called {erasure.account.get_username()}.")
