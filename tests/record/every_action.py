"""Every action of the desk once: each case prepares what it needs, and returns the call."""

from typing import Any

from claims.actions import (
    account_erasure,
    desk,
    evidence,
    origins,
    overrides,
    review,
    sources,
)
from claims.actions import accounts as account_actions
from claims.actions import claims as claim_actions
from claims.actions import downloads as download_actions
from claims.actions import exports as export_actions
from claims.actions import import_undo as undo_actions
from claims.actions import imports as import_actions
from claims.actions import questions as question_actions
from claims.enums import (
    AttributionKind,
    BearsOn,
    ClaimKind,
    ClaimStatus,
    EvidenceKind,
    LinkKind,
    OriginKind,
    Role,
    SourceKind,
    Stance,
    Verb,
    VerdictChange,
)
from claims.exports.filters import Filters
from claims.given import (
    AppearanceGiven,
    ClaimGiven,
    ClaimRow,
    DownloadGiven,
    EvidenceGiven,
    LinkGiven,
    NewSource,
    Step,
)
from claims.models import Claim, Desk, Import
from claims.models.accounts import account_revision
from claims.reads.exports.verdicts import export_given, moment_of
from tests.factories import (
    ArticleFactory,
    ClaimFactory,
    EvidenceFactory,
    SourceFactory,
    assess,
    assessment_given,
    change_account,
    rating,
    sign_off,
    sign_off_given,
    walk_to,
)

# Importing the other cases collects them.
from . import every_article_action  # noqa: F401
from .cases import CASES, VARIANTS, Prepare, case, variant

__all__ = ["CASES", "VARIANTS"]

S = ClaimStatus


def given_evidence(people: Any, **more: Any) -> EvidenceGiven:
    outlet = SourceFactory(by=people.researcher)
    return EvidenceGiven(
        Stance.CORROBORATES, EvidenceKind.STATEMENT, outlet, OriginKind.OWN_REPORTING, **more
    )


@case(Verb.USER_CREATED)
def create_user(people: Any) -> Any:
    return lambda: account_actions.create_user("novice", roles=[Role.READER], by=people.admin)


@case(Verb.USER_CHANGED)
def change_user(people: Any) -> Any:
    user = people.reader
    return lambda: change_account(user, roles=[], by=people.admin)


@case(Verb.PASSWORD_CHANGED)
def change_password(people: Any) -> Any:
    user = people.reader
    return lambda: account_actions.change_password(user, "nine-cranes-7!", by=user)


@case(Verb.PASSWORD_RESET)
def reset_password(people: Any) -> Any:
    user = people.reader
    return lambda: account_actions.reset_password(user, "nine-cranes-7!", by=user)


@case(Verb.RATING_ADDED)
def add_rating(people: Any) -> Any:
    details = desk.RatingDetails("satire", "Satire", "Meant as a joke.")
    return lambda: desk.add_rating(details, by=people.admin)


@case(Verb.RATING_CHANGED)
def change_rating(people: Any) -> Any:
    details = desk.RatingDetails("supported", "Borne out", "It is so.")
    return lambda: desk.change_rating(
        rating("supported"), details, seen_revision=1, by=people.admin
    )


@case(Verb.DESK_CHANGED)
def change_desk(people: Any) -> Any:
    details = desk.DeskDetails(assessments_required=2, one_person=False)
    return lambda: desk.change_desk(details, seen_revision=1, by=people.admin)


@case(Verb.ROWS_RECORDED)
def record_rows(people: Any) -> Any:
    return lambda: desk.record_rows("claims_desk", [1], by=people.admin)


@case(Verb.EXPORT_NUMBERED)
def number_export(people: Any) -> Any:
    reader = people.reader
    moment = moment_of(None)
    given = export_given(Filters(), {}, moment, bom=True)
    return lambda: export_actions.number_export(given, by=reader)


@case(Verb.EXPORT_DOWNLOADED)
def record_download(people: Any) -> Any:
    filters, rows = {"language": "en"}, {"verdicts.csv": 2, "evidence.csv": 3}
    at, reader = moment_of(None).at, people.reader
    given = DownloadGiven("bundle.zip", filters, at, rows, 900, "0" * 64, export=1)
    return lambda: download_actions.record_download(given, by=reader)


@case(Verb.COPY_DOWNLOADED)
def record_copy_download(people: Any) -> Any:
    copy, reader = ArticleFactory(by=people.researcher).snapshot, people.reader
    return lambda: download_actions.record_copy_download(copy, "1" * 64, by=reader)


@case(Verb.SOURCE_ADDED)
def add_source(people: Any) -> Any:
    details = sources.SourceDetails("Herald", SourceKind.OUTLET)
    return lambda: sources.add_source(details, by=people.researcher)


@case(Verb.SOURCE_CHANGED)
def change_source(people: Any) -> Any:
    source = SourceFactory(by=people.researcher)
    details = sources.SourceDetails("Herald", SourceKind.OUTLET)
    return lambda: sources.change_source(source, details, seen_revision=1, by=people.researcher)


@case(Verb.SOURCES_MERGED)
def merge_sources(people: Any) -> Any:
    one, other = SourceFactory(by=people.researcher), SourceFactory(by=people.researcher)
    return lambda: sources.merge_sources(
        one, other, seen_revision=1, seen_into_revision=1, reason="one paper", by=people.editor
    )


@case(Verb.CLAIM_HINT_DISMISSED)
def set_aside(people: Any) -> Any:
    claim = ClaimFactory(people=people)
    return lambda: origins.set_aside(
        claim,
        "passage:1",
        noticed={"kind": "passage", "article": 1, "words": "No crane."},
        by=people.researcher,
    )


@case(Verb.QUESTION_ADDED)
def add_question(people: Any) -> Any:
    return lambda: question_actions.add_question("Is the quay closed?", by=people.researcher)


@case(Verb.QUESTION_CHANGED)
def change_question(people: Any) -> Any:
    question = question_actions.add_question("Is the quay closed?", by=people.researcher)
    return lambda: question_actions.change_question(
        question, text="Was it?", note="", stakes=[], seen_revision=1, by=people.researcher
    )


@case(Verb.CLAIM_ADDED)
def add_claim(people: Any) -> Any:
    article = ArticleFactory(by=people.researcher)
    appearance = claim_actions.read_appearance(
        AppearanceGiven(article, "all four cranes will stay")
    )
    return lambda: claim_actions.add_claim(
        ClaimGiven("The cranes stay.", ClaimKind.FACTUAL),
        by=people.researcher,
        appearance=appearance,
        quote_check="The harbour master says the cranes stay.",
    )


@case(Verb.CLAIMS_IMPORTED)
def import_claims(people: Any) -> Any:
    rows = [
        ClaimRow(2, "a-1", "The cranes stay.", "all four", "A voice", "https://example.org/a"),
        ClaimRow(3, "a-2", "The quay closes.", speaker="A voice", question="Does the quay close?"),
        ClaimRow(4, "", "", fault="external_id: This field is required."),
    ]
    (read,) = import_actions.read_claim_rows([rows])
    return lambda: import_actions.import_claims(read, by=people.researcher)


@case(Verb.IMPORT_UNDONE)
def undo_import(people: Any) -> Any:
    rows = [ClaimRow(2, "a-1", "The cranes stay.", "all four", "A voice", "https://example.org/a")]
    (read,) = import_actions.read_claim_rows([rows])
    import_actions.import_claims(read, by=people.researcher)
    run = Import.objects.get()
    return lambda: undo_actions.undo_import(run, by=people.researcher)


@case(Verb.CLAIM_CHANGED)
def change_claim(people: Any) -> Any:
    claim = ClaimFactory(people=people)
    given = ClaimGiven("The cranes go.", ClaimKind.FACTUAL)
    return lambda: claim_actions.change_claim(claim, given, seen_revision=1, by=people.researcher)


@case(Verb.APPEARANCE_ADDED)
def add_appearance(people: Any) -> Any:
    claim = ClaimFactory(people=people)
    given = claim_actions.read_appearance(
        AppearanceGiven(ArticleFactory(by=people.researcher), "all four cranes will stay")
    )
    return lambda: claim_actions.add_appearance(claim, given, by=people.researcher)


@case(Verb.APPEARANCE_CHANGED)
def change_appearance(people: Any) -> Any:
    article = ArticleFactory(by=people.researcher)
    appearance = ClaimFactory(people=people, article=article).appearances.get()
    given = claim_actions.read_appearance(AppearanceGiven(article, "all four cranes"))
    return lambda: claim_actions.change_appearance(
        appearance, given, seen_revision=1, by=people.researcher
    )


@case(Verb.CLAIM_LINKED)
def link_claims(people: Any) -> Any:
    one, two = ClaimFactory(people=people), ClaimFactory(people=people)
    return lambda: claim_actions.link_claims(one, LinkKind.CONTRADICTS, two, by=people.researcher)


@case(Verb.CLAIM_UNLINKED)
def unlink_claims(people: Any) -> Any:
    link = link_claims(people)()
    return lambda: claim_actions.unlink_claims(link, by=people.researcher, reason="they do not")


@case(Verb.EVIDENCE_ATTACHED)
def attach_evidence(people: Any) -> Any:
    claim, read = ClaimFactory(people=people), evidence.read_evidence(given_evidence(people))
    return lambda: evidence.attach_evidence(claim, read, by=people.researcher)


@case(Verb.EVIDENCE_CHANGED)
def change_evidence(people: Any) -> Any:
    one = EvidenceFactory(claim=ClaimFactory(people=people), by=people.researcher)
    read = evidence.read_evidence(given_evidence(people, bears_on=BearsOn.PART))
    return lambda: evidence.change_evidence(one, read, seen_revision=1, by=people.researcher)


@case(Verb.EVIDENCE_WITHDRAWN)
def withdraw_evidence(people: Any) -> Any:
    one = EvidenceFactory(claim=ClaimFactory(people=people), by=people.researcher)
    return lambda: evidence.withdraw_evidence(
        one, seen_revision=1, reason="a hoax", by=people.researcher
    )


ANYWAY = {
    "two_origins": "The registers are closed until autumn.",
    "non_party_origin": "Nobody else was at the harbour.",
}


def overridden(people: Any) -> Claim:
    """Return an agreed claim that only an override can sign, on a desk that asks for a second editor."""
    now = Desk.objects.get()
    details = desk.DeskDetails(now.assessments_required, now.one_person, second_editor=True)
    desk.change_desk(details, seen_revision=now.revision, by=people.admin)
    claim: Claim = ClaimFactory(people=people)
    EvidenceFactory(claim=claim, by=people.researcher)
    assess(claim, people.reviewer1, "supported")
    claim.refresh_from_db()
    return claim


@case(Verb.OVERRIDES_PROPOSED)
def propose_overrides(people: Any) -> Any:
    claim, given = overridden(people), sign_off_given(overrides=ANYWAY)
    return lambda: overrides.propose_overrides(
        claim, given, seen_revision=claim.revision, by=people.editor
    )


def proposed(people: Any) -> Claim:
    claim: Claim = propose_overrides(people)().claim
    claim.refresh_from_db()
    return claim


@case(Verb.SIGNED_OFF)
def confirm_overrides(people: Any) -> Any:
    claim, second = proposed(people), people.editor2
    return lambda: overrides.confirm_overrides(claim, seen_revision=claim.revision, by=second)


@case(Verb.OVERRIDES_DECLINED)
def decline_overrides(people: Any) -> Any:
    claim, second = proposed(people), people.editor2
    return lambda: overrides.decline_overrides(
        claim, reason="Ask the union.", seen_revision=claim.revision, by=second
    )


def move(name: str, status: ClaimStatus, *given: Any, **more: Any) -> Prepare:
    def prepare(people: Any) -> Any:
        claim = ClaimFactory(people=people, status=status)
        arguments = [make() for make in given]
        return lambda: getattr(review, name)(
            claim, *arguments, seen_revision=claim.revision, by=people.editor, **more
        )

    return prepare


CASES |= {
    "settle": (Verb.SETTLED, move("settle", S.DISAGREED, assessment_given)),
    "sign_off": (Verb.SIGNED_OFF, move("sign_off", S.AGREED, sign_off_given)),
    "return_to_open": (Verb.RETURNED, move("return_to_open", S.AGREED, comment="x")),
    "reopen": (Verb.REOPENED, move("reopen", S.SIGNED_OFF, reason="x")),
    "withdraw_claim": (Verb.CLAIM_WITHDRAWN, move("withdraw_claim", S.SIGNED_OFF, reason="x")),
    "restore": (Verb.CLAIM_RESTORED, move("restore", S.WITHDRAWN, reason="x")),
    "assign": (Verb.CLAIM_ASSIGNED, move("assign", S.OPEN, assignee=None)),
    "require_assessments": (Verb.CLAIM_CHANGED, move("require_assessments", S.OPEN, number=2)),
}


@case(Verb.ASSESSED)
def _assess(people: Any) -> Any:
    claim = ClaimFactory(people=people)
    EvidenceFactory(claim=claim, by=people.researcher)
    return lambda: assess(claim, people.reviewer1)


@case(Verb.COMMENTED)
def comment(people: Any) -> Any:
    claim = ClaimFactory(people=people)
    return lambda: review.comment(claim, "Who saw it?", by=people.researcher)


CASES["assess"] = CASES.pop("_assess")


# What the same actions write in other cases. Each returns its call, too.
@variant
def set_password(people: Any) -> Any:
    user = people.reader
    return lambda: account_actions.change_user(
        user,
        roles=[],
        is_active=True,
        email="",
        password="nine-cranes-7!",
        seen_revision=account_revision(user),
        by=people.admin,
    )


@variant
def deactivate_account(people: Any) -> Any:
    claim = ClaimFactory(people=people, status=S.IN_REVIEW)
    review.assign(claim, people.reviewer1, seen_revision=claim.revision, by=people.editor)
    user = people.reviewer1
    return lambda: change_account(user, roles=[Role.REVIEWER], is_active=False, by=people.admin)


@variant
def withdraw_duplicate(people: Any) -> Any:
    claim, other = ClaimFactory(people=people, status=S.SIGNED_OFF), ClaimFactory(people=people)
    return lambda: review.withdraw_claim(
        claim, duplicate_of=other, seen_revision=claim.revision, by=people.editor
    )


@variant
def correct_verdict(people: Any) -> Any:
    claim = ClaimFactory(people=people, status=S.SIGNED_OFF)
    review.reopen(claim, reason="x", seen_revision=claim.revision, by=people.editor)
    walk_to(S.AGREED, claim, people)
    return lambda: sign_off(claim, people.editor, change=VerdictChange.CORRECTION, reason="x")


@variant
def extract_claim_with_links(people: Any) -> Any:
    article, other = ArticleFactory(by=people.researcher), ClaimFactory(people=people)
    chain = (
        Step(AttributionKind.REPORTED, NewSource("A paper", SourceKind.OUTLET)),
        Step(AttributionKind.DECLINED, None, label="A docker"),
    )
    return lambda: claim_actions.add_claim(
        ClaimGiven("The cranes stay until autumn.", ClaimKind.FACTUAL),
        appearance=claim_actions.read_appearance(
            AppearanceGiven(article, "all four cranes will stay", chain)
        ),
        links=[LinkGiven(LinkKind.PART_OF, other)],
        by=people.researcher,
    )


@variant
def accept_proposal(people: Any) -> Any:
    one = EvidenceFactory(claim=ClaimFactory(people=people), by=people.researcher)
    model = EvidenceFactory(claim=one.claim, by=people.researcher)
    read = evidence.read_evidence(given_evidence(people, derived_from=model))
    noticed = {"kind": "derived", "evidence": one.pk, "derived_from": model.pk}
    return lambda: evidence.change_evidence(
        one, read, seen_revision=one.revision, proposal=noticed, by=people.researcher
    )


@case(Verb.ACCOUNT_ERASED)
def erase_account(people: Any) -> Any:
    user = change_account(people.reader, roles=[], is_active=False, by=people.admin)
    return lambda: account_erasure.erase_account(user, reason="Left.", by=people.admin)
