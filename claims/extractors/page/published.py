"""When a page says that its own article was published, or why only an interval is known.

A wrong day is worse than an unknown one: "on Thursday" is counted from it. So only the page's data about this
article and the lines next to its headline are believed.
"""

import datetime
import email.utils
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from .linked_data import Node, articles_in, texts
from .own_place import heading_of, is_elsewhere, last_lines, listed, own_lines
from .printed_days import PrintedDay, printed_days

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_DAY = datetime.timedelta(days=1)
# From this hour in UTC on it is already the next day where the outlets of this desk are, in UTC+3 and +4.
_NEXT_DAY_FROM = 20
_FIRST_YEAR = 1990  # a stamp of an earlier day is a program's zero

_META_PUBLISHED = listed("""article:published_time article:published og:article:published_time og:published_time datepublished date_published
    publishdate publish-date publish_date pubdate published dc.date.issued dcterms.issued dc.date.created dcterms.created
    parsely-pub-date sailthru.date cxenseparse:recs:publishtime publication_date publication-date article.published
    article_date_original citation_publication_date rnews:datepublished originalpublicationdate published_at""")
# They may mean anything, so they count only where nothing else is stated.
_META_LOOSE = listed("date dc.date dcterms.date citation_date created displaydate")
_META_CHANGED = listed("""article:modified_time article:modified og:updated_time og:article:modified_time datemodified last-modified lastmod
    dc.date.modified dcterms.modified modified revised updated_time rnews:datemodified""")

# Classes of <time>
_PUBLISHED = frozenset({"published", "entry-date", "post-date"})
_CHANGED = frozenset({"updated", "modified"})

_STAMP = re.compile(
    r"\s*(?P<day>\d{4}-\d\d-\d\d)(?:[T\s]+(?P<hour>\d\d):\d\d(?::\d\d(?:[.,]\d+)?)?\s*"
    r"(?P<zone>Z|UTC|GMT|[+-]\d\d:?\d\d(?!\d))?)?",
    re.I,
)
_PLAIN_DAY = re.compile(r"\s*(\d{4})(\d\d)(\d\d)\s*\Z")
_IN_ADDRESS = re.compile(r"/((?:19|20)\d\d)[/-]([01]?\d)[/-]([0-3]?\d)(?=[/-]|$)")
_WORD = re.compile(r"[^\W\d_]{4,}")


@dataclass(frozen=True)
class Published:
    """`edtf` is a day, an interval of two days, or "../day" for the latest possible day; "" if unknown.

    `words` are those on which an interval rests.
    """

    edtf: str = ""
    words: str = ""


@dataclass(frozen=True, order=True)
class _Stamp:
    """The days that a stamp may mean. `is_local` if it states a day of the place where it was written down.

    Without an offset nobody knows which clock a stamp is of.
    """

    first: datetime.date
    last: datetime.date
    is_local: bool = True
    words: str = ""


@dataclass
class _Said:
    """All that a page says of when its article was published and changed."""

    published: list[_Stamp] = field(default_factory=list)
    loose: list[_Stamp] = field(default_factory=list)
    changed: list[_Stamp] = field(default_factory=list)
    printed: list[PrintedDay] = field(default_factory=list)


def published_on(
    tree: "HtmlElement", language: str | None = None, url: str | None = None
) -> Published:
    """Return when the page says its article was published. The tree stays as it is. Cost: linear.

    `url` is where the page was, if known.
    """
    heading = heading_of(tree)
    said = _Said()
    _read_linked_data(tree, heading, said)
    _read_meta(tree, said)
    _read_properties(tree, heading, said)
    if heading is not None:
        _read_own_place(heading, language or "en", said)
    return _decide(said) or _day_in_address(tree, url) or _not_after(said)


# --- what is said ---


def _read_linked_data(tree: "HtmlElement", heading: "HtmlElement | None", said: _Said) -> None:
    nodes = [node for node in articles_in(tree) if _is_about(node, tree, heading)]
    published = [stamp for node in nodes for stamp in _stamps(texts(node.get("datePublished")))]
    if len({(one.first, one.last) for one in published}) > 1 and len(nodes) > 1:
        return  # several articles, and nothing tells which is this one
    said.published += published
    for node in nodes:
        said.changed += _stamps(texts(node.get("dateModified")))


def _is_about(node: Node, tree: "HtmlElement", heading: "HtmlElement | None") -> bool:
    """Return False if the headline of the node shares no word with the page's own."""
    named = _words(*texts(node.get("headline")), *texts(node.get("name")))
    titles = [one.text_content() for one in tree.xpath("//head/title")]
    titles += tree.xpath("//meta[@property='og:title']/@content")
    if heading is not None:
        titles.append(heading.text_content())
    own = _words(*titles)
    return not named or not own or bool(named & own)


def _words(*texts: str) -> set[str]:
    return {word.casefold() for text in texts for word in _WORD.findall(text)}


def _read_meta(tree: "HtmlElement", said: _Said) -> None:
    for element in tree.iter("meta"):
        if element.getparent() is not None and is_elsewhere(element.getparent()):
            continue
        content = [element.get("content") or ""]
        names = {
            (element.get(name) or "").strip().lower()
            for name in ("property", "name", "itemprop", "http-equiv")
        }
        if names & _META_PUBLISHED:
            said.published += _stamps(content)
        elif names & _META_LOOSE:
            said.loose += _stamps(content)
        elif names & _META_CHANGED:
            said.changed += _stamps(content)


def _read_properties(tree: "HtmlElement", heading: "HtmlElement | None", said: _Said) -> None:
    """Read microdata, and <time> with a class that says what it is, in the article that has the headline."""
    holders = (
        [] if heading is None else [one for one in heading.iterancestors() if _is_article(one)]
    )
    if not holders:
        return
    holder = holders[0]
    for element in holder.iter():
        if (
            not isinstance(element.tag, str)
            or element.tag == "meta"
            or is_elsewhere(element, holder)
        ):
            continue
        value = [element.get("datetime") or element.get("content") or ""]
        name = (element.get("itemprop") or "").lower()
        is_time = element.tag == "time"
        is_published = bool(_classes(element) & _PUBLISHED) or element.get("pubdate") is not None
        if name == "datepublished" or (is_time and is_published):
            said.published += _stamps(value)
        elif name == "datemodified" or (is_time and _is_of_change(element)):
            said.changed += _stamps(value)


def _is_article(element: "HtmlElement") -> bool:
    return element.tag == "article" or "article" in (element.get("itemtype") or "").lower()


def _read_own_place(heading: "HtmlElement", language: str, said: _Said) -> None:
    for line in own_lines(heading):
        is_marked = line.is_of_dates
        if not is_marked and (line.prose_before or line.is_heading):
            continue
        found = printed_days(line.text, language, alone=not is_marked)
        if any(map(_is_of_change, line.elements)):
            found = [PrintedDay(one.day, one.label or "changed", one.words) for one in found]
        said.printed += found
        if not found:
            said.published += [
                stamp
                for one in line.elements
                if one.tag == "time" and not _is_of_change(one)
                for stamp in _stamps([one.get("datetime") or ""])
            ]
    for line in last_lines(heading):
        days = printed_days(line.text, language, alone=True)
        said.printed += [one for one in days if one.label in ("published", "changed")]


def _classes(element: "HtmlElement") -> set[str]:
    return set((element.get("class") or "").lower().split())


def _is_of_change(element: "HtmlElement") -> bool:
    """Return whether its class says so. Of one that was never changed, blogs say that it is of both."""
    return bool(_classes(element) & _CHANGED) and not _classes(element) & _PUBLISHED


def _stamps(values: list[str]) -> Iterator[_Stamp]:
    for value in values:
        stamp = _stamp(value)
        if stamp and stamp.first.year >= _FIRST_YEAR:
            yield stamp


def _stamp(value: str) -> _Stamp | None:
    value = value[:100]
    try:
        if found := _STAMP.match(value):
            day = datetime.date.fromisoformat(found["day"])
            if not found["hour"]:
                return _Stamp(day, day)
            return _moment(day, int(found["hour"]), found["zone"] or "", value)
        if found := _PLAIN_DAY.match(value):
            day = datetime.date(*map(int, found.groups()))
            return _Stamp(day, day)
        if mail := email.utils.parsedate_to_datetime(value) if "," in value[:5] else None:
            zone = value[-5:] if mail.utcoffset() else "Z"
            return _moment(mail.date(), mail.hour, zone, value)
    except (ValueError, TypeError, OverflowError):
        return None
    days = {one.day for one in printed_days(value)}
    return _Stamp(min(days), max(days)) if len(days) == 1 else None


def _moment(day: datetime.date, hour: int, zone: str, words: str) -> _Stamp:
    is_utc = bool(zone) and not any(c in "123456789" for c in zone)
    last = day + _DAY if is_utc and hour >= _NEXT_DAY_FROM else day
    return _Stamp(day, last, bool(zone) and not is_utc, words.strip())


# --- what follows from it ---


def _decide(said: _Said) -> Published | None:
    stamps = set(said.published)
    changed = {(one.first, one.last) for one in said.changed}
    if len({(one.first, one.last) for one in stamps}) > 1:
        stamps = {one for one in stamps if (one.first, one.last) not in changed} or stamps
    printed = _printed_day(said.printed)
    if stamps:
        return _from_stamps(stamps, printed)
    if printed:
        return Published(printed.isoformat())
    if said.loose and not any(one.label == "changed" for one in said.printed):
        return _from_stamps(set(said.loose), None)
    return None


def day_of_printed(printed: list[PrintedDay]) -> tuple[str, str]:
    """Return the day in EDTF, and the words of an interval, where there is nothing but printed days."""
    said = _Said(printed=printed)
    found = _decide(said) or _not_after(said)
    return found.edtf, found.words


def _printed_day(printed: list[PrintedDay]) -> datetime.date | None:
    """Return the day that is labelled as that of publication, or else the only one without another label."""
    labelled = {one.day for one in printed if one.label == "published"}
    plain = {one.day for one in printed if not one.label}
    days = labelled or plain
    return days.pop() if len(days) == 1 else None


def _from_stamps(stamps: set[_Stamp], printed: datetime.date | None) -> Published:
    """Return the day on which the stamps agree, as printed where they are of another clock; else the interval they leave open."""
    first, last = max(one.first for one in stamps), min(one.last for one in stamps)
    local = {one.first for one in stamps if one.is_local}
    if first > last:
        if printed in {one.first for one in stamps}:
            return Published(printed.isoformat()) if printed else Published()
        first, last = min(one.first for one in stamps), max(one.last for one in stamps)
    elif printed and not local and first - _DAY <= printed <= last + _DAY:
        return Published(printed.isoformat())
    if first == last:
        return Published(first.isoformat())
    words = min(stamps).words or first.isoformat()
    return Published(f"{first}/{last}", words)


def _day_in_address(tree: "HtmlElement", url: str | None) -> Published | None:
    """Return the day in the address that the page gives itself, or else has."""
    addresses = tree.xpath("//link[@rel='canonical']/@href")
    addresses += tree.xpath("//meta[@property='og:url']/@content")
    addresses += [url] if url else []
    for address in addresses:
        found = _IN_ADDRESS.search(address[:2_000])
        try:
            if found:
                return Published(datetime.date(*map(int, found.groups())).isoformat())
        except ValueError:
            continue
    return None


def _not_after(said: _Said) -> Published:
    """Return the day of the first known change: the article is not newer. In the words that are printed, if any."""
    printed = min(
        (one for one in said.printed if one.label == "changed"),
        key=lambda one: one.day,
        default=None,
    )
    stamp = min(said.changed, default=None)
    if printed and (
        stamp is None or abs((printed.day - stamp.first).days) <= 1 or printed.day < stamp.first
    ):
        return Published(f"../{printed.day}", printed.words)
    if stamp:
        return Published(
            f"../{stamp.last}",
            printed.words if printed else f"dateModified {stamp.words or stamp.last}",
        )
    return Published()
