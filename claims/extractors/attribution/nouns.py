"""Claims told with a noun: "the claims by X that …", "X's report on …", "there were rumours on Telegram that …"."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from claims.extractors.shapes import Span

from . import roles
from .credits import is_outlet
from .names import NO_NAME, clean_name, is_capital, without_genitive
from .noun_phrases import LEADING
from .saying import Saying
from .words import SpanIndex, Word, words_of

_NOUNS = (
    "claims?|reports?|allegations?|accusations?|assertions?|statements?|remarks?|suggestions?|announcements?|rumou?rs?|"
    "speculation|warnings?|charges?|complaints?|declarations?|contentions?|insinuations?|predictions?|news"
)
# Words between the noun and its speaker: "claims made on Friday by".
_MADE = (
    r"(?:,? (?:made|published|carried|circulated|circulating|spread|voiced|put forward|issued|broadcast|printed|appearing|"
    r"(?:on|last|earlier|this) \w+|yesterday|today)){0,3}"
)
_LINK = r"(?P<link>that|about|on|regarding|concerning|saying|alleging|claiming)"
_LINK_OR_OF = _LINK.replace("about", "about|of")
_SAYS = r"(?P<link>(?:say|said|claim|claimed|suggest|suggested|allege|alleged|stated|indicate|indicated|have it)(?: that)?)"
_BY = re.compile(
    rf"\b(?P<noun>{_NOUNS}){_MADE} (?P<by>by|from|in|on|among|across|via) (?P<source>[^,;:.()“”\"\n]{{2,90}}?),? {_LINK} (?=\w|[‘“\"'])",
    re.IGNORECASE,
)
# "Reports in the press say": the saying has its verb.
_SAY = re.compile(
    rf"(?P<whole>\b(?:[\w-]+ ){{0,2}}?(?P<noun>{_NOUNS}){_MADE} (?P<by>by|from|in|on|among|across) "
    rf"(?P<source>[^,;:.()“”\"\n]{{2,60}}?)) {_SAYS} (?=\w|[‘“\"'])",
    re.IGNORECASE,
)
_SPREAD = re.compile(
    r"\b(?P<noun>(?:claims?|reports?|allegations?|rumou?rs?|speculation|news|videos?) (?:(?:have|has|had|also|then|first|widely) )*"
    r"(?:circulat|spread|emerg|appear|surfac)\w*) (?P<by>in|on|among|across|via) "
    rf"(?P<source>[^,;:.()“”\"\n]{{2,60}}?),? {_LINK} (?=\w|[‘“\"'])",
    re.IGNORECASE,
)
# After "on" and "about" only what can be false: "X's remarks about Y" need not claim anything.
_CLAIMS = r"claims?|allegations?|accusations?|assertions?|rumou?rs?"
_WHOSE = re.compile(
    rf"[’'] ?s?\s(?:[\w-]+ ){{0,3}}?(?P<noun>(?:{_NOUNS})(?={_MADE} that)|{_CLAIMS}){_MADE} {_LINK_OR_OF} (?=\w|[‘“\"'])",
    re.IGNORECASE,
)
_FINITE = re.compile(
    r"\b(?:is|are|was|were|has|had|have|will|would|did|does|that|which|who)\b", re.IGNORECASE
)
_ARTICLES = ("the", "a", "an")
_LEAD = re.compile(
    r"\W*(?:Despite|In|On|After|Asked|Reacting|Responding|Replying|Amid|Following|Given|Dismissing|Rejecting|Denying|Contrary|"
    r"Commenting|Speaking|When|Before|With|Without|As)\b"
)
# Somebody who does this to a claim does not make it. "Confirmed", "repeated": makes it too.
_RELAYS = re.compile(r"\b(?:cit|quot|refer|relay)\w*", re.IGNORECASE)
_JOINS = re.compile(
    r"\b(?:confirm|acknowledg|admit|conced|repeat|reiterat|echo|back|support|endors|verif|corroborat|believ|share|made|make|"
    r"issu|releas|publish|said|says|say|told|tell|add|read)\w*",
    re.IGNORECASE,
)
_PLACES_OF_TALK = re.compile(
    r"\b(?:media|press|newspapers?|papers?|dail(?:y|ies)|outlets?|channels?|websites?|sites?|networks?|broadcasters?|television|tv|"
    r"radio|blogs?|bloggers|telegram|facebook|twitter|instagram|tiktok|youtube|whatsapp|vkontakte|internet|online|magazines?|agenc(?:y|ies))\b",
    re.IGNORECASE,
)
_NOT_WHOM = re.compile(
    r"(?:the |its |his |her |their )?(?:parts?|terms?|favou?r|particular|general|recent|fact|order|response|return|circulation|"
    r"monday|tuesday|wednesday|thursday|friday|saturday|sunday|january|february|march|april|may|june|july|august|september|"
    r"october|november|december|\d+)\b",
    re.IGNORECASE,
)
# "A report from over the weekend that …" names a time.
_WHEN = re.compile(
    r"(?:(?:over|before|during|after|earlier|late|early) )?(?:the |this |last |that )(?:past |last |same )?"
    r"(?:weekend|week|month|year|morning|afternoon|evening|night|day|spring|summer|autumn|fall|winter|war|election)s?(?![\w’'])|"
    r"(?:yesterday|today|tonight|earlier)(?![\w’'])",
    re.IGNORECASE,
)
_OCCASION = re.compile(
    r"\b(?:interview|speech|letter|tweet|post|appearance|debate|briefing|statement)\b"
)
_NOMINAL_SOURCE = re.compile(rf"(?:there|it|(?:[\w-]+ ){{0,3}}(?:{_NOUNS}))", re.IGNORECASE)
_ANY_COMMA = re.compile(r", ")
_NEW_CLAUSE = re.compile(
    r", (?=(?:the|an?|his|her|their|its|he|she|they|it|all|some|many)\b|[A-Z])|[,;] (?:but|and)\b|"
    r", (?=(?:[\w’'.-]+ ){1,4}(?:say|says|said|told)\b)"
)
_QUOTED_BEHIND = re.compile(r"\s[“\"‘«]")
# A claim does not end here: "that there had been “two raids”".
_NEVER_LAST = re.compile(
    r"\b(?:is|are|was|were|be|been|being|has|have|had|will|would|the|an?|of|to|in|on|for|with|by|as|and|or|no|his|her|its|their)$",
    re.IGNORECASE,
)
LONGEST_SENTENCE = 2_000  # characters of a sentence that are read
_SHORTEST = 12  # characters of a claim
_BEFORE_NOUN = 40  # characters of a reaction's content before the noun of the claim
_LONGEST_NAME = 12  # words before a genitive


class NamedClaims(NamedTuple):
    """Sayings with the claims that are told with a noun. `answered` are the cues of those that another saying answers."""

    found: list[Saying]
    answered: set[Span]


class _Match(NamedTuple):
    noun: Span
    source: Span
    content: int  # where it begins


def with_named_claims(
    text: str, found: Sequence[Saying], sentences: Sequence[Span], quotations: Sequence[Span]
) -> NamedClaims:
    """Add the claims of others that are told with a noun. `quotations` are the outermost ones. Cost: linear."""
    quoted, body = SpanIndex(quotations), SpanIndex(sentences)
    by_sentence: dict[int, list[int]] = {}
    for number, one in enumerate(found):
        place = body.number(one.cue[0][0])
        if place is not None:
            by_sentence.setdefault(place, []).append(number)
    kept: dict[int, Saying | None] = dict(enumerate(found))
    added: list[Saying] = []
    answered: set[Span] = set()
    for at, (start, whole_end) in enumerate(sentences):
        end = min(whole_end, start + LONGEST_SENTENCE)
        if end < whole_end:
            by_sentence[at] = [n for n in by_sentence.get(at, ()) if found[n].cue[0][0] < end]
        for number in by_sentence.get(at, ()):
            kept[number] = _with_whole_source(text, found[number], (start, end))
        for match in _matches(text, start, end, quoted):
            near = [(n, kept[n]) for n in by_sentence.get(at, ())]
            claim, outer, replaced = _claim(
                text, match, [(n, s) for n, s in near if s], (start, end)
            )
            if claim is None:
                continue
            for number in replaced:
                kept[number] = None
            added.append(claim)
            if outer is not None:
                answered.add(claim.cue[0])
    whole = [one for one in kept.values() if one] + added
    return NamedClaims(sorted(whole, key=lambda one: one.cue[0]), answered)


def _matches(text: str, start: int, end: int, quoted: SpanIndex) -> Iterator[_Match]:
    taken = start
    for pattern in (_BY, _SPREAD, _WHOSE):
        for match in pattern.finditer(text, start, end):
            if (
                match.start("noun") < taken
                or _SAY.search(text, start, match.end())
                or quoted.number(match.start("noun")) is not None
            ):
                continue
            if pattern is _WHOSE:
                source = _owner(text, start, match.start())
            else:
                source = match.span("source") if _is_whom(match) else None
            if source:
                taken = match.end()
                link = match.span("link")
                is_clause = match["link"].lower() == "that"
                noun = match.span("noun")
                cue_end = link[1] if noun[1] + 1 == link[0] and not is_clause else noun[1]
                at = link[0] if is_clause else match.end()
                yield _Match((noun[0], cue_end), source, at)
                break


def _with_whole_source(text: str, one: Saying, sentence: Span) -> Saying:
    """Give "say" in "Unconfirmed reports in the press say" all of its source."""
    if not sentence[0] <= one.cue[0][0] < sentence[1]:
        return one
    match = _SAY.search(text, sentence[0], min(sentence[1], one.cue[-1][1] + 12))
    if not match or not match.start("link") <= one.cue[0][0] < match.end("link"):
        return one
    return one._replace(source=[match.span("whole")]) if _is_whom(match) else one


def _is_whom(match: re.Match[str]) -> bool:
    """Return whether the words after "by" or "in" can make a claim."""
    source, by = match["source"].strip(), match["by"].lower()
    if (
        _NOT_WHOM.match(source)
        or _WHEN.match(source)
        or _FINITE.search(source)
        or len(source.split()) > _LONGEST_NAME
    ):
        return False
    if by in ("by", "from"):
        return True
    if _OCCASION.search(source):
        return False
    return bool(_PLACES_OF_TALK.search(source)) or is_outlet(clean_name(source))


def _owner(text: str, start: int, at: int) -> Span | None:
    """Return the noun phrase whose genitive ending begins at `at`."""
    words = words_of(text, start, at)
    begin = len(words)
    while begin > 0 and len(words) - begin < _LONGEST_NAME:
        word = words[begin - 1]
        if word.lower in _ARTICLES:
            begin -= 1
            break
        if not _in_name(words, begin - 1):
            break
        begin -= 1
    while begin < len(words) and words[begin].lower in ("of", "and", "by"):
        begin += 1
    found = words[begin:]
    if not found or all(word.lower in LEADING for word in found):
        return None
    return found[0].start, found[-1].end


def _in_name(words: list[Word], place: int) -> bool:
    word = without_genitive(words[place])
    known = word.lower in roles.OFFICES | roles.BODIES | roles.MODIFIERS
    if word.lower in NO_NAME or (place == 0 and _LEAD.match(word.text)):
        return False
    joins = word.lower in ("of",) and place + 1 < len(words) and is_capital(words[place + 1])
    return word.text[0].isalnum() and (is_capital(word) or known or joins)


def _claim(
    text: str, match: _Match, near: Sequence[tuple[int, Saying]], sentence: Span
) -> tuple[Saying | None, Saying | None, list[int]]:
    """Return the claim, the saying that answers it, and the numbers of sayings that it replaces."""
    replaced = []
    outer: Saying | None = None
    for number, one in near:
        touches = any(s < match.noun[1] and match.noun[0] < e for s, e in one.cue)
        inside = any(s <= match.noun[0] < e for s, e in one.content)
        names = " ".join(text[s:e] for s, e in one.source)
        named = any(s <= match.noun[0] < e for s, e in one.source)
        if named and any(s <= match.source[0] < e for s, e in one.source):
            return None, None, []  # "Reports in the press say": the saying has its source
        if (touches or named) and (not one.source or _NOMINAL_SOURCE.fullmatch(names)):
            replaced.append(number)
        elif touches or inside:
            cue = " ".join(text[s:e] for s, e in one.cue)
            if _JOINS.search(cue) or (inside and not _begins(text, one, match)):
                return None, None, []
            if not _RELAYS.search(cue):
                outer = one
    content = _content(text, match, outer, sentence[1], leads=bool(_LEAD.match(text, sentence[0])))
    if content is None:
        return None, None, []
    return Saying([match.source], [match.noun], [content]), outer, replaced


def _begins(text: str, outer: Saying, match: _Match) -> bool:
    """Return whether the content of the outer saying begins with the claim."""
    start = next(s for s, e in outer.content if s <= match.noun[0] < e)
    return min(match.noun[0], match.source[0]) - start <= _BEFORE_NOUN and not re.search(
        r"[,;:]|\bthat\b", text[start : min(match.noun[0], match.source[0])]
    )


def _content(
    text: str, match: _Match, outer: Saying | None, end: int, *, leads: bool
) -> Span | None:
    """Return the claim: up to the end of the saying that answers it, or the comma before the main clause."""
    last = end
    if outer and any(s <= match.noun[0] < e for s, e in outer.content):
        last = next(e for s, e in outer.content if s <= match.noun[0] < e)
    else:
        stop = _ANY_COMMA if leads else _NEW_CLAUSE
        comma = stop.search(text, match.content, end)
        last = comma.start() if comma else end
    mark = _QUOTED_BEHIND.search(text, match.content + _SHORTEST, last)
    if mark and not _NEVER_LAST.search(text, max(match.content, mark.start() - 8), mark.start()):
        last = mark.start()
    first = match.content
    while last > first and text[last - 1] in " ,;:.!?\n":
        last -= 1
    return (first, last) if last - first >= _SHORTEST else None
