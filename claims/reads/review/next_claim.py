"""The claim that one person works on next: what they may do, what is due first, then by priority and age."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from django.contrib.auth.models import User
from django.db.models import BooleanField, Case, Exists, OuterRef, Value, When
from django.utils import timezone

from claims import rules
from claims.enums import Role
from claims.models import Claim, ClaimLease
from claims.models.desk import this_desk

from .tasks import Claims, Tasks

# Of each kind of task this many are looked at: more people than this do not ask at the same moment.
_OF_EACH = 25
# What may need more evidence.
_RESEARCH = frozenset({"Assess", "Assess again", "Find evidence", "Find evidence again"})
# Where each task begins on the claim's page, if not at its review.
_PLACES = {
    "Settle": "settle-rating_0",
    "Assess": "assess-rating_0",
    "Find evidence": "waiting",
    "Find evidence again": "waiting",
}


@dataclass(frozen=True)
class NextClaim:
    pk: int
    statement: str
    task: str  # what is to be done, such as "Assess"
    expires_at: datetime.datetime | None = None  # of the lease that this person holds
    is_here: bool = False  # the claim whose page the person is on

    @property
    def place(self) -> str:
        """The id of what to go to on the claim's page."""
        return _PLACES.get(self.task, "review")

    @property
    def door(self) -> str:
        """The id of the link with which the claim's page begins: it has the focus after “Take next”."""
        return "to-waiting" if self.task in _RESEARCH else "to-review"

    @property
    def number(self) -> str:
        return f"C{self.pk}"


def next_claim(user: User) -> NextClaim | None:
    """Return the claim that this person holds, or else the first that they can take. At most ten queries."""
    return held_claim(user) or next(iter(free_claims(user)), None)


def next_after(claim: Claim, user: User) -> NextClaim | None:
    """Return what this person does after saving something on the claim's page: more of it, or another claim."""
    for task, claims in _tasks(user):
        if claims.filter(pk=claim.pk).exists():
            return NextClaim(claim.pk, claim.statement, task, is_here=True)
    return next_claim(user)


def held_claim(user: User) -> NextClaim | None:
    """Return the claim that this person took and can still do something about."""
    now = timezone.now()
    lease = ClaimLease.objects.held_by(user, now).order_by("-expires_at").first()
    if lease is None:
        return None
    for task, claims in _tasks(user):
        found = claims.filter(pk=lease.claim_id).values_list("pk", "statement").first()
        if found:
            return NextClaim(*found, task, lease.expires_at)
    return None


def free_claims(user: User) -> list[NextClaim]:
    """Return what this person can take now, in order. Claims that they gave back lately stand last."""
    now = timezone.now()
    leases = ClaimLease.objects.filter(claim=OuterRef("pk"))
    held = Exists(leases.running(now).exclude(holder=user))
    given_back = Exists(leases.filter(holder=user, is_given_back=True))
    found: dict[int, tuple[tuple[bool, bool, int, int], NextClaim]] = {}
    for task, claims in _tasks(user):
        rows = (
            claims.exclude(held)
            .annotate(was_given_back=given_back, is_due=_is_due())
            .order_by("was_given_back", "-is_due", "priority", "pk")
            .values_list("pk", "statement", "was_given_back", "is_due", "priority")[:_OF_EACH]
        )
        for pk, statement, back, due, priority in rows:
            found.setdefault(pk, ((back, not due, priority, pk), NextClaim(pk, statement, task)))
    return [claim for _, claim in sorted(found.values(), key=lambda one: one[0])]


def _is_due() -> Case:
    today = timezone.now().date()
    due = When(verdict__recheck_on__lte=today, then=Value(True))
    passed = When(about_on_latest__lt=today, then=Value(True))
    return Case(due, passed, default=Value(False), output_field=BooleanField())


def _tasks(user: User) -> Iterator[tuple[str, Claims]]:
    """Yield what this person can do, and with which claims. The first that fits names the task.

    A claim belongs to a task only while this person can still do something about it: what is taken stays their
    next until then.
    """
    roles, tasks = rules.roles_of(user), Tasks(user, this_desk())
    if rules.has_power(roles, Role.EDITOR):
        yield "Sign off", tasks.to_sign_off()
        yield "Confirm overrides", tasks.overrides_to_confirm()
        yield "Check again", tasks.to_check_again()
    if rules.has_power(roles, Role.REVIEWER):
        yield "Settle", tasks.to_settle()
        yield "Assess again", tasks.to_confirm()
        yield "Assess", tasks.to_assess()
    if rules.has_power(roles, Role.RESEARCHER):
        yield "Find evidence", tasks.without_evidence()
        yield "Find evidence again", tasks.to_research_again()
