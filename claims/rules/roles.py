"""Which powers a person has: the groups they are in. `is_superuser` is never asked."""

from django.contrib.auth.models import AnonymousUser, User

from claims.enums import Role
from claims.errors import About, Denial

# Each role has the powers of those before it; admin is separate.
_LADDER = (Role.READER, Role.RESEARCHER, Role.REVIEWER, Role.EDITOR)

_ONLY = {
    Role.READER: "Only people with a role can see this.",
    Role.RESEARCHER: "Only researchers, reviewers and editors can do this.",
    Role.REVIEWER: "Only reviewers and editors can do this.",
    Role.EDITOR: "Only editors can do this.",
    Role.ADMIN: "Only admins can do this.",
}


def roles_of(user: User | AnonymousUser | None) -> frozenset[Role]:
    """Return the roles a person holds now. One query, not cached: a role that was removed is gone at once."""
    return roles_held(user) if isinstance(user, User) and user.is_active else frozenset()


def roles_held(account: User) -> frozenset[Role]:
    """Return the roles of an account, which apply while it is active. One query."""
    names = set(account.groups.values_list("name", flat=True))
    return frozenset(role for role in Role if role.value in names)


def has_power(roles: frozenset[Role], needed: Role) -> bool:
    """Return True if one of the roles has the powers of the one needed."""
    if needed not in _LADDER:
        return needed in roles
    return any(role in _LADDER[_LADDER.index(needed) :] for role in roles)


def why_not_role(roles: frozenset[Role], needed: Role) -> Denial | None:
    """Return a Denial unless one of the roles has the powers of the one needed."""
    if has_power(roles, needed):
        return None
    if not roles:
        return Denial(
            "no_role", "Your account has no role yet. Ask an admin to give you one.", About.PERSON
        )
    return Denial(f"needs_{needed.value}", _ONLY[needed], About.PERSON)


def why_not_edit(user: User | None) -> Denial | None:
    """Return why this person cannot add or correct anything. The page shows it next to the disabled button."""
    return why_not_role(roles_of(user), Role.RESEARCHER)


def why_not_administer(user: User | None) -> Denial | None:
    """Return why this person cannot manage accounts, ratings and policy. The command line can."""
    return None if user is None else why_not_role(roles_of(user), Role.ADMIN)


def why_not_read(roles: frozenset[Role]) -> Denial | None:
    """Return why this person cannot read the desk. Every role can, an admin too, who has no power over the work."""
    return None if roles else why_not_role(roles, Role.READER)
