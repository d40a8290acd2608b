"""Attributions in languages other than English: only the plain ones."""

import functools
import re
from collections.abc import Iterable, Sequence

from claims.extractors.shapes import Span
from claims.extractors.text.dates import find_dates

from . import lexicon
from .languages import LANGUAGES, OTHERS
from .other_sources import EDGES, source_in, trimmed
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
_BREAK = re.compile("[,;:—–՝\0()\n]|\\s-\\s|[.!?։](?:\\s|$)")
_CAPITALS = re.compile(r"(?:[^\W\d_a-zəğışöüç][\w’']*\s?){1,6}(?<=\w)")
_LONGEST_SOURCE = 160  # characters
_LONGEST_LABEL = 60
_LONGEST_BETWEEN = 90
_SHORTEST_QUOTED = 12
# The name of an outlet or a company, which is not quoted: „Проба Пресс“.
_NAME_IN_MARKS = re.compile(r"[«“„\"‟](?:[^\W\d_a-zа-яёəğışöüçա-ևა-ჿ][\w.-]*\s?){1,4}[»”“\"]")
_SHORTEST_CLAUSE = 8
_NOT = re.compile(r"(?<!\w)не\s*\Z", re.IGNORECASE)
_SET_OFF = re.compile(r",\s?[—–-]\s(?:deyə\s|diye\s|bunu\s)?")
CITING = "со ссылкой на"
_CITES = re.compile(rf"\s+(?P<cue>{CITING})\s+")
_LONGEST_SENTENCE = 2_000  # characters of a sentence that are read


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
    before: Span | None = None
    for (start, end), language in sentences:
        one = _read(text, start, min(end, start + _LONGEST_SENTENCE), language, quoted, before)
        if one:
            found.extend(_with_cited(text, one))
        before = start, end
    return found


def _with_cited(text: str, one: Saying) -> list[Saying]:
    """Return the saying, and that of whom it cites: "Норпресс со ссылкой на министерство"."""
    start, end = one.source[0]
    cited = _CITES.search(text, start, end)
    if not cited:
        return [one]
    outer = one._replace(source=[(start, cited.start())])
    return [outer, Saying([(cited.end(), end)], [cited.span("cue")], one.content)]


def _read(
    text: str, start: int, end: int, language: str, quoted: SpanIndex, before: Span | None
) -> Saying | None:
    free = _unquoted(text, start, end, quoted)
    return (
        _by_words_of(text, start, end, language, free)
        or _by_quotation(text, start, end, language, free, quoted)
        or _by_complement(text, start, end, language, free)
        or _before_the_cue(text, start, language, free)
        or _set_off(text, start, language, free)
        or _of_sentence_before(start, language, free, before)
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
    source = trimmed(free, *whose)
    if source[1] <= source[0]:
        appearing = lexicon.whole_words(LANGUAGES[language].appearing)
        verb = appearing.search(free, 0, match.start())
        source = _since_break(free, verb.start()) if verb else (0, 0)
    content = trimmed(text, start + match.end(), end)
    source = source_in(free, source, language)
    if source[1] <= source[0] or content[1] - content[0] < _SHORTEST_CLAUSE:
        return None
    return Saying([_shifted(source, start)], [_shifted(match.span("noun"), start)], [content])


def _unquoted(text: str, start: int, end: int, quoted: SpanIndex) -> str:
    """Return the sentence with everything quoted replaced by NUL, so that offsets stay."""
    out = list(text[start:end])
    before = quoted.holding(start)
    for first, last in [*([before] if before else []), *quoted.within(start, end)]:
        if _NAME_IN_MARKS.fullmatch(text, first, last):
            continue
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
        whole = _until_break(free, cue.end())
        left, right = cue.start(), whole[1]
    else:
        pattern = _behind_source(language)
        cue = pattern.search(free) if pattern else None
        if not cue:
            return None
        whole = _since_break(free, cue.start())
        left, right = whole[0], cue.end()
    source = source_in(free, whole, language)
    if source[1] <= source[0]:
        return None
    before, after = trimmed(text, start, start + left), trimmed(text, start + right, end)
    content = max(before, after, key=lambda span: span[1] - span[0])
    if content[1] - content[0] < _SHORTEST_QUOTED:
        return None
    return Saying([_shifted(source, start)], [_shifted(cue.span(1), start)], [content])


def _by_quotation(
    text: str, start: int, end: int, language: str, free: str, quoted: SpanIndex
) -> Saying | None:
    """Find «…», said X. X said: «…». X: «…»."""
    quotes = _quotes_in(text, start, end, quoted)
    if not quotes:
        return None
    cue = next((c for c in _cue(language).finditer(free)), None)
    if cue is None:
        label = free[: max(quotes[0][0] - start, 0)].rstrip()
        source = source_in(free, (0, len(label)), language)
        if label.endswith(":") and 0 < source[1] - source[0] < _LONGEST_LABEL:
            at = start + len(label)
            return Saying([_shifted(source, start)], [(at - 1, at)], quotes)
        return None
    places = (
        _until_break(free, cue.end()),
        _since_break(free, cue.start()),
        _until_break(free, 0),
    )
    for place in places:
        source = source_in(free, _before_next_cue(free, place, language), language)
        if source[1] > source[0] and not source[0] < cue.end() <= source[1]:
            return Saying([_shifted(source, start)], [_shifted(cue.span(), start)], quotes)
    return None


def _before_next_cue(free: str, place: Span, language: str) -> Span:
    """Return the beginning of the span up to another verb of saying: "diyen Ali Kıyı konuştu"."""
    cue = _cue(language).search(free, *place)
    return (place[0], cue.start()) if cue and cue.start() > place[0] else place


def _quotes_in(text: str, start: int, end: int, quoted: SpanIndex) -> list[Span]:
    """Return the quotations that the sentence reports: those that begin in it, and the one that it ends."""
    held = quoted.holding(start)
    ends_here = held is not None and held[0] < start and held[1] <= end
    spans = [*([held] if held and ends_here else []), *quoted.within(start, end)]
    return [
        (first, min(last, end))
        for first, last in spans
        if last - first >= _SHORTEST_QUOTED and not _NAME_IN_MARKS.fullmatch(text, first, last)
    ]


def _by_complement(text: str, start: int, end: int, language: str, free: str) -> Saying | None:
    """Find "X said that …"."""
    for cue in _cue(language).finditer(free):
        that = _complement(language).search(free, cue.end(), cue.end() + _LONGEST_BETWEEN)
        if not that or not _is_clear(free, cue, that.start(), language):
            continue
        # Between the verb and "that" may be the day, whoever was told, or the speaker.
        places = _since_break(free, cue.start()), (cue.end(), that.start())
        sources = [source_in(free, place, language) for place in places]
        source = next((one for one in sources if one[1] > one[0]), None)
        if source is None:
            continue
        content = trimmed(text, start + that.end(), end)
        if content[1] - content[0] >= _SHORTEST_CLAUSE:
            return Saying([_shifted(source, start)], [_shifted(cue.span(), start)], [content])
    return None


def _is_clear(free: str, cue: re.Match[str], until: int, language: str) -> bool:
    """Return whether "that" belongs to the cue: only a day or a name is between them."""
    if until == cue.end():
        return True
    claims = LANGUAGES[language].claims
    is_noun = claims and lexicon.whole_words(claims).search(free, cue.start(), until)
    return not is_noun and not _BREAK.search(free, cue.end(), until)


def _before_the_cue(text: str, start: int, language: str, free: str) -> Saying | None:
    """Find "…, said X"."""
    for cue in _cue(language).finditer(free):
        dash = next(_SET_OFF.finditer(free, 0, cue.start()), None)
        is_day = dash and _day_at_start(free[dash.end() : cue.start()], language)
        before = free[: dash.start() + 1 if dash and is_day else cue.start()].rstrip(" —–-")
        source = source_in(free, _until_break(free, cue.end()), language)
        if before.endswith(",") and "\0" not in before and source[1] > source[0]:
            content = trimmed(text, start, start + len(before))
            if content[1] - content[0] >= _SHORTEST_QUOTED:
                return Saying([_shifted(source, start)], [_shifted(cue.span(), start)], [content])
    return None


def _set_off(text: str, start: int, language: str, free: str) -> Saying | None:
    """Find "…, – X said", where the verb comes last."""
    body = free.rstrip(EDGES)
    cue = next((c for c in _cue(language).finditer(body) if c.end() == len(body)), None)
    dash = cue and next(_SET_OFF.finditer(body, 0, cue.start()), None)
    if not cue or not dash or "\0" in body[: dash.start()]:
        return None
    source = source_in(body, (dash.end(), cue.start()), language)
    content = trimmed(text, start, start + dash.start())
    if source[1] <= source[0] or content[1] - content[0] < _SHORTEST_QUOTED:
        return None
    return Saying([_shifted(source, start)], [_shifted(cue.span(), start)], [content])


@functools.cache
def _about_this(language: str) -> re.Pattern[str] | None:
    words = LANGUAGES[language].about_this
    return re.compile(rf"\W{{0,3}}(?:{words})\s", re.IGNORECASE) if words else None


def _of_sentence_before(start: int, language: str, free: str, before: Span | None) -> Saying | None:
    """Find "X reported this": what was said is the sentence before."""
    pattern = _about_this(language)
    opened = pattern.match(free) if pattern and before else None
    cue = _cue(language).search(free, opened.end()) if opened else None
    if not before or not opened or not cue or _NOT.search(free, 0, cue.start()):
        return None
    for place in (_until_break(free, cue.end()), trimmed(free, opened.end(), cue.start())):
        source = source_in(free, place, language)
        if source[1] > source[0]:
            return Saying([_shifted(source, start)], [_shifted(cue.span(), start)], [before])
    return None


def _by_last_verb(text: str, start: int, language: str, free: str) -> Saying | None:
    """Find "X its return announced": the content is one long object, as in Turkish and Azerbaijani."""
    body = free.rstrip(EDGES + "\0")
    cue = next((c for c in _cue(language).finditer(body) if c.end() == len(body)), None)
    endings = tuple(LANGUAGES[language].object_endings.split())
    if not endings or not cue or "\0" in body:
        return None
    if not body[: cue.start()].rstrip().endswith(endings):
        return None
    name = _CAPITALS.match(body)
    source = _until_break(body, 0) if "," in body[:_LONGEST_SOURCE] else name and name.span()
    if not source or source[1] >= cue.start():
        return None
    begin = source[1] + _day_at_start(body[source[1] : cue.start()], language)
    content = trimmed(text, start + begin, start + cue.start())
    source = source_in(body, source, language)
    if source[1] <= source[0]:
        return None
    return Saying([_shifted(source, start)], [_shifted(cue.span(), start)], [content])


def _day_at_start(words: str, language: str) -> int:
    """Return the length of a date at the beginning, which is when it was said."""
    date = next(iter(find_dates(words, None, language)), None)
    return date.end if date and not words[: date.start].strip(EDGES) else 0


def _shifted(span: Span, by: int) -> Span:
    return span[0] + by, span[1] + by


def _until_break(free: str, at: int) -> Span:
    """Return the span from `at` to the next comma, dash or quotation mark."""
    first, _ = trimmed(free, at, len(free))
    if free[at:first].strip(" \xa0"):
        return at, at
    stop = _BREAK.search(free, first)
    return trimmed(free, first, stop.start() if stop else len(free))


def _since_break(free: str, at: int) -> Span:
    """Return the span from the last comma, dash or quotation mark to `at`."""
    begin = max(
        free.rfind(mark, 0, at)
        for mark in (",", ";", ":", "—", "–", "՝", "\0", "(", ")", "\n", " - ")
    )
    return trimmed(free, begin + 1, at)
