"""Build the files that desks are sent: documents, messages, saved pages."""

import io
import zipfile
from collections.abc import Mapping
from email.message import EmailMessage

WORDS = "The berth at Port Example stays closed until May, the harbour office said."
ARMENIAN = "Նավահանգստի խոսնակն ասաց, որ կռունկը կմնա։"
GEORGIAN = "პორტის მმართველმა თქვა, რომ ამწე დარჩება."

_TYPES = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_NAMES = f'xmlns:w="{_WORD}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'


def archive(members: Mapping[str, str | bytes], compressed: bool = True) -> bytes:
    """Return a ZIP file; its first member is stored as it is."""
    file = io.BytesIO()
    kind = zipfile.ZIP_DEFLATED if compressed else zipfile.ZIP_STORED
    with zipfile.ZipFile(file, "w", kind) as made:
        for number, (name, content) in enumerate(members.items()):
            made.writestr(name, content, compress_type=None if number else zipfile.ZIP_STORED)
    return file.getvalue()


def docx(body: str, **members: str) -> bytes:
    """Return a .docx with this XML in its body. `notes` are its footnotes, `core` what it says of itself."""
    paths = {"notes": "word/footnotes.xml", "core": "docProps/core.xml"}
    document = f"<w:document {_NAMES}><w:body>{body}</w:body></w:document>"
    more = {paths[name]: xml for name, xml in members.items()}
    return archive({"[Content_Types].xml": _TYPES, "word/document.xml": document, **more})


def paragraphs(*texts: str) -> str:
    return "".join(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>" for text in texts)


def notes(text: str) -> str:
    return f"<w:footnotes {_NAMES}><w:footnote>{paragraphs(text)}</w:footnote></w:footnotes>"


def core(title: str, creator: str) -> str:
    return (
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{title}</dc:title><dc:creator>{creator}</dc:creator></cp:coreProperties>"
    )


def odt(body: str, meta: str = "") -> bytes:
    names = " ".join(
        f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for short, name in (("office", "office"), ("text", "text"), ("meta", "meta"))
    )
    content = f"<office:document-content {names}><office:body><office:text>{body}</office:text></office:body></office:document-content>"
    said = f'<office:document-meta {names} xmlns:dc="http://purl.org/dc/elements/1.1/"><office:meta>{meta}</office:meta></office:document-meta>'
    return archive(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "content.xml": content,
            "meta.xml": said,
        }
    )


def rtf(body: str, info: str = "", charset: int = 0, codepage: int = 1252) -> bytes:
    fonts = rf"{{\fonttbl{{\f0\fnil\fcharset{charset} Arial;}}}}"
    made = rf"{{\rtf1\ansi\ansicpg{codepage}\deff0{fonts}{info}\pard\f0 {body}\par}}"
    return made.encode("ascii")


def email(text: str = WORDS, html: str = "", subject: str = "An answer", **headers: str) -> bytes:
    message = EmailMessage()
    message["From"] = headers.pop("sender", "Port Office <office@port.example>")
    message["To"] = "desk@desk.example"
    message["Date"] = headers.pop("date", "Tue, 1 Apr 2025 23:30:00 +0400")
    message["Subject"] = subject
    if text:
        message.set_content(text, cte="quoted-printable")
    if html:
        add = message.add_alternative if text else message.set_content
        add(html, subtype="html", cte="quoted-printable")
    return message.as_bytes()


def saved_page(html: str, *frames: str) -> bytes:
    """Return an .mhtml as browsers save it: the page first, then its frames and a picture."""
    message = EmailMessage()
    message["From"] = "<Saved by Blink>"
    message["Snapshot-Content-Location"] = "https://gazette.example/berth"
    message["Subject"] = "Not the headline"
    message["Date"] = "Fri, 4 Apr 2025 09:00:00 +0000"
    message["MIME-Version"] = "1.0"
    message.make_related()
    for page in (html, *frames):
        part = EmailMessage()
        part.set_content(page, subtype="html", cte="quoted-printable")
        message.attach(part)
    message.add_related(b"\x89PNG\r\n\x1a\n", "image", "png")
    return message.as_bytes()


PAGE = (
    "<!doctype html><html lang='en'><head><title>Berth stays closed</title></head><body><article>"
    f"<h1>Berth stays closed</h1><p>{WORDS}</p><p>“Nothing was unloaded on Thursday,” it added.</p>"
    "</article></body></html>"
)
SUBTITLES = (
    "1\r\n00:00:01,000 --> 00:00:03,500\r\n<i>The berth stays closed</i>\r\nuntil May,\r\n\r\n"
    "2\r\n00:00:03,500 --> 00:00:06,000\r\n{\\an8}the harbour office said.\r\n\r\n"
    "3\r\n00:00:06,000 --> 00:00:08,000\r\n- Which berth?\r\n- 12\r\n"
)
CAPTIONS = (
    "WEBVTT - of the port\n\nNOTE not shown\nin two lines\n\nSTYLE\n::cue { color: red }\n\nintro\n"
    "00:01.000 --> 00:03.000 align:start\nthe berth<00:01.500><c> stays</c>\n\n"
    "00:03.000 --> 00:05.000\nthe berth stays\n<v Harbour master>closed until May.\n"
)
