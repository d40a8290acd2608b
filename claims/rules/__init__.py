"""Who may do what, now: questions without side effects that return Denial | None. `is_superuser` is never asked."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Self

from django.contrib.auth.models import User

from claims.enums import ClaimStatus, Role, SourceKind, SuggestionState
from claims.errors import About, Denial
from claims.models import (
    Article,
    Assessment,
    Claim,
    Desk,
    Evidence,
    Hold,
    Import,
    OverrideProposal,
    Rating,
    Source,
    Stake,
    Suggestion,
)
from claims.models.article_twins import may_be_one
from claims.models.desk import this_desk
from claims.models.search.names import is_placeholder

from .removal import why_held as why_held
from .removal import why_not_archive as why_not_archive
from .removal import why_not_erase_account as why_not_erase_account
from .removal import why_not_hold as why_not_hold
from .removal import why_not_lift as why_not_lift
from .removal import why_not_return as why_not_return
from .removal import why_not_take_down as why_not_take_down
from .roles import has_power as has_power
from .roles import roles_held as roles_held
from .roles import roles_of as roles_of
from .roles import why_not_role as why_not_role

_MOST_NAMED = 20

IN_ROUND = frozenset({ClaimStatus.IN_REVIEW, ClaimStatus.AGREED, ClaimStatus.DISAGREED})


def why_not_edit(user: User | None) -> Denial | None:
    """Return why this person cannot add or correct anything. The page shows it next to the disabled button."""
    return why_not_role(roles_of(user), Role.RESEARCHER)


def why_not_administer(user: User | None) -> Denial | None:
    """Return why this person cannot manage accounts, ratings and policy. The command line can."""
    return None if user is None else why_not_role(roles_of(user), Role.ADMIN)


def needs_second_factor(user: User) -> bool:
    """Return True if the desk lets this person work with a second factor only. At most two queries."""
    if not this_desk().second_factor:
        return False
    roles = roles_of(user)
    return Role.EDITOR in roles or Role.ADMIN in roles


def why_not_require_factors(*, has_factors: bool) -> Denial | None:
    if has_factors:
        return None
    return Denial(
        "no_factors", "Second factors are off on this desk. Whoever runs it can set MFA=1."
    )


def why_not_remove_own_factors(by: User | None, user: User) -> Denial | None:
    """Return why an admin uses the own pages for this, which ask for the password."""
    if by is None or by.pk != user.pk:
        return None
    return Denial(
        "own_account", "Change your own factors on your own pages under /accounts/.", About.PERSON
    )


def why_not_change_roles(
    account: User, wanted: Collection[Role], user: User | None
) -> Denial | None:
    """Return why an admin cannot give these roles. Two queries if it is their own account."""
    if user is None or account.pk != user.pk:
        return None
    held = roles_of(user)
    if Role.ADMIN not in wanted:
        return Denial(
            "own_account",
            "You cannot remove your own admin role. Ask another admin to do it.",
            About.INPUT,
        )
    others = User.objects.filter(is_active=True, groups__name=Role.ADMIN).exclude(pk=user.pk)
    if set(wanted) - held and others.exists():
        return Denial(
            "own_roles",
            "You cannot give yourself a role. Ask another admin to do it.",
            About.INPUT,
        )
    return None


def why_not_own_password(account: User, user: User | None) -> Denial | None:
    if user is not None and account.pk == user.pk:
        return None
    return Denial("not_own", "You can change only your own password.", About.PERSON)


@dataclass(frozen=True)
class Situation:
    """What the rules look at: one person and one claim, in its current round."""

    claim: Claim
    user_id: int | None  # None is the command line, which has no role
    roles: frozenset[Role]
    assessors: frozenset[int] = frozenset()  # of this round; who settled is not among them
    settlers: frozenset[int] = frozenset()
    has_evidence: bool = False
    one_person: bool = False

    @classmethod
    def load(cls, claim: Claim, user: User | None) -> Self:
        """Load it in four queries. Under the record's lock it stays true until the commit."""
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
        """Return True until the round is complete; if one assessment is required, until sign-off."""
        if self.user_id not in self.assessors or self.settlers:
            return False
        only_one = self.claim.assessments_required == 1
        return self.status == ClaimStatus.IN_REVIEW or (
            only_one and self.status == ClaimStatus.AGREED
        )


# Conditions of the moves. workflow.why_not asks role and status first, from the table of moves.


def why_not_assess(situation: Situation) -> Denial | None:
    if not situation.has_evidence:
        return Denial(
            "no_evidence",
            "There is no evidence yet. Add some first: “searched, found nothing” counts too.",
        )
    if situation.user_id in situation.assessors and not situation.may_replace_own:
        return Denial(
            "assessed_already", "You have already assessed this claim in this round.", About.PERSON
        )
    if situation.status == ClaimStatus.AGREED and not situation.may_replace_own:
        return Denial("round_complete", "This round already has all its assessments.")
    return None


def why_not_settle(situation: Situation) -> Denial | None:
    if situation.user_id in situation.assessors:
        return Denial(
            "own_assessment",
            "You assessed this claim in this round. Somebody else must settle it.",
            About.PERSON,
        )
    return None


def why_not_sign_off(situation: Situation) -> Denial | None:
    if situation.one_person:
        return None
    if situation.user_id in situation.assessors:
        return Denial(
            "own_assessment",
            "You assessed this claim in this round. Another editor must sign it off.",
            About.PERSON,
        )
    if situation.user_id in situation.settlers:
        return Denial(
            "own_settlement",
            "You settled this round. Another editor must sign the claim off.",
            About.PERSON,
        )
    return None


def always(situation: Situation) -> Denial | None:
    """Return None: the move has no conditions except role and status."""
    return None


def why_not_sign_alone(desk: Desk, *, overridden: bool) -> Denial | None:
    """Return why one editor alone cannot sign a verdict that overrides the policy."""
    if not overridden or not desk.second_editor:
        return None
    return Denial(
        "second_editor", "On this desk another editor must confirm overrides. Propose them instead."
    )


def why_not_propose(
    desk: Desk, waiting: OverrideProposal | None, *, overridden: bool
) -> Denial | None:
    """Return why overrides cannot be proposed to a second editor. The move's own rules were asked before."""
    if not desk.second_editor or not overridden:
        return Denial(
            "nothing_to_confirm", "No second editor is needed here. Sign off the claim instead."
        )
    if waiting is not None and waiting.holds:
        return Denial(
            "proposal_waiting",
            "Overrides are waiting for a second editor already. Confirm or decline them first.",
        )
    return None


def why_not_decline(situation: Situation, waiting: OverrideProposal | None) -> Denial | None:
    """Return why the overrides that wait cannot be declined, or taken back by who proposed them."""
    if denial := why_not_role(situation.roles, Role.EDITOR):
        return denial
    if waiting is None:
        return Denial("no_proposal", "No overrides are waiting for a second editor.")
    if not waiting.holds:
        return Denial(
            "proposal_void", "The claim changed after these overrides were proposed. They are void."
        )
    return None


def why_not_confirm(situation: Situation, waiting: OverrideProposal | None) -> Denial | None:
    """Return why this person cannot confirm the overrides that wait. Two queries if some do.

    Four eyes hold here on a one-person desk too: it is what the switch asks for.
    """
    if denial := why_not_decline(situation, waiting):
        return denial
    assert waiting is not None
    if situation.user_id == waiting.proposed_by_id:
        return Denial(
            "own_proposal",
            "You proposed these overrides. Another editor must confirm them.",
            About.PERSON,
        )
    if situation.user_id in situation.assessors | situation.settlers:
        return Denial(
            "own_assessment",
            "You assessed or settled this round. Another editor must confirm the overrides.",
            About.PERSON,
        )
    if not has_power(roles_of(waiting.proposed_by), Role.EDITOR):
        return Denial(
            "proposer_gone",
            "Whoever proposed these overrides is no longer an editor. Decline them and propose your own.",
        )
    return None


LEAST_WORDS, LEAST_LETTERS, LEAST_VARIETY = 3, 15, 6


def why_not_reason(reason: str) -> Denial | None:
    """Return why this is no reason for overriding the policy: too short, or the same few letters again and again."""
    words = {word.casefold() for word in re.findall(r"[^\W\d_]+", reason)}
    letters = [letter for letter in reason.casefold() if letter.isalpha()]
    enough = len(letters) >= LEAST_LETTERS and len(set(letters)) >= LEAST_VARIETY
    if enough and len(words) >= LEAST_WORDS:
        return None
    return Denial(
        "too_short",
        f"Write at least a short sentence, with {LEAST_WORDS} words or more. Exports include it.",
        About.INPUT,
    )


def hides_names(claim: Claim, desk: Desk) -> bool:
    """Return True while nobody may see who wrote which assessment of the claim. Its authors know their own."""
    return desk.settle_blind and claim.status == ClaimStatus.DISAGREED


def agreed_rating(round_of: Sequence[Assessment]) -> Rating:
    """Return the rating of a complete round: that of the settling assessment, else the one that all gave."""
    settling = [a for a in round_of if a.settles]
    return (settling or round_of)[-1].rating


# Changes that are not moves.


def why_not_change_claim(situation: Situation) -> Denial | None:
    """Return why its statement, dates, questions, quote and chain cannot be changed."""
    if denial := why_not_role(situation.roles, Role.RESEARCHER):
        return denial
    if situation.status == ClaimStatus.SIGNED_OFF:
        return Denial("signed_off", "This claim is signed off. An editor must reopen it first.")
    if situation.status == ClaimStatus.WITHDRAWN:
        return Denial("withdrawn", "This claim is withdrawn. An editor must restore it first.")
    if situation.status != ClaimStatus.OPEN and not has_power(situation.roles, Role.EDITOR):
        return Denial(
            "in_round",
            "This claim is being reviewed. Only editors can change it.",
            About.PERSON,
        )
    return None


def why_not_change_required(situation: Situation) -> Denial | None:
    if denial := why_not_role(situation.roles, Role.EDITOR):
        return denial
    if situation.status != ClaimStatus.OPEN:
        return Denial(
            "not_open", "You can change the number of assessments only while the claim is open."
        )
    return None


def why_not_add_to_claim(situation: Situation) -> Denial | None:
    """Return why evidence, appearances and links cannot be added. After sign-off they can: the verdict is marked."""
    if denial := why_not_role(situation.roles, Role.RESEARCHER):
        return denial
    if situation.status == ClaimStatus.WITHDRAWN:
        return Denial("withdrawn", "This claim is withdrawn. An editor must restore it first.")
    return None


def why_not_comment(situation: Situation) -> Denial | None:
    return why_not_role(situation.roles, Role.RESEARCHER)


def why_not_assign(situation: Situation) -> Denial | None:
    if denial := why_not_role(situation.roles, Role.EDITOR):
        return denial
    if situation.status == ClaimStatus.WITHDRAWN:
        return Denial("withdrawn", "This claim is withdrawn. An editor must restore it first.")
    return None


def why_ask_which(name: str, called: Sequence[Source]) -> Denial | None:
    """Return why a name does not say which source is meant, if several are called so."""
    if len(called) < 2:
        return None
    named = "; ".join(source.exact_label for source in called)
    return Denial(
        "ambiguous_name",
        f"Several sources are called “{name}”: {named}. Choose which one you mean.",
        About.INPUT,
    )


def why_not_add_source(name: str, near: Sequence[Source]) -> Denial | None:
    """Return why a source is not added without a second look: others have a near name."""
    if not near:
        return None
    named = "; ".join(map(str, near))
    return Denial(
        "near_name",
        f"“{name}” looks like a source on the desk: {named}. Use that source, or confirm that this is another one.",
        About.INPUT,
    )


def why_not_undo_import(
    roles: frozenset[Role], by: User | None, run: Import, worked_on: Sequence[Claim]
) -> Denial | None:
    """Return why an import cannot be undone: by this person, or at all since somebody worked on these of its claims.

    The command line has no roles: whoever can run it can do more than this.
    """
    needed = Role.RESEARCHER if by == run.created_by else Role.EDITOR
    if by is not None and not has_power(roles, needed):
        return Denial(
            "not_your_import",
            "Only the person who imported the file, or an editor, can undo the import.",
            About.PERSON,
        )
    if run.undone_at:
        return Denial("already_undone", "This import is undone already.")
    if denial := why_held(Hold.objects.on_desk()):
        return denial
    if not worked_on:
        return None
    named = ", ".join(f"C{claim.pk}" for claim in worked_on[:_MOST_NAMED])
    more = len(worked_on) - _MOST_NAMED
    rest = f" and {more} more" if more > 0 else ""
    return Denial(
        "worked_on",
        f"Somebody has worked on claims of this import: {named}{rest}. Withdraw the claims that are wrong instead.",
    )


def why_not_name(name: str) -> Denial | None:
    """Return why nobody can be called so."""
    if not is_placeholder(name):
        return None
    return Denial(
        "placeholder", f"“{name}” names nobody. Leave it empty if it is unknown.", About.INPUT
    )


def why_not_change_source(source: Source) -> Denial | None:
    """Return why a source cannot be changed. One query if it was merged, unless `merged_into` was selected."""
    if source.merged_into is None:
        return None
    return Denial(
        "merged",
        f"“{source.name}” was merged into “{source.merged_into.name}”. Only its history is kept.",
    )


def why_not_give_up(source: Source) -> Denial | None:
    """Return why this source cannot be merged into any other."""
    if source.kind == SourceKind.DESK:
        return Denial(
            "one_desk", "This desk itself cannot be merged away. Merge the other source into it."
        )
    return why_not_change_source(source)


def why_not_merge(source: Source, into: Source) -> Denial | None:
    """Return why the first source cannot be merged into the second one. Three queries."""
    if source == into:
        return Denial(
            "itself", "Choose another source. A source cannot be merged into itself.", About.INPUT
        )
    if denial := why_not_give_up(source) or why_not_change_source(into):
        return denial
    if denial := _why_not_merge_joint(source, into):
        return denial
    if into.parent_id != source.pk:
        above = {s.pk for s in Source.objects.with_ancestors([into.pk])}
        if source.pk in above:
            return Denial(
                "stands_above",
                f"“{source.name}” is above “{into.name}”, with another source between them. "
                f"First change the parent of “{into.name}”.",
            )
    if differing := differing_stakes(source, into):
        question = differing[0][0].question
        return Denial(
            "stakes_differ",
            f"The two sources have different stakes in “{question}”. Make them the same or remove one on "
            "the question’s page, then merge.",
        )
    return None


def _why_not_merge_joint(source: Source, into: Source) -> Denial | None:
    """Return why members stand in the way. One query."""
    if (source.kind == SourceKind.JOINT) != (into.kind == SourceKind.JOINT):
        return Denial(
            "joint_and_not",
            "Only one of the two is a joint statement. Change the kind of one of them first.",
        )
    both = Source.objects.unmerged().filter(members=source).filter(members=into).first()
    if both:
        return Denial(
            "members_of_one",
            f"Both are members of “{both}”. First remove one of them there.",
        )
    return None


def differing_stakes(source: Source, into: Source) -> list[tuple[Stake, Stake]]:
    """Return the stakes in one question in which two records of a source differ. One query."""
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
    return [(one, other) for one, other in pairs if _content_of(one) != _content_of(other)]


def _content_of(stake: Stake) -> tuple[str, str, str]:
    return stake.party, stake.side.strip().casefold(), stake.interest.strip()


def why_not_change_article(article: Article) -> Denial | None:
    """Return why an article cannot be changed. One query if it was joined, unless `joined_into` was selected."""
    if article.joined_into is None:
        return None
    return Denial(
        "joined",
        f"A{article.pk} was joined to A{article.joined_into.pk}. Only its history is kept.",
    )


def why_not_join(article: Article, into: Article) -> Denial | None:
    """Return why two articles cannot be joined, or told apart. At most seven queries."""
    if denial := why_not_change_article(article) or why_not_change_article(into):
        return denial
    if not may_be_one(article, into):
        return Denial(
            "not_one_page",
            f"Nothing shows that A{article.pk} and A{into.pk} are the same page. Check their URLs.",
        )
    return None


def why_not_capture(roles: frozenset[Role], about: Article | Evidence) -> Denial | None:
    """Return why this person cannot have the page of a URL archived, for the first time or again."""
    if denial := why_not_role(roles, Role.RESEARCHER):
        return denial
    if isinstance(about, Evidence) and about.is_withdrawn:
        return Denial("evidence_withdrawn", "This evidence is withdrawn.")
    if isinstance(about, Evidence) and about.article_id:
        return Denial(
            "of_an_article", "This evidence is from an article. Archive the article instead."
        )
    if isinstance(about, Article) and (denial := why_not_change_article(about)):
        return denial
    if not about.url:
        return Denial("no_url", "There is no URL to archive.")
    return None


def why_not_dismiss(roles: frozenset[Role], suggestion: Suggestion) -> Denial | None:
    if denial := why_not_role(roles, Role.RESEARCHER):
        return denial
    if suggestion.state == SuggestionState.ACCEPTED:
        return Denial("accepted", f"Claim {suggestion.claim_id} was made from this sentence.")
    return None


def why_not_take_back(roles: frozenset[Role], suggestion: Suggestion) -> Denial | None:
    """Return why a dismissal cannot be undone. One query unless `article` was selected."""
    if denial := why_not_dismiss(roles, suggestion):
        return denial
    if suggestion.snapshot_id != suggestion.article.snapshot_id:
        return Denial("words_gone", "The newest archived copy no longer has this sentence.")
    return None


def why_not_read(roles: frozenset[Role]) -> Denial | None:
    """Return why this person cannot read the desk. Every role can, an admin too, who has no power over the work."""
    return None if roles else why_not_role(roles, Role.READER)
