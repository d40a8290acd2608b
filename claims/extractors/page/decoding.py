"""Decode a captured page or file: find its encoding, and count what is unreadable.

The order of trust is that of the WHATWG Encoding and HTML standards: a byte order mark, then what
the sender declared (HTTP), then what the page declares, then UTF-8; a guess comes last.
"""

import codecs
import re
from dataclasses import dataclass

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

# Codecs for text. Python's registry also has "zip", "rot13", "idna" and "unicode_escape",
# and a page must not be able to name those.
_CODECS = frozenset(
    [
        "utf-8",
        "utf-16",
        "utf-16-le",
        "utf-16-be",
        "utf-32",
        "gb18030",
        "big5hkscs",
        "cp932",
        "cp949",
        "euc_jp",
        "iso2022_jp",
        "cp866",
        "cp874",
        "koi8-r",
        "koi8-u",
        "mac-cyrillic",
        "mac-roman",
        "hz",
        "cp1250",
        "cp1251",
        "cp1252",
        "cp1253",
        "cp1254",
        "cp1255",
        "cp1256",
        "cp1257",
        "cp1258",
        "iso8859-2",
        "iso8859-3",
        "iso8859-4",
        "iso8859-5",
        "iso8859-6",
        "iso8859-7",
        "iso8859-8",
        "iso8859-10",
        "iso8859-13",
        "iso8859-14",
        "iso8859-15",
        "iso8859-16",
    ]
)
# Names that stand for a larger encoding on the web (WHATWG Encoding, "Names and labels").
_LARGER_ENCODING = {
    "ascii": "cp1252", "iso8859-1": "cp1252", "iso8859-9": "cp1254", "iso8859-11": "cp874",
    "tis-620": "cp874", "gb2312": "gb18030", "gbk": "gb18030", "shift_jis": "cp932",
    "euc_kr": "cp949", "big5": "big5hkscs",
}  # fmt: skip

# Where a page names its own encoding. HTML wants it in the first 1,024 bytes; many pages are late.
_HEAD = 4096
_META = re.compile(rb"<meta\s[^<>]{0,300}?charset\s{0,9}=\s{0,9}[\"']?\s{0,9}([\w.:-]{1,40})", re.I)
_XML = re.compile(
    rb"\s{0,99}<\?xml\s[^<>]{0,200}?encoding\s{0,9}=\s{0,9}[\"']([\w.:-]{1,40})", re.I
)

_UNREADABLE = "\udfff"  # no decoder below can produce a lone surrogate, so each one is from us


def _mark_unreadable(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return _UNREADABLE, error.end


codecs.register_error("verify-mark-unreadable", _mark_unreadable)


@dataclass(frozen=True)
class Decoded:
    """Text without its byte order mark, and how it was decoded.

    `encoding` is Python's name. `replaced` counts the sequences that became U+FFFD. `nuls` counts
    NUL characters, which are kept: databases differ on them, so the caller refuses or replaces
    them, and says so.
    """

    text: str
    encoding: str
    replaced: int
    nuls: int


def decode(data: bytes, declared: str | None = None) -> Decoded:
    """Return the text of `data`. Never raises: unreadable sequences are replaced and counted.

    `declared` is what the sender said (a charset, or a whole Content-Type value); unknown names
    are ignored. Cost: linear.
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _decode(data[len(mark) :], encoding)
    for name in (_charset(declared), _named_in_page(data)):
        encoding_or_none = _codec(name)
        if encoding_or_none:
            return _decode(data, encoding_or_none)
    return _decode(data, _guess(data))


def _decode(data: bytes, encoding: str) -> Decoded:
    text = data.decode(encoding, "verify-mark-unreadable")
    replaced = text.count(_UNREADABLE)
    if replaced:
        text = text.replace(_UNREADABLE, "\ufffd")
    return Decoded(text, encoding, replaced, text.count("\x00"))


def _charset(declared: str | None) -> str | None:
    """Return the charset of a Content-Type value, or the value itself if it is only a name."""
    if declared is None:
        return None
    if "charset=" in declared.lower():
        declared = declared[declared.lower().index("charset=") + len("charset=") :].split(";")[0]
    return declared.strip().strip("\"'")


def _named_in_page(data: bytes) -> str | None:
    head = data[:_HEAD]
    found = _XML.match(head) or _META.search(head)
    if not found:
        return None
    name = found[1].decode("ascii", "replace")
    # A page that was read far enough to find this is not UTF-16, whatever it says (HTML standard).
    return "utf-8" if name.lower().startswith(("utf-16", "utf-32")) else name


def _codec(name: str | None) -> str | None:
    if not name or "\x00" in name or not name.isascii() or len(name) > 40:
        return None
    try:
        found = codecs.lookup(name).name
    except LookupError:
        return None
    found = _LARGER_ENCODING.get(found, found)
    return found if found in _CODECS else None


def _guess(data: bytes) -> str:
    """Guess UTF-8 if it decodes, else a single-byte encoding on clear evidence, else UTF-8 with losses.

    Conservative, because a wrong guess changes words silently, while U+FFFD is visible and counted.
    """
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    else:
        return "utf-8"
    high = [byte for byte in data[: 1 << 20] if byte >= 0x80]
    if _decode(data, "utf-8").replaced * 10 < len(high):
        return "utf-8"  # damaged UTF-8: most of its sequences still decode
    size = len(data[: 1 << 20])
    letters = [byte for byte in high if byte >= 0xC0]
    if len(letters) > 0.3 * size:  # Cyrillic: nearly every letter is a high byte
        return _guess_cyrillic(letters)
    if len(high) > 0.2 * size or b"\x00" in data:
        return "utf-8"
    return _guess_latin(high)


def _guess_cyrillic(letters: list[int]) -> str:
    """Tell KOI8-R from Windows-1251: each has small letters where the other has capitals."""
    small = sum(byte >= 0xE0 for byte in letters)
    if small > 0.8 * len(letters):
        return "cp1251"
    return "koi8-r" if small < 0.2 * len(letters) else "utf-8"


def _guess_latin(high: list[int]) -> str:
    # Turkish ğ ı ş İ Ş are Icelandic letters in 1252. Icelandic also has á í ó ú æ, Turkish does not.
    turkish, icelandic = {0xF0, 0xFD, 0xFE, 0xDD, 0xDE}, {0xE1, 0xED, 0xF3, 0xFA, 0xE6}
    if not icelandic.intersection(high) and len(turkish.intersection(high)) > 1:
        return "cp1254"
    return "utf-8" if {0x81, 0x8D, 0x8F, 0x90, 0x9D}.intersection(high) else "cp1252"
