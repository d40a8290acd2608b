"""Pages of sources."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_safe

from claims import rules
from claims.actions.sources import add_source, change_source, merge_sources
from claims.enums import Role
from claims.errors import AsksWhich
from claims.forms.fields import source_chosen
from claims.forms.source_list import SourceFilterForm
from claims.forms.sources import MergeForm, MergeIntoForm, SourceForm
from claims.models import Source
from claims.reads.lists.choices import Choices
from claims.reads.record.record_page import history_of
from claims.reads.sources.merge_preview import MergePreview
from claims.reads.sources.source_doubles import possible_doubles
from claims.reads.sources.source_list import source_rows
from claims.reads.sources.source_page import SourcePage, given_of, load_source

from .base import DeskRequest, needs, show, show_list
from .submit import Outcome, submit


@require_safe
@needs(Role.READER)
def source_list(request: DeskRequest) -> HttpResponse:
    return show_list(
        request,
        "claims/sources/source_list.html",
        "sources",
        SourceFilterForm(request.GET),
        source_rows,
        may_not_write=rules.why_not_edit(request.user),
    )


@require_safe
@needs(Role.READER)
def source_doubles(request: DeskRequest) -> HttpResponse:
    """List records that are probably of one source, with the way to merge them."""
    context = {
        "doubles": possible_doubles(),
        "may_merge": rules.has_power(rules.roles_of(request.user), Role.EDITOR),
    }
    return show(request, "claims/sources/source_doubles.html", context)


@require_safe
@needs(Role.READER)
def source_page(request: DeskRequest, pk: int) -> HttpResponse:
    source = _find(pk)
    context = {
        "source": source,
        "page": SourcePage(source, request.user),
        "history": history_of("source", pk),
    }
    return show(request, "claims/sources/source_page.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Role.RESEARCHER)
def source_new(request: DeskRequest) -> HttpResponse:
    form, outcome = SourceForm(), Outcome[Source]()
    if request.method == "POST":
        form = SourceForm(request.POST)
        if meant := source_chosen(form.chosen):
            return redirect("source_page", meant.pk)
        outcome = submit(
            form,
            lambda: add_source(
                form.given(),
                as_new=form.chosen == "new",
                by=request.user,
                token=form.cleaned_data["token"],
            ),
        )
    if isinstance(outcome.error, AsksWhich):
        form.offer(outcome.error.choices)
    if outcome.is_saved:
        return redirect("source_page", outcome.result.pk)
    return _show_form(request, form, outcome)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Role.RESEARCHER)
def source_change(request: DeskRequest, pk: int) -> HttpResponse:
    source = _find(pk)
    if request.method != "POST":
        if source.merged_into:
            return redirect("source_page", pk)
        form = SourceForm(initial=vars(given_of(source)) | {"seen_revision": source.revision})
        return _show_form(request, form, Outcome(), source)
    form = SourceForm(request.POST)
    outcome = submit(
        form,
        lambda: change_source(
            source,
            form.given(),
            seen_revision=form.cleaned_data["seen_revision"],
            by=request.user,
        ),
    )
    if outcome.is_saved:
        messages.success(request, "Source corrected.")
        return redirect("source_page", pk)
    if outcome.is_stale:
        source = _find(pk)
        outcome.compare(form, given_of(source), form.given(), source.revision)
    return _show_form(request, form, outcome, source)


def _show_form(
    request: DeskRequest,
    form: SourceForm,
    outcome: Outcome[Source],
    source: Source | None = None,
) -> HttpResponse:
    context = {"form": form, "source": source, "outcome": outcome, "choices": Choices()}
    return show(request, "claims/sources/source_form.html", context, status=outcome.status)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Role.EDITOR)
def source_merge(request: DeskRequest, pk: int) -> HttpResponse:
    """Choose the record that remains, preview the merge, then merge."""
    source = _find(pk)
    if request.method == "POST":
        return _merge(request, source)
    if "into" not in request.GET:
        return _show_merge(request, source, MergeIntoForm())
    chosen = MergeIntoForm(request.GET)
    if not chosen.is_valid():
        return _show_merge(request, source, chosen, status=422)
    preview = MergePreview(source, chosen.cleaned_data["into"])
    form = MergeForm(initial={"into": preview.into} | preview.seen)
    return _show_merge(request, source, chosen, form, preview)


def _merge(request: DeskRequest, source: Source) -> HttpResponse:
    form = MergeForm(request.POST)
    outcome = submit(form, lambda: merge_sources(source, **form.cleaned_data, by=request.user))
    if outcome.is_saved:
        messages.success(request, f"“{source}” was merged into this source.")
        return redirect("source_page", outcome.result.pk)
    into = form.cleaned_data.get("into")
    preview = MergePreview(source, into) if into else None
    if preview and outcome.status == 409:
        form.show_seen(**preview.seen)
    if outcome.is_stale:
        form.add_error(
            None,
            "Somebody else changed one of the records. Both are shown above as they are now. "
            "Submit again to merge them.",
        )
    return _show_merge(request, source, MergeIntoForm(), form, preview, status=outcome.status)


def _show_merge(
    request: DeskRequest,
    source: Source,
    chosen: MergeIntoForm,
    form: MergeForm | None = None,
    preview: MergePreview | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    context = {
        "source": source,
        "chosen": chosen,
        "form": form,
        "preview": preview,
        "denial": rules.why_not_give_up(source),
        "choices": Choices(),
    }
    return show(request, "claims/sources/source_merge.html", context, status=status)


def _find(pk: int) -> Source:
    source = load_source(pk)
    if source is None:
        raise Http404
    return source
