"""What an empty desk starts with: its groups, ratings, policy, its own source, and an empty record."""

from django.contrib.auth.models import Group
from django.db.backends.base.base import BaseDatabaseWrapper
from django.utils import timezone

from claims.enums import Party, RatingCode, Role, SourceKind

from .accounts import AccountLogHead
from .desk import Desk, Rating
from .record import RecordHead
from .sources import Source

# Definitions follow the decision rules of the AVeriTeC annotation guideline, v1.4, section 3.4.
RATINGS = {
    RatingCode.SUPPORTED: (
        "The evidence supports the whole claim. A part that is only likely is not enough.",
        5,
    ),
    RatingCode.REFUTED: (
        "Evidence shows that the claim is wrong. Missing support does not refute a claim, unless it should exist.",
        1,
    ),
    RatingCode.NOT_ENOUGH_EVIDENCE: (
        "The evidence that can be found neither supports nor refutes the claim. If in doubt, choose this rating.",
        None,
    ),
    RatingCode.CONFLICTING_EVIDENCE: (
        "There is sound evidence on both sides, or the claim is literally true but misleading.",
        3,
    ),
    RatingCode.TOO_VAGUE: (
        "Nothing that could be found would settle the claim as it is worded.",
        None,
    ),
}


def have_their_columns(connection: BaseDatabaseWrapper) -> bool:
    """Return False between two migrations, or after going back to an earlier one. One look at the schema a table."""
    with connection.cursor() as cursor:
        for model in (RecordHead, AccountLogHead, Desk, Rating, Source):
            described = connection.introspection.get_table_description(cursor, model._meta.db_table)
            there = {column.name for column in described}
            if not {field.column for field in model._meta.concrete_fields} <= there:
                return False
    return True


def install() -> None:
    """Add what is missing and change nothing else. These rows come with the tables, without an Event."""
    for role in Role:
        Group.objects.get_or_create(name=role.value)
    RecordHead.objects.get_or_create(pk=1)
    AccountLogHead.objects.get_or_create(pk=1)
    now = timezone.now()
    Desk.objects.get_or_create(pk=1, defaults={"created_at": now})
    for position, code in enumerate(RatingCode):
        definition, value = RATINGS[code]
        Rating.objects.get_or_create(
            code=code.value,
            defaults={
                "label": code.label,
                "definition": definition,
                "claimreview_value": value,
                "position": position + 1,
                "created_at": now,
            },
        )
    if not Source.objects.filter(kind=SourceKind.DESK).exists():
        Source.objects.create(
            name="This desk",
            kind=SourceKind.DESK,
            party=Party.INDEPENDENT,
            interest="Its own enquiries and searches.",
            created_at=now,
        )
