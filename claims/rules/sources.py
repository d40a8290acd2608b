"""Which sources may be added, named, changed and merged."""

from collections.abc import Sequence

from claims.enums import SourceKind
from claims.errors import About, Denial
from claims.models import Source, Stake
from claims.models.search.names import is_placeholder


def why_ask_which(name: str, called: Sequence[Source]) -> Denial | None:
    """Return why a name does not say which source is meant, if several are called so."""
    if len(called) < 2:
        return None
    named = "; ".join(source.exact_label for source in called)
    return Denial(
        "ambiguous_name",
        f"Several sources are called “{name}”: {named}. Choose which one you mean.",
        About.INPUT,
    )


def why_not_add_source(name: str, near: Sequence[Source]) -> Denial | None:
    """Return why a source is not added without a second look: others have a near name."""
    if not near:
        return None
    named = "; ".join(map(str, near))
    return Denial(
        "near_name",
        f"“{name}” looks like a source on the desk: {named}. Use that source, or confirm that this is another one.",
        About.INPUT,
    )


def why_not_name(name: str) -> Denial | None:
    """Return why nobody can be called so."""
    if not is_placeholder(name):
        return None
    return Denial(
        "placeholder", f"“{name}” names nobody. Leave it empty if it is unknown.", About.INPUT
    )


def why_not_change_source(source: Source) -> Denial | None:
    """Return why a source cannot be changed. One query if it was merged, unless `merged_into` was selected."""
    if source.merged_into is None:
        return None
    return Denial(
        "merged",
        f"“{source.name}” was merged into “{source.merged_into.name}”. Only its history is kept.",
    )


def why_not_give_up(source: Source) -> Denial | None:
    """Return why this source cannot be merged into any other."""
    if source.kind == SourceKind.DESK:
        return Denial(
            "one_desk", "This desk itself cannot be merged away. Merge the other source into it."
        )
    return why_not_change_source(source)


def why_not_merge(source: Source, into: Source) -> Denial | None:
    """Return why the first source cannot be merged into the second one. Three queries."""
    if source == into:
        return Denial(
            "itself", "Choose another source. A source cannot be merged into itself.", About.INPUT
        )
    if denial := why_not_give_up(source) or why_not_change_source(into):
        return denial
    if denial := _why_not_merge_joint(source, into):
        return denial
    if into.parent_id != source.pk:
        above = {s.pk for s in Source.objects.with_ancestors([into.pk])}
        if source.pk in above:
            return Denial(
                "stands_above",
                f"“{source.name}” is above “{into.name}”, with another source between them. "
                f"First change the parent of “{into.name}”.",
            )
    if differing := differing_stakes(source, into):
        question = differing[0][0].question
        return Denial(
            "stakes_differ",
            f"The two sources have different stakes in “{question}”. Make them the same or remove one on "
            "the question’s page, then merge.",
        )
    return None


def _why_not_merge_joint(source: Source, into: Source) -> Denial | None:
    """Return why members stand in the way. One query."""
    if (source.kind == SourceKind.JOINT) != (into.kind == SourceKind.JOINT):
        return Denial(
            "joint_and_not",
            "Only one of the two is a joint statement. Change the kind of one of them first.",
        )
    both = Source.objects.unmerged().filter(members=source).filter(members=into).first()
    if both:
        return Denial(
            "members_of_one",
            f"Both are members of “{both}”. First remove one of them there.",
        )
    return None


def differing_stakes(source: Source, into: Source) -> list[tuple[Stake, Stake]]:
    """Return the stakes in one question in which two records of a source differ. One query."""
    found: dict[int, dict[int, Stake]] = {}
    for stake in (
        Stake.objects.filter(source__in=[source, into])
        .select_related("question")
        .order_by("question__text")
    ):
        found.setdefault(stake.question_id, {})[stake.source_id] = stake
    pairs = [
        (of[source.pk], of[into.pk]) for of in found.values() if of.keys() == {source.pk, into.pk}
    ]
    return [(one, other) for one, other in pairs if _content_of(one) != _content_of(other)]


def _content_of(stake: Stake) -> tuple[str, str, str]:
    return stake.party, stake.side.strip().casefold(), stake.interest.strip()
