"""Feeds of claims in JSON: ClaimReview (schema.org), as sites and Google's DataFeed publish it, and lists of objects.

Runs in the child of `in_child`: JSON may be deep. The Fact Check Tools API's answer (`claims`, each with `claimReview`)
is read, too.
"""

import json
from collections.abc import Iterator, Mapping
from typing import Any

# The columns of a feed of reviews. A review's own author, address and day are not the claim's.
COLUMNS = (
    "claimReviewed",
    "claimAuthor",
    "claimDate",
    "claimAppearance",
    "article_title",
    "inLanguage",
)

_LISTS = ("dataFeedElement", "itemListElement", "@graph", "claims", "items", "rows", "data")
_DEEPEST = 6


def read_feed(content: bytes) -> dict[str, Any]:
    """Return the names of the columns, and the rows as [number, cells, remark]. Raises ValueError.

    A row's number is its place in the feed, beginning with 1.
    """
    objects = list(_objects(json.loads(content)))
    if not objects:
        raise ValueError("no list of objects")
    if any(_is_review(one) for one in objects):
        rows = [
            (number, *_claim_of(one)) for number, one in enumerate(objects, 1) if _is_review(one)
        ]
        return {"columns": COLUMNS, "rows": rows}
    columns = list(dict.fromkeys(key for one in objects for key in one))
    cells = ([_text(one.get(name)) for name in columns] for one in objects)
    return {"columns": columns, "rows": [(n, row, "") for n, row in enumerate(cells, 1)]}


def _objects(value: Any, depth: int = 0) -> Iterator[Mapping[str, Any]]:
    """Yield what a feed lists, out of its wrappers, in order."""
    if depth > _DEEPEST:
        return
    if isinstance(value, list):
        for one in value:
            yield from _objects(one, depth + 1)
    elif isinstance(value, dict):
        inner = [value[name] for name in _LISTS if isinstance(value.get(name), list)]
        if not inner and isinstance(value.get("item"), (dict, list)):
            inner = [value["item"]]
        if inner and not _is_review(value):
            for one in inner:
                yield from _objects(one, depth + 1)
        else:
            yield value


def _is_review(value: Mapping[str, Any]) -> bool:
    return "claimReviewed" in value or "claimReview" in value


def _claim_of(review: Mapping[str, Any]) -> tuple[list[str], str]:
    """Return the cells of COLUMNS, and a remark on other places where the claim appeared."""
    if "claimReview" in review:  # the Fact Check Tools API
        inside = _first(review["claimReview"])
        language = review.get("languageCode") or inside.get("languageCode")
        cells = [
            review.get("text"),
            review.get("claimant"),
            review.get("claimDate"),
            "",
            "",
            language,
        ]
        return [_text(cell) for cell in cells], ""
    claim = _first(review.get("itemReviewed"))
    places = [*_all(claim.get("firstAppearance")), *_all(claim.get("appearance"))]
    addresses = list(dict.fromkeys(filter(None, map(_address, places))))
    if not addresses and claim.get("@type") not in (None, "Claim"):
        places = [claim]  # an older form: what is reviewed is the article itself
        addresses = list(filter(None, [_address(claim)]))
    title = next((_text(p.get("headline")) for p in places if isinstance(p, dict)), "")
    remark = ""
    if len(addresses) > 1:
        remark = f"It appeared in other places, too, which are not imported: {', '.join(addresses[1:4])}."
    author = claim.get("author") or claim.get("creator")
    cells = [
        review["claimReviewed"], _name(author), claim.get("datePublished"),
        addresses[0] if addresses else "", title, review.get("inLanguage"),
    ]  # fmt: skip
    return [_text(cell) for cell in cells], remark


def _name(value: Any) -> str:
    names = [_text(one.get("name")) if isinstance(one, dict) else _text(one) for one in _all(value)]
    return "; ".join(filter(None, names))


def _address(value: Any) -> str:
    if isinstance(value, dict):
        value = value.get("url") or value.get("@id") or value.get("sameAs") or ""
    text = _text(_all(value)[0] if _all(value) else "")
    return text if text.startswith(("http://", "https://")) else ""


def _first(value: Any) -> Mapping[str, Any]:
    return next((one for one in _all(value) if isinstance(one, dict)), {})


def _all(value: Any) -> list[Any]:
    if value in (None, ""):
        return []
    return value if isinstance(value, list) else [value]


def _text(value: Any) -> str:
    if value is None or isinstance(value, (dict, list)):
        return _name(value) if value else ""
    return str(value).upper() if isinstance(value, bool) else str(value)
