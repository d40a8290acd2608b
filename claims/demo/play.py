"""Play the script: every step is an action, at its own time, all in one transaction."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial, singledispatchmethod

from django.contrib.auth.models import User

from claims.actions import accounts as account_actions
from claims.actions import articles as article_actions
from claims.actions import claims as claim_actions
from claims.actions import evidence, review, sources
from claims.actions import questions as question_actions
from claims.actions.record import batch, clock
from claims.actions.snapshots import pasted
from claims.errors import Denial, refuse
from claims.given import (
    AppearanceGiven,
    ArticleGiven,
    AssessmentGiven,
    ClaimGiven,
    EvidenceGiven,
    SignOffGiven,
    SourceDetails,
    Step,
)
from claims.models import (
    Article,
    Claim,
    Event,
    Evidence,
    ImpreciseDate,
    Question,
    Rating,
    Source,
    Stake,
)

from . import articles, csto, people, poti, questions, script, truce, truce_exercises, truce_lachin
from . import sources as voices

ENGLISH = "en"

PARTS = (
    people,
    voices,
    questions,
    articles,
    poti,
    csto,
    truce,
    truce_lachin,
    truce_exercises,
)
# Written question by question, played day by day.
SITTINGS = tuple(
    sorted((sitting for part in PARTS for sitting in part.SITTINGS), key=lambda s: s.at)
)


def play(password: str) -> "Desk":
    """Fill an empty desk; every account gets this password. Raises Refused ("not_empty") on any other."""
    with batch():  # of two at once, the second finds the desk full
        refuse(why_not_play())
        played = Desk(password)
        for moment, by, step in _steps():
            with clock(partial(_tell, moment)):
                played.do(step, by)
    return played


def why_not_play() -> Denial | None:
    """The demo tells a whole story from its first day on, so nothing may stand before it."""
    if Event.objects.exists() or User.objects.exists() or Article.objects.exists():
        return Denial(
            "not_empty",
            "This desk is not empty. The demo is loaded only on an empty one: name another DATA_DIR.",
        )
    return None


def _steps() -> Iterator[tuple[datetime.datetime, str, script.Step]]:
    """Each step with its moment. Sittings that overlap would be out of order, and are refused."""
    last = None
    for sitting in SITTINGS:
        moment = datetime.datetime.fromisoformat(sitting.at).replace(tzinfo=datetime.UTC)
        if last is not None and moment <= last:
            raise ValueError(f"the sitting at {sitting.at} begins before the one before it ends")
        for minute, step in enumerate(sitting.steps):
            last = moment + datetime.timedelta(minutes=minute)
            yield last, sitting.by, step


def _tell(moment: datetime.datetime) -> datetime.datetime:
    return moment


def _date(date: script.Date) -> ImpreciseDate:
    return ImpreciseDate.parse(date.edtf, date.words)


@dataclass
class Desk:
    """The desk while it is played: its rows by the keys of the script."""

    password: str = field(repr=False)
    people: dict[str, User] = field(default_factory=dict)
    sources: dict[str, Source] = field(default_factory=dict)
    questions: dict[str, Question] = field(default_factory=dict)
    articles: dict[str, Article] = field(default_factory=dict)
    claims: dict[str, Claim] = field(default_factory=dict)
    evidence: dict[str, Evidence] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.sources["this_desk"] = Source.objects.this_desk()

    @singledispatchmethod
    def do(self, step: script.Step, by: str) -> None:
        raise TypeError(f"{type(step).__name__} is no step of the script")

    @do.register
    def _(self, step: script.Account, by: str) -> None:
        self.people[step.name] = account_actions.create_user(
            step.name, roles=[step.role], by=None, password=self.password
        )

    @do.register
    def _(self, step: script.AddSource, by: str) -> None:
        details = SourceDetails(
            name=step.name,
            kind=step.kind,
            aliases="\n".join(step.aliases),
            parent=self._source(step.parent),
            parent_relation=step.parent_relation,
            party=step.party,
            interest=step.interest,
        )
        self.sources[step.key] = sources.add_source(details, by=self.people[by])

    @do.register
    def _(self, step: script.AddQuestion, by: str) -> None:
        stakes = [
            Stake(source=self.sources[s.source], party=s.party, side=s.side, interest=s.interest)
            for s in step.stakes
        ]
        self.questions[step.key] = question_actions.add_question(
            step.text, note=step.note, stakes=stakes, by=self.people[by]
        )

    @do.register
    def _(self, step: script.TakeIn, by: str) -> None:
        taken = article_actions.add_article(
            pasted(step.text), self._article_given(step), by=self.people[by]
        )
        self.articles[step.key] = taken.article

    @do.register
    def _(self, step: script.CorrectArticle, by: str) -> None:
        article = self.articles[step.now.key]
        article_actions.correct_article(
            article,
            self._article_given(step.now),
            seen_revision=article.revision,
            by=self.people[by],
        )

    @do.register
    def _(self, step: script.Extract, by: str) -> None:
        chain = tuple(
            Step(voice.kind, self._source(voice.source), voice.label, voice.cue)
            for voice in step.chain
        )
        given = ClaimGiven(
            step.statement,
            step.kind,
            ENGLISH,
            said_on=_date(step.said_on),
            about_on=_date(step.about_on),
            questions=(self.questions[step.question],),
            priority=step.priority,
        )
        self.claims[step.key] = claim_actions.add_claim(
            given,
            by=self.people[by],
            appearance=AppearanceGiven(self.articles[step.article], step.quote, chain),
            reports=self.claims[step.reports] if step.reports else None,
        )

    @do.register
    def _(self, step: script.LinkTo, by: str) -> None:
        claim_actions.link_claims(
            self.claims[step.claim], step.kind, self.claims[step.other], by=self.people[by]
        )

    @do.register
    def _(self, step: script.Attach, by: str) -> None:
        self.evidence[step.key] = evidence.attach_evidence(
            self.claims[step.claim], self._evidence_given(step), by=self.people[by]
        )

    @do.register
    def _(self, step: script.CorrectEvidence, by: str) -> None:
        row = self.evidence[step.now.key]
        evidence.change_evidence(
            row,
            self._evidence_given(step.now),
            seen_revision=row.revision,
            reason=step.reason,
            by=self.people[by],
        )

    @do.register
    def _(self, step: script.WithdrawEvidence, by: str) -> None:
        row = self.evidence[step.evidence]
        evidence.withdraw_evidence(
            row, reason=step.reason, seen_revision=row.revision, by=self.people[by]
        )

    @do.register
    def _(self, step: script.Require, by: str) -> None:
        claim = self._claim(step.claim)
        review.require_assessments(
            claim, step.number, seen_revision=claim.revision, by=self.people[by]
        )

    @do.register
    def _(self, step: script.Assess, by: str) -> None:
        claim = self._claim(step.claim)
        rating = Rating.objects.get(code=step.rating.value)
        review.assess(
            claim,
            AssessmentGiven(rating, step.rationale, step.confidence),
            seen_round=claim.round,
            seen_basis=claim.basis,
            by=self.people[by],
        )

    @do.register
    def _(self, step: script.SignOff, by: str) -> None:
        claim = self._claim(step.claim)
        given = SignOffGiven(
            step.rationale,
            step.confidence,
            change=step.change,
            reason=step.reason,
            recheck_on=step.recheck_on,
            overrides={rule.value: reason for rule, reason in step.overrides},
        )
        review.sign_off(claim, given, seen_revision=claim.revision, by=self.people[by])

    @do.register
    def _(self, step: script.ReturnToOpen, by: str) -> None:
        claim = self._claim(step.claim)
        review.return_to_open(
            claim, comment=step.comment, seen_revision=claim.revision, by=self.people[by]
        )

    @do.register
    def _(self, step: script.Reopen, by: str) -> None:
        claim = self._claim(step.claim)
        review.reopen(claim, reason=step.reason, seen_revision=claim.revision, by=self.people[by])

    @do.register
    def _(self, step: script.WithdrawDuplicate, by: str) -> None:
        claim = self._claim(step.claim)
        review.withdraw_claim(
            claim,
            reason=step.reason,
            duplicate_of=self._claim(step.duplicate_of),
            seen_revision=claim.revision,
            by=self.people[by],
        )

    @do.register
    def _(self, step: script.Remark, by: str) -> None:
        review.comment(self.claims[step.claim], step.text, by=self.people[by])

    @do.register
    def _(self, step: script.Assign, by: str) -> None:
        claim = self._claim(step.claim)
        review.assign(claim, self.people[step.to], seen_revision=claim.revision, by=self.people[by])

    def _article_given(self, page: script.TakeIn) -> ArticleGiven:
        return ArticleGiven(
            publisher=self.sources[page.publisher],
            headline=page.headline,
            published=_date(page.published),
            language=ENGLISH,
            republishes_article=self.articles[page.republishes] if page.republishes else None,
        )

    def _evidence_given(self, found: script.Attach) -> EvidenceGiven:
        return EvidenceGiven(
            found.stance,
            found.kind,
            seen_in=self.sources[found.seen_in],
            origin_kind=found.origin_kind,
            bears_on=found.bears_on,
            origin=self._source(found.origin),
            origin_label=found.origin_label,
            heard_via=self._source(found.heard_via),
            derived_from=self.evidence[found.derived_from] if found.derived_from else None,
            article=self.articles[found.article] if found.article else None,
            title=found.title,
            quote=found.quote,
            quote_reason=found.quote_reason,
            published=_date(found.published),
            note=found.note,
        )

    def _source(self, key: str) -> Source | None:
        return self.sources[key] if key else None

    def _claim(self, key: str) -> Claim:
        """As it is now, which is what this person's page shows."""
        claim = self.claims[key]
        claim.refresh_from_db()
        return claim
