"""Add and correct questions, and what the sources involved have at stake in them."""

from collections.abc import Sequence

from django.contrib.auth.models import User

from claims import rules, workflow
from claims.enums import Role, SinceSigning, Verb
from claims.errors import Invalid, refuse, refuse_stale
from claims.models import Claim, Question, Source, Stake
from claims.models.questions import question_key

from .record import Entry, Facts, action, changed, facts
from .reweighing import reweigh_all


@action
def add_question(
    entry: Entry,
    text: str,
    *,
    by: User | None,
    note: str = "",
    stakes: Sequence[Stake] = (),
    token: str | None = None,
) -> Question:
    refuse(rules.why_not_role(rules.roles_of(by), Role.RESEARCHER))
    if done := entry.find_repeat(token):
        return Question.objects.get(pk=done.object_id)
    text = _question_text(text)
    question = Question.objects.create(text=text, note=note, created_at=entry.at, created_by=by)
    after = facts(question, "text", "note") | {"stakes": _set_stakes(question, stakes)}
    entry.write(Verb.QUESTION_ADDED, question, by=by, after=after, token=token)
    return question


@action
def change_question(
    entry: Entry,
    question: Question,
    *,
    text: str,
    note: str,
    stakes: Sequence[Stake],
    seen_revision: int | None,
    by: User | None,
) -> Question:
    """Correct a question. `stakes` are unsaved rows that replace the current ones."""
    refuse(rules.why_not_role(rules.roles_of(by), Role.RESEARCHER))
    question.refresh_from_db()
    refuse_stale(seen_revision, question.revision)
    before = facts(question, "text", "note") | {"stakes": _stakes(question)}
    text = _question_text(text, excluding=question)
    Question.objects.swap(
        question.pk,
        seen_revision=question.revision,
        text=text,
        note=note,
        folded_text=question_key(text),
    )
    question.refresh_from_db()
    after = facts(question, "text", "note") | {"stakes": _set_stakes(question, stakes)}
    before, after = changed(before, after)
    if "stakes" in after:
        claims = Claim.objects.filter(questions=question)
        workflow.touch_all(claims)
        after |= reweigh_all(entry, claims, SinceSigning.BASIS_CHANGED)
    entry.write(Verb.QUESTION_CHANGED, question, by=by, before=before, after=after)
    return question


def _question_text(text: str, excluding: Question | None = None) -> str:
    text = " ".join(text.split())
    if not text:
        raise Invalid("text", "required", "Write the question.")
    if Question.objects.asking(text).exclude(pk=excluding.pk if excluding else 0).exists():
        raise Invalid(
            "text", "question_taken", "This question already exists. Use the existing one."
        )
    return text


def _stakes(question: Question) -> list[Facts]:
    rows = Stake.objects.filter(question=question).select_related("source").order_by("source__name")
    return [facts(row, "source", "party", "side", "interest") for row in rows]


def _set_stakes(question: Question, stakes: Sequence[Stake]) -> list[Facts]:
    given = [stake.source_id for stake in stakes]
    merged = Source.objects.filter(pk__in=given, merged_into__isnull=False)
    current = {source.pk: source.merged_into_id or source.pk for source in merged}
    sources = [current.get(pk, pk) for pk in given]
    if len(sources) != len(set(sources)):
        raise Invalid("stakes", "source_twice", "A source can have only one stake in a question.")
    Stake.objects.filter(question=question).delete()
    Stake.objects.bulk_create(
        Stake(question=question, source_id=pk, party=s.party, side=s.side, interest=s.interest)
        for pk, s in zip(sources, stakes, strict=True)
    )
    return _stakes(question)
