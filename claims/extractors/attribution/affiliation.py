"""The body that an unnamed person speaks for: "Pentagon" of "a senior Pentagon official"."""

import re

from . import roles
from .names import clean_name, is_capital, without_genitive
from .noun_phrases import LEADING, RELATIVE
from .words import Word, word_set, words_of

_OF = word_set("of for at in from with within inside to")
_INSIDE = word_set("of for and the")
# Single words that name a body although they end like the name of a people, and those that name a people although
# they do not.
_BODIES = word_set(
    "kremlin pentagon vatican taliban elysee élysée hamas hezbollah interpol europol"
)
_PEOPLE = re.compile(
    r"\w+(?:an|ish|ese|ch|[^aeiou]i)|uzbek|kazakh|tajik|kyrgyz|turkmen|greek|swiss|thai|czech|serb|croat|arab|western|eastern|northern|southern",
    re.IGNORECASE,
)
_BELONGING = word_set("of for to with")
_SPEAKS_FOR = word_set(
    "official source spokesman spokeswoman spokesperson representative diplomat officer aide adviser advisor member "
    "envoy ambassador minister deputy lawmaker mp employee insider staffer general commander negotiator service "
    "delegate lawyer attorney executive secretary head chief director"
)
_RANKS = word_set(
    "senior junior top former acting high-ranking high-level unnamed anonymous leading"
)


def body_of(label: str) -> str:
    """Return the name of the body in the description of an unnamed person; "" if it names none."""
    words = [word for word in words_of(label, 0, len(label)) if word.text[0].isalnum()]
    words = _without_ranks(words)
    head = next((i for i, word in enumerate(words) if i and _ends_noun(word)), len(words)) - 1
    if head < 0 or _singular(words[head]) not in _SPEAKS_FOR:
        return ""
    behind = words[head + 1 :]
    if behind and behind[0].lower == "close":
        behind = behind[1:]
    if behind and behind[0].lower not in RELATIVE:
        named = _name_behind(behind[1:])
        # "In Vell" is where somebody is.
        if named and (behind[0].lower in _BELONGING or _has_body_noun(named)):
            return _printed(label, named)
    return _printed(label, _name_before(words[:head]))


def _ends_noun(word: Word) -> bool:
    return word.lower in _OF or word.lower in RELATIVE or word.lower in ("close", "familiar")


def _singular(word: Word) -> str:
    lower = without_genitive(word).lower
    return (
        lower
        if lower in _SPEAKS_FOR
        else lower.removesuffix("s").replace("women", "woman").replace("men", "man")
    )


def _name_behind(words: list[Word]) -> list[Word]:
    """Return the body in "for the Defence Ministry of Norland"."""
    while words and words[0].lower in LEADING:
        words = words[1:]
    end = 0
    while end < len(words) and (
        is_capital(words[end])
        or words[end].lower in roles.BODIES | roles.MODIFIERS
        or (words[end].lower in _INSIDE and end > 0)
    ):
        end += 1
    while end and words[end - 1].lower in _INSIDE:
        end -= 1
    named = words[:end]
    return named if _is_body(named) else []


def _name_before(words: list[Word]) -> list[Word]:
    """Return the body in "Armenian government", "ministry’s deputy"."""
    owner = next(
        (i for i, word in enumerate(words) if without_genitive(word).text != word.text), None
    )
    if owner is not None and _is_body(words[: owner + 1]):
        return words[: owner + 1]
    end = len(words)
    while end and not is_capital(words[end - 1]) and words[end - 1].lower not in roles.BODIES:
        end -= 1
    return words[:end] if _is_body(words[:end]) else []


def _without_ranks(words: list[Word]) -> list[Word]:
    while words and words[0].lower in LEADING | _RANKS:
        words = words[1:]
    return words


def _has_body_noun(words: list[Word]) -> bool:
    return any(without_genitive(w).lower in roles.BODY_NAMES | _BODIES for w in words)


def _is_body(words: list[Word]) -> bool:
    """Return whether the words name a body: not "Russian", but "Kremlin", "US", "defence ministry"."""
    if not words or _has_body_noun(words):
        return bool(words)
    last = without_genitive(words[-1])
    return is_capital(last) and (last.text.isupper() or not _PEOPLE.fullmatch(last.text))


def _printed(label: str, words: list[Word]) -> str:
    return clean_name(label[words[0].start : words[-1].end]) if words else ""
