"""What a desk decides about itself: its vocabulary of ratings and its policy."""

from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

from claims.enums import PolicyLevel, PolicyRule

from .base import Revised, RevisedQuerySet


class RatingQuerySet(RevisedQuerySet["Rating"]):
    def active(self) -> "models.QuerySet[Rating]":
        return self.filter(active=True)


class Rating(Revised):
    code = models.SlugField(
        max_length=50, unique=True, help_text="Never changes: spreadsheets rely on it."
    )
    label = models.CharField(max_length=100, unique=True)
    definition = models.TextField(help_text="When a reviewer should choose it.")
    claimreview_value = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="schema.org ratingValue, 1 (false) to 5 (true), if any."
    )
    position = models.PositiveSmallIntegerField(default=100, help_text="Order in lists.")
    active = models.BooleanField(
        default=True, help_text="A retired rating stays on the verdicts that have it."
    )

    objects = RatingQuerySet.as_manager()

    class Meta:
        ordering = ["position", "code"]

    def __str__(self) -> str:
        return self.label


def _level(default: PolicyLevel, rule: PolicyRule) -> Any:
    return models.CharField(
        max_length=10, choices=PolicyLevel, default=default, verbose_name=rule.label
    )


class Desk(Revised):
    """The one row with the policy. Each rule is off, warns, or blocks unless an editor overrides it with a reason."""

    two_origins = _level(PolicyLevel.BLOCK, PolicyRule.TWO_ORIGINS)
    both_stances = _level(PolicyLevel.BLOCK, PolicyRule.BOTH_STANCES)
    quotes_checked = _level(PolicyLevel.WARN, PolicyRule.QUOTES_CHECKED)
    not_own_passage = _level(PolicyLevel.BLOCK, PolicyRule.NOT_OWN_PASSAGE)
    non_party_origin = _level(PolicyLevel.BLOCK, PolicyRule.NON_PARTY_ORIGIN)
    not_dated_after = _level(PolicyLevel.WARN, PolicyRule.NOT_DATED_AFTER)
    quote_witnessed = _level(PolicyLevel.BLOCK, PolicyRule.QUOTE_WITNESSED)
    speaker_named = _level(PolicyLevel.BLOCK, PolicyRule.SPEAKER_NAMED)
    rests_on_own_passage = _level(PolicyLevel.WARN, PolicyRule.RESTS_ON_OWN_PASSAGE)
    assessments_required = models.PositiveSmallIntegerField(
        default=1,
        validators=[MinValueValidator(1), MaxValueValidator(5)],
        help_text="For new claims. The number can be changed for each claim while it is open.",
    )
    one_person = models.BooleanField(
        default=False,
        help_text="Let somebody who assessed a claim sign it. The page and the exports then say so.",
    )

    settle_blind = models.BooleanField(
        default=True,
        verbose_name="settle without names",
        help_text="Whoever settles a disagreement sees the assessments as A, B, …, and the names afterwards.",
    )
    second_editor = models.BooleanField(
        default=False,
        verbose_name="overrides need a second editor",
        help_text="An override of the policy applies once another editor has confirmed it.",
    )

    second_factor = models.BooleanField(
        default=False,
        verbose_name="editors and admins need a second factor",
        help_text="Without one, they are led to set one up after they log in, and can do nothing else.",
    )
    public_lookup = models.BooleanField(
        default=False,
        verbose_name="anybody can check a fingerprint",
        help_text="People without an account can ask at /verify/ whether the record holds a signed row, or a copy that a "
        "signed verdict rests on, by its SHA-256. They learn its number, version and date.",
    )
    reading_trail = models.BooleanField(
        default=False,
        verbose_name="keep a reading trail",
        help_text="The desk notes who opens which article or claim, and when. Admins can read the notes. Both pages "
        "tell their reader. The record never holds them.",
    )
    reading_trail_days = models.PositiveSmallIntegerField(
        default=30,
        verbose_name="days that the reading trail is kept",
        validators=[MinValueValidator(1), MaxValueValidator(365)],
        help_text="1 to 365. Older notes are deleted once a day, also after the trail was switched off.",
    )

    objects = RevisedQuerySet["Desk"].as_manager()

    class Meta:
        verbose_name_plural = "desk"
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="desk_is_one_row")]

    def __str__(self) -> str:
        return "This desk"

    def level(self, rule: PolicyRule) -> PolicyLevel:
        return PolicyLevel(getattr(self, rule.value))


def requires_second_factor(connection: BaseDatabaseWrapper) -> bool:
    """Return the switch of this database, False if it is not migrated so far. By hand: checks run before migrations."""
    with connection.cursor() as cursor:
        if "claims_desk" not in connection.introspection.table_names(cursor):
            return False
        columns = connection.introspection.get_table_description(cursor, "claims_desk")
        if "second_factor" not in {column.name for column in columns}:
            return False
        cursor.execute("SELECT second_factor FROM claims_desk")
        row = cursor.fetchone()
    return bool(row and row[0])


def this_desk() -> Desk:
    return Desk.objects.get(pk=1)
