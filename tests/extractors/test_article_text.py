"""Which lines of a page are its article, and where they end. The pages are our own."""

import pytest

from claims.extractors import read_html
from claims.extractors.page.extract import extract

FLASH = """<body><header>The Lake Post</header><article><h1>Dam closed</h1><time>4 May, 09:40</time>
<p>The upper dam is closed until Friday.</p><p>“We saw a crack,” said Mara Lind.</p><p>Nobody was hurt.</p></article></body>"""

LINE_BREAKS = """<body><div class="txt"><font size="4"><b>Мост закрыт</b></font><br><br>Мэрия сообщила во <b>вторник</b>, что
<i>старый</i> мост закрыт; <a href="/a">Мара Линд</a> это подтвердила.<br><br>«Трещину видно с <b>берега</b>, — сказала она, — и
давно».<br>Водители ждут второй час.</div></body>"""

LAYOUT_TABLE = """<body><table><tr><td><a href="/">Start</a><br><a href="/n">News</a></td><td><h1>Bridge shut</h1>
<p>The town hall said on <b>Tuesday</b> that the <i>old</i> bridge is shut; <a href="/m">Mara Lind</a>, the engineer, agreed.
<p>“It can be seen from the <em>shore</em>,” she said, “and <b>has</b> been for years.” Nobody at the ministry was available.
<p>Drivers have been waiting for two hours, and no one has told them which way to go.</td></tr></table></body>"""

POST = """<article class="post"><header><time datetime="2024-05-04T{time}:00Z">{time}</time><h3>{title}</h3></header>
<div class="post-text"><p>{text}</p></div></article>"""
LIVE_BLOG = (
    "<body><nav><a href='/'>Start</a></nav><main><h1>The flood, live</h1><p>What happens at the lake today.</p>"
    "<div class='feed'>"
    + "".join(
        POST.format(time=time, title=title, text=text)
        for time, title, text in (
            (
                "18:10",
                "Water falls",
                "The water has fallen by a hand since noon, the engineer said.",
            ),
            (
                "14:30",
                "School shut",
                "The school on the shore has sent all its pupils home, we are told.",
            ),
            ("09:05", "First alarm", "The sirens went off for the first time this morning at six."),
        )
    )
    + "</div></main></body>"
)

ITEM = """<div class="entry" itemprop="liveBlogUpdate"><time itemprop="datePublished">{time}</time><h2>{title}</h2>
<div itemprop="articleBody"><p>{text}</p></div></div>"""
LIVE_BLOG_OF_DIVS = (
    "<body><main><h1>Vote count</h1>"
    + "".join(
        ITEM.format(time=time, title=title, text=text)
        for time, title, text in (
            ("21:45", "All in", "The last of the ballot boxes came in by boat an hour ago."),
            (
                "20:00",
                "Polls close",
                "Polling stations have closed in all nine districts of the valley.",
            ),
        )
    )
    + "</main></body>"
)

CHANNEL_POST = """<div class="wrap"><div class="message"><div class="message_text">{text}</div><div class="message_footer">
<span class="message_views">{views}</span><a class="message_date"><time>{time}</time></a></div></div></div>"""
CHANNEL = (
    "<body><section>"
    + CHANNEL_POST.format(
        text='Fog on the lake, <a href="x">two ferries</a> wait.', views="", time="06:01"
    )
    + CHANNEL_POST.format(
        text='⚡️ <b>Three ferries</b> wait at <a href="x">Lind</a>.<br/><br/>“No crack was found,” the mayor says 🚢',
        views="3.1K",
        time="15:20",
    )
    + "</section></body>"
)

BODY = """<h1>Bridge shut</h1><p>The town hall said on Tuesday that the old bridge had been shut since the weekend.</p>
<p>Mara Lind, who is the engineer, told reporters that the crack was old and that nobody was to blame for it.</p>
<p>Drivers at the ferry said that they had been turned back twice, and that nobody had told them why.</p>"""
COOKIES = """<p>We use cookies to improve your visit and to count our visitors. By clicking accept you agree to our use of cookies.</p>
<p>You can change your choice at any time in the settings of this site, under privacy.</p>"""

PAGES = {
    "a short item": (
        FLASH,
        "Dam closed\n4 May, 09:40\nThe upper dam is closed until Friday.\n“We saw a crack,” said Mara Lind.\nNobody was hurt.",
    ),
    "lines ended by br": (
        LINE_BREAKS,
        "Мост закрыт\nМэрия сообщила во вторник, что старый мост закрыт; Мара Линд это подтвердила.\n"
        "«Трещину видно с берега, — сказала она, — и давно».\nВодители ждут второй час.",
    ),
    "spans shown as blocks": (
        "<section><h1>Dam closed</h1><span style='display:block'>The upper dam is closed until Friday, the town hall said.</span>"
        "<span style='color:red; display: block'>“We saw a crack,” said <b style='display:inline-block'>Mara Lind</b>.</span></section>",
        "Dam closed\nThe upper dam is closed until Friday, the town hall said.\n“We saw a crack,” said Mara Lind.",
    ),
    "a layout table": (
        LAYOUT_TABLE,
        "Bridge shut\n"
        "The town hall said on Tuesday that the old bridge is shut; Mara Lind, the engineer, agreed.\n"
        "“It can be seen from the shore,” she said, “and has been for years.” Nobody at the ministry was available.\n"
        "Drivers have been waiting for two hours, and no one has told them which way to go.",
    ),
    "a live blog": (
        LIVE_BLOG,
        "The flood, live\nWhat happens at the lake today.\n"
        "18:10\nWater falls\nThe water has fallen by a hand since noon, the engineer said.\n"
        "14:30\nSchool shut\nThe school on the shore has sent all its pupils home, we are told.\n"
        "09:05\nFirst alarm\nThe sirens went off for the first time this morning at six.",
    ),
    "a live blog of divs": (
        LIVE_BLOG_OF_DIVS,
        "Vote count\n21:45\nAll in\nThe last of the ballot boxes came in by boat an hour ago.\n"
        "20:00\nPolls close\nPolling stations have closed in all nine districts of the valley.",
    ),
    "posts of a channel": (
        CHANNEL,
        "Fog on the lake, two ferries wait.\n06:01\n"
        "⚡️ Three ferries wait at Lind.\n“No crack was found,” the mayor says 🚢\n3.1K 15:20",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("html", "text"), PAGES.values(), ids=PAGES)
def test_lines_are_those_of_the_page(html: str, text: str) -> None:
    assert read_html(html).text == text


REMARKS = "".join(
    f"<div class='comment'><p>I crossed it {n} times last year, and it never once shook under me.</p></div>"
    for n in range(12)
)
PROSE = BODY.replace("</p>", "").split("<p>")[1:]


@pytest.mark.parametrize(
    "html",
    [
        f"<div id='notice'>{COOKIES}</div><aside class='main'>{BODY}</aside>",
        f"<div class='cookie-notice'>{COOKIES}</div><aside>{BODY}</aside>",
        f"<div role='dialog'>{COOKIES}</div><article>{BODY}</article>",
        f"<div class='top'>{COOKIES}</div><div class='sidebar'>{BODY}</div>",
        f"<form>{BODY}<input></form><footer>{COOKIES}</footer>",
        f"<a href='/'>Home</a><footer class='story'>{BODY}</footer>{REMARKS}",
        f"<a href='/'>Home</a><nav>{BODY}</nav>{REMARKS}",
        f"<div role='dialog' aria-modal='true'>{BODY}</div><footer>© The Lake Post</footer>",
    ],
)
def test_article_is_found_where_it_is_unusual(html: str) -> None:
    text = read_html(f"<html><body>{html}</body></html>").text
    assert all(line.strip() in text for line in PROSE)
    assert "shook under me" not in text


@pytest.mark.parametrize(
    "dialog",
    [
        "<dialog open><p>{}</p></dialog>",
        "<div role='dialog'><p>{}</p></div>",
        "<section aria-modal='true'><p>{}</p></section>",
        "<div class='newsletter-popup'><p>{}</p></div>",
    ],
)
def test_dialog_is_no_part_of_the_article(dialog: str) -> None:
    words = "Get the five stories of the day in your mailbox every morning before seven."
    text = read_html(f"<body>{dialog.format(words)}<div class='text'>{BODY}</div></body>").text
    assert words not in text
    assert all(line.strip() in text for line in PROSE)


def test_article_in_several_parts_is_whole() -> None:
    parts = [
        f"<div class='row'><div class='part body'><p>This is sentence {n} of the article, and it is a long one.</p>"
        f"<p>After it follows another one, which ends part {n} of the page.</p></div><aside>Advertisement</aside></div>"
        for n in range(4)
    ]
    text = read_html(f"<body><article><h1>Long read</h1>{''.join(parts)}</article></body>").text
    assert all(f"This is sentence {n}" in text and f"ends part {n}" in text for n in range(4))


def test_row_of_a_table_with_data_is_one_line() -> None:
    rows = "<tr><th>Year</th><th>Catch</th></tr><tr><td>2023</td><td>14 t</td></tr><tr><td>2024</td><td>9 t</td></tr>"
    text = read_html(f"<body><article>{BODY}<table>{rows}</table></article></body>").text
    assert text.endswith("Year\tCatch\n2023\t14 t\n2024\t9 t")


TEASER = "<article class='card'><h2>Ferry full</h2><p>The ferry was full again on Monday, the port said.</p></article>"
LONG = "".join(f"<p>{line.replace('</p>', '')}</p>" for line in PROSE * 3)


@pytest.mark.parametrize(
    "around", ["aside", "form", "figure", "fieldset", "div class='sidebar'", "div hidden"]
)
def test_long_article_is_found_next_to_a_teaser_and_without_a_headline(around: str) -> None:
    tag = around.partition(" ")[0]
    text = read_html(f"<body>{TEASER}<{around}>{LONG}</{tag}></body>").text
    assert all(line.replace("</p>", "").strip() in text for line in PROSE)


def test_comments_and_teasers_are_not_taken_for_a_short_article() -> None:
    comment = "<div class='comment'><p>They should have known all this for years, and so should we.</p><p>I drove there.</p></div>"
    text = read_html(
        f"<body><article><h1>Dam closed</h1><p>The upper dam is closed until Friday.</p><p>Nobody was hurt.</p></article>"
        f"<section>{TEASER * 6}</section><div class='comments'>{comment * 9}</div></body>"
    ).text
    assert "upper dam" in text
    assert "should have known" not in text


SLUICE = "".join(
    f"<p>{line}</p>"
    for line in (
        "The keeper of the upper sluice said on Monday that the gate has been stuck since the thaw.",
        "Boats have waited below it for nine days, and their owners have written to the district.",
        "The district has not answered, said Mara Lind, who speaks for the owners of the boats.",
    )
)
STANDFIRST = "Nine days, one bent axle and no crane: why the boats wait below the sluice."


@pytest.mark.parametrize(
    "head",
    [
        f"<header><h1>The sluice</h1><p class='dek'>{STANDFIRST}</p></header>",
        f"<div class='top'><h1>The sluice</h1><h2>{STANDFIRST}</h2><span>By Mara Lind</span></div>",
        f"<h1>The sluice</h1><div>{STANDFIRST}</div><ul><li><a href='#s'>Share</a></li></ul>",
        f"<section><h1>The sluice</h1><p><b>{STANDFIRST}</b></p></section>"
        "<figure><img src='g.jpg'><figcaption>The gate is seen here on Monday.</figcaption></figure>",
        f"<h1>The sluice</h1><p>By Mara Lind on Monday, 4 May 2026, 9 a.m.</p><p>{STANDFIRST}</p>",
    ],
)
def test_standfirst_above_the_article_is_read_before_it(head: str) -> None:
    html = f"<html lang='en'><title>x</title><body>{head}<article>{SLUICE}</article></body></html>"
    first, second, *_ = extract(html.encode(), "text/html").text.split("\n")
    assert (first, second[:10]) == (STANDFIRST, "The keeper")


@pytest.mark.parametrize(
    "head",
    [
        "<h1>The sluice</h1><p><a href='/crane'>Why the crane has not come from the capital yet.</a></p>",
        "<h1>The sluice</h1><p>Boats have waited below it for nine days, and their owners have written to the district.</p>",
        "<h1>The sluice</h1><nav><p>Read what else we have written about the sluice.</p></nav>",
        f"<h1>The lake</h1><div>{SLUICE.replace('<p>', '<p>Another story. ')}</div><p>Ours begins here.</p>",
    ],
)
def test_other_lines_above_the_article_are_no_standfirst(head: str) -> None:
    html = f"<html lang='en'><title>x</title><body>{head}<article>{SLUICE}</article></body></html>"
    assert extract(html.encode(), "text/html").text == read_html(html).text
