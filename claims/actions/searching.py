"""Write the index of words anew: what the actions keep in step, made whole again."""

from typing import Any

from claims import rules
from claims.enums import Role
from claims.errors import refuse
from claims.models.search import Words, index_from

from .recording import Entry, action

AT_ONCE = 50  # rows for which the record's lock is held


@action
def index_again(entry: Entry, model: type[Words], *, after: int = 0, by: Any) -> int | None:
    """The words of the next claims or articles behind this number; the last of them, or None.

    An action for its lock: what is read stays true until it is written. The record has nothing to
    say of it, for an index states nothing.
    """
    if by is not None:
        refuse(rules.why_not_role(rules.roles_of(by), Role.ADMIN))
    entry.nothing()
    return index_from(model, after, AT_ONCE)
