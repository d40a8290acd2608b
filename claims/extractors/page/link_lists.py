"""Drop lists of links to other pages from HTML before the article is extracted.

The evidence is link density: nearly all words of a block are inside links.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from claims.extractors.text.sentences import CLOSERS, STOPS

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_BLOCKS = frozenset(["ul", "ol", "div", "section", "aside", "nav", "table"])
_LINES = frozenset(["p", "li"])
_NO_WORDS = frozenset(["script", "style", "noscript", "template"])
_FEWEST = 3  # links in a list
_BLOCK_SHARE, _LINE_SHARE = 0.8, 0.9


@dataclass(slots=True)
class _LinkShare:
    """The size of an element's text and of the part inside links, in characters without blanks."""

    size: int = 0
    linked: int = 0
    links: int = 0
    last: str = ""  # the last character


def drop_link_lists(tree: "HtmlElement") -> None:
    """Remove lists of links from `tree`, and paragraphs that are only a link and not a sentence.

    A block with such lists is judged by the rest of it: it may contain the article too.
    Cost: linear.
    """
    known: dict[HtmlElement, _LinkShare] = {}
    lists: set[HtmlElement] = set()
    for element in reversed(list(tree.iter("*"))):  # the inner ones first
        words = _measure(element, known)
        if _is_links(element.tag, words):
            lists.add(element)
        else:
            known[element] = words
    for parent in {element.getparent() for element in lists}:
        _drop_children(parent, lists)


def _drop_children(parent: "HtmlElement", lists: set["HtmlElement"]) -> None:
    """Remove the lists but keep the text after each, joined once: there may be thousands."""
    kept: HtmlElement | None = None
    tails: list[str] = [parent.text or ""]
    for child in [*parent, None]:
        if child in lists:
            tails.append(child.tail or "")
            parent.remove(child)
            continue
        if kept is None:
            parent.text = "".join(tails)
        else:
            kept.tail = "".join(tails)
        if child is not None:
            kept, tails = child, [child.tail or ""]


def _is_links(tag: str, words: _LinkShare) -> bool:
    if tag in _BLOCKS:
        return words.links >= _FEWEST and words.linked >= _BLOCK_SHARE * words.size > 0
    if tag in _LINES:
        is_sentence = words.last != "" and words.last in STOPS + CLOSERS
        return not is_sentence and words.linked >= _LINE_SHARE * words.size > 0
    return False


def _measure(element: "HtmlElement", known: dict["HtmlElement", _LinkShare]) -> _LinkShare:
    words = _LinkShare()
    if element.tag in _NO_WORDS:
        return words
    _add_text(words, element.text)
    for child in element:
        if its := known.get(child):  # none for a comment
            words.size += its.size
            words.linked += its.linked
            words.links += its.links
            words.last = its.last or words.last
        _add_text(words, child.tail)
    if element.tag == "a":
        words.linked, words.links = words.size, 1
    return words


def _add_text(words: _LinkShare, text: str | None) -> None:
    bare = "".join((text or "").split())
    words.size += len(bare)
    words.last = bare[-1:] or words.last
