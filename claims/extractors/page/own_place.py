"""The article's own place on its page: the short lines next to its headline, where its date and authors are printed.

What is in a sidebar, a list of other articles, a picture's caption or a comment is not said of this article.
"""

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lxml.html import HtmlElement

MOST_LINES = 60
_MOST_ELEMENTS = 3_000  # walked after the headline
_MOST_HOLDERS = 40  # of one line
_LONGEST_LINE = 300
_PROSE = (
    100  # characters; a shorter line that ends as a sentence does is prose from _SHORT_PROSE on
)
_SHORT_PROSE = 40
_DIGITS_OF_DATES = 7  # a line of dates and hours has at least one digit in this many characters
_MOST_PROSE = 2  # standfirsts between the headline and the line with the date
_HEADLINE_WORDS = 4  # a link with this many words leads to another article

_SHORTEST_TITLE = 15


def listed(words: str) -> frozenset[str]:
    return frozenset(words.split())


_HEADINGS = ("h1", "h2", "h3")
_LOWER_HEADINGS = ("h2", "h3", "h4", "h5", "h6")
_ELSEWHERE = listed(
    "aside nav form iframe figure figcaption select script style noscript template svg button dialog"
)
_BLOCKS = listed(
    "address article aside blockquote body dd details div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 "
    "header hr li main nav ol p pre section table tbody td th thead tr ul br"
)
# Inline, and yet things of their own: "13.03.2025", "Updated".
_APART = listed("span time a")
# Parts of names of classes and ids.
_OTHERS = re.compile(
    r"(?:^|[-_\s])(?:related|latest|recent|recommend\w*|popular|trending|most|comments?|commentlist|respond|repl(?:y|ies)|disqus|"
    r"sidebar|widget|teasers?|cards?|promo|more|also|next|prev\w*|archive|calendar|weather|events?|banner|ads?|advert\w*|"
    r"newsfeed|feed|ticker|topbar|top-bar|today|clock|currency|captions?|photo\w*|gallery|lenta|readmore|news-list|newslist)(?=$|[-_\s\d])"
    r"|comment(?:s|-|_)|related",
    re.I,
)
_OF_DATES = re.compile(
    r"(?:^|[-_\s])(?:date\w*|time|timestamp|pub\w*|posted|dateline|created|meta|entry-meta|updated|modified|upd|tarix|tarih|data)(?=$|[-_\s\d])"
    r"|date|publish|-time|_time",
    re.I,
)
_NO_PAGES = ("#", "javascript:", "mailto:")
_SENTENCE_END = re.compile(r"[.!?։…][\"'”»“)\]]{0,2}\s*$")


@dataclass(frozen=True)
class OwnLine:
    """A line next to the headline. `elements` are those that hold its text, innermost last."""

    text: str
    elements: "tuple[HtmlElement, ...]"
    prose_before: int  # paragraphs between the headline and the line

    def marks(self, pattern: re.Pattern[str]) -> bool:
        """Return whether the name of an element's class, id or property matches."""
        return any(pattern.search(_names(element)) for element in self.elements)

    @property
    def is_heading(self) -> bool:
        return any(one.tag in _LOWER_HEADINGS for one in self.elements)

    @property
    def is_of_dates(self) -> bool:
        return any(one.tag == "time" for one in self.elements) or self.marks(_OF_DATES)


def heading_of(tree: "HtmlElement") -> "HtmlElement | None":
    """Return the headline on the page: the heading that its title repeats, or else its first h1."""
    titles = [_flat(one) for one in tree.xpath("//meta[@property='og:title']/@content") if one]
    titles += [_flat(one.text_content()) for one in tree.xpath("//head/title")]
    best: tuple[int, Any] = (0, None)
    first = None
    for element in tree.iter(*_HEADINGS):
        text = _flat(element.text_content())
        if element.tag == "h1" and first is None and text:
            first = element
        if len(text) > best[0] and any(text in title for title in titles):
            best = len(text), element
    if best[1] is not None and (best[0] >= _SHORTEST_TITLE or best[1] is first):
        return best[1]
    like = _like_a_heading(tree, titles)
    if like is not None:
        return like
    return first if best[1] is None else best[1]


def _like_a_heading(tree: "HtmlElement", titles: list[str]) -> "HtmlElement | None":
    """Return the element that repeats the page's title without being a heading, as on older pages."""
    for element in tree.iter("div", "span", "td", "p", "strong", "b", "font"):
        text = _flat(element.text or "")
        if len(text) >= _SHORTEST_TITLE and any(text in title for title in titles):
            return element
    return None


def own_lines(heading: "HtmlElement") -> list[OwnLine]:
    """Return the lines around the headline in the page's order: those before it in its article, and those after it
    up to the text.
    """
    found: list[OwnLine] = []
    holder = _article_of(heading)
    above = heading.getprevious()
    if holder is None and above is not None and isinstance(above.tag, str):
        # The day above the headline, if nothing says which element is the article.
        found += [line for line in _lines(_walk(above)) if line.is_of_dates]
    if holder is not None:
        before = _lines(_walk(holder, until=heading))
        found += [line for line in before if not _is_prose(line.text)]
    prose = 0
    for line in _lines(_after(heading)):
        if _is_prose(line.text) and not (line.is_of_dates and len(line.text) <= _LONGEST_LINE):
            prose += 1
            if prose > _MOST_PROSE:
                break
            continue
        if line.is_heading and prose:
            break
        found.append(OwnLine(line.text, line.elements, prose))
        if len(found) >= MOST_LINES:
            break
    return [line for line in found if not _is_of_another(line, heading)]


def last_lines(heading: "HtmlElement") -> list[OwnLine]:
    """Return the short lines at the end of the article, after its last paragraph; the last first."""
    holder = _article_of(heading)
    if holder is None:
        return []
    found: list[OwnLine] = []
    for line in reversed(list(_lines(_walk(holder)))):
        if _is_prose(line.text) or len(found) >= MOST_LINES:
            break
        found.append(line)
    return [line for line in found if not _is_of_another(line, heading)]


def is_elsewhere(element: "HtmlElement", within: "HtmlElement | None" = None) -> bool:
    """Return whether an element, or one that holds it below `within`, is not of the article itself."""
    at: Any = element
    while at is not None and at is not within and at.tag not in ("body", "html", "main"):
        if at.tag in _ELSEWHERE or (
            at is not element and at.tag == "article" and within is not None
        ):
            return True
        if at.tag != "time" and _OTHERS.search(_names(at, properties=False)):
            return True
        at = at.getparent()
    return False


def _names(element: Any, *, properties: bool = True) -> str:
    names = ["class", "id", "itemprop", "rel", "property"] if properties else ["class", "id"]
    return " ".join(filter(None, (element.get(name) for name in names)))


def _flat(text: str) -> str:
    return " ".join(text.split()).casefold()


def _article_of(heading: "HtmlElement") -> "HtmlElement | None":
    """Return the element that holds the whole article, or None if nothing on the page says so."""
    for element in heading.iterancestors():
        if (
            element.tag in ("article", "main")
            or "article" in (element.get("itemtype") or "").lower()
        ):
            return element
    return None


Piece = tuple[str, Any]  # some text, and the element that holds it


def _walk(top: Any, until: Any = None) -> Iterator[Piece]:
    """Yield the texts inside an element in order, and ("", element) at the edges of each block."""
    count = 0
    stack: list[tuple[Any, bool]] = [(top, False)]
    while stack:
        element, is_done = stack.pop()
        count += 1
        if element is until or count > 2 * _MOST_ELEMENTS:
            return
        if is_done:
            if element.tag in _BLOCKS:
                yield "", element
            if element.tag in _APART:
                yield " ", element
            if element is not top and element.tail:
                yield element.tail, element.getparent()
            continue
        stack.append((element, True))
        if element is not top and not isinstance(element.tag, str):
            continue
        if element.tag in _BLOCKS:
            yield "", element
        if element.tag in _ELSEWHERE:
            continue
        if element.tag in _APART:
            yield " ", element
        if element.text:
            yield element.text, element
        stack.extend((child, False) for child in reversed(element))


def _after(heading: Any) -> Iterator[Piece]:
    """Yield the texts after an element, in the page's order, up to the end of its article."""
    at, end = heading, _article_of(heading)
    count = 0
    while at is not None and at is not end and at.tag not in ("body", "html"):
        parent = at.getparent()
        if at.tail and parent is not None:
            yield at.tail, parent
        for sibling in at.itersiblings():
            for piece in _walk(sibling):
                count += 1
                if count > _MOST_ELEMENTS:
                    return
                yield piece
            if sibling.tail:
                yield sibling.tail, parent
        yield "", parent
        at = parent


def _lines(pieces: Iterator[Piece]) -> Iterator[OwnLine]:
    """Join the pieces between the edges of blocks into lines."""
    texts: list[str] = []
    holders: list[Any] = []
    for text, element in pieces:
        if text:
            texts.append(text)
            if text.strip():
                holders.append(element)
        elif line := _line(texts, holders):
            yield line
            texts, holders = [], []
        else:
            texts, holders = [], []
    if line := _line(texts, holders):
        yield line


def _line(texts: list[str], holders: list[Any]) -> OwnLine | None:
    text = " ".join("".join(texts).split())
    if not text:
        return None
    elements: dict[Any, None] = {}
    for holder in holders[:_MOST_HOLDERS]:
        while holder is not None and holder.tag not in _BLOCKS:
            elements[holder] = None
            holder = holder.getparent()
        if holder is not None:
            elements[holder] = None
            above = holder.getparent()
            # One block around the line alone says what it is, too.
            if (
                above is not None
                and len(above) <= 3
                and above.tag not in ("body", "article", "main")
            ):
                elements[above] = None
    return OwnLine(text, tuple(reversed(elements)), 0)


def _is_prose(text: str) -> bool:
    if sum(map(str.isdigit, text)) * _DIGITS_OF_DATES > len(text):
        return False
    return len(text) >= _PROSE or (len(text) >= _SHORT_PROSE and bool(_SENTENCE_END.search(text)))


def _is_of_another(line: OwnLine, heading: "HtmlElement") -> bool:
    """Return whether a line belongs to a list, a card, a caption or a comment, or leads to another article."""
    common = set(heading.iterancestors())
    for element in line.elements:
        at: Any = element
        while at is not None and at not in common:
            common.add(at)  # seen
            if is_elsewhere(at, at.getparent()):
                return True
            if not _is_long(at) and (at.tag == "article" or _leads_elsewhere(at, line)):
                return True
            at = at.getparent()
    last = line.elements[0] if line.elements else None
    following = None if last is None else last.getnext()
    return following is not None and following not in common and _is_headline(following)


def _is_long(element: Any) -> bool:
    """Return whether an element has paragraphs, so that it is more than a card."""
    long = (one for one in element.iter("p") if len(one.text_content()) >= _PROSE)
    return len(list(itertools.islice(long, 2))) > 1


def _leads_elsewhere(element: Any, line: OwnLine) -> bool:
    """Return whether an element holds a link or a heading that reads like the headline of another article."""
    links = element.iter("a", *_LOWER_HEADINGS)
    return any(
        _is_headline(inner) for inner in links if inner.tag == "a" or inner not in line.elements
    )


def _is_headline(element: Any) -> bool:
    if element.tag not in ("a", *_LOWER_HEADINGS):
        return False
    if element.tag == "a" and (element.get("href") or "#").startswith(_NO_PAGES):
        return False
    words = [word for word in element.text_content().split() if word[:1].isalpha()]
    least = 1 if element.tag != "a" else _HEADLINE_WORDS
    return len(words) >= least
