"""Attributions in languages other than English: only the plain ones."""

import functools
import re
from collections.abc import Iterable, Sequence

from claims.extractors.shapes import Span, Voice

from . import lexicon
from .languages import LANGUAGES, OTHERS
from .saying import Saying
from .words import SpanIndex

_SCRIPTS = [(one.code, re.compile(f"[{one.letters}]")) for one in OTHERS if one.block]
_ANY_SCRIPT = re.compile("[" + "".join(one.block for one in OTHERS) + "]")
_LATIN = [one for one in OTHERS if not one.block]
# A text in Latin letters is in a language if more than this share of its letters is not in English.
_OFTEN = 0.015
_SELDOM = 0.004
_SAMPLE = 20_000  # characters that decide the language of Latin letters
_LETTER = re.compile(r"[^\W\d_]")
_EDGES = " \t\xa0,;:.!?։—–-՝"
_CAPITALS = re.compile(r"(?:[^\W\d_a-zəğışöüç][\w’']*\s?){1,6}(?<=\w)")
_LONGEST_SOURCE = 160  # characters
_SHORTEST_QUOTED = 12
_SHORTEST_CLAUSE = 8
_STEM = 4  # letters
# "В Кремле заявили": the preposition is not part of the name, nor is the day before it.
_WHEN_AND_WHERE = re.compile(
    r"(?:во? (?:понедельник|вторник|среду|четверг|пятницу|субботу|воскресенье)|вчера|сегодня|ранее)\s+|(?:во?|на)\s+(?=\S*\s?\W?[А-ЯЁ])",
    re.IGNORECASE,
)
CITING = "со ссылкой на"
_CITES = re.compile(rf"\s+(?P<cue>{CITING})\s+")
_LONGEST_SENTENCE = 2_000  # characters of a sentence that are read
_NO_CAPITALS = re.compile("[" + "".join(one.letters for one in OTHERS if not one.capitals) + "]")
# Azerbaijani and Turkish are easily confused, so each word counts in all languages.
_NO_SOURCE = re.compile(
    "(?:"
    + "|".join(w for one in OTHERS for w in one.no_source.split()).replace("*", r"\w*")
    + r")\Z",
    re.IGNORECASE,
)
_ONE_LETTER = {word for one in OTHERS for word in one.pronouns.split() if len(word) == 1}


def languages(text: str, sentences: Sequence[Span], hint: str = "") -> list[str]:
    """Return the language code of each sentence: by its script, or for Latin letters by `hint` and the letters of all of `text`."""
    latin = _latin(text[:_SAMPLE], hint)
    return [_by_script(text[start:end]) or latin for start, end in sentences]


def _latin(text: str, hint: str) -> str:
    letters = len(_LETTER.findall(text)) or 1
    for language in _LATIN:
        share = sum(map(text.count, language.letters)) / letters
        if share > _OFTEN or (hint == language.code and share > _SELDOM):
            return language.code
    return "en"


def _by_script(sentence: str) -> str | None:
    if not _ANY_SCRIPT.search(sentence):
        return None
    letters = "".join(_LETTER.findall(sentence[:_LONGEST_SENTENCE])).lower()
    for language, script in _SCRIPTS:
        if 2 * len(script.findall(letters)) > len(letters):
            return language
    return None


def find_attributions(
    text: str, sentences: Iterable[tuple[Span, str]], quotations: Sequence[Span]
) -> list[Saying]:
    """Return the sayings in `sentences`, each with its language. `quotations` are the outermost. Cost: linear."""
    quoted = SpanIndex(quotations)
    found: list[Saying] = []
    for (start, end), language in sentences:
        one = _read(text, start, min(end, start + _LONGEST_SENTENCE), language, quoted)
        if one:
            found.extend(_with_cited(text, one))
    return found


def _with_cited(text: str, one: Saying) -> list[Saying]:
    """Return the saying, and that of whom it cites: "Норпресс со ссылкой на министерство"."""
    start, end = one.source[0]
    cited = _CITES.search(text, start, end)
    if not cited:
        return [one]
    outer = one._replace(source=[(start, cited.start())])
    return [outer, Saying([(cited.end(), end)], [cited.span("cue")], one.content)]


def _read(text: str, start: int, end: int, language: str, quoted: SpanIndex) -> Saying | None:
    free = _unquoted(text, start, end, quoted)
    return (
        _by_words_of(text, start, end, language, free)
        or _by_quotation(text, start, end, language, free, quoted)
        or _by_complement(text, start, end, language, free)
        or _before_the_cue(text, start, language, free)
        or _by_last_verb(text, start, language, free)
        or _by_noun(text, start, end, language, free)
    )


@functools.cache
def _noun(language: str) -> re.Pattern[str] | None:
    own = LANGUAGES[language]
    if not own.claims:
        return None
    nouns = lexicon.whole_words(own.claims).pattern
    return re.compile(
        rf"(?P<noun>{nouns})(?P<whose>[^,;:\n]{{0,80}}),?\s(?:{own.claim_complements})\s", re.I
    )


def _by_noun(text: str, start: int, end: int, language: str, free: str) -> Saying | None:
    """Find "the reports of X that …", whoever comments on them, and "in the press there were reports that …"."""
    pattern = _noun(language)
    match = pattern.search(free) if pattern else None
    if not match:
        return None
    whose = match.span("whose")
    source = _trimmed(free, *whose)
    if source[1] <= source[0]:
        appearing = lexicon.whole_words(LANGUAGES[language].appearing)
        verb = appearing.search(free, 0, match.start())
        source = _since_break(free, verb.start()) if verb else (0, 0)
    content = _trimmed(text, start + match.end(), end)
    if not _is_source(free[slice(*source)]) or content[1] - content[0] < _SHORTEST_CLAUSE:
        return None
    return Saying([_shifted(source, start)], [_shifted(match.span("noun"), start)], [content])


def _unquoted(text: str, start: int, end: int, quoted: SpanIndex) -> str:
    """Return the sentence with everything quoted replaced by NUL, so that offsets stay."""
    out = list(text[start:end])
    before = quoted.holding(start)
    for first, last in [*([before] if before else []), *quoted.within(start, end)]:
        for at in range(max(first, start), min(last, end)):
            out[at - start] = "\0"
    return "".join(out)


@functools.cache
def _before_source(language: str) -> re.Pattern[str] | None:
    words = LANGUAGES[language].before_source
    return re.compile(rf"(?:^|[,—–-]\s)\W{{0,3}}({words})\s+", re.IGNORECASE) if words else None


@functools.cache
def _behind_source(language: str) -> re.Pattern[str] | None:
    words = LANGUAGES[language].behind_source
    return re.compile(rf"[\s’']({words})\b", re.IGNORECASE) if words else None


@functools.cache
def _cue(language: str) -> re.Pattern[str]:
    return lexicon.whole_words(" ".join(LANGUAGES[language].cues.values()))


@functools.cache
def _complement(language: str) -> re.Pattern[str]:
    own = LANGUAGES[language]
    auxiliary = rf"(?:\s(?:{own.auxiliaries}))?" if own.auxiliaries else ""
    return re.compile(rf"{auxiliary}[\s,՝]*\s(?:{own.complements})[\s,՝]+", re.IGNORECASE)


def _by_words_of(text: str, start: int, end: int, language: str, free: str) -> Saying | None:
    """Find "According to X, …" and "…, according to X"."""
    pattern = _before_source(language)
    cue = pattern.search(free) if pattern else None
    if cue:
        source = _until_break(free, cue.end())
        left, right = cue.start(), source[1]
    else:
        pattern = _behind_source(language)
        cue = pattern.search(free) if pattern else None
        if not cue:
            return None
        source = _since_break(free, cue.start())
        left, right = source[0], cue.end()
    if not _is_source(free[source[0] : source[1]]):
        return None
    before, after = _trimmed(text, start, start + left), _trimmed(text, start + right, end)
    content = max(before, after, key=lambda span: span[1] - span[0])
    if content[1] - content[0] < _SHORTEST_QUOTED:
        return None
    return Saying([_shifted(source, start)], [_shifted(cue.span(1), start)], [content])


def _by_quotation(
    text: str, start: int, end: int, language: str, free: str, quoted: SpanIndex
) -> Saying | None:
    """Find «…», said X. X said: «…». X: «…»."""
    quotes = [(s, min(e, end)) for s, e in quoted.within(start, end) if e - s >= _SHORTEST_QUOTED]
    if not quotes:
        return None
    cue = next((c for c in _cue(language).finditer(free)), None)
    if cue is None:
        source = _trimmed(free, 0, quotes[0][0] - start)
        label = free[: quotes[0][0] - start].rstrip()
        if (
            label.endswith(":")
            and _is_source(free[source[0] : source[1]])
            and source[1] - source[0] < 60
        ):
            return Saying(
                [_shifted(source, start)], [(start + len(label) - 1, start + len(label))], quotes
            )
        return None
    source = _until_break(free, cue.end())
    if not _is_source(free[source[0] : source[1]]):
        source = _since_break(free, cue.start())
    if not _is_source(free[source[0] : source[1]]):
        source = _until_break(free, 0)
    if not _is_source(free[source[0] : source[1]]):
        return None
    return Saying([_shifted(source, start)], [_shifted(cue.span(), start)], quotes)


def _by_complement(text: str, start: int, end: int, language: str, free: str) -> Saying | None:
    """Find "X said that …"."""
    for cue in _cue(language).finditer(free):
        that = _complement(language).match(free, cue.end())
        if not that:
            continue
        source = _since_break(free, cue.start())
        if not _is_source(free[source[0] : source[1]]):
            continue
        content = _trimmed(text, start + that.end(), end)
        if content[1] - content[0] >= _SHORTEST_CLAUSE:
            return Saying([_shifted(source, start)], [_shifted(cue.span(), start)], [content])
    return None


def _before_the_cue(text: str, start: int, language: str, free: str) -> Saying | None:
    """Find "…, said X"."""
    for cue in _cue(language).finditer(free):
        before = free[: cue.start()].rstrip(" —–-")
        source = _until_break(free, cue.end())
        if before.endswith(",") and "\0" not in before and _is_source(free[source[0] : source[1]]):
            content = _trimmed(text, start, start + len(before))
            if content[1] - content[0] >= _SHORTEST_QUOTED:
                return Saying([_shifted(source, start)], [_shifted(cue.span(), start)], [content])
    return None


def _by_last_verb(text: str, start: int, language: str, free: str) -> Saying | None:
    """Find "X its return announced": the content is one long object, as in Turkish and Azerbaijani."""
    body = free.rstrip(_EDGES + "\0")
    cue = next((c for c in _cue(language).finditer(body) if c.end() == len(body)), None)
    endings = tuple(LANGUAGES[language].object_endings.split())
    if not endings or not cue or "\0" in body:
        return None
    if not body[: cue.start()].rstrip().endswith(endings):
        return None
    name = _CAPITALS.match(body)
    source = _until_break(body, 0) if "," in body[:_LONGEST_SOURCE] else name and name.span()
    if not source or source[1] >= cue.start() or not _is_source(body[source[0] : source[1]]):
        return None
    content = _trimmed(text, start + source[1], start + cue.start())
    return Saying([_shifted(source, start)], [_shifted(cue.span(), start)], [content])


def voice(printed: str, language: str, earlier: Sequence[Voice]) -> Voice:
    """Return who a source is, in the case that is printed. `earlier` are the voices before it, in order."""
    own = LANGUAGES[language]
    if language == "ru":
        while (where := _WHEN_AND_WHERE.match(printed)) and where.end() < len(printed):
            printed = printed[where.end() :]
    words = printed.split()
    if printed.lower() in own.pronouns.split():
        return earlier[-1] if earlier else Voice(printed, False)
    last = len(words)
    while last > 0 and words[last - 1][0].isupper() and not words[last - 1].isupper():
        last -= 1
    capitals = words[last:]
    if not capitals or len(capitals) == len(words) == 1:
        for known in reversed(earlier):
            if known.named and _is_same_name(known.name.split()[-1], words[-1]):
                return known
    if _has_word(printed, own.unnamed) and not capitals:
        return Voice(printed, False)
    if len(capitals) >= 2 and not _has_word(capitals[-1], own.bodies):
        name = " ".join(capitals[-2:])
        return Voice(name.removesuffix(own.article), True, " ".join(words[:-2]))
    return Voice(printed, any(c.isupper() for c in printed) or bool(_NO_CAPITALS.match(printed)))


def _is_same_name(one: str, other: str) -> bool:
    """Return whether two words are one name in two cases."""
    short = min(len(one), len(other)) - 1
    return short >= _STEM and one[:short] == other[:short] and abs(len(one) - len(other)) < _STEM


def _has_word(words: str, stems: str) -> bool:
    """Return whether one of the words begins with one of the stems."""
    beginnings = tuple(stem.rstrip("*") for stem in stems.split())
    return any(word.startswith(beginnings) for word in words.lower().split())


def _shifted(span: Span, by: int) -> Span:
    return span[0] + by, span[1] + by


def _trimmed(text: str, start: int, end: int) -> Span:
    while start < end and text[start] in _EDGES + "\0":
        start += 1
    while end > start and text[end - 1] in _EDGES + "\0":
        end -= 1
    return start, end


def _until_break(free: str, at: int) -> Span:
    """Return the span from `at` to the next comma, dash or quotation mark."""
    first, _ = _trimmed(free, at, len(free))
    if free[at:first].strip(" \xa0"):
        return at, at
    stop = re.compile("[,;:—–՝\0()\n]|\\s-\\s|[.!?։](?:\\s|$)").search(free, first)
    return _trimmed(free, first, stop.start() if stop else len(free))


def _since_break(free: str, at: int) -> Span:
    """Return the span from the last comma, dash or quotation mark to `at`."""
    begin = max(
        free.rfind(mark, 0, at)
        for mark in (",", ";", ":", "—", "–", "՝", "\0", "(", ")", "\n", " - ")
    )
    return _trimmed(free, begin + 1, at)


def _is_source(words: str) -> bool:
    """Return whether the words can name somebody. A script without capitals tells less."""
    if not 1 < len(words) <= _LONGEST_SOURCE or _NO_SOURCE.match(words):
        return words.lower() in _ONE_LETTER
    return (
        any(letter.isupper() for letter in words)
        or bool(_NO_CAPITALS.match(words))
        or len(words.split()) < 4
    )
