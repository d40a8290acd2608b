"""Who wrote an article, as its page says: in its data, and in the line next to its headline."""

import re
from typing import TYPE_CHECKING, Any

from claims.extractors.attribution.credits import is_agency

from .byline_words import (
    LABEL,
    SOURCE_LABEL,
    Byline,
    author_in,
    read_byline,
    with_agencies,
)
from .linked_data import articles_in
from .own_place import OwnLine, heading_of, last_lines, own_lines

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_META = frozenset(
    ["author", "authors", "article:author", "dc.creator", "dcterms.creator", "parsely-author", "sailthru.author", "byl", "citation_author"]
)  # fmt: skip
_OF_AUTHORS = re.compile(
    r"(?:^|[-_\s])(?:authors?|byline|by-line|writer|reporter|contributors?|journalist|creator|autor|avtor|muellif|yazar|muhabir)(?=$|[-_\s\d])|author|byline",
    re.I,
)
_TO_AUTHOR = re.compile(r"author|avtor|people|person|profile|staff|user|journalist|byline", re.I)
_MOST = 12


def byline_of(tree: "HtmlElement", site: str | None = None, guess: str | None = None) -> Byline:
    """Return the authors that the page names, agencies among them. The tree stays as it is. Cost: linear.

    Those of the page's data come first, then those of a printed line with a label. `site` is the outlet itself,
    which is no author. `guess` are names found elsewhere, separated by ";", if there are no others.
    """
    heading = heading_of(tree)
    own = " ".join((site or "").casefold().split())
    stated = _without_site(_in_linked_data(tree), own)
    labelled, marked = ([], []) if heading is None else _printed(heading)
    labelled, marked = _without_site(labelled, own), _without_site(marked, own)
    authors = [*(_people(stated) or _people(labelled) or _people(marked)), *_people(labelled)]
    authors += [one for one in (*stated, *labelled, *marked) if is_agency(one)]
    authors = authors or _without_site(_in_meta(tree), own) or _guessed(guess or "")
    unique = {one.casefold(): one for one in reversed(authors)}
    return with_agencies(list(reversed(unique.values()))[:_MOST])


def _people(authors: list[str]) -> list[str]:
    return [one for one in authors if not is_agency(one)]


def _without_site(authors: list[str], own: str) -> list[str]:
    """Return the authors without the outlet's own name: "Sky" of Sky News, "Ana Sample The Daily"."""
    found = []
    for author in authors:
        folded = author.casefold()
        if own and folded.endswith(f" {own}"):
            author = author[: -len(own)].strip()
        if not own or not (folded == own or own.startswith(f"{folded} ")):
            found.append(author)
    return found


def _guessed(names: str) -> list[str]:
    """Return the names that look like those of people."""
    found = [author_in(one) for one in names.split(";")]
    return [one for one in found if len(one.split()) > 1 and not one.startswith("The ")]


def _in_linked_data(tree: "HtmlElement") -> list[str]:
    found: list[str] = []
    for node in articles_in(tree):
        for name in _names_in(node.get("author") or node.get("creator")):
            pieces = [name] if len(name.split()) < 3 else re.split(r"\s*[,;]\s*", name)
            found += filter(None, map(author_in, pieces))
        if found:
            break
    return found


def _names_in(value: Any, depth: int = 0) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        return _names_in(value.get("name"), depth + 1) if depth < 3 else []
    if isinstance(value, list) and depth < 3:
        return [name for one in value[:_MOST] for name in _names_in(one, depth + 1)]
    return []


def _in_meta(tree: "HtmlElement") -> list[str]:
    for element in tree.iter("meta"):
        names = {
            (element.get(name) or "").strip().lower() for name in ("name", "property", "itemprop")
        }
        content = element.get("content") or ""
        found = read_byline(content, is_marked=True).authors if names & _META else ()
        if found and "://" not in content:
            return list(found)
    return []


def _printed(heading: "HtmlElement") -> tuple[list[str], list[str]]:
    """Return the authors in the lines next to the headline: of those with a label, and of those only marked as bylines.

    Lines below the text need a label.
    """
    labelled: list[str] = []
    marked: list[str] = []
    for line in own_lines(heading):
        is_marked = line.marks(_OF_AUTHORS)
        is_labelled = bool(LABEL.match(line.text) or SOURCE_LABEL.match(line.text))
        if is_marked or (is_labelled and not line.prose_before):
            linked = _linked_names(line) if is_marked else []
            found = read_byline(line.text, is_marked=is_marked, linked=linked).authors
            (labelled if is_labelled else marked).extend(found)
    if not labelled and not marked:
        for line in last_lines(heading):
            labelled += read_byline(line.text).authors
    return list(dict.fromkeys(labelled)), list(dict.fromkeys(marked))


def _linked_names(line: OwnLine) -> list[str]:
    """Return the names that are links: what is glued to them in the text is something else."""
    links = [one for one in reversed(line.elements) if one.tag == "a"]
    names = [(author_in(one.text_content()), one) for one in links]
    return [
        name
        for name, one in names
        if len(name.split()) > 1 or (name and _TO_AUTHOR.search(_goal(one)))
    ]


def _goal(link: "HtmlElement") -> str:
    return f"{link.get('rel') or ''} {link.get('href') or ''}"
