"""Who said what through whom: the learned model or rules find the spans, then come kind, speaker and nesting."""

import datetime
from collections.abc import Sequence

from claims.extractors.shapes import Attribution, DateFound, Span
from claims.extractors.text.dates import in_the_past
from claims.extractors.text.quotations import Quotation

from . import model, other_languages, rules
from .acts import is_act
from .cast import Cast
from .continuations import continue_quotations
from .day_said import days_said
from .figures import continue_figures
from .kinds import kind_at
from .nesting import chain, parents
from .nouns import with_named_claims
from .outlets_told import outlet_told, own_agency
from .relays import with_relays
from .repairs import repair
from .saying import Saying
from .signed_quotations import with_signed_quotations
from .transcripts import with_turns
from .voices import follow_voices
from .words import SpanIndex

__all__ = ["chain", "find_attributions"]

_MODEL_READS = 200_000  # characters, the length of forty articles


def find_attributions(
    text: str,
    sentences: Sequence[Span],
    quotations: Sequence[Quotation],
    languages: Sequence[str],
    dates: Sequence[DateFound] = (),
    published: datetime.date | None = None,
) -> list[Attribution]:
    """Return the sayings that `text` reports, in the order of their cues. Cost: linear.

    `quotations` and `dates` are those of `text`, in order. `languages` has one for each sentence.
    """
    outermost = [(one.start, one.end) for one in quotations if one.depth == 1]
    spoken = list(zip(sentences, languages, strict=True))
    english = [span for span, spoken_in in spoken if spoken_in == "en"]
    found = _in_english(text, english, quotations, outermost)
    found += other_languages.find_attributions(
        text, [(span, spoken_in) for span, spoken_in in spoken if spoken_in != "en"], outermost
    )
    found = repair(text, _in_sentences(found, sentences), sentences)
    found = _in_sentences(with_turns(text, found), sentences)
    found = with_signed_quotations(text, found, outermost)
    found = continue_quotations(text, found, outermost)
    found, answered = with_named_claims(text, found, english, outermost)
    found, under = with_relays(text, found, english, outermost)
    found = continue_figures(text, found, sentences, outermost)
    parent_of = parents(found, answered, under)
    cast = Cast(text, sentences, SpanIndex(outermost))
    body = SpanIndex(sentences)
    places = [body.number(one.cue[0][0]) or 0 for one in found]
    voices = follow_voices(text, cast, found, parent_of, [languages[place] for place in places])
    own = own_agency(text)
    told = [
        outlet_told(text, one.cue, SpanIndex(one.content), sentences[place])
        for one, place in zip(found, places, strict=True)
    ]
    days = days_said(found, [sentences[place] for place in places], dates)
    attributions = []
    for number, (one, parent) in enumerate(zip(found, parent_of, strict=True)):
        language = languages[places[number]]
        act = language == "en" and is_act(text, one)
        day = days[number]
        attributions.append(
            Attribution(
                *one,
                kind=kind_at(text, one.cue, language),
                voice=None if act else voices[number],
                parent=parent,
                date=day and in_the_past(day, published, language),
                heard_by=None if act else cast.full_outlet(told[number], own),
                is_act=act,
            )
        )
    return attributions


def _in_english(
    text: str, sentences: Sequence[Span], quotations: Sequence[Quotation], outermost: Sequence[Span]
) -> list[Saying]:
    """Return what the model finds and the plainest sayings that it misses; past its limit, what the rules find."""
    if not sentences:
        return []
    count = sum(end <= _MODEL_READS for _, end in sentences)
    read, left = sentences[:count], sentences[count:]
    until = read[-1][1] if read else 0
    found = model.find_spans(text[:until], [one for one in quotations if one.end <= until])
    found = rules.with_sources(text, read, outermost, found)
    found += rules.find_missed(text, read, outermost, found)
    return found + rules.find_attributions(text, left, outermost)


def _in_sentences(found: Sequence[Saying], sentences: Sequence[Span]) -> list[Saying]:
    """Return the sayings whose cue is in a sentence: page boilerplate does not report anything."""
    body = SpanIndex(sentences)
    return [one for one in found if one.cue and body.number(one.cue[0][0]) is not None]
