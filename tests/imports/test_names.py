"""Names in imported files: one spelling is one source, a near name and a name of several are remarked on."""

from typing import Any

import pytest

from claims.actions.imports import (
    import_articles,
    import_claims,
    preview_articles,
    preview_claims,
    read_claim_rows,
    read_rows,
)
from claims.enums import Fate, SourceKind
from claims.forms.import_columns import CLAIMS
from claims.forms.import_rows import article_row, claim_row
from claims.forms.import_table import Table
from claims.given import ArticleGiven, ArticleRow, ClaimRow, NewSource, pasted
from claims.models import Claim, Question, Source
from tests.factories import SourceFactory

pytestmark = pytest.mark.django_db


def rows(*lines: str) -> list[Any]:
    """Return the read rows of a file of statements, speakers and questions."""
    numbered = [f"N-{n},The lock is {n} metres deep.,{line}" for n, line in enumerate(lines, 1)]
    text = "\n".join(["external_id,statement,speaker,question", *numbered])
    table = Table(text.encode(), CLAIMS)
    (batch,) = read_claim_rows([claim_row(line) for line in lines] for lines in table.batches(100))
    return list(batch)


def names() -> set[str]:
    return set(Source.objects.exclude(kind=SourceKind.DESK).values_list("name", flat=True))


def test_spellings_of_one_name_in_a_file_are_one_source(cast: Any) -> None:
    outcomes = import_claims(
        rows("İlqar Sınaqlı,", "ilqar sınaqlı,", "İLQAR SINAQLI,"), by=cast.researcher
    )
    assert [outcome.fate for outcome in outcomes] == [Fate.NEW] * 3
    assert [outcome.remarks for outcome in outcomes] == [()] * 3
    assert names() == {"İlqar Sınaqlı"}


def test_preview_and_import_say_what_a_new_name_looks_like(cast: Any) -> None:
    SourceFactory(by=cast.researcher, name="Maria Zakharova")
    given = rows("Мария Захарова,", "Ana Prova; Gio Prova,", "Levan Prova,")
    (previewed,) = preview_claims([given])
    near, several, plain = [outcome.remarks for outcome in previewed]
    assert len(near) == len(several) == 1
    assert "“Maria Zakharova”" in near[0]
    assert plain == ()
    assert names() == {"Maria Zakharova"}
    imported = import_claims(given, by=cast.researcher)
    assert [outcome.remarks for outcome in imported] == [near, several, plain]
    assert "Мария Захарова" in names()


def test_new_names_of_one_file_are_compared_with_each_other(cast: Any) -> None:
    (previewed,) = preview_claims([rows("Nino Probadze,", "Нино Пробадзе,")])
    assert [len(outcome.remarks) for outcome in previewed] == [0, 1]


def test_name_of_several_sources_is_kept_as_a_description_and_remarked(cast: Any) -> None:
    by = cast.researcher
    SourceFactory(by=by, name="Ani Testyan", aliases="Testyan")
    second = SourceFactory(by=by, name="Ani Testyan", distinction="MP", aliases="Testyan")
    given = rows("ANI TESTYAN,", "Ani Testyan (MP),", "testyan,")
    outcomes = import_claims(given, by=by)
    assert [outcome.fate for outcome in outcomes] == [Fate.NEW] * 3
    assert [len(outcome.remarks) for outcome in outcomes] == [1, 0, 1]
    assert "Ani Testyan (MP)" in outcomes[0].remarks[0]
    steps = [claim.appearances.get().chain.get() for claim in Claim.objects.order_by("pk")]
    assert [(step.source, step.label) for step in steps] == [
        (None, "ANI TESTYAN"), (second, ""), (None, "testyan"),
    ]  # fmt: skip
    assert names() == {"Ani Testyan"}
    again = import_claims(given, by=by)
    assert [outcome.fate for outcome in again] == [Fate.UNCHANGED] * 3


def test_placeholders_in_a_file_say_nothing(cast: Any) -> None:
    words = ("-", "N/A", "#N/A", "неизвестно", "—", "?")
    outcomes = import_claims(rows(*(f"{word},{word}" for word in words)), by=cast.researcher)
    assert {outcome.fate for outcome in outcomes} == {Fate.NEW}
    assert names() == set()
    assert not Question.objects.exists()


def manifest(*publishers: str) -> list[Any]:
    class Line:
        fault = ""

        def __init__(self, number: int, publisher: str) -> None:
            self.remarks = ()
            self.number, self.cells = number, {"file": f"{number}.txt", "publisher": publisher}

    made: Any = [
        article_row(Line(n, name), pasted(f"Lock {n} was painted. " * 20))  # type: ignore[arg-type]
        for n, name in enumerate(publishers, 1)
    ]
    (batch,) = read_rows([made])
    return batch


def test_publisher_of_a_manifest_is_remarked_on_or_refused(cast: Any) -> None:
    by = cast.researcher
    SourceFactory(by=by, name="Harbour Gazette", aliases="HG")
    SourceFactory(by=by, name="Highland Globe", aliases="hg")
    given = manifest("Harbor Gazette", "HG", "N/A", "HARBOUR GAZETTE")
    (previewed,) = preview_articles([given])
    imported = import_articles(given, by=by)
    for outcomes in (previewed, imported):
        fates = [outcome.fate for outcome in outcomes]
        assert fates == [Fate.NEW, Fate.REFUSED, Fate.NEW, Fate.NEW]
        assert [len(outcome.remarks) for outcome in outcomes] == [1, 0, 0, 0]
    assert names() == {"Harbour Gazette", "Highland Globe", "Harbor Gazette"}


TOO_LONG = "Harbour " * 99


@pytest.mark.parametrize("external_id", ["x-1", ""])
def test_refused_row_leaves_its_place_to_a_later_one(cast: Any, external_id: str) -> None:
    """Only a file that is not read by our forms has such a name."""
    lines = [
        ClaimRow(n, external_id, "The lock is deep.", speaker=speaker)
        for n, speaker in enumerate((TOO_LONG, TOO_LONG, "Ann Prova", "Ann Prova"), start=2)
    ]
    (read,) = read_claim_rows([lines])
    fates = [outcome.fate for outcome in import_claims(read, by=cast.researcher)]
    assert fates == [Fate.REFUSED, Fate.REFUSED, Fate.NEW, Fate.UNCHANGED]
    assert Claim.objects.count() == 1


def test_refused_row_of_a_manifest_is_refused_again(cast: Any) -> None:
    lines = [
        ArticleRow(n, "a.txt", pasted("The lock."), ArticleGiven(NewSource(TOO_LONG, "outlet")))
        for n in (2, 3)
    ]
    (read,) = read_rows([lines])
    outcomes = import_articles(read, by=cast.researcher)
    assert [outcome.fate for outcome in outcomes] == [Fate.REFUSED] * 2
    (late,) = read_rows([lines], in_all=-1)
    assert "use the command" in late[0].row.fault


def test_publisher_and_body_of_several_names_are_kept_as_descriptions(cast: Any) -> None:
    by = cast.researcher
    SourceFactory(by=by, name="Harbour Gazette", aliases="HG\nThe Ministry")
    SourceFactory(by=by, name="Highland Globe", aliases="hg\nThe Ministry")
    row = ClaimRow(
        2, "x-1", "The lock is deep.", "It is deep.", "a clerk (The Ministry)",
        "https://port.example/lock", publisher="HG",
    )  # fmt: skip
    (read,) = read_claim_rows([[row]])
    (outcome,) = import_claims(read, by=by)
    assert [("HG" in remark) for remark in outcome.remarks].count(True) == 1
    appearance = Claim.objects.get().appearances.get()
    assert appearance.article.publisher is None
    assert appearance.chain.get().source.name == "a clerk (The Ministry)"
