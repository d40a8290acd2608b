"""Read e-mails (.eml, RFC 5322) and saved pages (.mhtml, RFC 2557), by Python's email package."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from email import message_from_bytes
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message
from email.utils import getaddresses, parsedate
from typing import TYPE_CHECKING, TypeAlias

from claims.extractors.child import TooHard
from claims.extractors.text.characters import nfc, storable

from .decoding import Decoded, decode
from .html import PageReading, read_html
from .properties import own_title

if TYPE_CHECKING:
    _Message: TypeAlias = Message[str, str]
else:
    _Message = Message

_MOST_PARTS = 2_000
_MOST_NESTED = 20
_MOST_MESSAGES = 10  # one attached to another
# How many of the words of its HTML a message's plain text must have, to be more than a note to open a browser.
_ENOUGH = 0.5


@dataclass(frozen=True)
class MessageReading:
    page: PageReading
    decoded: Decoded  # the part that the text is from


def read_email(content: bytes) -> MessageReading:
    """Return the subject and the words of a message, then those of the messages attached to it.

    The day is that of the sender's clock, as the message prints it. Other attachments are not read.
    """
    message = _parse(content)
    texts: list[str] = []
    first: Decoded | None = None
    for number, one in enumerate(_messages(message)):
        if number == _MOST_MESSAGES:
            raise TooHard
        text, decoded = _words(one)
        texts += [_header(one, "subject"), "", text, ""]
        first = first or decoded
    page = PageReading(
        "\n".join(texts).strip("\n"),
        title=own_title(_header(message, "subject")),
        published=_day(message),
        authors=_senders(message),
    )
    return MessageReading(page, first or decode(b"", "utf-8"))


def read_mhtml(content: bytes) -> MessageReading:
    """Return the page that was saved, read as a page is. The pictures and frames saved with it are not read."""
    message = _parse(content)
    root = _root(message)
    decoded = _decoded(root) if root else decode(b"", "utf-8")
    address = root and (
        _header(root, "content-location") or _header(message, "snapshot-content-location")
    )
    url = address if address and address.startswith(("http://", "https://")) else None
    return MessageReading(read_html(decoded.text, url), decoded)


def _parse(content: bytes) -> _Message:
    # The default policy, compat32: the others parse each header by a grammar that takes the square of its length.
    message = message_from_bytes(content.lstrip())
    for count, (depth, _) in enumerate(_parts(message)):
        if count > _MOST_PARTS or depth > _MOST_NESTED:
            raise TooHard
    return message


def _parts(message: _Message, depth: int = 0) -> Iterator[tuple[int, _Message]]:
    yield depth, message
    payload = message.get_payload()
    if isinstance(payload, list) and depth <= _MOST_NESTED:
        for part in payload:
            if isinstance(part, Message):
                yield from _parts(part, depth + 1)


def _messages(message: _Message) -> Iterator[_Message]:
    yield message
    for _, part in _parts(message):
        if part.get_content_type() == "message/rfc822":
            yield from (inner for inner in part.get_payload() if isinstance(inner, Message))


def _words(message: _Message) -> tuple[str, Decoded | None]:
    """Return the text of a message: its plain text, or that of its HTML if the plain text says much less."""
    plain = html = None
    for part in _own_parts(message):
        kind = part.get_content_type()
        if kind == "text/plain":
            plain = plain or part
        elif kind == "text/html":
            html = html or part
    decoded = _decoded(plain) if plain else None
    text = _unfolded(decoded.text, plain) if decoded and plain else ""
    if html is None:
        return text, decoded
    decoded_html = _decoded(html)
    page = read_html(decoded_html.text).text
    if decoded is None or len(text.split()) < _ENOUGH * len(page.split()):
        return page, decoded_html
    return text, decoded


def _own_parts(message: _Message) -> Iterator[_Message]:
    """Yield the parts of the message itself, not its attachments nor what is in an attached message."""
    if message.get_content_disposition() == "attachment":
        return
    payload = message.get_payload()
    if not isinstance(payload, list):
        yield message
    elif message.get_content_type() != "message/rfc822":
        for part in payload:
            if isinstance(part, Message):
                yield from _own_parts(part)


def _root(message: _Message) -> _Message | None:
    """Return the part that is the page: the one that `start` names, or else the first that is HTML."""
    html = [
        part
        for _, part in _parts(message)
        if part.get_content_type() in {"text/html", "application/xhtml+xml"}
    ]
    start = str(message.get_param("start") or "")
    named = [part for part in html if start and _header(part, "content-id") == start]
    return next(iter(named or html), None)


def _decoded(part: _Message) -> Decoded:
    payload = part.get_payload(decode=True)
    content = payload if isinstance(payload, bytes) else b""
    return decode(content, str(part.get_param("charset") or "") or None)


def _unfolded(text: str, part: _Message) -> str:
    """Undo the line breaks that the sender's program put into paragraphs (RFC 3676)."""
    text = text.replace("\r\n", "\n")
    if str(part.get_param("format") or "").lower() != "flowed":
        return storable(text)
    joined = "" if str(part.get_param("delsp") or "").lower() == "yes" else " "
    lines: list[str] = []
    flows = False
    for line in text.split("\n"):
        if flows and not line.startswith(">"):
            lines[-1] += line.removeprefix(" ")
        else:
            lines.append(line.removeprefix(" "))
        flows = line.endswith(" ") and line != "-- "
        if flows:
            lines[-1] = lines[-1][:-1] + joined
    return storable("\n".join(lines))


def _header(message: _Message, name: str) -> str:
    """Return a header as one line, with its encoded words (RFC 2047) decoded."""
    raw = next((value for key, value in message.raw_items() if key.lower() == name), "")
    # The parser keeps bytes outside ASCII as lone surrogates.
    return _line(decode(str(raw).encode("utf-8", "surrogateescape")).text)


def _line(header: str) -> str:
    try:
        pieces = decode_header(" ".join(header.split()))
    except HeaderParseError:
        pieces = [(header, None)]
    text = "".join(
        piece if isinstance(piece, str) else decode(piece, charset).text
        for piece, charset in pieces
    )
    return " ".join(nfc(storable(text)).split())


def _senders(message: _Message) -> tuple[str, ...]:
    """Return the names of the senders, or the addresses of those without one."""
    raw = str(message.get("from", ""))
    found = (_line(name) or address for name, address in getaddresses([raw]))
    return tuple(name for name in found if name)


def _day(message: _Message) -> str | None:
    found = parsedate(str(message.get("date", "")))
    try:
        return date(*found[:3]).isoformat() if found else None
    except ValueError:
        return None
