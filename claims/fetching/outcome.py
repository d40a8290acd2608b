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


class NotCaptured(Exception):
    """Nothing was captured. `code` is for tests and scripts, `message` for people.

    The code `unreachable` and its one message cover a refused address or port, a closed port, a name without
    an address, a time-out, a failed certificate and a response that is not HTTP. If they were told apart,
    people could explore the network that the desk is in. The cause is chained for the operator's log. Show
    people only the message, and not how long it took.
    """

    def __init__(self, code: str, message: str, *, worth_retrying: bool = False) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.worth_retrying = worth_retrying


def bad_url(longest: int) -> NotCaptured:
    return NotCaptured(
        "url",
        "This is no address of a page: write http:// or https://, a host and a path, without spaces, "
        f"backslashes or a password, in at most {longest:,} characters.",
    )


def unreachable() -> NotCaptured:
    return NotCaptured(
        "unreachable", "Nothing could be fetched from this address.", worth_retrying=True
    )


def bad_redirect() -> NotCaptured:
    return NotCaptured(
        "redirect", "The page sends on to another address in a way that is not followed."
    )


def bad_status(status: int) -> NotCaptured:
    return NotCaptured(
        "status",
        f"The address answered with status {status} instead of a page.",
        worth_retrying=status == 429 or 500 <= status <= 599,
    )


def bad_type(media_type: str) -> NotCaptured:
    return NotCaptured(
        "type",
        f"The address holds {media_type or 'something of no stated type'}; "
        "web pages, plain text, PDF and Word files are captured.",
    )


def bad_packing() -> NotCaptured:
    return NotCaptured("packing", "The page is packed in a way that is not unpacked here.")


def too_large(most: int) -> NotCaptured:
    return NotCaptured(
        "too_large",
        f"The page is larger than {most:,} bytes, or unpacks to far more than was sent.",
    )


def empty() -> NotCaptured:
    return NotCaptured("empty", "The address answered with an empty page.")
