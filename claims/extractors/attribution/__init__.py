"""Who said what through whom: spans from the learned model or the rules, then kind, speaker and nesting."""

from collections.abc import Sequence

from claims.extractors.shapes import Attribution, DateFound, Span
from claims.extractors.text.quotations import Quotation

from . import model, other_languages, rules
from .cast import Cast
from .continuations import carry_on
from .day_said import said_on
from .kinds import kind_at
from .nesting import chain, parents
from .outlets_told import heard_by, own_agency
from .repairs import mend
from .saying import Found
from .voices import follow
from .words import Stretches

__all__ = ["chain", "find_attributions"]

_MODEL_READS = 200_000  # characters: forty articles; a longer text is no article


def find_attributions(
    text: str,
    sentences: Sequence[Span],
    quotations: Sequence[Quotation],
    languages: Sequence[str],
    dates: Sequence[DateFound] = (),
) -> list[Attribution]:
    """The sayings that `text` reports, in the order of their cues. Cost: linear.

    `quotations` and `dates` are those of `text`, in order; `languages` those of the sentences.
    """
    outermost = [(one.start, one.end) for one in quotations if one.depth == 1]
    spoken = list(zip(sentences, languages, strict=True))
    english = [span for span, spoken_in in spoken if spoken_in == "en"]
    found = _in_english(text, english, quotations, outermost)
    found += other_languages.find_attributions(
        text, [(span, spoken_in) for span, spoken_in in spoken if spoken_in != "en"], outermost
    )
    found = carry_on(text, mend(text, _within(found, sentences), sentences), outermost)
    parent_of = parents(found)
    cast = Cast(text, sentences, Stretches(outermost))
    body = Stretches(sentences)
    places = [body.number(one.cue[0][0]) or 0 for one in found]
    voices = follow(text, cast, found, parent_of, [languages[place] for place in places])
    own = own_agency(text)
    told = [
        heard_by(text, one.cue, Stretches(one.content), sentences[place])
        for one, place in zip(found, places, strict=True)
    ]
    days = said_on(found, [sentences[place] for place in places], dates)
    answer = []
    for number, (one, parent) in enumerate(zip(found, parent_of, strict=True)):
        answer.append(
            Attribution(
                *one,
                kind=kind_at(text, one.cue, languages[places[number]]),
                voice=voices[number],
                parent=parent,
                date=days[number],
                heard_by=cast.whole(told[number], own),
            )
        )
    return answer


def _in_english(
    text: str, sentences: Sequence[Span], quotations: Sequence[Quotation], outermost: Sequence[Span]
) -> list[Found]:
    """What the model finds, and the plainest of what it misses; behind its reach, the rules."""
    if not sentences:
        return []
    reach = sum(end <= _MODEL_READS for _, end in sentences)
    read, left = sentences[:reach], sentences[reach:]
    until = read[-1][1] if read else 0
    found = model.find_spans(text[:until], [one for one in quotations if one.end <= until])
    found = rules.with_sources(text, read, outermost, found)
    found += rules.find_missed(text, read, outermost, found)
    return found + rules.find_attributions(text, left, outermost)


def _within(found: Sequence[Found], sentences: Sequence[Span]) -> list[Found]:
    """Those whose cue stands in a sentence: page boilerplate says nothing."""
    body = Stretches(sentences)
    return [one for one in found if one.cue and body.number(one.cue[0][0]) is not None]
