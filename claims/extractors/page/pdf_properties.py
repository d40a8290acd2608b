"""Tell what a PDF's properties say of the document from what programs write there by themselves."""

import re
from collections.abc import Sequence

from .pdf_lines import PrintedLine

_FILE_NAME = re.compile(
    r"microsoft \w+ - .*|\S+|.*\.(?:docx?|dotx?|eps|html?|indd|jpe?g|odp|ods|odt|pages|pdf|pmd|png|pptx?|pub|qxd|rtf|tex"
    r"|tiff?|txt|xlsx?|xps)",
    re.I,
)
_ONE_NAME = re.compile(r"[^\W\d_]+")  # one word without figures may be a title
_NO_TITLES = re.compile(
    r"(?:untitled|document|presentation|powerpoint presentation|slide|print|scan(?:ned)?(?: document)?|image|layout|book|title"
    r"|без имени|без названия|документ(?: microsoft word)?|презентация(?: powerpoint)?|слайд|новый документ"
    r"|adsız|adsiz|başlıksız|belge|sənəd|անանուն|փաստաթուղթ|უსახელო|დოკუმენტი|unbenannt|dokument|sans titre|sin título"
    r"|bez tytułu)[\W\d_]*(?:\.\w{1,5})?",
    re.I,
)
_NO_AUTHORS = re.compile(
    r"(?:microsoft office |windows )?(?:user|users)|admin\w*|anonymous|author|default|guest|home|owner|pc|root|test|unknown"
    r"|untitled|none|n/?a|acer|asus|dell|hp|lenovo|samsung|toshiba|админ\w*|автор|неизвестн\w*|пользователь(?: windows)?"
    r"|գործածող|օգտատեր|istifadəçi|kullanıcı|მომხმარებელი|benutzer|utilisateur|usuario|użytkownik",
    re.I,
)
_HEADLINE = 1.25  # times the usual size of letters
_MOST_LINES = 4  # of a headline
_LONGEST = 300


def title_of(property_: str, pages: Sequence[Sequence[PrintedLine]]) -> str:
    """Return the title in the properties, or else the headline on the first page; empty for neither."""
    title = " ".join(property_.split())
    is_name = _FILE_NAME.fullmatch(title) and not _ONE_NAME.fullmatch(title)
    return title if title and not is_name and not _NO_TITLES.fullmatch(title) else _headline(pages)


def author_of(property_: str) -> str:
    """Return the author in the properties; empty for an account or a computer."""
    author = " ".join(property_.split())
    has_name = any(map(str.isalpha, author)) and not any(map(str.isdigit, author))
    return author if has_name and not _NO_AUTHORS.fullmatch(author) else ""


def _headline(pages: Sequence[Sequence[PrintedLine]]) -> str:
    """Return the largest letters on the first page, if they are a line or two above smaller text."""
    first = next((page for page in pages if page), ())
    sizes = sorted(line.size for page in pages[:20] for line in page for _ in line.text.split())
    if not sizes:
        return ""
    largest = max(line.size for line in first)
    if largest < _HEADLINE * sizes[len(sizes) // 2]:
        return ""
    start = next(number for number, line in enumerate(first) if line.size == largest)
    lines = [line.text for line in first[start : start + _MOST_LINES + 1] if line.size == largest]
    text = " ".join(lines)
    return text if len(lines) <= _MOST_LINES and len(text) <= _LONGEST else ""
