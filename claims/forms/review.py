"""Forms of a claim's moves, its comments and its assignment."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django import forms
from django.contrib.auth.models import User

from claims.enums import Confidence, PolicyRule, VerdictChange
from claims.given import AssessmentGiven, SignOffGiven
from claims.models import Rating
from claims.models.claims import MOST_ASSESSMENTS
from claims.policy import Result
from claims.reads.review.policy_words import RatingNeeds

from .fields import ChoiceField, ClaimField, RevisionField, TextField, TokenField
from .panel import PanelForm, SeenForm


class RatingForm(SeenForm):
    rating = forms.ModelChoiceField(
        queryset=Rating.objects.none(),
        to_field_name="code",
        empty_label=None,
        widget=forms.RadioSelect,
        label="Rating",
    )
    rationale = TextField(
        long=True,
        label="Rationale",
        help_text="Explain your rating from the evidence on this page. If evidence is missing, say what.",
    )
    confidence = ChoiceField(enum=Confidence, segmented=True, label="Confidence")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rating: Any = self.fields["rating"]
        rating.queryset = Rating.objects.active()

        self.needs: Mapping[str, RatingNeeds] = {}  # by the rating's code; the page fills it in

    def rated(self) -> Iterator[tuple[Any, RatingNeeds | None]]:
        """Yield each rating's radio, with what the policy would still need for it."""
        for radio in self["rating"]:
            yield radio, self.needs.get(str(radio.data["value"]))

    def given(self) -> AssessmentGiven:
        data = self.cleaned_data
        return AssessmentGiven(data["rating"], data["rationale"], data["confidence"])


class AssessForm(RatingForm):
    """Round and basis are compared. The revision serves to show what happened since."""

    name = "assess"

    seen_round = RevisionField()
    seen_basis = RevisionField()


class SettleForm(RatingForm):
    name = "settle"


_REVISED = [
    (change.value, change.label)
    for change in (VerdictChange.CORRECTION, VerdictChange.UPDATE, VerdictChange.CONFIRMATION)
]


class SignOffForm(SeenForm):
    name = "sign-off"

    rationale = TextField(
        long=True, label="Rationale", help_text="Readers and exports get these words."
    )
    confidence = ChoiceField(enum=Confidence, segmented=True, label="Confidence")
    change = forms.TypedChoiceField(
        choices=_REVISED,
        coerce=VerdictChange,
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
        label="Kind of change",
    )
    reason = TextField(required=False, label="Reason for signing again")
    valid_from = forms.DateField(
        required=False,
        label="Valid from",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    recheck_on = forms.DateField(
        required=False,
        label="Check again on",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def __init__(
        self, *args: Any, version: int = 1, results: Sequence[Result] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.results = results
        for rule in PolicyRule:
            self.fields[f"override_{rule.value}"] = TextField(
                required=False,
                label="Reason for signing anyway",
                help_text="Exports include your reason.",
            )
        if version == 1:
            del self.fields["change"], self.fields["reason"]

    def policy(self) -> Iterator[tuple[Result, Any]]:
        """Yield each rule's result, and the field that overrides it if it blocks."""
        for result in self.results:
            blocks = bool(result.fault) and result.level == "block"
            yield result, self[f"override_{result.rule.value}"] if blocks else None

    def given(self) -> SignOffGiven:
        data = self.cleaned_data
        overrides = {rule.value: data[f"override_{rule.value}"] for rule in PolicyRule}
        return SignOffGiven(
            rationale=data["rationale"],
            confidence=data["confidence"],
            change=data.get("change"),
            reason=data.get("reason", ""),
            valid_from=data["valid_from"],
            recheck_on=data["recheck_on"],
            overrides={rule: reason for rule, reason in overrides.items() if reason},
        )


class ConfirmForm(SeenForm):
    """Confirm the overrides that are on the page. The revision names them: proposing raises it."""

    name = "confirm"


class DeclineForm(SeenForm):
    name = "decline"

    reason = TextField(label="Reason for declining")


class ReturnForm(SeenForm):
    name = "return"

    comment = TextField(long=True, label="What needs to be done")


class ReopenForm(SeenForm):
    name = "reopen"

    reason = TextField(label="Reason for reopening")


class WithdrawForm(SeenForm):
    name = "withdraw"

    reason = TextField(required=False, label="Reason for withdrawing it")
    duplicate_of = ClaimField(
        label="or the claim that it repeats",
        help_text="Its appearances and evidence move to that claim.",
    )


class RestoreForm(SeenForm):
    name = "restore"

    reason = TextField(label="Reason for restoring it")


class CommentForm(PanelForm):
    name = "comment"

    text = TextField(long=True, label="Comment")
    token = TokenField()


class AssignForm(SeenForm):
    name = "assign"

    assignee = forms.ModelChoiceField(
        queryset=User.objects.none(),
        required=False,
        to_field_name="username",
        empty_label="nobody",
        label="Assigned to",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = User.objects.filter(
            is_active=True, groups__name__in=["researcher", "reviewer", "editor"]
        )
        assignee: Any = self.fields["assignee"]
        assignee.queryset = people.distinct().order_by("username")


class RequireForm(SeenForm):
    name = "require"

    number = forms.TypedChoiceField(
        choices=[(n, str(n)) for n in range(1, MOST_ASSESSMENTS + 1)],
        coerce=int,
        label="Assessments needed",
    )
