"""Sayings that one voice passes on of another: "X said, citing Y, that …", "Y was quoted by X as saying", "X reported that Y declined"."""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from claims.extractors.shapes import Span

from . import roles
from .acts import is_act
from .credits import is_outlet
from .names import clean_name, is_capital, without_genitive
from .noun_phrases import head_of
from .nouns import LONGEST_SENTENCE
from .other_languages import CITING
from .saying import Saying
from .sentence_rules import Sentence
from .words import SpanIndex, word_set, words_of

_CITING = re.compile(
    r"\b(?P<cue>(?:citing|quoting|with (?:a )?reference to|referring to|relaying|reporting))\s+"
    r"(?P<source>[^,;:()“”\"\n]{2,90}?)(?=,|\.?\s*$|[;:])",
    re.IGNORECASE,
)
_QUOTED_BY = re.compile(
    r"\b(?:was|is|has been|had been|were|being) (?P<cue>(?:quoted|cited) by) (?P<source>[^,;:()“”\"\n]{2,80}?),? (?P<inner>as (?:saying|telling|stating))\b"
)
_SAYING_BY = re.compile(
    r"\b(?:was|is|has been|had been|were|being) (?P<cue>quoted) (?P<inner>as saying) (?:by|in) (?P<source>[^,;:()“”\"\n]{2,80}?),? (?=that\b|[“\"‘])"
)
_QUOTED_AS = re.compile(
    r"\b(?:quot(?:ed|es|ing)|cit(?:ed|es|ing)) (?P<source>[^,;:()“”\"\n]{2,90}?),? (?P<inner>as (?:saying|telling|stating)) (?P<content>[^\n]{8,})"
)
_SAID_CITING = re.compile(
    r"\b(?P<cue>said|says|reported|reports|wrote|writes|announced|stated|claimed)\s*$"
)
_THAT = re.compile(r",? (?=that\b)")
_ACCORDING = re.compile(r"\s*(?:but |and )?according to\b", re.IGNORECASE)
# What somebody passes on besides "said" and "told", which other rules find.
_PASSED_ON = word_set(
    "denied denies deny confirmed confirms confirm declined declines decline refused refuses refuse warned warns promised "
    "announced acknowledged admitted admits claimed accused rejected rejects pledged insisted insists stated alleged"
)
_CARRIES = word_set("reported reports report wrote writes said says")
_SHORTEST = 8  # characters of a content
_EDGES = " \t\xa0,;:.!?"


class Relayed(NamedTuple):
    """Sayings in the order of their cues; `under` has for a cue the cue of the saying that passes it on."""

    found: list[Saying]
    under: dict[Span, Span]


def with_relays(
    text: str, found: Sequence[Saying], sentences: Sequence[Span], quotations: Sequence[Span]
) -> Relayed:
    """Add who is cited and who is quoted in reported speech. `quotations` are the outermost ones. Cost: linear."""
    quoted, body = SpanIndex(quotations), SpanIndex(sentences)
    by_sentence: dict[int, list[Saying]] = {}
    kept: list[Saying] = []
    for one in found:
        number = body.number(one.cue[0][0])
        if number is None:
            kept.append(one)  # in another language
        else:
            by_sentence.setdefault(number, []).append(one)
    under = _cited_elsewhere(text, kept)
    for place, near in by_sentence.items():
        start, end = sentences[place]
        here = start, min(end, start + LONGEST_SENTENCE)
        if here[1] < end:
            kept += [one for one in near if one.cue[0][0] >= here[1]]
            near = [one for one in near if one.cue[0][0] < here[1]]
        near = [_after_according(text, one, here) for one in near]
        near = _with_quoted(text, near, here, quoted)
        near = _with_cited(text, near, here, quoted, under)
        kept += near + _third_voices(text, near, here, quoted)
    return Relayed(sorted(kept, key=lambda one: one.cue[0]), under)


def _cited_elsewhere(text: str, found: Sequence[Saying]) -> dict[Span, Span]:
    """Return who cites whom in other languages, where both have the same content."""
    return {
        cited.cue[0]: citing.cue[0]
        for citing, cited in pairwise(found)
        if text[slice(*cited.cue[0])] == CITING and citing.content == cited.content
    }


def _after_according(text: str, one: Saying, sentence: Span) -> Saying:
    """Give "According to X, Y confirmed that …" all that follows as its content, so that Y is inside it."""
    start, end = one.cue[0][0], one.cue[-1][1]
    if len(one.source) != 1 or not _ACCORDING.fullmatch(text, start, end):
        return one
    behind = one.source[0][1]
    lead = text[sentence[0] : start].strip()
    if lead or text[behind : behind + 2] != ", " or len(one.content) != 1:
        return one
    first, last = behind + 2, one.content[0][1]
    return one._replace(content=[(first, last)]) if first < one.content[0][0] < last else one


def _with_quoted(text: str, near: list[Saying], sentence: Span, quoted: SpanIndex) -> list[Saying]:
    """Add the outlet in "Y was quoted by X as saying" and the speaker in "X quoted Y as saying"."""
    out = list(near)
    for pattern in (_QUOTED_BY, _SAYING_BY):
        match = pattern.search(text, *sentence)
        if not match or quoted.number(match.start()) is not None:
            continue
        for number, one in enumerate(out):
            if one.cue[0][0] < match.end() and match.start() < one.cue[-1][1] and one.content:
                inner = match.span("inner")
                out[number] = one._replace(cue=[inner])
                whole = [(inner[0], max(end for _, end in one.content))]
                out.append(Saying([match.span("source")], [match.span("cue")], whole))
                return out
    match = _QUOTED_AS.search(text, *sentence)
    if match and quoted.number(match.start()) is None:
        inner = match.span("inner")
        if not any(s < inner[1] and inner[0] < e for one in out for s, e in one.cue):
            content = _trimmed(text, match.start("content"), min(match.end("content"), sentence[1]))
            out.append(Saying([match.span("source")], [inner], [content]))
    return out


def _with_cited(
    text: str, near: list[Saying], sentence: Span, quoted: SpanIndex, under: dict[Span, Span]
) -> list[Saying]:
    """Make the speaker in "X said, citing Y, that …" of whom the other saying cites."""
    match = _CITING.search(text, *sentence)
    if not match or quoted.number(match.start()) is not None or not _can_speak(text, match):
        return near
    cue = match.span("cue")
    inside = [one for one in near if _touches(one.cue, cue)]
    others = [one for one in near if one not in inside]
    outer = _citing(text, match, others, inside, sentence)
    if outer is None or not outer.content:
        return near
    content = [span for span in outer.content if not span[0] <= cue[0] < span[1]] or outer.content
    cited = Saying([match.span("source")], [cue], content)
    under[cue] = outer.cue[0]
    return [*[one for one in others if one.cue != outer.cue], outer, cited]


def _citing(
    text: str,
    match: re.Match[str],
    others: Sequence[Saying],
    inside: Sequence[Saying],
    sentence: Span,
) -> Saying | None:
    """Return the saying of whoever cites: the one that there is, or "X said" before ", citing Y, that …"."""
    said = _SAID_CITING.search(text[sentence[0] : match.start()].rstrip(" ,"))
    that = _THAT.match(text, match.end("source"), sentence[1])
    if said and that and inside and inside[0].source:
        cue = sentence[0] + said.start("cue"), sentence[0] + said.end("cue")
        if not any(_touches(one.cue, cue) for one in others):
            content = _trimmed(text, that.end(), sentence[1])
            return Saying(inside[0].source, [cue], [content])
    cites = [one for one in others if one.source and one.content and _is_carrier(text, one)]
    return min(cites, key=lambda one: _distance(one, match.start()), default=None)


def _distance(one: Saying, at: int) -> int:
    """Return how far a saying without its content is from a place."""
    return min(abs(edge - at) for span in [*one.source, *one.cue] for edge in span)


def _is_carrier(text: str, one: Saying) -> bool:
    cue = text[one.cue[0][0] : one.cue[-1][1]].lower()
    return bool(_CARRIES.intersection(cue.split())) or _ACCORDING.match(cue) is not None


def _can_speak(text: str, match: re.Match[str]) -> bool:
    """Return whether what is cited is somebody: "citing the harbour master", not "citing safety concerns"."""
    words = words_of(text, *match.span("source"))
    if not words:
        return False
    if match["cue"].lower() in ("reporting", "referring to"):
        return is_outlet(clean_name(match["source"])) and not any(
            word.lower.rstrip(".") in roles.OFFICES for word in words
        )
    words = words[: head_of(words) + 1]
    heads = [without_genitive(word).lower for word in words]
    known = roles.OFFICES | roles.BODY_NAMES | roles.MEDIA | roles.PLATFORMS
    if heads[-1] in known or heads[-1].removesuffix("s") in roles.OFFICES:
        return True
    named = [word for word in words if is_capital(word)]
    return len(named) == len([word for word in heads if word not in ("the", "of", "and")])


def _third_voices(
    text: str, near: Sequence[Saying], sentence: Span, quoted: SpanIndex
) -> list[Saying]:
    """Return who declined, denied or confirmed in what an outlet reports."""
    added: list[Saying] = []
    cues = [span for one in near for span in one.cue]
    for one in near:
        if not _is_outlets(text, one):
            continue
        for start, end in one.content:
            part = max(start, sentence[0]), min(end, sentence[1])
            if part[1] - part[0] < _SHORTEST or quoted.number(part[0]) is not None:
                continue
            for inner in Sentence(text, *part, quoted, _PASSED_ON).read():
                known = any(_touches(inner.cue, cue) for cue in cues)
                if not known and inner.source and not is_act(text, inner):
                    added.append(inner)
                    break
    return added


def _is_outlets(text: str, one: Saying) -> bool:
    """Return whether an outlet reports: "Norpress reported", "said Channel Nine"."""
    cue = text[one.cue[0][0] : one.cue[-1][1]].lower().split()
    if not one.source or not _CARRIES.intersection(cue):
        return False
    words = words_of(text, *one.source[0])
    name = clean_name(text[slice(*one.source[0])])
    small = {word.lower for word in words}
    is_person = any(word.lower.rstrip(".") in roles.OFFICES for word in words)
    reports = bool({"reported", "reports", "report"}.intersection(cue))
    return is_outlet(name) or bool(small & roles.MEDIA) or (reports and not is_person)


def _touches(spans: Sequence[Span], cue: Span) -> bool:
    return any(start < cue[1] and cue[0] < end for start, end in spans)


def _trimmed(text: str, start: int, end: int) -> Span:
    while end > start and text[end - 1] in _EDGES:
        end -= 1
    return start, end
