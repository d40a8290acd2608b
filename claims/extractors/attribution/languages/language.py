"""The shape that the file of every language fills."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """What a text of one language tells about who said what. No field has a default: say "" for none.

    Word lists are separated by spaces, and `*` stands for any ending. Alternatives are separated
    by `|` and may be patterns. `kind` is one of shapes.KINDS; where several kinds match, the one
    named first wins.
    """

    code: str  # BCP 47; the name of the file

    # How a text of it is recognised
    block: str  # the range of its script; "" for Latin, which needs no look at each sentence
    letters: str  # the small letters of its script; in Latin, those that English does not have
    capitals: bool  # whether its script has capitals, which show names

    # Words that report a saying, by kind
    cues: Mapping[str, str]  # English: verbs in their plain form
    irregular: Mapping[
        str, str
    ]  # English: the other forms of verbs that do not just add -s, -ed, -ing
    phrases: Mapping[
        str, Sequence[str]
    ]  # patterns, tried before single words; `~` is up to two words

    # What connects a source with what it says
    before_source: str  # "according to X" and the like
    behind_source: str  # the same, where it follows the source
    complements: str  # "that": opens the content, after the cue
    auxiliaries: str  # may follow the cue, before the complement
    object_endings: str  # end the content where the verb comes last and governs it as its object

    # Whom a source means
    pronouns: str  # somebody named before
    unnamed: str  # people whom nobody names: a source, an expert
    bodies: str  # in the name of a body the last two words are not a person's
    article: str  # an ending that names take and that is not theirs
    no_source: (
        str  # "because of this", "in view of that": what comes before the word is not a source
    )
