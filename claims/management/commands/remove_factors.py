"""Remove the second factors and external accounts of somebody who cannot log in any more."""

from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.core.management.base import BaseCommand, CommandError, CommandParser

from claims.actions.account_factors import ALL, remove_factors
from claims.errors import ActionError, Invalid
from claims.models.account_factors import factors_of


class Command(BaseCommand):
    help = (
        "Remove all second factors, recovery codes and external accounts of an account, so that its password "
        "alone lets in. For whoever runs the desk, if no admin can do it. The record keeps the reason."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name")
        parser.add_argument("--reason", default="removed on the command line")

    def handle(self, *args: Any, name: str, reason: str, **options: Any) -> None:
        if not (settings.MFA or settings.OIDC):
            raise CommandError(
                "Second factors and single sign-on are off (MFA, OIDC_ISSUER), so nobody is asked for one. "
                "Nothing was removed."
            )
        user = User.objects.filter(username=name).first()
        if user is None:
            raise CommandError(f"No account has the name {name!r}. Nothing was removed.")
        if not factors_of(user):
            raise CommandError(f"The account {name} has no second factor and no external account.")
        try:
            gone = remove_factors(user, ALL, reason=reason, by=None)
        except (ActionError, Invalid) as error:
            raise CommandError(f"{error} Nothing was removed.") from error
        kinds = ", ".join(sorted({str(one.kind.label) for one in gone}))
        self.stdout.write(f"Removed from the account {name}: {kinds}.")
