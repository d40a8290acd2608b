"""Read rich text (.rtf), by striprtf."""

import re

from claims.extractors.text.characters import nfc, storable

from .html import PageReading
from .properties import own_authors, own_title

_UC = re.compile(r"\\uc(?![0-9])")
_INFO = r"\{\\%s\s?((?:[^{}\\]|\\.){1,2000})\}"
_TITLE, _AUTHOR = (re.compile(_INFO % name) for name in ("title", "author"))


def read_rtf(content: bytes) -> PageReading:
    """Return the words of a file of rich text. Headers, footnotes and pictures are not read.

    Costs more than linear time for hostile files: call it in a child.
    """
    # Latin-1 keeps each byte as one character. Letters outside ASCII are escaped in the file.
    source = _UC.sub(r"\\uc1", content.decode("latin-1"))
    # striprtf prints the target of a link after its words; quotes would not be found across it.
    source = re.sub("HYPERLINK", "LINK", source, flags=re.I)
    lines = (" ".join(line.split()) for line in _plain(source).split("\n"))
    return PageReading(
        "\n".join(line for line in lines if line),
        title=own_title(_property(_TITLE, source)),
        authors=own_authors(_property(_AUTHOR, source)),
    )


def _property(pattern: re.Pattern[str], source: str) -> str:
    """Return a property as text: it is escaped as the text is."""
    found = pattern.search(source)
    if not found:
        return ""
    fonts = re.match(r"\{\\rtf1?[^{]{0,200}", source)
    return _plain(f"{fonts[0] if fonts else '{'}{found[1]}}}")


def _plain(source: str) -> str:
    from striprtf.striprtf import rtf_to_text

    text = rtf_to_text(source, errors="replace").replace("|\n", "\n").replace("|", " ")
    # A character beyond U+FFFF is written as two surrogates.
    return nfc(storable(text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")))
