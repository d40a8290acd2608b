"""Questions that claims answer, and what sources have at stake in them."""

from django.db import models

from claims.enums import Party

from .base import Revised, RevisedQuerySet
from .sources import Source


class Question(Revised):
    text = models.CharField(
        max_length=300, unique=True, help_text="The question that the claims answer."
    )
    note = models.TextField(blank=True)

    objects = RevisedQuerySet["Question"].as_manager()

    class Meta:
        ordering = ["text"]

    def __str__(self) -> str:
        return self.text


class Stake(models.Model):
    """What a source has at stake in a question. The Pentagon has a stake in Poti and none in Karabakh."""

    question = models.ForeignKey(Question, models.PROTECT, related_name="stakes")
    source = models.ForeignKey(Source, models.PROTECT, related_name="stakes")
    party = models.CharField(max_length=20, choices=Party)
    side = models.CharField(
        max_length=100,
        blank=True,
        help_text="Which side it is on, in one word. Agreement within one side says little.",
    )
    interest = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["question", "source"], name="stake_once_per_question")
        ]

    def __str__(self) -> str:
        return f"{self.source}: {self.get_party_display()}"
