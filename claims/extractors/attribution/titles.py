"""The office that news gives a person: before the name, or between commas after it."""

from dataclasses import dataclass

from . import roles
from .names import FORMS_OF_ADDRESS, NO_NAME, clean_name, is_adjacent, is_capital, is_shouted
from .words import Word, word_set

_TITLE_LONGEST = 8  # words before a name
_APPOSITION_LONGEST = 16  # words after it
_VERBS = word_set(
    "is was has had are were have been will would said says told asked added who which"
)
_PREPOSITIONS = word_set("of in at for from with to on by")


@dataclass(frozen=True, slots=True)
class Run:
    """Capitalised words that belong together, by the numbers of the words: maybe a title, then a name."""

    first: int
    name: int
    last: int


def title_before(text: str, words: list[Word], run: Run) -> str:
    """Return the office before a name: "Foreign Ministry spokeswoman" Maria Petrova."""
    first = run.name
    if run.first == run.name:
        at = run.first - 1
        if at < 0 or words[at].lower.rstrip(".") not in roles.OFFICES:
            # "the ministry's spokesman, Ivan Petrov,"
            if (
                at > 0
                and words[at].text == ","
                and words[at - 1].lower in roles.OFFICES
                and run.last > run.name
            ):
                end = at
                first = title_start(words, at - 1)
                return clean_name(text[words[first].start : words[end - 1].end])
            return ""
    last = run.name - 1
    first = title_start(words, last)
    while last > first and words[last].lower.rstrip(".") in FORMS_OF_ADDRESS:
        last -= 1
    return clean_name(text[words[first].start : words[last].end])


def title_start(words: list[Word], at: int) -> int:
    """Return the number of the first word of the title that ends with the word numbered `at`."""
    first = at
    while first > 0 and at - first < _TITLE_LONGEST and is_adjacent(words[first - 1], words[first]):
        word = words[first - 1]
        if not (
            (is_capital(word) and word.lower not in NO_NAME and not is_shouted(word))
            or word.lower in roles.MODIFIERS
            or word.lower in roles.BODIES
            or word.lower in roles.OFFICES
            or (word.text[0].isalnum() and "-" in word.text)
            or (word.lower in ("of", "for") and first > 1 and is_capital(words[first]))
        ):
            break
        first -= 1
    while first < at and words[first].lower in ("of", "for"):
        first += 1
    return first


def title_behind(text: str, words: list[Word], run: Run) -> str:
    """Return the office after a name: Maria Petrova, "the head of the party"."""
    at = run.last + 1
    if at + 1 >= len(words) or words[at].text != "," or words[run.last].text.endswith(("’s", "'s")):
        return ""
    begin = at + 1
    if words[begin].text.isdigit() and begin + 2 < len(words) and words[begin + 1].text == ",":
        begin += 2
    end = begin
    office = False
    while end < len(words) and end - begin < _APPOSITION_LONGEST:
        word = words[end]
        if word.text in ',.;:()“”"—–' or word.lower in ("who", "which", "said", "says", "told"):
            break
        if _is_verb(word) or (not office and word.lower in _PREPOSITIONS):
            break
        office = office or word.lower.rstrip(".") in roles.OFFICES
        end += 1
    if not office or end == begin:
        return ""
    if words[begin].lower in ("the", "a", "an"):
        begin += 1
    return clean_name(text[words[begin].start : words[end - 1].end]) if end > begin else ""


def _is_verb(word: Word) -> bool:
    return word.lower in _VERBS or word.lower.startswith(("who", "which"))
