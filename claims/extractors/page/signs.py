"""What an HTML page shows and declares of itself, apart from the text that is extracted: signs for `judgement.py`."""

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from claims.extractors.text.characters import list_key

from .linked_data import articles_in, page_types, types_of
from .next_pages import NextPage, find_next_page, is_remarks

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_MOST_VISIBLE = 20_000  # characters of visible text that are kept
_MOST_LABELS = 60
_MOST_LINKS = 400

_UNSEEN = frozenset(
    ["head", "script", "style", "noscript", "template", "svg", "iframe", "select", "option"]
)
_AROUND = frozenset(["nav", "footer"])  # of the site, not of the page
_BLOCKS = frozenset(
    ["p", "div", "li", "td", "blockquote", "section", "article", "main", "aside", "h1", "h2", "h3", "h4", "body",
     "header", "form", "dd", "dt", "pre", "figure", "figcaption", "ul", "ol", "table", "tr", "label", "legend"]
)  # fmt: skip
_HEADINGS = frozenset(["h1", "h2", "h3", "h4"])
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_SENTENCE_END = re.compile("[.!?…։:»”\"'][)\\]»”\"']*$")

_LIST_TYPES = frozenset(["collectionpage", "itemlist", "searchresultspage"])  # of schema.org
# Of Open Graph.
_OF_ARTICLES = frozenset(["og:type article", "og:type news", "og:type newsarticle"])
_LOCKED = frozenset(
    ["article:content_tier locked", "article:content_tier paid", "content_tier locked"]
)

# Scripts and elements of services that stand before a page.
_CHALLENGES = re.compile(
    r"challenge-platform|cdn-cgi/challenge|_cf_chl_opt|cf-chl|cf-turnstile|challenges\.cloudflare|g-recaptcha|recaptcha/api|"
    r"h-captcha|hcaptcha\.com|smartcaptcha|captcha-delivery|datadome|px-captcha|perimeterx|_incapsula_|distil_|"
    r"ddos-guard|aws-?waf|arkoselabs|funcaptcha|geetest",
    re.I,
)

_FEWEST_IN_PROSE = 8  # words in a paragraph
_LINKED_SHARE = 0.4  # of a paragraph's words: above it, it is a list of links
_HEADLINE = 4  # words in a link that reads as a headline
_SHORT_HEADLINE = 2  # words in a link that may be one


@dataclass(frozen=True)
class PageSigns:
    """Signs of a page. Counts are of words; nothing here is for people.

    `visible` is the text that a reader sees, without navigation and footer, cut off; `without_scripts` what
    only a browser without scripts shows. `blocks` are the paragraphs of the largest run of prose.
    """

    language: str = ""
    title: str = ""
    heading: str = ""
    visible: str = ""
    without_scripts: str = ""
    labels: tuple[str, ...] = ()  # of buttons
    scripts: int = 0
    has_password: bool = False
    has_challenge: bool = False
    says_article: bool = False
    says_list: bool = False
    says_not_free: bool = False
    words_declared: int = 0  # how long the page says its article is
    headlines: tuple[str, ...] = ()  # of other pages that it links to
    links: tuple[str, ...] = ()  # those headlines, and links of fewer words
    blocks: tuple[str, ...] = ()
    next_page: NextPage | None = None


def read_signs(tree: "HtmlElement", url: str = "") -> PageSigns:
    """Return the signs of a page. `url` is its own address, if known. Reads the tree only. Cost: linear."""
    declared, metas = _declared(tree), _metas(tree)
    seen = _Seen()
    for element in tree.iter("*"):
        seen.see(element)
    own = url or _own_address(tree)
    return PageSigns(
        language=(tree.get("lang") or "")[:2].lower(),
        title=_line("".join(tree.xpath("//head/title//text()"))),
        heading=_line(next((_text(h1) for h1 in tree.iter("h1") if h1 not in seen.unseen), "")),
        visible=seen.visible(),
        without_scripts=_line(" ".join(_text(one) for one in list(tree.iter("noscript"))[:20]))[
            :_MOST_VISIBLE
        ],
        labels=tuple(seen.labels[:_MOST_LABELS]),
        scripts=seen.scripts,
        has_password=seen.has_password,
        has_challenge=seen.has_challenge,
        says_article=declared.is_article or bool(metas & _OF_ARTICLES),
        says_list=declared.is_list and not declared.is_article,
        says_not_free=declared.is_not_free or bool(metas & _LOCKED),
        words_declared=declared.words,
        headlines=tuple(
            words for words in seen.links.values() if words.count(" ") + 1 >= _HEADLINE
        ),
        links=tuple(seen.links.values()),
        blocks=seen.largest_run(),
        next_page=find_next_page(tree, own),
    )


class _Seen:
    """What one pass over the elements meets."""

    def __init__(self) -> None:
        self.unseen: set[Any] = set()
        self.labels: list[str] = []
        self.scripts = 0
        self.has_password = self.has_challenge = False
        self.links: dict[str, str] = {}  # by address
        self._texts: list[str] = []
        self._size = 0
        self._runs: dict[Any, list[str]] = {}

    def see(self, element: "HtmlElement") -> None:
        tag = element.tag
        parent = element.getparent()
        if tag == "script":
            self.scripts += 1
        if not self.has_challenge:
            self.has_challenge = _is_challenge(element)
        if parent in self.unseen or tag in _UNSEEN or tag in _AROUND or _is_hidden(element):
            self.unseen.add(element)
            if parent not in self.unseen:
                self._say(element.tail)
            return
        if tag in _BLOCKS or tag == "br":
            self._say("\n")
        self._say(element.text)
        if tag in ("button", "input") or element.get("role") == "button":
            self._see_control(element)
        elif tag == "a" and element.get("href"):
            self._see_link(element)
        elif tag == "p":
            self._see_paragraph(element)
        if not len(element):
            self._say_tails(element)

    def _see_control(self, element: "HtmlElement") -> None:
        kind = (element.get("type") or "").lower()
        self.has_password |= kind == "password"
        if len(self.labels) < _MOST_LABELS:
            label = element.get("value") if kind in ("submit", "button") else _text(element)
            self.labels += [_line(label)[:80]] if label else []

    def _see_link(self, element: "HtmlElement") -> None:
        if len(self.links) < _MOST_LINKS:
            words = _line(_text(element))
            if len(words.split()) >= _SHORT_HEADLINE:
                self.links[element.get("href", "")[:500]] = words[:200]

    def _see_paragraph(self, element: "HtmlElement") -> None:
        words = _line(_text(element))
        count = len(words.split())
        if count < _FEWEST_IN_PROSE or not _SENTENCE_END.search(words):
            return
        linked = sum(len(_text(link).split()) for link in element.iter("a"))
        parent = element.getparent()
        if linked <= _LINKED_SHARE * count and not is_remarks(parent):
            self._runs.setdefault(parent, []).append(words[:2_000])

    def _say_tails(self, last: Any) -> None:
        while last is not None:
            self._say(last.tail)
            parent = last.getparent()
            if last.getnext() is not None:
                return
            if parent is not None and parent.tag in _BLOCKS:
                self._say("\n")
            last = parent

    def _say(self, words: str | None) -> None:
        if words and self._size < _MOST_VISIBLE:
            self._texts.append(words)
            self._size += len(words)

    def visible(self) -> str:
        lines = (_line(line) for line in "".join(self._texts)[:_MOST_VISIBLE].split("\n"))
        return "\n".join(line for line in lines if line)

    def largest_run(self) -> tuple[str, ...]:
        runs = self._runs.values()
        return tuple(max(runs, key=lambda run: sum(map(len, run)), default=[])[:200])


def _is_hidden(element: "HtmlElement") -> bool:
    return (
        element.get("hidden") is not None
        or element.get("aria-hidden") == "true"
        or bool(_HIDDEN.search(element.get("style") or ""))
    )


def _is_challenge(element: "HtmlElement") -> bool:
    named = f"{element.get('class') or ''} {element.get('id') or ''}"
    if element.tag in ("script", "iframe", "form"):
        named += f" {element.get('src') or ''} {element.get('action') or ''} {(element.text or '')[:3000]}"
    return bool(_CHALLENGES.search(named))


def _text(element: "HtmlElement") -> str:
    return "".join(element.itertext())[:10_000]


def _line(text: str) -> str:
    return " ".join(text.split())


# --- what it declares ---


@dataclass(slots=True)
class _Declared:
    is_article: bool = False
    is_list: bool = False
    is_not_free: bool = False
    words: int = 0


def _declared(tree: "HtmlElement") -> _Declared:
    """Return what the page says of its article, or else of itself, for search engines."""
    found = _Declared(is_list=bool(page_types(tree) & _LIST_TYPES))
    for node in articles_in(tree):
        parts = node.get("hasPart")
        for part in [node, *(parts if isinstance(parts, list) else [parts])]:
            found.is_not_free |= isinstance(part, dict) and _says_false(
                part.get("isAccessibleForFree")
            )
        if not any(name.endswith("page") for name in types_of(node)):
            found.is_article = True
            found.words = max(found.words, _count(node))
    for element in tree.xpath("//*[@itemprop='isAccessibleForFree']")[:20]:
        found.is_not_free |= _says_false(element.get("content") or element.text)
    return found


def _says_false(value: Any) -> bool:
    return value is False or (
        isinstance(value, str) and value.strip().lower().rsplit("/", 1)[-1] == "false"
    )


def _count(node: dict[str, Any]) -> int:
    body, count = node.get("articleBody"), node.get("wordCount")
    words = len(body.split()) if isinstance(body, str) else 0
    if isinstance(count, str) and count.strip().isascii() and count.strip().isdigit():
        count = int(count.strip()[:9])
    return max(words, count if isinstance(count, int) and 0 < count < 1_000_000 else 0)


def _metas(tree: "HtmlElement") -> set[str]:
    """Return "name value" of each meta element, in lower case."""
    metas = tree.xpath("//meta[@content]")[:300]
    return {
        list_key(f"{one.get('property') or one.get('name')} {one.get('content')}"[:200])
        for one in metas
    }


def _own_address(tree: "HtmlElement") -> str:
    found = tree.xpath("//link[@rel='canonical']/@href | //meta[@property='og:url']/@content")
    return str(found[0]).strip()[:2_000] if found else ""
