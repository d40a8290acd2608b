"""The words of documents, messages and subtitles are those that their reader sees."""

import pytest

from claims.extractors import IN_A_REQUEST, Extracted, extract_bounded, kind_of
from claims.extractors.page.extract import extract

from .made_files import (
    ARMENIAN,
    CAPTIONS,
    GEORGIAN,
    PAGE,
    SUBTITLES,
    WORDS,
    core,
    docx,
    email,
    notes,
    odt,
    paragraphs,
    rtf,
    saved_page,
)


def read(content: bytes, name: str = "") -> Extracted:
    """Read it here: that a child reads the same is tested apart."""
    return extract(content, kind_of(content, name))


def run(text: str) -> str:
    return f"<w:r><w:t xml:space='preserve'>{text}</w:t></w:r>"


OLD_BOX = "<mc:Fallback><w:p><w:r><w:t>In a box.</w:t></w:r></w:p></mc:Fallback>"
BOX = f"<mc:AlternateContent><mc:Choice>{paragraphs('In a box.')}</mc:Choice>{OLD_BOX}</mc:AlternateContent>"

DOCX = {
    "paragraphs": (paragraphs(WORDS, ARMENIAN, GEORGIAN), [WORDS, ARMENIAN, GEORGIAN]),
    "words in several runs": (f"<w:p>{run('cra')}{run('nes ')}{run('stay')}</w:p>", ["cranes stay"]),
    "breaks and tabs": (
        "<w:p><w:r><w:t>one</w:t><w:br/><w:t>two</w:t><w:tab/><w:t>three</w:t></w:r></w:p>",
        ["one", "two three"],
    ),
    "tracked changes": (
        f"<w:p><w:ins>{run('four')}</w:ins><w:del><w:r><w:delText>five</w:delText></w:r></w:del>"
        f"<w:moveFrom>{run('gone')}</w:moveFrom><w:moveTo>{run(' cranes')}</w:moveTo></w:p>",
        ["four cranes"],
    ),
    "link, field and form": (
        f"<w:p><w:hyperlink>{run('here')}</w:hyperlink><w:r><w:instrText>PAGE</w:instrText></w:r>"
        f"<w:sdt><w:sdtContent>{run(' and there')}</w:sdtContent></w:sdt></w:p>",
        ["here and there"],
    ),
    "hidden words": (
        "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>secret</w:t></w:r>"
        "<w:r><w:rPr><w:vanish w:val='0'/></w:rPr><w:t>open</w:t></w:r></w:p>",
        ["open"],
    ),
    "tabs of a style": (
        "<w:p><w:pPr><w:tabs><w:tab/></w:tabs></w:pPr><w:r><w:t>word</w:t></w:r></w:p>",
        ["word"],
    ),
    "table": (
        f"<w:tbl><w:tr><w:tc>{paragraphs('12 berths')}</w:tc><w:tc>{paragraphs('open')}</w:tc></w:tr></w:tbl>",
        ["12 berths", "open"],
    ),
    "text box": (f"<w:p>{run('Around it.')}{BOX}</w:p>", ["Around it.", "In a box."]),
}  # fmt: skip


@pytest.mark.parametrize("case", DOCX)
def test_words_of_a_docx(case: str) -> None:
    body, lines = DOCX[case]
    assert read(docx(body)).text.split("\n") == lines


def test_footnotes_of_a_docx_follow_its_text() -> None:
    found = read(docx(paragraphs(WORDS), notes=notes("By the port’s own count.")))
    assert found.text.split("\n") == [WORDS, "By the port’s own count."]


ODT = {
    "paragraphs": (
        f"<text:h>Berth</text:h><text:p>{WORDS}</text:p><text:p>{ARMENIAN}</text:p>",
        ["Berth", WORDS, ARMENIAN],
    ),
    "spans, blanks, breaks": (
        "<text:p>the <text:span>cra</text:span>nes<text:s text:c='2'/>stay<text:line-break/>here</text:p>",
        ["the cranes stay", "here"],
    ),
    "tracked changes": (
        "<text:tracked-changes><text:p>deleted</text:p></text:tracked-changes><text:p>kept</text:p>",
        ["kept"],
    ),
    "remark and note": (
        "<text:p>One<office:annotation><text:p>remark</text:p></office:annotation> crane"
        "<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>Of four.</text:p>"
        "</text:note-body></text:note> stays.</text:p>",
        ["One crane stays.", "Of four."],
    ),
}


@pytest.mark.parametrize("case", ODT)
def test_words_of_an_odt(case: str) -> None:
    body, lines = ODT[case]
    assert read(odt(body)).text.split("\n") == lines


RTF = {
    "windows-1251": (rtf(r"\'ca\'f0\'e0\'ed \'f1\'f2\'ee\'e8\'f2.", charset=204, codepage=1251), "Кран стоит."),
    "font of another alphabet": (rtf(r"\'ca\'f0\'e0\'ed", charset=204), "Кран"),
    "escaped letters": (rtf(r"\u1398?\u1377?\u1406? \uc0\u4304\u4315"), "նավ ამ"),
    "beyond the plane": (rtf(r"A crane \u-10179?\u-8704?"), "A crane 😀"),
    "link": (
        rtf(r'see {\field{\*\fldinst{HYPERLINK "http://port.example/"}}{\fldrslt{the list}}} here'),
        "see the list here",
    ),
    "lines": (rtf(r"one\line two\par three\tab four"), "one\ntwo\nthree four"),
    "quotation marks": (rtf(r"\ldblquote four\rdblquote  \emdash  he said"), "“four” — he said"),
}  # fmt: skip


@pytest.mark.parametrize("case", RTF)
def test_words_of_rich_text(case: str) -> None:
    content, text = RTF[case]
    assert read(content).text == text


SHORT_NOTE = "Open this message in a browser."
FORWARDED = (
    "From: Desk <desk@desk.example>\r\nSubject: Fwd\r\nMIME-Version: 1.0\r\n"
    'Content-Type: multipart/mixed; boundary="b"\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nSee below.\r\n'
    "--b\r\nContent-Type: message/rfc822\r\n\r\n%s\r\n--b--\r\n"
)
MESSAGES = {
    "plain": (email(), [WORDS]),
    "Georgian": (email(GEORGIAN), [GEORGIAN]),
    "html alone": (email("", PAGE), [WORDS]),
    "html and a note": (email(SHORT_NOTE, PAGE), [WORDS]),
    "both": (email(f"{WORDS}\nOnly here.", PAGE), [f"{WORDS}\nOnly here."]),
    "forwarded": ((FORWARDED % email().decode()).encode(), ["See below.", WORDS]),
    "flowed": (
        email().replace(b"charset=\"utf-8\"", b"charset=\"utf-8\"; format=flowed").replace(b" until", b" \n until"),
        [WORDS],
    ),
    "windows-1251": (
        b"From: a@port.example\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=windows-1251\r\n"
        b"Content-Transfer-Encoding: 8bit\r\n\r\n" + "Кран стоит.".encode("cp1251"),
        ["Кран стоит."],
    ),
    "charset unknown": (
        b"From: a@port.example\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=x-port\r\n\r\n" + GEORGIAN.encode(),
        [GEORGIAN],
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", MESSAGES)
def test_words_of_a_message(case: str) -> None:
    content, texts = MESSAGES[case]
    found = read(content, "answer.eml")
    assert [text for text in texts if text not in found.text] == []
    assert SHORT_NOTE not in found.text


def test_message_says_who_wrote_it_when_and_about_what() -> None:
    page = read(
        email(subject="Պատասխան, կռունկի մասին", sender="Նավահանգիստ <a@port.example>")
    ).page
    assert page
    assert page.title == "Պատասխան, կռունկի մասին"
    assert page.authors == ("Նավահանգիստ",)
    assert page.published == "2025-04-01"  # on the sender's clock; in UTC it is the same day


@pytest.mark.parametrize("name", ["page.mhtml", "page.html", "page.txt", ""])
def test_saved_page_is_read_as_a_page_whatever_it_is_called(name: str) -> None:
    found = read(saved_page(PAGE, "<p>A frame that sells shoes.</p>"), name)
    assert found.text.split("\n")[:2] == ["Berth stays closed", WORDS]
    assert "“Nothing was unloaded on Thursday,” it added." in found.text
    assert "shoes" not in found.text
    assert found.page
    assert (found.page.title, found.page.language) == ("Berth stays closed", "en")


SPOKEN = {
    "srt": (SUBTITLES.encode(), ["The berth stays closed until May, the harbour office said.", "- Which berth?", "- 12"]),
    "srt in windows-1251": (
        "1\n00:00:01,000 --> 00:00:02,000\nЧетыре крана стоят, сказал начальник порта в четверг.\n".encode("cp1251"), ["Четыре крана стоят, сказал начальник порта в четверг."]
    ),
    "srt in UTF-16": (SUBTITLES.encode("utf-16"), ["The berth stays closed until May, the harbour office said.", "- Which berth?", "- 12"]),
    "srt without blank lines": (SUBTITLES.replace("\r\n\r\n", "\r\n").encode(), ["The berth stays closed until May, the harbour office said.", "- Which berth?", "- 12"]),
    "vtt": (CAPTIONS.encode(), ["the berth stays closed until May."]),
}  # fmt: skip


@pytest.mark.parametrize("case", SPOKEN)
def test_words_of_subtitles(case: str) -> None:
    content, lines = SPOKEN[case]
    assert read(content).text.split("\n") == lines


OWN = [
    ("Annual report", "A. Reporter", "Annual report", ("A. Reporter",)),
    ("Microsoft Word - Annual report", "A; B", "Annual report", ("A", "B")),
    ("Microsoft Word - report_v3.docx", "user", None, ()),
    ("Untitled", "Admin", None, ()),
    ("Document 1", "Microsoft Office User", None, ()),
    ("Документ Microsoft Word (2)", "Пользователь", None, ()),
    ("PowerPoint Presentation", "", None, ()),
    ("12", "Windows User", None, ()),
    ("Untitled love: a port in winter", "Anna User", "Untitled love: a port in winter", ("Anna User",)),
]  # fmt: skip


@pytest.mark.parametrize(("title", "author", "headline", "authors"), OWN)
def test_what_a_program_fills_in_is_no_headline_and_no_author(
    title: str, author: str, headline: str | None, authors: tuple[str, ...]
) -> None:
    meta = f"<dc:title>{title}</dc:title><meta:initial-creator>{author}</meta:initial-creator>"
    for content in (
        docx(paragraphs(WORDS), core=core(title, author)),
        odt(f"<text:p>{WORDS}</text:p>", meta),
    ):
        page = read(content).page
        assert page
        assert (page.title, page.authors, page.published) == (headline, authors, None)


def test_rich_text_says_its_title_and_author() -> None:
    page = read(rtf(WORDS, r"{\info{\title Berth \endash  closed}{\author A. Reporter}}")).page
    assert page
    assert (page.title, page.authors) == ("Berth – closed", ("A. Reporter",))


@pytest.mark.parametrize("content", [docx(paragraphs(ARMENIAN)), email(GEORGIAN, PAGE)])
def test_child_reads_the_same(content: bytes) -> None:
    media_type = kind_of(content)
    assert extract_bounded(content, media_type, seconds=IN_A_REQUEST) == extract(
        content, media_type
    )
