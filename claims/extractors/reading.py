"""Read a text: its boilerplate, its sentences, who said what through whom, and what is worth checking."""

import datetime
from collections.abc import Sequence

from .attribution import find_attributions
from .attribution.other_languages import languages as languages_of
from .page.boilerplate import find_boilerplate
from .shapes import Reading, Span
from .text.dates import dates_of_sentences
from .text.quotations import find_quotations
from .text.sentences import split_sentences
from .worth.candidates import find_candidates

# Raise this when texts must be read again: readings by a lower version are out of date.
READING_VERSION = 4


def read_text(
    text: str,
    language: str | None = None,
    published: datetime.date | None = None,
    boilerplate: Sequence[Span] | None = None,
) -> Reading:
    """Return a reading of `text`, an article as captured. Never raises, whatever the text.

    `language` is a BCP 47 tag; if it is missing or wrong, the script of each sentence decides.
    `published` is the day from which "on Thursday" is counted; without it such a date has no days.
    `boilerplate` is known page boilerplate, sorted and without overlaps; without it, it is searched
    for. Cost: linear.
    """
    boilerplate = find_boilerplate(text) if boilerplate is None else list(boilerplate)
    sentences = _sentences_outside(text, boilerplate, language)
    quotations = find_quotations(text)
    languages = languages_of(text, sentences, (language or "").lower().partition("-")[0])
    dates = dates_of_sentences(text, sentences, languages, published)
    attributions = find_attributions(text, sentences, quotations, languages, dates, published)
    return Reading(
        boilerplate=boilerplate,
        sentences=sentences,
        attributions=attributions,
        candidates=find_candidates(text, sentences, languages, quotations, attributions, dates),
    )


def _sentences_outside(text: str, boilerplate: Sequence[Span], language: str | None) -> list[Span]:
    """Return the sentences of the body; none is in boilerplate or extends across it."""
    starts = [0, *(end for _, end in boilerplate)]
    ends = [*(start for start, _ in boilerplate), len(text)]
    return [
        (at + start, at + end)
        for at, until in zip(starts, ends, strict=True)
        for start, end in split_sentences(text[at:until], language)
    ]
