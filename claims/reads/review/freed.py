"""Claims that were freed when an account was deactivated, until somebody works on them."""

from collections.abc import Mapping
from typing import Any

from claims.enums import Verb
from claims.models import Claim, Event

_MOST_EVENTS = 50


def freed_claims() -> list[int]:
    """Return the ids of freed claims that nobody has changed since. Two queries."""
    events = Event.objects.filter(
        object_type="user", verb=Verb.USER_CHANGED, after__has_key="freed"
    ).order_by("-seq")
    freed: dict[int, int] = {}
    for after in events.values_list("after", flat=True)[:_MOST_EVENTS]:
        freed = {claim["id"]: claim["revision"] for claim in after["freed"]} | freed
    current = dict(Claim.objects.filter(pk__in=freed).values_list("pk", "revision"))
    return [pk for pk, revision in freed.items() if current.get(pk) == revision]


def freed_message(after: Mapping[str, Any]) -> str:
    """Return what a deactivation freed, for whoever deactivated the account; empty if nothing."""
    claims = after.get("freed", ())
    if not claims:
        return ""
    sentences = ["This account left unfinished work, which others can do now."]
    sentences += [_sentence(claim) for claim in claims]
    return " ".join([*sentences, "Editors see these claims on their desk."])


def _sentence(claim: Mapping[str, Any]) -> str:
    if not claim["unassigned"]:
        return f"Claim {claim['id']} has begun round {claim['round']}."
    if "round" not in claim:
        return f"Claim {claim['id']} is assigned to nobody."
    return f"Claim {claim['id']} has begun round {claim['round']} and is assigned to nobody."
