"""Choose the text of a page's article: what trafilatura extracts, or else all that a reader would see."""

from typing import TYPE_CHECKING, Any

from claims.extractors.text.characters import nfc

from .link_lists import drop_link_lists

if TYPE_CHECKING:
    from lxml.html import HtmlElement

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


def article_text(tree: "HtmlElement", url: str | None) -> str:
    """Return the article's text, one line for each paragraph; it may contain boilerplate.

    Removes lists of links from `tree`.
    """
    return _tidy(_extract(tree, url)) or _plain_text(tree)


def _extract(tree: "HtmlElement", url: str | None) -> str:
    """Return what trafilatura takes for the article; empty if it finds none, or fails."""
    from trafilatura import bare_extraction

    try:
        drop_link_lists(tree)
        # "fast" omits two older extractors whose results were worse.
        article: Any = bare_extraction(tree, url=url, include_comments=False, fast=True)
    except (RecursionError, TypeError, ValueError):  # thousands of nested elements, or odd ones
        return ""
    return (article.text or "") if article else ""


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
