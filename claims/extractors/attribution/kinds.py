"""What kind of saying a cue is: a denial, a question, no comment."""

from claims.extractors.characters import key

from . import lexicon

_LONGEST = 300  # characters of a cue that are looked at


def kind_of(cue: str, language: str = "en") -> str:
    """The kind, one of shapes.KINDS, of the words that report a saying; "said" where they tell nothing."""
    words = key(cue[:_LONGEST])
    if language != "en":
        return next(
            (kind for kind, found in lexicon.others(language) if found.search(words)), "said"
        )
    for kind, found in lexicon.phrases():
        if found.search(words):
            return kind
    kinds = [lexicon.english()[word] for word in words.split() if word in lexicon.english()]
    # "also said", "said, denying": what says more than "said" is what the desk asks for.
    return next((kind for kind in kinds if kind != "said"), "said")
