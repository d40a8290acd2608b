"""Undo an import as one act: remove what it added, as long as nobody has worked on its claims."""

from collections.abc import Iterator, Sequence
from itertools import islice

from django.contrib.auth.models import User
from django.db import models, transaction
from django.db.models import ProtectedError

from claims import rules
from claims.enums import CaptureState, SuggestionState, Verb
from claims.errors import refuse
from claims.models import (
    Appearance,
    Article,
    CaptureRequest,
    Claim,
    Event,
    Import,
    Question,
    Source,
    Suggestion,
)

from .record import Entry, Facts, action, reference

_AT_ONCE = 500  # rows of one statement

# What claims name, in an order in which nothing is left that names the next.
_NAMED: tuple[tuple[str, type[models.Model]], ...] = (
    ("article", Article),
    ("question", Question),
    ("source", Source),
)


@action
def undo_import(entry: Entry, run: Import, *, by: User | None) -> Import:
    """Remove the claims of an import, and the sources, questions and articles that came with them.

    Refused if somebody worked on one of the claims. What other rows name by now, and articles with an archived copy or
    an attempt to get one, are kept and named in the Event. About 3 ms a claim, under the lock.
    """
    run.refresh_from_db()
    added: dict[str, list[int]] = {}
    for object_type, object_id in run.rows.order_by("pk").values_list("object_type", "object_id"):
        added.setdefault(object_type, []).append(object_id)
    claims = added.get("claim", [])
    worked_on = [
        claim for ids in _chunks(claims) for claim in Claim.objects.filter(pk__in=ids).worked_on()
    ]
    refuse(rules.why_not_undo_import(rules.roles_of(by), by, run, worked_on))
    for ids in _chunks(claims):
        _remove_claims(ids)
    after: Facts = {"claims_removed": len(claims)}
    for object_type, model in _NAMED:
        removed, kept = _remove_named(model, added.get(object_type, []))
        after |= {f"{object_type}s_removed": removed} if removed else {}
        after |= {f"{object_type}s_kept": kept} if kept else {}
    run.undone_at, run.undone_by = entry.at, by
    run.save(update_fields=["undone_at", "undone_by"])
    entry.write(Verb.IMPORT_UNDONE, run, by=by, after=after)
    return run


def _chunks(ids: Sequence[int]) -> Iterator[list[int]]:
    rest = iter(ids)
    while chunk := list(islice(rest, _AT_ONCE)):
        yield chunk


def _remove_claims(ids: Sequence[int]) -> None:
    accepted = Suggestion.objects.filter(claim__in=ids)
    accepted.update(state=SuggestionState.WAITING, claim=None, decided_at=None, decided_by=None)
    Appearance.objects.filter(claim__in=ids).delete()
    Claim.objects.filter(pk__in=ids).delete()


def _remove_named(model: type[models.Model], ids: Sequence[int]) -> tuple[list[Facts], list[Facts]]:
    """Remove the rows that nothing names any more. Return what was removed, and what is kept."""
    removed, kept = list[Facts](), list[Facts]()
    known_to_record = set(
        Event.objects.filter(object_type=model._meta.model_name, object_id__in=ids).values_list(
            "object_id", flat=True
        )
    )
    for row in model._default_manager.filter(pk__in=ids).order_by("pk"):
        told = reference(row)
        is_free = row.pk not in known_to_record and not _is_listed(row)
        (removed if is_free and _delete(row) else kept).append(told)
    return removed, kept


def _is_listed(row: models.Model) -> bool:
    """Return whether a list of another row has it: such a list would only become shorter."""
    if isinstance(row, Question):
        return row.claims.exists()
    return isinstance(row, Source) and row.joint_statements.exists()


def _delete(row: models.Model) -> bool:
    try:
        with transaction.atomic():
            if isinstance(row, Article):
                waiting = CaptureRequest.objects.filter(article=row, attempts=0)
                waiting.filter(state=CaptureState.WAITING).delete()
            row.delete()
    except ProtectedError:
        return False
    return True
