"""The day of publication that a page states of its own article. The pages are our own."""

import pytest

from claims.extractors import read_html

PROSE = (
    "<p>The regional water board closed the upper sluice after two nights of rain, and the villages below it were told to wait.</p>"
    "<p>Engineers who looked at the gate on the following morning found a bent axle and asked for a crane from the capital.</p>"
)
LATEST = (
    '<div class="latest-news"><h3>Latest</h3><ul><li><time datetime="2018-02-07T09:00:00+04:00">7 February 2018</time> '
    '<a href="/1">Bridge stays shut until the spring</a></li></ul></div>'
)


def page(
    own: str = "",
    head: str = "",
    *,
    before: str = "",
    after: str = "",
    around: str = "",
    language: str = "en",
) -> tuple[str, str]:
    """Return what is read of a page: its day in EDTF, and the words of an interval. `own` is below the headline."""
    html = (
        f'<!doctype html><html lang="{language}"><head><title>The sluice is closed</title>{head}</head><body>{around}'
        f"<article>{before}<h1>The sluice is closed</h1>{own}{PROSE}{after}</article>{LATEST}<footer>© 2026</footer></body></html>"
    )
    found = read_html(html)
    return found.published or "", found.published_words


def meta(name: str, stamp: str) -> str:
    return f'<meta property="{name}" content="{stamp}">'


def linked(**properties: str) -> str:
    said = ",".join(f'"{name}":"{value}"' for name, value in properties.items())
    return f'<script type="application/ld+json">{{"@type":"NewsArticle",{said}}}</script>'


@pytest.mark.parametrize(
    ("own", "language"),
    [
        ("<p>Published 9 May 2025, 02:40 (Yerevan). Updated 14 May 2025</p>", "en"),
        ('<div class="date">9 мая 2025, 01:15</div>', "ru"),
        ("<div>09.05.2025 | 14:20</div>", "ru"),
        ("<p>Опубликовано: 9 мая 2025 г. в 01:15. Обновлено: 14 мая 2025 г.</p>", "ru"),
        ("<div><span>9 мая 2025</span> • <span>Политика</span></div>", "ru"),
        ('<div class="meta"><span>2 мин</span> <span>9 Մայիսի, 2025, 01:15</span></div>', "hy"),
        ("<span>Հրապարակվել է՝ 09.05.2025</span>", "hy"),
        ('<span class="post-date">9 მაისი, 2025</span>', "ka"),
        ("<p>გამოქვეყნებულია: 9 მაისი 2025, 14:02</p>", "ka"),
        ('<div class="news-date">9 May 2025, 18:40</div>', "az"),
        ("<div>Dərc edilib: 9 may 2025</div>", "az"),
        ("<p>Giriş Tarihi: 09.05.2025 02:40 Güncelleme Tarihi: 14.05.2025 11:00</p>", "tr"),
        ("<div>9 Mayıs 2025 - 02:40 | Güncelleme: 14 Mayıs 2025 - 11:00</div>", "tr"),
        ("<div class='info'>9/5/2025</div>", "ka"),
        ("<time>May 9, 2025</time>", "en"),
        ('<span class="date">მაისი 9, 2025</span>', "ka"),
        ("<span>09.05.2025 - 14:02</span><span>Güncelleme: 14.05.2025 - 10:00</span>", "tr"),
        ("<p>First published on Fri 9 May 2025 14.02 GMT</p>", "en"),
        ("<div>Published: May 9, 2025 02:02 PM IST</div>", "en"),
        ("<p>POSTED ON 9 MAY 2025 BY ADMIN</p>", "en"),
        ('<div class="byline">Von Anna Muster | 9. Mai 2025, 14:02 Uhr</div>', "de"),
        ("<p>Veröffentlicht am 09.05.2025 um 14:02. Aktualisiert: 14.05.2025</p>", "de"),
        ("<div>Publié le 9 mai 2025 à 09h12 - Mis à jour le 14 mai 2025 à 18h00</div>", "fr"),
        ("<div>Viernes, 9 de mayo de 2025</div>", "es"),
        ("<span>09 maja 2025, 11:15</span>", "pl"),
        ("<div>9 травня 2025 р., 08:00</div>", "uk"),
        ("<div>٩ مايو ٢٠٢٥</div>", "ar"),
        (
            "<div>Venerdì 9 maggio 2025, ore 14:02 - Ultimo aggiornamento: 14 maggio 2025</div>",
            "it",
        ),
        ("<p>Publicado em 9 de maio de 2025 às 14h02. Atualizado em 14 de maio de 2025</p>", "pt"),
        ("<p>Geplaatst op vrijdag 9 mei 2025 om 14:02</p>", "nl"),
        (
            '<h2>A short standfirst of one line</h2><p class="byline">By A. Sample | 9 May 2025</p>',
            "en",
        ),
    ],
)
def test_date_next_to_the_headline_is_read_in_the_languages_of_the_desk(
    own: str, language: str
) -> None:
    assert page(own, language=language) == ("2025-05-09", "")


@pytest.mark.parametrize(
    "after",
    [
        LATEST,
        '<div class="comments"><p><time datetime="2025-05-11">11 May 2025</time> I saw it too.</p></div>',
        '<ol class="commentlist"><li><span class="published">11 May 2025</span><p>Too late.</p></li></ol>',
        '<figure><img src="/2025/05/11/gate.jpg" alt="2025-05-11"><figcaption>The gate, 11 May 2025</figcaption></figure>',
        '<div>11.05.2025</div><div><a href="/2">Ferry is late for the third day</a></div>',
        '<div class="item"><span class="date">11.05.2025</span> <a href="/2">Ferry is late for the third day</a></div>',
        '<div><div class="date">11 мая 2025</div><h4>Паром опоздал</h4></div>',
        '<article><time datetime="2025-05-11">11 May 2025</time><p>Another card.</p></article>',
    ],
)
def test_date_of_something_else_is_not_the_articles(after: str) -> None:
    assert page(after=after) == ("", "")
    assert page(around=f"<aside>{after}</aside>") == ("", "")


@pytest.mark.parametrize(
    "own",
    [
        '<figure><figcaption class="date">The gate on 3 April 2024</figcaption></figure>',
        "<p>Photo: 3 April 2024</p>",
        "<p>It was 3 April 2024 when the board last met</p>",
        '<p class="meta">Event date: 3 April 2024</p>',
        '<p class="meta">Deadline 3 April 2024</p>',
        '<div class="date">Фото: 3 апреля 2024</div>',
        "<h2>3 April 2024</h2>",
        "<div>3/4/2025</div>",  # of two months, and the page does not say which
        "<div>Today, 14:02</div>",
        "<div>31 April 2025</div>",
        "<div>3 April 2024</div><div>5 May 2025</div>",  # one of them, and nothing says which
        "<time datetime='1970-01-01T00:00:00Z'></time>",
    ],
)
def test_line_that_does_not_state_the_day_of_publication_leaves_it_unknown(own: str) -> None:
    assert page(own) == ("", "")


@pytest.mark.parametrize(
    ("own", "head", "found"),
    [
        # Only the change is known: not after it.
        ("", meta("article:modified_time", "2025-05-14T08:00:00Z"), ("../2025-05-14", "dateModified 2025-05-14T08:00:00Z")),
        ("", linked(dateModified="2025-05-14T22:10:00Z"), ("../2025-05-15", "dateModified 2025-05-14T22:10:00Z")),
        ("<p>Last updated 14 May 2025</p>", "", ("../2025-05-14", "Last updated 14 May 2025")),
        ("<p>Обновлено 14 мая 2025</p>", meta("og:updated_time", "2025-05-14"), ("../2025-05-14", "Обновлено 14 мая 2025")),
        ("<p>Güncelleme: 14 Mayıs 2025</p>", "", ("../2025-05-14", "Güncelleme: 14 Mayıs 2025")),
        # A moment in UTC: the printed day, or one of two.
        ("<p>9 May 2025, 02:40</p>", meta("article:published_time", "2025-05-08T22:40:00Z"), ("2025-05-09", "")),
        ("<p>8 May 2025, 22:40 GMT</p>", meta("article:published_time", "2025-05-08T22:40:00Z"), ("2025-05-08", "")),
        ("", linked(datePublished="2025-05-08T20:00:00.000Z"), ("2025-05-08/2025-05-09", "2025-05-08T20:00:00.000Z")),
        ("", meta("article:published_time", "2025-05-08T21:05:00+00:00"), ("2025-05-08/2025-05-09", "2025-05-08T21:05:00+00:00")),
        ("", meta("article:published_time", "2025-05-08T19:59:00Z"), ("2025-05-08", "")),
        ("", meta("article:published_time", "Thu, 08 May 2025 21:05:00 GMT"), ("2025-05-08/2025-05-09", "Thu, 08 May 2025 21:05:00 GMT")),
        ("", linked(datePublished="2025-05-09T00:20:00+0400"), ("2025-05-09", "")),
        # Two stamps of one moment: the day where it was written down.
        ("", meta("article:published_time", "2025-05-08T20:20:00Z") + linked(datePublished="2025-05-09T00:20:00+04:00"), ("2025-05-09", "")),
        # A stamp of the change in the wrong place.
        (
            "",
            meta("article:published_time", "2025-05-09") + meta("article:modified_time", "2025-05-14")
            + linked(datePublished="2025-05-14", dateModified="2025-05-14"),
            ("2025-05-09", ""),
        ),
        # The page contradicts itself.
        ("", meta("article:published_time", "2025-05-09") + linked(datePublished="2025-05-12"), ("2025-05-09/2025-05-12", "2025-05-09")),
        ("<p>12 May 2025</p>", meta("article:published_time", "2025-05-09") + linked(datePublished="2025-05-12"), ("2025-05-12", "")),
        ("<p>Updated 14 May 2025</p>", meta("article:published_time", "2025-05-09T10:00:00Z"), ("2025-05-09", "")),
        ("", '<link rel="canonical" href="https://outlet.example/2025/05/09/the-sluice">', ("2025-05-09", "")),
        ("", meta("date", "2025-05-09"), ("2025-05-09", "")),
    ],
)  # fmt: skip
def test_stamps_of_a_page_give_a_day_or_the_days_that_it_may_be(
    own: str, head: str, found: tuple[str, str]
) -> None:
    assert page(own, head) == found


def test_day_is_read_in_the_address_where_the_page_was() -> None:
    html = f"<html><body><article><h1>The sluice is closed</h1>{PROSE}</article></body></html>"
    assert read_html(html, "https://outlet.example/2025/05/09/sluice").published == "2025-05-09"
    assert read_html(html, "https://outlet.example/sluice").published is None


def test_data_about_another_article_does_not_count() -> None:
    other = linked(headline="Ferry late again", datePublished="2019-06-02")
    listed = '<script type="application/ld+json">{"@type":"ItemList","itemListElement":[{"@type":"NewsArticle","datePublished":"2019-06-02"}]}</script>'
    comment = '<div itemscope itemtype="http://schema.org/Comment" class="comment"><time itemprop="datePublished" datetime="2025-05-11"></time></div>'
    assert page(head=other + listed, after=comment) == ("", "")
    assert page(head=other + linked(headline="The sluice", datePublished="2025-05-09")) == (
        "2025-05-09",
        "",
    )


def test_date_above_the_headline_and_below_the_text_is_read() -> None:
    assert page(before='<div class="date">9 May 2025</div>') == ("2025-05-09", "")
    assert page(after="<p>Published: 9 May 2025</p>") == ("2025-05-09", "")
    assert page(around='<div class="date">9 May 2025</div>') == (
        "",
        "",
    )  # the day on which the page was opened


def test_page_without_a_heading_is_read_by_its_title() -> None:
    html = f"""<html><head><title>The sluice is closed - Daily</title></head><body><table><tr><td><b>The sluice is closed</b>
        <br>09.05.2025 14:00<br><br>{PROSE}</td></tr></table></body></html>"""
    assert read_html(html).published == "2025-05-09"


@pytest.mark.parametrize(
    "script",
    [
        "{",
        "[" * 100_000,
        '"x"',
        "null",
        '[{"@graph":7}]',
        '{"@type":["Article"],"datePublished":{"a":1}}',
    ],
)
def test_broken_data_is_passed_over(script: str) -> None:
    assert page(head=f'<script type="application/ld+json">{script}</script>') == ("", "")
