"""Extract the article of an HTML page: text, title, date, authors, language and site.

Uses trafilatura, on the given bytes only: nothing is fetched here. trafilatura and lxml are imported
at the first call, because loading them takes about as long as starting a web process.
"""

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from claims.extractors.text.characters import nfc, storable

from .decoding import decode
from .link_lists import drop_link_lists
from .signs import PageSigns, read_signs

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_LANGUAGE = re.compile(r"[a-z]{2,3}(?=$|[-_])", re.I)
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}$")
# Elements that a reader skips, for pages on which trafilatura finds nothing.
_UNREAD = frozenset(
    [
        "head",
        "script",
        "style",
        "noscript",
        "template",
        "nav",
        "aside",
        "footer",
        "form",
        "iframe",
        "svg",
        "button",
    ]
)
_INLINE = frozenset(
    [
        "a",
        "abbr",
        "b",
        "cite",
        "code",
        "em",
        "font",
        "i",
        "mark",
        "q",
        "s",
        "small",
        "span",
        "strong",
        "sub",
        "sup",
        "time",
        "u",
    ]
)
_READ = frozenset(["p", "h1", "h2", "h3", "h4", "li", "blockquote", "pre", "td"])


@dataclass(frozen=True)
class PageReading:
    """What was found on a page; a field is None if the page does not state it.

    `text` may contain boilerplate, which read_text marks. `published` is YYYY-MM-DD, `language` a
    lower-case ISO 639 code as declared by the page, `publisher` the name the site gives itself.
    """

    text: str
    title: str | None = None
    published: str | None = None
    language: str | None = None
    authors: tuple[str, ...] = ()
    publisher: str | None = None
    signs: PageSigns | None = None


def read_html(html: str | bytes, url: str | None = None) -> PageReading:
    """Return the article on a page; a broken or empty page has empty text.

    Bytes are decoded by `decode`. `url`, where the page was captured, only helps to name the site.
    NUL and lone surrogates become U+FFFD, as in browsers.

    Cost: some 20 to 50 ms for a news page. More than linear for hostile ones: a tag with 60,000 attributes
    takes 14 s. Nothing is fetched.
    """
    if isinstance(html, bytes):
        html = decode(html).text
    tree = _parse(storable(html))
    if tree is None:
        return PageReading("")
    language = _declared_language(tree)
    signs = read_signs(tree, url or "")  # before parts of the tree are removed
    found = _extract(tree, url)
    if found is None:
        return PageReading(_plain_text(tree), language=language, signs=signs)
    return PageReading(
        text=_tidy(found.text or "") or _plain_text(tree),
        title=_single_line(found.title),
        published=found.date if found.date and _DATE.match(found.date) else None,
        language=language,
        authors=tuple(filter(None, map(_single_line, (found.author or "").split(";")))),
        publisher=_single_line(found.sitename),
        signs=signs,
    )


def _parse(html: str) -> "HtmlElement | None":
    """Return the page's tree, or None for nothing but white space or comments."""
    from lxml import etree
    from lxml import html as lxml_html

    # Bytes with a fixed encoding: the parser must not believe the page's own meta charset or XML
    # declaration, which describe the bytes before they were decoded.
    parser = lxml_html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        tree = lxml_html.document_fromstring(html.encode("utf-8"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError):
        return None
    return tree


def _extract(tree: "HtmlElement", url: str | None) -> Any:
    """Return trafilatura's Document, with empty text if it finds no article; None if it fails.

    Removes lists of links from the tree.
    """
    from trafilatura import bare_extraction
    from trafilatura.metadata import extract_metadata

    # The date that the page states, or none: htmldate's wide search takes any date it can find, and
    # a wrong date of publication is worse than an unknown one.
    dates = {"extensive_search": False, "original_date": True}
    try:
        # Before the lists are removed: an author's name is a link too.
        found: Any = extract_metadata(tree, url, dates, extensive=False)
        drop_link_lists(tree)
        # "fast" omits two older extractors whose results were worse.
        article: Any = bare_extraction(tree, url=url, include_comments=False, fast=True)
    except (RecursionError, TypeError, ValueError):  # thousands of nested elements, or odd ones
        return None
    found.text = article.text if article else ""
    return found


def _declared_language(tree: "HtmlElement") -> str | None:
    """Return the language in <html lang>, or else in the meta elements that name one."""
    names = [tree.get("lang"), tree.get("xml:lang")]
    names += tree.xpath("//meta[@http-equiv='content-language' or @property='og:locale']/@content")
    for name in names:
        found = _LANGUAGE.match(name.strip()) if name else None
        if found:
            return str(found[0]).lower()
    return None


def _plain_text(tree: "HtmlElement") -> str:
    """Return all text outside navigation and forms, paragraph by paragraph; for unusual pages."""
    done: set[Any] = set()  # elements that are unread, or were taken whole, and all inside them
    texts: list[str] = []
    for element in tree.iter():
        if element.tag in _UNREAD or element.getparent() in done:
            done.add(element)
        elif element.tag in _READ:
            texts.append(_text_inside(element))
            done.add(element)
    body = tree.find("body")
    return _tidy("\n".join(texts) or ("" if body is None else _text_inside(body)))


def _text_inside(element: "HtmlElement") -> str:
    """Return the text inside `element` without scripts and the like; a blank separates blocks."""
    parts: list[str] = [element.text or ""]
    unread: set[Any] = set()
    for inner in element.iterdescendants():
        if inner.getparent() in unread or inner.tag in _UNREAD:
            unread.add(inner)
        apart = "" if inner.tag in _INLINE else " "
        parts += (apart, "" if inner in unread else inner.text or "")
        # A tail belongs to the parent, but iteration meets the children first.
        if not len(inner):
            parts += _tails(inner, element, unread)
    return "".join(parts)


def _tails(last: Any, top: Any, unread: set[Any]) -> list[str]:
    """Return the tail of an element without children and of each ancestor below `top` that ends with it."""
    parts: list[str] = []
    while last is not top:
        parent = last.getparent()
        parts += ("" if last.tag in _INLINE else " ", "" if parent in unread else last.tail or "")
        if last.getnext() is not None:
            break
        last = parent
    return parts


def _tidy(text: str) -> str:
    """Return `text` in NFC with single spaces, without blank lines."""
    lines = (" ".join(line.split()) for line in nfc(text).splitlines())
    return "\n".join(line for line in lines if line)


def _single_line(text: str | None) -> str | None:
    """Return metadata as one line with single spaces, or None if it is empty."""
    return " ".join(nfc(text).split()) or None if text else None
