"""The result of a fetch: the bytes and their provenance, or why it failed."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Redirect:
    """One response that redirected to another URL."""

    url: str
    status: int
    to: str


@dataclass(frozen=True)
class Captured:
    """A page as the server sent it.

    `content` is complete: the encoding of the transfer (chunks, gzip, deflate, brotli) is undone, nothing
    else is, and no text is decoded.
    """

    content: bytes
    requested_url: str
    final_url: str
    redirects: tuple[Redirect, ...]
    status: int
    media_type: str
    declared_encoding: str | None
    address: str  # the IP address that responded
    headers: dict[str, str]  # those worth archiving, without control characters
    request_headers: dict[str, str]  # as they were sent, except Host


class NotCaptured(Exception):
    """Nothing was captured. The caller words `code` for people, with `values` where it has any.

    The one code `unreachable` covers a refused address or port, a closed port, a name without an address, a
    time-out, a failed certificate and a response that is not HTTP. If they were told apart, people could
    explore the network that the desk is in. The cause is chained for the operator's log. Show people neither
    the cause nor how long it took.
    """

    def __init__(self, code: str, *, worth_retrying: bool = False, **values: str | int) -> None:
        super().__init__(code)
        self.code = code
        self.values = values
        self.worth_retrying = worth_retrying


def bad_url(longest: int) -> NotCaptured:
    return NotCaptured("url", longest=longest)


def unreachable() -> NotCaptured:
    return NotCaptured("unreachable", worth_retrying=True)


def bad_redirect() -> NotCaptured:
    return NotCaptured("redirect")


def bad_status(status: int) -> NotCaptured:
    again = status == 429 or 500 <= status <= 599
    return NotCaptured("status", worth_retrying=again, status=status)


def bad_packing() -> NotCaptured:
    return NotCaptured("packing")


def too_large(most: int) -> NotCaptured:
    return NotCaptured("too_large", most=most)


def empty() -> NotCaptured:
    return NotCaptured("empty")
