"""The authors that a page names, agencies among them. The pages are our own."""

import pytest

from claims.extractors import read_html
from claims.extractors.page.byline_words import read_byline

PROSE = "<p>The water board closed the upper sluice after two nights of rain, and the villages below were told to wait.</p>"


def authors(own: str = "", head: str = "", *, after: str = "", site: str = "") -> tuple[str, ...]:
    name = f'<meta property="og:site_name" content="{site}">' if site else ""
    html = (
        f"<!doctype html><html><head><title>The sluice is closed</title>{name}{head}</head><body>"
        f"<article><h1>The sluice is closed</h1>{own}{PROSE * 2}{after}</article></body></html>"
    )
    return read_html(html).authors


def linked(author: str) -> str:
    return (
        f'<script type="application/ld+json">{{"@type":"NewsArticle","author":{author}}}</script>'
    )


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("By Ana Sample", ("Ana Sample",)),
        ("By Ana Sample and Gio Trial in Arsk, additional reporting by AFP", ("Ana Sample", "Gio Trial", "AFP")),
        ("By ANA SAMPLE, The Associated Press", ("ANA SAMPLE", "The Associated Press")),
        ("By Ana Sample Associated Press", ("Ana Sample", "Associated Press")),
        ("Written by Ana Sample | 9 May 2025, 14:02", ("Ana Sample",)),
        ("By Ana Sample Friday, May 9, 2025", ("Ana Sample",)),
        ("By Ana Sample, staff writer", ("Ana Sample",)),
        ("Reuters", ("Reuters",)),
        ("Автор: Анна Речная, Тимур Садов", ("Анна Речная", "Тимур Садов")),
        ("Текст: Анна Речная и Тимур Садов для «Волны»", ("Анна Речная", "Тимур Садов")),
        ("Автор: редакция", ()),
        ("Источник: Интерфакс", ("Интерфакс",)),
        ("Հեղինակ՝ Անի Լորյան, Արմենպրես", ("Անի Լորյան", "Արմենպրես")),
        ("Հեղինակներ՝ Անի Լորյան և Գարիկ Լորյան", ("Անի Լորյան", "Գարիկ Լորյան")),
        ("Müəllif: Elçin Bərəli və Aysel Bərəli", ("Elçin Bərəli", "Aysel Bərəli")),
        ("Mənbə: APA", ("APA",)),
        ("ავტორი: ანა ნავიძე და გია ნავიძე", ("ანა ნავიძე", "გია ნავიძე")),
        ("Yazar: Ali Kıyılı ve Ayşe Köprülü", ("Ali Kıyılı", "Ayşe Köprülü")),
        ("By Ana Sample, Foreign Affairs Editor", ("Ana Sample",)),
        ("(Reporting by Ana Sample in Arsk; editing by Gio Trial)", ("Ana Sample",)),
        ("Text: Anna Muster · Fotos: Jens Beispiel", ("Anna Muster",)),
        ("Von Anna Muster und Jens Beispiel, Berlin", ("Anna Muster", "Jens Beispiel")),
        ("Par Ida Exemple (avec AFP)", ("Ida Exemple", "AFP")),
        ("Par Ida Exemple, à Lyon, avec AFP", ("Ida Exemple", "AFP")),
        ("Por Ida Ejemplo y Juan Prueba", ("Ida Ejemplo", "Juan Prueba")),
        ("Autor: Jan Przykład", ("Jan Przykład",)),
        ("كتبت: سارة تجريبي", ("سارة تجريبي",)),
        ("Haber: Ali Kıyılı / DHA", ("Ali Kıyılı", "DHA")),
    ],
)  # fmt: skip
def test_line_marked_as_a_byline_names_its_authors(line: str, expected: tuple[str, ...]) -> None:
    assert read_byline(line, is_marked=True).authors == expected
    assert authors(f'<div class="author">{line}</div>') == expected


@pytest.mark.parametrize(
    "own",
    [
        "<p>By Monday the water had fallen by a metre.</p>",
        "<p>Sources: the board and two villagers</p>",
        '<div class="byline">Admin</div>',
        '<div class="author">Автор:</div>',
        '<div class="comments"><span class="author">Ana Sample</span></div>',
        "<figure><figcaption>By Ana Sample</figcaption></figure>",
    ],
)
def test_line_that_names_no_author_gives_none(own: str) -> None:
    assert authors(own) == ()


def test_authors_of_the_pages_data_come_first_and_agencies_stay() -> None:
    three = linked(
        '[{"@type":"Person","name":"Ana Sample"},"Gio Trial",{"@type":"Organization","name":"AFP"}]'
    )
    assert authors(head=three) == ("Ana Sample", "Gio Trial", "AFP")
    one = linked('{"@type":"Person","name":"Ana Sample"}')
    line = '<p class="byline">By Ana Sample and Gio Trial, with material from Reuters</p>'
    assert authors(line, one) == ("Ana Sample", "Gio Trial", "Reuters")
    assert authors(line, linked('{"@type":"Organization","name":"AFP"}')) == (
        "Ana Sample",
        "Gio Trial",
        "AFP",
        "Reuters",
    )


def test_outlet_itself_is_no_author() -> None:
    own = linked('{"@type":"Organization","name":"The Valley Post"}')
    assert authors(head=own, site="The Valley Post") == ()
    assert authors('<p class="byline">Ana Sample The Valley Post</p>', site="The Valley Post") == (
        "Ana Sample",
    )


def test_text_glued_to_a_linked_name_is_left_out_and_a_byline_below_the_text_is_read() -> None:
    glued = '<div class="byline">By <a href="/people/ana">Ana Sample</a><span>Water Correspondent</span></div>'
    assert authors(glued) == ("Ana Sample",)
    assert authors(after="<p>Автор: Анна Речная</p>") == ("Анна Речная",)
