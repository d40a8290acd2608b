"""Load the demo: each step of its script runs one action at its own time, all in one transaction."""

import datetime
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import singledispatchmethod

from django.contrib.auth.models import User

from claims.actions import accounts as account_actions
from claims.actions import articles as article_actions
from claims.actions import claims as claim_actions
from claims.actions import evidence, review, sources
from claims.actions import questions as question_actions
from claims.actions.record import batch, clock
from claims.actions.snapshots import read_article
from claims.enums import OutletState
from claims.errors import Denial, refuse
from claims.given import (
    AppearanceGiven,
    ArticleGiven,
    AssessmentGiven,
    ClaimGiven,
    EvidenceGiven,
    OutletGiven,
    SignOffGiven,
    SourceDetails,
    Step,
    pasted,
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

from . import (
    articles,
    csto,
    people,
    poti,
    questions,
    script,
    truce,
    truce_exercises,
    truce_lachin,
    truce_voices,
)
from . import sources as source_steps

ENGLISH = "en"

PARTS = (
    people,
    source_steps,
    questions,
    articles,
    poti,
    csto,
    truce,
    truce_lachin,
    truce_exercises,
    truce_voices,
)
# Written question by question, loaded in the order of time.
SESSIONS = tuple(
    sorted((session for part in PARTS for session in part.SESSIONS), key=lambda s: s.at)
)


def load(password: str) -> "DemoDesk":
    """Fill an empty desk. All accounts get this password.

    Raises Refused ("not_empty") if the desk is not empty, and Invalid for a weak password.
    """
    with batch():  # under one lock: of two loads at once, the second finds the desk full
        refuse(why_not_load())
        demo = DemoDesk(password)
        for moment, by, step in _steps():
            with clock(_stopped_at(moment)):
                demo.run(step, by)
    return demo


def why_not_load() -> Denial | None:
    """Refuse a desk that is not empty: the demo is a story whose first Event is the first of the desk."""
    if Event.objects.exists() or User.objects.exists() or Article.objects.exists():
        return Denial(
            "not_empty",
            "This desk is not empty. Load the demo into an empty one: set another DATA_DIR.",
        )
    return None


def _steps() -> Iterator[tuple[datetime.datetime, str, script.Step]]:
    """Yield each step with its time and person. Raises ValueError if sessions overlap."""
    last = None
    for session in SESSIONS:
        moment = datetime.datetime.fromisoformat(session.at).replace(tzinfo=datetime.UTC)
        if last is not None and moment <= last:
            raise ValueError(f"the session at {session.at} begins before the previous one ends")
        for minute, step in enumerate(session.steps):
            last = moment + datetime.timedelta(minutes=minute)
            yield last, session.by, step


def _stopped_at(moment: datetime.datetime) -> Callable[[], datetime.datetime]:
    return lambda: moment


def _date(date: script.Date) -> ImpreciseDate:
    return ImpreciseDate.parse(date.edtf, date.words)


@dataclass
class DemoDesk:
    """The desk while it is loaded: its rows by the keys of the script."""

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
    def run(self, step: script.Step, by: str) -> None:
        raise TypeError(f"{type(step).__name__} is not a step of the script")

    @run.register
    def _(self, step: script.Account, by: str) -> None:
        self.people[step.name] = account_actions.create_user(
            step.name, roles=[step.role], by=None, password=self.password
        )

    @run.register
    def _(self, step: script.AddSource, by: str) -> None:
        details = SourceDetails(
            name=step.name,
            kind=step.kind,
            aliases="\n".join(step.aliases),
            parent=self._source(step.parent),
            parent_relation=step.parent_relation,
            party=step.party,
            interest=step.interest,
            members=tuple(self.sources[member] for member in step.members),
        )
        self.sources[step.key] = sources.add_source(details, by=self.people[by])

    @run.register
    def _(self, step: script.AddQuestion, by: str) -> None:
        stakes = [
            Stake(source=self.sources[s.source], party=s.party, side=s.side, interest=s.interest)
            for s in step.stakes
        ]
        self.questions[step.key] = question_actions.add_question(
            step.text, note=step.note, stakes=stakes, by=self.people[by]
        )

    @run.register
    def _(self, step: script.AddArticle, by: str) -> None:
        given = self._article_given(step)
        read = read_article(pasted(step.text), given)
        added = article_actions.add_article(read, given, by=self.people[by])
        self.articles[step.key] = added.article

    @run.register
    def _(self, step: script.CorrectArticle, by: str) -> None:
        article = self.articles[step.now.key]
        article_actions.correct_article(
            article,
            self._article_given(step.now),
            seen_revision=article.revision,
            by=self.people[by],
        )

    @run.register
    def _(self, step: script.OutletCorrects, by: str) -> None:
        article = self.articles[step.article]
        article_actions.set_outlet_state(
            article,
            OutletGiven(OutletState.CORRECTED, step.on, step.note),
            seen_revision=article.revision,
            by=self.people[by],
        )

    @run.register
    def _(self, step: script.ExtractClaim, by: str) -> None:
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
            appearance=claim_actions.read_appearance(
                AppearanceGiven(
                    self.articles[step.article], step.quote, chain, said_by=len(chain) - 1
                )
            ),
            reports=self.claims[step.reports] if step.reports else None,
        )

    @run.register
    def _(self, step: script.LinkClaims, by: str) -> None:
        claim_actions.link_claims(
            self.claims[step.claim], step.kind, self.claims[step.other], by=self.people[by]
        )

    @run.register
    def _(self, step: script.AttachEvidence, by: str) -> None:
        read = evidence.read_evidence(self._evidence_given(step))
        claim = self.claims[step.claim]
        self.evidence[step.key] = evidence.attach_evidence(claim, read, by=self.people[by])

    @run.register
    def _(self, step: script.CorrectEvidence, by: str) -> None:
        row = self.evidence[step.now.key]
        evidence.change_evidence(
            row,
            evidence.read_evidence(self._evidence_given(step.now), corrected=row),
            seen_revision=row.revision,
            reason=step.reason,
            by=self.people[by],
        )

    @run.register
    def _(self, step: script.WithdrawEvidence, by: str) -> None:
        row = self.evidence[step.evidence]
        evidence.withdraw_evidence(
            row, reason=step.reason, seen_revision=row.revision, by=self.people[by]
        )

    @run.register
    def _(self, step: script.RequireAssessments, by: str) -> None:
        claim = self._claim(step.claim)
        review.require_assessments(
            claim, step.number, seen_revision=claim.revision, by=self.people[by]
        )

    @run.register
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

    @run.register
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

    @run.register
    def _(self, step: script.ReturnToOpen, by: str) -> None:
        claim = self._claim(step.claim)
        review.return_to_open(
            claim, comment=step.comment, seen_revision=claim.revision, by=self.people[by]
        )

    @run.register
    def _(self, step: script.Reopen, by: str) -> None:
        claim = self._claim(step.claim)
        review.reopen(claim, reason=step.reason, seen_revision=claim.revision, by=self.people[by])

    @run.register
    def _(self, step: script.WithdrawDuplicate, by: str) -> None:
        claim = self._claim(step.claim)
        review.withdraw_claim(
            claim,
            reason=step.reason,
            duplicate_of=self._claim(step.duplicate_of),
            seen_revision=claim.revision,
            by=self.people[by],
        )

    @run.register
    def _(self, step: script.AddComment, by: str) -> None:
        review.comment(self.claims[step.claim], step.text, by=self.people[by])

    @run.register
    def _(self, step: script.AssignClaim, by: str) -> None:
        claim = self._claim(step.claim)
        review.assign(claim, self.people[step.to], seen_revision=claim.revision, by=self.people[by])

    def _article_given(self, step: script.AddArticle) -> ArticleGiven:
        return ArticleGiven(
            publisher=self.sources[step.publisher],
            headline=step.headline,
            published=_date(step.published),
            language=ENGLISH,
            republishes_article=self.articles[step.republishes] if step.republishes else None,
        )

    def _evidence_given(self, step: script.AttachEvidence) -> EvidenceGiven:
        return EvidenceGiven(
            step.stance,
            step.kind,
            seen_in=self.sources[step.seen_in],
            origin_kind=step.origin_kind,
            bears_on=step.bears_on,
            origin=self._source(step.origin),
            origin_label=step.origin_label,
            heard_via=self._source(step.heard_via),
            derived_from=self.evidence[step.derived_from] if step.derived_from else None,
            article=self.articles[step.article] if step.article else None,
            title=step.title,
            quote=step.quote,
            quote_reason=step.quote_reason,
            published=_date(step.published),
            note=step.note,
            searched=step.searched,
        )

    def _source(self, key: str) -> Source | None:
        return self.sources[key] if key else None

    def _claim(self, key: str) -> Claim:
        """Return the claim as it is now, as the person's page shows it."""
        claim = self.claims[key]
        claim.refresh_from_db()
        return claim
