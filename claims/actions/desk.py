"""Change the desk's ratings and its policy. Only admins can."""

from collections.abc import Collection
from dataclasses import dataclass, field

from django.conf import settings
from django.contrib.auth.models import User

from claims import rules
from claims.enums import PolicyLevel, PolicyRule, Verb
from claims.errors import Invalid, refuse, refuse_stale
from claims.models import Desk, Event, Rating, state
from claims.models.base import Columns

from .record import Entry, action, changed, facts

_RATING_FIELDS = ("code", "label", "definition", "claimreview_value", "position", "active")
_SWITCHES = (
    "one_person",
    "settle_blind",
    "second_editor",
    "second_factor",
    "reading_trail",
    "public_lookup",
)
_NUMBERS = ("assessments_required", "reading_trail_days")
_DESK_FIELDS = (*PolicyRule.values, *_NUMBERS, *_SWITCHES)


@dataclass(frozen=True)
class RatingDetails:
    code: str
    label: str
    definition: str
    claimreview_value: int | None = None
    position: int = 100
    active: bool = True


@action
def add_rating(entry: Entry, details: RatingDetails, *, by: User | None) -> Rating:
    refuse(rules.why_not_administer(by))
    _check_rating(details, None)
    rating = Rating.objects.create(**_rating_columns(details), created_at=entry.at, created_by=by)
    entry.write(Verb.RATING_ADDED, rating, by=by, after=facts(rating, *_RATING_FIELDS))
    return rating


@action
def change_rating(
    entry: Entry,
    rating: Rating,
    details: RatingDetails,
    *,
    seen_revision: int | None,
    by: User | None,
) -> Rating:
    """Change the wording of a rating, or retire it. Signed verdicts keep the label they had."""
    refuse(rules.why_not_administer(by))
    rating.refresh_from_db()
    refuse_stale(seen_revision, rating.revision)
    if details.code != rating.code:
        raise Invalid(
            "code",
            "code_stays",
            "A rating's code cannot be changed, because spreadsheets rely on it.",
        )
    _check_rating(details, rating)
    before = facts(rating, *_RATING_FIELDS)
    Rating.objects.swap(rating.pk, seen_revision=rating.revision, **_rating_columns(details))
    rating.refresh_from_db()
    before, after = changed(before, facts(rating, *_RATING_FIELDS))
    entry.write(Verb.RATING_CHANGED, rating, by=by, before=before, after=after)
    return rating


@dataclass(frozen=True)
class DeskDetails:
    assessments_required: int
    one_person: bool
    levels: dict[PolicyRule, PolicyLevel] = field(default_factory=dict)
    settle_blind: bool = True
    second_editor: bool = False
    second_factor: bool = False
    reading_trail: bool = False
    reading_trail_days: int = 30
    public_lookup: bool = False


@action
def change_desk(
    entry: Entry,
    details: DeskDetails,
    *,
    seen_revision: int | None,
    by: User | None,
    reason: str = "",
) -> Desk:
    refuse(rules.why_not_administer(by))
    desk = Desk.objects.get(pk=1)
    refuse_stale(seen_revision, desk.revision)
    if not 1 <= details.assessments_required <= 5:
        raise Invalid("assessments_required", "out_of_range", "Enter a number from 1 to 5.")
    if details.second_factor and not desk.second_factor:
        refuse(rules.why_not_require_factors(has_factors=settings.MFA))
    if not 1 <= details.reading_trail_days <= 365:
        raise Invalid("reading_trail_days", "out_of_range", "Enter a number from 1 to 365.")
    before = facts(desk, *_DESK_FIELDS)
    levels = {rule.value: level.value for rule, level in details.levels.items()}
    Desk.objects.swap(
        desk.pk,
        seen_revision=desk.revision,
        **{name: getattr(details, name) for name in (*_NUMBERS, *_SWITCHES)},
        **levels,
    )
    desk.refresh_from_db()
    before, after = changed(before, facts(desk, *_DESK_FIELDS))
    entry.write(Verb.DESK_CHANGED, desk, by=by, before=before, after=after, reason=reason)
    return desk


# Rows in one Event. Others save between two of them.
_ROWS_AT_ONCE = 5_000


def has_untold_rows() -> bool:
    """Return True for an older desk, whose first Event tells of no rows, until all its rows are recorded."""
    first = Event.objects.order_by("seq").first()
    whole = Event.objects.filter(verb=Verb.ROWS_RECORDED, after={"are_all": True})
    return first is not None and not first.state and not whole.exists()


def record_untold_rows() -> None:
    """Record what the rows of an older desk hold. Can be stopped and run again.

    What was changed past the actions before this cannot be noticed.
    """
    for table, keys in state.untold_rows(_ROWS_AT_ONCE):
        record_rows(table, keys, by=None)
    record_rows("", (), by=None)


@action
def record_rows(entry: Entry, table: str, keys: Collection[int], *, by: User | None) -> None:
    """Record what these rows of an older desk hold; without any, that all are recorded."""
    refuse(rules.why_not_administer(by))
    state.touch(table, keys)
    after = {"table": table, "rows": len(keys)} if keys else {"are_all": True}
    entry.write(Verb.ROWS_RECORDED, Desk.objects.get(pk=1), by=by, after=after)


def _rating_columns(details: RatingDetails) -> Columns:
    return {name: getattr(details, name) for name in _RATING_FIELDS}


def _check_rating(details: RatingDetails, rating: Rating | None) -> None:
    others = Rating.objects.exclude(pk=rating.pk if rating else 0)
    if not details.label.strip():
        raise Invalid("label", "required", "Enter a label.")
    if others.filter(code=details.code).exists():
        raise Invalid("code", "code_taken", "Another rating has this code. Choose another code.")
    if others.filter(label__iexact=details.label).exists():
        raise Invalid(
            "label", "label_taken", "Another rating has this label. Choose another label."
        )
    if not details.definition.strip():
        raise Invalid("definition", "required", "Say when a reviewer should choose this rating.")
