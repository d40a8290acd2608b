"""Copies that others keep of a page (web archives, caches, AMP, translators), and links that only lead to it."""

import datetime
import re
from dataclasses import dataclass
from urllib.parse import parse_qs, unquote

from .parts import split

ARCHIVE_TODAY = re.compile(r"archive\.(?:today|ph|is|li|md|vn|fo)")
_OTHER_ARCHIVES = re.compile(
    r"(?:web|wayback|www)\.archive\.org|archive\.org|arquivo\.pt|webarchive\.[\w.]+|perma\.cc"
    r"|ghostarchive\.org|(?:www\.)?webcitation\.org|[\w.]*archive-it\.org"
)

# /web/20250314081500id_/https://…, and /2025.03.14-081500/https://… of archive.today
_KEPT_AT = re.compile(
    r"(?:^|/)(?P<moment>\d{4,14}|\d{4}\.\d\d\.\d\d-\d{6})(?:[a-z]{2}_)?\*?/(?P<url>(?:https?:/+)?[^/].*)"
)
_KEPT = re.compile(
    r"^/(?:(?:web|newest|oldest|timegate|latest|wayback|save)/|(?=https?:/))(?:\*/)?(?P<url>(?:https?:/+)?[^/].*)"
)
_SCHEME = re.compile(r"(?:(https?):/+)?(.*)", re.IGNORECASE | re.DOTALL)


@dataclass(frozen=True)
class Archived:
    """A page as somebody else keeps it: its own URL, who keeps it, and since when, in UTC, if the URL says so."""

    original: str
    keeper: str  # a host: "web.archive.org"
    moment: datetime.datetime | None = None


def archived_original(url: str) -> Archived | None:
    """Return what the URL is a copy of, if the URL itself says so."""
    parts = split(url)
    if parts is None:
        return None
    host = (parts.hostname or "").lower()
    # Not the query as parsed: it is that of the original.
    path = parts.path + (f"?{parts.query}" if parts.query else "")
    is_archive = bool(ARCHIVE_TODAY.fullmatch(host) or _OTHER_ARCHIVES.fullmatch(host))
    found = _KEPT_AT.search(path)
    # Elsewhere, only a full moment before a full URL says that much.
    if found and (is_archive or (len(found["moment"]) >= 14 and "://" in found["url"][:9])):
        return _archived(found["url"], host, _moment(found["moment"]))
    if is_archive and (found := _KEPT.match(path)):
        return _archived(found["url"], host)
    if ARCHIVE_TODAY.fullmatch(host) and (asked := _param(parts.query, "url")):
        return _archived(asked, host)
    return _cached(host, parts.path, parts.query)


def is_archive(url: str) -> bool:
    """Return True if the URL is on a known web archive, whether or not it names what it is a copy of."""
    parts = split(url)
    host = (parts.hostname or "").lower() if parts else ""
    return bool(ARCHIVE_TODAY.fullmatch(host) or _OTHER_ARCHIVES.fullmatch(host))


def _archived(
    written: str, keeper: str, moment: datetime.datetime | None = None
) -> Archived | None:
    if "%3a" in written[:12].lower():
        written = unquote(written)
    scheme, rest = _SCHEME.fullmatch(written).groups()  # type: ignore[union-attr]
    original = f"{(scheme or 'http').lower()}://{rest}"
    parts = split(original)
    host = (parts.hostname or "") if parts else ""
    return Archived(original, keeper, moment) if "." in host else None


def _moment(digits: str) -> datetime.datetime | None:
    digits = re.sub(r"\D", "", digits)
    if len(digits) < 8:
        return None
    try:
        return datetime.datetime.strptime(f"{digits.ljust(14, '0')}+0000", "%Y%m%d%H%M%S%z")
    except ValueError:
        return None


# --- caches, AMP and translators ---

_AMP_CACHE = re.compile(r"^/(?:[a-z]/)?(?P<tls>s/)?(?P<url>[^/]+\..*)")
_GOOGLE = re.compile(r"(?:www\.)?google(?:\.[a-z]{2,3}){1,2}")
_TURBO = re.compile(r"/(?P<host>[\w.-]+\.\w+)/s(?P<path>/.*)")
_MIRRORS_OF_X = re.compile(r"nitter\.[\w.-]+|xcancel\.com")
_TRANSLATED = re.compile(r"(?P<host>[\w-]+)\.translate\.goog")


def _cached(host: str, path: str, query: str) -> Archived | None:
    if host.endswith(".cdn.ampproject.org") or host.endswith("bing-amp.com"):
        return _amp(path, query, host)
    if _GOOGLE.fullmatch(host) and path.startswith("/amp/"):
        return _amp(path.removeprefix("/amp"), query, host)
    if host == "webcache.googleusercontent.com":
        asked = _param(query, "q").removeprefix("cache:")
        kept = re.sub(r"^[\w-]{8,16}:(?!/)", "", asked).split(" ")[0]
        return _archived(kept, host) if kept else None
    if host in ("translate.google.com", "translate.yandex.com", "translate.yandex.ru"):
        written = _param(query, "u") or _param(query, "url")
        return _archived(written, host) if written else None
    if found := _TRANSLATED.fullmatch(host):
        # A hyphen is a dot there, and a double one a hyphen.
        name = found["host"].replace("--", "\0").replace("-", ".").replace("\0", "-")
        own = "&".join(one for one in query.split("&") if not one.startswith("_x_tr_"))
        return _archived(f"https://{name}{path}{'?' * bool(own)}{own}", host)
    if host.endswith(".turbopages.org") and (found := _TURBO.fullmatch(path)):
        own = f"{found['path']}{'?' * bool(query)}{query}"
        return _archived(f"https://{found['host']}{own}", host)
    if _MIRRORS_OF_X.fullmatch(host):
        return _archived(f"https://x.com{path}", host)
    if host == "t.me" and path.rstrip("/") == "/iv":
        written = _param(query, "url")
        return _archived(written, host) if written else None
    return None


def _amp(path: str, query: str, host: str) -> Archived | None:
    found = _AMP_CACHE.match(path)
    if found is None:
        return None
    scheme = "https" if found["tls"] else "http"
    return _archived(f"{scheme}://{found['url']}{'?' * bool(query)}{query}", host)


# --- links that lead to a page ---

_LEADS = (
    (re.compile(r"(?:l|lm)\.(?:facebook|instagram)\.com"), re.compile(r"/(?:l\.php)?"), ("u",)),
    (_GOOGLE, re.compile(r"/url"), ("q", "url")),
    (re.compile(r"(?:away\.)?(?:m\.)?vk\.(?:com|ru)"), re.compile(r"/away(?:\.php)?"), ("to",)),
    (re.compile(r"(?:www\.)?youtube\.com"), re.compile(r"/redirect"), ("q",)),
    (re.compile(r"(?:out|www)\.reddit\.com"), re.compile(r"/(?:t3_\w+)?"), ("url",)),
    (re.compile(r"(?:www\.)?linkedin\.com"), re.compile(r"/safety/go"), ("url",)),
    (re.compile(r"\w+\.safelinks\.protection\.outlook\.com"), re.compile(r"/"), ("url",)),
)  # fmt: skip


def led_to(url: str) -> str:
    """Return the URL that a network's or search engine's link leads to, or the URL itself."""
    parts = split(url)
    if parts is None:
        return url
    host = (parts.hostname or "").lower()
    for hosts, paths, names in _LEADS:
        if hosts.fullmatch(host) and paths.fullmatch(parts.path or "/"):
            found = next(filter(None, (_param(parts.query, name) for name in names)), "")
            return found if split(found) else url
    return url


def _param(query: str, name: str) -> str:
    try:
        return parse_qs(query, max_num_fields=100).get(name, [""])[0]
    except ValueError:
        return ""
