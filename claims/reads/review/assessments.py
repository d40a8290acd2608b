"""Assessments as a page shows them: by name, or by letter while a disagreement is settled blind."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from string import ascii_uppercase

from django.contrib.auth.models import User

from claims.enums import Confidence
from claims.models import Assessment, Rating


@dataclass(frozen=True)
class ShownAssessment:
    """One assessment that a person may read. `letter` is empty if its author is named.

    What else could be matched with the record is left out with the name: the time, the number, and how
    often it was replaced.
    """

    assessment: Assessment
    letter: str
    is_own: bool

    @property
    def author(self) -> str:
        return self.letter or self.assessment.reviewer.get_username()

    @property
    def rating(self) -> Rating:
        return self.assessment.rating

    @property
    def rationale(self) -> str:
        return self.assessment.rationale

    @property
    def confidence(self) -> str:
        return str(Confidence(self.assessment.confidence).label)

    @property
    def settles(self) -> bool:
        return self.assessment.settles

    @property
    def times_replaced(self) -> int:
        return 0 if self.letter else self.assessment.times_replaced


def show_assessments(
    written: Iterable[Assessment], user: User, *, nameless: bool
) -> list[ShownAssessment]:
    """Return the assessments as this person sees them. No query if rating and reviewer were selected.

    Letters are given for each round in the order of the nonces: it is always the same, and says
    nothing about who wrote which, or when.
    """
    written = list(written)
    if not nameless:
        return [ShownAssessment(a, "", a.reviewer_id == user.pk) for a in written]
    rounds: dict[tuple[int, int], list[Assessment]] = defaultdict(list)
    for assessment in written:
        rounds[assessment.claim_id, assessment.round].append(assessment)
    return [
        ShownAssessment(assessment, ascii_uppercase[place], assessment.reviewer_id == user.pk)
        for of_round in rounds.values()
        for place, assessment in enumerate(sorted(of_round, key=lambda a: a.nonce))
    ]
