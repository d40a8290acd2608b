"""Verify that everybody has the roles that the record gave them, under the names that the desk asks for."""

from collections import defaultdict
from collections.abc import Iterator

from django.contrib.auth.models import Group, User

from claims.enums import Verb
from claims.models import Event

from .faults import Fault, pages

_GIVING = (Verb.USER_CREATED, Verb.USER_CHANGED)


def verify_roles() -> Iterator[Fault]:
    """Compare everybody's roles by name with their last Event: a group that is renamed gives its members another role.

    Permissions of groups and accounts give nothing on this desk, so that any is planted. Four queries, and one for
    each 500 Events about accounts.
    """
    given: dict[int, tuple[int, frozenset[str]]] = {}
    events = Event.objects.filter(object_type="user", verb__in=_GIVING)
    for _, event in pages(events.only("seq", "object_id", "after"), "seq"):
        roles = event.after.get("roles") if event and isinstance(event.after, dict) else None
        if isinstance(roles, list):
            given[event.object_id] = event.seq, frozenset(map(str, roles))
    has: dict[int, set[str]] = defaultdict(set)
    members = User.groups.through._default_manager.values_list("user_id", "group__name")
    for user, name in members.iterator():
        has[user].add(name)
    for user in sorted(has.keys() | given.keys()):
        if user not in given:
            yield Fault(None, "roles", f"No Event tells of the roles of account {user}.")
        elif has.get(user, set()) != given[user][1]:
            yield Fault(given[user][0], "roles", f"account {user} has other roles now.")
    for model in (Group.permissions.through, User.user_permissions.through):
        for key in model._default_manager.order_by("pk").values_list("pk", flat=True).iterator():
            yield Fault(
                None,
                "permission",
                f"The permission {model._meta.db_table} {key} is not one of ours.",
            )
