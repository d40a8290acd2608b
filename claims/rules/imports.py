"""When an import may be undone."""

from collections.abc import Sequence

from django.contrib.auth.models import User

from claims.enums import Role
from claims.errors import About, Denial
from claims.models import Article, Claim, Hold, Import

from .removal import why_held
from .roles import has_power

_MOST_NAMED = 20


def why_not_undo_import(
    roles: frozenset[Role], by: User | None, run: Import, worked_on: Sequence[Claim | Article]
) -> Denial | None:
    """Return why an import cannot be undone: by this person, or at all since somebody worked on these of its claims or articles.

    The command line has no roles: whoever can run it can do more than this.
    """
    needed = Role.RESEARCHER if by == run.created_by else Role.EDITOR
    if by is not None and not has_power(roles, needed):
        return Denial(
            "not_your_import",
            "Only the person who imported the file, or an editor, can undo the import.",
            About.PERSON,
        )
    if run.undone_at:
        return Denial("already_undone", "This import is undone already.")
    if denial := why_held(Hold.objects.on_desk()):
        return denial
    if not worked_on:
        return None
    is_of_claims = isinstance(worked_on[0], Claim)
    what, letter, instead = (
        ("claims", "C", "Withdraw the claims that are wrong instead.")
        if is_of_claims
        else ("articles", "A", "Correct the articles that are wrong instead.")
    )
    named = ", ".join(f"{letter}{row.pk}" for row in worked_on[:_MOST_NAMED])
    more = len(worked_on) - _MOST_NAMED
    rest = f" and {more} more" if more > 0 else ""
    return Denial(
        "worked_on",
        f"Somebody has worked on {what} of this import: {named}{rest}. {instead}",
    )
