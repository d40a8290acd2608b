"""What a page says of its own article in JSON-LD (schema.org)."""

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lxml.html import HtmlElement

Node = dict[str, Any]

_MOST_SCRIPTS = 40
_LONGEST = 500_000  # characters of one script
_MOST_NODES = 200
_ARTICLES = ("article", "posting", "report")
_PAGES = ("webpage",)


def articles_in(tree: "HtmlElement") -> list[Node]:
    """Return the articles that the page describes at the top level, or else its description of itself as a web page.

    An article inside a list, a comment or a recommendation is another one: those are not looked into.
    """
    nodes = list(_nodes(tree))
    return _of_types(nodes, _ARTICLES) or _of_types(nodes, _PAGES)


def page_types(tree: "HtmlElement") -> set[str]:
    """Return the types of everything that the page describes at the top level, in lower case."""
    return {name for node in _nodes(tree) for name in types_of(node)}


def texts(value: Any) -> list[str]:
    """Return the strings of a property that may be one string or a list of them."""
    values = value if isinstance(value, list) else [value]
    return [one.strip() for one in values if isinstance(one, str) and one.strip()]


def types_of(node: Node) -> list[str]:
    return [one.rpartition("/")[2].lower() for one in texts(node.get("@type"))]


def _of_types(nodes: list[Node], endings: tuple[str, ...]) -> list[Node]:
    return [node for node in nodes if any(one.endswith(endings) for one in types_of(node))]


def _nodes(tree: "HtmlElement") -> Iterator[Node]:
    count = 0
    scripts = tree.xpath("//script[contains(@type, 'ld+json')]")
    for script in scripts[:_MOST_SCRIPTS]:
        text = (script.text or "").strip()
        if len(text) > _LONGEST:
            continue
        try:
            found = json.loads(text.removesuffix(";"), strict=False)
        except (ValueError, RecursionError):
            continue
        for node in _top_level(found):
            count += 1
            if count > _MOST_NODES:
                return
            yield node


def _top_level(found: Any) -> Iterator[Node]:
    for one in found if isinstance(found, list) else [found]:
        if not isinstance(one, dict):
            continue
        yield one
        graph = one.get("@graph")
        yield from (
            node for node in (graph if isinstance(graph, list) else []) if isinstance(node, dict)
        )
        main = one.get("mainEntity")
        if isinstance(main, dict):
            yield main
