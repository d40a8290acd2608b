"""What two similar statements say differently: another year, another day, another figure, somebody else."""

import re
from typing import NamedTuple

from claims.extractors.attribution import roles
from claims.extractors.attribution.words import word_set

from .stance import figures

LONGEST = 2_000  # characters that are read of each

_YEAR = re.compile(r"(?<![\w.,])(?:1[89]|20)\d\d(?![\w%]|[.,]\d)")
_MONTHS_EN = "january february march april may june july august september october november december"
_MONTHS_RU = "января февраля марта апреля мая июня июля августа сентября октября ноября декабря"
_MONTHS = {
    **{month[:3]: number for number, month in enumerate(_MONTHS_EN.split(), 1)},
    **{month: number for number, month in enumerate(_MONTHS_RU.split(), 1)},
}
_DAY = re.compile(
    r"\b(?P<day>\d{1,2})(?:st|nd|rd|th)? (?:of )?(?P<month>[A-Z][a-z]{2,8}|[а-я]{3,8})\b|"
    r"\b(?P<month_first>[A-Z][a-z]{2,8})\.? (?P<day_behind>\d{1,2})(?:st|nd|rd|th)?\b(?!\d)"
)
_NAME = re.compile(
    r"[^\W\d_a-zа-яёա-և][\w’'-]*(?:\s(?:(?:of|the|and|de|al)\s){0,2}[^\W\d_a-zа-яёա-և][\w’'-]*)*"
)
_WORD = re.compile(r"[\w-]+")
_NO_NAMES = word_set(
    """the a an this that these those it he she they we his her their its there in on at by for from to with as and but or if
    when while after before since until although because not no some many most several few all both each every more less
    monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september
    october november december в на по из за от до и но а как что это он она они мы его её их"""
)
_SAME = {
    "us": "united states", "u.s": "united states", "usa": "united states", "america": "united states", "american": "united states",
    "uk": "united kingdom", "britain": "united kingdom", "british": "united kingdom", "eu": "european union", "un": "united nations",
}  # fmt: skip
_STEM = 5  # letters that Russia and Russian share


class Difference(NamedTuple):
    """`kind` is year, day, figure or name; `ours` and `theirs` are the words of the two statements."""

    kind: str
    ours: str
    theirs: str


def differences(statement: str, other: str) -> list[Difference]:
    """Return what tells two statements apart, at most one of each kind; empty where one merely says less. Cost: linear."""
    one, two = statement[:LONGEST], other[:LONGEST]
    found = []
    for kind, ours, theirs in (
        ("year", _years(one), _years(two)),
        ("day", _days(one), _days(two)),
        ("figure", *_unlike_figures(one, two)),
        ("name", *_unlike_names(one, two)),
    ):
        if ours and theirs and not set(ours) & set(theirs):
            found.append(Difference(kind, ", ".join(ours.values()), ", ".join(theirs.values())))
    return found


def _years(text: str) -> dict[str, str]:
    return {year: year for year in _YEAR.findall(text)}


def _days(text: str) -> dict[tuple[int, int], str]:
    found: dict[tuple[int, int], str] = {}
    for match in _DAY.finditer(text):
        name = (match["month"] or match["month_first"]).lower()
        month = _MONTHS.get(name) or (_MONTHS.get(name[:3]) if name.isascii() else None)
        day = int(match["day"] or match["day_behind"])
        if month and 1 <= day <= 31:
            found[(month, day)] = match[0]
    return found


def _unlike_figures(one: str, two: str) -> tuple[dict[float, str], dict[float, str]]:
    """Return the figures that count the same thing, if none of them is in both."""
    ours, theirs = figures(one), figures(two)
    units = [unit for unit in ours if unit in theirs]
    if not units or any(ours[unit] & theirs[unit] for unit in units):
        return {}, {}
    return (
        {value: f"{value:,.10g}" for unit in units for value in sorted(ours[unit])},
        {value: f"{value:,.10g}" for unit in units for value in sorted(theirs[unit])},
    )


def _unlike_names(one: str, two: str) -> tuple[dict[str, str], dict[str, str]]:
    """Return the names of each that share no word with a name of the other."""
    ours, theirs = _names(one), _names(two)
    return _unshared(ours, theirs), _unshared(theirs, ours)


def _unshared(names: list[str], others: list[str]) -> dict[str, str]:
    known = {stem for name in others for stem in _stems(name)}
    known |= {initials for name in others if (initials := _initials(name))}
    left = {}
    for name in names:
        stems = _stems(name)
        if stems and not stems & known and _initials(name) not in known:
            left[name] = name
    return left


def _names(text: str) -> list[str]:
    found = []
    for match in _NAME.finditer(text):
        words = match[0].split()
        while words and words[0].lower() in _NO_NAMES:
            words = words[1:]
        # A plural that begins the sentence: "Soldiers left the valley."
        alone = len(words) == 1 and not text[: match.start()].strip(' “"‘«')
        if words and not (alone and words[0].endswith("s") and len(words[0]) > 3):
            found.append(" ".join(words))
    return found


def _stems(name: str) -> set[str]:
    plain = re.sub(r"[’']s?\b", "", name).lower().replace(".", "")
    words = _WORD.findall(_SAME.get(plain, plain))
    kept = [word for word in words if word not in _NO_NAMES | roles.OFFICES | roles.MODIFIERS]
    return {_SAME.get(word, word)[:_STEM] for word in kept if word not in ("of", "the", "and")}


def _initials(name: str) -> str:
    """Return "csto" for the Collective Security Treaty Organization."""
    words = [word for word in name.split() if word[0].isupper()]
    return "".join(word[0] for word in words).lower()[:_STEM] if len(words) > 1 else ""
