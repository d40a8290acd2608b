"""The words of a network's post are taken from the page's description where its body does not show them."""

import html

import pytest

from claims.addresses import posted_at
from claims.extractors.page.extract import Extracted, extract

WORDS = "⚡️ Four cranes stay at Port Example until May. “Nothing was unloaded,” the harbour master said."
ARMENIAN = "Չորս կռունկները կմնան նավահանգստում մինչև մայիս։ «Ոչինչ չի բեռնաթափվել», ասաց պետը։"
GEORGIAN = "ოთხი ამწე პორტში მაისამდე დარჩება. „არაფერი გადმოტვირთულა“, თქვა პორტის უფროსმა."
LOG_IN = (
    "<form><h2>Log in to Facebook</h2><input name=email><input type=password name=pass><button>Log in</button></form>"
    "<p>You must log in to continue.</p><a href=/recover>Forgotten password?</a><p>Create new account</p>"
)
NO_SCRIPT = "<noscript><h1>JavaScript is not available.</h1><p>Please enable JavaScript or switch to a supported browser to continue using x.com.</p></noscript>"
VIEW = "<p>If you have <b>Telegram</b>, you can view and join Port News right away.</p><a>Preview channel</a>"
WIDGET = f"<script src='https://telegram.example/widget.js' data-telegram-post='portnews/17'></script>{VIEW}"
DEEP_LINK = f"<a href='tg://resolve?domain=portnews&post=17'>View in Telegram</a>{VIEW}"


def page(body: str = "", title: str = "", **metas: str) -> bytes:
    made = "".join(
        f'<meta property="{name.replace("_", ":", 1)}" content="{html.escape(content)}">'
        for name, content in metas.items()
    )
    return f"<!doctype html><html><head><title>{title}</title>{made}</head><body>{body}</body></html>".encode()


def read(content: bytes) -> Extracted:
    return extract(content, "text/html")


TELEGRAM = {"og_site_name": "Telegram", "og_title": "Port News"}
FACEBOOK = {"og_site_name": "Facebook", "og_title": "Port News"}
# The page, its words, and the name of its account.
POSTS = {
    "telegram": (page(WIDGET, **TELEGRAM, og_description=WORDS), WORDS, "Port News"),
    "telegram by its link": (page(DEEP_LINK, **TELEGRAM, og_description=ARMENIAN), ARMENIAN, "Port News"),
    "telegram without a site name": (page(WIDGET, og_title="Port News", og_description=GEORGIAN), GEORGIAN, "Port News"),
    "telegram in lines": (
        page(WIDGET, **TELEGRAM, og_description="First line.\n\nSecond  line."), "First line.\n\nSecond line.", "Port News"
    ),
    "telegram with breaks": (
        page(WIDGET, **TELEGRAM, og_description="First line.<br/>Second line."), "First line.\nSecond line.", "Port News"
    ),
    "description for another network": (page(WIDGET, **TELEGRAM, twitter_description=WORDS), WORDS, "Port News"),
    "escaped twice": (
        page(WIDGET, **TELEGRAM, og_description="&quot;Four cranes&quot; stay, said R&amp;D."), '"Four cranes" stay, said R&D.', "Port News"
    ),
    "facebook without a body": (page("<div id=root></div>", title="Facebook", og_title="Port News", og_description=GEORGIAN), GEORGIAN, "Port News"),
    "facebook behind a log-in": (page(LOG_IN, **FACEBOOK, og_description=ARMENIAN), ARMENIAN, "Port News"),
    "facebook by its title": (page("", title="Port News | Facebook", og_title="Port News | Facebook", og_description=WORDS), WORDS, "Port News"),
    "x": (
        page(NO_SCRIPT, og_site_name="X (formerly Twitter)", og_title="Port News (@portnews) on X", og_description=f"“{GEORGIAN}”"),
        GEORGIAN, "Port News",
    ),
    "x, of two quotations": (
        page(NO_SCRIPT, og_site_name="X", og_title="Port News (@portnews) on X", og_description="“One” and “two”"),
        "“One” and “two”", "Port News",
    ),
    "x behind words of its own": (
        page("<main><p>Something went wrong. Try reloading.</p></main>", og_site_name="X", og_title="Port News", og_description=WORDS),
        WORDS, "Port News",
    ),
    "mastodon on a server of its own": (
        page("<noscript><p>To use this web application, please enable JavaScript.</p></noscript><div id='mastodon'></div>",
             og_site_name="Harbour Social", og_title="Port News (@portnews@harbour.example)", og_description=ARMENIAN),
        ARMENIAN, "Port News",
    ),
    "bluesky": (
        page("<noscript><h1>JavaScript Required</h1><p>This site needs JavaScript.</p></noscript><div id='root'></div>",
             og_site_name="Bluesky Social", og_title="Port News (@portnews.example)", og_description=GEORGIAN),
        GEORGIAN, "Port News",
    ),
    "instagram": (
        page("", og_site_name="Instagram", og_title="Port News on Instagram: “Four cranes”",
             og_description='1,204 likes, 17 comments - portnews on April 1, 2025: "Four cranes stay until May."'),
        "Four cranes stay until May.", "Port News",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", POSTS)
def test_words_and_account_of_a_post(case: str) -> None:
    content, words, account = POSTS[case]
    found = read(content)
    assert found.text == words
    assert found.from_description
    assert (found.judgement, found.problem) == ("", "")
    assert found.page
    assert (found.page.account, found.page.publisher, found.page.authors) == (account, None, ())


def test_post_is_called_by_the_beginning_of_its_words() -> None:
    for words, title in (
        ("Four cranes stay. They are old.", "Four cranes stay."),
        (f"{'word ' * 40}end.", f"{'word ' * 19}word …"),
        (ARMENIAN, "Չորս կռունկները կմնան նավահանգստում մինչև մայիս։"),
    ):
        own = read(page(WIDGET, **TELEGRAM, og_description=words)).page
        assert own
        assert own.title == title


ARTICLE = (
    "<article><h1>Cranes stay</h1>" + f"<p>{WORDS} It gave no reason for the long delay.</p>" * 6
)
CHANNEL = (
    "<section><div class='tgme_widget_message'><div class='tgme_widget_message_text'>The first post of the day says this.</div></div>"
    "<div class='tgme_widget_message'><div class='tgme_widget_message_text'>The second post of the day says that.</div></div></section>"
)
OTHERS = {
    "an article": page(ARTICLE, og_site_name="The Gazette", og_description="A summary of the article."),
    "an article about a network": page(ARTICLE, title="Port on X", og_description="A summary of the article."),
    "an article of a network": page(ARTICLE, **FACEBOOK, og_description="A summary of the article."),
    "a channel with its posts": page(CHANNEL, **TELEGRAM, og_description="News of the port since 1990."),
    "a channel without posts": page(VIEW, **TELEGRAM, og_description="News of the port since 1990."),
    "a log-in of an outlet": page(LOG_IN.replace("Facebook", "The Gazette"), og_description="A summary of the article."),
    "a slogan": page(LOG_IN, **FACEBOOK, og_description="Log into Facebook to start sharing and connecting with your friends."),
    "a post that its body shows": page(
        f"<article><p>{WORDS}</p></article>", **FACEBOOK, og_description=WORDS + " " + WORDS
    ),
    "no description": page(NO_SCRIPT, og_site_name="X"),
}  # fmt: skip


@pytest.mark.parametrize("case", OTHERS)
def test_any_other_page_is_read_from_its_body(case: str) -> None:
    found = read(OTHERS[case])
    assert not found.from_description
    assert "summary" not in found.text
    assert "since 1990" not in found.text


@pytest.mark.parametrize("body", ["", NO_SCRIPT])
def test_page_without_text_has_its_summary_as_an_excerpt(body: str) -> None:
    shell = f"{body}<div id=app></div><script>start()</script>"
    found = read(page(shell, title="Cranes stay", og_description=WORDS))
    assert (found.text, found.from_description, found.judgement) == (WORDS, True, "excerpt")


MOMENTS = {
    "https://x.com/portnews/status/1212092628029698048": "2019-12-31T19:26:16",
    "https://mobile.twitter.com/portnews/statuses/1212092628029698048?s=20": "2019-12-31T19:26:16",
    "https://x.com/portnews/status/20": None,  # of 2006, when numbers only counted up
    "https://x.com/portnews": None,
    "https://t.me/portnews/17": None,
    "https://www.tiktok.com/@portnews/video/7488000000000000000": "2025-03-31",
    "https://example.org/status/1212092628029698048": None,
    "https://x.com/portnews/status/99999999999999999999": None,
}


@pytest.mark.parametrize("url", MOMENTS)
def test_number_of_a_post_says_when_it_was_published(url: str) -> None:
    found, expected = posted_at(url), MOMENTS[url]
    assert (found and found.isoformat().startswith(expected or " ")) or (found is expected is None)
