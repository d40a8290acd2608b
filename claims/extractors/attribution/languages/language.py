"""The shape that the file of every language fills."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """How texts in one language say who said what. No field has a default: write "" for none.

    Words in a list are separated by spaces, and `*` stands for any ending. Alternatives are
    separated by `|` and may be patterns. A kind is one of shapes.KINDS; if several kinds match, the
    one named first wins.
    """

    # BCP 47, also the name of the file
    code: str

    # The range of its script; "" for Latin, where the letters of the whole text decide
    block: str
    # The small letters of its script; for Latin, all letters that English does not have
    letters: str
    # Whether its script has capitals, which show names
    capitals: bool

    # Words that report a saying, by kind; for English, verbs in their plain form
    cues: Mapping[str, str]
    # For English, the other forms of irregular verbs
    irregular: Mapping[str, str]
    # Patterns by kind, tried before single words; `~` is up to two words
    phrases: Mapping[str, Sequence[str]]

    # Alternatives like "according to", before the source
    before_source: str
    # The same, after the source
    behind_source: str
    # Alternatives for "that", which follows the cue and opens the content
    complements: str
    # Alternatives that may come between the cue and the complement
    auxiliaries: str
    # Words for a claim, before whose it is: "the reports of X that"
    claims: str
    # Alternatives for "that" after such a word
    claim_complements: str
    # Alternatives that begin a sentence about what the one before it says: "X reported this"
    about_this: str
    # Words between a place of talk and such a word: "in the press there were reports that"
    appearing: str
    # Endings of the content where it is the object of a verb that comes last
    object_endings: str

    # Words for somebody named before
    pronouns: str
    # Words for people whose names are not given: a source, an expert
    unnamed: str
    # Words in the names of bodies, whose last two words are not a person's name
    bodies: str
    # Words for people and bodies by what they are: without a capital, only they can be a source
    people: str
    # Alternatives between a verb and a name that belong to neither: "also", "to journalists"
    small_words: str
    # An ending of names that is not part of the name
    article: str
    # Words before "according to" or the like that are not a source: "because of this"
    no_source: str
