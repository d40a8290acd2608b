"""Whether a page is the article: walls are recognized in fifteen languages, and short articles and reports about walls are not."""

import pytest

from claims.enums import Judgement
from claims.extractors.page import judgement
from claims.extractors.page.extract import HTML, Extracted, extract
from claims.extractors.page.signs import PageSigns

from .no_walls import ARTICLES, FLASH_ITEMS
from .walls import EXCERPTS, WALLS, Page
from .walls_as_printed import PRINTED, PrintedPage

[MEDIA_TYPE] = HTML & {"text/html"}


def judged(page: Page | PrintedPage | str, url: str = "") -> Extracted:
    html = page if isinstance(page, str) else page.html
    return extract(html.encode(), MEDIA_TYPE, "utf-8", url)


def name_of(page: Page | PrintedPage) -> str:
    return f"{page.kind}-{page.language}-{page.title}"


@pytest.mark.parametrize("page", (*WALLS, *PRINTED), ids=name_of)
def test_wall_is_recognized(page: Page | PrintedPage) -> None:
    assert judged(page).judgement == page.kind


@pytest.mark.parametrize("page", EXCERPTS, ids=name_of)
def test_start_of_an_article_for_subscribers_is_an_excerpt(page: Page) -> None:
    assert judged(page).judgement == "excerpt"


@pytest.mark.parametrize("page", (*ARTICLES, *FLASH_ITEMS), ids=name_of)
def test_article_is_no_wall(page: Page) -> None:
    assert judged(page).judgement == "article"


def test_desk_and_extractors_have_the_same_codes() -> None:
    assert set(Judgement.values) == set(judgement.CODES)


PROSE = (
    "The pilots of Port Example have waited for the second berth since the storm of last Thursday.",
    "Their union says that the harbour office has not answered four letters about the broken crane.",
    "A spokeswoman for the ministry promised an answer by the end of the month, and no more than that.",
)
OWN = "https://quayside.example/news/long-winter"


def page_of(*paragraphs: str, before: str = "", after: str = "", head: str = "") -> str:
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return (
        f"<html lang='en'><head><title>The long winter</title>{head}</head>"
        f"<body>{before}<article><h1>The long winter</h1>{body}</article>{after}</body></html>"
    )


@pytest.mark.parametrize(
    ("own", "link", "code", "other"),
    [
        (OWN, "<link rel='next' href='/news/long-winter?page=2'>", "continued", f"{OWN}?page=2"),
        (OWN, "<a rel='next' href='/news/long-winter/2/'>Next</a>", "continued", f"{OWN}/2/"),
        (OWN, "<div class='pagination'><a href='/news/long-winter/page/2'>2</a></div>", "continued", f"{OWN}/page/2"),
        (f"{OWN}.html", "<a rel='next' href='long-winter_2.html'>2</a>", "continued", f"{OWN}_2.html"),
        (f"{OWN}?page=2", "<a rel='next' href='?page=3'>3</a>", "continued", f"{OWN}?page=3"),
        (f"{OWN}?page=3", "<a rel='prev' href='?page=2'>2</a>", "continuation", f"{OWN}?page=2"),
        (f"{OWN}/2", "<link rel='prev' href='/news/long-winter'>", "continuation", OWN),
    ],
)  # fmt: skip
def test_article_on_several_pages_names_the_next_or_the_one_before(
    own: str, link: str, code: str, other: str
) -> None:
    found = judged(page_of(*PROSE, after=link), own)
    assert (found.judgement, found.other_page) == (code, other)


@pytest.mark.parametrize(
    ("own", "link"),
    [
        (OWN, "<link rel='next' href='/news/short-summer'>"),
        (OWN, "<a rel='next' href='https://other.example/news/long-winter?page=2'>2</a>"),
        ("https://quayside.example/news/41", "<a rel='next' href='/news/42'>Next story</a>"),
        (OWN, "<div id='below'>Reviews: 1 <a href='/news/long-winter?page=2'>2</a></div>"),
        (OWN, "<div class='comments-nav'><a href='/news/long-winter?page=2'>2</a></div>"),
        (OWN, "<a href='/news/long-winter/comment-page-2/#comments'>2</a>"),
        (OWN, "<a rel='next' href='/news/?page=2'>Older news</a>"),
        ("", "<a rel='next' href='/news/long-winter?page=2'>2</a>"),
    ],
)
def test_another_article_is_no_next_page(own: str, link: str) -> None:
    assert judged(page_of(*PROSE, after=link), own).judgement == "article"


def test_list_of_articles_is_an_index() -> None:
    items = "".join(
        f"<li><h3><a href='/news/{n}'>Pilots wait for berth number {n} again</a></h3></li>"
        for n in range(1, 25)
    )
    page = f"<html><head><title>Quayside Post</title></head><body><main><h1>News</h1><ul>{items}</ul></main></body></html>"
    assert judged(page).judgement == "index"


def test_list_of_articles_with_their_first_sentences_is_an_index() -> None:
    items = "".join(
        f"<div><h3><a href='/news/{n}'>Pilots wait for berth number {n} again</a></h3>"
        f"<p>The pilots said on Monday that they wait for it, and for {n} others.</p></div>"
        for n in range(1, 25)
    )
    page = f"<html><head><title>Quayside Post</title></head><body><main><h1>News</h1>{items}</main></body></html>"
    assert judged(page).judgement == "index"


def test_list_of_long_headlines_with_short_teasers_is_an_index() -> None:
    items = "".join(
        f"<article><h2><a href='/n{n}'>Report number {n} on the pier and its two broken lamps</a></h2>"
        f"<p>More of it {n}.</p></article>"
        for n in range(20)
    )
    page = f"<html lang=en><title>News</title><body><main>{items}</main></body></html>"
    assert judged(page, "https://quayside.example/news").judgement == "index"


FEW = ("Locks shut", "Dredger late again", "Who pays", "Two tugs sold", "Eel prices up")


def few(item: str, *more: str) -> str:
    """Return a page of a few short headlines, each in the markup of `item`."""
    items = "".join(
        item.format(n=n, title=f"<a href='/n{n}'>{title}</a>")
        for n, title in enumerate((*FEW, *more))
    )
    return f"<html lang='en'><title>River | The Lock</title><body><main><h1>River</h1>{items}</main></body></html>"


@pytest.mark.parametrize(
    "item",
    [
        "<p>{title}</p>",
        "<div><span>{n} May</span> <h2>{title}</h2></div>",
        "<div>{title}<span>{n} May</span></div>",
        "<article><h3>{title}</h3><p>What is known so far about number {n}.</p></article>",
        "<section><p>Society</p><h2>{title}</h2><time>0{n}:20</time></section>",
    ],
)
def test_few_short_headlines_and_nothing_else_are_an_index(item: str) -> None:
    assert judged(few(item)).judgement == "index"


@pytest.mark.parametrize(
    "page",
    [
        few("<p>{title}</p>").replace("<h1>River</h1>", "<h1>Locks shut</h1><p>The locks are shut.</p>"),
        few("<p>{title}</p>").replace("</main>", "<h1>Locks shut</h1><p>The locks are shut.</p></main>"),
        few("<p>{title}</p>").replace("</main>", "<p>The locks are shut.</p><p>Eels pass.</p></main>"),
        few("<li>{title}</li>").replace("<main>", "<main><article><h2>Locks shut</h2><p>They are shut.</p></article>"),
    ],
)  # fmt: skip
def test_flash_item_next_to_a_few_headlines_is_an_article(page: str) -> None:
    assert judged(page).judgement == "article"


@pytest.mark.parametrize(
    "offer",
    [
        "Subscribe to our newsletter to continue reading every morning.",
        "Подпишитесь на нашу рассылку, чтобы читать дальше каждое утро.",
    ],
)
def test_newsletter_below_a_whole_article_makes_no_excerpt(offer: str) -> None:
    assert judged(page_of(*PROSE, after=f"<p>{offer}</p>"), OWN).judgement == "article"


@pytest.mark.parametrize("paragraphs", [PROSE, PROSE[:1]])
def test_article_with_many_links_to_others_is_no_index(paragraphs: tuple[str, ...]) -> None:
    items = "".join(
        f"<li><a href='/news/{n}'>Pilots wait for berth number {n} again</a></li>"
        for n in range(1, 25)
    )
    assert judged(page_of(*paragraphs, after=f"<ul>{items}</ul>")).judgement == "article"


def test_text_that_leaves_out_the_longest_run_of_prose_is_incomplete() -> None:
    signs = PageSigns(blocks=tuple(f"{paragraph} {PROSE[0]}" for paragraph in PROSE))
    assert (
        judgement.judge(signs, "The storm came on Thursday, the harbour office said.").code
        == "short"
    )
    assert judgement.judge(signs, "\n".join(signs.blocks)).code == "article"


def test_page_that_only_its_scripts_fill_is_a_shell() -> None:
    page = "<html><head><title>Quayside</title></head><body><div id='app'></div><script>start()</script></body></html>"
    assert judged(page).judgement == "script_shell"


@pytest.mark.parametrize(
    ("head", "code"),
    [
        ('{"@type": "NewsArticle", "isAccessibleForFree": false}', "excerpt"),
        ('{"@type": "NewsArticle", "hasPart": {"isAccessibleForFree": "False"}}', "excerpt"),
        ('{"@graph": [{"@type": "Article", "isAccessibleForFree": "http://schema.org/False"}]}', "excerpt"),
        ('{"@type": "NewsArticle", "isAccessibleForFree": true}', "article"),
        ('{"@type": "NewsArticle", "isAccessibleForFree": false', "article"),
        ('{"@type": "ItemList", "itemListElement": [{"isAccessibleForFree": false}]}', "article"),
    ],
)  # fmt: skip
def test_page_says_itself_that_its_article_is_not_free(head: str, code: str) -> None:
    page = page_of(*PROSE, head=f"<script type='application/ld+json'>{head}</script>")
    assert judged(page).judgement == code


def test_whole_article_that_is_declared_as_not_free_is_no_excerpt() -> None:
    head = '<script type="application/ld+json">{"@type": "NewsArticle", "isAccessibleForFree": false}</script>'
    assert judged(page_of(*(PROSE * 10), head=head)).judgement == "article"


def test_start_of_a_text_that_says_to_be_longer_is_an_excerpt() -> None:
    head = (
        '<script type="application/ld+json">{"@type": "NewsArticle", "isAccessibleForFree": false, '
        '"wordCount": "1,900", "articleBody": "' + "word " * 1900 + '"}</script>'
    )
    assert judged(page_of(*(PROSE * 10), head=head)).judgement == "excerpt"


def test_pasted_text_and_pdf_are_not_judged() -> None:
    found = extract(b"Before you continue. We and our partners use cookies.", "text/plain")
    assert found.judgement == ""
