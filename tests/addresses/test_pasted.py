"""Addresses are read from text as people paste it, without what is only around them."""

import pytest

from claims.addresses import is_cut_short, read_addresses

ONE = "https://port.example/a1"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (ONE, [ONE]),
        (f"  {ONE}\t", [ONE]),
        ("www.port.example/a1", ["https://www.port.example/a1"]),
        ("port.example/a1", ["https://port.example/a1"]),
        ("HTTP://Port.example/A1", ["http://Port.example/A1"]),
        (f"12) {ONE}", [ONE]),
        (f"3.{ONE}", [ONE]),
        (f"— {ONE} – Crane stays", [ONE]),
        (f"• {ONE}", [ONE]),
        (f"<{ONE}>", [ONE]),
        (f"({ONE})", [ONE]),
        (f"[Crane]({ONE})", [ONE]),
        (f"[{ONE}]({ONE})", [ONE]),
        (f'<a href="{ONE}">Crane</a>', [ONE]),
        (f"«{ONE}»", [ONE]),
        (f"“{ONE}”, ‘{ONE}’", [ONE]),
        (f"„{ONE}“", [ONE]),
        (f"<{ONE}|Crane stays>", [ONE]),
        (f"{ONE}<{ONE}>", [ONE]),
        (f"{ONE}?a=1&amp;b=2", [f"{ONE}?a=1&b=2"]),
        (f"（{ONE}）", [ONE]),
        (f"*{ONE}* `{ONE}`", [ONE]),
        *((f"{ONE}{mark}", [ONE]) for mark in (",", ".", ";", ":", "!", "?", "…", "։", "*")),
        (f"\u200b{ONE}\u200e", [ONE]),
        (f"\ufeff\u2068{ONE}\u2069", [ONE]),
        ("https://port.ex\u00adample/a1", [ONE]),
        (f"{ONE} https://port.example/b2", [ONE, "https://port.example/b2"]),
        (f"{ONE},https://port.example/b2", [ONE, "https://port.example/b2"]),
        (f"{ONE}https://port.example/b2", [ONE, "https://port.example/b2"]),
        (f"{ONE}|www.port.example/b2", [ONE, "https://www.port.example/b2"]),
        (f"{ONE};www.port.example/b2", [ONE, "https://www.port.example/b2"]),
        (f"See {ONE}. And then www.port.example.", [ONE, "https://www.port.example"]),
        ("https://port.example/crane_(ship)", ["https://port.example/crane_(ship)"]),
        ("(see https://port.example/crane_(ship))", ["https://port.example/crane_(ship)"]),
        ("https://port.example/0,15,a-12,00.html", ["https://port.example/0,15,a-12,00.html"]),
        ("https://port.example/a?u=https://b.example/c", ["https://port.example/a?u=https://b.example/c"]),
        (f"https://web.archive.org/web/2025/{ONE}", [f"https://web.archive.org/web/2025/{ONE}"]),
        (f"🔗{ONE}👇🏻", [ONE]),
        (f"{ONE}❗️", [ONE]),
        ("причал.рф/новости", ["https://причал.рф/новости"]),
        ("www.причал.рф", ["https://www.причал.рф"]),
        ("https://причал.рф/новости/кран»,", ["https://причал.рф/новости/кран"]),
        ("https://xn--80apknf7b.xn--p1ai/a", ["https://xn--80apknf7b.xn--p1ai/a"]),
        ("http://127.0.0.1:8123/a", ["http://127.0.0.1:8123/a"]),
        ("http://localhost:8123/a", ["http://localhost:8123/a"]),
        ("nothing here", []),
        ("report.pdf, 13.03.2025/14, and/or", []),
        ("ana@port.example/a", []),
        ("port.example", []),
        ("", []),
    ],
)  # fmt: skip
def test_addresses_are_read_without_what_is_around_them(text: str, found: list[str]) -> None:
    assert read_addresses(text) == found


def test_address_that_a_chat_shortened_is_noticed() -> None:
    assert is_cut_short("port.example/politics/2025/cra…")
    assert is_cut_short("www.port.example/politics/cra...")
    assert not is_cut_short(f"{ONE}…")
    assert not is_cut_short("port.example/a1")
    assert not is_cut_short("and so on …")


def test_long_text_is_read_in_linear_time() -> None:
    assert read_addresses("a." * 200_000 + "(" * 200_000 + "https://" * 50_000) is not None
