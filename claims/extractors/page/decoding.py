"""Decode a captured page or file: find its encoding, and count what is unreadable.

The order of trust is that of the WHATWG Encoding and HTML standards: a byte order mark, then what
the sender declared (HTTP), then what the page declares, then UTF-8; a guess comes last.
"""

import codecs
import re
from dataclasses import dataclass

from .letter_pairs import cyrillic_share

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


# What a person may choose where nothing declares the encoding, by Python's name.
ENCODINGS = {
    "utf-8": "UTF-8",
    "utf-16-le": "UTF-16 (Unicode text)",
    "utf-16-be": "UTF-16, big-endian",
    "cp1251": "windows-1251 (Cyrillic)",
    "cp1254": "windows-1254 (Turkish)",
    "cp1252": "windows-1252 (Western European)",
    "cp1250": "windows-1250 (Central European)",
    "koi8-r": "KOI8-R (Cyrillic)",
    "koi8-u": "KOI8-U (Cyrillic)",
    "cp866": "IBM 866 (Cyrillic, DOS)",
    "iso8859-5": "ISO 8859-5 (Cyrillic)",
    "mac-cyrillic": "Mac Cyrillic",
}


def decode_text(data: bytes, chosen: str = "") -> Decoded:
    """Decode a file that has no place to declare its encoding: as a person chose, by its mark, or by a guess."""
    for mark, encoding in _BOMS:
        if data.startswith(mark) and chosen in ("", encoding):
            return _decode(data[len(mark) :], encoding)
    return _decode(data, _codec(chosen) or _guess(data))


def _guess(data: bytes) -> str:
    """Guess UTF-8 if it decodes, else another encoding on clear evidence, else UTF-8 with losses.

    Conservative, because a wrong guess changes words silently, while U+FFFD is visible and counted.
    """
    try:
        if "\x00" not in data.decode("utf-8"):
            return "utf-8"
    except UnicodeDecodeError:
        pass
    start = data[: 1 << 20]
    if b"\x00" in start:
        return _guess_utf_16(start)
    high = [byte for byte in start if byte >= 0x80]
    if _decode(data, "utf-8").replaced * 10 < len(high):
        return "utf-8"  # damaged UTF-8: most of its sequences still decode
    if _stand_together(start):  # Cyrillic: nearly every letter of a word is a high byte
        return _guess_cyrillic(start)
    if len(high) > 0.4 * len(start):
        return "utf-8"
    return _guess_latin(start)


_MOST_NULS = 0.1
_SHORTEST_UTF_16 = 16


def _guess_utf_16(data: bytes) -> str:
    """Recognize UTF-16 without its mark: every ASCII letter leaves a NUL, always on the same side."""
    halves = {"utf-16-be": data[::2], "utf-16-le": data[1::2]}
    for encoding, zeros in halves.items():
        others = data[1::2] if encoding == "utf-16-be" else data[::2]
        if (
            len(data) >= _SHORTEST_UTF_16
            and zeros.count(0) > _MOST_NULS * len(zeros)
            and others.count(0) == 0
        ):
            return encoding
    return "utf-8"


_HIGH_RUNS = re.compile(rb"[\x80-\xff]+")


def _stand_together(data: bytes) -> bool:
    """Return True if most high bytes have another next to them, as in a word of another alphabet."""
    runs = [len(run) for run in _HIGH_RUNS.findall(data)]
    together = sum(length for length in runs if length > 1)
    return together > 0.7 * sum(runs)


# Mac Cyrillic has most small letters where Windows-1251 has them, and is rare: a person chooses it.
_CYRILLIC = ("cp1251", "koi8-r", "koi8-u", "cp866", "iso8859-5")
_LEAST_SHARE, _LEAST_LEAD, _LEAST_PAIRS = 0.4, 0.2, 5


def _guess_cyrillic(data: bytes) -> str:
    """Choose the encoding in which letters are in pairs that languages have. Without a clear lead, none."""
    sample = data[: 1 << 16]
    shares = {}
    for encoding in _CYRILLIC:
        text = sample.decode(encoding, "replace")
        share, pairs = cyrillic_share(text)
        if pairs >= _LEAST_PAIRS and "\ufffd" not in text:
            shares[encoding] = share
    best = max(shares, key=lambda encoding: shares[encoding], default="")
    # KOI8-U is KOI8-R with Ukrainian letters in the place of line drawings: of one kind with it.
    others = [share for encoding, share in shares.items() if encoding[:4] != best[:4]]
    lead = shares[best] - max(others, default=0) if best else 0
    return best if lead >= _LEAST_LEAD and shares[best] >= _LEAST_SHARE else "utf-8"


# Turkish ğ ı ş İ Ş are Icelandic letters in 1252. Icelandic also has á í ó ú æ, Turkish does not.
_TURKISH = frozenset(b"\xf0\xfd\xfe\xdd\xde")
_ICELANDIC = frozenset(b"\xe1\xed\xf3\xfa\xe6\xc1\xcd\xd3\xda\xc6")
_NOT_IN_1252 = frozenset(b"\x81\x8d\x8f\x90\x9d")
# Signs of 1252 inside a word: it is another encoding, in which they are letters.
_SIGN_IN_A_WORD = re.compile(r"[^\W\d_][¡-©«-´¶-¹»-¿×÷‰†‡][^\W\d_]")


def _guess_latin(data: bytes) -> str:
    high = frozenset(byte for byte in data if byte >= 0x80)
    if high & _TURKISH and not high & _ICELANDIC:
        return "cp1254"
    if high & _NOT_IN_1252 or _SIGN_IN_A_WORD.search(data.decode("cp1252", "replace")):
        return "utf-8"
    return "cp1252"
