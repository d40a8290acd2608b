"""Whether an article goes on on another page: links to it that the page itself names, with care.

Sites also call the next article "next", and every list of news has pages. So the other address must be this
page's own with another page number.
"""

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urljoin, urlsplit

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_MOST_LINKS = 3_000
_PARAMETERS = frozenset(
    [
        "page",
        "p",
        "pg",
        "pagenum",
        "page_no",
        "pageno",
        "seite",
        "pagina",
        "sayfa",
        "strona",
        "pagen_1",
    ]
)
# "/article/2/", "/article/page/2", "/article-page-2", "/article_2.html", "/article2.html", "/article,2.html"
_NUMBERED = re.compile(
    r"(?P<stem>.*?)(?P<word>[-_/.,](?:page|p|pg|seite|pagina|página|sayfa|strona|str|stranica|part|teil)[-_/]?|[-_/,]|)"
    r"(?P<number>\d{1,2})(?P<end>(?:\.[a-z]{2,5})?/?)$",
    re.I | re.S,
)
_COMMENTS = re.compile(r"comment|replytocom|cpage|disqus", re.I)
_PAGER = re.compile(r"pag(?:e[-_]?(?:nav|num|link|s\b)|er|in)", re.I)
_DIGITS = re.compile(r"\d{1,2}$")


@dataclass(frozen=True)
class NextPage:
    """Where the article goes on, or (`is_earlier`) where it begins."""

    url: str
    is_earlier: bool = False


@dataclass(frozen=True)
class _Numbered:
    """An address without its page number. `number` is 1 if it has no number; `named` if a word says it is a page."""

    stem: tuple[str, ...]
    number: int
    named: bool


def find_next_page(tree: "HtmlElement", url: str) -> NextPage | None:
    """Return the page of this article after this one, or else the one before. None if `url`, its own address, is unknown."""
    own = url.strip()
    if not own:
        return None
    links = _links(tree)
    pager = any(_DIGITS.match(words) for _, _, words in links)
    here = _readings(own)
    for wanted, is_earlier in (("next", False), ("prev", True)):
        for rel, href, words in links:
            if not (wanted in rel or (not is_earlier and _DIGITS.match(words))):
                continue
            found = _absolute(own, href)
            if found and any(
                _follows(one, other, pager=pager, is_earlier=is_earlier)
                for one in here
                for other in _readings(found)
            ):
                return NextPage(found, is_earlier)
    return None


def is_remarks(element: "HtmlElement | None") -> bool:
    """Return True inside what readers wrote: named so at most five elements up."""
    for _ in range(5):
        if element is None:
            return False
        if _COMMENTS.search(f"{element.get('class') or ''} {element.get('id') or ''}"):
            return True
        element = element.getparent()
    return False


def _is_of_pager(element: "HtmlElement") -> bool:
    """Return True inside the article, or where a class or id says that it leads through pages."""
    return any(
        one.tag in ("article", "main")
        or _PAGER.search(f"{one.get('class') or ''} {one.get('id') or ''}")
        for one in element.iterancestors()
    )


def _links(tree: "HtmlElement") -> list[tuple[frozenset[str], str, str]]:
    found = []
    for element in tree.xpath("//link[@rel][@href] | //a[@href]")[:_MOST_LINKS]:
        rel = frozenset((element.get("rel") or "").lower().replace("previous", "prev").split())
        words = " ".join("".join(element.itertext()).split())[:40]
        if is_remarks(element):
            continue
        if _DIGITS.match(words) and not _is_of_pager(element):
            words = ""  # readers' comments and reviews have numbered pages too
        found.append((rel, element.get("href") or "", words))
    return found


def _absolute(own: str, href: str) -> str:
    try:
        found = urljoin(own, href.strip()).split("#")[0]
        parts, mine = urlsplit(found), urlsplit(own)
    except ValueError:
        return ""
    same = parts.scheme in ("http", "https") and parts.netloc.lower() == mine.netloc.lower()
    return found if same and len(found) <= 2_000 and not _COMMENTS.search(found) else ""


def _readings(url: str) -> list[_Numbered]:
    """Return the ways in which the address may be numbered: by a parameter, by its path, or not at all."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return []
    query = parse_qsl(parts.query)[:50]
    pages = [
        (name, value)
        for name, value in query
        if name.lower() in _PARAMETERS and _DIGITS.fullmatch(value)
    ]
    rest = tuple(f"{name}={value}" for name, value in query if (name, value) not in pages)
    path = parts.path.rstrip("/")
    found = [_Numbered((path, *rest), int(pages[0][1]) if pages else 1, named=True)]
    if (match := _NUMBERED.fullmatch(path)) and match["stem"].strip("/"):
        named = len(match["word"].strip("-_/.,")) > 0
        stem = match["stem"].rstrip("/")
        found.append(_Numbered((stem + match["end"], *rest), int(match["number"]), named))
    return found


def _follows(own: _Numbered, other: _Numbered, *, pager: bool, is_earlier: bool) -> bool:
    if own.stem != other.stem:
        return False
    step = other.number - own.number
    if step != (-1 if is_earlier else 1):
        return False
    later = own if is_earlier else other
    first = other if is_earlier else own
    # "/news/41" is followed by the news item 42: a bare number is a page only after a first page without one.
    return later.named or first.number == 1 or (pager and later.number < 20)
