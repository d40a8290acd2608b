"""The kind of a saying, told by its cue: a denial, a question, no comment."""

import re
from collections.abc import Sequence

from claims.extractors.shapes import Span
from claims.extractors.text.characters import list_key

from . import lexicon

_LONGEST = 300  # characters of a cue
_NEITHER = re.compile(r"\bneither (?:confirm|den)\w+ n?or (?:confirm|den)\w+", re.IGNORECASE)
# Characters around a cue: "neither confirmed" may be the cue, and "nor denied" the content.
_AROUND = 30


def kind_at(text: str, cue: Sequence[Span], language: str) -> str:
    """Return the kind of the saying with this cue."""
    around = text[max(0, cue[0][0] - _AROUND) : cue[-1][1] + _AROUND]
    if language == "en" and _NEITHER.search(around):
        return "evaded"
    return kind_of(" ".join(text[start:end] for start, end in cue), language)


def kind_of(cue: str, language: str = "en") -> str:
    """Return the kind, one of shapes.KINDS, of the words that report a saying; "said" if they do not tell."""
    words = list_key(cue[:_LONGEST])
    if language != "en":
        return next((kind for kind, found in lexicon.cues(language) if found.search(words)), "said")
    for kind, found in lexicon.phrases():
        if found.search(words):
            return kind
    kinds = [lexicon.english()[word] for word in words.split() if word in lexicon.english()]
    # "also said", "said, denying": reviewers need the word that says more than "said".
    return next((kind for kind in kinds if kind != "said"), "said")
