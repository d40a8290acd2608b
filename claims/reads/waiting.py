"""Evidence waiting: what other articles of the desk say of the same thing as a claim, and the form that it fills in."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from claims import rules
from claims.enums import (
    AttributionKind,
    EvidenceKind,
    OriginKind,
    Stance,
    SuggestionState,
)
from claims.errors import Denial
from claims.extractors.stance import hint as stance_hint
from claims.extractors.vectors import embed
from claims.models import Anchor, Claim, SetAside, Suggestion, SuggestionWords
from claims.models.base import read_number
from claims.models.search import having
from claims.models.words import Phrase, Query, words_of
from claims.rules import Situation

from .suggestions import Said, lift_chain, said

SHOWN = 12
MOST_CANDIDATES = 80  # of which full text finds the words; the second look orders them
# Of the nearness of two texts, 0..1: below it a passage speaks of something else, most likely.
ENOUGH = 0.4

HINTS = {
    "denial": "a denial",
    "no_comment": "says nothing of it",
    "same_figure": "names the same figure",
    "different_figure": "names another figure",
    "says_not": "says that it is not so",
    "same_words": "says the same in nearly the same words",
}
# What the form proposes; a person says the stance.
_STANCES = {
    "denial": Stance.CONTRADICTS,
    "says_not": Stance.CONTRADICTS,
    "different_figure": Stance.CONTRADICTS,
    "same_figure": Stance.CORROBORATES,
    "same_words": Stance.CORROBORATES,
    "no_comment": Stance.CONTEXT,
}
_KINDS = {
    AttributionKind.DENIED: EvidenceKind.DENIAL,
    AttributionKind.DECLINED: EvidenceKind.NO_COMMENT,
    AttributionKind.EVADED: EvidenceKind.NO_COMMENT,
}


@dataclass(frozen=True)
class Passage:
    """A sentence of another article that may be evidence."""

    pk: int
    key: str  # under which it is set aside
    words: str
    article: Any
    article_url: str
    published: str
    chain: Sequence[Said]
    hint: str
    stance: str
    add_url: str


@dataclass(frozen=True)
class Waiting:
    claim: Claim
    passages: tuple[Passage, ...]
    may_not_add: Denial | None


def waiting_for(claim: Claim, user: Any) -> Waiting:
    """A fixed number of queries, whatever is on the desk."""
    found = sorted(
        _near(claim, _elsewhere(claim)), key=lambda pair: (-pair[0], pair[1].article_id, pair[1].pk)
    )
    return Waiting(
        claim,
        tuple(_passage(claim, suggestion) for _, suggestion in found[:SHOWN]),
        rules.why_not_add_to_claim(Situation.load(claim, user)),
    )


def _elsewhere(claim: Claim) -> list[Suggestion]:
    """Sentences of articles in which the claim was not found, that nobody used for it or set aside."""
    here = set(claim.appearances.exclude(article=None).values_list("article", flat=True))
    candidates = Suggestion.objects.filter(pk__in=_with_its_words(claim))
    rows = (
        candidates.exclude(state=SuggestionState.DISMISSED)
        .exclude(article__in=here)
        .select_related("article__publisher")
        .order_by("pk")
    )
    used: dict[int, list[tuple[int, int]]] = {}
    anchors = Anchor.objects.filter(evidence__claim=claim)
    for snapshot, start, end in anchors.values_list("snapshot", "start", "end"):
        used.setdefault(snapshot, []).append((start, end))
    aside = set(SetAside.objects.filter(claim=claim).values_list("hint", flat=True))
    return [
        row
        for row in rows
        if key_of(row) not in aside
        and not any(
            row.start < end and start < row.end for start, end in used.get(row.snapshot_id, ())
        )
    ]


def _with_its_words(claim: Claim) -> set[int]:
    found: set[int] = set()
    for word in sorted(set(words_of(claim.statement)), key=len, reverse=True)[:8]:
        ids = having(SuggestionWords, Query((Phrase((word,)),)))
        rows = Suggestion.objects.filter(pk__in=ids).order_by("-pk")
        found |= set(rows.values_list("pk", flat=True)[:MOST_CANDIDATES])
    return found


def _near(claim: Claim, found: Sequence[Suggestion]) -> list[tuple[float, Suggestion]]:
    """Those near enough, with how near they are: by what their words mean, wherever they stand."""
    if not found:
        return []
    points = embed([claim.statement, *(one.statement for one in found)])
    nearness = points[1:] @ points[0]
    pairs = zip(nearness.tolist(), found, strict=True)
    return [(near, one) for near, one in pairs if near >= ENOUGH]


def _passage(claim: Claim, suggestion: Suggestion) -> Passage:
    hint = _hint(claim, suggestion)
    article = reverse("article_page", args=[suggestion.article_id])
    page = reverse("claim_page", args=[claim.pk])
    return Passage(
        pk=suggestion.pk,
        key=key_of(suggestion),
        words=suggestion.words,
        article=suggestion.article,
        article_url=f"{article}#s{suggestion.pk}",
        published=str(suggestion.article.published) or "date unknown",
        chain=said(suggestion.article, suggestion),
        hint=HINTS.get(hint, ""),
        stance=str(_STANCES.get(hint, "")),
        add_url=f"{page}?{urlencode({'passage': suggestion.pk})}#add-evidence",
    )


def key_of(suggestion: Suggestion) -> str:
    """The same sentence when its article is read again."""
    return f"passage:{suggestion.article_id}:{suggestion.key}"


def words_of_hint(key: str) -> str:
    """Of a passage; empty where the key is none."""
    kind, _, rest = key.partition(":")
    article, _, digest = rest.partition(":")
    number = read_number(article)
    if kind != "passage" or number is None:
        return ""
    found = Suggestion.objects.filter(article=number, key=digest)
    return str(found.values_list("words", flat=True).first() or "")


def _hint(claim: Claim, suggestion: Suggestion) -> str:
    kind = suggestion.chain[-1]["kind"] if suggestion.chain else AttributionKind.SAID
    return stance_hint(claim.statement, suggestion.words, str(kind))


# --- the form ---


def passage_initial(claim: Claim, number: str) -> dict[str, Any]:
    """What the form for evidence starts with, for a passage; nothing where a new reading took it away."""
    found = Suggestion.objects.select_related("article__publisher")
    suggestion: Suggestion | None = found.filter(pk=read_number(number) or 0).first()
    if suggestion is None:
        return {}
    article = suggestion.article
    voices = lift_chain(article, suggestion)
    kind = AttributionKind(voices[-1]["kind"]) if voices else AttributionKind.SAID
    initial: dict[str, Any] = {
        "article": article,
        "quote": suggestion.words,
        "near": suggestion.start,
        "kind": _KINDS.get(kind, EvidenceKind.STATEMENT),
        "stance": _STANCES.get(_hint(claim, suggestion), ""),
        "seen_in": article.publisher,
        "published": article.published,
    }
    own = [row for row in voices if row.get("source") != article.publisher]
    if not own:
        return initial | {"origin_kind": OriginKind.OWN_REPORTING}
    *before, last = own
    if before and "source" in before[-1]:
        initial["heard_via"] = before[-1]["source"]
    if "source" in last:
        return initial | {"origin_kind": OriginKind.NAMED, "origin": last["source"]}
    return initial | {"origin_kind": OriginKind.UNNAMED, "origin_label": last["label"]}
