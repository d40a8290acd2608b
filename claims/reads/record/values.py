"""The values of an Event as people read them: names of fields, labels of codes, before and after."""

import datetime
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Choices
from django.utils.formats import date_format
from django.utils.translation import ngettext

from claims import enums
from claims.enums import LinkKind, OriginHintKind, PolicyRule, Verb
from claims.models import Event
from claims.reads.articles.capture_problems import describe_problem
from claims.reads.articles.quote_words import describe_difference

LONGEST_NAME = 120
_MOST_ITEMS = 20  # of a list; an import names all its articles in one Event


@dataclass(frozen=True)
class Change:
    """One value before and after. An Event that only adds has nothing before."""

    name: str
    before: str
    after: str

    @property
    def has_both(self) -> bool:
        return bool(self.before and self.after)


def changes(event: Event, ratings: Mapping[str, str]) -> tuple[Change, ...]:
    """Return everything that the Event holds, by name: the databases keep names in different orders."""
    values = _Values(event, ratings)
    return tuple(
        Change(
            field_name(name),
            values.text(name, event.before[name]) if name in event.before else "",
            values.text(name, event.after[name]) if name in event.after else "",
        )
        for name in sorted(event.before | event.after)
    )


def shortened(text: str, longest: int = LONGEST_NAME) -> str:
    text = " ".join(text.split())
    return text if len(text) <= longest else f"{text[: longest - 1].rstrip()}…"


def name_of(value: Any) -> str:
    """Return the name of something that the record names with its id."""
    return str(value["name"]) if isinstance(value, dict) and "name" in value else str(value or "")


def label_of(choices: type[Choices], value: object) -> str:
    """Return the label of a code; anything else as it is, such as the label that an older Event holds."""
    return str(choices(value).label) if value in choices.values else str(value)


def moment_text(text: str) -> str:
    """Return a moment that the record holds as screens write it; anything else as it is."""
    try:
        moment = datetime.datetime.fromisoformat(text).astimezone(datetime.UTC)
    except ValueError:
        return text
    return str(date_format(moment, "DATETIME_FORMAT"))


def text_or_digest(text: str) -> str:
    """Return the text; of one that the record holds only as a digest, say so."""
    found = _DIGEST.fullmatch(text)
    return f"a text of {int(found[2]):,} characters, SHA-256 {found[1]}" if found else text


# As `actions.record` writes it, and as it did before.
_DIGEST = re.compile(r"sha256:([0-9a-f]{64})(?::| \()(\d+)(?: characters\))?")


# --- names of fields ---

_NAMES = {
    "about_on": "day of the event",
    "archived_copy_asked_for": "archived copy requested of",
    "assessments_required": "assessments required",
    "claimreview_value": "ClaimReview value",
    "distinction": "note that tells it apart",
    "current_copy": "number of the current copy",
    "custody": "where the file came from",
    "events_with_name": "events of an older desk that keep the name",
    "digest": "fingerprint of what was written",
    "file_sha256": "SHA-256 of the file",
    "freed": "claims freed for others",
    "is_article": "the copy is the article",
    "judgement": "what the page was judged to be",
    "moved_appearances": "numbers of the appearances moved",
    "moved_evidence": "numbers of the evidence moved",
    "is_cut": "the page is longer than the screenshot",
    "of_copy": "number of the archived copy of the same page",
    "one_person": "one-person desk",
    "corroborating_origins": "independent origins that corroborate",
    "contradicting_origins": "independent origins that contradict",
    "non_party_origins": "origins known not to be a party",
    "quote_differs": "how the quote entered differs from the copy",
    "reweighed": "signed verdicts weighed again",
    "origin": "original source",
    "origin_kind": "how the original source is named",
    "origin_label": "unnamed source",
    "parent_relation": "relation to the parent",
    "password_changed": "password changed",
    "email_changed": "mail address changed",
    "proposal": "number of the proposal",
    "proposed_by": "overrides proposed by",
    "public_lookup": "anybody can check a fingerprint",
    "reading_trail": "reading trail",
    "reading_trail_days": "days that the reading trail is kept",
    "round_there": "round of the other claim",
    "searched": "what was searched",
    "screenshot_sha256": "SHA-256 of the screenshot",
    "screenshot_snapshot": "number of the screenshot’s archived copy",
    "screenshot_snapshot_digest": "fingerprint of all that is known of the screenshot",
    "factors_removed": "removed from the login",
    "second_factor": "editors and admins need a second factor",
    "second_editor": "overrides need a second editor",
    "settle_blind": "settling without names",
    "size": "bytes",
    "sha256": "SHA-256 of the archived copy",
    "snapshot": "number of the archived copy",
    "snapshot_digest": "fingerprint of all that is known of the copy",
    "stakes_alike": "stakes removed because the other record has them",
    "taken_over": "facts taken over",
    "url": "URL",
    "verdict_sha256": "SHA-256 of its row",
    "withheld": "name withheld",
    "words_gone": "claims whose words are gone",
}


def field_name(name: str) -> str:
    if name in PolicyRule.values:
        return f"rule: {PolicyRule(name).label}"
    return _NAMES.get(name, name.replace("_", " "))


# --- values ---

_CHOICES: Mapping[str, type[Choices]] = {
    "bears_on": enums.BearsOn,
    "change": enums.VerdictChange,
    "confidence": enums.Confidence,
    "dismissed_as": enums.DismissedAs,
    "origin_kind": enums.OriginKind,
    "factors_removed": enums.FactorKind,
    "outlet_state": enums.OutletState,
    "parent_relation": enums.ParentRelation,
    "party": enums.Party,
    "priority": enums.Priority,
    "quote_check": enums.QuoteCheck,
    "reliability": enums.Reliability,
    "roles": enums.Role,
    "stance": enums.Stance,
    "status": enums.ClaimStatus,
    **dict.fromkeys(PolicyRule.values, enums.PolicyLevel),
}
_KINDS: Mapping[str, type[Choices]] = {
    "article": OriginHintKind,  # of an older Event, which has the hint as a sentence
    "claim": enums.ClaimKind,
    "evidence": enums.EvidenceKind,
    "source": enums.SourceKind,
}
_MOMENTS = frozenset({"as_of", "next_attempt"})


class _Values:
    """The values of one Event as text."""

    def __init__(self, event: Event, ratings: Mapping[str, str]) -> None:
        self._ratings = ratings
        self._kinds = _KINDS.get(event.object_type)
        if event.verb in (Verb.CLAIM_LINKED, Verb.CLAIM_UNLINKED):
            self._kinds = LinkKind

    def text(self, name: str, value: Any) -> str:
        if value is None or value == "" or value == [] or value == {}:
            return "none"
        if isinstance(value, bool):
            return "yes" if value else "no"
        if isinstance(value, list):
            items = [self.text(name, item) for item in value[:_MOST_ITEMS]]
            more = len(value) - len(items)
            return "; ".join([*items, f"and {more} more"] if more else items)
        if isinstance(value, dict):
            return self._dict_text(name, value)
        return self._code_text(name, value)

    def _dict_text(self, name: str, value: dict[str, Any]) -> str:
        if name in _SHAPES:
            return _SHAPES[name](value)
        if "name" in value or set(value) == {"id"}:
            return _reference_text(name, value)
        pairs = sorted(value.items())
        return ", ".join(f"{field_name(key)}: {self.text(key, item)}" for key, item in pairs)

    def _code_text(self, name: str, value: object) -> str:
        if name in _MOMENTS:
            return moment_text(str(value))
        if name == "rating":
            return self._ratings.get(str(value), str(value))
        choices = self._kinds if name == "kind" else _CHOICES.get(name)
        return label_of(choices, value) if choices else text_or_digest(str(value))


# What a field names where the row has no name of its own.
_REFERENCES = {
    "article": "article {id}",
    "articles": "article {id}",
    "derived_from": "evidence {id}",
    "republishes_article": "article {id}",
}


def _reference_text(name: str, value: dict[str, Any]) -> str:
    return str(value.get("name") or _REFERENCES.get(name, "number {id}").format(id=value["id"]))


# --- values that have a shape of their own ---

_LINKS = {
    LinkKind.CONTRADICTS: "contradicts claim {number}: ‘{name}’",
    LinkKind.SUPERSEDES: "supersedes claim {number}: ‘{name}’",
    LinkKind.PART_OF: "is part of claim {number}: ‘{name}’",
    LinkKind.REPORTS: "reports claim {number}: ‘{name}’",
}


def link_text(link: Mapping[str, Any]) -> str:
    """Return a claim's link to another. An older Event has the kind's label."""
    kind, other = link["kind"], link["other"]
    kind = next((k for k in LinkKind if kind in (k.value, k.label)), kind)
    text = _LINKS.get(kind, "{kind} claim {number}: ‘{name}’")
    return text.format(kind=kind, number=other["id"], name=shortened(other["name"]))


# What the machine had noticed, by its kind. The last five are `Proposal.facts` and `passage_facts`.
_HINTS = {
    OriginHintKind.SHARED: "it shares passages with article {number}: ‘{name}’",
    OriginHintKind.WIRE: "it is marked as by {name}",
    OriginHintKind.CREDITS: "it credits {name}",
    OriginHintKind.TOLD: "what it quotes was told to {name}",
    "copy": "evidence {evidence} is from a copy of ‘{copy_of}’",
    "derived": "evidence {evidence} repeats evidence {derived_from}",
    "via": "evidence {evidence} was heard via {heard_via}",
    "origin": "the original source of evidence {evidence} is {origin}",
    "passage": "article {article} may have evidence: ‘{words}’",
}


def hint_text(hint: Any) -> str:
    """Return what was noticed. An older Event has it as a sentence."""
    if not isinstance(hint, dict):
        return f"‘{shortened(str(hint))}’"
    other = hint.get("other", {})
    values = hint | {"number": other.get("id"), "name": other.get("name", hint.get("name"))}
    texts = {name: shortened(str(value)) for name, value in values.items()}
    return _HINTS.get(hint["kind"], "{kind}").format(**texts)


def problem_text(problem: Any) -> str:
    """Return why a page was not archived, or has no text. An older Event has it as a sentence."""
    if not isinstance(problem, dict):
        return str(problem)
    return describe_problem(problem["code"], problem)


def _step_text(step: Mapping[str, Any]) -> str:
    """Return one step of a chain of attribution."""
    source, label = name_of(step["source"]), step["label"]
    voice = f"{label} ({source})" if label and source else label or source
    return f"{voice}: {label_of(enums.AttributionKind, step['kind'])}"


def _agreement_text(agreed: Mapping[str, Any]) -> str:
    how = {
        "one_person": "one person assessed and signed",
        "settled": "settled",
        "assessed": "assessed by {assessments} of {assessments_required}",
    }[agreed["how"]]
    statements = [how.format(**agreed)]
    if agreed["signer_gathered_evidence"]:
        statements.append("the signer gathered the evidence")
    return "; ".join(statements)


def _file_text(file: Mapping[str, Any]) -> str:
    one, many = "{name}: {rows} row, SHA-256 {sha256}", "{name}: {rows} rows, SHA-256 {sha256}"
    return ngettext(one, many, file["rows"]).format(**file)


def _reweighed_text(row: Mapping[str, Any]) -> str:
    """Return whether a signed verdict would still pass, and which rules fail."""
    rules = "; ".join(label_of(PolicyRule, rule) for rule in row["failing"])
    text = (
        "claim {id}, version {version} would no longer pass: {rules}"
        if rules
        else "claim {id}, version {version} would still pass"
    )
    return text.format(id=row["claim"]["id"], version=row["version"], rules=rules)


_SHAPES: Mapping[str, Callable[[dict[str, Any]], str]] = {
    "agreement": _agreement_text,
    "chain": _step_text,
    "files": _file_text,
    "hint": hint_text,
    "links": link_text,
    "problem": problem_text,
    "proposal": hint_text,
    "quote_differs": describe_difference,
    "reweighed": _reweighed_text,
}
