"""Attributions in English by rules: what is left for texts and sayings that the model does not cover."""

import re
from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable, Sequence
from functools import lru_cache
from operator import attrgetter

from claims.extractors.shapes import Span

from . import lexicon
from .saying import Saying
from .sentence_rules import PLAIN_VERBS, Sentence
from .words import SpanIndex, word_set

_PLAIN_CUE = re.compile(r"\b(?:[Ss]aid|[Ss]ays?|told|tells?|[Aa]ccording to)\b")
# "Some may say", "they would say"; "what she said was …"
_NEVER_SAID = re.compile(r"(?:will|would|may|might|could|can|'ll|’ll)\b")
_NOT_WHAT = re.compile(r"(?:was|were|is|are|about|one thing|so|this|no|nothing|much)\b")
# "Amounting to what she said was a tax": after a preposition these words are what was said.
_WHAT_IS = re.compile(r"(?:was|were|is|are)\b")
_OF_WHAT = re.compile(r"\b(?:to|on|in|of|for|with|by|at|from|over|as|into|against) what $")
_BEFORE_SOURCE = 30  # characters
_SHORT_SOURCE = 20  # words
_SHORT_SUBJECT = 6
_ANYBODY = word_set("he she they people some many everybody everyone")
_BEGIN_SUBJECTS = word_set("the a an he she they")
_NO_SPEAKER = word_set(
    "i i’d i'd i’m i'm i’ve i've you we that which who to is are was were has have had will would can could may might does did said says "
    "just than there it or ever"
)


def find_attributions(
    text: str, sentences: Sequence[Span], quotations: Sequence[Span]
) -> list[Saying]:
    """Return what the rules find. `quotations` are the outermost ones, in order. Cost: linear."""
    return _read(text, sentences, SpanIndex(quotations), lexicon.english().keys())


def find_missed(
    text: str, sentences: Sequence[Span], quotations: Sequence[Span], found: Sequence[Saying]
) -> list[Saying]:
    """Return the plainest sayings that are not in `found`, even inside sayings and quotations. Cost: linear."""
    cues = SpanIndex(sorted(span for one in found for span in one.cue))
    left = [m.start() for m in _PLAIN_CUE.finditer(text) if not cues.touching(*m.span())]
    if not left:
        return []
    body, quoted = SpanIndex(sentences), SpanIndex(quotations)
    outside: dict[Span, None] = {}
    inside: dict[Span, None] = {}
    for at in left:
        sentence, quotation = body.holding(at), quoted.holding(at)
        if sentence and quotation:
            cut = max(sentence[0], quotation[0] + 1), min(sentence[1], quotation[1] - 1)
            inside.setdefault(cut)
        elif sentence:
            outside.setdefault(sentence)
    plain = _read(text, outside, quoted, PLAIN_VERBS) + _read(
        text, inside, SpanIndex([]), PLAIN_VERBS
    )
    return [
        one
        for one in plain
        if not any(cues.touching(*span) for span in one.cue)
        and _can_speak(text, one)
        and not (quoted.number(one.cue[0][0]) is not None and _is_talk(text, one))
    ]


def with_sources(
    text: str, sentences: Sequence[Span], quotations: Sequence[Span], found: Sequence[Saying]
) -> list[Saying]:
    """Return `found`, with the subject of "said" or "told" where the model gave no source. Cost: linear."""
    body, quoted = SpanIndex(sentences), SpanIndex(quotations)

    # A sentence may be the whole text and hold thousands of cues: it is split into words once.
    @lru_cache(maxsize=4)
    def read(span: Span) -> Sentence:
        return Sentence(text, *span, quoted, PLAIN_VERBS)

    return [_with_source(text, one, body, read) for one in found]


def _with_source(
    text: str, one: Saying, body: SpanIndex, read: Callable[[Span], Sentence]
) -> Saying:
    span = body.holding(one.cue[0][0])
    start, end = one.cue[0]
    if one.source or not span or not (verb := _reports(text[start:end])):
        return one
    sentence = read(span)
    at = bisect_left(sentence.words, start, key=attrgetter("start"))
    is_word = at < len(sentence.words) and sentence.words[at].start == start
    subject = sentence.subject(at) if at and is_word else None
    if subject is None or (verb != "plain" and not _is_subject(text, subject, start)):
        return one
    return one._replace(source=[subject])


def _reports(cue: str) -> str:
    """Return "plain" for "said" and the like, "other" for another verb in the past tense, else ""."""
    if cue in PLAIN_VERBS:
        return "plain"
    verb = cue.split()[0]
    return "other" if verb.endswith("ed") and verb in lexicon.english() else ""


def _is_subject(text: str, subject: Span, cue: int) -> bool:
    """Return whether a short noun phrase with a name or article, or a pronoun, stands right before the cue."""
    words = text[slice(*subject)].split()
    begins = words[0][0].isupper() or words[0] in _BEGIN_SUBJECTS
    return begins and subject[1] + 1 == cue and len(words) <= _SHORT_SUBJECT


def _can_speak(text: str, one: Saying) -> bool:
    """Return whether a source is a short noun phrase or a pronoun other than "I", which did say something."""
    words = text[slice(*one.source[0])].lower().split()
    cue = text[slice(*one.cue[0])].lower()
    if len(words) > _SHORT_SOURCE:
        return False
    if cue.startswith("according"):
        return True
    if words[0] == "for" or _NO_SPEAKER.intersection(words) or _NEVER_SAID.match(cue):
        return False
    if not one.content or not _NOT_WHAT.match(text, one.content[0][0]):
        return True
    return bool(_WHAT_IS.match(text, one.content[0][0])) and _is_of_what(text, one)


def _is_of_what(text: str, one: Saying) -> bool:
    start = one.source[0][0]
    return _OF_WHAT.search(text[max(0, start - _BEFORE_SOURCE) : start]) is not None


def _is_talk(text: str, one: Saying) -> bool:
    """Return whether these words, in a quotation, report nothing: "They say it is cold"."""
    pronoun = text[slice(*one.source[0])].lower() in _ANYBODY
    return pronoun and not text[slice(*one.cue[0])].endswith(("said", "told"))


def _read(
    text: str, sentences: Iterable[Span], quoted: SpanIndex, verbs: Collection[str]
) -> list[Saying]:
    found: list[Saying] = []
    for start, end in sentences:
        found.extend(Sentence(text, start, end, quoted, verbs).read())
    return found
