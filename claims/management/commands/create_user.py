"""Create an account: the first one of a desk, or a later one if no admin is available."""

import getpass
import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from claims.actions.accounts import create_user
from claims.enums import Role
from claims.errors import ActionError


class Command(BaseCommand):
    help = (
        "Create an account with one or more roles. On a terminal it asks for a password. An account without "
        "a password cannot sign in."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name")
        parser.add_argument(
            "--role",
            action="append",
            required=True,
            choices=Role.values,
            help="Repeat it for several roles. Each role up to editor includes the ones before it.",
        )
        parser.add_argument("--email", default="", help="The address for password resets.")
        parser.add_argument(
            "--password-stdin",
            action="store_true",
            help="Read the password from the first line of standard input.",
        )

    def handle(
        self, *args: Any, name: str, role: list[str], email: str, password_stdin: bool, **kw: Any
    ) -> None:
        password = _first_line() if password_stdin else _ask_for_password()
        roles = [Role(value) for value in role]
        try:
            user = create_user(name, roles=roles, by=None, password=password, email=email)
        except ActionError as error:
            raise CommandError(f"{error} No account was created.") from error
        labels = ", ".join(role.label for role in Role if role in roles)
        self.stdout.write(f"Created the account {user.get_username()}: {labels}.")
        if password is None:
            self.stdout.write(
                "It has no password yet. An admin can set one under /admin/, or run: "
                f"python manage.py changepassword {user.get_username()}"
            )


def _first_line() -> str:
    password = sys.stdin.readline().rstrip("\r\n")
    if not password:
        raise CommandError(
            "Standard input has no password in its first line. No account was created."
        )
    return password


def _ask_for_password() -> str | None:
    """Ask on a terminal only: a script would wait for ever."""
    if not sys.stdin.isatty():
        return None
    password = getpass.getpass("Password (leave empty to set it later): ")
    if password and password != getpass.getpass("Password again: "):
        raise CommandError("The passwords are not the same. No account was created.")
    return password or None
