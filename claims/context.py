"""The frame of every page: its navigation, and the roles of the person."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from claims import rules
from claims.enums import Role
from claims.models.account_preferences import has_letters_off
from claims.reads.drafts.draft_offers import offers_on, posted

_SECTIONS = (
    ("desk", "Desk"),
    ("article_list", "Articles"),
    ("claim_list", "Claims"),
    ("question_list", "Questions"),
    ("source_list", "Sources"),
    ("corrections", "Corrections"),
    ("record", "Record"),
    ("export", "Export"),
)


def frame(request: HttpRequest) -> dict[str, Any]:
    """Return the navigation, the roles, the switch for letters and drafts to restore, or nothing for visitors.

    Three queries if somebody is signed in.
    """
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {}
    restored = posted(request).get("draft_restore", "")
    own = {
        "letters_off": has_letters_off(user),
        "draft_offers": offers_on(request.path, user, restored=restored),
        "draft_restored": restored,
    }
    roles = rules.roles_of(user)
    if not roles:
        return own
    links = [(reverse(name), label) for name, label in _SECTIONS]
    if rules.has_power(roles, Role.RESEARCHER) or Role.ADMIN in roles:
        links.append((reverse("admin:index"), "Admin"))
    nav = [
        {
            "url": url,
            "label": label,
            "current": request.path == url or (url != "/" and request.path.startswith(url)),
        }
        for url, label in links
    ]
    return own | {
        "nav": nav,
        "role": ", ".join(role.label for role in Role if role in roles),
    }
