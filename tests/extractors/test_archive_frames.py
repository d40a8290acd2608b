"""The header of a web archive is no part of the article, and says what was kept and when."""

import pytest

from claims.addresses import archived_original
from claims.extractors import find_boilerplate
from claims.extractors.page.html import read_html

BODY = (
    "The harbour master of Port Example said on Tuesday that all four cranes will stay in service until autumn.",
    "The union of dockers said that it had heard of no such plan from the ministry, and that it would oppose one.",
    "A ministry official, asked twice, declined to comment on the sale of the two oldest cranes in the port.",
)
ARTICLE = "<article><h1>The cranes stay</h1>" + "".join(f"<p>{p}</p>" for p in BODY) + "</article>"
HEADER = (
    '<div id="HEADER"><table><tr><td><a href="/">archive.today</a><br>webpage capture</td><td>Saved from</td>'
    '<td><form><input name="q" value="https://harbour.example/cranes?id=7"><input type="submit" value="search"></form>'
    "</td><td>14 Mar 2025 08:15:30 UTC</td></tr><tr><td>no other snapshots from this url</td></tr>"
    "<tr><td>All snapshots</td><td>from host <a>harbour.example</a></td></tr><tr><td>Webpage</td><td>Screenshot</td></tr>"
    "</table><div>share download .zip report bug or abuse buy me a coffee</div></div>"
)
LONG = "https://archive.today/2025.03.14-081530/https://harbour.example/cranes?id=7"


@pytest.mark.parametrize(
    ("head", "header"),
    [
        ("", HEADER),
        (f'<link rel="canonical" href="{LONG}">', HEADER),
        (f'<link rel="bookmark" href="{LONG}">', HEADER),
        ("", HEADER.replace("archive.today", "archive.ph").replace('<div id="HEADER">', "<div>")),
        (
            "",
            "<div><p>archive.is webpage capture</p><p>Saved from https://harbour.example/cranes?id=7</p>"
            "<p>14 Mar 2025 08:15:30 UTC</p></div>",
        ),
    ],
)
def test_header_is_taken_off_and_tells_the_original(head: str, header: str) -> None:
    page = f'<html lang="en"><head>{head}<title>The cranes stay</title></head><body>{header}{ARTICLE}</body></html>'
    read = read_html(page)
    assert all(paragraph in read.text for paragraph in BODY)
    assert not any(word in read.text for word in ("Saved from", "webpage capture", "14 Mar 2025"))
    kept = archived_original(read.canonical or "")
    assert kept is not None
    assert kept.original == "https://harbour.example/cranes?id=7"
    assert str(kept.moment) == "2025-03-14 08:15:30+00:00"


def test_header_in_a_pasted_text_is_boilerplate() -> None:
    header = (
        "archive.today\nwebpage capture\nSaved from\nhttps://harbour.example/cranes\n14 Mar 2025 08:15:30 UTC\n"
        "no other snapshots from this url\nAll snapshots\nfrom host harbour.example\nWebpage\nScreenshot"
    )
    text = f"{header}\nThe cranes stay\n" + "\n".join(BODY)
    folded = find_boilerplate(text)
    shown = "".join(
        character
        for at, character in enumerate(text)
        if not any(start <= at < end for start, end in folded)
    )
    assert shown.strip() == "The cranes stay\n" + "\n".join(BODY)


def test_article_about_an_archive_stays_whole() -> None:
    about = "The paper said that archive.today had saved the page. It was saved from deletion, the editor added."
    page = f"<html><body><article><h1>Saved from the bin</h1><p>{about}</p><p>{BODY[0]}</p><p>{BODY[1]}</p></article></body></html>"
    read = read_html(page)
    assert about in read.text
    assert find_boilerplate(f"Saved from the bin\n{about}\n{BODY[0]}\n{BODY[1]}") == []


def test_wayback_bar_is_taken_off() -> None:
    bar = '<div id="wm-ipp-base"><div id="wm-ipp"><p>3 captures, 14 Mar 2025 - 20 Nov 2025, about this capture</p></div></div>'
    read = read_html(f"<html><body>{bar}{ARTICLE}</body></html>")
    assert "captures" not in read.text
    assert BODY[0] in read.text
