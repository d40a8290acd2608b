"""Legal holds as pages show them."""

from dataclasses import dataclass

from django.contrib.auth.models import User
from django.urls import reverse

from claims import rules
from claims.enums import Role
from claims.models import Article, Claim, Hold
from claims.models.holds import HoldQuerySet

MOST_SHOWN = 500


@dataclass(frozen=True)
class ShownHold:
    hold: Hold
    about: str  # what is held
    url: str  # its page, if it has one
    may_lift: bool

    @property
    def placed_by(self) -> str:
        return _name_of(self.hold.placed_by)

    @property
    def lifted_by(self) -> str:
        return _name_of(self.hold.lifted_by)


@dataclass(frozen=True)
class HoldNotice:
    """The open holds on one object, and whether this person can place another."""

    holds: tuple[ShownHold, ...]
    place_url: str  # empty if this person cannot


def hold_list(user: User) -> list[ShownHold]:
    """Return all holds, the open ones first. Two queries."""
    found = _in_full(Hold.objects.order_by("lifted_at", "-pk"))[:MOST_SHOWN]
    roles = rules.roles_of(user)
    shown = [shown_hold(hold, roles) for hold in found]
    return sorted(shown, key=lambda one: not one.hold.is_open)


def notice_on(about: Article | Claim, roles: frozenset[Role]) -> HoldNotice:
    """Return the open holds on an article or a claim. One query."""
    is_article = isinstance(about, Article)
    if isinstance(about, Article):
        held = Hold.objects.on_article(about)
    else:
        held = Hold.objects.on_claim(about)
    name = "article" if is_article else "claim"
    url = f"{reverse('hold_place')}?{name}={about.pk}"
    denial = rules.why_not_hold(roles, about)
    shown = [shown_hold(hold, roles) for hold in _in_full(held.order_by("pk"))]
    return HoldNotice(tuple(shown), "" if denial else url)


def _in_full(holds: HoldQuerySet) -> HoldQuerySet:
    named = ("article", "claim", "account", "placed_by", "lifted_by")
    return holds.select_related(*named)


def shown_hold(hold: Hold, roles: frozenset[Role]) -> ShownHold:
    about, url = "The whole desk", ""
    if hold.article:
        about, url = str(hold.article), reverse("article_page", args=[hold.article.pk])
    elif hold.claim:
        about, url = hold.claim.statement, reverse("claim_page", args=[hold.claim.pk])
    elif hold.account:
        about = f"The account {hold.account.get_username()}"
    return ShownHold(hold, about, url, rules.why_not_lift(roles, hold) is None)


def _name_of(user: User | None) -> str:
    return user.get_username() if user else "the command line"
