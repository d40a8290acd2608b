"""Add, change and link claims: the statement, the exact words in articles, and who said it through whom."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.contrib.auth.models import User

from claims import rules, workflow
from claims.enums import ClaimKind, LinkKind, Role, SinceSigning, Verb
from claims.errors import Denial, Invalid, Refused, refuse
from claims.extractors.text.folding import plain_id
from claims.given import AppearanceGiven, ClaimGiven, LinkGiven, Step, field_names
from claims.models import Appearance, Attribution, Claim, ClaimLink, Source, Suggestion
from claims.models.base import Columns, date_columns
from claims.models.claims import statement_key
from claims.models.desk import this_desk
from claims.models.search.index import index_claims
from claims.rules import Situation

from .anchors import (
    Quote,
    add_anchors,
    copies_of,
    differences_told,
    quoted,
    refuse_unusable,
    set_anchors,
)
from .record import Entry, Facts, action, changed, facts, reference
from .reweighing import counting, reweigh_all
from .sources import named_added, resolve
from .suggestions import accept_extracted, suggestion_fact

_CLAIM_FIELDS = field_names(ClaimGiven)
_APPEARANCE_FIELDS = (
    "article", "article_title", "quote", "translation", "translated_by",
)  # fmt: skip


@dataclass(frozen=True)
class ReadAppearance:
    """An appearance with its quote searched for in the existing copies."""

    given: AppearanceGiven
    quote: Quote = field(compare=False)


def read_appearance(
    given: AppearanceGiven, *, corrected: Appearance | None = None
) -> ReadAppearance:
    """Do all that takes time, before an action takes the record's lock. Raises Invalid on "quote"."""
    quote = Quote(given.quote, given.near)
    quote.check_stretches()
    if given.article and not (corrected and _has_same_words(corrected, given)):
        quote.find_in(copies_of(given.article))
    return ReadAppearance(given, quote)


@action
def add_claim(
    entry: Entry,
    given: ClaimGiven,
    *,
    by: User | None,
    appearance: ReadAppearance | None = None,
    quote_check: str = "",
    reports: Claim | None = None,
    links: Sequence[LinkGiven] = (),
    suggestion: Suggestion | None = None,
    separate: bool = False,
    token: str | None = None,
) -> Claim:
    """Add a claim, extracted from an article or given as plain text. `suggestion` is the sentence it was made from.

    `quote_check` is the statement of a quote check on the same words, added with a factual claim and linked to
    it. `reports` is the factual claim that a new quote check is about, and `links` are links to other claims.
    The chain of a quote check ends with whoever is claimed to have said it (AppearanceGiven.said_by). A statement
    that is already on the desk is Refused ("same_statement") unless `separate`.
    """
    refuse(rules.why_not_role(rules.roles_of(by), Role.RESEARCHER))
    if done := entry.find_repeat(token):
        return Claim.objects.get(pk=done.object_id)
    if quote_check and given.kind != ClaimKind.FACTUAL:
        raise Invalid(
            "quote_check", "kind", "You can add a quote check only together with a factual claim."
        )
    if not separate:
        refuse(why_not_separate(given.statement))
        refuse(why_not_separate(quote_check))
    if appearance:
        refuse_unusable(appearance.given.article)
    added: list[Source] = []
    claim = insert_claim(entry, given, by=by)
    after = facts(claim, *_CLAIM_FIELDS)
    if appearance:
        found_in = insert_appearance(
            entry, claim, appearance, by=by, added=added, suggestion=suggestion
        )
        after["appearance"] = {"id": found_in.pk} | _appearance_facts(found_in)
        if suggestion:
            after |= suggestion_fact(suggestion)
    if quote_check:
        check = insert_claim(entry, _quote_check(given, quote_check), by=by)
        if appearance:
            insert_appearance(entry, check, appearance, by=by, added=added)
        _link(entry, check, LinkKind.REPORTS, claim, by=by)
        after["quote_check"] = reference(check)
        index_claims([check])
    after |= _link_to_others(entry, claim, reports, links, by=by)
    index_claims([claim])
    entry.write(
        Verb.CLAIM_ADDED, claim, by=by, claim=claim, after=after | named_added(added), token=token
    )
    return claim


def _link_to_others(
    entry: Entry,
    claim: Claim,
    reports: Claim | None,
    links: Sequence[LinkGiven],
    *,
    by: User | None,
) -> Facts:
    """Link a new claim to those it was added with, and return what its Event says of them."""
    after: Facts = {}
    if reports:
        _link(entry, claim, LinkKind.REPORTS, reports, by=by)
        after["reports"] = reference(reports)
    for link in links:
        _link(entry, claim, link.kind, link.other, by=by)
    if links:
        after["links"] = [_link_facts(link.kind, link.other) for link in links]
    return after


def why_not_separate(statement: str) -> Denial | None:
    """Return a Denial if a claim with this statement exists: it is probably the same claim."""
    same = Claim.objects.stating(statement).first() if statement.strip() else None
    if same is None:
        return None
    return Denial("same_statement", f"Claim {same.pk} has the same statement: {same.statement}")


@action
def change_claim(
    entry: Entry,
    claim: Claim,
    given: ClaimGiven,
    *,
    seen_revision: int | None,
    by: User | None,
    reason: str = "",
) -> Claim:
    """Correct a claim. A changed statement or kind changes the basis, which ends the current round."""
    claim.refresh_from_db()
    workflow.check_seen(claim, revision=seen_revision)
    refuse(rules.why_not_change_claim(Situation.load(claim, by)))
    before = facts(claim, *_CLAIM_FIELDS)
    columns = _columns(given, excluding=claim)
    restated = (columns["statement"], columns["kind"]) != (claim.statement, claim.kind)
    ended = workflow.touch(claim, basis_changed=restated, **columns)
    claim.questions.set(given.questions)
    index_claims([claim])
    after = facts(claim, *_CLAIM_FIELDS)
    before, after = changed(before, after)
    entry.write(
        Verb.CLAIM_CHANGED,
        claim,
        by=by,
        claim=claim,
        before=before,
        after=after | _round(claim, ended=ended) | _reweigh(entry, claim),
        reason=reason,
    )
    return claim


@action
def add_appearance(
    entry: Entry,
    claim: Claim,
    read: ReadAppearance,
    *,
    by: User | None,
    suggestion: Suggestion | None = None,
    token: str | None = None,
) -> Appearance:
    """Add another place where the claim was found. Two people may do it at once, so no revision is compared."""
    claim.refresh_from_db()
    if done := entry.find_repeat(token):
        return Appearance.objects.get(pk=done.object_id)
    refuse(rules.why_not_add_to_claim(Situation.load(claim, by)))
    refuse_unusable(read.given.article)
    counted = counting(claim)
    added: list[Source] = []
    appearance = insert_appearance(entry, claim, read, by=by, added=added, suggestion=suggestion)
    after = {"id": appearance.pk} | _appearance_facts(appearance)
    if suggestion:
        after |= suggestion_fact(suggestion)
    # A voice that is now the claim's own can no longer corroborate it.
    ended = workflow.touch(claim, basis_changed=counting(claim) != counted)
    after |= _round(claim, ended=ended) | _reweigh(entry, claim)
    index_claims([claim])
    entry.write(
        Verb.APPEARANCE_ADDED,
        appearance,
        by=by,
        claim=claim,
        after=after | named_added(added),
        token=token,
    )
    return appearance


@action
def change_appearance(
    entry: Entry,
    appearance: Appearance,
    read: ReadAppearance,
    *,
    seen_revision: int | None,
    by: User | None,
) -> Appearance:
    """Correct the quote or the chain. Both decide which evidence can count, so the basis changes."""
    claim = appearance.claim
    claim.refresh_from_db()
    workflow.check_seen(claim, revision=seen_revision)
    refuse(rules.why_not_change_claim(Situation.load(claim, by)))
    refuse_unusable(read.given.article)
    added: list[Source] = []
    before = _appearance_facts(appearance)
    _write_appearance(entry, appearance, read, by=by, added=added)
    ended = workflow.touch(claim, basis_changed=True)
    index_claims([claim])
    before, after = changed(before, _appearance_facts(appearance))
    entry.write(
        Verb.APPEARANCE_CHANGED,
        appearance,
        by=by,
        claim=claim,
        before=before,
        after=after | named_added(added) | _round(claim, ended=ended) | _reweigh(entry, claim),
    )
    return appearance


@action
def link_claims(
    entry: Entry, claim: Claim, kind: LinkKind, other: Claim, *, by: User | None
) -> ClaimLink:
    claim.refresh_from_db()
    refuse(rules.why_not_add_to_claim(Situation.load(claim, by)))
    link = _link(entry, claim, kind, other, by=by)
    workflow.touch(claim, basis_changed=False)
    after = _link_facts(kind, other)
    entry.write(Verb.CLAIM_LINKED, claim, by=by, claim=claim, after=after)
    return link


@action
def unlink_claims(entry: Entry, link: ClaimLink, *, by: User | None, reason: str) -> None:
    claim = link.claim
    claim.refresh_from_db()
    link.refresh_from_db()
    refuse(rules.why_not_add_to_claim(Situation.load(claim, by)))
    if not reason.strip():
        raise Invalid("reason", "required", "Say why you remove the link.")
    before = _link_facts(LinkKind(link.kind), link.other)
    link.delete()
    workflow.touch(claim, basis_changed=False)
    entry.write(Verb.CLAIM_UNLINKED, claim, by=by, claim=claim, before=before, reason=reason)


def _link_facts(kind: LinkKind, other: Claim) -> Facts:
    return {"kind": kind.value, "other": reference(other)}


def _reweigh(entry: Entry, claim: Claim) -> Facts:
    """Weigh a signed verdict of the claim again: its kind, chain, dates or questions decide what counts."""
    return reweigh_all(entry, Claim.objects.filter(pk=claim.pk), SinceSigning.BASIS_CHANGED)


def _round(claim: Claim, *, ended: bool) -> Facts:
    return {"round": claim.round} if ended else {}


def insert_claim(entry: Entry, given: ClaimGiven, *, by: User | None) -> Claim:
    claim = Claim.objects.create(
        **_columns(given),
        assessments_required=this_desk().assessments_required,
        created_at=entry.at,
        created_by=by,
    )
    claim.questions.add(*given.questions)
    return claim


def _columns(given: ClaimGiven, excluding: Claim | None = None) -> Columns:
    statement = " ".join(given.statement.split())
    if not statement:
        raise Invalid(
            "statement", "required", "Write the claim in words that can be understood alone."
        )
    external_id = plain_id(given.external_id) or None
    taken = Claim.objects.filter(external_id=external_id).exclude(
        pk=excluding.pk if excluding else 0
    )
    if external_id and taken.exists():
        raise Invalid(
            "external_id",
            "external_id_taken",
            "Another claim has this external id. Check it, or leave it empty.",
        )
    return {
        "statement": statement,
        "statement_key": statement_key(statement),
        "kind": given.kind,
        "language": given.language,
        "priority": given.priority,
        "external_id": external_id,
        **date_columns("said_on", given.said_on),
        **date_columns("about_on", given.about_on),
    }


def _quote_check(given: ClaimGiven, statement: str) -> ClaimGiven:
    return ClaimGiven(
        statement,
        ClaimKind.QUOTE,
        given.language,
        given.said_on,
        given.said_on,
        given.questions,
        given.priority,
    )


def insert_appearance(
    entry: Entry,
    claim: Claim,
    read: ReadAppearance,
    *,
    by: User | None,
    added: list[Source],
    suggestion: Suggestion | None = None,
) -> Appearance:
    article = read.given.article
    appearance = Appearance(claim=claim, article=article, created_at=entry.at, created_by=by)
    _write_appearance(entry, appearance, read, by=by, added=added, suggestion=suggestion)
    return appearance


def _write_appearance(
    entry: Entry,
    appearance: Appearance,
    read: ReadAppearance,
    *,
    by: User | None,
    added: list[Source],
    suggestion: Suggestion | None = None,
) -> None:
    """Write the appearance. Words are looked for in an archived copy of the article; without one they are kept as given."""
    given = read.given
    is_new = appearance.pk is None
    same_words = not is_new and _has_same_words(appearance, given)
    # A copy that arrived after the quote was searched for is searched now.
    copies = copies_of(given.article) if given.article and not same_words else ()
    snapshot, anchors = read.quote.find_in(copies)
    is_article = snapshot is not None and snapshot.can_hold_quotes
    if is_article and not anchors and not given.kept_if_not_found:
        if not given.quote.strip():
            raise Invalid("quote", "required", "Enter the exact words of the article.")
        raise Invalid(
            "quote",
            "not_found",
            "These words are not in the archived copy of the article. Check the wording.",
        )
    appearance.article = given.article
    appearance.article_title = "" if given.article else " ".join(given.article_title.split())
    appearance.quote = quoted(anchors) if anchors else given.quote.strip()
    if not same_words:
        appearance.quote_differs = read.quote.differs_from(snapshot.text) if snapshot else []
    appearance.translation = given.translation
    appearance.translated_by = given.translated_by
    appearance.save()
    if is_new:
        add_anchors(appearance, anchors)
    elif not same_words:  # otherwise they stay anchored in every copy they were found in
        set_anchors(appearance, anchors)
    accept_extracted(entry, appearance, by=by, suggestion=suggestion)
    if not is_new:
        appearance.chain.all().delete()
    for position, step in enumerate(given.chain_of(appearance.claim.kind)):
        _insert_step(entry, appearance, position, step, by=by, added=added)


def _has_same_words(appearance: Appearance, given: AppearanceGiven) -> bool:
    """Return True if its words are anchored already, at the same place."""
    known = list(appearance.anchors.all())
    return (
        bool(known)
        and (appearance.article, appearance.quote) == (given.article, given.quote.strip())
        and (given.near is None or any(anchor.start == given.near for anchor in known))
    )


def _insert_step(
    entry: Entry,
    appearance: Appearance,
    position: int,
    step: Step,
    *,
    by: User | None,
    added: list[Source],
) -> None:
    source = resolve(entry, step.source, by=by, added=added)
    if source is None and not step.label.strip():
        raise Invalid(
            "chain",
            "voice_required",
            "Each step of the chain needs a source or a description of an unnamed one.",
        )
    Attribution.objects.create(
        appearance=appearance,
        position=position,
        source=source,
        label=step.label.strip(),
        kind=step.kind,
        cue=step.cue,
        **date_columns("date", step.date),
    )


def _appearance_facts(appearance: Appearance) -> Facts:
    steps = appearance.chain.select_related("source")
    chain = [facts(step, "source", "label", "kind") for step in steps]
    return facts(appearance, *_APPEARANCE_FIELDS) | {"chain": chain} | differences_told(appearance)


def _link(
    entry: Entry, claim: Claim, kind: LinkKind, other: Claim, *, by: User | None
) -> ClaimLink:
    if claim == other:
        raise Invalid(
            "other", "itself", "Choose another claim. A claim cannot be linked to itself."
        )
    if kind == LinkKind.REPORTS and not (claim.kind == ClaimKind.QUOTE and other.is_factual):
        raise Invalid(
            "kind", "reports", "Only a quote check can report a claim, and only a factual one."
        )
    link, created = ClaimLink.objects.get_or_create(
        claim=claim, kind=kind, other=other, defaults={"created_at": entry.at, "created_by": by}
    )
    if not created:
        raise Refused(
            Denial(
                "linked_already", f"This claim is already linked to claim {other.pk} in this way."
            )
        )
    return link
