"""Which addresses a fetch can connect to: the last line of defence, and an allow rule.

Names and spellings are never checked, only the addresses that a socket is about to connect to.
"""

import ipaddress
import socket
from collections.abc import Callable, Sequence
from dataclasses import dataclass

Address = ipaddress.IPv4Address | ipaddress.IPv6Address

# `is_global` is true for some of these, and which ones differs between Python versions.
_NEVER = tuple(
    ipaddress.ip_network(network)
    for network in (
        "0.0.0.0/8",  # this host
        "100.64.0.0/10",  # shared by a provider's customers
        "192.0.0.0/24",  # protocol assignments
        "192.88.99.0/24",  # 6to4 relays
        "198.18.0.0/15",  # benchmarks
        "::/96",  # IPv4 inside IPv6, as it was first written
        "64:ff9b::/96",  # NAT64: any IPv4 address
        "64:ff9b:1::/48",  # NAT64 of one's own
        "2001::/23",  # protocol assignments, Teredo among them
        "2002::/16",  # 6to4: any IPv4 address
        "3fff::/20",  # documentation
        "5f00::/16",  # segment routing
        "fec0::/10",  # one's own site
    )
)


class Forbidden(OSError):
    """The address is forbidden, and no socket is connected. An OSError, so that it is handled like a closed port."""


def read_address(text: str) -> Address:
    """Parse an address as the system writes it. IPv4 mapped into IPv6 becomes the IPv4 address it reaches."""
    address = ipaddress.ip_address(text)
    if isinstance(address, ipaddress.IPv6Address):
        return address.ipv4_mapped or address
    return address


def is_public(address: Address) -> bool:
    if isinstance(address, ipaddress.IPv6Address) and address.scope_id:
        return False
    return (
        address.is_global
        and not address.is_multicast
        and not address.is_reserved
        and not any(address in network for network in _NEVER)
    )


def ask_system(host: str, port: int) -> list[str]:
    """Return every address of a name, from the system's resolver."""
    answers = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [str(answer[4][0]) for answer in answers]


@dataclass(frozen=True)
class Guard:
    """What a fetch can connect to: public addresses at the ports of the web.

    `allowed` are pairs of an address and a port that are also let through, such as a server on the desk's
    own network. Everybody who can add a URL can then reach these. `any_address` is for a URL of the settings,
    which only the operator chose: it may be anywhere, at any port. Never follow a redirect with it.
    """

    allowed: frozenset[tuple[str, int]] = frozenset()
    ports: frozenset[int] = frozenset({80, 443})
    any_address: bool = False
    resolve: Callable[[str, int], Sequence[str]] = ask_system

    def __post_init__(self) -> None:
        for address, _port in self.allowed:
            if address != str(read_address(address)):
                raise ValueError(f"{address!r} is not how this address is written")

    def addresses(self, host: str, port: int) -> list[Address]:
        """Resolve the addresses of a host, once. Raises Forbidden if one of them is forbidden."""
        found = [read_address(text) for text in dict.fromkeys(self.resolve(host, port))]
        if not found or not all(self._permits(address, port) for address in found):
            raise Forbidden("no address of this host may be connected to")
        return found

    def _permits(self, address: Address, port: int) -> bool:
        if self.any_address or (str(address), port) in self.allowed:
            return True
        return port in self.ports and is_public(address)


PUBLIC = Guard()
TRUSTED = Guard(any_address=True)
