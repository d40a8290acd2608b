"""Place and lift legal holds."""

from django.contrib.auth.models import User

from claims import rules
from claims.enums import Verb
from claims.errors import Invalid, refuse
from claims.models import Article, Claim, Hold
from claims.models.desk import this_desk

from .record import Entry, Facts, action, reference


@action
def place_hold(
    entry: Entry,
    about: Article | Claim | User | None,
    *,
    reason: str,
    by: User | None,
    token: str | None = None,
) -> Hold:
    """Place a legal hold on an article, a claim or an account; on the whole desk if `about` is None."""
    refuse(rules.why_not_hold(rules.roles_of(by), about))
    if repeat := entry.find_repeat(token):
        return Hold.objects.get(pk=repeat.after["hold"])
    reason = reason.strip()
    if not reason:
        raise Invalid("reason", "required", "Say why nothing may be removed.")
    hold = Hold(reason=reason, placed_at=entry.at, placed_by=by)
    if about is not None:
        setattr(hold, _column_of(about), about)
    hold.save(force_insert=True)
    _write(entry, Verb.HOLD_PLACED, hold, by=by, reason=reason, token=token)
    return hold


@action
def lift_hold(
    entry: Entry, hold: Hold, *, reason: str, by: User | None, token: str | None = None
) -> Hold:
    """Lift a legal hold. Its row stays, with both reasons."""
    hold.refresh_from_db()
    if entry.find_repeat(token):
        return hold
    refuse(rules.why_not_lift(rules.roles_of(by), hold))
    reason = reason.strip()
    if not reason:
        raise Invalid("reason", "required", "Say why the hold is lifted.")
    hold.lifted_at, hold.lifted_by, hold.lifted_because = entry.at, by, reason
    hold.save(update_fields=["lifted_at", "lifted_by", "lifted_because"])
    _write(entry, Verb.HOLD_LIFTED, hold, by=by, reason=reason, token=token)
    return hold


def _column_of(about: Article | Claim | User) -> str:
    if isinstance(about, Article):
        return "article"
    return "claim" if isinstance(about, Claim) else "account"


def _write(
    entry: Entry, verb: Verb, hold: Hold, *, by: User | None, reason: str, token: str | None
) -> None:
    """Write the Event about what is held, so that it is in the history of that."""
    about = hold.article or hold.claim or hold.account or this_desk()
    after: Facts = {"hold": hold.pk}
    if hold.account:
        after["account"] = reference(hold.account)
    entry.write(verb, about, by=by, claim=hold.claim, after=after, reason=reason, token=token)
