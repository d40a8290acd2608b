"""Give a hint of the stance of a passage towards a claim. A person decides the stance."""

import re
from collections.abc import Iterator

# The codes of hints, which the pages word. Most passages have none.
HINTS = (
    "denial",
    "no_comment",
    "same_figure",
    "different_figure",
    "says_not",
    "same_words",
)

ALL_THE_SAME = 0.8  # share of the claim's content words that the passage contains
SAME_TOPIC = 0.6
LEAST_COMMON = 0.4
LONGEST = 5_000  # characters that are read of each

_WORD = re.compile(r"[^\W_]+(?:[.,](?=\d)[^\W_]+)*(?:['’][^\W_]+)?|[%$€£₽]")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*\Z")


def _word_set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_DENIES = re.compile(
    r"\b(?:den(?:y|ies|ied|ying)|denials?|refut(?:e|es|ed|ing)|reject(?:s|ed|ing)?|dismiss(?:es|ed|ing)?|false|untrue|"
    r"fabricat\w*|no such|not true|nothing of the (?:kind|sort)|disinformation|fake|hoax|"
    r"опроверг\w*|опроверга\w+|отрица\w+|отверг\w*|ложь|ложн\w+|фейк\w*|не соответству\w+|"
    r"yalanla\w*|təkzib|հերքել\w*|հերքում\w*|უარყ\w*)\b",
    re.IGNORECASE,
)
_NEGATES = _word_set(
    "not no never none nobody nothing neither nor cannot without не нет никогда ни без değil yok deyil yoxdur չէ ոչ არ არა"
)
_NO_COMMENT = frozenset({"declined", "silent", "evaded"})

# Words too common to show what a text is about.
_COMMON = _word_set(
    """a an the of in on at to from by for with and or as that this these those it its is are was were be been being has have
    had will would may might can could should shall do does did said says say told according he she they his her their we our
    i you who whom which what when where how than then there here also into over under about after before during
    и в во на с со по из за от до к ко что как это этот эта эти был была было были есть его её их он она они
    ve bir bu da de ki ile için և է են ու որ ից և და რომ არის იყო"""
)

_SMALL = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")  # fmt: skip
_NUMBER_WORDS = {word: float(n) for n, word in enumerate(_SMALL, start=1)} | {
    "twenty": 20.0, "thirty": 30.0, "forty": 40.0, "fifty": 50.0, "sixty": 60.0, "seventy": 70.0,
    "eighty": 80.0, "ninety": 90.0,
}  # fmt: skip
_MULTIPLIERS = {
    "hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "тысяч": 1e3, "тысячи": 1e3, "тыс": 1e3,
    "млн": 1e6, "миллионов": 1e6, "миллиона": 1e6, "млрд": 1e9, "миллиардов": 1e9, "bin": 1e3, "min": 1e3,
    "milyon": 1e6, "milyar": 1e9,
}  # fmt: skip
_MONTHS = _word_set(
    """january february march april may june july august september october november december
    января февраля марта апреля мая июня июля августа сентября октября ноября декабря"""
)
_SIGNS = {"%": "percent", "$": "dollars", "€": "euros", "£": "pounds", "₽": "rubles"}
_REACH = 3  # words after a number, in which the counted thing is searched for


def stance_hint(claim: str, passage: str, kind: str = "said") -> str:
    """Return one of HINTS, or "". `kind` is how the passage's speaker spoke (shapes.KINDS).

    Conservative: if the two have little in common there is no hint, whatever the cue.
    """
    claim, passage = claim[:LONGEST], passage[:LONGEST]
    claimed, found = _content_words(claim), _content_words(passage)
    common = len(claimed & found) / len(claimed) if claimed else 0.0
    if kind in _NO_COMMENT:
        return "no_comment"
    if common < LEAST_COMMON:
        return ""
    denied = kind == "denied" or bool(_DENIES.search(passage))
    if denied and not _DENIES.search(claim):
        return "denial"
    if _is_negated(claim) != _is_negated(passage):
        return "says_not" if common >= SAME_TOPIC else ""
    ours, theirs = figures(claim), figures(passage)
    if units := ours.keys() & theirs.keys():
        return "same_figure" if any(ours[u] & theirs[u] for u in units) else "different_figure"
    return "same_words" if common >= ALL_THE_SAME else ""


def _content_words(text: str) -> set[str]:
    """Return the content words without numbers, cut to 6 letters: soldier and soldiers are one."""
    return {
        word[:6]
        for word in (found.casefold() for found in _WORD.findall(text))
        if word not in _COMMON
        and word not in _NEGATES
        and word not in _MULTIPLIERS
        and len(word) > 1
        and _value(word) is None
    }


def _is_negated(text: str) -> bool:
    words = [word.casefold().replace("’", "'") for word in _WORD.findall(text)]
    return any(word in _NEGATES or word.endswith("n't") for word in words)


def figures(text: str) -> dict[str, set[float]]:
    """Return figures by what they count: {"soldie": {300.0}}. Omits years, days and bare numbers."""
    words = [found.casefold() for found in _WORD.findall(text)]
    found: dict[str, set[float]] = {}
    for value, before, index_after in _numbers(words):
        unit = _unit(words[index_after : index_after + _REACH])
        if before in _SIGNS:
            unit = _SIGNS[before]
        if unit and not (before in _MONTHS or unit in _MONTHS):
            found.setdefault(unit[:6], set()).add(value)
    return found


def _numbers(words: list[str]) -> Iterator[tuple[float, str, int]]:
    """Yield each number, the word before it, and the index of the word after it."""
    at = 0
    while at < len(words):
        value = _value(words[at])
        if value is None:
            at += 1
            continue
        before, end = words[at - 1] if at else "", at + 1
        # "1 200" and "three hundred thousand"
        while end < len(words) and (
            words[end] in _MULTIPLIERS
            or (words[end].isdigit() and len(words[end]) == 3 and words[end - 1].isdigit())
        ):
            value = (
                value * _MULTIPLIERS[words[end]]
                if words[end] in _MULTIPLIERS
                else value * 1e3 + int(words[end])
            )
            end += 1
        yield value, before, end
        at = end


def _value(word: str) -> float | None:
    if word in _NUMBER_WORDS:
        return _NUMBER_WORDS[word]
    if not word.isascii() or not _NUMBER.match(word) or len(word) > 15:
        return None
    whole, dot, part = word.replace(",", ".").rpartition(".")
    if dot and len(part) == 3:  # 1,200 and 1.200
        return float(word.replace(",", "").replace(".", ""))
    return float(f"{whole.replace('.', '') or 0}.{part}") if dot else float(part)


def _unit(words_after: list[str]) -> str:
    """Return the thing counted: the first word that looks like a plural, else the first word."""
    words: list[str] = []
    for word in words_after:
        if word in _COMMON or _value(word) is not None:
            break
        words.append(_SIGNS.get(word, word))
    several = (word for word in words if word.endswith("s") and not word.endswith("ss"))
    return next(several, words[0] if words else "")
