"""Add, correct and merge sources."""

from collections.abc import Sequence
from dataclasses import replace

from django.contrib.auth.models import User
from django.db.models import F, ManyToOneRel, Q

from claims import rules, workflow
from claims.enums import Role, SinceSigning, SourceKind, Verb
from claims.errors import AsksWhich, Denial, Invalid, refuse, refuse_stale
from claims.given import NewSource, SourceDetails, SourceGiven, field_names
from claims.models import Claim, Question, Source
from claims.models.base import Columns, Revised
from claims.models.search.names import name_key
from claims.models.sources import LONGEST_DISTINCTION, LONGEST_NAME, NAMES_A_SOURCE

from .record import Entry, Facts, action, changed, facts, reference
from .reweighing import reweigh_all
from .source_names import names_of, near_now

_SOURCE_FIELDS = field_names(SourceDetails)


def resolve(
    entry: Entry, given: SourceGiven | None, *, by: User | None, added: list[Source]
) -> Source | None:
    """Return the given source, and add it if it is new. `added` collects new ones for the Event.

    A source that was merged since the form was shown is replaced by the one it was merged into. The caller
    holds the lock, so none is merged between this line and the write.
    """
    if given is None:
        return None
    if isinstance(given, Source):
        return _current(given)
    if given.account:
        return _of_account(entry, given, by=by, added=added)
    called = Source.objects.called(given.name)
    if not given.as_new:
        ask_which("name", rules.why_ask_which(given.name, called), called)
    if len(called) == 1:
        return called[0]
    source = _insert(entry, SourceDetails(given.name, given.kind), by, as_new=given.as_new)
    added.append(source)
    return source


def _of_account(entry: Entry, given: NewSource, *, by: User | None, added: list[Source]) -> Source:
    """Return the source with this account, and add it if it is new. A namesake is another source."""
    known = Source.objects.publishing(f"https://{given.account}")
    if known is None:
        told_apart = given.account[:LONGEST_DISTINCTION]
        details = SourceDetails(given.name, given.kind, told_apart, domains=given.account)
        known = _insert(entry, details, by, as_new=True)
        added.append(known)
    return known


def named_added(added: Sequence[Source]) -> Facts:
    """Return the sources that were added with something else, for an Event's `after`."""
    return {"sources_added": [reference(source) for source in added]} if added else {}


def ask_which(field: str, denial: Denial | None, sources: Sequence[Source]) -> None:
    """Raise AsksWhich if a rule returned a Denial: the form offers these sources."""
    if denial:
        raise AsksWhich(field, denial, [source.pk for source in sources])


@action
def add_source(
    entry: Entry,
    details: SourceDetails,
    *,
    as_new: bool = False,
    by: User | None,
    token: str | None = None,
) -> Source:
    """Add a source. `as_new` confirms that it is not one of those with a near name."""
    refuse(rules.why_not_role(rules.roles_of(by), Role.RESEARCHER))
    if done := entry.find_repeat(token):
        return Source.objects.get(pk=done.object_id)
    source = _insert(entry, details, by, as_new=as_new)
    entry.write(Verb.SOURCE_ADDED, source, by=by, after=facts(source, *_SOURCE_FIELDS), token=token)
    return source


@action
def change_source(
    entry: Entry,
    source: Source,
    details: SourceDetails,
    *,
    seen_revision: int | None,
    by: User | None,
    reason: str = "",
) -> Source:
    refuse(rules.why_not_role(rules.roles_of(by), Role.RESEARCHER))
    source.refresh_from_db()
    refuse(rules.why_not_change_source(source))
    refuse_stale(seen_revision, source.revision)
    details = _with_current(details)
    _check_source(details, source)
    before = facts(source, *_SOURCE_FIELDS)
    Source.objects.swap(source.pk, seen_revision=source.revision, **_columns(details))
    source.members.set(details.members)
    source.refresh_from_db()
    before, after = changed(before, facts(source, *_SOURCE_FIELDS))
    if after.keys() & _DECIDES_WHAT_COUNTS:
        after |= _touch_what_rests_on(entry, source)
    entry.write(Verb.SOURCE_CHANGED, source, by=by, before=before, after=after, reason=reason)
    return source


@action
def merge_sources(
    entry: Entry,
    source: Source,
    into: Source,
    *,
    seen_revision: int | None,
    seen_into_revision: int | None,
    reason: str,
    by: User | None,
    token: str | None = None,
) -> Source:
    """Merge two records of one source: everything that names the first will name the second.

    The first is kept for its history, with its name. The Event holds the ids of what was moved. Signed verdicts
    stay as they are; a sign-off of the old page is stale.
    """
    refuse(rules.why_not_role(rules.roles_of(by), Role.EDITOR))
    source.refresh_from_db()
    into.refresh_from_db()
    if entry.find_repeat(token):
        return into
    refuse_stale(seen_revision, source.revision)
    refuse_stale(seen_into_revision, into.revision)
    refuse(rules.why_not_merge(source, into))
    if not reason.strip():
        raise Invalid("reason", "required", "Say how you know that they are the same source.")
    above = {s.pk for s in Source.objects.with_ancestors([source.pk])}
    changes = into.united_with(source, above)
    before = facts(into, *changes)
    Source.objects.swap(into.pk, seen_revision=into.revision, **changes)
    into.refresh_from_db()
    alike = source.stakes.filter(question__in=into.stakes.values("question"))
    after: Facts = {
        "into": reference(into),
        "taken_over": facts(into, *changes),
        "stakes_alike": [facts(s, "question", "party", "side", "interest") for s in alike],
    }
    alike.delete()
    after["moved"] = _move_all(source, into)
    # Every merged record leads to its current one in one step.
    source.merged.update(merged_into=into)
    Source.objects.swap(source.pk, seen_revision=source.revision, merged_into=into)
    source.refresh_from_db()
    after |= _touch_what_rests_on(entry, into)
    entry.write(
        Verb.SOURCES_MERGED,
        source,
        by=by,
        before={"taken_over": before},
        after=after,
        reason=reason.strip(),
        token=token,
    )
    return into


# What independence and the policy ask of a source. `members` are those of a joint statement.
_DECIDES_WHAT_COUNTS = frozenset({"kind", "parent", "parent_relation", "party", "members"})


def _touch_what_rests_on(entry: Entry, source: Source) -> Facts:
    """Raise the revision of every claim that rests on it, and weigh those again that have a signed verdict.

    About eight queries for each signed verdict: 500 take four seconds, in which nobody else can save.
    """
    family = [one.pk for one in Source.objects.with_descendants([source.pk])]
    voices = Q(pk__in=family) | Q(
        members__in=family
    )  # a joint statement is the voice of its members
    claims = Claim.objects.resting_on_sources(Source.objects.filter(voices).distinct())
    workflow.touch_all(claims)
    return reweigh_all(entry, claims, SinceSigning.BASIS_CHANGED)


def _move_all(source: Source, into: Source) -> dict[str, list[int]]:
    """Move all rows that name the one to the other. Return their ids by relation."""
    Question.objects.filter(stakes__source=source).update(revision=F("revision") + 1)
    moved: dict[str, list[int]] = {}
    for relation in NAMES_A_SOURCE:
        column = Source._meta.get_field(relation)
        assert isinstance(column, ManyToOneRel)
        rows = getattr(source, relation)
        ids = sorted(rows.order_by().values_list("pk", flat=True))
        changes: Columns = {column.field.name: into}
        if issubclass(column.related_model, Revised):
            changes["revision"] = F("revision") + 1
        rows.update(**changes)
        if ids:
            moved[relation] = ids
    return moved | _move_memberships(source, into)


def _move_memberships(source: Source, into: Source) -> dict[str, list[int]]:
    """Move what the one is a member of, and its own members if both are joint statements."""
    joint = sorted(source.joint_statements.values_list("pk", flat=True))
    members = sorted(source.members.values_list("pk", flat=True))
    for statement in source.joint_statements.all():
        statement.members.add(into)
        statement.members.remove(source)
    Source.objects.filter(pk__in=joint).update(revision=F("revision") + 1)
    into.members.add(*members)
    source.members.clear()
    moved = {"joint_statements": joint, "members": members}
    return {relation: ids for relation, ids in moved.items() if ids}


def _current(source: Source) -> Source:
    found = Source.objects.select_related("merged_into").get(pk=source.pk)
    return found.current


def _with_current(details: SourceDetails) -> SourceDetails:
    """Return the details with each source that was merged replaced by the one it was merged into."""
    parent = _current(details.parent) if details.parent else None
    members = dict.fromkeys(_current(member) for member in details.members)
    return replace(details, parent=parent, members=tuple(members))


def _insert(entry: Entry, details: SourceDetails, by: User | None, *, as_new: bool) -> Source:
    details = _with_current(details)
    _check_source(details, None)
    if not as_new:
        near = near_now(names_of(details))
        if details.distinction:  # it is told apart from those of the same name
            near = [one for one in near if one.folded_name != name_key(details.name)]
        # Whoever says what it belongs to, or who issued it, has told it apart from those.
        near = [one for one in near if one not in (details.parent, *details.members)]
        ask_which("name", rules.why_not_add_source(details.name, near), near)
    source = Source.objects.create(**_columns(details), created_at=entry.at, created_by=by)
    source.members.set(details.members)
    return source


def _columns(details: SourceDetails) -> Columns:
    columns = {name: getattr(details, name) for name in _SOURCE_FIELDS if name != "members"}
    return columns | {name: " ".join(columns[name].split()) for name in ("name", "distinction")}


def _check_source(details: SourceDetails, source: Source | None) -> None:
    _check_name(details, source)
    _check_members(details, source)
    is_desk = source is not None and source.kind == SourceKind.DESK
    if (details.kind == SourceKind.DESK) != is_desk:
        raise Invalid(
            "kind",
            "one_desk",
            "The kind of this desk cannot be changed, and no other source can have it.",
        )
    if (details.parent is None) != (not details.parent_relation):
        raise Invalid(
            "parent_relation",
            "parent_relation",
            "Choose both the parent and the relation to it, or neither.",
        )
    if details.withheld and not details.withheld_reason.strip():
        raise Invalid("withheld_reason", "required", "Say why you withhold the name.")
    if source and details.parent:
        above = {s.pk for s in Source.objects.with_ancestors([details.parent.pk])}
        if source.pk in above:
            raise Invalid("parent", "cycle", "A source cannot be its own parent or ancestor.")


def _check_name(details: SourceDetails, source: Source | None) -> None:
    """Refuse a name that is empty, names nobody, or is another source's with the same note."""
    name = " ".join(details.name.split())
    if not name:
        raise Invalid("name", "required", "Enter a name.")
    if denial := rules.why_not_name(name):
        raise Invalid("name", denial.code, denial.message)
    if len(name) > LONGEST_NAME:
        raise Invalid("name", "too_long", f"A name can have at most {LONGEST_NAME} characters.")
    if len(details.distinction) > LONGEST_DISTINCTION:
        raise Invalid(
            "distinction",
            "too_long",
            f"The note can have at most {LONGEST_DISTINCTION} characters.",
        )
    same = Source.objects.select_related("merged_into").filter(
        folded_name=name_key(name), folded_distinction=name_key(details.distinction)
    )
    others = [one for one in same.order_by("-merged_into", "pk") if one.current != source]
    if others:
        taken = others[0]
        known = (
            f"A source named {taken.name} was merged into {taken.current.name}. Use that one."
            if taken.merged_into
            else f"A source named {taken} already exists. Use that one, or add a note that tells them apart."
        )
        raise Invalid("name", "name_taken", known)


def _check_members(details: SourceDetails, source: Source | None) -> None:
    """Refuse members that cannot have issued it together: only a joint statement has any, two or more."""
    is_joint = details.kind == SourceKind.JOINT
    if is_joint and len(details.members) < 2:
        raise Invalid("members", "two_members", "Name at least two sources that issued it.")
    if details.members and not is_joint:
        raise Invalid("members", "not_joint", "Only a joint statement has members.")
    if any(member.kind == SourceKind.JOINT for member in details.members):
        raise Invalid(
            "members",
            "joint_member",
            "A joint statement cannot be a member of another one. Name its members instead.",
        )
    if source is None:
        return
    if source in details.members:
        raise Invalid("members", "itself", "A joint statement cannot be its own member.")
    if is_joint and source.joint_statements.exists():
        raise Invalid(
            "kind",
            "is_member",
            "This source is a member of a joint statement, so it cannot be one itself.",
        )
