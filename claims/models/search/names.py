"""How a name is folded, so that two spellings of one name are one source, and which words name nobody.

Done here, for what is stored and what is typed alike: the two databases fold case differently, and neither
knows apostrophes. Only what no reader sees as a difference is folded. Spellings that may be another name
(a transliteration, a slip) are asked about: near_names.py.
"""

import re
import unicodedata

from claims.extractors.text.folding import identity

LONGEST_FOLD = (
    300  # of what is stored. PostgreSQL indexes 2,704 bytes, and one character may fold to eighteen
)


def fold_name(name: str) -> str:
    """Return the name as it is compared. Folded again, it stays the same."""
    return identity(name)


def name_key(name: str) -> str:
    """Return the fold as it is stored and looked up."""
    return fold_name(name)[:LONGEST_FOLD]


_WITH_NOTE = re.compile(r"(?P<name>.*\S)\s*\((?P<note>[^()]+)\)\s*", re.DOTALL)


def split_note(text: str) -> tuple[str, str]:
    """Return the folded name and note of "Name (note)"; the note may be empty."""
    found = _WITH_NOTE.fullmatch(text)
    return (name_key(found["name"]), name_key(found["note"])) if found else (name_key(text), "")


# In a cell or a field they mean that nothing is known. "Anonymous" is not among them: a group has that name.
_NOBODY = """
n/a, nan, nil, null, none, nobody, no one, noname, no name, unknown, not known, unnamed, not named, not stated, unspecified,
not specified, undefined, unknown source, unknown person, unnamed source, source unknown, not available, not applicable,
no data, tba, tbc, tbd, to be announced, to be confirmed, xxx,
нет, н/д, нд, неизвестно, неизвестный, неизвестен, неизвестна, неизвестны, не известно, нет данных, данных нет,
нет сведений, не указано, не указан, не указана, без имени, нет информации, неприменимо, не применимо, пусто, аноним, анонимно, отсутствует,
невідомо, невідомий, немає, немає даних, не вказано,
անհայտ, անհայտ է, չկա, տվյալ չկա, տվյալներ չկան, նշված չէ, անանուն,
უცნობი, უცნობია, არ არის, არ არის მითითებული, არ არის ცნობილი, მონაცემები არ არის, ანონიმი,
naməlum, məlum deyil, bilinmir, məlumat yoxdur, yoxdur, göstərilməyib, anonim,
bilinmiyor, bilinmeyen, belirsiz, belli değil, yok, veri yok, isimsiz, adsız, belirtilmemiş,
unbekannt, nicht bekannt, keine angabe, keine angaben, keine daten, inconnu, inconnue, non précisé, non renseigné, pas de données,
desconocido, desconocida, sin datos, no consta, sin especificar, brak, brak danych, nieznany, nieznana, nie podano,
لا يوجد, غير معروف, غير محدد, مجهول, blank, empty
"""
# In English, Russian and Turkish programs. "#N/A" and "#Н/Д" are among the words above.
_ERRORS = """
#ref! #name? #value! #null! #div/0! #num! #error! #spill! #calc!
#ссылка! #имя? #знач! #пусто! #дел/0! #число!
#başv! #ad? #değer! #boş! #sayi/0! #sayı/0! #sayi! #sayı! #yok
"""
_SHEET_ERRORS = frozenset(_ERRORS.split())


def _bare(folded: str) -> str:
    return "".join(c for c in folded if unicodedata.category(c)[0] in "LMN")


_NOBODY_BARE = frozenset(_bare(fold_name(words)) for words in _NOBODY.split(","))


def is_placeholder(name: str) -> bool:
    """Return True for words that name nobody: "-", "N/A", "неизвестно", the errors of a spreadsheet.

    The empty string is one, too, and whatever has neither a letter nor a digit.
    """
    folded = fold_name(name)
    bare = _bare(folded)
    return not bare or bare in _NOBODY_BARE or folded in _SHEET_ERRORS


def without_placeholder(name: str) -> str:
    """Return the name, or nothing if it names nobody."""
    return "" if is_placeholder(name) else name
