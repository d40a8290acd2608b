"""Questions and the stakes in them."""

from collections.abc import Sequence

from django.contrib import admin
from django.contrib.auth.models import User
from django.urls import reverse

from claims.actions import questions as question_actions
from claims.models import Question, Stake

from .base import DeskModelAdmin
from .inlines import RowsFormSet, RowsInline
from .model_forms import DeskModelForm, TypedForm


class StakeInline(RowsInline):
    model = Stake
    form = TypedForm
    fields = [("source", "party", "side"), "interest"]
    autocomplete_fields = ["source"]


@admin.register(Question)
class QuestionAdmin(DeskModelAdmin[Question]):
    fields = ["text", "note"]
    inlines = [StakeInline]
    list_display = ["text"]
    search_fields = ["text"]

    def links(self, obj: Question) -> list[tuple[str, str]]:
        return [("View on the desk", reverse("question_page", args=[obj.pk]))]

    def act(
        self,
        form: DeskModelForm,
        formsets: Sequence[RowsFormSet],
        obj: Question | None,
        *,
        by: User,
    ) -> Question:
        typed = form.cleaned_data
        stakes = [Stake(**row) for row in formsets[0].rows]
        if obj is None:
            return question_actions.add_question(
                typed["text"], note=typed["note"], stakes=stakes, by=by, token=self.token(form)
            )
        return question_actions.change_question(
            obj,
            text=typed["text"],
            note=typed["note"],
            stakes=stakes,
            seen_revision=typed["seen_revision"],
            by=by,
        )
