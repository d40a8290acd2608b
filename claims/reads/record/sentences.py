"""The record in sentences: what each Event says somebody did, and to what.

An Event holds codes, ids, names and what people typed. Older ones also hold labels, which are shown as they
are: a code is given its label, and anything else is printed as it was written.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import ngettext

from claims.enums import (
    ClaimStatus,
    DismissedAs,
    Judgement,
    OutletState,
    Role,
    Stance,
    Verb,
    VerdictChange,
)
from claims.models import Event, Rating

from .values import (
    field_name,
    hint_text,
    label_of,
    link_text,
    moment_text,
    name_of,
    problem_text,
    shortened,
)

V = Verb
Ratings = Mapping[str, str]  # the label of each code

# One sentence for each verb: {who} is the person, {it} is what it was done to, by name or as "the claim".
SENTENCES: Mapping[Verb, str] = {
    V.USER_CREATED: "{who} created {it}",
    V.USER_CHANGED: "{who} changed {it}",
    V.ACCOUNT_ERASED: "{who} erased the name of {it}",
    V.PASSWORD_CHANGED: "{who} changed the password of {it}",
    V.PASSWORD_RESET: "{who} used the link in a mail to set the password of {it}",
    V.SOURCE_ADDED: "{who} added {it}",
    V.SOURCE_CHANGED: "{who} changed {it}",
    V.SOURCES_MERGED: "{who} merged {it} into another source",
    V.ARTICLE_ADDED: "{who} added {it}",
    V.ARTICLE_CHANGED: "{who} changed {it}",
    V.ARTICLES_JOINED: "{who} joined {it} to another article of the same page",
    V.ARTICLES_TOLD_APART: "{who} said that {it} and another article are not the same page",
    V.ARTICLES_IMPORTED: "{who} imported articles, starting with {it}",
    V.OUTLET_STATE_CHANGED: "{who} noted what the outlet did with {it}",
    V.BOILERPLATE_RESTORED: "{who} put text back into {it} that was taken for page boilerplate",
    V.CAPTURE_ASKED: "{who} requested an archived copy for {it}",
    V.CAPTURES_ASKED: "{who} requested archived copies again, starting with {it}",
    V.CAPTURED: "{who} archived a copy of the page for {it}",
    V.COPY_ADDED: "{who} added a copy of {it} by hand",
    V.COPY_JUDGED: "{who} said what an archived copy of {it} is",
    V.CAPTURE_FAILED: "{who} requested a copy for {it}, but the page could not be archived yet",
    V.CAPTURE_GIVEN_UP: "{who} requested a copy for {it}, but the page could not be archived",
    V.SCREENSHOT_TAKEN: "{who} requested a copy for {it}, and a screenshot of the page was taken",
    V.SCREENSHOT_FAILED: "{who} requested a copy for {it}, but no screenshot of the page could be taken",
    V.CLAIM_ADDED: "{who} added {it}",
    V.CLAIMS_IMPORTED: "{who} imported claims, starting with {it}",
    V.IMPORT_UNDONE: "{who} undid the import of {it}",
    V.CLAIM_CHANGED: "{who} changed {it}",
    V.CLAIM_ASSIGNED: "{who} assigned {it}",
    V.CLAIM_LINKED: "{who} linked {it} to another claim",
    V.CLAIM_UNLINKED: "{who} removed a link from {it} to another claim",
    V.APPEARANCE_ADDED: "{who} added an appearance of {it}",
    V.APPEARANCE_CHANGED: "{who} changed an appearance of {it}",
    V.ORIGIN_HINT_DISMISSED: "{who} dismissed a hint about where {it} comes from",
    V.CLAIM_HINT_DISMISSED: "{who} dismissed a hint about {it}",
    V.SUGGESTION_DISMISSED: "{who} dismissed a suggestion in {it}",
    V.SUGGESTION_RESTORED: "{who} restored a suggestion in {it}",
    V.QUESTION_ADDED: "{who} added {it}",
    V.QUESTION_CHANGED: "{who} changed {it}",
    V.EVIDENCE_ATTACHED: "{who} added evidence to {it}",
    V.EVIDENCE_CHANGED: "{who} changed evidence for {it}",
    V.EVIDENCE_WITHDRAWN: "{who} withdrew evidence from {it}",
    V.ASSESSED: "{who} assessed {it}",
    V.SETTLED: "{who} settled the disagreement on {it}",
    V.SIGNED_OFF: "{who} signed off {it}",
    V.OVERRIDES_PROPOSED: "{who} proposed to sign off {it} by override",
    V.OVERRIDES_DECLINED: "{who} declined to sign off {it} by override",
    V.RETURNED: "{who} returned {it} to open",
    V.REOPENED: "{who} reopened {it}",
    V.CLAIM_WITHDRAWN: "{who} withdrew {it}",
    V.CLAIM_RESTORED: "{who} restored {it}",
    V.COMMENTED: "{who} commented on {it}",
    V.RATING_ADDED: "{who} added {it}",
    V.RATING_CHANGED: "{who} changed {it}",
    V.DESK_CHANGED: "{who} changed {it}",
    V.EXPORT_NUMBERED: "{who} numbered {it}",
    V.COPIES_TAKEN_DOWN: "{who} took down archived copies of {it}",
    V.COPIES_EXPIRED: "{who} removed archived copies that {it} no longer keeps",
    V.HOLD_PLACED: "{who} placed a legal hold on {it}",
    V.HOLD_LIFTED: "{who} lifted a legal hold on {it}",
    V.EXPORT_DOWNLOADED: "{who} downloaded a file from {it}",
    V.COPY_DOWNLOADED: "{who} downloaded {it}",
    V.ROWS_RECORDED: "{who} recorded what rows of {it} hold since before the record told of them",
}

# Before an import could be undone, its Events were about its first claim or article. Those of a list of URLs still are.
_OF_A_FILE: Mapping[Verb, str] = {
    V.CLAIMS_IMPORTED: "{who} imported claims from {it}",
    V.ARTICLES_IMPORTED: "{who} imported articles from {it}",
    V.IMPORT_UNDONE: SENTENCES[V.IMPORT_UNDONE],
}

# What an Event is about: with its name, with its number alone, and on its own page, where it has neither.
_NAMED = {
    "claim": "claim {number}: ‘{name}’",
    "article": "article {number}: ‘{name}’",
    "source": "the source ‘{name}’",
    "question": "the question ‘{name}’",
    "rating": "the rating ‘{name}’",
    "user": "the account ‘{name}’",
    "import": "the file ‘{name}’",
}
_NUMBERED = {
    "article": "article {number}",
    "source": "source {number}",
    "question": "question {number}",
    "rating": "rating {number}",
    "user": "account {number}",
    "export": "export {number}",
    "recordhead": "the desk",
    "snapshot": "archived copy {number}",
    "desk": "the desk’s policy",
    "import": "file {number}",
}
_UNNAMED = {
    "claim": "the claim",
    "article": "the article",
    "source": "the source",
    "question": "the question",
    "rating": "the rating",
    "user": "the account",
    "export": "the export",
    "import": "the file",
    "desk": "the desk’s policy",
}


def name_in_sentence(object_type: str, number: int, name: str) -> str:
    """Return how a sentence names an object of the desk."""
    if name and object_type in _NAMED:
        return _NAMED[object_type].format(number=number, name=shortened(name))
    return _NUMBERED.get(object_type, "{number}").format(number=number)


def unnamed_in_sentence(event: Event) -> str:
    """Return the short name of what the Event is about, for a page that already shows the full name."""
    return _UNNAMED["claim"] if event.claim_id else _UNNAMED.get(event.object_type, "this")


@dataclass(frozen=True)
class Part:
    """A piece of a sentence: the person ("who"), what it was done to ("it"), or the words between ("")."""

    kind: str
    text: str

    @property
    def is_who(self) -> bool:
        return self.kind == "who"

    @property
    def is_it(self) -> bool:
        return self.kind == "it"


@dataclass(frozen=True)
class Sentence:
    """What somebody did, in parts, so that a page can link what it was done to; and remarks on it."""

    parts: tuple[Part, ...]
    remarks: tuple[str, ...]

    @property
    def after_who(self) -> str:
        """The sentence and its remarks, for a page that prints who did it first."""
        sentence = "".join(part.text for part in self.parts if not part.is_who).strip()
        return " · ".join([sentence, *self.remarks])


def sentence(event: Event, it: str, ratings: Ratings, *, of_claim: int | None = None) -> Sentence:
    """Return what the Event says. `it` is how the sentence names what it is about. No query.

    On the page of a claim (`of_claim`), only that claim's verdict is said to be weighed again.
    """
    verb = Verb(event.verb)
    texts = {"who": event.by_name, "it": it}
    known = _OF_A_FILE if event.object_type == "import" else SENTENCES
    pieces = re.split(r"\{(\w+)\}", known[verb])  # text and placeholder by turns
    parts = [Part(p, texts[p]) if i % 2 else Part("", p) for i, p in enumerate(pieces) if p]
    return Sentence(tuple(parts), tuple(_remarks(event, verb, ratings, of_claim)))


def rating_labels(events: Iterable[Event]) -> Ratings:
    """Return the present labels of the ratings, if these Events name any. One query at most."""
    if not any(event.verb in _NAMES_RATING for event in events):
        return {}
    return dict(Rating.objects.values_list("code", "label"))


def says_it_all(event: Event) -> bool:
    """Return True if the sentence has every value that was changed, so that no list of them is needed."""
    return not event.before or Verb(event.verb) in _REMARKS


# --- remarks: what else the Event says, in a few words each ---


def _remarks(event: Event, verb: Verb, ratings: Ratings, of_claim: int | None) -> Iterator[str]:
    if event.object_type == "evidence":
        yield f"evidence {event.object_id}"
    yield from filter(None, _REMARKS.get(verb, _what_changed)(event, ratings))
    if freed := event.after.get("freed"):
        yield _count(len(freed), "{n} claim freed for others", "{n} claims freed for others")
    if "round" in event.after and verb not in _SAY_THEIR_ROUND:
        yield _round_began(event)
    if reweighed := _reweighed_of(of_claim, event):
        yield _reweighed(reweighed)


def _reweighed_of(claim: int | None, event: Event) -> list[Mapping[str, Any]]:
    rows: list[Mapping[str, Any]] = event.after.get("reweighed", [])
    return [row for row in rows if claim in (None, row["claim"]["id"])]


def _reweighed(rows: list[Mapping[str, Any]]) -> str:
    """Say how many signed verdicts rest on it, and how many would no longer pass. The values name the rules."""
    failing = sum(1 for row in rows if row["failing"])
    if len(rows) == 1:
        return (
            "the signed verdict would no longer pass" if failing else "after the verdict was signed"
        )
    if failing:
        return f"{len(rows)} signed verdicts weighed again, {failing} would no longer pass"
    return f"{len(rows)} signed verdicts weighed again"


def _outlet(event: Event, ratings: Ratings) -> Iterator[str]:
    if "outlet_state" in event.after:
        yield label_of(OutletState, event.after["outlet_state"])


def _what_changed(event: Event, ratings: Ratings) -> Iterator[str]:
    """Name what was changed; new values are not listed, because the object's page shows them."""
    yield ", ".join(sorted(field_name(name) for name in event.before))


def _round_began(event: Event) -> str:
    return f"round {event.after['round']} began"


def _new_round(event: Event, ratings: Ratings) -> Iterator[str]:
    yield _round_began(event)


def _account(event: Event, ratings: Ratings) -> Iterator[str]:
    yield ", ".join(label_of(Role, role) for role in event.after["roles"]) or "no role"


def _articles(event: Event, ratings: Ratings) -> Iterator[str]:
    yield _count(len(event.after["articles"]), "{n} article", "{n} articles")
    yield from _requests(event)


def _claims(event: Event, ratings: Ratings) -> Iterator[str]:
    yield _count(len(event.after["claims"]), "{n} claim", "{n} claims")
    yield from _requests(event)


def _requests(event: Event) -> Iterator[str]:
    """Say how many pages of the desk were named again, so that a copy was requested."""
    if asked := event.after.get("captures"):
        yield _count(len(asked), "{n} copy requested", "{n} copies requested")


def _removed(event: Event, ratings: Ratings) -> Iterator[str]:
    after = event.after
    if "claims_removed" in after:
        yield _count(after["claims_removed"], "{n} claim removed", "{n} claims removed")
    if off := after.get("articles_taken_off"):
        yield _count(len(off), "{n} article taken off the desk", "{n} articles taken off the desk")


def _captures(event: Event, ratings: Ratings) -> Iterator[str]:
    yield _count(len(event.after["captures"]), "{n} page", "{n} pages")


def _captured(event: Event, ratings: Ratings) -> Iterator[str]:
    after = event.after
    if gone := after.get("words_gone"):
        claims = ", ".join(str(claim["id"]) for claim in gone)
        yield ngettext(
            "the words of claim {claims} are no longer there",
            "the words of claims {claims} are no longer there",
            len(gone),
        ).format(claims=claims)
    elif after.get("judgement"):
        yield f"the page looks like this: {label_of(Judgement, after['judgement'])}"
    elif after.get("unchanged"):
        yield "the text is unchanged"
    elif after.get("problem"):
        yield problem_text(after["problem"])


def _ruled(event: Event, ratings: Ratings) -> Iterator[str]:
    yield "it is the article" if event.after["is_article"] else "it is not the article"


def _not_captured(event: Event, ratings: Ratings) -> Iterator[str]:
    yield f"attempt {event.after['attempts']}"
    yield problem_text(event.after["problem"])


def _signed(event: Event, ratings: Ratings) -> Iterator[str]:
    after = event.after
    yield _rating(event, ratings)
    yield f"version {after['version']}"
    if after["version"] > 1:
        yield label_of(VerdictChange, after["change"])
    if proposed_by := after.get("proposed_by"):
        yield f"overrides proposed by {name_of(proposed_by)}"


def _proposed(event: Event, ratings: Ratings) -> Iterator[str]:
    yield _rating(event, ratings)
    yield ", ".join(f"‘{field_name(rule)}’" for rule in sorted(event.after["overrides"]))


def _declined(event: Event, ratings: Ratings) -> Iterator[str]:
    yield f"proposed by {name_of(event.after['proposed_by'])}"


def _rating(event: Event, ratings: Ratings) -> str:
    """Return the rating's current label. Older Events hold the label itself, not a code."""
    rating = str(event.after["rating"])
    return ratings.get(rating, rating)


def _settled(event: Event, ratings: Ratings) -> Iterator[str]:
    yield _rating(event, ratings)


def _assessed(event: Event, ratings: Ratings) -> Iterator[str]:
    """Say that somebody assessed, which is not secret. What they found is not in the Event."""
    number, status = event.after["round"], event.after["status"]
    if status == ClaimStatus.IN_REVIEW:
        yield f"round {number}"
    else:
        yield f"round {number} is complete"
        yield label_of(ClaimStatus, status)


def _withdrawn(event: Event, ratings: Ratings) -> Iterator[str]:
    after = event.after
    if other := after.get("duplicate_of"):
        yield f"the same as claim {other['id']}: ‘{shortened(other['name'])}’"
    if "retracted_version" in after:
        yield f"the verdict is retracted (version {after['retracted_version']})"


def _assigned(event: Event, ratings: Ratings) -> Iterator[str]:
    assignee = event.after["assignee"]
    yield f"to {assignee}" if assignee else "to nobody"


def _linked(event: Event, ratings: Ratings) -> Iterator[str]:
    yield link_text(event.after or event.before)


def _hint(event: Event, ratings: Ratings) -> Iterator[str]:
    yield hint_text(event.after["hint"])


def _evidence(event: Event, ratings: Ratings) -> Iterator[str]:
    yield label_of(Stance, event.after["stance"])
    yield f"seen in {name_of(event.after['seen_in'])}"


def _comment(event: Event, ratings: Ratings) -> Iterator[str]:
    """Leave out words that are hidden while a round is blind: they are not in the Event, but on the claim's page."""
    if "text" in event.after:
        yield f"‘{shortened(event.after['text'])}’"
    else:
        yield "held back while the round was blind"


def _returned(event: Event, ratings: Ratings) -> Iterator[str]:
    yield from _comment(event, ratings)
    yield _round_began(event)


def _merged(event: Event, ratings: Ratings) -> Iterator[str]:
    """Evidence names a source in three columns, and each piece is counted once."""
    yield f"into ‘{name_of(event.after['into'])}’"
    moved: dict[str, set[int]] = {}
    for name, ids in event.after["moved"].items():
        key = "evidence" if name.endswith("_evidence") else name
        moved[key] = moved.get(key, set()) | set(ids)
    for name, (one, many) in _MOVED.items():
        if name in moved:
            yield _count(len(moved[name]), one, many)
    if not moved:
        yield "nothing moved"


def _joined(event: Event, ratings: Ratings) -> Iterator[str]:
    yield f"to A{event.after['into']['id']}: ‘{name_of(event.after['into'])}’"
    for name, (one, many) in _MOVED.items():
        if moved := event.after["moved"].get(name):
            yield _count(len(moved), one, many)


def _told_apart(event: Event, ratings: Ratings) -> Iterator[str]:
    yield f"the other is A{event.after['other']['id']}: ‘{name_of(event.after['other'])}’"


# What a merge or join moved, by the relation.
_MOVED = {
    "articles": ("{n} article moved", "{n} articles moved"),
    "republished_in": ("{n} republication moved", "{n} republications moved"),
    "attributions": ("{n} step of a chain moved", "{n} steps of chains moved"),
    "appearances": ("{n} appearance moved", "{n} appearances moved"),
    "republications": ("{n} republication moved", "{n} republications moved"),
    "children": ("{n} source under it moved", "{n} sources under it moved"),
    "stakes": ("{n} stake moved", "{n} stakes moved"),
    "joint_statements": ("{n} membership moved", "{n} memberships moved"),
    "members": ("{n} member moved", "{n} members moved"),
    "evidence": ("{n} piece of evidence moved", "{n} pieces of evidence moved"),
}


def _dismissed(event: Event, ratings: Ratings) -> Iterator[str]:
    """What was dismissed or restored. Only one of `before` and `after` holds the words."""
    told: dict[str, Any] = event.after or event.before
    yield f"dismissed as: {label_of(DismissedAs, told['dismissed_as'])}"
    yield f"‘{shortened(name_of(told['suggestion']))}’"


def _numbered(event: Event, ratings: Ratings) -> Iterator[str]:
    yield f"as of {moment_text(event.after['as_of'])}"


def _downloaded(event: Event, ratings: Ratings) -> Iterator[str]:
    after = event.after
    yield after["file"]
    yield _count(sum(after["rows"].values()), "{n} row", "{n} rows")
    if "export" in after:
        yield f"changes since export {after['export']['id']}"


def _copy_downloaded(event: Event, ratings: Ratings) -> Iterator[str]:
    if article := event.after["article"]:
        yield f"of A{article['id']}: ‘{shortened(name_of(article))}’"


def _count(number: int, one: str, many: str) -> str:
    return ngettext(one, many, number).format(n=number)


_REMARKS: Mapping[Verb, Callable[[Event, Ratings], Iterator[str]]] = {
    V.USER_CREATED: _account,
    V.ARTICLES_IMPORTED: _articles,
    V.SOURCES_MERGED: _merged,
    V.ARTICLES_JOINED: _joined,
    V.ARTICLES_TOLD_APART: _told_apart,
    V.OUTLET_STATE_CHANGED: _outlet,
    V.CAPTURES_ASKED: _captures,
    V.CAPTURED: _captured,
    V.COPY_ADDED: _captured,
    V.COPY_JUDGED: _ruled,
    V.CAPTURE_FAILED: _not_captured,
    V.CAPTURE_GIVEN_UP: _not_captured,
    V.SCREENSHOT_FAILED: _not_captured,
    V.CLAIMS_IMPORTED: _claims,
    V.IMPORT_UNDONE: _removed,
    V.CLAIM_ASSIGNED: _assigned,
    V.CLAIM_LINKED: _linked,
    V.CLAIM_UNLINKED: _linked,
    V.ORIGIN_HINT_DISMISSED: _hint,
    V.CLAIM_HINT_DISMISSED: _hint,
    V.SUGGESTION_DISMISSED: _dismissed,
    V.SUGGESTION_RESTORED: _dismissed,
    V.EVIDENCE_ATTACHED: _evidence,
    V.ASSESSED: _assessed,
    V.SETTLED: _settled,
    V.SIGNED_OFF: _signed,
    V.OVERRIDES_PROPOSED: _proposed,
    V.OVERRIDES_DECLINED: _declined,
    V.RETURNED: _returned,
    V.REOPENED: _new_round,
    V.CLAIM_WITHDRAWN: _withdrawn,
    V.CLAIM_RESTORED: _new_round,
    V.COMMENTED: _comment,
    V.EXPORT_NUMBERED: _numbered,
    V.EXPORT_DOWNLOADED: _downloaded,
    V.COPY_DOWNLOADED: _copy_downloaded,
}
_NAMES_RATING = frozenset({V.SETTLED, V.SIGNED_OFF, V.OVERRIDES_PROPOSED})
# For all other verbs, an Event has a round only if the action ended the current round.
_SAY_THEIR_ROUND = frozenset(
    {V.ASSESSED, V.SETTLED, V.RETURNED, V.REOPENED, V.CLAIM_RESTORED, V.COMMENTED}
)
