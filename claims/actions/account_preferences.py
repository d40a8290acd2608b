"""What a person sets for themselves. These are no actions: the record holds the work, and not how somebody likes to do it."""

from django.contrib.auth.models import User

from claims.models import Preferences


def switch_letters(account: User, *, off: bool) -> None:
    """Switch the keys of one letter off or on, for every browser of this account."""
    Preferences.objects.update_or_create(account=account, defaults={"letters_off": off})
