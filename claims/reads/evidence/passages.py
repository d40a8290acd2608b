"""Passages of other articles that may be evidence for a claim, and what they fill into the evidence form."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.models import User
from django.urls import reverse

from claims import rules
from claims.enums import (
    AttributionKind,
    EvidenceKind,
    Stance,
    SuggestionState,
)
from claims.errors import Denial
from claims.extractors.matching.stance import stance_hint
from claims.extractors.text.vectors import embed
from claims.models import UNDONE, Anchor, Claim, SetAside, Source, Suggestion, SuggestionWords
from claims.models.base import read_number
from claims.models.search.rare_words import find_texts_sharing, word_root
from claims.models.search.words import words_of
from claims.reads.articles.suggestions import chain_of_suggestion, names_in_chain
from claims.rules import Situation

from .heard import Heard, heard_of
from .vouching import official_bodies, voices_of, vouching_initial

SHOWN = 12
MOST_CANDIDATES = 200
# Nearness, 0..1, set by looking at the demo desk: most passages nearer than the first are about the same
# thing; a few of those between the two are, and they are folded.
NEAR, FAR = 0.45, 0.33
_WORDS = 0.35  # the weight of the words, next to their meaning

HINTS = {
    "denial": "a denial",
    "no_comment": "says nothing of it",
    "same_figure": "names the same figure",
    "different_figure": "names another figure",
    "says_not": "says that it is not so",
    "same_words": "says the same in nearly the same words",
}
# What the form proposes. A person decides the stance.
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

# With everything its chain of attribution names.
_ARTICLE = (
    "article__publisher",
    "article__republishes_source",
    "article__republishes_article__publisher",
)


@dataclass(frozen=True)
class Passage:
    """A sentence of another article that may be evidence."""

    pk: int
    key: str  # under which it is dismissed
    words: str
    article: Any
    article_url: str
    published: str
    heard: Heard  # what the machine has read, and what is saved with a stance
    hint: str
    add_url: str
    token: str = field(default_factory=lambda: secrets.token_urlsafe(18))


@dataclass(frozen=True)
class Waiting:
    claim: Claim
    passages: tuple[Passage, ...]
    further: tuple[Passage, ...]
    may_not_add: Denial | None
    stances: tuple[tuple[str, str], ...] = tuple(Stance.choices)


def waiting_for(claim: Claim, user: User) -> Waiting:
    """Load the passages that may be evidence. A fixed number of queries, whatever is on the desk."""
    sharing = find_texts_sharing(SuggestionWords, words_of(claim.statement), MOST_CANDIDATES)
    found = _nearest(claim, sharing.weights, _in_other_articles(claim, sharing.ids))
    near = [one for score, one in found if score >= NEAR][:SHOWN]
    far = [one for score, one in found if score < NEAR][:SHOWN]
    answers = _read_answers([*near, *far])
    denial = rules.why_not_add_to_claim(Situation.load(claim, user))

    def passages(found: Sequence[Suggestion]) -> tuple[Passage, ...]:
        return tuple(_passage(claim, one, answers[one.pk], denial) for one in found)

    return Waiting(claim, passages(near), passages(far), denial)


def _read_answers(found: Sequence[Suggestion]) -> dict[int, dict[str, Any]]:
    """Return who vouches for each passage, as its form would be filled in. At most two queries."""
    names = {name for one in found for name in names_in_chain(one.article, one)}
    known = Source.objects.all_named(names)
    bodies = official_bodies() if found else {}
    answers = {}
    for one in found:
        voices = voices_of(chain_of_suggestion(one.article, one, known), bodies)
        seen_in = one.article.publisher
        answers[one.pk] = {"seen_in": seen_in} | vouching_initial(one.article, voices)
    return answers


def _in_other_articles(claim: Claim, candidates: Sequence[int]) -> list[Suggestion]:
    """Return sentences of articles without the claim that nobody has used for it or dismissed."""
    here = set(claim.appearances.exclude(article=None).values_list("article", flat=True))
    rows = (
        Suggestion.objects.filter(pk__in=candidates)
        .exclude(state=SuggestionState.DISMISSED)
        .exclude(article__in=here)
        .select_related(*_ARTICLE)
        .prefetch_related("article__origin_hints")
        .order_by("pk")
    )
    used: dict[int, list[tuple[int, int]]] = {}
    anchors = Anchor.objects.filter(evidence__claim=claim).exclude(
        evidence__withdrawn_reason=UNDONE
    )
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


def _nearest(
    claim: Claim, weights: Mapping[str, float], found: Sequence[Suggestion]
) -> list[tuple[float, Suggestion]]:
    """Return those near enough, nearest first, with their nearness: by shared words, rare ones more, and by meaning."""
    if not found:
        return []
    points = embed([claim.statement, *(one.statement for one in found)])
    meaning = (points[1:] @ points[0]).tolist()
    whole = sum(weights.values()) or 1
    near = []
    for one, alike in zip(found, meaning, strict=True):
        roots = set(map(word_root, words_of(one.statement)))
        shared = sum(weight for word, weight in weights.items() if word in roots) / whole
        score = round(_WORDS * shared + (1 - _WORDS) * alike, 6)
        if score >= FAR:
            near.append((score, one))
    return sorted(near, key=lambda pair: (-pair[0], pair[1].article_id, pair[1].start))


def _passage(
    claim: Claim, suggestion: Suggestion, answer: Mapping[str, Any], denial: Denial | None
) -> Passage:
    hint = _hint(claim, suggestion)
    article = reverse("article_page", args=[suggestion.article_id])
    page = reverse("claim_page", args=[claim.pk])
    form_url = f"{page}?{urlencode({'passage': suggestion.pk})}"
    return Passage(
        pk=suggestion.pk,
        key=key_of(suggestion),
        words=suggestion.words,
        article=suggestion.article,
        article_url=f"{article}#s{suggestion.pk}",
        published=str(suggestion.article.published) or "date unknown",
        heard=heard_of(answer, "" if denial else form_url),
        hint=HINTS.get(hint, ""),
        add_url=f"{form_url}#add-evidence",
    )


def key_of(suggestion: Suggestion) -> str:
    """Return a key that stays the same when the article is read again."""
    return f"passage:{suggestion.article_id}:{suggestion.key}"


def passage_facts(key: str) -> dict[str, object]:
    """Return what the record keeps of a passage that is dismissed; empty if the key names none."""
    kind, _, rest = key.partition(":")
    article, _, digest = rest.partition(":")
    number = read_number(article)
    if kind != "passage" or number is None:
        return {}
    found = Suggestion.objects.filter(article=number, key=digest)
    words = found.values_list("words", flat=True).first()
    return {"kind": "passage", "article": number, "words": words} if words else {}


def _hint(claim: Claim, suggestion: Suggestion) -> str:
    voices = suggestion.voices
    kind = voices[-1].kind if voices else AttributionKind.SAID
    return stance_hint(claim.statement, suggestion.words, kind.value)


# --- the form ---


def is_waiting(claim: Claim, number: str) -> bool:
    """Return whether a passage is still proposed: nobody has used it for the claim or dismissed it. Five queries."""
    return bool(_in_other_articles(claim, [read_number(number) or 0]))


def passage_initial(claim: Claim, number: str) -> dict[str, Any]:
    """Return the initial values of the evidence form for a passage; empty if a new reading removed it."""
    found = Suggestion.objects.select_related(*_ARTICLE)
    suggestion: Suggestion | None = found.filter(pk=read_number(number) or 0).first()
    if suggestion is None:
        return {}
    article = suggestion.article
    chain = chain_of_suggestion(article, suggestion)
    kind = chain[-1].kind if chain else AttributionKind.SAID
    hint = _hint(claim, suggestion)
    initial: dict[str, Any] = {
        "passage": HINTS.get(hint, "none"),
        "article": article,
        "quote": suggestion.words,
        "near": suggestion.start,
        "kind": _KINDS.get(kind, EvidenceKind.STATEMENT),
        "stance": _STANCES.get(hint, ""),
        "seen_in": article.publisher,
        "published": article.published,
    }
    return initial | vouching_initial(article, voices_of(chain)) | {"was_read": True}
