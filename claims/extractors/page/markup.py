"""What HTML elements are to a reader: which end a line, which are not seen, which belong to the page.

After the rendering section of the HTML Standard, and the names that sites give to parts of their pages.
"""

import re

# Elements that are lines, or blocks of lines, without a style sheet.
BLOCKS = frozenset([
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog", "dir", "div",
    "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "frameset", "h1", "h2", "h3", "h4", "h5", "h6",
    "header", "hgroup", "hr", "html", "legend", "li", "listing", "main", "menu", "nav", "ol", "optgroup", "option",
    "p", "plaintext", "pre", "search", "section", "summary", "table", "tbody", "tfoot", "thead", "tr", "ul", "xmp",
])  # fmt: skip
ROWS = frozenset(["caption", "tbody", "tfoot", "thead", "tr"])
CELLS = frozenset(["td", "th"])
HEADINGS = frozenset(["h1", "h2", "h3", "h4", "h5", "h6"])
PREFORMATTED = frozenset(["listing", "plaintext", "pre", "xmp"])
# What a browser does not show as text, or not as text of the page.
UNSEEN = frozenset([
    "applet", "area", "audio", "canvas", "datalist", "embed", "head", "iframe", "input", "link", "map", "meta",
    "noembed", "noframes", "noscript", "object", "param", "progress", "rp", "script", "select", "source", "style",
    "svg", "template", "textarea", "title", "track", "video",
])  # fmt: skip
# Inline elements that style sheets set apart from the words next to them.
APART = frozenset(["button", "img", "label", "output", "rt", "time"])

# Parts of a page that are seldom its article, by tag or name; and those that never are.
_ASIDE = frozenset(["aside", "button", "dialog", "fieldset", "figure", "form", "menu"])
_OUTSIDE = frozenset(["footer", "nav"])
_ASIDE_NAMES = re.compile(
    r"(?:^|[\s_-])(?:ads?|advert\w{0,10}|banner|bio|breadcrumbs?|byline|captions?|comments?|consent|cookies?|credits?"
    r"|disqus\w{0,10}|footer|gdpr|login|menu|modal|most|nav\w{0,6}|newsletters?|outbrain|overlay|paywall|popular"
    r"|popup|promo\w{0,8}|recirc\w{0,10}|recommend\w{0,7}|related\w{0,10}|replies|share|sharing|sidebar|signup|social"
    r"|sponsor\w{0,5}|subscri\w{0,6}|tags?|taboola|teasers?|toolbar|trending)(?=$|[\s_-])",
    re.I,
)
_OUTSIDE_NAMES = re.compile(
    r"(?:^|[\s_-])(?:comments?|disqus\w{0,10}|footer|forum|nav\w{0,6}|replies|reply)(?=$|[\s_-])",
    re.I,
)
_LONGEST_NAMES = 300  # characters of an element's classes and id that are looked at


def names_of(classes: str | None, identifier: str | None) -> str:
    """Return the names that a page gives to an element, to search in."""
    return f"{classes or ''} {identifier or ''}"[:_LONGEST_NAMES]


def part_of_page(tag: str, names: str) -> tuple[str, ...]:
    """Return "aside" for an element that is seldom part of the article, and "outside" for one that never is."""
    if tag in _OUTSIDE or _OUTSIDE_NAMES.search(names):
        return ("aside", "outside")
    return ("aside",) if tag in _ASIDE or _ASIDE_NAMES.search(names) else ()
