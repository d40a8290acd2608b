"""Names as printed: their capitals, the titles before them, the genitive endings after them."""

import re
import unicodedata
from collections.abc import Collection

from claims.extractors.text.characters import nfd

from . import roles
from .words import Word, word_set, words_of

# Without May, March, April and August, which are also names.
DAYS = word_set(
    "monday tuesday wednesday thursday friday saturday sunday january february july september "
    "october november december"
)
_SMALL_IN_TITLES = word_set(
    "a an the of in on at to for and or by as is with from but nor vs via it its over"
)
NO_NAME = word_set(
    "the a an this that these those it he she they we i you his her their its our my your in on at by for from to with "
    "as and but or nor so if when while after before since until although though because there here what who whom whose "
    "which why how where not no yes some many most several few all both each every another other others one two three "
    "four five six seven eight nine ten according also still then now even just only more less much such any is are was "
    "were be been has have had do does did will would can could may might must should monday tuesday wednesday thursday "
    "friday saturday sunday january february march april june july august september october november december "
    "meanwhile however moreover earlier later asked speaking yet once despite during under over about against among"
)
FORMS_OF_ADDRESS = word_set("mr mrs ms miss dr")
_AFTER_NAMES = word_set("jr jr. sr sr. ii iii iv")


def is_capital(word: Word) -> bool:
    return word.text[0].isupper() and word.text[0].isalpha()


def is_adjacent(one: Word, other: Word) -> bool:
    return 0 <= other.start - one.end <= 1


def is_sentence_start(words: list[Word], at: int) -> bool:
    """Return whether a sentence or a clause after a colon begins with the word numbered `at`."""
    return (
        at == 0
        or all(not word.text[0].isalnum() for word in words[:at][-3:])
        or words[at - 1].text in ".!?:"
    )


def is_title_case(words: list[Word]) -> bool:
    """Return whether this is a headline in title case, whose capitals do not show names."""
    letters = [word for word in words if word.text[0].isalpha()]
    small = [word for word in letters if not is_capital(word)]
    return len(letters) > 5 and 2 * len(small) < len(letters) and has_capitals_of_title(words)


def has_capitals_of_title(words: list[Word]) -> bool:
    """Return whether all words but small ones like "of" have a capital."""
    return all(
        is_capital(word) or word.lower in _SMALL_IN_TITLES
        for word in words
        if word.text[0].isalpha()
    )


def after_title(words: list[Word], first: int, last: int) -> int:
    """Return where the name begins in a run that may begin with offices."""
    at = first
    while at < last and words[at].lower in ("former", "ex", "acting"):
        at += 1
    for place in range(at, last):
        office = words[place].lower.rstrip(".") in roles.OFFICES
        # "Republican Party", "Officer Corps": not a title before a name
        if office and words[place + 1].lower not in roles.BODY_NAMES:
            at = place + 1
    if at > first and words[at].lower == "of" and at + 1 <= last:
        # "Secretary of State John Kerry"
        at = min(at + 2, last)
    while at < last and words[at].lower in ("of", "the", "and"):
        at += 1
    return at


def without_genitive(word: Word) -> Word:
    """Return the word without a genitive ending."""
    for ending in ("’s", "'s", "’", "'"):
        if word.text.endswith(ending):
            text = word.text[: -len(ending)] or word.text
            return Word(word.start, word.end - len(ending), text, text.lower())
    return word


def clean_name(text: str) -> str:
    """Return the words without line ends, a genitive ending and the punctuation around them."""
    text = " ".join(text.split()).strip(' ,;:“”"()[]—–')
    for ending in ("’s", "'s"):
        text = text.removesuffix(ending)
    return text.rstrip("’'") if text.endswith(("s’", "s'")) else text


def surname(name: list[Word]) -> str:
    return surname_of([without_genitive(word).text for word in name])


def surname_of(words: list[str]) -> str:
    """Return the surname without accents, so that both spellings find one person."""
    while len(words) > 1 and words[-1].lower() in _AFTER_NAMES:
        words = words[:-1]
    if words[-1].isascii():
        return words[-1]
    return "".join(c for c in nfd(words[-1]) if not unicodedata.combining(c))


def gender_of(offices: Collection[str]) -> str:
    """Return "m" or "f" if an office or a form of address tells, or else ""."""
    if roles.WOMEN.intersection(offices):
        return "f"
    return "m" if roles.MEN.intersection(offices) else ""


def heads_of(title: str) -> list[str]:
    """Return the offices that a title names: "minister" of "Deputy Minister of Defence"."""
    heads: list[str] = []
    for part in re.split(r",| and ", title):
        head = re.split(r" (?:of|for|at|in|to|from|on|with|who) ", part.strip())[0].split()
        if head and head[-1].lower().rstrip(".") in roles.OFFICES:
            heads.append(head[-1].lower().rstrip("."))
    return heads


def lower_words(text: str) -> set[str]:
    return {without_genitive(word).lower.rstrip(".") for word in words_of(text, 0, len(text))}


def is_shouted(word: Word) -> bool:
    """Return whether the word is in capitals and too long for an abbreviation."""
    return len(word.text) > 5 and word.text.isupper()
