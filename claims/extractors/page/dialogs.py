"""Drop dialogs from HTML before the article is extracted: notices on cookies, appeals, log-in forms.

The evidence is what the page says of an element: its tag or role (WAI-ARIA), or the names that sites give to overlays.
"""

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_ROLES = frozenset(["dialog", "alertdialog"])
_NAMES = re.compile(
    r"(?:^|\s)(?:modal|pop-?up|overlay|lightbox|interstitial|newsletter-(?:modal|overlay|pop-?up)"
    r"|(?:\w{1,20}-){0,2}(?:cookies?|consent|gdpr)(?:-?(?:banner|bar|box|dialog|law-info-bar|message|modal|notice|overlay|pop-?up"
    r"|wall|wrapper))?)(?=\s|$)",
    re.I,
)
_LONGEST_NAMES = 300  # characters of an element's classes that are looked at
_NO_WORDS = frozenset(["noscript", "script", "style", "template"])


def drop_dialogs(tree: "HtmlElement") -> None:
    """Remove dialogs from `tree`, unless one of them has most of the page's text: that may be the article.

    Cost: linear.
    """
    dialogs = [element for element in tree.iter("*") if _is_dialog(element)]
    if not dialogs:
        return
    body = tree.find("body")
    if body is None:
        return
    sizes = _sizes(body)
    for dialog in dialogs:
        if 2 * sizes.get(dialog, 0) < sizes[body] and dialog is not body:
            dialog.drop_tree()


def _is_dialog(element: "HtmlElement") -> bool:
    if element.tag == "dialog" or element.get("aria-modal") == "true":
        return True
    if element.get("role", "").strip().lower() in _ROLES:
        return True
    return any(
        names and _NAMES.search(names[:_LONGEST_NAMES])
        for names in (element.get("class"), element.get("id"))
    )


def _sizes(body: "HtmlElement") -> dict["HtmlElement", int]:
    """Return the number of characters that are not blank in each element."""
    sizes: dict[HtmlElement, int] = {}
    for element in reversed(list(body.iter("*"))):  # the inner ones first
        size = 0 if element.tag in _NO_WORDS else _size(element.text)
        for child in element:
            size += sizes.get(child, 0) * (element.tag not in _NO_WORDS) + _size(child.tail)
        sizes[element] = size
    return sizes


def _size(text: str | None) -> int:
    return len("".join(text.split())) if text else 0
