"""Two keys of a URL: of the page that it surely names, and of the page that it probably is a version of.

URLs with the same `page_key` name one page. A `twin_key` is also shared by a page's AMP, mobile, print and archived
versions: people are asked whether they are the same. What is not surely the same stays different.
"""

import hashlib
import re
from dataclasses import replace

from .archives import archived_original, is_archive, led_to
from .parts import Parts, take_apart
from .posts import is_of_network, post_in

LONGEST_KEY = 400  # of a longer URL, the key ends with a hash: an index holds no more

# A language, or the file of a site's first page.
_HOME = re.compile(
    r"[a-z]{2}(?:[-_][a-z]{2})?|eng|rus|arm|aze|geo|tur|ukr|(?:index|default|home|main)(?:\.\w+)?",
    re.I,
)
_MOST_NESTED = 3  # archived copies of archived copies


def page_key(url: str) -> str:
    """Return what all URLs of one page share. Empty for what is not the URL of a web page, which equals nothing."""
    parts = take_apart(led_to(url))
    return _shortened(_key(parts)) if parts else ""


def twin_key(url: str) -> str:
    """Return what the URLs of a page and of its AMP, mobile, print and archived versions share."""
    for _ in range(_MOST_NESTED):
        kept = archived_original(led_to(url))
        if kept is None:
            break
        url = kept.original
    parts = take_apart(led_to(url))
    if parts is None:
        return ""
    return _shortened(_key(parts if is_of_network(parts.host) else _plainest(parts)))


def site_of(url: str) -> str:
    """Return the host that publishes the URL, without "www.", "m." or "amp."; of a copy, that of the original."""
    kept = archived_original(url)
    parts = take_apart(kept.original if kept else url)
    return _plain_site(parts.host) if parts else ""


def publisher_keys(url: str) -> list[str]:
    """Return what the publisher of this URL may be known by, the surest first: its account, or its part of a site, or the site.

    Everybody publishes in a network, so its site names nobody; nor does an archive's.
    """
    url = led_to(url)
    kept = archived_original(url)
    parts = take_apart(kept.original if kept else url)
    if parts is None or (kept is None and is_archive(url)):
        return []
    if is_of_network(parts.host):
        post = post_in(parts)
        return [post.account_key] if post and post.account_key else []
    site = _plain_site(parts.host)
    return [*(f"{site}/{part}" for part in parts.segments[:1]), site]


def domain_key(typed: str) -> str:
    """Return a web domain, part of a site or account, as somebody typed it, in the form of `publisher_keys`."""
    written = typed.strip()
    keys = publisher_keys(written if "://" in written else f"https://{written}")
    return keys[0] if keys else ""


def same_site(url: str, other: str) -> bool:
    """Return True if both are on one host, or on a host and a subdomain of it."""
    one, two = site_of(url), site_of(other)
    return bool(one and two) and (one == two or one.endswith(f".{two}") or two.endswith(f".{one}"))


def is_home_page(url: str) -> bool:
    """Return True if the URL names a site and no page of it, whatever its language."""
    parts = take_apart(url)
    if parts is None:
        return False
    is_short = len(parts.segments) <= 1 and all(map(_HOME.fullmatch, parts.segments))
    return is_short and not parts.params and not parts.route


def _key(parts: Parts) -> str:
    post = post_in(parts)
    return post.key if post else parts.key


def _shortened(key: str) -> str:
    if len(key) <= LONGEST_KEY:
        return key
    return f"{key[: LONGEST_KEY - 65]}#{hashlib.sha256(key.encode()).hexdigest()}"


# --- versions of a page ---

_VERSION_HOSTS = frozenset({"www", "m", "mobile", "mobi", "amp", "wap", "touch", "pda", "print"})
_VERSION_SEGMENTS = frozenset({"amp", "print", "printable", "mobile", "m", "amphtml"})
_VERSION_ENDINGS = (".amp.html", ".amp.htm", ".amp", "-amp.html", "_amp.html", "-print.html", ".print.html", ".print")  # fmt: skip
_INDEX_PAGES = frozenset({"index.html", "index.htm", "index.php", "default.aspx", "default.asp"})

# A parameter of this name only chooses a version, or says where the reader came from.
_VERSION_PARAMS = frozenset(
    [
        "amp",
        "amphtml",
        "print",
        "printable",
        "outputtype",
        "nomobile",
        "mobile",
        "device",
        "desktop",
        "noamp",
        "ref",
        "from",
        "source",
        "src",
        "referrer",
        "spm",
        "share",
    ]
)
# Of these names, only with one of these values.
_MAY_CHOOSE = frozenset(
    [
        "output",
        "view",
        "mode",
        "version",
        "type",
        "m",
        "layout",
        "format",
        "template",
        "tmpl",
        "f",
        "page_type",
    ]
)
_CHOSEN = frozenset(["amp", "print", "printable", "printer", "mobile", "1", "wap", "pda"]) - {"1"}


def _plainest(parts: Parts) -> Parts:
    """Return the parts without what only chooses a version of the page."""
    params = tuple((name, value) for name, value in parts.params if not _is_version(name, value))
    return replace(
        parts,
        host=_plain_site(parts.host),
        path=_plain_path(parts.segments),
        params=params,
    )


def _is_version(name: str, value: str) -> bool:
    name, value = name.lower(), value.lower()
    if name in _VERSION_PARAMS:
        return True
    return (name in _MAY_CHOOSE and value in _CHOSEN) or (name == "m" and value == "1")


def _plain_site(host: str) -> str:
    labels = host.split(".")
    while len(labels) > 2 and labels[0] in _VERSION_HOSTS:
        del labels[0]
    return ".".join(labels)


def _plain_path(segments: list[str]) -> str:
    left = list(segments)
    # Next to another segment: "/amp" alone is a page about it.
    if len(left) > 1 and left[0].lower() in _VERSION_SEGMENTS:
        del left[0]
    if len(left) > 1 and left[-1].lower() in _VERSION_SEGMENTS:
        del left[-1]
    if left and left[-1].lower() in _INDEX_PAGES:
        del left[-1]
    if left:
        left[-1] = _without_version_ending(left[-1])
    return "".join(f"/{segment}" for segment in left)


def _without_version_ending(name: str) -> str:
    for ending in _VERSION_ENDINGS:
        if name.lower().endswith(ending) and len(name) > len(ending):
            return name[: -len(ending)] + (".html" if ending.endswith(".html") else "")
    return name
