"""A URL taken apart into parts that can be compared: one spelling for what is the same by the standards of the web."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import SplitResult, quote, urlsplit

from .tracking import is_tracking

_PORTS = {"http": 80, "https": 443}

# Written around words in chats and on pages, and never a part of an address.
INVISIBLE = dict.fromkeys(
    (0xAD, 0x200B, 0x200E, 0x200F, 0x2060, 0xFEFF, *range(0x202A, 0x202F), *range(0x2066, 0x206A))
)

_ENCODED = re.compile(r"%[0-9A-Fa-f]{2}")
_SAFE = "/%:@!$&'()*+,;=~?-._"
# Encoded, these mean something else than as they are (RFC 3986, section 2.2).
_KEPT_IN_PATH = frozenset(b"/?#%;")
_KEPT_IN_QUERY = frozenset(b"&=+#%;")
_SESSION = re.compile(r";(?:jsessionid|phpsessid|sid)=[^/;]*", re.IGNORECASE)

Params = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Parts:
    """The parts of an http or https URL. `host` is in ASCII, without "www."; `path` has no slash at its end."""

    host: str
    port: str
    path: str
    params: Params  # without those that only track, sorted by name
    route: str = ""  # a fragment that names a page of its own: "#!/news/1"

    @property
    def key(self) -> str:
        query = "&".join(f"{name}={value}" if value else name for name, value in self.params)
        port = f":{self.port}" if self.port else ""
        return f"{self.host}{port}{self.path}{'?' * bool(query)}{query}{self.route}"

    @property
    def segments(self) -> list[str]:
        return self.path.split("/")[1:]

    def param(self, *names: str) -> str:
        """Return the value of the first of these parameters that has one."""
        found = dict(reversed(self.params))
        return next((found[name] for name in names if found.get(name)), "")


def split(url: str) -> SplitResult | None:
    """Return the parts of an http or https URL as they are written, or None for anything else."""
    try:
        parts = urlsplit(url.translate(INVISIBLE).strip())
        known = parts.scheme in _PORTS and bool(parts.hostname)
        _ = parts.port  # raises ValueError if it is no number
    except ValueError:
        return None
    return parts if known else None


def take_apart(url: str) -> Parts | None:
    """Return the comparable parts of a URL, or None if it is not one of a web page."""
    parts = split(url)
    if parts is None:
        return None
    port = parts.port
    return Parts(
        host=plain_host(parts.hostname or ""),
        port="" if port in (None, _PORTS[parts.scheme]) else str(port),
        path=_plain_path(parts.path),
        params=_plain_params(parts.query),
        route=_plain(f"#{parts.fragment}", b"") if parts.fragment.startswith(("!", "/")) else "",
    )


def plain_host(host: str) -> str:
    """Return the host in lower case and ASCII, without "www." and without the dot at its end."""
    name = unicodedata.normalize("NFKC", host).lower().rstrip(".")
    labels = [_ascii(label) for label in re.split(r"[.。]", name)]
    if labels[0] == "www" and len(labels) > 2:
        del labels[0]
    return ".".join(labels)


def _ascii(label: str) -> str:
    try:
        return label if label.isascii() else label.encode("idna").decode("ascii")
    except UnicodeError:
        return label


def _plain_path(path: str) -> str:
    plain = _plain(_SESSION.sub("", path), _KEPT_IN_PATH)
    segments: list[str] = []
    for segment in plain.split("/"):
        if segment == "..":
            del segments[-1:]
        elif segment not in ("", "."):
            segments.append(segment)
    return "".join(f"/{segment}" for segment in segments)


def _plain_params(query: str) -> Params:
    pairs = [pair.partition("=") for pair in query.replace("&amp;", "&").split("&")]
    plain = ((_plain_value(name), _plain_value(value)) for name, _, value in pairs if name or value)
    return tuple(sorted((one for one in plain if not is_tracking(one[0])), key=lambda one: one[0]))


def _plain_value(text: str) -> str:
    return _plain(text.replace("+", "%20"), _KEPT_IN_QUERY)


def _plain(text: str, kept: Iterable[int]) -> str:
    """Return it with one spelling of percent-encoding: letters in UTF-8, and only what has to be is encoded."""
    composed = unicodedata.normalize("NFC", text)

    def decode(match: re.Match[str]) -> str:
        code = int(match[0][1:], 16)
        is_plain = 0x21 <= code < 0x7F and code not in kept
        return chr(code) if is_plain else match[0].upper()

    # Lone surrogates cannot be encoded, and no URL has any.
    return _ENCODED.sub(decode, quote(composed, safe=_SAFE, errors="replace"))
