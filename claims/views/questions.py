"""Pages of questions."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_safe

from claims import rules
from claims.actions.questions import add_question, change_question
from claims.enums import Role
from claims.errors import ActionError, Stale
from claims.forms.questions import QuestionForm
from claims.models import Question
from claims.models.base import read_number
from claims.reads.lists.choices import Choices
from claims.reads.questions.question_list import question_rows
from claims.reads.questions.question_page import QuestionPage, question_differs, stakes_of
from claims.reads.record.record_page import history_of

from .base import DeskRequest, needs, refused, show


@require_safe
@needs(Role.READER)
def question_list(request: DeskRequest) -> HttpResponse:
    before = read_number(request.GET.get("before", ""))
    return show(
        request,
        "claims/questions/question_list.html",
        {
            "questions": question_rows(before),
            "first_page": before is None,
            "may_not_write": rules.why_not_edit(request.user),
        },
    )


@require_safe
@needs(Role.READER)
def question_page(request: DeskRequest, pk: int) -> HttpResponse:
    question = get_object_or_404(Question, pk=pk)
    context = {
        "question": question,
        "page": QuestionPage(question, request.user),
        "history": history_of("question", pk),
    }
    return show(request, "claims/questions/question_page.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Role.RESEARCHER)
def question_new(request: DeskRequest) -> HttpResponse:
    form = QuestionForm(request.POST) if request.method == "POST" else QuestionForm()
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                question = add_question(
                    form.cleaned_data["text"],
                    note=form.cleaned_data["note"],
                    stakes=form.stakes.stakes(),
                    by=request.user,
                    token=form.cleaned_data["token"],
                )
            except ActionError as error:
                status = refused(form, error)
            else:
                return redirect("question_page", question.pk)
    context = {"form": form, "choices": Choices()}
    return show(request, "claims/questions/question_form.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Role.RESEARCHER)
def question_change(request: DeskRequest, pk: int) -> HttpResponse:
    question = get_object_or_404(Question, pk=pk)
    status = 200
    conflict: dict[str, str] = {}
    if request.method == "POST":
        form, status = QuestionForm(request.POST), 422
        if form.is_valid():
            given: dict[str, Any] = {name: form.cleaned_data[name] for name in ("text", "note")}
            given["stakes"] = form.stakes.stakes()
            try:
                change_question(
                    question,
                    **given,
                    seen_revision=form.cleaned_data["revision"],
                    by=request.user,
                )
            except ActionError as error:
                status = refused(form, error)
                if isinstance(error, Stale):
                    theirs, yours = question_differs(question, **given)
                    conflict = {"theirs": theirs, "yours": yours}
                    form.show_seen(revision=error.now)
            else:
                messages.success(request, "Question corrected.")
                return redirect("question_page", pk)
    else:
        initial = {name: getattr(question, name) for name in ("text", "note", "revision")}
        form = QuestionForm(initial=initial, stakes=stakes_of(question))
    context = {"form": form, "question": question, "conflict": conflict, "choices": Choices()}
    return show(request, "claims/questions/question_form.html", context, status=status)
