"""How often reviewers agree: their ratings of the same round, which each gave without knowing the others'.

Percent agreement, Cohen's kappa of two reviewers, Krippendorff's alpha and Gwet's AC1 of all, for ratings without an order and
where not everybody rated everything. Gwet, Handbook of Inter-Rater Reliability, 4th edition, chapter 2; Krippendorff,
Computing Krippendorff's Alpha-Reliability (2011).
"""

import datetime
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from django.db.models import F

from claims.enums import ClaimStatus
from claims.models import Assessment, Rating
from claims.models.desk import this_desk

FEW = 20  # rounds with two ratings or more; a figure of fewer is chance

UNDEFINED = "undefined: all ratings are the same"

# The rating of each reviewer in one round.
Round = Mapping[str, str]


def _percent(share: float | None) -> str:
    return UNDEFINED if share is None else f"{share:.0%}"


def _coefficient(value: float | None) -> str:
    return UNDEFINED if value is None else f"{value:.2f}".replace("-", "−")


@dataclass(frozen=True)
class Agreement:
    """Shares of 1. None where the ratings do not define it: alpha, if all are the same; AC1, if there is one to choose."""

    rounds: int  # with two ratings or more
    percent: float | None
    alpha: float | None
    ac1: float | None

    @property
    def is_too_few(self) -> bool:
        return self.rounds < FEW

    @property
    def figures(self) -> list[tuple[str, str]]:
        return [
            ("Same rating", _percent(self.percent)),
            ("Krippendorff’s alpha", _coefficient(self.alpha)),
            ("Gwet’s AC1", _coefficient(self.ac1)),
        ]


@dataclass(frozen=True)
class PairOfReviewers:
    one: str
    other: str
    rounds: int
    percent: float
    kappa: float | None

    @property
    def is_too_few(self) -> bool:
        return self.rounds < FEW

    @property
    def percent_shown(self) -> str:
        return _percent(self.percent)

    @property
    def kappa_shown(self) -> str:
        return _coefficient(self.kappa)


@dataclass(frozen=True)
class Cell:
    number: int
    is_same: bool
    shade: int  # 0 to 4, by its share of the largest


@dataclass(frozen=True)
class AgreementPage:
    all: Agreement
    unsettled: int  # rounds left out, because nobody may learn yet who gave which rating
    ratings: list[str]  # labels
    # By label: how often the other chose each rating.
    pairs_of_ratings: list[tuple[str, list[Cell]]]
    reviewers: list[PairOfReviewers]


def agreement_page(since: datetime.date | None, until: datetime.date | None) -> AgreementPage:
    """Compare the ratings that were given in these days, in rounds that are complete. Three queries."""
    rounds, unsettled = _rounds(since, until)
    used = {rating for one in rounds for rating in one.values()}
    labels = {
        rating.code: rating.label
        for rating in Rating.objects.all()
        if rating.active or rating.code in used
    }
    return AgreementPage(
        agreement_of(rounds, len(labels)),
        unsettled,
        list(labels.values()),
        _pairs_of_ratings(rounds, labels),
        _reviewers(rounds),
    )


def _rounds(since: datetime.date | None, until: datetime.date | None) -> tuple[list[Round], int]:
    """Return the complete rounds, and how many more are left out because names are hidden until they are settled."""
    found = Assessment.objects.filter(
        settles=False, round__lte=F("claim__completed_round")
    ).latest_of_each()
    if since:
        found = found.filter(at__date__gte=since)
    if until:
        found = found.filter(at__date__lte=until)
    rounds: dict[tuple[int, int], dict[str, str]] = defaultdict(dict)
    unsettled = set()
    hides_names = this_desk().settle_blind
    rows = found.order_by("pk").values_list(
        "claim", "claim__status", "claim__round", "round", "reviewer__username", "rating__code"
    )
    for claim, status, current, number, reviewer, rating in rows:
        if hides_names and status == ClaimStatus.DISAGREED and number == current:
            unsettled.add(claim)
        else:
            rounds[claim, number][reviewer] = rating
    return list(rounds.values()), len(unsettled)


def agreement_of(rounds: Sequence[Round], ratings: int) -> Agreement:
    """Return how far all reviewers agree. `ratings`: how many they can choose from."""
    counted = [Counter(one.values()) for one in rounds]
    rated_twice = [one for one in counted if one.total() > 1]
    if not rated_twice:
        return Agreement(0, None, None, None)
    percent = sum(map(_agreeing_pairs, rated_twice)) / len(rated_twice)
    return Agreement(
        len(rated_twice), percent, _alpha(rated_twice), _ac1(counted, percent, ratings)
    )


def _agreeing_pairs(ratings: Counter[str]) -> float:
    """Return the share of the pairs of ratings in one round that are the same."""
    n = ratings.total()
    return sum(k * (k - 1) for k in ratings.values()) / (n * (n - 1))


def _alpha(rounds: Sequence[Counter[str]]) -> float | None:
    totals = sum(rounds, Counter[str]())
    n = totals.total()
    expected = n * (n - 1) - sum(k * (k - 1) for k in totals.values())
    if not expected:
        return None
    observed = sum(one.total() * (1 - _agreeing_pairs(one)) for one in rounds)
    return 1 - (n - 1) * observed / expected


def _ac1(rounds: Sequence[Counter[str]], percent: float, ratings: int) -> float | None:
    """Gwet: chance is what raters would agree on if they guessed at what is hard to rate."""
    if ratings < 2:
        return None
    shares: dict[str, float] = defaultdict(float)
    for one in rounds:
        for rating, number in one.items():
            shares[rating] += number / one.total() / len(rounds)
    by_chance = sum(share * (1 - share) for share in shares.values()) / (ratings - 1)
    return (percent - by_chance) / (1 - by_chance)


def kappa_of(ratings: Sequence[tuple[str, str]]) -> float | None:
    """Return Cohen's kappa of the ratings that two reviewers gave, or None if both always gave the same one."""
    n = len(ratings)
    one, other = Counter(first for first, _ in ratings), Counter(second for _, second in ratings)
    by_chance = sum(one[rating] * other[rating] for rating in one) / n**2
    if by_chance == 1:
        return None
    return (_same(ratings) - by_chance) / (1 - by_chance)


def _same(ratings: Sequence[tuple[str, str]]) -> float:
    return sum(first == second for first, second in ratings) / len(ratings)


def _reviewers(rounds: Sequence[Round]) -> list[PairOfReviewers]:
    """Return each two reviewers who rated the same rounds, those with the most first."""
    shared: dict[tuple[str, str], list[tuple[str, str]]] = defaultdict(list)
    for one in rounds:
        for first, second in combinations(sorted(one), 2):
            shared[first, second].append((one[first], one[second]))
    pairs = [
        PairOfReviewers(*names, len(ratings), _same(ratings), kappa_of(ratings))
        for names, ratings in shared.items()
    ]
    return sorted(pairs, key=lambda pair: (-pair.rounds, pair.one, pair.other))


def _pairs_of_ratings(
    rounds: Sequence[Round], labels: Mapping[str, str]
) -> list[tuple[str, list[Cell]]]:
    """Return for each rating how often another reviewer of the round chose each. The table is symmetric."""
    counts = Counter[tuple[str, str]]()
    for one in rounds:
        for first, second in combinations(one.values(), 2):
            for pair in {(first, second), (second, first)}:
                counts[pair] += 1
    most = max(counts.values(), default=1)
    return [
        (
            label,
            [
                Cell(counts[row, column], row == column, round(4 * counts[row, column] / most))
                for column in labels
            ],
        )
        for row, label in labels.items()
    ]
