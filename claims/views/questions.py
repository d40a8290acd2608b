"""Pages of questions."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_safe

from claims import rules
from claims.actions.questions import add_question, change_question
from claims.enums import Role
from claims.forms.question_list import QuestionFilterForm
from claims.forms.questions import QuestionForm
from claims.models import Question
from claims.reads.lists.choices import Choices
from claims.reads.questions.question_list import question_rows
from claims.reads.questions.question_page import QuestionPage, given_of, stakes_of
from claims.reads.record.record_page import history_of

from .base import DeskRequest, needs, show, show_list
from .submit import Outcome, submit


@require_safe
@needs(Role.READER)
def question_list(request: DeskRequest) -> HttpResponse:
    return show_list(
        request,
        "claims/questions/question_list.html",
        "questions",
        QuestionFilterForm(request.GET),
        question_rows,
        may_not_write=rules.why_not_edit(request.user),
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
    form, outcome = QuestionForm(), Outcome[Question]()
    if request.method == "POST":
        form = QuestionForm(request.POST)
        outcome = submit(
            form,
            lambda: add_question(
                **vars(form.given()), by=request.user, token=form.cleaned_data["token"]
            ),
        )
    if outcome.is_saved:
        return redirect("question_page", outcome.result.pk)
    return _show_form(request, form, outcome)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Role.RESEARCHER)
def question_change(request: DeskRequest, pk: int) -> HttpResponse:
    question = get_object_or_404(Question, pk=pk)
    if request.method != "POST":
        initial = {"text": question.text, "note": question.note, "seen_revision": question.revision}
        form = QuestionForm(initial=initial, stakes=stakes_of(question))
        return _show_form(request, form, Outcome(), question)
    form = QuestionForm(request.POST)
    outcome = submit(
        form,
        lambda: change_question(
            question,
            **vars(form.given()),
            seen_revision=form.cleaned_data["seen_revision"],
            by=request.user,
        ),
    )
    if outcome.is_saved:
        messages.success(request, "Question corrected.")
        return redirect("question_page", pk)
    if outcome.is_stale:
        question.refresh_from_db()
        outcome.compare(form, given_of(question), form.given(), question.revision)
    return _show_form(request, form, outcome, question)


def _show_form(
    request: DeskRequest,
    form: QuestionForm,
    outcome: Outcome[Question],
    question: Question | None = None,
) -> HttpResponse:
    context = {"form": form, "question": question, "outcome": outcome, "choices": Choices()}
    return show(request, "claims/questions/question_form.html", context, status=outcome.status)
