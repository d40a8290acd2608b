"""Which suggestions may be dismissed and taken back."""

from claims.enums import Role, SuggestionState
from claims.errors import Denial
from claims.models import Suggestion

from .roles import why_not_role


def why_not_dismiss(roles: frozenset[Role], suggestion: Suggestion) -> Denial | None:
    if denial := why_not_role(roles, Role.RESEARCHER):
        return denial
    if suggestion.state == SuggestionState.ACCEPTED:
        return Denial("accepted", f"Claim {suggestion.claim_id} was made from this sentence.")
    return None


def why_not_take_back(roles: frozenset[Role], suggestion: Suggestion) -> Denial | None:
    """Return why a dismissal cannot be undone. One query unless `article` was selected."""
    if denial := why_not_dismiss(roles, suggestion):
        return denial
    if suggestion.snapshot_id != suggestion.article.snapshot_id:
        return Denial("words_gone", "The newest archived copy no longer has this sentence.")
    return None
