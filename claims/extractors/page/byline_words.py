"""A line that says who wrote an article, taken apart: "By Ana Sample and Gio Trial in Arsk, additional reporting by AFP"."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from claims.extractors.attribution.credits import AGENCIES, is_agency, is_outlet, usual_name

LONGEST_BYLINE = 300  # characters
_MOST_AUTHORS = 12
_LONGEST_NAME = 60
_MOST_WORDS = 5
_LONGEST_DEGREE = 4

_LABELS = (
    "(?:\\w+ )?by|authors?|text|"
    "авторы?|автор текста|текст|подготовила?|подготовили|материал подготовила?|корреспондент|журналист|"
    "հեղինակ(?:ներ)?(?:ը)?|պատրաստեց|լրագրող|տեքստ(?:ը)?|"
    "müəllif(?:lər)?i?|hazırladı|hazırlayan|mətn|jurnalist|yazdı|"
    "ავტორ(?:ი|ები)|მოამზადა|ჟურნალისტი|ტექსტი|"
    "yazarlar|yazar|yazan|muhabir|haber|hazırlayan|"
    "von|autor(?:in|en|zy|es|a|ka)?|par|auteurs?|por|tekst|texto|texte|автори|автор(?:ка)|كتبت?|بقلم|الكاتبة?"
)
_SOURCES = "sources?|via|credits?|agency|источник|агентство|աղբյուր(?:ը)?|mənbə|agentlik|წყარო|სააგენტო|kaynak|ajans"
# "By" needs no colon, and what follows it begins with a capital.
LABEL = re.compile(
    rf"[\s(\[]*(?:(?:{_LABELS})\s?[:՝—–-]\s*|(?:(?:\w+ )?by|von|par|por|بقلم)\s+(?=\W?(?-i:[^\W\d_a-z])))",
    re.I,
)
# Who did something else than write it.
_NOT_OF_TEXT = re.compile(
    r"[\s(\[]*(?:(?:edit|photo|video|graphic|illustrat|translat|produc)\w* by|"
    r"(?:edit|photo|foto|video|graphic|grafi|фото|видео|відео|լուսանկար|ფოტო)\w*\s?[:՝])",
    re.I,
)
SOURCE_LABEL = re.compile(rf"\s*(?:{_SOURCES})\s?[:՝—–-]\s*", re.I)
_LABEL_ALONE = re.compile(rf"(?:{_LABELS}|{_SOURCES})\s?[:՝]?\Z", re.I)

_APART = re.compile(
    r"\s*[,;|/•·●\n]\s*|(?:\s+|\s?\()(?:and|und|with|&|и|և|եւ|და|və|ilə|ve|ile|et|y|oraz|i|та|avec|mit|con)\s+|\s+[-–—]\s+|\s*,?\s*(?:additional |with )?(?:reporting|files|material|input)s? (?:by|from)\s+",
    re.I,
)
_JOINED = re.compile(
    r"\A(?:and|with|und|mit|et|avec|y|con|i|oraz|и|та)\s+(?=(?-i:[A-ZА-ЯЁІЇЄ]))", re.I
)
# What follows a name: where, for whom.
_AFTER_NAME = re.compile(
    r"\s(?:in|from|for|at|of|via|special to|в|во|из|для|специально|при участии|от|է|համար|à|en|aus|dla)\s.*|\s?\(.*|\s?@.*|\s?<.*|\s\S+@\S+.*",
    re.I,
)
# Where the day of publication begins.
_DATED = re.compile(
    r"[\s,|(]*(?<!\w)(?:\d|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|published|updated|posted|опубликован|обновлен|հրապարակվ|dərc|"
    r"yenilən|გამოქვეყნ|განახლ|yayın|güncel|veröffentlicht|aktualisiert|stand\b|publi[ée]|mis à jour|publicad|actualizad|opublik|aktualiz|опублік|оновлен)",
    re.I,
)
_ROLE = (
    "(?:writer|reporter|correspondent|editor|contributor|columnist|journalist|корреспондент|редактор|обозреватель|журналист|"
    "լրագրող|թղթակից|müxbir|redaktor|რედაქტორი|კორესპონდენტი|editör|muhabir|redakteur(?:in)?|korrespondent(?:in)?|journaliste|"
    "correspondante?|periodista|corresponsal|dziennikarz|dziennikarka|кореспондент|журналіст)"
)
_ROLES = re.compile(
    rf"(?:staff|senior|chief|special|contributing|guest|associated)?\s?{_ROLE}(?:\s.*)?\Z|\Astaff\Z",
    re.I,
)
_ENDS_IN_ROLE = re.compile(
    rf"(?:\w+\s){{0,3}}{_ROLE}\s*\Z", re.I
)  # after a name: "Political Editor"
_NOBODY = frozenset(
    [
        "admin",
        "administrator",
        "editor",
        "editors",
        "webmaster",
        "root",
        "user",
        "author",
        "staff",
        "redaktor",
        "редакция",
        "редактор",
        "админ",
        "администратор",
        "խմբագրություն",
        "admini",
        "redaksiya",
        "რედაქცია",
        "ადმინი",
        "editör",
        "yönetici",
        "moderator",
        "newsroom",
        "guest",
        "anonymous",
        "unknown",
    ]
)
_SMALL = frozenset(
    [
        "de",
        "da",
        "van",
        "von",
        "der",
        "den",
        "di",
        "du",
        "la",
        "le",
        "al",
        "el",
        "bin",
        "ibn",
        "ben",
        "oğlu",
        "qızı",
        "ogly",
        "kyzy",
        "и",
    ]
)
# As a whole line or between commas they are agencies; inside one they are words.
_WORDS_TOO = frozenset({"report", "trend", "turan", "sputnik", "aa", "pa", "ap", "aap"})


_BEFORE_AGENCY = re.compile(
    rf"(\S+\s\S+.*?)\s((?:The\s)?(?:{'|'.join(re.escape(one) for one in AGENCIES if one not in _WORDS_TOO)}))",
    re.I,
)


@dataclass(frozen=True)
class Byline:
    """People and outlets in the order printed; `agencies` are those of them that are news agencies."""

    authors: tuple[str, ...] = ()
    agencies: tuple[str, ...] = ()


def read_byline(line: str, *, is_marked: bool = False, linked: Sequence[str] = ()) -> Byline:
    """Return whom a line names as authors: one with a label, or one that the page marks as a byline.

    `linked` are names in it that are known, to which other words may be glued.
    """
    line = " ".join(line[:LONGEST_BYLINE].split())
    label = LABEL.match(line)
    source = SOURCE_LABEL.match(line)
    begins = label or source
    if not (begins or is_marked):
        return Byline()
    authors: list[str] = []
    rest = _DATED.split(line[begins.end() :] if begins else line, maxsplit=1)[0]
    is_passed_over = bool(_NOT_OF_TEXT.match(line))
    for place, piece in enumerate(_pieces(rest)):
        if _NOT_OF_TEXT.match(piece) or LABEL.match(piece):
            is_passed_over = bool(_NOT_OF_TEXT.match(piece))
        if is_passed_over or (place and _ENDS_IN_ROLE.search(piece)):
            continue
        known = next((name for name in linked if piece.startswith(name)), "")
        name = known or author_in(piece)
        is_word = " " not in name and not known and not is_agency(name) and (place or not begins)
        if name and not is_word and name not in authors and (not source or is_outlet(name)):
            authors.append(name)
    return with_agencies(authors[:_MOST_AUTHORS])


def _pieces(line: str) -> Iterator[str]:
    """Yield what may be one author each. "Ana Sample Associated Press" are two."""
    for piece in _APART.split(line):
        found = _BEFORE_AGENCY.fullmatch(piece)
        yield from found.groups() if found else (piece,)


def with_agencies(authors: list[str]) -> Byline:
    return Byline(tuple(authors), tuple(usual_name(one) for one in authors if is_agency(one)))


def author_in(piece: str) -> str:
    """Return the author that a piece of a byline names, or nothing."""
    label = LABEL.match(piece)
    piece = _JOINED.sub("", piece[label.end() :] if label else piece)
    piece = _AFTER_NAME.sub("", " ".join(piece.split())).strip(' .,:;«»"“”„()[]—–-՝')
    if _LABEL_ALONE.fullmatch(piece) or _ROLES.fullmatch(piece) or piece.casefold() in _NOBODY:
        return ""
    if is_agency(piece):
        # "report" in small letters is a word.
        return piece if piece[:1].isupper() or piece.casefold() not in _WORDS_TOO else ""
    return piece if _is_name(piece) else ""


def _is_name(piece: str) -> bool:
    words = piece.split()
    if not words or len(words) > _MOST_WORDS or len(piece) > _LONGEST_NAME:
        return False
    if any(c.isdigit() or c in "?!:/\\=_{}<>$£€" for c in piece):
        return False
    if len(words) == 1 and len(piece) <= _LONGEST_DEGREE and piece.isupper():
        return False  # "MD"
    has_capitals = all(not _begins_small(word) or word in _SMALL for word in words)
    return has_capitals and any(c.isalpha() for c in piece)


def _begins_small(word: str) -> bool:
    """Return whether a word has a small letter first. Georgian, whose letters count as small, has no others."""
    return word[0].islower() and not "\u10d0" <= word[0] <= "\u10ff"
