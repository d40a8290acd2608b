"""The chain through which chosen words of a text came, for words that nobody suggested."""

from collections.abc import Sequence
from dataclasses import dataclass

from claims.extractors.shapes import Attribution, Span
from claims.extractors.text.quotations import find_quotations
from claims.extractors.text.sentences import split_sentences

from . import find_attributions
from .affiliation import body_of
from .nesting import chain
from .other_languages import languages as languages_of
from .vouching import vouching_saying

# Characters before the words, in which names are introduced, and after them. Whole lines are read.
_BEFORE, _AFTER = 12_000, 2_000


@dataclass(frozen=True, slots=True)
class PassageStep:
    """Somebody through whom the words came.

    `name` is a name or, if `named` is False, a description ("a Pentagon official"); then `body` is
    the body it names ("Pentagon"), if any. `kind` is one of shapes.KINDS; `cue` is as printed.
    """

    name: str
    named: bool
    title: str
    body: str
    kind: str
    cue: str


def chain_of_passage(
    text: str, spans: Sequence[Span], language: str | None = None
) -> list[PassageStep]:
    """Return the voices of the words at `spans`, the nearest to the reader first; empty if the text says them itself.

    Never raises for spans of the text. Cost: bounded, whatever the length of the text.
    """
    spans = [span for span in spans if span[0] < span[1]]
    if not spans:
        return []
    start, end = min(spans)[0], max(last for _, last in spans)
    begin = text.rfind("\n", 0, max(0, start - _BEFORE)) + 1
    begin = begin if start - begin <= 2 * _BEFORE else max(0, start - _BEFORE)
    part = text[begin : end + _AFTER]
    attributions = _attributions(part, (language or "").lower().partition("-")[0])
    around = [
        number
        for number, one in enumerate(attributions)
        if any(s < end - begin and start - begin < e for s, e in [*one.cue, *one.content])
    ]
    number = vouching_saying(
        part, start - begin, end - begin, around, attributions, keep_denials=True
    )
    if number is None:
        return []
    steps = [attributions[one] for one in chain(attributions, number)]
    return [step for one in steps for step in _steps(part, one)]


def _attributions(text: str, language: str) -> list[Attribution]:
    sentences = split_sentences(text, language)
    languages = languages_of(text, sentences, language)
    return find_attributions(text, sentences, find_quotations(text), languages)


def _steps(text: str, one: Attribution) -> list[PassageStep]:
    steps = []
    if one.heard_by:
        steps.append(PassageStep(one.heard_by.name, True, "", "", "reported", ""))
    if one.voice:
        cue = " ".join(text[start:end] for start, end in one.cue)
        body = "" if one.voice.named else body_of(one.voice.name)
        steps.append(
            PassageStep(one.voice.name, one.voice.named, one.voice.title, body, one.kind, cue)
        )
    return steps
