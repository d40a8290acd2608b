"""Addresses in text as people paste it from chats, lists and documents."""

import re
import unicodedata
from collections.abc import Iterator

from .parts import INVISIBLE

# Where another address begins without a blank. Not behind these marks: archives, and links that lead elsewhere, hold a URL.
_BEGINS = re.compile(r"(?<=[^/=:?&%])(?=https?://)|(?<=[|;,])(?=www\.)", re.IGNORECASE)
_HOST = r"(?:[^\W_](?:[\w-]{0,61}[^\W_])?\.)+(?:[^\W\d_]{2,24}|xn--[a-z0-9-]{2,59})"
# Characters that no address has as they are, and that people and programs put around one.
_AROUND = r"\s<>\"«»“”„|（）「」『』《》【】"
_ADDRESS = re.compile(
    rf"https?://[^{_AROUND}]+|(?<![\w@./:-])(?:www\.{_HOST}|{_HOST}(?=[/:?]))(?::\d+)?(?:[/?#][^{_AROUND}]*)?",
    re.IGNORECASE,
)
_ONLY_HOST = re.compile(rf"{_HOST}(?::\d+)?/?|(?:\d+\.){{3}}\d+(?::\d+)?|localhost(?::\d+)?", re.I)
_OPENED = {")": "(", "]": "[", "}": "{", "›": "‹"}
_ENDS = "([{‹.,;:!?'’‘*|`~…։؛،。、·•—–"

# Around the only address of a text: marks and numbers, and the title of a link.
_BEFORE = re.compile(r"[\W\d_]*(?:\[[^\]]*\]\(|<a\s[^>]*=[\"'])?")
_AFTER_IT = re.compile(r"[\W\d_]*|[\"'][^<]*</a>\s*")


def read_addresses(text: str) -> list[str]:
    """Return the URLs of web pages in a text, each once, in their order, without what is only around them.

    An address without a scheme is taken to be https if it begins with "www." or has a path.
    """
    return list(dict.fromkeys(map(_complete, _written(text.translate(INVISIBLE)))))


def only_address(text: str) -> str:
    """Return the one URL that a text consists of, apart from marks, a number or a title around it; otherwise nothing."""
    plain = text.translate(INVISIBLE)
    found = list(dict.fromkeys(_written(plain)))
    if len(found) != 1:
        return ""
    before, _, after = plain.partition(found[0])
    is_alone = _BEFORE.fullmatch(before) and _AFTER_IT.fullmatch(after.replace(found[0], ""))
    return _complete(found[0]) if is_alone else ""


def site_or_address(text: str) -> str:
    """Return the URL that a text names, also as a host alone: "gazeta.example"; otherwise nothing."""
    name = text.translate(INVISIBLE).strip()
    return only_address(name) or (f"https://{name}" if _ONLY_HOST.fullmatch(name) else "")


def is_cut_short(text: str) -> bool:
    """Return True for an address that a chat shows shortened: "gazeta.example/politics/2025/bri…"."""
    plain = text.translate(INVISIBLE).strip()
    match = _ADDRESS.search(plain)
    is_whole = match is None or match[0].lower().startswith("http")
    return not is_whole and plain[: match.end() if match else 0].endswith(("…", "..."))


def _written(text: str) -> Iterator[str]:
    """Yield each address as it is written."""
    for piece in _pieces(text):
        yield from filter(None, (_trimmed(match[0]) for match in _ADDRESS.finditer(piece)))


def _pieces(text: str) -> Iterator[str]:
    """Yield the words, each cut where another address begins."""
    for word in text.split():
        starts = [0, *(match.start() for match in _BEGINS.finditer(word))]
        for start, end in zip(starts, [*starts[1:], len(word)], strict=True):
            yield word[start:end]


def _complete(address: str) -> str:
    scheme, separator, rest = address.replace("&amp;", "&").partition("://")
    if not separator:
        return f"https://{address}"
    return f"{scheme.lower()}://{rest}"


def _trimmed(address: str) -> str:
    """Return the address without the punctuation of the sentence around it: brackets that it does not open itself."""
    depth: list[str] = []
    for at, character in enumerate(address):
        if character in _OPENED.values():
            depth.append(character)
        elif (opened := _OPENED.get(character)) and (not depth or depth.pop() != opened):
            address = address[:at]
            break
    end = len(address)
    while end and (address[end - 1] in _ENDS or _is_picture(address[end - 1])):
        end -= 1
    return address[:end]


def _is_picture(character: str) -> bool:
    """Return True for an emoji, and for what chooses its form or the colour of its skin."""
    return unicodedata.category(character) in ("So", "Sk") or character == "\ufe0f"
