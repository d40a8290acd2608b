"""Drop dialogs from HTML before the article is extracted: notices on cookies, appeals, log-in forms.

The evidence is what the page says of an element: its tag or role (WAI-ARIA), or the names that sites give to overlays.
"""

import re
from collections import Counter
from typing import TYPE_CHECKING

from .page_lines import read_lines

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
_TIMES_LONGER = 2


def drop_dialogs(tree: "HtmlElement") -> None:
    """Remove dialogs from `tree`, unless the longest run of prose is in one of them: that may be the article.

    Cost: linear, times the depth of the page at worst.
    """
    dialogs = [element for element in tree.iter("*") if _is_dialog(element)]
    if not dialogs or tree in dialogs:
        return
    for dialog in _without_article(tree, dialogs):
        dialog.drop_tree()


def _without_article(tree: "HtmlElement", dialogs: list["HtmlElement"]) -> list["HtmlElement"]:
    """Return the dialogs of which none has a run of prose that is much longer than all those outside."""
    runs: Counter[HtmlElement] = Counter()
    for line in read_lines(tree)[0]:
        if not line.is_linked and line.is_prose:
            runs[line.run] += len(line.text)
    longest = dict.fromkeys([None, *dialogs], 0)
    for run, size in runs.items():
        around = [element for element in (run, *run.iterancestors()) if element in longest]
        for dialog in around or [None]:
            longest[dialog] = max(longest[dialog], size)
    return [dialog for dialog in dialogs if longest[dialog] <= _TIMES_LONGER * longest[None]]


def _is_dialog(element: "HtmlElement") -> bool:
    if element.tag == "dialog" or element.get("aria-modal") == "true":
        return True
    if element.get("role", "").strip().lower() in _ROLES:
        return True
    return any(
        names and _NAMES.search(names[:_LONGEST_NAMES])
        for names in (element.get("class"), element.get("id"))
    )
