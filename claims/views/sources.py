"""Pages of sources."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_safe

from claims import rules
from claims.actions.sources import add_source, change_source, merge_sources
from claims.enums import Role
from claims.errors import ActionError, Stale
from claims.forms.sources import MergeForm, MergeIntoForm, SourceForm
from claims.models import Source
from claims.models.base import read_number
from claims.reads.lists.choices import Choices
from claims.reads.record.record_page import history_of
from claims.reads.sources.merge_preview import MergePreview
from claims.reads.sources.source_list import source_rows
from claims.reads.sources.source_page import SourcePage, details_of, load_source, source_differs

from .base import DeskRequest, needs, refused, show


@require_safe
@needs(Role.READER)
def source_list(request: DeskRequest) -> HttpResponse:
    before = read_number(request.GET.get("before", ""))
    return show(
        request,
        "claims/sources/source_list.html",
        {
            "sources": source_rows(before),
            "first_page": before is None,
            "may_not_write": rules.why_not_edit(request.user),
        },
    )


@require_safe
@needs(Role.READER)
def source_page(request: DeskRequest, pk: int) -> HttpResponse:
    source = _source(pk)
    context = {
        "source": source,
        "page": SourcePage(source, request.user),
        "history": history_of("source", pk),
    }
    return show(request, "claims/sources/source_page.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Role.RESEARCHER)
def source_new(request: DeskRequest) -> HttpResponse:
    form = SourceForm(request.POST) if request.method == "POST" else SourceForm()
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                source = add_source(
                    form.details(), by=request.user, token=form.cleaned_data["token"]
                )
            except ActionError as error:
                status = refused(form, error)
            else:
                return redirect("source_page", source.pk)
    context = {"form": form, "choices": Choices()}
    return show(request, "claims/sources/source_form.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Role.RESEARCHER)
def source_change(request: DeskRequest, pk: int) -> HttpResponse:
    source = _source(pk)
    if source.merged_into and request.method != "POST":
        return redirect("source_page", pk)
    status = 200
    conflict: dict[str, str] = {}
    if request.method == "POST":
        form, status = SourceForm(request.POST), 422
        if form.is_valid():
            try:
                change_source(
                    source,
                    form.details(),
                    seen_revision=form.cleaned_data["revision"],
                    by=request.user,
                )
            except ActionError as error:
                status = refused(form, error)
                if isinstance(error, Stale):
                    theirs, yours = source_differs(_source(pk), form.details())
                    conflict = {"theirs": theirs, "yours": yours}
                    form.show_seen(revision=error.now)
            else:
                messages.success(request, "Source corrected.")
                return redirect("source_page", pk)
    else:
        form = SourceForm(initial=details_of(source))
    context = {"form": form, "source": source, "conflict": conflict, "choices": Choices()}
    return show(request, "claims/sources/source_form.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Role.EDITOR)
def source_merge(request: DeskRequest, pk: int) -> HttpResponse:
    """Choose the record that remains, preview the merge, then merge."""
    source = _source(pk)
    chosen = MergeIntoForm(request.GET) if "into" in request.GET else MergeIntoForm()
    form, into, status = None, None, 200
    if request.method == "POST":
        form, status = MergeForm(request.POST), 422
        if form.is_valid():
            into = form.cleaned_data["into"]
            try:
                stays = merge_sources(
                    source,
                    into,
                    seen_revision=form.cleaned_data["revision"],
                    seen_into_revision=form.cleaned_data["into_revision"],
                    reason=form.cleaned_data["reason"],
                    by=request.user,
                    token=form.cleaned_data["token"],
                )
            except ActionError as error:
                status = refused(form, error)
            else:
                messages.success(request, f"“{source}” was merged into this source.")
                return redirect("source_page", stays.pk)
        else:
            into = form.cleaned_data.get("into")
    elif chosen.is_bound:
        if chosen.is_valid():
            into = chosen.cleaned_data["into"]
        else:
            status = 422
    preview = MergePreview(source, into) if into else None
    if preview and form is None:
        form = MergeForm(initial={"into": into} | preview.seen)
    elif preview and form and status == 409:
        form.show_seen(**preview.seen)
    context = {
        "source": source,
        "chosen": chosen,
        "form": form,
        "preview": preview,
        "denial": rules.why_not_give_up(source),
        "choices": Choices(),
    }
    return show(request, "claims/sources/source_merge.html", context, status=status)


def _source(pk: int) -> Source:
    source = load_source(pk)
    if source is None:
        raise Http404
    return source
