"""The record in words: what each Event says was done, and each value before and after."""

import datetime
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from claims import enums
from claims.enums import Verb
from claims.models import Event

V = Verb

LONGEST_LABEL = 120
_MOST_ITEMS = 20  # of a list; an import names all its articles in one Event

# `{it}` is where the thing stands, as a link on the record's page. On its own page the verb's label says enough.
WORDS: Mapping[Verb, str] = {
    V.USER_CREATED: "created the account {it}",
    V.USER_CHANGED: "changed the account {it}",
    V.SOURCE_ADDED: "added the source {it}",
    V.SOURCE_CHANGED: "changed the source {it}",
    V.SOURCES_MERGED: "merged the source {it}",
    V.ARTICLE_ADDED: "added {it}",
    V.ARTICLE_CHANGED: "changed {it}",
    V.ARTICLES_IMPORTED: "imported articles, the first being {it}",
    V.BOILERPLATE_RESTORED: "put back a stretch of page boilerplate in {it}",
    V.CAPTURE_ASKED: "asked for an archived copy for {it}",
    V.CAPTURES_ASKED: "asked again for archived copies, the first for {it}",
    V.CAPTURED: "archived a copy of the page for {it}",
    V.CAPTURE_FAILED: "was told that the page for {it} could not be archived yet",
    V.CAPTURE_GIVEN_UP: "was told that the page for {it} could not be archived",
    V.CLAIM_LIFTED: "lifted {it}",
    V.CLAIMS_IMPORTED: "imported claims, the first being {it}",
    V.CLAIM_CHANGED: "changed {it}",
    V.CLAIM_ASSIGNED: "assigned {it}",
    V.CLAIM_LINKED: "linked {it}",
    V.CLAIM_UNLINKED: "removed a link of {it}",
    V.APPEARANCE_ADDED: "added an appearance of {it}",
    V.APPEARANCE_CHANGED: "changed an appearance of {it}",
    V.ORIGIN_HINT_DISMISSED: "said that {it} does not come from there",
    V.CLAIM_HINT_DISMISSED: "set a hint about {it} aside",
    V.SUGGESTION_DISMISSED: "dismissed a suggestion in {it}",
    V.SUGGESTION_RESTORED: "took back the dismissal of a suggestion in {it}",
    V.QUESTION_ADDED: "added the question {it}",
    V.QUESTION_CHANGED: "changed the question {it}",
    V.EVIDENCE_ATTACHED: "added evidence to {it}",
    V.EVIDENCE_CHANGED: "changed evidence of {it}",
    V.EVIDENCE_WITHDRAWN: "withdrew evidence of {it}",
    V.ASSESSED: "assessed {it}",
    V.SETTLED: "settled the disagreement on {it}",
    V.SIGNED_OFF: "signed off {it}",
    V.RETURNED: "returned {it} to open",
    V.REOPENED: "reopened {it}",
    V.CLAIM_WITHDRAWN: "withdrew {it}",
    V.CLAIM_RESTORED: "restored {it}",
    V.COMMENTED: "commented on {it}",
    V.RATING_ADDED: "added the rating {it}",
    V.RATING_CHANGED: "changed the rating {it}",
    V.DESK_CHANGED: "changed {it}",
    V.EXPORT_NUMBERED: "numbered {it}",
}


@dataclass(frozen=True)
class Change:
    """One value before and after. An Event that only adds has nothing before."""

    name: str
    before: str
    after: str


@dataclass(frozen=True)
class Sentence:
    """What somebody did, in pieces, so that a page can link what it was done to."""

    start: str
    it: str
    end: str
    remark: str
    label: str

    @property
    def whole(self) -> str:
        return self._with_remark(f"{self.start}{self.it}{self.end}")

    @property
    def short(self) -> str:
        """For the page of the thing itself, which need not be named."""
        return self._with_remark(self.label)

    def _with_remark(self, text: str) -> str:
        return f"{text} · {self.remark}" if self.remark else text


def sentence(event: Event, it: str) -> Sentence:
    """`it` is the thing's name, from `reads.record`. No query."""
    verb = Verb(event.verb)
    start, _, end = WORDS[verb].partition("{it}")
    remark = _REMARKS.get(verb, _what_changed)(event)
    if event.object_type == "evidence":
        remark = f"evidence {event.object_id}" + (f" · {remark}" if remark else "")
    if "round" in event.after and verb not in _SAY_THEIR_ROUND:
        remark = ", ".join(filter(None, [remark, f"so round {event.after['round']} began"]))
    return Sentence(start, it, end, remark, verb.label)


def changes(event: Event) -> tuple[Change, ...]:
    """Everything that the Event holds, by name, each in words. The databases keep names in different orders."""
    names = sorted(event.before | event.after)
    return tuple(
        Change(
            _name(event, name),
            _words(event, name, event.before[name]) if name in event.before else "",
            _words(event, name, event.after[name]) if name in event.after else "",
        )
        for name in names
    )


def says_it_all(event: Event) -> bool:
    """The sentence has every value that was changed; nothing need be shown beside it."""
    return not event.before or Verb(event.verb) in _REMARKS


def shortened(text: str, longest: int = LONGEST_LABEL) -> str:
    text = " ".join(text.split())
    return text if len(text) <= longest else f"{text[: longest - 1].rstrip()}…"


def named(value: Any) -> str:
    """The name of something that the record names with its id."""
    return str(value["name"]) if isinstance(value, dict) and "name" in value else str(value or "")


# --- what stands behind the sentence, in a few words ---


def _what_changed(event: Event) -> str:
    """The names of what was changed; what was added is told by the thing itself."""
    return ", ".join(sorted(_name(event, name) for name in event.before))


def _captured(event: Event) -> str:
    after = event.after
    if "words_gone" in after:
        claims = ", ".join(str(claim["id"]) for claim in after["words_gone"])
        return f"the words of claim {claims} are no longer there"
    if after.get("unchanged"):
        return "the text is unchanged"
    return str(after.get("problem", ""))


def _not_captured(event: Event) -> str:
    attempt = f"attempt {event.after['attempts']}"
    return f"{attempt}: {event.after['problem']}"


def _signed(event: Event) -> str:
    after = event.after
    said = f"{after['rating']}, version {after['version']}"
    return f"{said}, {after['change']}" if after["version"] > 1 else said


def _assessed(event: Event) -> str:
    """That somebody assessed is no secret; what they found is not in the Event."""
    round_ = f"round {event.after['round']}"
    if event.after["status"] == enums.ClaimStatus.IN_REVIEW:
        return round_
    return f"{round_}, complete: {enums.ClaimStatus(event.after['status']).label}"


def _new_round(event: Event) -> str:
    return f"round {event.after['round']} began"


def _withdrawn(event: Event) -> str:
    after, remarks = event.after, []
    if "duplicate_of" in after:
        other = after["duplicate_of"]
        remarks.append(f"the same as claim {other['id']}: ‘{shortened(other['name'])}’")
    if "retracted_version" in after:
        remarks.append(f"the verdict is retracted (version {after['retracted_version']})")
    return ", ".join(remarks)


def _linked(event: Event) -> str:
    link = event.after or event.before
    return f"it {link['kind']} claim {link['other']['id']}: ‘{shortened(link['other']['name'])}’"


def _evidence(event: Event) -> str:
    after = event.after
    return f"{enums.Stance(after['stance']).label}, seen in {named(after['seen_in'])}"


def _comment(event: Event) -> str:
    """Words that wait for a blind round are not in the Event; by then they stand beside the claim."""
    if "text" in event.after:
        return f"‘{shortened(event.after['text'])}’"
    return "held back while the round was blind"


def _returned(event: Event) -> str:
    return f"{_comment(event)}, {_new_round(event)}"


# What a merge moved, by the relation; evidence names a source in three places and is counted once.
_MOVED = {
    "articles": ("article", "articles"),
    "republished_in": ("republication", "republications"),
    "attributions": ("step of a chain", "steps of chains"),
    "children": ("source under it", "sources under it"),
    "stakes": ("stake", "stakes"),
    "evidence": ("piece of evidence", "pieces of evidence"),
}


def _merged(event: Event) -> str:
    moved: dict[str, set[int]] = {}
    for name, ids in event.after["moved"].items():
        key = "evidence" if name.endswith("_evidence") else name
        moved[key] = moved.get(key, set()) | set(ids)
    counts = [
        f"{len(moved[name])} {one if len(moved[name]) == 1 else many}"
        for name, (one, many) in _MOVED.items()
        if name in moved
    ]
    return f"into ‘{named(event.after['into'])}’, with {', '.join(counts) or 'nothing to move'}"


def _dismissed(event: Event) -> str:
    """What was dismissed, or taken back; the words stand on one side alone."""
    told = event.after or event.before
    as_ = enums.DismissedAs(told["dismissed_as"]).label
    return f"as {as_}: ‘{shortened(named(told['suggestion']))}’"


_REMARKS: Mapping[Verb, Callable[[Event], str]] = {
    V.USER_CREATED: lambda event: ", ".join(event.after["roles"]) or "no role",
    V.ARTICLES_IMPORTED: lambda event: f"{len(event.after['articles'])} in all",
    V.SOURCES_MERGED: _merged,
    V.CAPTURES_ASKED: lambda event: f"{len(event.after['captures'])} in all",
    V.CAPTURED: _captured,
    V.CAPTURE_FAILED: _not_captured,
    V.CAPTURE_GIVEN_UP: _not_captured,
    V.CLAIMS_IMPORTED: lambda event: f"{len(event.after['claims'])} in all",
    V.CLAIM_ASSIGNED: lambda event: f"to {event.after['assignee'] or 'nobody'}",
    V.CLAIM_LINKED: _linked,
    V.CLAIM_UNLINKED: _linked,
    V.ORIGIN_HINT_DISMISSED: lambda event: f"‘{shortened(event.after['hint'])}’",
    V.CLAIM_HINT_DISMISSED: lambda event: f"‘{shortened(event.after['hint'])}’",
    V.SUGGESTION_DISMISSED: _dismissed,
    V.SUGGESTION_RESTORED: _dismissed,
    V.EVIDENCE_ATTACHED: _evidence,
    V.ASSESSED: _assessed,
    V.SETTLED: lambda event: event.after["rating"],
    V.SIGNED_OFF: _signed,
    V.RETURNED: _returned,
    V.REOPENED: _new_round,
    V.CLAIM_WITHDRAWN: _withdrawn,
    V.CLAIM_RESTORED: _new_round,
    V.COMMENTED: _comment,
    V.EXPORT_NUMBERED: lambda event: f"as of {event.after['as_of']}",
}
# Of the others, an Event has a round only where what was done ended the one before.
_SAY_THEIR_ROUND = frozenset(
    {V.ASSESSED, V.SETTLED, V.RETURNED, V.REOPENED, V.CLAIM_RESTORED, V.COMMENTED}
)

# --- values in words ---

_NAMES = {
    "about_on": "the thing claimed happens on",
    "claimreview_value": "ClaimReview value",
    "code": "code",
    "digest": "fingerprint of what was written",
    "snapshot_digest": "fingerprint of all that is known of the copy",
    "one_person": "one-person desk",
    "origin_kind": "how it is named",
    "origin": "original source",
    "parent_relation": "whose voice, how",
    "sha256": "SHA-256 of the archived copy",
    "snapshot": "archived copy",
    "taken_over": "facts taken over",
    "url": "URL",
    "verdict_sha256": "SHA-256 of its row",
    "withheld": "name withheld",
}
_ENUMS: Mapping[str, Any] = {
    "bears_on": enums.BearsOn,
    "confidence": enums.Confidence,
    "dismissed_as": enums.DismissedAs,
    "origin_kind": enums.OriginKind,
    "parent_relation": enums.ParentRelation,
    "party": enums.Party,
    "priority": enums.Priority,
    "quote_check": enums.QuoteCheck,
    "reliability": enums.Reliability,
    "stance": enums.Stance,
    "status": enums.ClaimStatus,
}
_KINDS: Mapping[str, Any] = {
    "claim": enums.ClaimKind,
    "evidence": enums.EvidenceKind,
    "source": enums.SourceKind,
}


def _name(event: Event, name: str) -> str:
    if event.object_type == "desk" and name in enums.PolicyRule.values:
        return f"rule: {enums.PolicyRule(name).label}"
    return _NAMES.get(name, name.replace("_", " "))


def _words(event: Event, name: str, value: Any) -> str:
    if value is None or value == "" or value == [] or value == {}:
        return "none"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        items = [_words(event, name, item) for item in value[:_MOST_ITEMS]]
        more = len(value) - len(items)
        return "; ".join([*items, f"and {more} more"] if more else items)
    if isinstance(value, dict):
        if "name" in value:
            return named(value)
        return ", ".join(
            f"{_name(event, key)}: {_words(event, key, item)}"
            for key, item in sorted(value.items())
        )
    kinds = _KINDS.get(event.object_type) if name == "kind" else _ENUMS.get(name)
    if kinds is not None and value in kinds.values:
        return str(kinds(value).label)
    return str(value)


def moment(at: datetime.datetime) -> str:
    """As the record prints it: UTC, to the second."""
    return at.astimezone(datetime.UTC).strftime("%Y-%m-%d %H:%M:%S")
