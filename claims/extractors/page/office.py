"""Read word processors' files: .docx (ECMA-376) and .odt (OASIS OpenDocument), by zipfile and lxml.

A library's reader was tried first: python-docx leaves out the words inside tracked insertions, content controls,
text boxes and footnotes without a word, and a quote from there would not be found.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from io import BytesIO
from typing import TYPE_CHECKING, Any
from zipfile import ZipFile

from claims.extractors.child import TooHard, Unreadable
from claims.extractors.text.characters import nfc, storable

from .html import PageReading
from .properties import own_authors, own_title

if TYPE_CHECKING:
    from lxml.etree import _Element

_MOST_MEMBERS = 10_000
_MOST_UNPACKED = 40_000_000  # bytes of one member
_MOST_ELEMENTS = 600_000

_DOCX = (
    "{http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "{http://purl.oclc.org/ooxml/wordprocessingml/main",
    "{http://schemas.openxmlformats.org/markup-compatibility/2006",
)
_ODT = (
    "{urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    "{urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0",
    "{urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0",
)
_DC = "{http://purl.org/dc/elements/1.1/}"
_META = "{urn:oasis:names:tc:opendocument:xmlns:meta:1.0}"


@dataclass
class _Words:
    """Lines as they are read. A note or a text box is a line of its own, after the paragraph it belongs to."""

    done: list[str] = field(default_factory=list)
    open: list[list[str]] = field(default_factory=list)  # paragraphs, one inside another
    after: list[str] = field(default_factory=list)

    def add(self, text: str | None) -> None:
        if text and self.open:
            self.open[-1].append(text)

    def begin(self) -> None:
        self.open.append([])

    def end(self) -> None:
        lines = "".join(self.open.pop()).split("\n")
        (self.after if self.open else self.done).extend(lines)
        if not self.open:
            self.done += self.after
            self.after = []

    def text(self) -> str:
        lines = (" ".join(line.split()) for line in self.done)
        return nfc(storable("\n".join(line for line in lines if line)))


def read_docx(content: bytes) -> PageReading:
    """Return the words of a .docx as they are accepted now: with insertions, without deletions and comments.

    Raises TooHard, Unreadable and what zipfile and lxml raise for a broken file.
    """
    members = _Members(content)
    words = _Words()
    root = members.tree(members.named("word/document.xml", "word/document2.xml"))
    _walk(root, _DOCX, _docx_begins, _docx_ends, words)
    for notes in ("word/footnotes.xml", "word/endnotes.xml"):
        if members.has(notes):
            _walk(members.tree(notes), _DOCX, _docx_begins, _docx_ends, words)
    properties = _properties(members, "docProps/core.xml")
    return PageReading(
        words.text(),
        title=own_title(properties.get(f"{_DC}title")),
        authors=own_authors(properties.get(f"{_DC}creator")),
    )


def read_odt(content: bytes) -> PageReading:
    """Return the words of an .odt, without what tracked changes deleted. Raises as read_docx does."""
    members = _Members(content)
    words = _Words()
    _walk(members.tree("content.xml"), _ODT, _odt_begins, _odt_ends, words)
    properties = _properties(members, "meta.xml")
    author = properties.get(f"{_META}initial-creator") or properties.get(f"{_DC}creator")
    return PageReading(
        words.text(), title=own_title(properties.get(f"{_DC}title")), authors=own_authors(author)
    )


class _Members:
    """The members of an archive. Each is unpacked in memory, at most so far; none is written to a disk."""

    def __init__(self, content: bytes) -> None:
        self._archive = ZipFile(BytesIO(content))
        self._names = set(self._archive.namelist())
        if len(self._names) > _MOST_MEMBERS:
            raise TooHard

    def has(self, name: str) -> bool:
        return name in self._names

    def named(self, *names: str) -> str:
        """Return the first of these names that is there; at the last, the name itself."""
        return next(filter(self.has, names), names[0])

    def tree(self, name: str) -> "_Element":
        """Parse a member without its DTD, entities and external references."""
        from lxml import etree

        with self._archive.open(name) as member:
            xml = member.read(_MOST_UNPACKED + 1)
        if len(xml) > _MOST_UNPACKED:
            raise TooHard
        parser = etree.XMLParser(
            resolve_entities=False, load_dtd=False, no_network=True, remove_comments=True,
            remove_pis=True, huge_tree=False,
        )  # fmt: skip
        root = etree.fromstring(xml, parser)
        if root.getroottree().docinfo.doctype:
            raise Unreadable  # neither format has one: it can only define entities
        return root


def _properties(members: _Members, name: str) -> dict[str, str]:
    """Return what the file says of itself; nothing if that is missing or broken, for the text is not."""
    if not members.has(name):
        return {}
    try:
        root = members.tree(name)
    except (Unreadable, ValueError, SyntaxError, OSError):
        return {}
    return {str(one.tag): one.text for one in root.iter() if one.text}


# Reads the beginning of an element, and returns whether to skip what is inside it.
_Begin = Callable[[Any, str, _Words], bool]
# Reads its end.
_End = Callable[[Any, str, _Words], None]


def _walk(
    root: "_Element", spaces: tuple[str, ...], begin: _Begin, end: _End, words: _Words
) -> None:
    """Read the elements of these namespaces in order, by their local names. No recursion, however deep they nest."""
    from lxml import etree

    walker = etree.iterwalk(root, events=("start", "end"))
    for count, (event, element) in enumerate(walker):
        if count > 2 * _MOST_ELEMENTS:
            raise TooHard
        space, _, name = str(element.tag).rpartition("}")
        if space not in spaces:
            continue
        if event == "end":
            end(element, name, words)
        elif begin(element, name, words):
            walker.skip_subtree()


_DOCX_SKIPPED = frozenset(
    ["Fallback", "del", "moveFrom", "instrText", "delText", "pPr", "sectPr", "tblPr"]
)  # a fallback has the same words again, for older programs
_DOCX_ADDS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}


def _docx_begins(element: Any, name: str, words: _Words) -> bool:
    if name in _DOCX_SKIPPED or (name == "r" and _is_hidden(element)):
        return True
    if name == "p":
        words.begin()
    words.add(_DOCX_ADDS.get(name))
    return False


def _docx_ends(element: Any, name: str, words: _Words) -> None:
    if name == "p":
        words.end()
    elif name == "t":
        words.add(element.text)


def _is_hidden(run: Any) -> bool:
    space = run.tag.rpartition("}")[0] + "}"
    hidden = run.find(f"{space}rPr/{space}vanish")
    return hidden is not None and hidden.get(f"{space}val", "1") not in {"0", "false", "off"}


_ODT_SKIPPED = frozenset(
    [
        "tracked-changes",
        "annotation",
        "note-citation",
        "automatic-styles",
        "scripts",
        "forms",
        "title",
        "desc",
    ]
)
_ODT_PARAGRAPHS = frozenset(["p", "h"])
_ODT_ADDS = {"tab": "\t", "line-break": "\n", "s": " "}


def _odt_begins(element: Any, name: str, words: _Words) -> bool:
    if name in _ODT_SKIPPED:
        return True
    if name in _ODT_PARAGRAPHS:
        words.begin()
    words.add(_ODT_ADDS.get(name))
    words.add(element.text)
    return False


def _odt_ends(element: Any, name: str, words: _Words) -> None:
    if name in _ODT_PARAGRAPHS:
        words.end()
    words.add(element.tail)
