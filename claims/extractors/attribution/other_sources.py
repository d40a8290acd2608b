"""Who the words of a source are, in languages other than English: without the day, in the form of a list of names."""

import functools
import re
from collections.abc import Sequence

from claims.extractors.shapes import Span, Voice
from claims.extractors.text.dates import find_dates

from . import lexicon
from .base_forms import Case, base_form
from .languages import LANGUAGES, OTHERS

EDGES = " \t\xa0,;:.!?։—–-՝"
_MARKS = '«»“”„"‟'
_LONGEST_SOURCE = 160  # characters
_LONGEST_TITLE = 60
_STEM = 4  # letters
_MOST_TRIMMED = 6  # days, hours and small words on either side of a name
_NO_CAPITALS = re.compile("[" + "".join(one.letters for one in OTHERS if not one.capitals) + "]")
# Azerbaijani and Turkish are easily confused, so each word counts in all languages.
_NO_SOURCE = re.compile(
    "(?:"
    + "|".join(w for one in OTHERS for w in one.no_source.split()).replace("*", r"\w*")
    + r")\Z",
    re.IGNORECASE,
)
_ONE_LETTER = {word for one in OTHERS for word in one.pronouns.split() if len(word) == 1}
_HOUR = r"(?:(?:во?|около|saat|ժամը)\s)?\d{1,2}[:.]\d\d(?:['’-]?\w{1,4})?"
# "В Кремле": the preposition is not part of the name.
_ADJECTIVE = re.compile(
    r"\w+(?:ый|ий|ой|ая|яя|ое|ее|ые|ие|ых|их)|в|во|на|два|две|три|четыре|один|одна"
)
_PLACE = re.compile(r"(?:во?|на)\s+(?=\W?\S)", re.IGNORECASE)
_BEFORE_DAY = re.compile(r"(?<!\w)(?:во?|на|к|с|ещё|еще)\s\Z", re.IGNORECASE)


def trimmed(text: str, start: int, end: int) -> Span:
    """Return the span without the blanks, punctuation and quoted stretches at its edges."""
    while start < end and text[start] in EDGES + "\0":
        start += 1
    while end > start and text[end - 1] in EDGES + "\0":
        end -= 1
    return start, end


def source_in(free: str, span: Span, language: str) -> Span:
    """Return the span without what is at its edges, or an empty one if it names nobody.

    It keeps the day and the hour, which are no content either; `voice` leaves them out.
    """
    start, end = trimmed(free, *span)
    first, last = _name_in(free[start:end], language)
    return (start, end) if is_source(free[start:end][first:last], language) else (start, start)


def _name_in(words: str, language: str) -> Span:
    """Return where the words for somebody are, without the days, hours and small words around them.

    "13 марта начальница порта Нино Пробова", "Elçin Sınaqov martın 13-də".
    """
    start, end = trimmed(words, 0, len(words))
    for _ in range(_MOST_TRIMMED):
        inner = words[start:end]
        if not 1 < len(inner) <= _LONGEST_SOURCE:
            break
        first, last = _around_name(inner, language)
        if (first, last) == (0, len(inner)):
            break
        start, end = trimmed(words, start + first, start + last)
    return start, end


def _around_name(words: str, language: str) -> Span:
    """Return where the name begins and ends, as far as one step tells."""
    small = _small_words(language)
    if found := small[0].match(words):
        return found.end(), len(words)
    if found := small[1].search(words):
        return 0, found.start()
    if not any(map(str.isdigit, words)) and not _names_a_day(words, language):
        return 0, len(words)
    for date in find_dates(words, None, language):
        before = words[: date.start]
        if not before.strip() or _BEFORE_DAY.fullmatch(before):
            return date.end, len(words)
        if not words[date.end :].strip():
            preposition = _BEFORE_DAY.search(before)
            return 0, preposition.start() if preposition else date.start
    return 0, len(words)


def _names_a_day(words: str, language: str) -> bool:
    return any(True for _ in find_dates(words, None, language))


@functools.cache
def _small_words(language: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    listed = LANGUAGES[language].small_words
    words = rf"(?:{listed}|{_HOUR})" if listed else _HOUR
    flags = re.IGNORECASE
    return re.compile(rf"{words}(?=[\s,])", flags), re.compile(rf"(?<=\s){words}\Z", flags)


def is_source(words: str, language: str) -> bool:
    """Return whether the words can name somebody.

    Without a capital they must be a word for a person or body: "подтвердили задержку" is not said by a delay.
    """
    if not 1 < len(words) <= _LONGEST_SOURCE or _NO_SOURCE.match(words):
        return words.lower() in _ONE_LETTER
    own = LANGUAGES[language]
    if own.capitals:
        return any(letter.isupper() for letter in words) or _is_headed(words.split(), language)
    if has_word(words, _listed(language)):
        return True
    return len(words.split()) <= 4 and _is_subject(words)


def _is_headed(words: list[str], language: str) -> bool:
    """Return whether the noun of a phrase is a word for people or a body, which it is not in "гибель рыбака".

    In Russian it is the first one after adjectives, elsewhere the last.
    """
    if language != "ru":
        return _is_listed(words[-1], _listed(language))
    head = next((word for word in words if not _ADJECTIVE.fullmatch(word)), words[-1])
    return _is_listed(head, _listed(language)) or _is_listed(words[0], _listed(language))


@functools.cache
def _listed(language: str) -> str:
    """Return all words for somebody who may speak."""
    own = LANGUAGES[language]
    return " ".join((own.pronouns, own.unnamed, own.bodies, own.people))


def _is_subject(words: str) -> bool:
    """Return whether Georgian words end as the subject of a verb of saying, or as a surname does."""
    return words.endswith(
        ("მა", "მ", "ძე", "ძის", "შვილი", "შვილის", "ია", "ავა", "ანი", "ელი", "ური", "ის", "ს")
    )


def has_word(words: str, stems: str) -> bool:
    """Return whether one of the words is one of these, in which `*` is any ending."""
    return any(_is_listed(word, stems) for word in words.split())


def _is_listed(word: str, stems: str) -> bool:
    word = word.lower().strip(EDGES + _MARKS)
    whole, beginnings = _split(stems)
    return word in whole or word.startswith(beginnings)


@functools.cache
def _split(stems: str) -> tuple[frozenset[str], tuple[str, ...]]:
    listed = stems.split()
    whole = frozenset(word for word in listed if not word.endswith("*"))
    return whole, tuple(word[:-1] for word in listed if word.endswith("*"))


def case_of(cue: str, language: str) -> Case:
    """Return the case that a cue asks for: "по словам" the genitive, "сказал" the subject."""
    cue = cue.lower()
    own = LANGUAGES[language]
    if language == "ru":
        if cue.startswith("по ") or lexicon.whole_words(own.claims).match(cue):
            return "genitive"
        if cue == "согласно":
            return "dative"
        return "accusative" if cue == "со ссылкой на" else "subject"
    is_before = bool(own.before_source) and re.fullmatch(own.before_source, cue)
    is_behind = bool(own.behind_source) and re.fullmatch(own.behind_source, cue)
    return "genitive" if is_behind or (is_before and " " not in cue) else "subject"


def voice(printed: str, cue: str, language: str, earlier: Sequence[Voice]) -> Voice:
    """Return who a source is, in the form of a list of names. `earlier` are the voices before it, in order."""
    own = LANGUAGES[language]
    case = case_of(cue, language)
    printed = printed[slice(*_name_in(printed, language))]
    printed = " ".join(_without_marks(printed).split())
    if printed.lower() in own.pronouns.split():
        return earlier[-1] if earlier else Voice(printed, False)
    if language == "ru" and (place := _PLACE.match(printed)):
        printed, case = printed[place.end() :].strip(_MARKS), "place"
    words = printed.split()
    first = _name_start(words, language)
    name = words[first:]
    if not name or len(name) == len(words) == 1:
        for known in reversed(earlier):
            if known.named and _is_same_name(known.name.split()[-1], words[-1]):
                return known
    plain = base_form(printed, language, case) if case == "place" else printed
    if has_word(printed, own.unnamed) and len(name) < 2:
        return Voice(plain, False)
    if len(name) >= 2 and not has_word(name[-1], own.bodies):
        # "Реджеп Тайип Пробан" has three words, "Министр Иван Пробов" two.
        is_office = _is_listed(words[0], own.people) or _is_listed(words[0], own.unnamed)
        length = 3 if len(words) == len(name) == 3 and not is_office else 2
        title = _title(words[:-length], language)
        return Voice(base_form(" ".join(name[-length:]), language, case), True, title)
    title = _title(words[:first], language)
    if own.capitals and len(name) == 1 and has_word(" ".join(words[:first]), own.people):
        return Voice(base_form(name[0], language, case), True, title)
    if not own.capitals or any(c.isupper() for c in printed):
        is_named = not has_word(printed, own.unnamed)
        return Voice(base_form(printed, language, case), is_named)
    return Voice(plain, False)


def _without_marks(words: str) -> str:
    """Return words without the quotation marks at their edges; one that closes a name inside stays: агентство «Волна»."""
    bare = words.strip(_MARKS)
    opened = sum(map(bare.count, "«“„")) - sum(map(bare.count, "»”"))
    end = words.rstrip()
    return f"{bare}{end[-1]}" if opened > 0 and end[-1:] in _MARKS else bare


def _name_start(words: list[str], language: str) -> int:
    """Return where the name at the end begins: its capitals, or what follows the office."""
    own = LANGUAGES[language]
    at = len(words)
    if own.capitals:
        while at > 0 and words[at - 1][0].isupper() and not words[at - 1].isupper():
            at -= 1
        # "Президент Турции Пробан": office and country are capitals, too.
        while at < len(words) - 1 and _is_of_office(words, at, language):
            at += 1
        return at
    offices = [place for place, word in enumerate(words) if _is_listed(word, own.people)]
    behind = offices[-1] + 1 if offices else 0
    return behind if 0 < len(words) - behind <= 3 and not has_word(words[-1], own.bodies) else at


def _is_of_office(words: list[str], at: int, language: str) -> bool:
    people = LANGUAGES[language].people
    if _is_listed(words[at], people):
        return True
    return at > 0 and _is_listed(words[at - 1], people) and _is_place(words[at], language)


def _title(words: list[str], language: str) -> str:
    """Return the office before a name. In Russian it begins with the word that says so, elsewhere that is its end."""
    if language == "ru":
        people = LANGUAGES[language].people
        words = words[next((n for n, word in enumerate(words) if _is_listed(word, people)), 0) :]
    title = " ".join(words)
    return title if len(title) <= _LONGEST_TITLE else ""


# The genitive of countries and of the cities in the news here.
_PLACES = {
    "ru": r"\w+ии|сша|украины|турции|ирана|израиля|азербайджана|казахстана|\w+стана|еревана|баку|тбилиси|москвы|анкары|китая|египта|карабаха|франции|батуми|поти",
    "hy": r"\w+ստանի|\w+իայի|իրանի|ադրբեջանի|թուրքիայի|ռուսաստանի|երևանի|ամն|ուկրաինայի",
    "az": r"\w+iyanın|\w+stanın|azərbaycanın|iranın|türkiyə|türkiyənin|rusiya|rusiyanın|ermənistan|ermənistanın|gürcüstan|gürcüstanın|azərbaycan|abş|ukrayna|ukraynanın|iran",
    "tr": r"türkiye|rusya|ermenistan|gürcistan|azerbaycan|abd|ukrayna|iran|ankara|moskova|\w+['’][ıiuü]n|\w+['’]n[ıiuü]n",
}  # fmt: skip


def _is_place(word: str, language: str) -> bool:
    return bool(re.fullmatch(_PLACES.get(language, "(?!)"), word.lower()))


def _is_same_name(one: str, other: str) -> bool:
    """Return whether two words are one name in two cases."""
    short = min(len(one), len(other)) - 1
    return short >= _STEM and one[:short] == other[:short] and abs(len(one) - len(other)) < _STEM
