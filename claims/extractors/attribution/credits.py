"""What a text says about its own origin: the mark of an agency, an outlet credited, an agency that a speaker told."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

Kind = Literal["wire", "credits", "told"]


@dataclass(frozen=True, slots=True)
class Credit:
    """A mention of the outlet `name`, as printed or by its usual name, in the words from `start` to `end`.

    wire: the text is marked as an agency's. credits: the text repeats another outlet's report.
    told: a speaker talked to an outlet other than this one.
    """

    start: int
    end: int
    name: str
    kind: Kind


MOST_CREDITS = 50
MOST_CHARACTERS = 200_000  # of a text are read

# The name as printed, case folded, and the usual name.
AGENCIES = {
    "aap": "AAP", "afp": "AFP", "agence france-presse": "AFP", "anadolu": "Anadolu Agency",
    "anadolu agency": "Anadolu Agency", "aa": "Anadolu Agency", "ansa": "ANSA", "ap": "AP",
    "apa": "APA", "armenpress": "Armenpress", "arka": "ARKA", "the associated press": "AP",
    "associated press": "AP", "azertac": "Azertac", "bloomberg": "Bloomberg", "dha": "DHA",
    "dpa": "dpa", "efe": "EFE", "iha": "IHA", "interfax": "Interfax", "interpressnews": "InterPressNews",
    "irna": "IRNA", "itar-tass": "TASS", "kyodo": "Kyodo", "news.am": "NEWS.am", "pa": "PA",
    "pti": "PTI", "reuters": "Reuters", "report": "Report", "ria novosti": "RIA Novosti",
    "sputnik": "Sputnik", "tass": "TASS", "trend": "Trend", "turan": "Turan", "ukrinform": "Ukrinform",
    "upi": "UPI", "xinhua": "Xinhua", "yonhap": "Yonhap",
    "тасс": "ТАСС", "итар-тасс": "ТАСС", "риа новости": "РИА Новости", "интерфакс": "Интерфакс",
    "arminfo": "ARMINFO", "anadolu ajansı": "Anadolu Agency", "azərtac": "Azertac", "interfaks": "Interfax", "rfi": "RFI",
    "associated press (ap)": "AP", "dpa international": "dpa", "apa news agency": "APA", "sputnik news": "Sputnik",
    "афп": "AFP", "франс пресс": "AFP", "ассошиэйтед пресс": "AP", "ройтерс": "Reuters", "арминфо": "АРМИНФО",
    "анадолу": "Anadolu Agency", "синьхуа": "Xinhua", "укринформ": "Ukrinform", "азертац": "Азертадж",
    "արմինֆո": "Արմինֆո", "ինտերֆաքս": "Interfax", "ռոյթերս": "Reuters", "տասս": "ТАСС", "ֆրանս պրես": "AFP",
    "ინტერფაქსი": "Interfax", "როიტერი": "Reuters", "ფრანს პრესი": "AFP", "ასოშიეითედ პრესი": "AP", "ტასი": "ТАСС",
    "рейтер": "Reuters", "рейтерс": "Reuters", "арменпресс": "Арменпресс", "азертадж": "Азертадж",
    "արմենպրես": "Արմենպրես", "ինտերպրեսնիուսი": "InterPressNews", "ინტერპრესნიუსი": "ინტერპრესნიუსი",
}  # fmt: skip


def _listed(words: str) -> frozenset[str]:
    return frozenset(words.split())


# Words that the name of an outlet has and that of a person does not.
_MEDIA = _listed(
    """agency agence bbc broadcasting broadcaster bulletin channel cnn chronicle courier daily dispatch examiner express
    gazette globe guardian herald independent info inquirer journal ledger live mail media mirror monitor news newspaper
    nytimes observer online paper post press presse radio record register reporter review service standard star sun
    telegraph television telegram times today tribune tv weekly wire world novosti vesti gazeta haber ajansı gazetesi sabah
    агентство агентства газета газеты издание канал телеканал новости вести радио пресс известия ведомости правда"""
)

# A name: at most six capitalised words, with the small ones that occur inside names.
_CAP = r"(?<!\w)[^\W\d_a-zа-яёა-ჰա-և](?:[\w’'&-]|\.(?=\w)){0,40}"
_NAME = rf"(?:[Tt]he\s)?{_CAP}(?:\s(?:(?:of|in|and|de|the)\s)?{_CAP}){{0,5}}"
_IN_MARKS = r"[«“\"„](?P<marked>[^»”\"“\n]{2,60})[»”\"“]"

# (AP), [Reuters], /TASS/: after a place at the head of a line, or as the whole line.
_MARK = re.compile(r"[(\[/]\s?([^()\[\]/\n]{2,40}?)\s?[)\]/]")
_PLACE_BEFORE = re.compile(r"[^.!?a-zа-я]{0,2}[^.!?]{0,60}\Z")
_LABEL = re.compile(
    r"(?:Sources?|Via|From|Credits?|Originally published (?:by|in|on)|First published (?:by|in|on)|"
    r"This (?:article|story|report) (?:was )?(?:first |originally )?(?:appeared|published) (?:by|in|on)|"
    r"Источник|Kaynak|Mənbə|Աղբյուրը?|წყარო)\s?:?\s+([^\n]{2,80})\Z",
    re.IGNORECASE,
)
_WITH_REPORTING = re.compile(
    rf"\b[Ww]ith (?:additional )?(?:reporting|files|material|input)s? (?:by|from) (?P<name>{_NAME})"
)
_IN_A_SENTENCE = re.compile(
    rf"\b(?:reported (?:earlier |first )?(?:by|in)|[Aa]ccording to|[Cc]iting|[Qq]uoting|(?:[Qq]uoted|cited|carried) by|"
    rf"published (?:by|in)|in a report (?:by|in|from)|[Rr]eporting)\s(?:a report (?:by|in|from)\s)?(?P<name>{_NAME})"
    rf"|(?P<before>{_NAME}),? (?:has |had |also |first |earlier ){{0,3}}(?:reported|reports)\b"
    rf"|\b(?:сообщил[аио]?|сообща[ею]т|переда[её]т|передал[аио]?|пиш[еу]т|ссылк[аой]{{1,2}} на|[Пп]о (?:данным|сообщению|информации))"
    rf"\s(?:(?:агентств|газет|издани|телеканал|радио|журнал)\w{{0,4}}\s(?:{_IN_MARKS}|(?P<called>{_CAP}))|[«“\"„]?(?P<ru>{_CAP}(?:\s{_CAP})?))"
)
_TOLD = re.compile(
    rf"\b(?:told|(?:in|during) an interview (?:with|to|for)|in (?:comments|remarks) to|speaking (?:to|with)|spoke (?:to|with))"
    rf"\s+(?P<name>{_NAME})"
)
_TRIMMED = " \t.,;:—–-"


def find_credits(text: str) -> list[Credit]:
    """Return what the text says about where it comes from, in order.

    Conservative: a name that looks like a person's does not count. Cost: linear.
    """
    found: list[Credit] = []
    lines = list(_lines(text))
    for number, (start, line) in enumerate(lines):
        found += _marks(line, start, number)
        found += _labels(line, start)
        found += _sentences(line, start)
        if len(found) >= MOST_CREDITS:
            break
    return sorted(set(found), key=lambda one: (one.start, one.end, one.kind, one.name))[
        :MOST_CREDITS
    ]


def is_outlet(name: str) -> bool:
    """Return whether a name looks like that of an agency or outlet, not like that of a person."""
    folded = _folded(name)
    words = folded.replace("-", " ").split()
    return folded in AGENCIES or any(word in _MEDIA for word in words) or "." in folded.strip(".")


def is_agency(name: str) -> bool:
    """Return whether a name is that of a news agency."""
    return _folded(name) in AGENCIES


def usual_name(name: str) -> str:
    """Return AP for The Associated Press, and other names as printed."""
    plain = " ".join(name.split()).strip(_TRIMMED)
    return AGENCIES.get(_folded(plain), plain)


def _folded(name: str) -> str:
    return " ".join(name.split()).strip(_TRIMMED).casefold()


def _lines(text: str) -> Iterator[tuple[int, str]]:
    at = 0
    for line in text[:MOST_CHARACTERS].split("\n"):
        if line.strip():
            yield at, line
        at += len(line) + 1


def _marks(line: str, start: int, number: int) -> Iterator[Credit]:
    """Find an agency in brackets or slashes, after a place at the head of a line or as the whole line."""
    bare = line.strip(_TRIMMED)
    if _folded(bare) in AGENCIES and number > 0 and len(bare) <= 30:
        at = start + line.find(bare)
        yield Credit(at, at + len(bare), usual_name(bare), "wire")
        return
    for mark in _MARK.finditer(line[:160]):
        inside = re.split(r"[/,;|]", mark[1])
        names = [name for name in inside if _folded(name) in AGENCIES]
        before = line[: mark.start()].strip()
        alone = not before and not line[mark.end() :].strip(_TRIMMED)
        dateline = _is_dateline(before) and line[mark.end() :].lstrip()[:1] in "—–-:"
        if names and (alone or dateline or line[mark.end() :].strip(_TRIMMED) == ""):
            yield Credit(start + mark.start(), start + mark.end(), usual_name(names[0]), "wire")
    # MOSCOW, July 3 /TASS/. and "LONDON, July 3, Reuters —"
    slashed = re.match(r"[^/\n]{0,60}/([^/\n]{2,30})/[.\s]", line)
    if slashed and _folded(slashed[1]) in AGENCIES:
        yield Credit(
            start + slashed.start(1) - 1, start + slashed.end(1) + 1, usual_name(slashed[1]), "wire"
        )


def _is_dateline(before: str) -> bool:
    return len(before) <= 60 and not re.search(r"[.!?]\s", before) and before[:1].isupper()


def _labels(line: str, start: int) -> Iterator[Credit]:
    plain = line.strip()
    label = _LABEL.match(plain) if len(plain) <= 140 else None
    if label:
        name = re.split(r"[/;|(]| and ", label[1])[0].strip(_TRIMMED)
        if is_outlet(name) and len(name.split()) <= 6:
            at = start + line.find(plain)
            yield Credit(at, at + len(plain), usual_name(name), "wire")
    yield from _named(_WITH_REPORTING, "credits", line, start)


def _sentences(line: str, start: int) -> Iterator[Credit]:
    yield from _named(_IN_A_SENTENCE, "credits", line, start)
    yield from _named(_TOLD, "told", line, start)


def _named(pattern: re.Pattern[str], kind: Kind, line: str, start: int) -> Iterator[Credit]:
    for found in pattern.finditer(line):
        groups = found.groupdict()
        # The text itself calls it an agency or a paper, so its name may look like anything.
        if name := groups.get("marked") or groups.get("called"):
            yield Credit(start + found.start(), start + found.end(), usual_name(name), kind)
            continue
        printed = groups.get("name") or groups.get("before") or groups.get("ru") or ""
        whole = [printed] if is_outlet(printed) and " and " not in printed else []
        for name in whole or [part for part in printed.split(" and ") if is_outlet(part)]:
            yield Credit(start + found.start(), start + found.end(), usual_name(name), kind)
