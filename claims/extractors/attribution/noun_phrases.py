"""A source as a noun phrase: its head, whose it is, and where a name begins in it."""

from dataclasses import dataclass

from . import roles
from .names import is_capital, without_genitive
from .words import Word, word_set

OWNERS = ("his", "her", "their", "its", "my", "our")
RELATIVE = ("who", "which", "whom", "whose")
DEFINITE = ("the", "this", "that", "these", "those")
UNCOUNTED = word_set("a an some several many most all both other another few two three four five")
LEADING = UNCOUNTED | word_set("the this that these those his her its their our my")
_MARKS = ",;:()[]—–-"
_PREPOSITIONS = word_set(
    "of for at in from who whom whose which with on to by about near inside outside within under over during after "
    "before against familiar close speaking working involved briefed including and like than"
)
_BEGIN_CLAUSES = word_set("that he she they it we i")  # "the letter they received"
_IN_NAMES = ("of", "for", "and", "on", "in")
_PREPOSE = ("in", "at", "on", "for", "from")
_CONTINUE = (*_PREPOSE, "the", "a", "an", "of", "and")
_SMALL_WORDS = 3
_PARTICLES = ("of", "de", "la", "van", "von", "der", "bin", "al")


@dataclass(frozen=True, slots=True)
class NounPhrase:
    """A source whose head is a common noun."""

    words: list[Word]
    segment: list[Word]  # the words up to the head, which is the last
    noun: str  # the head, in small letters
    owner: int | None  # the number of "his" or "the ministry's" in `segment`
    printed: str  # without relative clauses and appositions

    @property
    def is_definite(self) -> bool:
        return self.segment[0].lower in DEFINITE

    @property
    def is_of_name(self) -> bool:
        """Whether something like "of Armenia" follows the head."""
        following = self.words[len(self.segment) :]
        return (
            following != []
            and following[0].lower in ("of", "for")
            and any(map(is_capital, following[1:4]))
        )

    @property
    def is_proper(self) -> bool:
        """Whether a name is part of it: "the Russian ministry", "the ministry of Armenia"."""
        capitals = (is_capital(word) and word.lower not in LEADING for word in self.segment)
        return any(capitals) or self.is_of_name

    def describing(self, *, excluding: int | None = None) -> set[str]:
        """Return the words before the head without articles and without the word numbered `excluding`."""
        return {
            without_genitive(word).lower
            for place, word in enumerate(self.segment[:-1])
            if word.lower not in LEADING and place != excluding
        }


def owners_of(segment: list[Word]) -> list[int]:
    """Return the numbers of the genitives before the head."""
    return [i for i, word in enumerate(segment[:-1]) if without_genitive(word).text != word.text]


def owner_of(segment: list[Word]) -> int | None:
    """Return the number of the first "his" or genitive before the head, if any."""
    return next(
        (
            i
            for i, w in enumerate(segment[:-1])
            if w.lower in OWNERS or without_genitive(w).text != w.text
        ),
        None,
    )


def capitals_start(segment: list[Word]) -> int:
    """Return where the capitals at the end of the phrase begin, or its length if it does not end in any."""
    at = len(segment)
    while at > 0:
        word = segment[at - 1]
        inside = word.lower in _PARTICLES and 1 < at < len(segment) and is_capital(segment[at - 2])
        owner = at < len(segment) and without_genitive(word).text != word.text
        if owner or not (is_capital(word) or inside):
            break
        at -= 1
    return 1 if at == 0 and segment[0].lower in LEADING and len(segment) > 1 else at


def head_of(words: list[Word]) -> int:
    """Return the number of the head: the last word before a comma, a preposition or a relative pronoun."""
    for place, word in enumerate(words[1:], start=1):
        before = without_genitive(words[place - 1])
        if word.text in _MARKS:
            return place - 1
        if word.lower not in _PREPOSITIONS and word.lower not in _BEGIN_CLAUSES:
            continue
        following = words[place + 1 : place + 2]
        goes_on = following and (is_capital(following[0]) or following[0].lower == "the")
        if word.lower == "of" and before.lower == "secretary" and goes_on:
            continue
        if not (
            word.lower in _IN_NAMES
            and goes_on
            and is_capital(before)
            and before.lower in roles.BODY_NAMES
        ):
            return place - 1
    return len(words) - 1


def is_continued_name(words: list[Word]) -> bool:
    """Return whether the words are one name that goes on after a small word: "Norland in Focus"."""
    if len(words) < 3 or not is_capital(words[0]) or not is_capital(words[-1]):
        return False
    small = [word for word in words if not is_capital(word)]
    head = without_genitive(words[0]).lower
    return (
        0 < len(small) <= _SMALL_WORDS
        and all(word.lower in _CONTINUE for word in small)
        and any(word.lower in _PREPOSE for word in small)
        and not any(word.lower in roles.OFFICES | roles.BODY_NAMES for word in words)
        and head.removesuffix("s") not in roles.OFFICES
    )


def without_clauses(words: list[Word]) -> list[Word]:
    """Return the phrase without its relative clauses and appositions."""
    for place, word in enumerate(words):
        if place and (word.text in ",;:—–(" or word.lower in RELATIVE):
            return words[:place]
    return words


def without_article(words: list[Word]) -> list[Word]:
    return words[1:] if len(words) > 1 and words[0].lower in ("the", "a", "an") else words
