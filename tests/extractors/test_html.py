"""Extracting the article of an HTML page. The pages are our own."""

import socket
import time

import pytest

from claims.extractors import PageReading, read_html

PARAGRAPHS = [
    "The ministry of roads closed the northern pass on Tuesday after two landslides in one night.",
    "Engineers expect the work to take nine days, the deputy minister told reporters.",
    "Lorries are sent round by the lake, which adds four hours to the journey to the port.",
    "A similar slide blocked the same stretch in 2019 and cut off three villages for a week.",
]
ARTICLE = "".join(f"<p>{p}</p>" for p in PARAGRAPHS)
PAGE = f"""<!doctype html><html lang="en-GB"><head><meta charset="utf-8">
<title>Northern pass closed - The Valley Post</title>
<meta property="og:title" content="Northern pass closed"><meta property="og:site_name" content="The Valley Post">
<meta property="article:published_time" content="2024-05-14T10:30:00+04:00"><meta name="author" content="Anna Petrova">
</head><body><nav><a href="/">Home</a><a href="/news">News</a></nav>
<article><h1>Northern pass closed</h1>{ARTICLE}</article><footer>About us</footer></body></html>"""


def test_text_and_metadata_of_a_page_are_extracted() -> None:
    page = read_html(PAGE, "https://valley.example/pass")
    assert all(paragraph in page.text for paragraph in PARAGRAPHS)
    assert "About us" not in page.text
    assert page.title == "Northern pass closed"
    assert page.published == "2024-05-14"
    assert page.language == "en"
    assert page.authors == ("Anna Petrova",)
    assert page.publisher == "The Valley Post"


def test_bytes_are_decoded_in_the_encoding_that_the_page_declares() -> None:
    text = "Перевал закрыт после двух оползней, сообщило министерство дорог. " * 3
    html = f'<html lang="ru"><head><meta charset="windows-1251"><title>Перевал</title></head><body><article><p>{text}</p><p>{text}</p></article></body></html>'
    page = read_html(html.encode("cp1251"))
    assert text.strip() in page.text
    assert page.language == "ru"


def test_encoding_declared_inside_decoded_text_is_ignored() -> None:
    html = PAGE.replace("utf-8", "windows-1251").replace("The ministry", "Министерство")
    assert "Министерство" in read_html(html).text
    assert "Министерство" in read_html('<?xml version="1.0" encoding="koi8-r"?>' + html).text


def test_page_without_metadata_has_no_date_and_no_author() -> None:
    page = read_html(
        f"<html><body><article>{ARTICLE}</article><footer>© 2019</footer></body></html>"
    )
    assert (page.published, page.authors, page.language) == (None, (), None)


@pytest.mark.parametrize(
    "html", ["", " ", "\x00", "<!-- -->", "<html></html>", b"", b"\xff\xfe", "<script>x</script>"]
)
def test_page_without_text_gives_empty_text(html: str | bytes) -> None:
    assert read_html(html).text.strip("\ufffd") == ""


def test_short_page_gives_its_plain_text() -> None:
    assert read_html("<html><body><p>One line.</p></body></html>").text == "One line."
    html = "<body><nav>Home</nav><ul><li>One <b>line</b>.<br>Two<script>x</script>.<div>3</div>4</li></ul></body>"
    assert read_html(html).text == "One line.\nTwo.\n3\n4"


def test_nul_and_lone_surrogates_become_the_replacement_character() -> None:
    page = read_html(PAGE.replace("landslides", "land\x00\ud800slides"))
    assert "land\ufffd\ufffdslides" in page.text


def test_reading_a_page_fetches_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*args: object, **kwargs: object) -> None:
        raise AssertionError("the network was used")

    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    monkeypatch.setattr(socket.socket, "connect", refuse)
    html = PAGE.replace(
        "<nav>",
        '<img src="http://x.example/a.png"><link rel=stylesheet href="http://x.example/"><nav>',
    )
    assert isinstance(read_html(html, "http://x.example/"), PageReading)


@pytest.mark.parametrize("depth", [200, 20_000])
def test_deeply_nested_page_is_read_or_left_empty_without_an_error(depth: int) -> None:
    text = read_html("<html><body>" + "<div>" * depth + ARTICLE + "</body></html>").text
    assert "landslides" in text or depth > 255  # where libxml2 stops


def test_endless_combining_marks_do_not_slow_a_page_down() -> None:
    marks = "&#x301;&#x316;" * 100_000
    start = time.process_time()
    read_html(PAGE.replace("landslides", "landslides" + marks))
    assert time.process_time() - start < 5


def test_link_lists_are_dropped_and_the_article_around_them_stays() -> None:
    text = "The council closed the bridge on Monday after a crack was found in its second pier. "
    links = "".join(
        f"<li><a href=/{n}>Another story about town {n}</a> <i>{n}</i></li>" for n in "123"
    )
    page = read_html(
        f"<html><body><article><h1>Bridge closed</h1><div><div><ul>{links}</ul></div>"
        f"<p>{text * 3}</p><p><a href=/x>Read also: a ferry</a></p>Loose text of the article itself."
        f"<p><a href=/y>The mayor said that the bridge would open again in May.</a></p>"
        f"<p>{text * 2}</p></div></article></body></html>"
    )
    assert "Another story" not in page.text
    assert "Read also" not in page.text
    assert "The mayor said" in page.text
    assert "Loose text" in page.text
    assert page.text.count("second pier") == 5


def test_author_whose_name_is_a_link_is_still_found() -> None:
    page = read_html(
        "<html><head><meta name=author content='Ana Petrova'></head><body><article><h1>Bridge</h1>"
        "<p class=byline><a rel=author href=/ana>Ana Petrova</a></p>"
        "<p>The council closed the bridge on Monday after a crack was found.</p></article></body></html>"
    )
    assert page.authors == ("Ana Petrova",)
