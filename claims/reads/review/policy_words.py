"""The policy in words: what each rating still needs, and what a verdict was signed without."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from django.urls import reverse

from claims import policy
from claims.enums import PolicyLevel, PolicyRule, QuoteCheck, Stance
from claims.models import Desk, Evidence, Rating, Verdict
from claims.models.account_names import AccountNames, account_named
from claims.policy import Basis, Result

R = PolicyRule

# --- before signing ---


@dataclass(frozen=True)
class Need:
    """One rule that is not met: what would meet it, and the form for that, if the person may use it."""

    blocks: bool
    sentence: str
    url: str = ""
    link: str = ""


@dataclass(frozen=True)
class RatingNeeds:
    """What one rating needs before it can be signed, apart from what every rating needs."""

    rating: Rating
    needs: tuple[Need, ...]
    is_met: bool  # nothing blocks it, except perhaps the number of assessments

    @property
    def blocking(self) -> tuple[Need, ...]:
        return tuple(need for need in self.needs if need.blocks)


@dataclass(frozen=True)
class Outlook:
    """The policy for each rating, before anybody signs. What every rating needs is said once."""

    ratings: tuple[RatingNeeds, ...] = ()
    shared: tuple[Need, ...] = ()

    @property
    def by_code(self) -> dict[str, RatingNeeds]:
        return {row.rating.code: row for row in self.ratings}


@dataclass(frozen=True)
class Doors:
    """What the person may do about a need. Links lead only to forms that they may send."""

    add: bool = False
    change: bool = False
    appearance: int | None = None  # the first, whose chain names the speaker


def outlook_of(basis: Basis, desk: Desk, doors: Doors) -> Outlook:
    """Return the policy for each rating that the desk uses. One query."""
    ratings = list(Rating.objects.active())
    checked = policy.check_each(basis, desk, [rating.code for rating in ratings])
    unmet = {code: [r for r in results if not r.met] for code, results in checked.items()}
    shared = _of_every_rating(list(unmet.values()))
    links = _Links(doors)

    def row(rating: Rating) -> RatingNeeds:
        results, rated = unmet[rating.code], policy.with_rating(basis, rating.code)
        needs = [_need(r, rated, links) for r in results if r not in shared]
        return RatingNeeds(rating, _link_once(needs), not any(r.blocks for r in results))

    return Outlook(
        tuple(row(rating) for rating in ratings),
        tuple(_need(result, basis, links) for result in shared),
    )


def _link_once(needs: Sequence[Need]) -> tuple[Need, ...]:
    """Leave out the link of a need whose form the need before it already names."""
    seen = [need.url for need in needs]
    return tuple(
        replace(need, url="", link="") if need.url in seen[:place] else need
        for place, need in enumerate(needs)
    )


def _of_every_rating(unmet: Sequence[list[Result]]) -> list[Result]:
    if len(unmet) < 2:
        return []
    return [result for result in unmet[0] if all(result in others for others in unmet)]


def _need(result: Result, basis: Basis, links: "_Links") -> Need:
    say = _NEEDS.get(result.rule)
    url, link = links.of(result.rule, basis)
    return Need(result.level == PolicyLevel.BLOCK, say(basis) if say else result.fault, url, link)


def _two_origins(basis: Basis) -> str:
    if basis.fitting and basis.fitting.origins == 1:
        return "Needs one more independent origin, or a captured primary record."
    return "Needs two independent origins, or a captured primary record."


def _both_stances(basis: Basis) -> str:
    missing = [
        count.stance
        for count in (basis.weight.corroborates, basis.weight.contradicts)
        if count.origins == 0
    ]
    if len(missing) == 2:
        return "Needs an independent origin on each side."
    if missing == [Stance.CORROBORATES]:
        return "Needs an independent origin that corroborates the claim."
    if missing == [Stance.CONTRADICTS]:
        return "Needs an independent origin that contradicts the claim."
    return "Needs an origin, on either side, that is known not to be a party."


# What would meet each rule. The faults of the others already say it.
_NEEDS: Mapping[PolicyRule, Callable[[Basis], str]] = {
    R.TWO_ORIGINS: _two_origins,
    R.BOTH_STANCES: _both_stances,
    R.NOT_OWN_PASSAGE: lambda basis: "Needs evidence that does not repeat the claim’s own passage.",
    R.NON_PARTY_ORIGIN: lambda basis: (
        "Needs an origin known not to be a party, or opposing sides that say the same."
    ),
    R.QUOTE_WITNESSED: lambda basis: (
        "Needs the speaker’s own publication, a first-hand report, or two independent reports."
    ),
    R.SPEAKER_NAMED: lambda basis: "Needs a named speaker in the chain of attribution.",
    R.RESTS_ON_OWN_PASSAGE: lambda basis: (
        "Needs evidence other than the passage that the claim was found in."
    ),
}

_ADD = ("#evidence-form", "Add evidence")


class _Links:
    """The form that would meet each rule, as a URL and its label."""

    def __init__(self, doors: Doors) -> None:
        self.doors = doors

    def of(self, rule: PolicyRule, basis: Basis) -> tuple[str, str]:
        if rule == R.SPEAKER_NAMED:
            return self._chain(basis)
        if not self.doors.add:
            return "", ""
        if rule == R.QUOTES_CHECKED:
            return _quote(basis)
        if rule == R.NOT_DATED_AFTER:
            return "#evidence", "Check the dates"
        return _ADD

    def _chain(self, basis: Basis) -> tuple[str, str]:
        if self.doors.appearance is None:
            url = reverse("appearance_add", args=[basis.claim.pk])
            return (url, "Add where it was found") if self.doors.add else ("", "")
        url = reverse("appearance_change", args=[self.doors.appearance])
        return (url, "Correct the chain") if self.doors.change else ("", "")


def _quote(basis: Basis) -> tuple[str, str]:
    counted = (line.evidence for line in basis.counted())
    first = next((e for e in counted if _is_unchecked(e)), None)
    if first is None:
        return "", ""
    return reverse("evidence_change", args=[first.pk]), f"Check the quote of E{first.pk}"


def _is_unchecked(evidence: Evidence) -> bool:
    checked = (QuoteCheck.FOUND, QuoteCheck.BY_EYE)
    return evidence.quote_check not in checked and not evidence.quote_reason


# --- after signing ---


@dataclass(frozen=True)
class Overridden:
    """A rule that an editor set aside, as the verdict keeps it."""

    sentence: str
    reason: str
    proposed_by: str
    confirmed_by: str


# What a verdict says of itself where a rule was not met. The verdict has codes only.
_UNMET: Mapping[str, str] = {
    R.TWO_ORIGINS.value: "It has fewer than two independent origins, and no captured primary record.",
    R.BOTH_STANCES.value: "It does not have independent origins on both sides.",
    R.QUOTES_CHECKED.value: "Not every quote was found, checked by eye or explained.",
    R.NOT_OWN_PASSAGE.value: "Some evidence is the claim’s own passage or a republication of it.",
    R.NON_PARTY_ORIGIN.value: (
        "No origin is known not to be a party, and no opposing sides say the same."
    ),
    R.NOT_DATED_AFTER.value: "Some evidence is dated after the claim.",
    R.QUOTE_WITNESSED.value: (
        "There is no publication by the speaker, no first-hand report and no pair of independent reports."
    ),
    R.SPEAKER_NAMED.value: "The chain names nobody who is claimed to have said it.",
    R.RESTS_ON_OWN_PASSAGE.value: "Only the passage that the claim was found in supports it.",
}


def warnings_of(verdict: Verdict) -> tuple[str, ...]:
    """Return what the verdict was signed without, where the rule only warned."""
    return tuple(
        _unmet(line["rule"]) for line in verdict.policy if not line["met"] and not line["override"]
    )


def overridden_of(verdict: Verdict) -> tuple[Overridden, ...]:
    """Return the rules that were set aside. One query if a second editor confirmed it."""
    lines = [line for line in verdict.policy if line["override"]]
    told = {line.get(who, "") for line in lines for who in ("proposed_by", "confirmed_by")} - {""}
    names = AccountNames({})
    if told:
        accounts = {pk for pk in map(account_named, told) if pk is not None}
        names = AccountNames.of(accounts, told)
    return tuple(
        Overridden(
            _unmet(line["rule"]),
            line["override"],
            names.printed(line.get("proposed_by", "")),
            names.printed(line.get("confirmed_by", "")),
        )
        for line in lines
    )


def overridden_by(overrides: Mapping[str, str]) -> tuple[Overridden, ...]:
    """Return what a proposal would override."""
    return tuple(Overridden(_unmet(rule), reason, "", "") for rule, reason in overrides.items())


def _unmet(rule: str) -> str:
    return _UNMET.get(rule, rule)
