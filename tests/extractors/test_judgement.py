"""Whether a page is the article: walls are recognized in ten languages, and short articles and reports about walls are not."""

import pytest

from claims.enums import Judgement
from claims.extractors.page import judgement
from claims.extractors.page.extract import HTML, Extracted, extract

from .no_walls import ARTICLES, FLASH_ITEMS
from .walls import EXCERPTS, WALLS, Page

[MEDIA_TYPE] = HTML & {"text/html"}


def judged(page: Page | str, url: str = "") -> Extracted:
    html = page if isinstance(page, str) else page.html
    return extract(html.encode(), MEDIA_TYPE, "utf-8", url)


def name_of(page: Page) -> str:
    return f"{page.kind}-{page.language}-{page.title}"


@pytest.mark.parametrize("page", WALLS, ids=name_of)
def test_wall_is_recognized(page: Page) -> None:
    assert judged(page).judgement == page.kind


@pytest.mark.parametrize("page", EXCERPTS, ids=name_of)
def test_start_of_an_article_for_subscribers_is_an_excerpt(page: Page) -> None:
    assert judged(page).judgement == "excerpt"


@pytest.mark.parametrize("page", (*ARTICLES, *FLASH_ITEMS), ids=name_of)
def test_article_is_no_wall(page: Page) -> None:
    assert judged(page).judgement == "article"


def test_desk_and_extractors_have_the_same_codes() -> None:
    assert set(Judgement.values) == set(judgement.CODES)
