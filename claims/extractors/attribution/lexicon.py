"""The words of `languages` as patterns and tables for searching a text."""

import functools
import re

from .languages import LANGUAGES

_ENGLISH = LANGUAGES["en"]


def forms(verb: str) -> list[str]:
    """Return the forms of an English verb, the plain one first."""
    if verb in _ENGLISH.irregular:
        return [verb, *_ENGLISH.irregular[verb].split()]
    if verb.endswith("e"):
        return [verb, verb + "s", verb + "d", verb[:-1] + "ing"]
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return [verb, verb[:-1] + "ies", verb[:-1] + "ied", verb + "ing"]
    third = verb + ("es" if verb.endswith(("s", "sh", "ch", "x")) else "s")
    return [verb, third, verb + "ed", verb + "ing"]


def all_forms(verbs: str) -> frozenset[str]:
    """Return all forms of the English verbs."""
    return frozenset(form for verb in verbs.split() for form in forms(verb))


@functools.cache
def english() -> dict[str, str]:
    """Return every form of every English verb, with its kind."""
    return {
        form: kind
        for kind, verbs in _ENGLISH.cues.items()
        for verb in verbs.split()
        for form in forms(verb)
    }


@functools.cache
def phrases() -> list[tuple[str, re.Pattern[str]]]:
    """Return the English phrases as patterns, with their kinds, in order."""
    return [
        (kind, re.compile(r"(?:\b|(?=n[’']t))(?:" + "|".join(map(_pattern, patterns)) + r")\b"))
        for kind, patterns in _ENGLISH.phrases.items()
    ]


def _pattern(phrase: str) -> str:
    return phrase.replace("~", r"(?:[\w’'-]+ ){0,2}")


def whole_words(words: str) -> re.Pattern[str]:
    """Return a pattern for any of the words, in which `*` is any ending."""
    return re.compile(rf"\b(?:{'|'.join(words.split())})\b".replace("*", r"\w*"), re.IGNORECASE)


@functools.cache
def cues(language: str) -> list[tuple[str, re.Pattern[str]]]:
    """Return the cue words of a language other than English as patterns, with their kinds, in order."""
    return [(kind, whole_words(words)) for kind, words in LANGUAGES[language].cues.items()]
