"""What a web archive puts around the page it keeps: its bar or header, which says what was kept and when."""

import datetime
import itertools
import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from claims.addresses import archived_original

from .lines import TextLine

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_ARCHIVE = r"archive\.(?:today|ph|is|li|md|vn|fo)"
_NAMED = re.compile(rf"\b{_ARCHIVE}\b", re.I)
# What its header says next to its name. Articles may say one of these, too.
_SAYS = re.compile(r"webpage capture|saved from|all snapshots|no other snapshots|from host", re.I)
_MOST_BLOCKS = 300
_LONGEST_HEADER = 1_500  # characters
_MOMENT = re.compile(
    r"\b(\d{1,2}) (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\w* (\d{4}) (\d{1,2}):(\d\d)(?::(\d\d))? ?(?:UTC|GMT)"
)
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_BLOCKS = frozenset({"div", "table", "header", "form", "section", "p", "center", "ul"})
_WAYBACK = re.compile(r"wm-ipp|wm-capinfo|wm-btns|donato", re.I)

_MOST_LINES = 24  # of a header, in text
_HEADER_LINE = re.compile(
    rf"(?:{_ARCHIVE}[\s/|·.]{{0,5}})?(?:webpage capture|saved from|search|redirected from|linked from|via"
    r"|no other snapshots from this url|all snapshots|from this url|from host|history|prior|next|webpage|screenshot"
    r"|webpage screenshot|share|download|download \.zip|share ?download \.zip.*|report bug or abuse|report error or abuse"
    rf"|report an error|buy me a coffee|donate|→|←|[|·]|{_ARCHIVE}.{{0,40}})[:\s]{{0,3}}",
    re.I,
)
_ADDRESS_LINE = re.compile(
    r"(?:(?:saved|redirected|linked) from:?\s?|from host\s?|all snapshots from host\s?|via\s?)?(?:https?://\S{1,2000}|[\w.-]{1,80}\.\w{2,12})",
    re.I,
)


def take_off_frame(tree: "HtmlElement") -> str:
    """Remove an archive's bar or header from the tree, and return the long URL that it gives of the copy, if any.

    The long URL holds the original's address and the moment: "https://archive.ph/20250314081500/https://…".
    """
    for element in list(tree.iter("div", "iframe")):
        if _WAYBACK.match(element.get("id") or ""):
            _drop(element)
    header = _header(tree)
    if header is None:
        return ""
    url = _long_url(tree, header)
    _drop(header)
    for element in list(tree.iter("div")):
        if element.get("id") in ("FOOTER", "hashtags"):
            _drop(element)
    return url


def frame_lines(lines: list[TextLine]) -> set[int]:
    """Return the numbers of the lines of archive.today's header at the top of a text."""
    top = lines[:_MOST_LINES]
    head = " ".join(line.text for line in top[:8])
    if not _is_header(head):
        return set()
    first = next(n for n, line in enumerate(top) if _NAMED.search(line.text) or _is_of_header(line))
    found: set[int] = set()
    for line in top[first:]:
        if not _is_of_header(line):
            break
        found.add(line.number)
    return found


def _is_of_header(line: TextLine) -> bool:
    text = line.text.strip()
    rest = _MOMENT.sub("", text).strip(" ·|,")
    return not rest or any(kind.fullmatch(rest) for kind in (_HEADER_LINE, _ADDRESS_LINE))


def _header(tree: "HtmlElement") -> Any:
    """Return the outermost short block that names the archive and says what its header says."""
    blocks = itertools.islice(tree.iter(*_BLOCKS), _MOST_BLOCKS)
    return next((one for one in blocks if _is_header(_short_text(one))), None)


def _is_header(text: str) -> bool:
    said = {found.lower() for found in _SAYS.findall(text)}
    return len(said) > 1 and _NAMED.search(text) is not None


def _short_text(element: Any) -> str:
    """Return its text, or nothing if it is longer than a header."""
    size, parts = 0, list[str]()
    for text in element.itertext():
        size += len(text)
        parts.append(text)
        if size > _LONGEST_HEADER:
            return ""
    return " ".join(" ".join(parts).split())


def _long_url(tree: "HtmlElement", header: Any) -> str:
    for url in _declared(tree):
        if archived_original(url):
            return url[:2_000]
    original = next(filter(None, _addresses(header)), "")
    at = _MOMENT.search(_short_text(header))
    if not original:
        return ""
    return f"https://archive.ph/{_stamp(at) if at else 'newest'}/{original}"[:2_000]


def _declared(tree: "HtmlElement") -> Iterator[str]:
    for link in tree.iter("link"):
        if {"canonical", "bookmark"} & set((link.get("rel") or "").lower().split()):
            yield (link.get("href") or "").strip()
    for meta in tree.iter("meta"):
        if meta.get("property") == "og:url":
            yield (meta.get("content") or "").strip()


def _addresses(header: Any) -> Iterable[str]:
    """Yield the URLs in the fields of the header, then in its text."""
    for field in header.iter("input"):
        value = (field.get("value") or "").strip()
        yield value if value.startswith(("http://", "https://")) else ""
    yield from re.findall(r"https?://\S{4,2000}", _short_text(header))


def _stamp(found: "re.Match[str]") -> str:
    day, month, year, hour, minute, second = found.groups()
    try:
        moment = datetime.datetime(
            int(year), _MONTHS.index(month) + 1, int(day), int(hour), int(minute), int(second or 0),
            tzinfo=datetime.UTC,
        )  # fmt: skip
    except ValueError:
        return "newest"
    return f"{moment:%Y%m%d%H%M%S}"


def _drop(element: Any) -> None:
    if element.getparent() is not None:
        element.drop_tree()
