"""Who may do what, now: pure questions that answer Denial | None. `is_superuser` is never asked."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

from django.contrib.auth.models import AnonymousUser, User

from .enums import ClaimStatus, Role, SourceKind, SuggestionState
from .errors import About, Denial
from .models import Article, Assessment, Claim, Evidence, Rating, Source, Stake, Suggestion
from .models.desk import this_desk

# Each role has the powers of those before it; admin stands apart.
_LADDER = (Role.READER, Role.RESEARCHER, Role.REVIEWER, Role.EDITOR)

IN_ROUND = frozenset({ClaimStatus.IN_REVIEW, ClaimStatus.AGREED, ClaimStatus.DISAGREED})


def roles_of(user: User | AnonymousUser | None) -> frozenset[Role]:
    """The roles a person holds now. One query, not cached: a role taken away is gone at once."""
    if user is None or not user.is_active:
        return frozenset()
    names = set(user.groups.values_list("name", flat=True))
    return frozenset(role for role in Role if role.value in names)


def has_power(roles: frozenset[Role], needed: Role) -> bool:
    if needed not in _LADDER:
        return needed in roles
    return any(role in _LADDER[_LADDER.index(needed) :] for role in roles)


def why_not_role(roles: frozenset[Role], needed: Role) -> Denial | None:
    """Does any of the roles have the powers of this one?"""
    if has_power(roles, needed):
        return None
    if not roles:
        return Denial(
            "no_role", "Your account has no role yet. Ask an admin of the desk.", About.PERSON
        )
    article = "an" if needed.label[0] in "aeiou" else "a"
    return Denial(f"needs_{needed.value}", f"This takes {article} {needed.label}.", About.PERSON)


def why_not_edit(user: User | None) -> Denial | None:
    """Return why this person may not add or correct anything; the page shows it beside the disabled button."""
    return why_not_role(roles_of(user), Role.RESEARCHER)


@dataclass(frozen=True)
class Situation:
    """All that the rules look at: one person before one claim, in its current round."""

    claim: Claim
    user_id: int | None  # None is the command line, which has no role
    roles: frozenset[Role]
    assessors: frozenset[int] = frozenset()  # of this round; who settled is not among them
    settlers: frozenset[int] = frozenset()
    has_evidence: bool = False
    one_person: bool = False

    @classmethod
    def load(cls, claim: Claim, user: User | None) -> Self:
        """Four queries. Under the record's lock what it says stays true until the commit."""
        wrote = list(
            Assessment.objects.filter(claim=claim, round=claim.round).values_list(
                "reviewer_id", "settles"
            )
        )
        return cls(
            claim=claim,
            user_id=user.pk if user else None,
            roles=roles_of(user),
            assessors=frozenset(reviewer for reviewer, settles in wrote if not settles),
            settlers=frozenset(reviewer for reviewer, settles in wrote if settles),
            has_evidence=Evidence.objects.standing().filter(claim=claim).exists(),
            one_person=this_desk().one_person,
        )

    @property
    def status(self) -> ClaimStatus:
        return ClaimStatus(self.claim.status)

    @property
    def may_replace_own(self) -> bool:
        """Until the round is complete, and where only one is required until sign-off."""
        if self.user_id not in self.assessors or self.settlers:
            return False
        only_one = self.claim.assessments_required == 1
        return self.status == ClaimStatus.IN_REVIEW or (
            only_one and self.status == ClaimStatus.AGREED
        )


# Conditions of the moves. workflow.why_not asks role and status first, from the table of moves.


def why_not_assess(now: Situation) -> Denial | None:
    if not now.has_evidence:
        return Denial(
            "no_evidence",
            "There is no evidence yet. A recorded “searched, found nothing” counts.",
        )
    if now.user_id in now.assessors and not now.may_replace_own:
        return Denial("assessed_already", "You have assessed in this round.", About.PERSON)
    if now.status == ClaimStatus.AGREED and not now.may_replace_own:
        return Denial("round_complete", "This round has all its assessments.")
    return None


def why_not_settle(now: Situation) -> Denial | None:
    if now.user_id in now.assessors:
        return Denial(
            "own_assessment", "You assessed in this round: somebody else settles it.", About.PERSON
        )
    return None


def why_not_sign_off(now: Situation) -> Denial | None:
    if now.one_person:
        return None
    if now.user_id in now.assessors:
        return Denial(
            "own_assessment", "You assessed in this round: another editor signs off.", About.PERSON
        )
    if now.user_id in now.settlers:
        return Denial(
            "own_settlement", "You settled this round: another editor signs off.", About.PERSON
        )
    return None


def always(now: Situation) -> Denial | None:
    """A move without conditions of its own."""
    return None


def agreed_rating(round_of: Sequence[Assessment]) -> Rating:
    """Of a complete round without disagreement: the settling assessment's rating, else the one that all gave."""
    settling = [a for a in round_of if a.settles]
    return (settling or round_of)[-1].rating


# What is no move.


def why_not_change_claim(now: Situation) -> Denial | None:
    """Its statement, dates, questions, quote and chain."""
    if denial := why_not_role(now.roles, Role.RESEARCHER):
        return denial
    if now.status == ClaimStatus.SIGNED_OFF:
        return Denial("signed_off", "The claim is signed off. An editor reopens it first.")
    if now.status == ClaimStatus.WITHDRAWN:
        return Denial("withdrawn", "The claim is withdrawn. An editor restores it first.")
    if now.status != ClaimStatus.OPEN and not has_power(now.roles, Role.EDITOR):
        return Denial(
            "in_round",
            "The claim is being reviewed: until sign-off an editor changes it.",
            About.PERSON,
        )
    return None


def why_not_change_required(now: Situation) -> Denial | None:
    if denial := why_not_role(now.roles, Role.EDITOR):
        return denial
    if now.status != ClaimStatus.OPEN:
        return Denial(
            "not_open", "How many assessments are needed changes only while the claim is open."
        )
    return None


def why_not_add_to_claim(now: Situation) -> Denial | None:
    """Evidence, appearances and links; after sign-off too, where the verdict stands and is marked."""
    if denial := why_not_role(now.roles, Role.RESEARCHER):
        return denial
    if now.status == ClaimStatus.WITHDRAWN:
        return Denial("withdrawn", "The claim is withdrawn. An editor restores it first.")
    return None


def why_not_comment(now: Situation) -> Denial | None:
    return why_not_role(now.roles, Role.RESEARCHER)


def why_not_assign(now: Situation) -> Denial | None:
    if denial := why_not_role(now.roles, Role.EDITOR):
        return denial
    if now.status == ClaimStatus.WITHDRAWN:
        return Denial("withdrawn", "The claim is withdrawn. An editor restores it first.")
    return None


def why_not_change_source(source: Source) -> Denial | None:
    """A query where it was merged, unless `merged_into` was selected."""
    if source.merged_into is None:
        return None
    return Denial(
        "merged",
        f"“{source.name}” was merged into “{source.merged_into.name}” and is kept for its history alone.",
    )


def why_not_give_up(source: Source) -> Denial | None:
    """Can this record be merged into any other?"""
    if source.kind == SourceKind.DESK:
        return Denial("one_desk", "There is one desk, and it stays: merge the other into it.")
    return why_not_change_source(source)


def why_not_merge(source: Source, into: Source) -> Denial | None:
    """Can the first record be merged into the second, as things stand? Two queries."""
    if source == into:
        return Denial("itself", "A source is not merged into itself.", About.INPUT)
    if denial := why_not_give_up(source) or why_not_change_source(into):
        return denial
    if into.parent_id != source.pk:
        above = {s.pk for s in Source.objects.with_ancestors([into.pk])}
        if source.pk in above:
            return Denial(
                "stands_above",
                f"“{source.name}” stands above “{into.name}”, with another between them. "
                f"Correct first whom “{into.name}” stands under.",
            )
    if differing := differing_stakes(source, into):
        question = differing[0][0].question
        return Denial(
            "stakes_differ",
            f"Both have a stake in “{question}”, and not the same one. On the question’s page, make "
            "them alike or take one away; then merge.",
        )
    return None


def differing_stakes(source: Source, into: Source) -> list[tuple[Stake, Stake]]:
    """The questions in which two records of one source would have it be two things. One query."""
    found: dict[int, dict[int, Stake]] = {}
    for stake in (
        Stake.objects.filter(source__in=[source, into])
        .select_related("question")
        .order_by("question__text")
    ):
        found.setdefault(stake.question_id, {})[stake.source_id] = stake
    pairs = [
        (of[source.pk], of[into.pk]) for of in found.values() if of.keys() == {source.pk, into.pk}
    ]
    return [(one, other) for one, other in pairs if _said_of(one) != _said_of(other)]


def _said_of(stake: Stake) -> tuple[str, str, str]:
    return stake.party, stake.side.strip().casefold(), stake.interest.strip()


def why_not_capture(roles: frozenset[Role], about: Article | Evidence) -> Denial | None:
    """May this person have the page behind its URL archived, again too?"""
    if denial := why_not_role(roles, Role.RESEARCHER):
        return denial
    if isinstance(about, Evidence) and about.is_withdrawn:
        return Denial("evidence_withdrawn", "This evidence is withdrawn.")
    if isinstance(about, Evidence) and about.article_id:
        return Denial("of_an_article", "It is from an article of the desk: archive that.")
    if not about.url:
        return Denial("no_url", "There is no URL to archive.")
    return None


def why_not_dismiss(roles: frozenset[Role], suggestion: Suggestion) -> Denial | None:
    if denial := why_not_role(roles, Role.RESEARCHER):
        return denial
    if suggestion.state == SuggestionState.ACCEPTED:
        return Denial("lifted", f"Claim {suggestion.claim_id} was lifted from this sentence.")
    return None


def why_not_take_back(roles: frozenset[Role], suggestion: Suggestion) -> Denial | None:
    """A dismissal. Costs a query where `article` was not selected."""
    if denial := why_not_dismiss(roles, suggestion):
        return denial
    if suggestion.snapshot_id != suggestion.article.snapshot_id:
        return Denial("words_gone", "The newest archived copy does not have this sentence.")
    return None


def why_not_read(roles: frozenset[Role]) -> Denial | None:
    """Anyone with a role reads the desk; an admin, too, without any power over the work."""
    return None if roles else why_not_role(roles, Role.READER)
