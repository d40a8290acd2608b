"""What a pasted text says of itself in its first and last lines: headline, day, authors, agency, outlet, language."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from claims.extractors.attribution.credits import (
    find_credits,
    is_agency,
    is_outlet,
    usual_name,
)
from claims.extractors.text.characters import storable

from .byline_words import SOURCE_LABEL, read_byline
from .printed_days import PrintedDay, printed_days
from .published import day_of_printed

MOST_READ = 40_000  # characters
_HEAD, _FOOT = 10, 5  # lines that are not yet, or no longer, the text
_LONGEST_LINE = 300
_LONGEST_TITLE = 220
_HEADLINE = range(8, _LONGEST_TITLE + 1)  # characters
_PROSE = 140  # characters; a line so long is text
_LEAST_LETTERS = 40  # that tell a language
# The place and day before the first sentence: "ARSK, May 9, 2025 (AFP) —".
_DATELINE = re.compile(
    r"(?P<line>[^\n.!?]{3,80}?)\s*(?:[(\[/][^)\]/]{2,30}[)\]/]\.?\s*)?(?:[—–]|--|\s-\s|\.\s?-)"
)
_BEFORE_LAST = re.compile(r"[/,|]")
_LONGEST_BYLINE = 90
_URL = re.compile(r"https?://[^\s<>\"]{4,2000}")
_COPYRIGHT = re.compile(
    r"(?:©|\(c\)|copyright)\s*(?:(?:19|20)\d\d[\s,–-]*)*(?P<name>[^\n,.|©]{2,60})", re.I
)
_PIECES = re.compile(r"\s*[|•·●\t]\s*|\s+[—–-]\s+")
_NO_NAME = re.compile(r"[\d:՝©/@]|\A\W*\Z")
_NO_HEADLINE = re.compile(r"[\W\d]*\Z|.*(?:https?://|@\w)", re.I)
_LETTERS = {
    "hy": re.compile(r"[\u0531-\u0587]"),
    "ka": re.compile(r"[\u10d0-\u10ff\u1c90-\u1cbf]"),
    "uk": re.compile(r"[іїєґ]", re.I),
    "ru": re.compile(r"[а-яё]", re.I),
    "az": re.compile(r"ə", re.I),
    "tr": re.compile(r"[ğışİĞŞ]"),
}
# Small words that are frequent in one language.
_ENGLISH = re.compile(r"\b(?:the|and|of|to|that|was|were|said|for|with|has)\b", re.I)
_TURKISH = re.compile(r"\b(?:ve|bir|bu|için|ile|olarak|olan|de|da)\b", re.I)


@dataclass(frozen=True)
class PastedReading:
    """What was found; a field is empty if the text does not say it. The day is as in PageReading.

    `outlet` is the publisher as the text says it; `outlets` are short pieces that may be its name. `agency` is set if
    the text is marked as an agency's report.
    """

    headline: str = ""
    published: str = ""
    published_words: str = ""
    authors: tuple[str, ...] = ()
    agency: str = ""
    outlet: str = ""
    outlets: tuple[str, ...] = ()
    url: str = ""
    language: str = ""


def read_pasted(text: str) -> PastedReading:
    """Return what a pasted text says of itself. Pure and linear; of a long text only its ends are read."""
    text = storable(text)
    head_lines = [" ".join(line.split()) for line in text[:MOST_READ].splitlines()]
    lines = [line for line in head_lines if line]
    if not lines:
        return PastedReading()
    language = language_of(text[:MOST_READ])
    head, foot = _ends(lines, text)
    authors = _authors([*head, *foot])
    published, words = _published(head, foot, _first_prose(lines), language or "en")
    marked = [one for one in find_credits(text[:MOST_READ]) if one.kind == "wire"]
    alone = [one for one in authors if is_agency(one)] if len(authors) == 1 else []
    headline = _headline(lines, language or "en")
    return PastedReading(
        headline=headline,
        published=published,
        published_words=words,
        authors=tuple(authors),
        agency=marked[0].name if marked else usual_name(alone[0]) if alone else "",
        outlet=_said_outlet([*foot, *head]),
        outlets=_outlets([*head, *foot], headline, authors),
        url=_url(head, foot),
        language=language,
    )


def language_of(text: str) -> str:
    """Return the language that letters and small words show, or nothing."""
    letters = sum(map(str.isalpha, text))
    if letters < _LEAST_LETTERS:
        return ""
    share = {code: len(found.findall(text)) / letters for code, found in _LETTERS.items()}
    for code in ("hy", "ka"):
        if share[code] > 0.5:
            return code
    if share["ru"] > 0.5:
        return "uk" if share["uk"] > 0.01 else "ru"
    if share["az"] > 0.015:
        return "az"
    words = len(text.split()) or 1
    if share["tr"] > 0.01 and len(_TURKISH.findall(text)) / words > 0.02:
        return "tr"
    return "en" if len(_ENGLISH.findall(text)) / words > 0.08 else ""


def _ends(lines: Sequence[str], text: str) -> tuple[list[str], list[str]]:
    """Return the lines before the text begins, and those after it ends."""
    head: list[str] = []
    for line in lines[:_HEAD]:
        if len(line) > _PROSE and not printed_days(line, alone=True):
            break
        head.append(line)
    foot = [" ".join(line.split()) for line in text[-2_000:].splitlines()]
    foot = [line for line in foot if line][-_FOOT:]
    return head, [line for line in foot if len(line) <= _LONGEST_LINE and line not in head]


def _first_prose(lines: Sequence[str]) -> str:
    return next((line for line in lines if len(line) > _PROSE), "")


def _headline(lines: Sequence[str], language: str) -> str:
    """Return the first line that is neither a date, a byline, an outlet nor a sentence of the text."""
    for line in lines[:4]:
        if len(line) > _LONGEST_TITLE or (len(line) > _PROSE // 2 and line.endswith((".", "։"))):
            break  # the text begins
        if len(lines) == 1 or len(line) not in _HEADLINE or _NO_HEADLINE.match(line):
            continue
        if read_byline(line).authors or printed_days(line, language, alone=True):
            continue
        if is_outlet(line) and len(line.split()) < 4:
            continue
        return line
    return ""


def _published(
    head: Sequence[str], foot: Sequence[str], prose: str, language: str
) -> tuple[str, str]:
    days: list[PrintedDay] = []
    for line in head:
        days += printed_days(line, language, alone=True)
    if dateline := _DATELINE.match(prose):
        days += printed_days(dateline["line"], language)
    for line in foot:
        found = printed_days(line, language, alone=True)
        days += (
            found if not days else [one for one in found if one.label in ("published", "changed")]
        )
    return day_of_printed(days)


def _authors(lines: Sequence[str]) -> list[str]:
    found: list[str] = []
    for line in lines:
        if SOURCE_LABEL.match(line):
            continue  # a source is no author: find_credits reads it
        # "Ana Sample / DHA" needs no label.
        last = _BEFORE_LAST.split(line)[-1].strip(" ()[]")
        is_marked = len(line) <= _LONGEST_BYLINE and is_agency(last)
        names = read_byline(line, is_marked=is_marked).authors
        found += [one for one in names if one not in found]
    return found


def _said_outlet(lines: Sequence[str]) -> str:
    """Return the name after a copyright mark."""
    found = (_COPYRIGHT.search(line) for line in lines)
    return next((one["name"].strip() for one in found if one), "")


def _outlets(lines: Sequence[str], headline: str, authors: Sequence[str]) -> tuple[str, ...]:
    """Return short pieces of the lines that may be the outlet's name."""
    found: dict[str, None] = {}
    for line in lines:
        for piece in _PIECES.split(line):
            name = piece.strip(' .,;«»"“”„')
            is_short = 2 <= len(name) <= 60 and len(name.split()) <= 5
            if is_short and not _NO_NAME.search(name) and name not in (headline, *authors):
                found.setdefault(name)
    return tuple(found)[:20]


def _url(head: Sequence[str], foot: Sequence[str]) -> str:
    found = {match[0].rstrip(".,;)") for line in (*head, *foot) for match in _URL.finditer(line)}
    return found.pop() if len(found) == 1 else ""
