"""What a file says of itself next to its text: a title and authors that a person gave, not a program."""

import re

from claims.extractors.text.characters import nfc, storable

# Titles that programs give. Each is the whole title; numbers and file names are cut off before.
_DEFAULT_TITLES = frozenset(
    [
        "untitled", "untitled document", "document", "doc", "new document", "microsoft word document",
        "microsoft word", "powerpoint presentation", "presentation", "slide", "title", "no title",
        "no subject", "page", "scan", "scanned document", "image", "print", "letter", "pdf", "fax",
        "без названия", "без имени", "документ", "новый документ", "документ microsoft word",
        "презентация powerpoint", "без темы", "безымянный", "unbenannt", "dokument", "sans titre",
        "sin título", "documento", "bez tytułu", "adsız", "belge", "adsız belge", "sənəd", "adsız sənəd",
        "անվերնագիր", "փաստաթուղթ", "დოკუმენტი", "უსათაურო",
    ]
)  # fmt: skip
_PROGRAM = re.compile(
    r"(?:microsoft (?:office )?(?:word|powerpoint|excel)|openoffice|libreoffice|writer|print preview)"
    r"\s*[-–—:]\s*",
    re.I,
)
# A name with an extension, or with underscores for its blanks.
_FILE_NAME = re.compile(
    r"\S*_\S*|.+\.(?:docx?|odt|rtf|txt|pdf|indd|qxd|pptx?|xlsx?|html?|tmp|dot[xm]?|pages|p65|fh\d+|cdr|ai)",
    re.I,
)
_NUMBER = re.compile(r"[\s_(-]*\d+\)?$")

_DEFAULT_AUTHORS = frozenset(
    [
        "user", "user name", "username", "admin", "administrator", "windows user", "author", "owner",
        "unknown", "anonymous", "guest", "home", "pc", "microsoft office user", "microsoft", "word",
        "пользователь", "пользователь windows", "администратор", "админ", "автор", "неизвестно",
        "дом", "kullanıcı", "windows kullanıcısı", "yönetici", "istifadəçi", "benutzer", "utilisateur",
        "usuario", "użytkownik", "python-docx", "openpyxl", "un-named", "none", "untitled", "unspecified",
        "default", "root", "test", "acer", "asus", "dell", "hp", "lenovo", "samsung", "toshiba",
        "գործածող", "օգտատեր", "მომხმარებელი",
    ]
)  # fmt: skip


def own_title(text: str | None) -> str | None:
    """Return the title as one line; None for a program's default, a file name, or a number alone."""
    title = _PROGRAM.sub("", _line(text), count=1)
    bare = _NUMBER.sub("", title).strip(" .-_").casefold()
    if not bare or bare in _DEFAULT_TITLES or _FILE_NAME.fullmatch(title):
        return None
    return title


def own_authors(text: str | None) -> tuple[str, ...]:
    """Return the names, separated by semicolons in the file, without those that programs fill in."""
    names = (_line(name) for name in (text or "").split(";"))
    return tuple(name for name in names if name and _is_person(name))


def _is_person(name: str) -> bool:
    """Return False for what programs fill in, and for accounts, which have a number."""
    return name.casefold() not in _DEFAULT_AUTHORS and not any(map(str.isdigit, name))


def _line(text: str | None) -> str:
    return " ".join(nfc(storable(text or "")).split())
