"""Undo an import as one act: remove what it added, as long as nobody has worked on its claims or articles."""

from collections.abc import Iterator, Sequence
from itertools import islice

from django.contrib.auth.models import User
from django.db import models, transaction
from django.db.models import F, ProtectedError, Q

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
    OriginHint,
    Question,
    Shingle,
    Source,
    Suggestion,
)
from claims.models.imports import articles_worked_on
from claims.models.search.index import index_articles

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
    """Undo an import of claims or of articles. Refused if somebody worked on one of them.

    Claims are removed, with the sources and questions that came with them and that nothing else names by now. Articles
    are taken off the desk: their copies are sealed and stay. One that came with claims and has neither a copy nor an
    attempt to get one is removed, and one that is used is kept. About 3 ms a claim and 5 ms an article, under the lock.
    """
    run.refresh_from_db()
    added: dict[str, list[int]] = {}
    for object_type, object_id in run.rows.order_by("pk").values_list("object_type", "object_id"):
        added.setdefault(object_type, []).append(object_id)
    claims, articles = added.get("claim", []), added.get("article", [])
    refuse(rules.why_not_undo_import(rules.roles_of(by), by, run, worked_on(claims, articles)))
    for ids in _chunks(claims):
        _remove_claims(ids)
    after: Facts = {"claims_removed": len(claims)} if claims else {}
    for object_type, model in _NAMED:
        ids = added.get(object_type, [])
        removed, kept = (
            _remove_named(model, ids, run) if claims or model is not Article else ([], ids)
        )
        if model is Article:
            used = {article.pk for some in _chunks(kept) for article in articles_worked_on(some)}
            off = [pk for pk in kept if pk not in used]
            after |= {"articles_taken_off": _take_off(entry, run, off)} if off else {}
            kept = [pk for pk in kept if pk in used]
        after |= {f"{object_type}s_removed": removed} if removed else {}
        told = [reference(row) for row in model._default_manager.filter(pk__in=kept).order_by("pk")]
        after |= {f"{object_type}s_kept": told} if told else {}
    run.undone_at, run.undone_by = entry.at, by
    run.save(update_fields=["undone_at", "undone_by"])
    entry.write(Verb.IMPORT_UNDONE, run, by=by, after=after)
    return run


def worked_on(claims: Sequence[int], articles: Sequence[int]) -> list[Claim | Article]:
    """Return what keeps an import from being undone: of its claims, or of its articles if it has no claims."""
    if claims:
        found = (Claim.objects.filter(pk__in=ids).worked_on() for ids in _chunks(claims))
        return [claim for some in found for claim in some]
    return [article for ids in _chunks(articles) for article in articles_worked_on(ids)]


def _take_off(entry: Entry, run: Import, articles: Sequence[int]) -> list[Facts]:
    """Take articles off the desk. Return what the Event tells of them: their publisher may be removed next."""
    told = list[Facts]()
    for ids in _chunks(articles):
        rows = Article.objects.filter(pk__in=ids).select_related("publisher").order_by("pk")
        named = [
            reference(row) | ({"publisher": reference(row.publisher)} if row.publisher else {})
            for row in rows
        ]
        told += named
        both = Q(article__in=ids) | Q(other__in=ids)
        OriginHint.objects.filter(both, dismissed_at=None).delete()
        Shingle.objects.filter(article__in=ids).delete()
        Suggestion.objects.waiting().filter(article__in=ids).delete()
        CaptureRequest.objects.waiting().filter(article__in=ids).update(
            state=CaptureState.GIVEN_UP, problem_code="undone", ended_at=entry.at
        )
        # Without a current copy nothing is read, found or compared in it any more.
        rows.order_by().update(undone_with=run, snapshot=None, revision=F("revision") + 1)
        index_articles(rows)
    return told


def _chunks(ids: Sequence[int]) -> Iterator[list[int]]:
    rest = iter(ids)
    while chunk := list(islice(rest, _AT_ONCE)):
        yield chunk


def _remove_claims(ids: Sequence[int]) -> None:
    accepted = Suggestion.objects.filter(claim__in=ids)
    accepted.update(state=SuggestionState.WAITING, claim=None, decided_at=None, decided_by=None)
    Appearance.objects.filter(claim__in=ids).delete()
    Claim.objects.filter(pk__in=ids).delete()


def _remove_named(
    model: type[models.Model], ids: Sequence[int], run: Import
) -> tuple[list[Facts], list[int]]:
    """Remove the rows that nothing names any more. Return what was removed, and the ids of what is kept."""
    removed, kept = list[Facts](), list[int]()
    known_to_record = set(
        Event.objects.filter(object_type=model._meta.model_name, object_id__in=ids).values_list(
            "object_id", flat=True
        )
    )
    for row in model._default_manager.filter(pk__in=ids).order_by("pk"):
        told = reference(row)
        pk = row.pk
        if pk not in known_to_record and not _is_listed(row) and _delete(row, run):
            removed.append(told)
        else:
            kept.append(pk)
    return removed, kept


def _is_listed(row: models.Model) -> bool:
    """Return whether a list of another row has it: such a list would only become shorter."""
    if isinstance(row, Question):
        return row.claims.exists()
    return isinstance(row, Source) and row.joint_statements.exists()


def _delete(row: models.Model, run: Import) -> bool:
    """Delete a row unless another names it. An article that is off the desk with its import needs no publisher."""
    try:
        with transaction.atomic():
            if isinstance(row, Source):
                row.articles.filter(undone_with=run).update(publisher=None)
            if isinstance(row, Article):
                waiting = CaptureRequest.objects.filter(article=row, attempts=0)
                waiting.filter(state=CaptureState.WAITING).delete()
            row.delete()
    except ProtectedError:
        return False
    return True
