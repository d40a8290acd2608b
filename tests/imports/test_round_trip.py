"""The desk's own exports are read back: the same claims here, and all that they say on an empty desk."""

import io
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from claims.enums import ClaimStatus
from claims.models import Appearance, Claim, Source
from tests.factories import (
    ArticleFactory,
    ClaimFactory,
    EvidenceFactory,
    SourceFactory,
    sign_off,
    walk_to,
)

from .files import CommandRun, csv_of

ROWS = (
    {"kind": "quote", "chain": "Herald < Ann Prova", "quote": "sold", "article_title": "Cranes"},
    {"about_on": "2031", "said_on": "2031-05-02/2031-05-04", "question": "Sold? | By whom?"},
    {"priority": "high", "language": "en", "speaker": "Ann Prova"},
    {"article_url": "https://h.example/1", "publisher": "Herald", "speaker": "Ann Prova"},
    {"statement": "=1+1 cranes are sold."},
)


def fetched(client: Any, name: str) -> bytes:
    return b"".join(client.get(f"/export/{name}").streaming_content)


@pytest.mark.parametrize("name", ["claims.csv", "claims.xlsx"])
def test_the_list_of_claims_is_unchanged_on_its_own_desk(
    name: str, login: Any, tmp_path: Path
) -> None:
    CommandRun(tmp_path / "claims.csv", csv_of(*ROWS))
    again = CommandRun(tmp_path / name, fetched(login("reader"), name))
    assert again.error is None
    assert "0 new, 5 unchanged, 0 refused" in again.out
    assert again.err == ""


def test_rows_without_an_id_are_known_by_what_they_say(login: Any, tmp_path: Path) -> None:
    first = tmp_path / "claims.csv"
    CommandRun(first, csv_of(*ROWS))
    content = fetched(login("reader"), "claims.csv").replace(b'"external_id"', b'"system"')
    again = CommandRun(first, content)
    assert "0 new, 5 unchanged, 0 refused" in again.out
    other = CommandRun(first, content.replace(b"Ann Prova", b"Ben Prova"))
    assert "3 new, 2 unchanged" in other.out
    assert "0 new, 5 unchanged" in CommandRun(first).out


def test_signed_verdicts_are_read_back_with_chain_dates_and_questions(
    cast: Any, login: Any, tmp_path: Path
) -> None:
    by = cast.researcher
    CommandRun(tmp_path / "claims.csv", csv_of(ROWS[0] | {"kind": ""}, ROWS[1]))
    for claim in Claim.objects.all():
        EvidenceFactory(claim=claim, by=by, article=ArticleFactory(by=by), quote="all four")
        walk_to(ClaimStatus.AGREED, claim, cast)
        sign_off(claim, cast.editor)
    exported = fetched(login("reader"), "verdicts.csv")
    assert "0 new, 2 unchanged, 0 refused" in CommandRun(tmp_path / "verdicts.csv", exported).out
    elsewhere = exported.replace(b'"x-1"', b'"y-1"').replace(b'"x-2"', b'"y-2"')
    ran = CommandRun(tmp_path / "verdicts.csv", elsewhere)
    assert "2 new" in ran.out
    quoted, dated = Claim.objects.filter(external_id__startswith="y-").order_by("external_id")
    steps = quoted.appearances.get().chain.all()
    assert [(step.voice, step.kind) for step in steps] == [
        ("Herald", "reported"), ("Ann Prova", "said"),
    ]  # fmt: skip
    assert (dated.said_on.edtf, dated.about_on.edtf) == ("2031-05-02/2031-05-04", "2031")
    assert dated.questions.count() == 2


def test_a_chain_names_sources_and_descriptions_within_them(cast: Any, tmp_path: Path) -> None:
    body = SourceFactory(by=cast.researcher, name="Port Office")
    CommandRun(tmp_path / "c.csv", csv_of({"chain": "Herald < withheld < a clerk (PORT OFFICE)"}))
    steps = list(Appearance.objects.get().chain.all())
    assert [(str(step.source or ""), step.label) for step in steps] == [
        ("Herald", ""), ("", "withheld"), (str(body), "a clerk"),
    ]  # fmt: skip
    assert "1 unchanged" in CommandRun(tmp_path / "c.csv").out
    assert not Source.objects.filter(name="withheld").exists()


def test_the_workbook_of_claims_keeps_ids_as_text(cast: Any, login: Any) -> None:
    claim = ClaimFactory(people=cast)
    Claim.objects.filter(pk=claim.pk).update(external_id="00123")
    sheet = load_workbook(io.BytesIO(fetched(login("reader"), "claims.xlsx")))["claims"]
    header, row = (dict(enumerate(cell.value for cell in line)) for line in sheet.iter_rows())
    column = next(n for n, name in header.items() if name == "external_id")
    assert row[column] == "00123"
