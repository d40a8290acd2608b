"""Questions that claims answer, and what sources have at stake in them."""

from typing import Any, Self

from django.db import models

from claims.enums import Party
from claims.extractors.text.folding import identity

from .base import Revised, RevisedQuerySet
from .sources import Source

LONGEST_FOLD = 300


def question_key(text: str) -> str:
    """Return what spellings of one question share: type, case and the marks at its end do not matter."""
    return identity(text).strip(" .!?:;")[:LONGEST_FOLD]


class QuestionQuerySet(RevisedQuerySet["Question"]):
    def asking(self, *texts: str) -> Self:
        """Filter questions with one of these texts. A desk older than the key may have several of one text."""
        return self.filter(folded_text__in={question_key(text) for text in texts})


class Question(Revised):
    text = models.CharField(
        max_length=300, unique=True, help_text="The question that the claims answer."
    )
    note = models.TextField(blank=True)
    folded_text = models.CharField(max_length=LONGEST_FOLD, editable=False, db_index=True)

    objects = QuestionQuerySet.as_manager()

    class Meta:
        ordering = ["text"]

    def __str__(self) -> str:
        return self.text

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.folded_text = question_key(self.text)
        super().save(*args, **kwargs)


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
