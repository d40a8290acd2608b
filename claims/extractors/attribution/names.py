"""Names as they are printed: their capitals, titles before them, genitives after them."""

from . import roles
from .words import Word, listed, words_of

_AFTER_NAMES = listed("jr jr. sr sr. ii iii iv")


def is_capital(word: Word) -> bool:
    return word.text[0].isupper() and word.text[0].isalpha()


def adjacent(one: Word, other: Word) -> bool:
    return 0 <= other.start - one.end <= 1


def begins(words: list[Word], at: int) -> bool:
    return (
        at == 0
        or all(not word.text[0].isalnum() for word in words[:at][-3:])
        or words[at - 1].text in ".!?:"
    )


def in_capitals(words: list[Word]) -> bool:
    """A headline in title case: its capitals tell no names."""
    letters = [word for word in words if word.text[0].isalpha()]
    big = sum(is_capital(word) for word in letters)
    return len(letters) > 5 and big > 0.75 * len(letters)


def after_title(words: list[Word], first: int, last: int) -> int:
    """Where the name begins in a run that may begin with offices."""
    at = first
    for place in range(first, last):
        if words[place].lower.rstrip(".") in roles.OFFICES and not words[place].text.endswith(
            ("’s", "'s")
        ):
            at = place + 1
    if at > first and words[at].lower == "of" and at + 1 <= last:
        # "Secretary of State John Kerry"
        at = min(at + 2, last)
    while at < last and words[at].lower in ("of", "the", "and"):
        at += 1
    return at


def bare(word: Word) -> Word:
    for ending in ("’s", "'s", "’", "'"):
        if word.text.endswith(ending):
            return Word(word.start, word.end - len(ending), word.text[: -len(ending)] or word.text)
    return word


def plain(text: str) -> str:
    """Words without what clings to them: line ends, a genitive, commas."""
    text = " ".join(text.split()).strip(' ,;:“”"()[]—–')
    for ending in ("’s", "'s"):
        text = text.removesuffix(ending)
    return text.rstrip("’'") if text.endswith(("s’", "s'")) else text


def surname(name: list[Word]) -> str:
    return surname_of([bare(word).text for word in name])


def surname_of(words: list[str]) -> str:
    while len(words) > 1 and words[-1].lower() in _AFTER_NAMES:
        words = words[:-1]
    return words[-1]


def lower_words(text: str) -> set[str]:
    return {bare(word).lower.rstrip(".") for word in words_of(text, 0, len(text))}
