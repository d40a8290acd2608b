"""Who sent a request: the address behind the desk's own proxies, and the network that it belongs to."""

import ipaddress
import logging
from collections.abc import Iterator

from django.conf import settings
from django.http import HttpRequest
from django.http.request import split_domain_port

from verify import notes

log = logging.getLogger(__name__)

Address = ipaddress.IPv4Address | ipaddress.IPv6Address

# Providers give each customer at least this much of IPv6, so that one person has endless addresses.
IPV6_NETWORK = 64


def client_address(request: HttpRequest) -> str:
    """Return the client's address, or "" behind a socket without one.

    Each proxy adds the address that it saw, at the right. TRUSTED_PROXIES of them are ours; what is further
    left was sent by the client, who may have invented it.
    """
    forwarded = _forwarded(request)
    if settings.TRUSTED_PROXIES and forwarded:
        address = _parse(forwarded[-min(settings.TRUSTED_PROXIES, len(forwarded))])
        if address:
            return str(address)
    return str(_parse(request.META.get("REMOTE_ADDR", "")) or "")


def client_network(request: HttpRequest) -> str:
    """Return the address, or the /64 of an IPv6 address: whoever has one address there has all of them."""
    address = _parse(client_address(request))
    if isinstance(address, ipaddress.IPv6Address):
        return str(ipaddress.ip_network((address, IPV6_NETWORK), strict=False).network_address)
    return str(address or "")


def _forwarded(request: HttpRequest) -> list[str]:
    header = request.headers.get("X-Forwarded-For", "")[-1000:]
    return [part.strip() for part in header.split(",") if part.strip()]


def _parse(text: str) -> Address | None:
    """Return the address. Some proxies write it with its port, and IPv6 in brackets."""
    text = text.strip()
    if text.startswith("["):
        text = text[1:].partition("]")[0]
    elif text.count(":") == 1:
        text = text.partition(":")[0]
    try:
        address = ipaddress.ip_address(text.partition("%")[0])
    except ValueError:
        return None
    mapped = getattr(address, "ipv4_mapped", None)
    return mapped or address


# --- The setting and the requests disagree ---

NOTE = "proxies"
LOCAL_HOSTS = {"localhost", "127.0.0.1", "[::1]", "::1"}
reported: set[str] = set()  # of this process


def look_for_mismatch(request: HttpRequest) -> None:
    """Log what shows that TRUSTED_PROXIES is wrong, once per process, and note it for `check --deploy`."""
    for code, message in _mismatches(request):
        if code not in reported:
            reported.add(code)
            log.warning("TRUSTED_PROXIES may be wrong: %s", message)
            notes.write(NOTE, message=message, trusted=settings.TRUSTED_PROXIES)


def _mismatches(request: HttpRequest) -> Iterator[tuple[str, str]]:
    forwarded = _forwarded(request)
    trusted = settings.TRUSTED_PROXIES
    if forwarded and not trusted:
        yield "untrusted", "requests arrive with X-Forwarded-For, which is ignored."
    elif (
        not trusted and _is_private(request.META.get("REMOTE_ADDR", "")) and not _is_local(request)
    ):
        yield (
            "private",
            "requests arrive from a private address, so everybody seems to be one client.",
        )
    elif trusted and len(forwarded) < trusted and not _is_local(request):
        yield (
            "missing",
            "requests arrive with fewer addresses in X-Forwarded-For than there are proxies.",
        )
    elif trusted and _is_private(client_address(request)) and not all(map(_is_private, forwarded)):
        yield (
            "short",
            "a proxy's private address is taken for the client's: there are more proxies.",
        )


def _is_private(text: str) -> bool:
    address = _parse(text)
    return address is not None and (address.is_private or address.is_loopback)


def _is_local(request: HttpRequest) -> bool:
    """Return True for a browser or a monitor on the desk's own machine, which goes through no proxy."""
    host = split_domain_port(request.META.get("HTTP_HOST", ""))[0]
    return host in LOCAL_HOSTS
