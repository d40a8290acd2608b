"""What admins do: accounts and their roles, the vocabulary of ratings, the desk's policy."""

import unicodedata
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth.models import Group, User
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from claims import rules
from claims.enums import PolicyLevel, PolicyRule, Role, Verb
from claims.errors import Invalid, Stale, refuse
from claims.models import Desk, Rating

from .recording import Entry, action, changed, facts

_STAFF = (Role.RESEARCHER, Role.REVIEWER, Role.EDITOR, Role.ADMIN)  # who has business in the admin
_RATING_FIELDS = ("code", "label", "definition", "claimreview_value", "position", "active")
_DESK_FIELDS = (*PolicyRule.values, "assessments_required", "one_person")


@action
def create_user(
    entry: Entry,
    username: str,
    *,
    roles: Collection[Role],
    by: Any,
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
    by: Any,
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
        after["password"] = "set anew"
    entry.write(Verb.USER_CHANGED, user, by=by, before=before, after=after)
    return user


@dataclass(frozen=True)
class RatingDetails:
    code: str
    label: str
    definition: str
    claimreview_value: int | None = None
    position: int = 100
    active: bool = True


@action
def add_rating(entry: Entry, details: RatingDetails, *, by: Any) -> Rating:
    _why_not_admin(by)
    _check_rating(details, None)
    rating: Rating = Rating.objects.create(
        **_rating_columns(details), created_at=entry.at, created_by=by
    )
    entry.write(Verb.RATING_ADDED, rating, by=by, after=facts(rating, *_RATING_FIELDS))
    return rating


@action
def change_rating(
    entry: Entry, rating: Rating, details: RatingDetails, *, seen_revision: int | None, by: Any
) -> Rating:
    """Reword or retire a rating. Verdicts keep the label they were given."""
    _why_not_admin(by)
    rating.refresh_from_db()
    if seen_revision != rating.revision:
        raise Stale(seen_revision, rating.revision)
    if details.code != rating.code:
        raise Invalid("code", "code_stays", "A rating's code stays: spreadsheets rely on it.")
    _check_rating(details, rating)
    before = facts(rating, *_RATING_FIELDS)
    Rating.objects.swap(rating.pk, seen_revision=rating.revision, **_rating_columns(details))
    rating.refresh_from_db()
    before, after = changed(before, facts(rating, *_RATING_FIELDS))
    entry.write(Verb.RATING_CHANGED, rating, by=by, before=before, after=after)
    return rating


@dataclass(frozen=True)
class DeskDetails:
    assessments_required: int
    one_person: bool
    levels: dict[PolicyRule, PolicyLevel] = field(default_factory=dict)


@action
def change_desk(
    entry: Entry, details: DeskDetails, *, seen_revision: int | None, by: Any, reason: str = ""
) -> Desk:
    _why_not_admin(by)
    desk: Desk = Desk.objects.get(pk=1)
    if seen_revision != desk.revision:
        raise Stale(seen_revision, desk.revision)
    if not 1 <= details.assessments_required <= 5:
        raise Invalid("assessments_required", "out_of_range", "From 1 to 5.")
    before = facts(desk, *_DESK_FIELDS)
    levels = {rule.value: level.value for rule, level in details.levels.items()}
    Desk.objects.swap(
        desk.pk,
        seen_revision=desk.revision,
        assessments_required=details.assessments_required,
        one_person=details.one_person,
        **levels,
    )
    desk.refresh_from_db()
    before, after = changed(before, facts(desk, *_DESK_FIELDS))
    entry.write(Verb.DESK_CHANGED, desk, by=by, before=before, after=after, reason=reason)
    return desk


def _why_not_admin(by: Any) -> None:
    if by is not None:
        refuse(rules.why_not_role(rules.roles_of(by), Role.ADMIN))


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


def _user_facts(user: User) -> dict[str, Any]:
    """Never the password, nor the mail address: the record is read by all."""
    roles = sorted(user.groups.values_list("name", flat=True))
    return {"username": user.get_username(), "roles": roles, "active": user.is_active}


def _rating_columns(details: RatingDetails) -> dict[str, Any]:
    return {name: getattr(details, name) for name in _RATING_FIELDS}


def _check_rating(details: RatingDetails, rating: Rating | None) -> None:
    others = Rating.objects.exclude(pk=rating.pk if rating else 0)
    if not details.label.strip():
        raise Invalid("label", "required", "Give the rating a label.")
    if others.filter(code=details.code).exists():
        raise Invalid("code", "code_taken", "Another rating has this code.")
    if others.filter(label__iexact=details.label).exists():
        raise Invalid("label", "label_taken", "Another rating has this label.")
    if not details.definition.strip():
        raise Invalid("definition", "required", "Say when a reviewer should choose it.")
