"""Create and change accounts and their roles."""

import unicodedata
from collections.abc import Collection

from django.contrib.auth.models import Group, User
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from claims import rules
from claims.enums import Role, Verb
from claims.errors import Invalid, refuse

from .record import Entry, Facts, action, changed

_STAFF = (Role.RESEARCHER, Role.REVIEWER, Role.EDITOR, Role.ADMIN)  # who can enter the admin


@action
def create_user(
    entry: Entry,
    username: str,
    *,
    roles: Collection[Role],
    by: User | None,
    password: str | None = None,
    email: str = "",
) -> User:
    """Create an account. `by` is None on the command line. Without a password nobody can log in to it yet."""
    refuse(rules.why_not_administer(by))
    username = unicodedata.normalize("NFKC", username.strip())
    _check_username(username)
    user = User(username=username, email=email, date_joined=entry.at)
    if password is not None:
        _set_password(user, password)
    else:
        user.set_unusable_password()
    user.is_staff = any(role in _STAFF for role in roles)
    user.save()
    _set_roles(user, roles)
    entry.write(Verb.USER_CREATED, user, by=by, after=_user_facts(user))
    return user


@action
def change_user(
    entry: Entry,
    user: User,
    *,
    roles: Collection[Role],
    is_active: bool,
    email: str,
    by: User | None,
    password: str | None = None,
) -> User:
    """Change roles, e-mail address, password, and whether the account is active. Accounts are never deleted."""
    refuse(rules.why_not_administer(by))
    before = _user_facts(user)
    if by is not None and user.pk == by.pk and (not is_active or Role.ADMIN not in roles):
        raise Invalid(
            "roles",
            "own_account",
            "You cannot remove your own admin role. Ask another admin to do it.",
        )
    user.is_active = is_active
    user.email = email
    user.is_staff = any(role in _STAFF for role in roles)
    fields = ["is_active", "email", "is_staff"]
    if password:
        _set_password(user, password)
        fields.append("password")
    user.save(update_fields=fields)
    _set_roles(user, roles)
    before, after = changed(before, _user_facts(user))
    if password:
        after["password_changed"] = True
    entry.write(Verb.USER_CHANGED, user, by=by, before=before, after=after)
    return user


def _check_username(username: str) -> None:
    try:
        User.username_validator(username)
    except ValidationError as error:
        raise Invalid("username", "invalid", " ".join(error.messages)) from error
    # Two names that look the same must not both exist (UTS 39). Allowing only ASCII letters is the simplest way.
    if not username.isascii():
        raise Invalid(
            "username", "ascii", "Use only unaccented Latin letters, digits and @ . + - _"
        )
    if User.objects.filter(username__iexact=username).exists():
        raise Invalid(
            "username", "name_taken", "An account with this name exists. Choose another name."
        )


def _set_password(user: User, password: str) -> None:
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise Invalid("password", "weak", " ".join(error.messages)) from error
    user.set_password(password)


def _set_roles(user: User, roles: Collection[Role]) -> None:
    user.groups.set(Group.objects.filter(name__in=[role.value for role in roles]))


def _user_facts(user: User) -> Facts:
    """Return what the record keeps: never the password or the e-mail address, because everybody reads the record."""
    roles = sorted(user.groups.values_list("name", flat=True))
    return {"username": user.get_username(), "roles": roles, "active": user.is_active}
