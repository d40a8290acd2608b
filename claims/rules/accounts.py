"""Who may change an account: its roles, its password, its second factors."""

from collections.abc import Collection

from django.contrib.auth.models import User

from claims.enums import Role
from claims.errors import About, Denial
from claims.models.desk import this_desk

from .roles import roles_of


def needs_second_factor(user: User) -> bool:
    """Return True if the desk lets this person work with a second factor only. At most two queries."""
    if not this_desk().second_factor:
        return False
    roles = roles_of(user)
    return Role.EDITOR in roles or Role.ADMIN in roles


def why_not_require_factors(*, has_factors: bool) -> Denial | None:
    if has_factors:
        return None
    return Denial(
        "no_factors", "Second factors are off on this desk. Whoever runs it can set MFA=1."
    )


def why_not_remove_own_factors(by: User | None, user: User) -> Denial | None:
    """Return why an admin uses the own pages for this, which ask for the password."""
    if by is None or by.pk != user.pk:
        return None
    return Denial(
        "own_account", "Change your own factors on your own pages under /accounts/.", About.PERSON
    )


def why_not_change_roles(
    account: User, wanted: Collection[Role], user: User | None
) -> Denial | None:
    """Return why an admin cannot give these roles. Two queries if it is their own account."""
    if user is None or account.pk != user.pk:
        return None
    held = roles_of(user)
    if Role.ADMIN not in wanted:
        return Denial(
            "own_account",
            "You cannot remove your own admin role. Ask another admin to do it.",
            About.INPUT,
        )
    others = User.objects.filter(is_active=True, groups__name=Role.ADMIN).exclude(pk=user.pk)
    if set(wanted) - held and others.exists():
        return Denial(
            "own_roles",
            "You cannot give yourself a role. Ask another admin to do it.",
            About.INPUT,
        )
    return None


def why_not_own_password(account: User, user: User | None) -> Denial | None:
    if user is not None and account.pk == user.pk:
        return None
    return Denial("not_own", "You can change only your own password.", About.PERSON)
