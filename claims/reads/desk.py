"""The start page of one person: what they can do next, what they wrote, what others changed."""

import datetime
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.contrib.auth.models import User
from django.db.models import Count, F
from django.urls import reverse
from django.utils.formats import date_format

from claims import rules
from claims.enums import ClaimStatus, Role, SuggestionState, VerdictKind
from claims.models import Article, Assessment, Claim, Event, Evidence, Rating
from claims.models.desk import this_desk
from claims.reads.articles.suggestions import suggestions_waiting, with_suggestions
from claims.reads.lists.paging import counted
from claims.reads.record.account_names import with_names
from claims.reads.record.sentences import rating_labels, sentence, unnamed_in_sentence
from claims.reads.review.assessments import ShownAssessment, show_assessments
from claims.reads.review.next_claim import NextClaim, next_claim
from claims.reads.review.since_signing import (
    failing_rules,
    no_longer_passing,
    with_changed_evidence,
    with_new_evidence,
)
from claims.reads.review.tasks import Claims, Tasks

S = ClaimStatus
ROWS = 10


@dataclass(frozen=True)
class Row:
    url: str
    number: str
    statement: str
    status: str
    status_label: str
    marks: tuple[str, ...]
    rating: Rating | None = None


@dataclass(frozen=True)
class Queue:
    title: str
    empty: str
    total: int | str
    rows: tuple[Row, ...]
    more: tuple[tuple[str, str], ...]  # URLs and labels of the lists with all of it


@dataclass(frozen=True)
class Changed:
    at: datetime.datetime
    by_name: str
    words: str
    url: str
    statement: str


@dataclass(frozen=True)
class DeskPage:
    next: NextClaim | None
    figures: tuple[tuple[str, str, int], ...]  # URL, status, number
    since_signing: tuple[Queue, ...]  # for editors
    waiting: tuple[Queue, ...]
    written: tuple[Queue, ...]
    changed: tuple[Changed, ...]

    @property
    def waiting_shown(self) -> tuple[Queue, ...]:
        """What changed under signed verdicts first; then the first queue always, and the others where something waits."""
        urgent = tuple(q for q in self.since_signing if q.rows)
        return urgent + tuple(q for i, q in enumerate(self.waiting) if q.rows or i == 0)


def desk_of(user: User) -> DeskPage:
    """Load the start page. Two queries for each queue of the person's roles, and about ten more."""
    roles = rules.roles_of(user)
    queues = _Queues(user)
    waiting: list[Queue] = []
    since: list[Queue] = []
    if rules.has_power(roles, Role.RESEARCHER):
        waiting.append(queues.assigned())
    if rules.has_power(roles, Role.REVIEWER):
        waiting += [queues.to_confirm(), queues.to_assess()]
    if rules.has_power(roles, Role.EDITOR):
        waiting += [
            queues.to_sign_off(),
            queues.overrides_to_confirm(),
            queues.freed(),
            queues.disagreed(),
        ]
        waiting += [queues.under_review(), queues.due()]
        since = queues.since_signing()
    elif rules.has_power(roles, Role.REVIEWER):
        waiting.append(queues.to_settle())
    if rules.has_power(roles, Role.RESEARCHER):
        waiting += [queues.come_due(), queues.without_evidence(), _with_suggestions()]
    written = []
    if rules.has_power(roles, Role.RESEARCHER):
        written += [queues.my_claims(), _my_evidence(user)]
    if rules.has_power(roles, Role.REVIEWER):
        written.append(_my_assessments(user))
    return DeskPage(
        next_claim(user),
        _figures(),
        tuple(since),
        tuple(waiting),
        tuple(written),
        changed_for(user),
    )


def changed_for(user: User) -> tuple[Changed, ...]:
    """Return what others last did to the claims this person has worked on. At most two queries."""
    mine = Event.objects.filter(by=user, claim__isnull=False).values("claim")
    found = Event.objects.filter(claim__in=mine).exclude(by=user).select_related("claim")
    events = with_names(found.order_by("-seq")[:ROWS])
    ratings = rating_labels(events)
    return tuple(
        Changed(
            event.at,
            event.by_name,
            sentence(event, unnamed_in_sentence(event), ratings).after_who,
            reverse("claim_page", args=[event.claim.pk]),
            event.claim.statement,
        )
        for event in events
        if event.claim
    )


def _figures() -> tuple[tuple[str, str, int], ...]:
    counted = dict(Claim.objects.order_by().values_list("status").annotate(n=Count("pk")))
    return tuple((_list(status=s.value), s.label, counted.get(s.value, 0)) for s in ClaimStatus)


def _list(**filters: str) -> str:
    return f"{reverse('claim_list')}?{urlencode(filters)}"


class _Queues:
    def __init__(self, user: User) -> None:
        self.user = user
        self.desk = this_desk()
        self.tasks = Tasks(user, self.desk)

    def assigned(self) -> Queue:
        more = ((_list(assignee=self.user.get_username()), "All"),)
        return self._queue(
            "Assigned to you",
            "Claims that an editor assigns to you will appear here.",
            self.tasks.assigned(),
            more,
        )

    def to_confirm(self) -> Queue:
        empty = "Claims whose round ended after you assessed them will appear here, to confirm or assess again."
        return self._queue("To assess again", empty, self.tasks.to_confirm())

    def to_assess(self) -> Queue:
        more = ((_list(status="open"), "All open"), (_list(status="in_review"), "All in review"))
        empty = "Claims with evidence that you have not assessed will appear here."
        return self._queue("To assess", empty, self.tasks.to_assess(), more)

    def to_settle(self) -> Queue:
        found = self.tasks.to_settle()
        empty = "Claims whose reviewers disagree, and that you have not assessed, will appear here."
        return self._queue("To settle", empty, found, ((_list(status="disagreed"), "All"),))

    def freed(self) -> Queue:
        return self._queue(
            "Left by a deactivated account",
            "Claims that were freed when an account was deactivated will appear here.",
            self.tasks.freed(),
        )

    def disagreed(self) -> Queue:
        found = Claim.objects.with_status(S.DISAGREED)
        more = ((_list(status="disagreed"), "All"),)
        return self._queue(
            "Reviewers disagree", "Claims whose reviewers disagree will appear here.", found, more
        )

    def to_sign_off(self) -> Queue:
        found = self.tasks.to_sign_off()
        more = ((_list(status="agreed"), "All agreed"),)
        empty = "Agreed claims that you did not assess yourself will appear here."
        return self._queue("To sign off", empty, found, more)

    def overrides_to_confirm(self) -> Queue:
        found = self.tasks.overrides_to_confirm()
        empty = "Claims that another editor proposes to sign off by override will appear here."
        return self._queue("Overrides to confirm", empty, found)

    def under_review(self) -> Queue:
        found = Claim.objects.with_standing_verdict().exclude(status=S.SIGNED_OFF)
        empty = "Reopened claims whose verdict is still public will appear here."
        return self._queue("Under review", empty, found)

    def since_signing(self) -> list[Queue]:
        """Return signed verdicts whose evidence changed, the worst first."""
        signed = Claim.objects.with_status(S.SIGNED_OFF)
        failing = no_longer_passing(signed)
        rules_of = failing_rules(failing.order_by("priority", "pk")[:ROWS])
        return [
            self._queue(
                "Would no longer pass",
                "Signed verdicts that the policy would now stop will appear here.",
                failing,
                mark=lambda claim: f"not met: {'; '.join(rules_of.get(claim.pk, ()))}",
            ),
            self._queue(
                "Evidence changed since signing",
                "Signed verdicts whose evidence was changed or withdrawn will appear here.",
                with_changed_evidence(signed),
            ),
            self._queue(
                "New evidence since signing",
                "Signed verdicts to which evidence was added will appear here.",
                with_new_evidence(signed),
            ),
        ]

    def due(self) -> Queue:
        empty = "Verdicts that are due to be checked again will appear here."
        return self._queue("Due to be checked again", empty, self.tasks.due())

    def come_due(self) -> Queue:
        return self._queue(
            "Due: the day they speak of has passed",
            "Claims about a day that has passed since they were said will appear here.",
            self.tasks.come_due(),
            mark=lambda claim: f"happens on {claim.about_on}",
        )

    def without_evidence(self) -> Queue:
        found = self.tasks.without_evidence()
        empty = "Open claims without evidence will appear here."
        return self._queue("No evidence yet", empty, found, ((_list(status="open"), "All open"),))

    def my_claims(self) -> Queue:
        mine = Claim.objects.filter(created_by=self.user)
        empty = "Claims you add will appear here."
        return self._queue("Claims you added", empty, mine, newest_first=True)

    def _queue(
        self,
        title: str,
        empty: str,
        found: Claims,
        more: tuple[tuple[str, str], ...] = (),
        *,
        newest_first: bool = False,
        mark: Callable[[Claim], str] | None = None,
    ) -> Queue:
        """Load one queue: high priority first, then the oldest. Three queries. `mark` is added to each row's marks."""
        order = ("-pk",) if newest_first else ("priority", "pk")
        claims = list(found.select_related("verdict").order_by(*order)[:ROWS])
        written = _assessments_by_claim(claims, self.user)
        rows = tuple(_row(claim, self._shown(claim, written), mark) for claim in claims)
        return Queue(title, empty, found.count(), rows, more)

    def _shown(
        self, claim: Claim, written: Mapping[int, Sequence[Assessment]]
    ) -> list[ShownAssessment]:
        nameless = rules.hides_names(claim, self.desk)
        return show_assessments(written.get(claim.pk, ()), self.user, nameless=nameless)


def _assessments_by_claim(
    claims: Sequence[Claim], user: User
) -> Mapping[int, Sequence[Assessment]]:
    """Return the assessments of each claim's round that this person can read."""
    written = (
        Assessment.objects.filter(claim__in=[c.pk for c in claims], round=F("claim__round"))
        .readable_by(user)
        .latest_of_each()
        .select_related("rating", "reviewer")
    )
    by_claim: dict[int, list[Assessment]] = defaultdict(list)
    for assessment in written:
        by_claim[assessment.claim_id].append(assessment)
    return by_claim


def _row(
    claim: Claim,
    written: Sequence[ShownAssessment],
    mark: Callable[[Claim], str] | None = None,
) -> Row:
    marks = [claim.get_kind_display(), *([mark(claim)] if mark else [])]
    if claim.priority == 1:
        marks.append("high priority")
    if claim.round > 1:
        marks.append(f"round {claim.round}")
    if claim.status == S.DISAGREED:
        marks += [f"{a.author}: {a.rating.label}" for a in written]
    verdict = claim.verdict
    if verdict and verdict.kind == VerdictKind.SIGNED:
        marks.append(f"verdict: {verdict.rating_label}")
        if verdict.recheck_on:
            marks.append(f"check again on {date_format(verdict.recheck_on)}")
    agreed: Rating | None = None
    if claim.status == S.AGREED and written:
        agreed = rules.agreed_rating([shown.assessment for shown in written])
    return Row(
        reverse("claim_page", args=[claim.pk]),
        f"C{claim.pk}",
        claim.statement,
        claim.status,
        claim.get_status_display(),
        tuple(marks),
        agreed,
    )


def _with_suggestions() -> Queue:
    """Return articles with suggested sentences that nobody has decided on. Three queries."""
    found = with_suggestions(Article.objects.all(), SuggestionState.WAITING)
    newest = list(found.select_related("publisher").newest_first()[:ROWS])
    waiting = suggestions_waiting(article.pk for article in newest)
    rows = tuple(
        Row(
            reverse("article_page", args=[article.pk]),
            f"A{article.pk}",
            str(article),
            "",
            "",
            (
                f"suggestions: {waiting[article.pk]}",
                *([article.publisher.name] if article.publisher else []),
            ),
        )
        for article in newest
    )
    more = ((f"{reverse('article_list')}?suggested=waiting", "All"),)
    empty = "Articles with suggested sentences to decide on will appear here."
    return Queue("Articles with suggestions", empty, counted(found), rows, more)


def _my_evidence(user: User) -> Queue:
    """Load the evidence this person added. Two queries."""
    mine = Evidence.objects.filter(created_by=user)
    newest = mine.select_related("claim", "seen_in").order_by("-pk")[:ROWS]
    rows = tuple(
        Row(
            f"{reverse('claim_page', args=[e.claim_id])}#e{e.pk}",
            f"E{e.pk}",
            e.claim.statement,
            e.claim.status,
            e.claim.get_status_display(),
            (
                f"{e.get_stance_display()}, {e.get_kind_display()}",
                f"seen in {e.seen_in.name}",
                *(["withdrawn"] if e.is_withdrawn else []),
            ),
        )
        for e in newest
    )
    return Queue("Evidence you added", "Evidence you add will appear here.", mine.count(), rows, ())


def _my_assessments(user: User) -> Queue:
    """Load the assessments this person wrote. Two queries."""
    mine = Assessment.objects.filter(reviewer=user).latest_of_each()
    newest = mine.select_related("claim", "rating").order_by("-pk")[:ROWS]
    rows = tuple(
        Row(
            reverse("claim_page", args=[a.claim_id]),
            f"C{a.claim_id}",
            a.claim.statement,
            a.claim.status,
            a.claim.get_status_display(),
            (f"round {a.round}", *(["this round has ended"] if a.round < a.claim.round else [])),
            a.rating,
        )
        for a in newest
    )
    empty = "Assessments you write will appear here."
    return Queue("Your assessments", empty, mine.count(), rows, ())
