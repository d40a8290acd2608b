"""Who may remove what: takedowns, and the legal holds that forbid them."""

from django.contrib.auth.models import User
from django.db.models import Q

from claims.enums import Role
from claims.errors import Denial
from claims.models import Article, CaptureRequest, Claim, Evidence, Hold, Snapshot, Takedown
from claims.models.account_erasure import is_erased
from claims.models.holds import HoldQuerySet

from .roles import roles_of, why_not_role


def why_not_archive(about: Article | Evidence) -> Denial | None:
    """Return why nobody may archive this page: somebody took a copy down, for good. One query."""
    if isinstance(about, Article):
        copies = Snapshot.objects.of(about)
    else:
        archived = CaptureRequest.objects.filter(evidence=about).values("snapshot")
        copies = Snapshot.objects.filter(
            Q(evidence=about) | Q(pk__in=archived) | Q(screenshot_of__capture__evidence=about)
        )
    blocked = copies.filter(takedown__blocks_capture=True).select_related("takedown").first()
    return why_not_return(blocked.takedown) if blocked else None


def why_not_return(takedown: Takedown | None) -> Denial | None:
    """Return why bytes that were taken down may not be archived again."""
    if takedown is None:
        return None
    return Denial(
        "taken_down",
        f"This was taken down on {takedown.at:%Y-%m-%d} and may not be archived again: {takedown.reason}",
    )


def why_held(holds: HoldQuerySet) -> Denial | None:
    """Return why nothing may be removed while one of these legal holds is open. One query."""
    hold = holds.order_by("pk").first()
    if hold is None:
        return None
    return Denial(
        "legal_hold",
        f"Legal hold {hold.pk} of {hold.placed_at:%Y-%m-%d} forbids this. It must be lifted first.",
    )


def why_not_take_down(roles: frozenset[Role], copy: Snapshot) -> Denial | None:
    """Return why this person cannot take down this archived copy. Three queries."""
    if denial := why_not_role(roles, Role.EDITOR):
        return denial
    if copy.is_taken_down:
        return Denial("taken_down", "This copy is taken down already.")
    return why_held(Hold.objects.on_copy(copy))


def why_not_erase_account(by: User | None, account: User) -> Denial | None:
    """Return why an account cannot be erased, by this person or at all. The command line can. Three queries."""
    if by is not None and (denial := why_not_role(roles_of(by), Role.ADMIN)):
        return denial
    if is_erased(account):
        return Denial("account_erased", "This account is erased already.")
    if account.is_active:
        return Denial("account_active", "Deactivate the account first, so that its work is freed.")
    return why_held(Hold.objects.on_account(account))


def why_not_hold(roles: frozenset[Role], about: Article | Claim | User | None) -> Denial | None:
    """Return why this person cannot place or lift a legal hold: on the work as an editor, on an account as an admin.

    Either can hold the whole desk (None).
    """
    if about is None and Role.ADMIN in roles:
        return None
    return why_not_role(roles, Role.ADMIN if isinstance(about, User) else Role.EDITOR)


def why_not_lift(roles: frozenset[Role], hold: Hold) -> Denial | None:
    """Return why this person cannot lift a legal hold."""
    if denial := why_not_hold(roles, hold.article or hold.claim or hold.account):
        return denial
    if not hold.is_open:
        return Denial("hold_lifted", "This legal hold is lifted already.")
    return None
