"""Which URLs name one page, which are probably versions of one, and which are not."""

from itertools import combinations

import pytest

from claims.addresses import (
    archived_original,
    domain_key,
    is_home_page,
    page_key,
    post_of,
    publisher_keys,
    twin_key,
)

# Each row is one page.
ONE_PAGE = [
    [
        "https://harbour.example/news/2025/crane",
        "http://harbour.example/news/2025/crane",
        "https://www.harbour.example/news/2025/crane/",
        "https://HARBOUR.example:443/news/2025/crane",
        "http://harbour.example:80/news/2025/crane?",
        "https://harbour.example./news//2025/./crane#comments",
        "https://harbour.example/news/2025/crane#:~:text=The%20crane",
        "https://harbour.example/news/2025/crane?utm_source=tg&utm_medium=social&UTM_Campaign=x",
        "https://harbour.example/news/2025/crane?fbclid=IwAR1&gclid=2&yclid=3&mc_cid=4&_openstat=5&erid=2Vt",
        "https://harbour.example/news/2025/crane;jsessionid=8A9F?at_medium=RSS",
        "https://l.facebook.com/l.php?u=https%3A%2F%2Fharbour.example%2Fnews%2F2025%2Fcrane%3Ffbclid%3D1&h=AT0",
        "https://www.google.com/url?sa=t&url=https://harbour.example/news/2025/crane&ved=0",
        "https://vk.com/away.php?to=https%3A%2F%2Fharbour.example%2Fnews%2F2025%2Fcrane",
    ],
    [
        "https://harbour.example/list?page=2&id=7&q=a+b",
        "https://harbour.example/list?id=7&page=2&q=a%20b",
        "https://harbour.example/list/?id=7&amp;page=2&amp;q=a%20b&utm_term=1",
    ],
    [
        "https://причал.example/новости/кран?раздел=порт",
        "https://xn--80apknf7b.example/%D0%BD%D0%BE%D0%B2%D0%BE%D1%81%D1%82%D0%B8/%d0%ba%d1%80%d0%b0%d0%bd"
        "?%D1%80%D0%B0%D0%B7%D0%B4%D0%B5%D0%BB=порт",
        "http://www.ПРИЧАЛ.example/новости/%D0%BA%D1%80%D0%B0%D0%BD/?раздел=порт",
    ],
    ["https://harbour.example/a%7Eb_(c)", "https://harbour.example/a~b_%28c%29"],
    ["https://harbour.example", "http://www.harbour.example/", "https://harbour.example/?utm_id=1"],
    [
        "https://t.me/PortNews/418",
        "https://t.me/s/portnews/418",
        "http://telegram.me/portnews/418?single",
        "https://portnews.t.me/418",
    ],
    ["https://t.me/c/1234567/89", "https://t.me/c/1234567/89?single"],
    [
        "https://twitter.com/PortNews/status/1790?s=20&t=abc",
        "https://x.com/portnews/status/1790",
        "https://mobile.twitter.com/PortNews/status/1790/photo/1",
        "https://x.com/i/web/status/1790",
        "https://fxtwitter.com/PortNews/status/1790",
    ],
    [
        "https://www.facebook.com/portnews/posts/pfbid02ab",
        "https://m.facebook.com/PortNews/posts/pfbid02ab?__cft__[0]=AZ&__tn__=%2CO",
        "https://ru-ru.facebook.com/portnews/posts/pfbid02ab/",
        "https://m.facebook.com/story.php?story_fbid=pfbid02ab&id=1000",
    ],
    [
        "https://m.facebook.com/story.php?story_fbid=55&id=1000",
        "https://www.facebook.com/permalink.php?id=1000&story_fbid=55&comment_id=3",
        "https://mbasic.facebook.com/1000/posts/55",
    ],
    ["https://www.facebook.com/watch/?v=77", "https://fb.com/portnews/videos/77/"],
    [
        "https://youtu.be/dQx?si=1",
        "https://www.youtube.com/watch?v=dQx&t=30s",
        "https://m.youtube.com/shorts/dQx",
    ],
    ["https://vk.com/wall-12_34", "https://m.vk.com/portnews?w=wall-12_34"],
    ["https://www.instagram.com/p/Cab/?igsh=1", "https://instagram.com/portnews/p/Cab/"],
]

# All of them are different pages.
DIFFERENT = [
    *(row[0] for row in ONE_PAGE),
    "https://harbour.example/news/2025/Crane",
    "https://harbour.example/news/2025/crane.html",
    "https://harbour.example/news/2025/crane-2",
    "https://harbour.example/news/2025/crane?page=2",
    "https://harbour.example/news/2025/crane?cid=1",
    "https://harbour.example/news/2025/crane?cid=2",
    "https://harbour.example/news/2025/crane?id=a",
    "https://harbour.example/news/2025/crane?id=A",
    "https://harbour.example/news/2025/crane#!/photo/2",
    "https://harbour.example:8080/news/2025/crane",
    "https://sport.harbour.example/news/2025/crane",
    "https://harbour.example/news%2F2025/crane",
    "https://harbour2.example/news/2025/crane",
    "https://harbour.example/list?id=7&page=3&q=a+b",
    "https://harbour.example/index.php?12345",
    "https://harbour.example/index.php?12346",
    "https://harbour.example/amp",
    "https://t.me/portnews",
    "https://t.me/portnews/419",
    "https://t.me/othernews/418",
    "https://t.me/portnews/418?comment=5",
    "https://x.com/portnews",
    "https://x.com/portnews/status/1791",
    "https://www.facebook.com/portnews",
    "https://www.facebook.com/photo?fbid=77",
    "https://archive.ph/AbCd1",
    "https://archive.ph/abcd1",
]


@pytest.mark.parametrize("urls", ONE_PAGE, ids=lambda urls: urls[0])
def test_spellings_of_one_page_have_one_key(urls: list[str]) -> None:
    assert len({page_key(url) for url in urls}) == 1
    assert page_key(urls[0])
    assert len({twin_key(url) for url in urls}) == 1


def test_different_pages_have_different_keys() -> None:
    assert [pair for pair in combinations(DIFFERENT, 2) if len(set(map(page_key, pair))) == 1] == []
    assert [pair for pair in combinations(DIFFERENT, 2) if len(set(map(twin_key, pair))) == 1] == []


# A page, and versions of it that are offered as the same.
VERSIONS = {
    "https://harbour.example/news/crane?id=7": [
        "https://m.harbour.example/news/crane?id=7",
        "https://amp.harbour.example/news/crane?id=7",
        "https://www.m.harbour.example/news/crane?id=7",
        "https://harbour.example/amp/news/crane?id=7",
        "https://harbour.example/news/crane/amp/?id=7",
        "https://harbour.example/news/crane?id=7&amp=1",
        "https://harbour.example/news/crane?id=7&outputType=amp",
        "https://harbour.example/print/news/crane?id=7",
        "https://harbour.example/news/crane?id=7&print=Y",
        "https://harbour.example/news/crane?id=7&view=print",
        "https://harbour.example/news/crane?id=7&from=telegram&ref=main",
        "https://web.archive.org/web/20250314081500/https://harbour.example/news/crane?id=7",
        "https://web.archive.org/web/2025*/harbour.example/news/crane?id=7",
        "http://archive.org/wayback/20250314081500id_/http://harbour.example:80/news/crane?id=7",
        "https://archive.ph/2025.03.14-081500/https://harbour.example/news/crane?id=7",
        "https://archive.is/20250314081500/https://www.harbour.example/news/crane?id=7&utm_source=x",
        "https://archive.today/newest/https://harbour.example/news/crane?id=7",
        "https://archive.ph/https://harbour.example/news/crane?id=7",
        "https://archive.is/submit/?url=https%3A%2F%2Fharbour.example%2Fnews%2Fcrane%3Fid%3D7",
        "https://web.archive.org/save/https://harbour.example/news/crane?id=7",
        "https://harbour-example.turbopages.org/harbour.example/s/news/crane?id=7",
        "https://arquivo.pt/wayback/20250314081500/https://harbour.example/news/crane?id=7",
        "https://harbour-example.cdn.ampproject.org/c/s/harbour.example/news/crane?id=7",
        "https://www.google.com/amp/s/harbour.example/amp/news/crane?id=7",
        "https://webcache.googleusercontent.com/search?q=cache:AbCdEfGh123:https://harbour.example/news/crane%3Fid%3D7",
        "https://harbour-example.translate.goog/news/crane?id=7&_x_tr_sl=ru&_x_tr_tl=en",
        "https://translate.google.com/translate?sl=ru&u=https%3A%2F%2Fharbour.example%2Fnews%2Fcrane%3Fid%3D7",
        "https://t.me/iv?url=https%3A%2F%2Fharbour.example%2Fnews%2Fcrane%3Fid%3D7&rhash=1",
        "https://web.archive.org/web/2025/https://archive.ph/2025/https://harbour.example/news/crane?id=7",
    ],
    "https://harbour.example/crane.html": [
        "https://harbour.example/crane.amp.html",
        "https://harbour.example/crane.html/amp",
        "https://harbour.example/crane-print.html",
    ],
    "https://x.com/portnews/status/1790": ["https://nitter.net/PortNews/status/1790#m"],
    "https://t.me/portnews/418": [
        "https://web.archive.org/web/20250314/https://t.me/s/portnews/418"
    ],
}


@pytest.mark.parametrize(
    ("page", "version"), [(page, one) for page, found in VERSIONS.items() for one in found]
)
def test_versions_of_a_page_share_only_the_second_key(page: str, version: str) -> None:
    assert twin_key(page) == twin_key(version)
    assert page_key(page) != page_key(version)


@pytest.mark.parametrize(
    "text",
    [
        "", "crane", "mailto:a@harbour.example", "ftp://harbour.example/a", "https://", "http://[::1",
        "https://harbour.example:port/", "javascript:alert(1)", "https:///a", "\ud800",
    ],
)  # fmt: skip
def test_what_names_no_page_has_no_key(text: str) -> None:
    assert page_key(text) == twin_key(text) == ""
    assert publisher_keys(text) == []


@pytest.mark.parametrize(
    "url",
    [
        "https://harbour.example/%", "https://harbour.example/%zz?%=%&&==&a", "https://harbour.example/\ud800",
        "https://" + "x" * 300 + ".example/", "https://..example/", "https://harbour.example/" + "%2e%2e/" * 9,
        "https://web.archive.org/web/20259999999999/https://", "https://web.archive.org/web/",
        "https://l.facebook.com/l.php?u=%ff", "https://t.me/", "https://x.com//status/", "https://a@b:1@c.example/",
        "https://web.archive.org/web/1/https://" * 40,
    ],
)  # fmt: skip
def test_odd_addresses_raise_nothing(url: str) -> None:
    assert isinstance(page_key(url) + twin_key(url), str)
    assert archived_original(url) is None or archived_original(url).original  # type: ignore[union-attr]


def test_long_url_has_a_key_that_an_index_holds() -> None:
    long = "https://harbour.example/" + "новости" * 300
    assert len(page_key(long)) <= 400
    assert page_key(long) == page_key(long + "/")
    assert page_key(long) != page_key(long + "2")


@pytest.mark.parametrize(
    ("url", "original", "moment"),
    [
        (
            "https://web.archive.org/web/20250314081530/https://harbour.example/a?b=1",
            "https://harbour.example/a?b=1",
            "2025-03-14 08:15:30+00:00",
        ),
        (
            "https://archive.ph/2025.03.14-081530/https://harbour.example/a",
            "https://harbour.example/a",
            "2025-03-14 08:15:30+00:00",
        ),
        ("https://web.archive.org/web/2025/harbour.example/a", "http://harbour.example/a", "None"),
        ("https://archive.today/newest/http://harbour.example/", "http://harbour.example/", "None"),
    ],
)
def test_archived_copy_tells_its_original_and_moment(url: str, original: str, moment: str) -> None:
    kept = archived_original(url)
    assert kept is not None
    assert (kept.original, str(kept.moment)) == (original, moment)


@pytest.mark.parametrize(
    ("url", "network", "account", "post"),
    [
        ("https://t.me/s/PortNews/418?single", "telegram", "portnews", "418"),
        ("https://t.me/portnews", "telegram", "portnews", ""),
        ("https://mobile.twitter.com/PortNews/status/1790", "x", "portnews", "1790"),
        ("https://x.com/i/web/status/1790", "x", "", "1790"),
        ("https://www.facebook.com/port.news/posts/a-slug/55", "facebook", "port.news", "55"),
        ("https://www.facebook.com/groups/Dockers/posts/55", "facebook", "", "55"),
        ("https://vk.com/wall-12_34", "vk", "-12", "wall-12_34"),
        ("https://www.tiktok.com/@Port/video/9", "tiktok", "@port", "9"),
        ("https://www.youtube.com/@Port", "youtube", "@port", ""),
    ],
)
def test_post_names_its_network_account_and_number(
    url: str, network: str, account: str, post: str
) -> None:
    found = post_of(url)
    assert found is not None
    assert (found.network, found.account, found.post) == (network, account, post)


@pytest.mark.parametrize(
    "url",
    [
        "https://t.me/joinchat/AAA", "https://t.me/+AbC", "https://t.me/share/url?url=x", "https://x.com/home",
        "https://x.com/search?q=a", "https://www.facebook.com/login/?next=x", "https://harbour.example/status/1",
        "https://x.com", "https://t.me/s", "https://facebook.com/groups/1", "https://nott.me/a/1",
    ],
)  # fmt: skip
def test_what_is_no_post_and_no_account_is_none(url: str) -> None:
    assert post_of(url) is None


@pytest.mark.parametrize(
    ("url", "keys"),
    [
        ("https://www.harbour.example", ["harbour.example"]),
        ("https://m.harbour.example/", ["harbour.example"]),
        ("https://amp.harbour.example/a/b", ["harbour.example/a", "harbour.example"]),
        ("https://sport.harbour.example/", ["sport.harbour.example"]),
        ("https://web.archive.org/web/2025/https://www.harbour.example/", ["harbour.example"]),
        ("https://t.me/s/PortNews/4", ["t.me/portnews"]),
        ("https://twitter.com/PortNews/status/4", ["x.com/portnews"]),
        ("https://x.com/i/web/status/4", []),
        ("https://archive.ph/AbCd1", []),
    ],
)
def test_publisher_is_known_by_its_site_or_account(url: str, keys: list[str]) -> None:
    assert publisher_keys(url) == keys


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("Harbour.example", "harbour.example"),
        ("https://www.harbour.example/", "harbour.example"),
        ("причал.example", "xn--80apknf7b.example"),
        ("t.me/PortNews", "t.me/portnews"),
        ("twitter.com/PortNews", "x.com/portnews"),
        ("blogs.example/@Ana/", "blogs.example/@Ana"),
        ("t.me", ""),
        ("", ""),
    ],
)
def test_domain_of_a_source_is_compared_in_the_same_form(typed: str, key: str) -> None:
    assert domain_key(typed) == key


def test_home_page_is_told_from_a_page() -> None:
    home = ["https://a.example", "https://a.example/ru/", "https://a.example/index.html#top"]
    pages = ["https://a.example/new", "https://a.example/?p=3", "https://a.example/ru/12"]
    assert [is_home_page(url) for url in home + pages] == [True] * 3 + [False] * 3
