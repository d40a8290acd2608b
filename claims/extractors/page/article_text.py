"""Choose the text of a page's article: the words that trafilatura chooses, in the lines that the page has.

What trafilatura prints has lost some line ends and made others (inline elements, layout tables, short items), and
sometimes it loses paragraphs, headings, posts or all of the article. So each of its words is looked up on the page.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from claims.extractors.text.characters import nfc

from .chosen_lines import ChosenLines
from .dialogs import drop_dialogs
from .link_lists import drop_link_lists
from .lost_lines import lost_lines
from .missed_article import article_lines, missed_article
from .page_lines import PageBlock, PageLine, read_lines
from .places import Places
from .standfirsts import find_standfirst

if TYPE_CHECKING:
    from lxml.html import HtmlElement

# Of the extracted words, those that are among the page's lines. The others come from data inside scripts.
_SHARE_ON_PAGE = 0.75
_SEPARATOR = " | "  # of links


@dataclass(frozen=True)
class ArticleText:
    """`full` is the body together with a standfirst that the page prints above the article."""

    body: str
    full: str


def article_text(tree: "HtmlElement", url: str | None) -> ArticleText:
    """Return the article's text, one line for each line of the page; it may contain boilerplate.

    Removes dialogs and lists of links from `tree`. Cost, without trafilatura: linear, times the depth of the page.
    """
    drop_dialogs(tree)
    drop_link_lists(tree)
    lines, blocks = read_lines(tree)
    extracted = _extract(tree, url)
    chosen = ChosenLines(extracted, lines, blocks)
    is_elsewhere = bool(extracted) and chosen.share < _SHARE_ON_PAGE
    places = Places(blocks)
    if taken := chosen.taken - _menus(lines, chosen.block):
        taken |= lost_lines(lines, taken, chosen.block, places)
    elsewhere = len(extracted) if is_elsewhere else 0
    if missed := missed_article(lines, taken, places, elsewhere):
        taken = missed | article_lines(lines, taken)
    elif is_elsewhere:
        return ArticleText(extracted, extracted)
    body = _text(lines, taken) or _all_text(lines)
    standfirst = find_standfirst(lines, taken)
    return ArticleText(body, _text(lines, taken | standfirst) if standfirst else body)


def _extract(tree: "HtmlElement", url: str | None) -> str:
    """Return what trafilatura takes for the article, without blank lines; empty if it finds none, or fails."""
    from trafilatura import bare_extraction

    try:
        # "fast" omits two older extractors whose results were worse.
        article: Any = bare_extraction(tree, url=url, include_comments=False, fast=True)
    except (RecursionError, TypeError, ValueError):  # thousands of nested elements, or odd ones
        return ""
    lines = (
        (" ".join(line.split()) for line in nfc(article.text or "").splitlines()) if article else ()
    )
    return "\n".join(line for line in lines if line)


def _menus(lines: Sequence[PageLine], article: PageBlock) -> set[int]:
    """Return the numbers of lines that are links outside the article, or among nothing but links, or the page's foot."""
    others = {line.run for line in lines if not line.is_link or line.level}
    sizes = Counter(line.run for line in lines)
    inside = range(article.start, article.end)
    return {
        number
        for number, line in enumerate(lines)
        if (line.is_link and (line.block.tag == "header" or number not in inside))
        or (line.is_link and _SEPARATOR in line.text)
        or (line.run not in others and sizes[line.run] > 1)
        or (line.is_outside and not line.is_prose)
    }


def _text(lines: Sequence[PageLine], numbers: set[int]) -> str:
    return "\n".join(lines[number].text for number in sorted(numbers))


def _all_text(lines: Sequence[PageLine]) -> str:
    """Return the text outside navigation, forms and the like, or all there is; for unusual pages."""
    article = {number for number, line in enumerate(lines) if not line.is_aside}
    return _text(lines, article or set(range(len(lines))))
