"""A URL as people and redirects write it, parsed into what to request from which host."""

import ipaddress
import re
from dataclasses import dataclass
from urllib.parse import quote, urljoin, urlsplit

from .outcome import bad_redirect, bad_url

LONGEST = 2_000  # characters of a URL, also of redirects: the length of the columns that store one

_PORTS = {"http": 80, "https": 443}

# White space, control characters, the backslash that browsers treat as a slash, and lone surrogates.
_FORBIDDEN = re.compile(r"[\s\x00-\x20\x7f-\x9f\\\ud800-\udfff]")
_AUTHORITY = re.compile(
    r"(?:\[(?P<v6>[0-9A-Fa-f:.]+)\]|(?P<name>[^\[\]:@]+))(?::(?P<port>[0-9]*))?"
)
_NAME = re.compile(r"(?=.{1,253}\Z)[a-z0-9_-]{1,63}(?:\.[a-z0-9_-]{1,63})*")
# Python's codec is IDNA 2003, which maps these four to another host than today's browsers do.
_DEVIATING = re.compile("[\u00df\u03c2\u200c\u200d]")
_SAFE = "/%:@!$&'()*+,;=~?"


@dataclass(frozen=True)
class Target:
    """What to request from which host. `host` is in ASCII for DNS, or an IPv6 address."""

    scheme: str
    host: str
    port: int
    path: str  # with the query

    @property
    def authority(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def url(self) -> str:
        return f"{self.scheme}://{self.authority}{self.path}"


def read_url(text: str) -> Target:
    """Parse a URL that a person gave. Raises NotCaptured with the code "url"."""
    try:
        return _read(text)
    except ValueError:
        raise bad_url(LONGEST) from None


def follow(current: Target, location: str) -> Target:
    """Return where a redirect leads. Raises NotCaptured with the code "redirect" for a malformed Location only:
    whether the target exists or is allowed is not checked here."""
    try:
        # http.client reads headers as Latin-1; servers that send other letters mean UTF-8.
        written = location.encode("latin-1").decode("utf-8")
        # Before anything else: urllib silently drops tabs and line ends.
        _check_characters(written)
        # An absolute URL is parsed as it is: urllib treats `http:///there` as a path on the same host.
        absolute = bool(urlsplit(written).scheme)
        target = _read(written if absolute else urljoin(current.url, written))
    except ValueError:
        raise bad_redirect() from None
    if current.scheme == "https" and target.scheme == "http":
        raise bad_redirect()
    return target


def _check_characters(text: str) -> None:
    if len(text) > LONGEST or _FORBIDDEN.search(text):
        raise ValueError("too long, or a character that no URL has")


def _read(text: str) -> Target:
    _check_characters(text)
    parts = urlsplit(text)
    authority = _AUTHORITY.fullmatch(parts.netloc)
    if parts.scheme not in _PORTS or authority is None:
        raise ValueError("no scheme or host that is known here")
    port = int(authority["port"] or _PORTS[parts.scheme])
    if port > 65_535:
        raise ValueError("no such port")
    path = quote(parts.path, safe=_SAFE.replace("?", "")) or "/"
    query = f"?{quote(parts.query, safe=_SAFE)}" if parts.query else ""
    target = Target(parts.scheme, _host(authority["v6"], authority["name"]), port, path + query)
    _check_characters(target.url)
    return target


def _host(v6: str | None, name: str | None) -> str:
    if v6 is not None:
        return str(ipaddress.IPv6Address(v6))
    written = name or ""
    if len(written) > 253 or _DEVIATING.search(written):
        raise ValueError("no host name")
    ascii_name = written.encode("idna").decode("ascii").lower().removesuffix(".")
    if not _NAME.fullmatch(ascii_name):
        raise ValueError("no host name")
    return ascii_name
