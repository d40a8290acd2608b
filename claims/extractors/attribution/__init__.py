"""Who said what through whom: spans from the learned model or the rules, then kind, speaker and nesting."""

from collections.abc import Sequence

from claims.extractors.quotations import Quotation
from claims.extractors.shapes import Attribution, DateFound, Span

from . import elsewhere, rules
from .cast import Cast
from .found import Found
from .heard import heard_by
from .kinds import kind_of
from .nesting import chain, parents
from .quoted import carry_on
from .voices import follow
from .when import said_on
from .words import Stretches

__all__ = ["chain", "find_attributions"]


def find_attributions(
    text: str,
    sentences: Sequence[Span],
    quotations: Sequence[Quotation],
    language: str | None = None,
    dates: Sequence[DateFound] = (),
) -> list[Attribution]:
    """The sayings that `text` reports, in the order of their cues. Cost: linear.

    `quotations` and `dates` are those of `text`, in order; `language` is a hint.
    """
    hint = (language or "").lower().split("-")[0]
    languages = elsewhere.languages(text, sentences, hint)
    outermost = [(one.start, one.end) for one in quotations if one.depth == 1]
    spoken = list(zip(sentences, languages, strict=True))
    english = [span for span, spoken_in in spoken if spoken_in == "en"]
    found = rules.find_attributions(text, english, outermost)
    found += elsewhere.find_attributions(
        text, [(span, spoken_in) for span, spoken_in in spoken if spoken_in != "en"], outermost
    )
    found = carry_on(text, _within(found, sentences), outermost)
    parent_of = parents(found)
    cast = Cast(text, sentences, Stretches(outermost))
    body = Stretches(sentences)
    places = [body.number(one.cue[0][0]) or 0 for one in found]
    voices = follow(text, cast, found, parent_of, [languages[place] for place in places])
    days = said_on(found, [sentences[place] for place in places], dates)
    answer = []
    for number, (one, parent) in enumerate(zip(found, parent_of, strict=True)):
        cue = " ".join(text[start:end] for start, end in one.cue)
        answer.append(
            Attribution(
                *one,
                kind=kind_of(cue, languages[places[number]]),
                voice=voices[number],
                parent=parent,
                date=days[number],
                heard_by=heard_by(text, one.cue, Stretches(one.content), sentences[places[number]]),
            )
        )
    return answer


def _within(found: Sequence[Found], sentences: Sequence[Span]) -> list[Found]:
    """Those whose cue stands in a sentence: page boilerplate says nothing."""
    body = Stretches(sentences)
    return sorted(
        (one for one in found if one.cue and body.number(one.cue[0][0]) is not None),
        key=lambda one: one.cue[0],
    )
