"""Set the password of an account. Replaces Django's command, which would change it past the record."""

import getpass
from typing import Any

from django.contrib.auth.models import User
from django.core.management.base import BaseCommand, CommandError, CommandParser

from claims import rules
from claims.actions.accounts import change_user
from claims.errors import ActionError
from claims.models.accounts import account_revision


class Command(BaseCommand):
    help = "Set the password of an account. All its sessions end, and the person is told by mail."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name")

    def handle(self, *args: Any, name: str, **options: Any) -> None:
        user = User.objects.filter(username=name).first()
        if user is None:
            raise CommandError(f"There is no account {name}.")
        password = getpass.getpass("New password: ")
        if password != getpass.getpass("New password again: "):
            raise CommandError("The passwords are not the same. Nothing was changed.")
        try:
            change_user(
                user,
                roles=rules.roles_held(user),
                is_active=user.is_active,
                email=user.email,
                password=password,
                seen_revision=account_revision(user),
                by=None,
            )
        except ActionError as error:
            raise CommandError(f"{error} Nothing was changed.") from error
        self.stdout.write(f"Set the password of {name}.")
