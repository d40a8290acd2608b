"""Recognize what a file is by its content. Its name and the served type decide only between kinds of text."""

import re
from pathlib import PurePath

PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ODT = "application/vnd.oasis.opendocument.text"
RTF = "application/rtf"
EMAIL = "message/rfc822"
MHTML = "multipart/related"
SRT = "application/x-subrip"
VTT = "text/vtt"
PLAIN = "text/plain"
HTML = frozenset({"text/html", "application/xhtml+xml"})
UNKNOWN = "application/octet-stream"

# How a file of each kind begins.
_BEGINNINGS = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"BM", "image/bmp"),
    (b"II*\0", "image/tiff"),
    (b"MM\0*", "image/tiff"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/x-ole-storage"),  # .doc, .xls, .msg
    (b"\x1f\x8b", "application/gzip"),
    (b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    (b"Rar!\x1a\x07", "application/vnd.rar"),
    (b"OggS", "application/ogg"),
    (b"ID3", "audio/mpeg"),
    (b"\x1a\x45\xdf\xa3", "video/webm"),
)
# The four letters after "RIFF" and a size; the letters after a size and "ftyp".
_RIFF = {b"WEBP": "image/webp", b"WAVE": "audio/wav", b"AVI ": "video/x-msvideo"}
_FTYP = {b"heic": "image/heic", b"heix": "image/heic", b"mif1": "image/heic", b"avif": "image/avif"}

# What is in an archive: the names of its members are never compressed.
_MEMBERS = (
    (b"word/", DOCX),
    (b"xl/", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    (b"ppt/", "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
)
_OPEN_DOCUMENT = re.compile(rb"mimetype(application/vnd\.oasis\.opendocument\.[a-z-]{1,40})")

_TEXT = {".txt": PLAIN, ".html": "text/html", ".htm": "text/html", ".xhtml": "text/html"}
# Names that promise a beginning: without it, the file is broken or something else.
_PROMISES = {
    ".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".jfif": "image/jpeg",
    ".gif": "image/gif", ".webp": "image/webp", ".pdf": PDF, ".docx": DOCX, ".odt": ODT,
    ".rtf": RTF,
}  # fmt: skip

_HEAD = 4_096  # bytes in which a text shows its kind
_WHITE = b" \t\r\n\f\0"
_HTML_START = re.compile(
    rb"(?:<!--.{0,2000}?-->\s*)?<(?:!doctype\s+html|html[\s>]|head[\s>])", re.I | re.S
)
_VTT_START = re.compile(rb"WEBVTT[ \t\r\n]")
_TIME = rb"\d{1,3}:\d\d:\d\d[,.]\d{1,3}"
_SRT_START = re.compile(rb"\d{1,6}[ \t]*\r?\n" + _TIME + rb"[ \t]*-->[ \t]*" + _TIME)
_FIELD = re.compile(rb"(?:From |[A-Za-z][A-Za-z0-9-]{1,60}[ \t]*:)")
_MESSAGE_FIELDS = re.compile(
    rb"^(?:received|message-id|mime-version|return-path|delivered-to|content-transfer-encoding"
    rb"|snapshot-content-location)[ \t]*:",
    re.I | re.M,
)
_SENT_FIELDS = re.compile(rb"^(?:from|to|subject|date)[ \t]*:", re.I | re.M)
_RELATED = re.compile(rb"^content-type[ \t]*:[ \t]*multipart/related", re.I | re.M)
_SAVED_PAGE = re.compile(
    rb"^(?:snapshot-content-location[ \t]*:|from[ \t]*:[ \t]*<?saved by)", re.I | re.M
)


def kind_of(content: bytes, name: str = "", served: str = "") -> str:
    """Return the media type of a file; UNKNOWN if it is not known here and is not text.

    `name` is what the sender called it, `served` the media type that a server sent. They are believed only where the
    content does not say.
    """
    start = content[:_HEAD]
    return (
        _binary(start)
        or (_in_archive(content) if start.startswith(b"PK\x03\x04") else "")
        or _marked_text(_ascii(start), PurePath(name).suffix.lower())
        or _named(content, name, served)
    )


def broken_promise(media_type: str, name: str) -> str:
    """Return the media type that the name promises, if the content does not show another; else ""."""
    promised = _PROMISES.get(PurePath(name).suffix.lower(), "")
    return promised if media_type in {PLAIN, UNKNOWN} else ""


def _binary(start: bytes) -> str:
    if start.lstrip(_WHITE).removeprefix(b"\xef\xbb\xbf").startswith(b"%PDF-"):
        return PDF
    if start.startswith(b"RIFF"):
        return _RIFF.get(start[8:12], "")
    if start[4:8] == b"ftyp":
        return _FTYP.get(start[8:12], "video/mp4")
    return next((kind for mark, kind in _BEGINNINGS if start.startswith(mark)), "")


def _in_archive(content: bytes) -> str:
    if found := _OPEN_DOCUMENT.match(content, 30):
        return found[1].decode()
    if b"[Content_Types].xml" in content:
        return next((kind for folder, kind in _MEMBERS if folder in content), "application/zip")
    return "application/zip"


def _ascii(start: bytes) -> bytes:
    """Return the beginning without a byte order mark, UTF-16 as single bytes."""
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        return start.decode("utf-16", "replace").encode("ascii", "replace").lstrip()
    return start.removeprefix(b"\xef\xbb\xbf").lstrip()


def _marked_text(start: bytes, suffix: str) -> str:
    if start.startswith(b"{\\rtf"):
        return RTF
    if _VTT_START.match(start):
        return VTT
    if _SRT_START.match(start):
        return SRT
    if _HTML_START.match(start):
        return "text/html"
    return _message(start, suffix)


def _message(start: bytes, suffix: str) -> str:
    """Tell a message from a text that begins like one: by fields that only programs write, or by its name."""
    if not _FIELD.match(start):
        return ""
    fields = re.split(rb"\r?\n\r?\n", start, maxsplit=1)[0]
    named = suffix in {".eml", ".mht", ".mhtml"} and _SENT_FIELDS.search(fields)
    if not named and not (_MESSAGE_FIELDS.search(fields) and b":" in fields):
        return ""
    saved = _SAVED_PAGE.search(fields) or (_RELATED.search(fields) and suffix != ".eml")
    return MHTML if saved else EMAIL


def _named(content: bytes, name: str, served: str) -> str:
    kind = _TEXT.get(PurePath(name).suffix.lower(), "")
    if kind or served in HTML:
        return kind or served
    return PLAIN if served.startswith("text/") or _is_text(content) else UNKNOWN


def _is_text(content: bytes) -> bool:
    """Return whether it is UTF-8, or UTF-16 with its mark, without the control characters of other files."""
    encoding = "utf-16" if content.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8"
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        return False
    return not re.search(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]", text)
