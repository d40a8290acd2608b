"""What spreadsheets do to a file: their own first line, padding, dates, encodings, quotation marks, words for nothing."""

from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from claims.enums import Fate
from claims.forms.import_columns import ARTICLES, CLAIMS, Layout
from claims.forms.import_days import DayOrder, TwoDays, read_day
from claims.forms.import_names import like_named, remark_on_case
from claims.forms.import_rows import claim_row
from claims.forms.import_table import Table, Unreadable
from claims.given import ClaimRow
from claims.models import Claim

from .files import CommandRun, csv_of
from .test_admin import CLAIMS as PAGE
from .test_admin import carried, confirm, figures, preview

pytestmark = pytest.mark.any_database


def rows(text: str | bytes, order: str = "", layout: Layout = CLAIMS) -> list[ClaimRow]:
    table = Table(text if isinstance(text, bytes) else text.encode(), layout)
    return [claim_row(line, order, needs_id=table.needs_id) for line in table]


HEADERS = {
    "Excel's line": 'sep=;\nexternal_id;statement;said_on\nA-1;Sold.;2031-05-02\n',
    "Excel's line in quotes, for another mark": '"sep=\t"\nexternal_id\tstatement\tsaid_on\nA-1\tSold.\t2031-05-02\n',
    "capitals, spaces, hyphens": "External ID ,STATEMENT,Said-on\nA-1,Sold.,2031-05-02\n",
    "one word": "externalId,Statement,saidOn\nA-1,Sold.,2031-05-02\n",
    "an invisible mark": "\u200bexternal_id,statement\xa0,said on\nA-1,Sold.,2031-05-02\n",
    "padded": "external_id,statement,said_on,,\nA-1,Sold.,2031-05-02,,,,,\n,,,,,\n",
    "a title above": "List of May\n\nexternal_id,statement,said_on\nA-1,Sold.,2031-05-02\n",
    "bars": "external_id|statement|said_on\nA-1|Sold.|2031-05-02\n",
    "formulas that keep zeros": '="external_id",statement,said_on\n="A-1","=""Sold.""",="2031-05-02"\n',
    "blank lines above": ";;;\n\nexternal_id;statement;said_on\nA-1;Sold.;2031-05-02;\n",
}  # fmt: skip


@pytest.mark.parametrize("habit", HEADERS)
def test_the_line_that_names_the_columns_is_found(habit: str) -> None:
    (row,) = rows(HEADERS[habit])
    assert (row.external_id, row.statement, row.said_on.edtf, row.fault) == (
        "A-1", "Sold.", "2031-05-02", "",
    )  # fmt: skip


def test_formula_that_the_desk_guarded_stays_as_it_was_written() -> None:
    (row,) = rows('external_id,statement\n\'="A-1",Sold.\n')
    assert row.external_id == '="A-1"'


ENCODED = {
    "utf-16": ("Ոստիկանությունը հերքեց։", "utf-16"),
    "utf-16 without its mark": ("The quay – closed.", "utf-16-le"),
    "Cyrillic": ("Мост откроют к пятнице.", "cp1251"),
    "Cyrillic in capitals": ("МОСТ ОТКРОЮТ К ПЯТНИЦЕ.", "cp1251"),
    "KOI8": ("Мост откроют к пятнице.", "koi8-r"),
    "DOS": ("Мост откроют к пятнице.", "cp866"),
    "Turkish": ("Liman kapısı açıldı.", "cp1254"),
    "French": ("Le quai fermé – déjà.", "cp1252"),
}


@pytest.mark.parametrize("kind", ENCODED)
def test_encodings_of_spreadsheets_are_recognized(kind: str) -> None:
    statement, encoding = ENCODED[kind]
    content = f"external_id\tstatement\r\nE-1\t{statement}\r\n".encode(encoding)
    assert [row.statement for row in rows(content)] == [statement]
    assert len(Table(content, CLAIMS).notes) == 1


def test_a_chosen_encoding_is_used_or_refused() -> None:
    lone = "external_id,statement\nE-1,ЎЗ\n".encode("cp1251")
    with pytest.raises(Unreadable):
        Table(lone, CLAIMS)
    (line,) = Table(lone, CLAIMS, encoding="cp1251")
    assert line.cells["statement"] == "ЎЗ"
    with pytest.raises(Unreadable):
        Table(lone, CLAIMS, encoding="utf-8")


DAYS = {
    "02.05.2031": None,
    "2/5/2031": None,
    "5/5/2031": "2031-05-05",
    "25.05.2031": "2031-05-25",
    "5/25/2031": "2031-05-25",
    "25. 5. 2031": "2031-05-25",
    "25-05-2031 г.": "2031-05-25",
    "2031-05-25 00:00:00": "2031-05-25",
    "2031/5/25": "2031-05-25",
    "20310525": "2031-05-25",
    "25/05/2031 00:15": "2031-05-25",
    "5/25/2031 11:59 PM": "2031-05-25",
    "2031-05-25T21:30:00Z": "2031-05-25/2031-05-26",
    "2031-05-25T23:30:00+04:00": "2031-05-25",
    "25 May 2031": "2031-05-25",
    "25-May-2031": "2031-05-25",
    "25 мая 2031 г.": "2031-05-25",
    "25 Mayıs 2031": "2031-05-25",
    "25. Mai 2031": "2031-05-25",
    "25 de mayo de 2031": "2031-05-25",
    "25 maja 2031": "2031-05-25",
    "Sun, 25 May 2031 11:15:00": "2031-05-25",
    "May 2031": "2031-05",
    "2031-05-01/2031-05-09": "2031-05-01/2031-05-09",
}
NO_DAYS = (
    "45802",
    "25.05.31",
    "31.02.2031",
    "2031-25-05",
    "25 May",
    "25-May-31",
    "31. April 2031",
    "Updated 25 May 2031",
    "Sunday",
    "soon",
    "25:61",
)


@pytest.mark.parametrize("text", DAYS)
def test_days_are_read_where_they_mean_one_day(text: str) -> None:
    if (expected := DAYS[text]) is not None:
        assert read_day(text).edtf == expected
        return
    with pytest.raises(TwoDays):
        read_day(text)
    assert read_day(text, DayOrder.DAY_FIRST).edtf == "2031-05-02"
    assert read_day(text, DayOrder.MONTH_FIRST).edtf == "2031-02-05"


@pytest.mark.parametrize("text", NO_DAYS)
def test_what_is_no_day_is_not_read_as_one(text: str) -> None:
    with pytest.raises(ValueError, match="."):
        read_day(text)
    assert rows(f"external_id,statement,said_on\nA,B,{text}\n")[0].fault.startswith("said_on: ")


AMBIGUOUS = ({"said_on": "02.05.2031"}, {"about_on": "3/5/2031"}, {"said_on": "25.05.2031"}, {})


def test_the_order_of_day_and_month_is_asked_once_for_the_file(login: Any) -> None:
    client = login("researcher")
    page = preview(client, csv_of(*AMBIGUOUS))
    assert figures(page) == {Fate.NEW: 2, Fate.UNCHANGED: 0, Fate.REFUSED: 2}
    form = page.context["form"]
    assert (form.asks_day_order, form.table.days.likely) == (True, DayOrder.DAY_FIRST)
    answer = {"carried": carried(page), "again": "1", "day_order": "day_first", "encoding": ""}
    again = client.post(PAGE, answer)
    assert figures(again)[Fate.NEW] == 4
    assert not Claim.objects.exists()
    assert figures(confirm(client, PAGE, again)) == figures(again)
    days = [claim.said_on.edtf or claim.about_on.edtf for claim in Claim.objects.order_by("pk")]
    assert days == ["2031-05-02", "2031-05-03", "2031-05-25", ""]


def test_the_command_takes_the_order_and_the_encoding(db: Any, tmp_path: Path) -> None:
    path = tmp_path / "claims.csv"
    content = csv_of(*AMBIGUOUS).decode().replace("port", "порт").encode("koi8-r")
    asked = CommandRun(path, content, "--encoding", "koi8-r")
    assert "--dates" in asked.err
    assert "2 new, 0 unchanged, 2 refused" in asked.out
    assert "KOI8-R" in asked.out
    told = CommandRun(path, None, "--dates", "month-first", "--encoding", "koi8-r")
    assert "2 new, 1 unchanged, 1 refused" not in told.out
    assert Claim.objects.get(external_id="x-1").said_on.edtf == "2031-02-05"


FAULTY = """external_id,statement,speaker
A-1,Sold.,Ann Prova
A-2,"Dawn" stayed in port.,Ann Prova
A-3,Kept.,Ann Prova
A-4,"Dusk" did not.,Ann Prova
A-5,Left.
A-6,"never closed,Ann Prova
A-7,Found.,Ann Prova
"""


def test_each_row_with_a_fault_is_named_and_the_others_are_kept() -> None:
    read = rows(FAULTY)
    assert [row.line for row in read if row.fault] == [3, 5, 7]
    good = [row for row in read if not row.fault]
    assert [row.external_id for row in good] == ["A-1", "A-3", "A-5", "A-7"]
    assert [len(row.remarks) for row in good] == [0, 0, 1, 0]


def test_a_cell_that_swallowed_rows_is_remarked() -> None:
    text = (
        'external_id,statement,speaker\nA-1,"Sold.,Ann\nA-2,Kept.,Ann\nA-3,"",Ann"\nA-4,Left.,Ann\n'
    )
    swallowed = 'external_id,statement,speaker\nA-1,"Sold.\nA-2,Kept.,Ann\nLeft.",Ann\n'
    assert rows(text)[-1].external_id == "A-4"
    assert [len(row.remarks) for row in rows(swallowed)] == [1]
    plain = 'external_id,statement,speaker\nA-1,"Sold.\nAll, of them.",Ann\n'
    assert [row.remarks for row in rows(plain)] == [()]


@pytest.mark.parametrize(
    "word",
    [
        "-",
        "—",
        "N/A",
        "#N/A",
        "нет данных",
        "yoxdur",
        "keine Angabe",
        "sin datos",
        "brak",
        "لا يوجد",
        "?",
        "#REF!",
    ],
)
def test_words_for_nothing_are_empty_in_every_column(word: str) -> None:
    columns = [name for name in CLAIMS.columns if name not in CLAIMS.required]
    text = f"external_id,statement,{','.join(columns)}\nA-1,Sold.{f',{word}' * len(columns)}\n"
    (row,) = rows(text)
    assert row.fault == ""
    assert row.told == [("Id", "A-1")]
    said = [remark for remark in row.remarks if remark.startswith("quote")]
    assert len(said) == (1 if word in ("yoxdur", "brak") else 0)


def test_columns_of_a_claim_are_read() -> None:
    (row,) = rows(
        "external_id,statement,kind,chain,publisher,article_url,language,about_on,priority,question\n"
        "A-1,Sold.,Quote,Herald < Ann Prova,Herald,https://h.example/1,EN,2032,HIGH,Sold? | By whom?\n"
    )
    assert row.fault == ""
    assert (row.kind, row.chain, row.speaker) == ("quote", ("Herald", "Ann Prova"), "Ann Prova")
    assert (row.publisher, row.language, row.about_on.edtf) == ("Herald", "EN", "2032")
    assert (row.priority, row.questions) == (1, ("Sold?", "By whom?"))


WRONG = {
    "kind": "rumour",
    "priority": "urgent",
    "chain": "Herald < < Ann",
    "about_on": "some day",
    "language": "no tag at all",
}


@pytest.mark.parametrize("column", WRONG)
def test_a_cell_that_is_no_code_names_its_column(column: str) -> None:
    (row,) = rows(f"external_id,statement,{column}\nA-1,Sold.,{WRONG[column]}\n")
    assert row.fault.startswith(f"{column}: ")


def test_a_speaker_who_is_not_the_last_of_the_chain_is_refused() -> None:
    (row,) = rows("external_id,statement,speaker,chain\nA-1,Sold.,Ann,Ann < Ben\n")
    assert row.fault.startswith("speaker: ")


def test_what_a_claim_has_no_place_for_is_remarked() -> None:
    (row,) = rows("external_id,statement,publisher\nA-1,Sold.,Herald\n")
    assert len(row.remarks) == 1


@pytest.mark.parametrize(
    ("name", "there", "found", "remarked"),
    [
        ("Йод.txt", ["И\u0306од.txt"], ["И\u0306од.txt"], False),
        ("Report.TXT", ["report.txt"], ["report.txt"], True),
        ("a.txt", ["A.txt", "a.txt"], ["a.txt"], False),
        ("B.txt", ["b.txt", "b.TXT"], ["b.txt", "b.TXT"], True),
        ("c.txt", ["d.txt"], [], False),
    ],
)
def test_file_names_are_compared_as_they_are_read(
    name: str, there: list[str], found: list[str], remarked: bool
) -> None:
    assert like_named(name, there) == found
    assert [bool(remark_on_case(name, one)) for one in found] == [remarked] * len(found)


def test_a_manifest_finds_a_file_that_a_mac_named(login: Any) -> None:
    manifest = SimpleUploadedFile("m.csv", "file,published\nЁж.txt,last week\n".encode())
    article = SimpleUploadedFile("Е\u0308ж.txt", "Мост откроют к пятнице. ".encode() * 9)
    page = login("researcher").post(
        "/admin/claims/article/import/", {"file": manifest, "articles": [article]}
    )
    assert figures(page)[Fate.NEW] == 1
    (outcome,) = page.context["report"].groups[0].outcomes
    assert [remark[:11] for remark in outcome.remarks] == ["published: "]


def test_dates_of_a_manifest_are_read_and_asked_about() -> None:
    days = Table(b"file,published\na.txt,2/5/2031\nb.txt,25/5/2031\n", ARTICLES).days
    assert (days.number, days.likely) == (1, DayOrder.DAY_FIRST)


def test_columns_of_a_review_that_look_like_a_claims_are_explained() -> None:
    text = (
        "claimReviewed,author,datePublished,claimDate,itemReviewed.appearance\n"
        "Sold.,Checkers,2031-06-01,25.05.2031,\"[{'url': 'https://h.example/1'}, {'url': 'https://h.example/2'}]\"\n"
    )
    table = Table(text.encode(), CLAIMS)
    (row,) = rows(text)
    assert (row.speaker, row.said_on.edtf) == ("", "2031-05-25")
    assert (row.article_url, len(row.remarks), len(table.notes)) == ("https://h.example/1", 1, 2)


@pytest.mark.parametrize("error", ["#ДЕЛ/0!", "#Н/Д", "#ССЫЛКА!", "#YOK", "#DEĞER!", "#NAME?"])
def test_errors_of_a_spreadsheet_name_nobody(error: str) -> None:
    (row,) = rows(f"external_id,statement,speaker\nA-1,Sold.,{error}\n")
    assert row.speaker == ""
