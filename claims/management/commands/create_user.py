"""Make an account: a desk's first one, and any later one where no admin is at hand."""

import getpass
import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from claims.actions.accounts import create_user
from claims.enums import Role
from claims.errors import ActionError


class Command(BaseCommand):
    help = (
        "Create an account with one or more roles. On a terminal it asks for a password; left empty, the "
        "account cannot log in until it has one."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name")
        parser.add_argument(
            "--role",
            action="append",
            required=True,
            choices=Role.values,
            help="May be given more than once. Up to editor each has the powers of those before it.",
        )
        parser.add_argument("--email", default="", help="Where a password reset is sent.")
        parser.add_argument(
            "--password-stdin",
            action="store_true",
            help="Read the password from the first line of standard input.",
        )

    def handle(
        self, *args: Any, name: str, role: list[str], email: str, password_stdin: bool, **kw: Any
    ) -> None:
        password = _first_line() if password_stdin else _asked()
        roles = [Role(value) for value in role]
        try:
            user = create_user(name, roles=roles, by=None, password=password, email=email)
        except ActionError as error:
            raise CommandError(f"{error} No account was made.") from error
        held = ", ".join(role.label for role in Role if role in roles)
        self.stdout.write(f"Created the account {user.get_username()}: {held}.")
        if password is None:
            self.stdout.write(
                "It has no password yet. An admin sets one under /admin/, or this machine with: "
                f"python manage.py changepassword {user.get_username()}"
            )


def _first_line() -> str:
    password = sys.stdin.readline().rstrip("\r\n")
    if not password:
        raise CommandError("--password-stdin found no password. No account was made.")
    return password


def _asked() -> str | None:
    """Only a terminal is asked: a script must not wait for an answer that never comes."""
    if not sys.stdin.isatty():
        return None
    password = getpass.getpass("Password (empty: none yet): ")
    if password and password != getpass.getpass("Again: "):
        raise CommandError("The two passwords differ. No account was made.")
    return password or None
