"""Extract the article of an HTML page: text, title, date, authors, language and site.

Uses trafilatura, on the given bytes only: nothing is fetched here. trafilatura and lxml are imported
at the first call, because loading them takes about as long as starting a web process.
"""

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from claims.extractors.text.characters import nfc, storable

from .archive_frames import take_off_frame
from .article_text import article_text
from .bylines import byline_of
from .decoding import decode
from .posts import PostPage, read_post
from .published import published_on
from .signs import PageSigns, read_signs

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_LANGUAGE = re.compile(r"[a-z]{2,3}(?=$|[-_])", re.I)


@dataclass(frozen=True)
class PageReading:
    """What was found on a page; a field is None if the page does not state it.

    `text` may contain boilerplate, which read_text marks. `full_text` is it with a standfirst that the page prints
    outside the article, if that is not the same. `published` is in EDTF: a day, two days with a
    slash where the page leaves it open, or "../day" if it only says when it was changed; `published_words` are
    then those that it rests on. `language` is a lower-case ISO 639 code as declared by the page, `publisher` the name the site gives itself.
    `canonical` is the page's own URL as it gives it: often relative, and sometimes wrong.
    """

    text: str
    full_text: str = ""
    title: str | None = None
    published: str | None = None
    published_words: str = ""
    language: str | None = None
    authors: tuple[str, ...] = ()
    publisher: str | None = None
    signs: PageSigns | None = None
    canonical: str | None = None
    post: PostPage | None = None
    account: str = ""  # the name of the account that published a post, as its network shows it


def read_html(html: str | bytes, url: str | None = None) -> PageReading:
    """Return the article on a page; a broken or empty page has empty text.

    Bytes are decoded by `decode`. `url`, where the page was captured, only helps to name the site.
    NUL and lone surrogates become U+FFFD, as in browsers.

    Cost: some 20 to 50 ms for a news page. More than linear for hostile ones: a tag with 60,000 attributes
    takes 14 s. Nothing is fetched.
    """
    if isinstance(html, bytes):
        html = decode(html).text
    tree = _parse(storable(html))
    if tree is None:
        return PageReading("")
    language = _declared_language(tree)
    canonical = take_off_frame(tree) or _canonical(tree)
    # Before the text: choosing it removes lists of links, and an author's name is a link too.
    signs = read_signs(tree, url or "")
    published = published_on(tree, language, url)
    post = read_post(tree)
    found = _metadata(tree, url)
    byline = byline_of(tree, found and found.sitename, found and found.author)
    article = article_text(tree, url)
    if found is None:
        return PageReading(
            article.body,
            full_text=article.full,
            language=language,
            signs=signs,
            canonical=canonical,
            post=post,
        )
    return PageReading(
        text=article.body,
        full_text=article.full,
        title=_single_line(found.title),
        published=published.edtf or None,
        published_words=published.words,
        language=language,
        authors=byline.authors,
        publisher=_single_line(found.sitename),
        signs=signs,
        canonical=canonical,
        post=post,
    )


def _canonical(tree: "HtmlElement") -> str | None:
    """Return the one URL in <link rel="canonical">; none if there are several."""
    found = {
        link.get("href", "").strip()
        for link in tree.iter("link")
        if "canonical" in (link.get("rel") or "").lower().split()
    } - {""}
    return found.pop()[:2_000] if len(found) == 1 else None


def _parse(html: str) -> "HtmlElement | None":
    """Return the page's tree, or None for nothing but white space or comments."""
    from lxml import etree
    from lxml import html as lxml_html

    # Bytes with a fixed encoding: the parser must not believe the page's own meta charset or XML
    # declaration, which describe the bytes before they were decoded.
    parser = lxml_html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        tree = lxml_html.document_fromstring(html.encode("utf-8"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError):
        return None
    return tree


def _metadata(tree: "HtmlElement", url: str | None) -> Any:
    """Return what the page states of itself, as trafilatura's Document without text; None if that fails."""
    from trafilatura.metadata import extract_metadata

    # Its date is not used (published.py), so it is not searched widely.
    dates = {"extensive_search": False, "original_date": True}
    try:
        return extract_metadata(tree, url, dates, extensive=False)
    except (RecursionError, TypeError, ValueError):  # thousands of nested elements, or odd ones
        return None


def _declared_language(tree: "HtmlElement") -> str | None:
    """Return the language in <html lang>, or else in the meta elements that name one."""
    names = [tree.get("lang"), tree.get("xml:lang")]
    names += tree.xpath("//meta[@http-equiv='content-language' or @property='og:locale']/@content")
    for name in names:
        found = _LANGUAGE.match(name.strip()) if name else None
        if found:
            return str(found[0]).lower()
    return None


def _single_line(text: str | None) -> str | None:
    """Return metadata as one line with single spaces, or None if it is empty."""
    return " ".join(nfc(text).split()) or None if text else None
