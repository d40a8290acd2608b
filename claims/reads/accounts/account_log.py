"""The account log as people read it: what happened to an account, by whom and from where."""

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.contrib.auth.models import User
from django.db.models import QuerySet
from django.utils.translation import ngettext

from claims.enums import AccountKind, FactorKind, Role
from claims.models import AccountEntry, AccountSession
from claims.models.account_factors import DIGEST

PAGE = 50
K = AccountKind
# Done by people whom nobody knows. Other entries without a name are of the command line.
_BY_STRANGERS = {
    K.FACTOR_WRONG,
    K.LOGIN_FAILED,
    K.LOGIN_REFUSED,
    K.UNKNOWN_NAMES,
    K.PASSWORD_RESET_ASKED,
}
_WARNING = {
    K.LOGIN_FAILED,
    K.LOGIN_REFUSED,
    K.UNKNOWN_NAMES,
    K.FACTOR_WRONG,
    K.AUTHENTICATOR_ADDED,
    K.AUTHENTICATOR_REMOVED,
    K.RECOVERY_CODE_USED,
    K.IDENTITY_LINKED,
    K.SESSION_MOVED,
    K.PASSWORD_WRONG,
    K.PASSWORD_RESET,
    K.PASSWORD_SET,
    K.EMAIL_CHANGED,
    K.ROLES_CHANGED,
}


@dataclass(frozen=True)
class LogFilters:
    account: User | None = None
    kind: str = ""
    address: str = ""
    since: datetime.date | None = None
    until: datetime.date | None = None


@dataclass(frozen=True)
class ShownEntry:
    """One entry, ready for a page."""

    entry: AccountEntry

    @property
    def what(self) -> str:
        return self.entry.label

    @property
    def is_warning(self) -> bool:
        return self.entry.kind in _WARNING

    @property
    def account(self) -> str:
        return self.entry.account.get_username() if self.entry.account else ""

    @property
    def by(self) -> str:
        """Who did it, unless it was the account itself."""
        if self.entry.by is None:
            return "somebody" if self.entry.kind in _BY_STRANGERS else "the command line"
        is_own = self.entry.by_id == self.entry.account_id
        return "" if is_own else self.entry.by.get_username()

    @property
    def address(self) -> str:
        return self.entry.details.address if self.has_details else ""

    @property
    def browser(self) -> str:
        return self.entry.details.browser if self.has_details else ""

    @property
    def has_details(self) -> bool:
        return hasattr(self.entry, "details")

    @property
    def is_erased(self) -> bool:
        return bool(self.entry.details_digest) and not self.has_details

    @property
    def remarks(self) -> list[str]:
        return [*_remarks(self.entry), *self._personal()]

    def _personal(self) -> Iterator[str]:
        others: Mapping[str, str] = self.entry.details.others if self.has_details else {}
        if self.entry.kind == K.EMAIL_CHANGED:
            yield f"{others.get('old') or 'none'} → {others.get('new') or 'none'}"
        else:
            yield from (str(value) for name, value in others.items() if name != DIGEST)


def _remarks(entry: AccountEntry) -> Iterator[str]:
    """Yield what the facts of the entry add, in words."""
    facts = entry.facts
    if entry.kind == K.LOGGED_IN and facts.get("known_browser") is False:
        yield "first time with this browser"
    if entry.kind == K.LOGGED_IN and facts.get("single_sign_on"):
        yield "through single sign-on"
    if (what := facts.get("factor") or facts.get("type")) in FactorKind.values:
        yield FactorKind(what).label
    if entry.kind == K.ROLES_CHANGED:
        yield f"{_roles(facts.get('before'))} → {_roles(facts.get('after'))}"
    if entry.kind == K.CREATED:
        yield _roles(facts.get("roles"))
    if times := facts.get("times"):
        yield ngettext("%(n)s time", "%(n)s times or more", times) % {"n": times}
    if networks := facts.get("networks"):
        yield ngettext("%(n)s network", "%(n)s networks or more", networks) % {"n": networks}
    if ended := facts.get("ended"):
        yield ngettext("%(n)s session", "%(n)s sessions", len(ended)) % {"n": len(ended)}
    if erased := facts.get("entries"):
        yield ngettext("%(n)s entry", "%(n)s entries", len(erased)) % {"n": len(erased)}


def _roles(values: object) -> str:
    held = [
        Role(value).label for value in Role.values if isinstance(values, list) and value in values
    ]
    return ", ".join(held) or "no role"


@dataclass(frozen=True)
class LogPage:
    entries: list[ShownEntry]
    older: int | None  # the entry that the next page begins before


def account_log(filters: LogFilters, before: AccountEntry | None = None) -> LogPage:
    """Return a page of the log, newest first. One query."""
    found = _found(filters)
    if before is not None:
        found = found.filter(seq__lt=before.seq)
    entries = [ShownEntry(entry) for entry in found[: PAGE + 1]]
    older = entries[PAGE - 1].entry.seq if len(entries) > PAGE else None
    return LogPage(entries[:PAGE], older)


def _found(filters: LogFilters) -> "QuerySet[AccountEntry]":
    found = AccountEntry.objects.with_details().order_by("-seq")
    if filters.account:
        found = found.about(filters.account)
    if filters.kind:
        found = found.filter(kind=filters.kind)
    if filters.address:
        found = found.filter(details__address=filters.address)
    if filters.since:
        found = found.filter(at__gte=_start(filters.since))
    if filters.until:
        found = found.filter(at__lt=_start(filters.until) + datetime.timedelta(days=1))
    return found


def _start(day: datetime.date) -> datetime.datetime:
    return datetime.datetime.combine(day, datetime.time(), datetime.UTC)


@dataclass(frozen=True)
class ShownSession:
    session: AccountSession
    is_this_one: bool


def sessions_of(account: User, here: str) -> list[ShownSession]:
    """Return the sessions of the account, the one that asks first. `here` is its digest. One query."""
    rows = AccountSession.objects.filter(account=account).order_by("-last_seen_at")
    shown = [ShownSession(row, row.key_digest == here) for row in rows[:PAGE]]
    return sorted(shown, key=lambda one: not one.is_this_one)
