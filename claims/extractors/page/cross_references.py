"""Find references to other articles inside the text: "Read also: a headline", on a line or at the end of one."""

import re

from claims.extractors.shapes import Span
from claims.extractors.text.characters import list_key
from claims.extractors.text.sentences import split_sentences

from . import boilerplate_words
from .lines import (
    EDGE_MARKS,
    LONGEST_BOILERPLATE,
    TextLine,
    count_words,
    label_before,
    leading_label,
)

_LONGEST = 30  # words of a reference
_IN_BRACKETS = re.compile(r"[(\[]([^()\[\]\n]{8,300})[)\]]")
# Marks that sites set before a reference.
_BULLETS = EDGE_MARKS + "▶►▸✔➡👉📌🔗⚡️✍️("


def is_reference(line: TextLine) -> bool:
    """Return True for a line that refers to one other article: its label shows what it is."""
    if not line.folded or line.word_count > _LONGEST:
        return False
    if len(line.sentences) == 1 and leading_label(line) in boilerplate_words.entries_of(
        boilerplate_words.LINK_LABELS
    ):
        return True
    return _is_reference(line.text)


def references_inside(line: TextLine) -> list[Span]:
    """Return references that end a line of the article, or stand in it in brackets.

    What is after a reference on its line cannot be told from its headline, unless brackets do.
    """
    if not line.folded or not _may_refer(line):
        return []
    spans = [
        (line.start + found.start(), line.start + found.end())
        for found in _IN_BRACKETS.finditer(line.text)
        if _is_reference(found[1])
    ]
    for start, end in () if spans else split_sentences(line.text)[1:]:
        if count_words(line.text[start:]) <= _LONGEST and _is_reference(line.text[start:end]):
            spans.append((line.start + start, line.end))
            break
    return spans


def _may_refer(line: TextLine) -> bool:
    return len(line.text) <= LONGEST_BOILERPLATE and any(
        label in line.folded
        for label in boilerplate_words.entries_of(boilerplate_words.REFERENCE_LABELS)
    )


def _is_reference(text: str) -> bool:
    """Return True for words that begin with a label which only sites use, and a colon or a headline."""
    folded = list_key(text).lstrip(_BULLETS)
    labels = boilerplate_words.entries_of(boilerplate_words.REFERENCE_LABELS)
    return label_before(folded, ":", "՝", " –", " —") in labels or _begins_as_reference(
        text, folded
    )


def _begins_as_reference(text: str, folded: str) -> bool:
    """Return True for a label directly before a headline: "Read also Bridge shut again"."""
    for label in boilerplate_words.entries_of(boilerplate_words.REFERENCE_LABELS):
        if folded.startswith(label) and folded[len(label) :][:1] in (" ", "\xa0"):
            # Folding may change the length before: the headline is found by the number of its words.
            headline = text.split()[-len(folded[len(label) :].split()) :]
            letter = headline[0].lstrip("\"'“”‘’«»„").strip()[:1] if headline else ""
            return letter.isalpha() and not letter.islower() or "\u10d0" <= letter <= "\u10ff"
    return False
