"""Create rows as users would: every factory calls an action, and every status is reached by legal moves."""

import datetime
from collections.abc import Collection
from typing import Any

import factory
from django.contrib.auth.models import User

from claims.actions import accounts as account_actions
from claims.actions import articles as article_actions
from claims.actions import claims as claim_actions
from claims.actions import evidence, review, sources
from claims.actions.exports import close_moment, number_export
from claims.actions.snapshots import ReadUpload, read_article, read_upload
from claims.enums import (
    AttributionKind,
    BearsOn,
    ClaimKind,
    ClaimStatus,
    Confidence,
    EvidenceKind,
    OriginKind,
    RatingCode,
    Role,
    SourceKind,
    Stance,
)
from claims.forms.exports import ExportForm
from claims.given import (
    AppearanceGiven,
    ArticleGiven,
    AssessmentGiven,
    ClaimGiven,
    EvidenceGiven,
    SignOffGiven,
    Step,
    Upload,
    pasted,
)
from claims.models import (
    Article,
    Assessment,
    Claim,
    Evidence,
    Export,
    Rating,
    Source,
    Verdict,
)
from claims.models.accounts import account_revision
from claims.reads.exports.verdicts import export_given, moment_of

# Our own text: a headline, two paragraphs, and sentences too long to look like page boilerplate.
BODY = """Harbour master says the cranes stay

The harbour master of Port Example said on Tuesday that all four cranes will stay in service until autumn.
The Example Gazette had reported that two of them were to be sold, naming no source for it.

A ministry official, asked twice, declined to comment on the sale. The union of dockers said that it had
heard of no such plan from the ministry, and that it would oppose one.
"""


def body(number: int) -> str:
    """Return a different body for each article, so that none looks like another's republication."""
    return f"{BODY}\nThe port handled {number + 1000} containers in the week before, the harbour office said.\n"


class SourceFactory(factory.Factory):
    class Meta:
        model = Source

    name = factory.Sequence(lambda n: f"Source {n}")
    kind = SourceKind.OUTLET

    @classmethod
    def _create(cls, model_class: Any, *args: Any, by: User, **kwargs: Any) -> Source:
        return sources.add_source(sources.SourceDetails(**kwargs), as_new=True, by=by)


def read_paste(text: str) -> ReadUpload:
    """Read the text, in as much time as it takes: a busy machine is no fault of it."""
    return read_upload(pasted(text), seconds=120)


class ArticleFactory(factory.Factory):
    class Meta:
        model = Article

    text = factory.Sequence(body)
    headline = factory.Sequence(lambda n: f"Headline {n}")

    @classmethod
    def _create(cls, model_class: Any, *args: Any, by: User, text: str, **kwargs: Any) -> Article:
        kwargs.setdefault("publisher", SourceFactory(by=by))
        given = ArticleGiven(**kwargs)
        return article_actions.add_article(read_article(pasted(text), given), given, by=by).article


class EvidenceFactory(factory.Factory):
    """Corroborating evidence by default, each piece from its own origin."""

    class Meta:
        model = Evidence

    stance = Stance.CORROBORATES
    kind = EvidenceKind.STATEMENT
    bears_on = BearsOn.WHOLE
    origin_kind = OriginKind.OWN_REPORTING

    @classmethod
    def _create(
        cls,
        model_class: Any,
        *args: Any,
        claim: Claim,
        by: User,
        upload: Upload | None = None,
        reason: str = "",
        **kwargs: Any,
    ) -> Evidence:
        if not reason and Claim.objects.get(pk=claim.pk).standing_verdict:
            reason = "found after the verdict was signed"
        kwargs.setdefault("seen_in", SourceFactory(by=by))
        read = evidence.read_evidence(EvidenceGiven(**kwargs), upload)
        return evidence.attach_evidence(claim, read, by=by, reason=reason)


class ClaimFactory(factory.Factory):
    """An open claim by default; `status=` moves it there, with `people` (the cast) making the moves."""

    class Meta:
        model = Claim

    statement = factory.Sequence(lambda n: f"The port will sell {n} of its cranes.")
    kind = ClaimKind.FACTUAL

    @classmethod
    def _create(
        cls,
        model_class: Any,
        *args: Any,
        people: Any,
        status: ClaimStatus = ClaimStatus.OPEN,
        article: Article | None = None,
        quote: str = "all four cranes will stay in service until autumn",
        assessments_required: int | None = None,
        with_evidence: bool = True,
        **kwargs: Any,
    ) -> Claim:
        by = people.researcher
        appearance = None
        if article is not None:
            chain = (Step(AttributionKind.REPORTED, article.publisher),)
            appearance = claim_actions.read_appearance(AppearanceGiven(article, quote, chain))
        given = ClaimGiven(**kwargs)
        claim = claim_actions.add_claim(given, by=by, appearance=appearance, separate=True)
        needed = assessments_required or (2 if status == ClaimStatus.DISAGREED else 1)
        if needed != claim.assessments_required:
            review.require_assessments(
                claim, needed, seen_revision=claim.revision, by=people.editor
            )
        if with_evidence and status != ClaimStatus.OPEN:
            EvidenceFactory(claim=claim, by=by)
        return walk_to(status, claim, people)


def walk_to(status: ClaimStatus, claim: Claim, people: Any) -> Claim:
    """Move the claim to this status with legal moves made by the cast."""
    claim.refresh_from_db()
    if status == ClaimStatus.OPEN:
        return claim
    if status == ClaimStatus.WITHDRAWN:
        return review.withdraw_claim(
            claim, reason="added by mistake", seen_revision=claim.revision, by=people.editor
        )
    if status == ClaimStatus.IN_REVIEW:
        if claim.assessments_required == 1:
            review.require_assessments(claim, 2, seen_revision=claim.revision, by=people.editor)
        assess(claim, people.reviewer1)
        return claim
    codes = [RatingCode.NOT_ENOUGH_EVIDENCE] * claim.assessments_required
    if status == ClaimStatus.DISAGREED:
        codes[-1] = RatingCode.SUPPORTED
    for number, code in enumerate(codes, start=1):
        assess(claim, getattr(people, f"reviewer{number}"), code)
    if status == ClaimStatus.SIGNED_OFF:
        sign_off(claim, people.editor)
    claim.refresh_from_db()
    return claim


def rating(code: RatingCode | str) -> Rating:
    return Rating.objects.get(code=str(code))


def assessment_given(
    code: RatingCode | str = RatingCode.NOT_ENOUGH_EVIDENCE, **changes: Any
) -> AssessmentGiven:
    given: dict[str, Any] = {
        "rationale": "What was found does not settle it.",
        "confidence": Confidence.MEDIUM,
    }
    return AssessmentGiven(rating=rating(code), **(given | changes))


def assess(
    claim: Claim, by: User, code: RatingCode | str = RatingCode.NOT_ENOUGH_EVIDENCE, **changes: Any
) -> Assessment:
    claim.refresh_from_db()
    return review.assess(
        claim,
        assessment_given(code, **changes),
        seen_round=claim.round,
        seen_basis=claim.basis,
        by=by,
    )


def sign_off_given(**changes: Any) -> SignOffGiven:
    given: dict[str, Any] = {
        "rationale": "The documents do not settle it.",
        "confidence": Confidence.MEDIUM,
        "recheck_on": datetime.date(2031, 1, 1),
    }
    return SignOffGiven(**(given | changes))


def sign_off(claim: Claim, by: User, **changes: Any) -> Verdict:
    claim.refresh_from_db()
    return review.sign_off(claim, sign_off_given(**changes), seen_revision=claim.revision, by=by)


def change_account(
    user: User, *, roles: Collection[Role], by: User, is_active: bool = True
) -> User:
    return account_actions.change_user(
        user,
        roles=roles,
        is_active=is_active,
        email="",
        seen_revision=account_revision(user),
        by=by,
    )


def make_numbered_export(
    by: User, as_of: datetime.datetime | None = None, **filters: str
) -> Export:
    """Number and return the export with these filters."""
    form = ExportForm(filters)
    assert form.is_valid(), form.errors
    given = export_given(form.filters, filters, moment_of(close_moment(as_of)), **form.layout)
    return number_export(given, by=by)
