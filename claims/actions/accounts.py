"""Create and change accounts and their roles."""

import unicodedata
from collections.abc import Collection

from django.contrib.auth.models import Group, User
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from claims.enums import Role, Verb
from claims.errors import Invalid

from .desk import _why_not_admin
from .record import Entry, Facts, action, changed

_STAFF = (Role.RESEARCHER, Role.REVIEWER, Role.EDITOR, Role.ADMIN)  # who has business in the admin


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
    """An account. `by` is None on the command line; without a password it cannot log in until one is set."""
    _why_not_admin(by)
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
    """Roles, mail and whether the account is in use. An account is switched off, never deleted."""
    _why_not_admin(by)
    before = _user_facts(user)
    if by is not None and user.pk == by.pk and (not is_active or Role.ADMIN not in roles):
        raise Invalid("roles", "own_account", "Another admin takes your own powers away.")
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
    # Two names that look alike must not both exist (UTS 39): ASCII letters only is the plain way.
    if not username.isascii():
        raise Invalid(
            "username", "ascii", "Use unaccented Latin letters, digits and @ . + - _ only."
        )
    if User.objects.filter(username__iexact=username).exists():
        raise Invalid("username", "name_taken", "There is an account of this name.")


def _set_password(user: User, password: str) -> None:
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise Invalid("password", "weak", " ".join(error.messages)) from error
    user.set_password(password)


def _set_roles(user: User, roles: Collection[Role]) -> None:
    user.groups.set(Group.objects.filter(name__in=[role.value for role in roles]))


def _user_facts(user: User) -> Facts:
    """Never the password, nor the mail address: the record is read by all."""
    roles = sorted(user.groups.values_list("name", flat=True))
    return {"username": user.get_username(), "roles": roles, "active": user.is_active}
