"""A withheld source name is hidden in exports of later moments, and never in those handed out before."""

from collections.abc import Callable
from typing import Any

import pytest

from claims.actions import sources
from claims.actions.sources import SourceDetails
from claims.enums import ClaimStatus, SourceKind
from claims.exports.withheld import Withheld
from claims.given import NewSource
from claims.models import Source, Verdict
from tests.factories import ClaimFactory, EvidenceFactory, SourceFactory, walk_to

from .conftest import on, table
from .test_bundle import read_zip
from .test_workbook import cells

pytestmark = pytest.mark.usefixtures("shared_desk")

SIGNED, WITHHELD, PRINTED = "2025-04-08", "2025-04-09", "2025-04-11"


def change(source: Source, by: Any, **fields: Any) -> None:
    source.refresh_from_db()
    details = {
        "name": source.name,
        "kind": SourceKind(source.kind),
        "domains": source.domains,
        "party": source.party,
        "withheld": source.withheld,
        "withheld_reason": source.withheld_reason,
    }
    details |= fields
    sources.change_source(source, SourceDetails(**details), seen_revision=source.revision, by=by)


def withhold(source: Source, by: Any) -> None:
    change(source, by, withheld=True, withheld_reason="They were threatened.")


@pytest.fixture
def ministry(small_desk: Any) -> Any:
    """Return a desk signed on the 8th; its speaker, the ministry, is withheld on the 9th and named again on the 11th."""
    with on("2025-04-09T09:00:00"):
        withhold(small_desk.ministry, small_desk.people.researcher)
    with on("2025-04-11T09:00:00"):
        change(
            small_desk.ministry, small_desk.people.researcher, withheld=False, withheld_reason=""
        )
    return small_desk


def test_name_is_withheld_from_that_moment_until_it_is_named_again(
    ministry: Any, rows: Any
) -> None:
    said = {}
    for day in (SIGNED, WITHHELD, PRINTED):
        (row,) = rows("verdicts", as_of=day)
        proof = rows("evidence", as_of=day)[1]
        said[day] = (row["speaker"], row["attribution"], proof["origin"], proof["family"])
        assert row["verdict_sha256"] == Verdict.objects.get().sha256
    name = "Ministry of Ports"
    named = (
        f"a ministry official ({name})",
        f"Example Gazette < a ministry official ({name})",
        name,
        name,
    )
    assert said[SIGNED] == said[PRINTED] == named
    assert said[WITHHELD] == tuple(text.replace(name, "withheld") for text in named)


def test_every_file_withholds_the_name(ministry: Any, fetch: Callable[..., bytes]) -> None:
    asked = {"as_of": WITHHELD}
    files = read_zip(fetch("bundle.zip", **asked))
    assert b"Ministry of Ports" not in files["verdicts.csv"] + files["evidence.csv"]
    workbook = fetch("verdicts.xlsx", **asked)
    written = [cell for sheet in (1, 2) for row in cells(workbook, sheet) for cell in row]
    assert "a ministry official (withheld)" in written
    assert not [cell for cell in written if "Ministry of Ports" in str(cell)]


@pytest.fixture
def outlet(small_desk: Any) -> Any:
    """Return a desk where the gazette is withheld on the 9th and renamed on the 10th, with a claim signed in between."""
    people = small_desk.people
    with on("2025-04-09T09:00:00"):
        withhold(small_desk.gazette, people.researcher)
    with on("2025-04-09T10:00:00"):
        ClaimFactory(people=people, article=small_desk.article, status=ClaimStatus.SIGNED_OFF)
    with on("2025-04-10T09:00:00"):
        change(small_desk.gazette, people.researcher, name="The New Name")
    return small_desk


def test_headline_and_url_of_a_withheld_outlet_are_withheld_too(outlet: Any, rows: Any) -> None:
    for day in ("2025-04-09", "2025-04-10"):
        signed_before, signed_since = rows("verdicts", as_of=day)
        for row in (signed_before, signed_since):
            found = [row[name] for name in ("publisher", "article_title", "article_url")]
            assert found == ["withheld"] * 3
        assert signed_before["attribution"] == "withheld < a ministry official (Ministry of Ports)"
        assert signed_since["attribution"] == "withheld"
        union, denial, no_comment = [
            row for row in rows("evidence", as_of=day) if row["claim_id"] == str(outlet.claim.pk)
        ]
        assert (union["seen_in"], union["url"]) == ("Union of Dockers", "https://union.example/1")
        assert {denial[name] for name in ("seen_in", "article_title", "url")} == {"withheld"}
        assert denial["origin"] == "Ministry of Ports"
        # Evidence without a document keeps an empty URL.
        assert (no_comment["seen_in"], no_comment["url"]) == ("withheld", "")
    stored = Verdict.objects.get(claim__gt=outlet.claim).row
    assert {stored[name] for name in ("publisher", "article_title", "article_url")} == {"withheld"}


def test_filter_by_a_withheld_name_finds_nothing(outlet: Any, rows: Any, login: Any) -> None:
    asked = {"as_of": WITHHELD, "publisher": "Example Gazette"}
    assert rows("verdicts", **asked) == rows("evidence", **asked) == []
    counts = login("reader").get("/export/", asked).context["counts"]
    assert (counts.verdicts, counts.evidence) == (0, 0)
    assert len(rows("verdicts", as_of=WITHHELD, publisher="withheld")) == 2
    speaker = "a ministry official (Ministry of Ports)"
    assert len(rows("verdicts", as_of=WITHHELD, speaker=speaker)) == 1
    assert len(rows("verdicts", as_of=SIGNED, publisher="Example Gazette")) == 1


def test_claims_csv_withholds_the_name_too(outlet: Any, fetch: Callable[..., bytes]) -> None:
    first = table(fetch("claims.csv"))[0]
    found = [first[name] for name in ("publisher", "article_title", "article_url", "attribution")]
    assert found == ["withheld"] * 3 + ["withheld < a ministry official (Ministry of Ports)"]
    assert table(fetch("claims.csv", publisher="The New Name")) == []
    assert len(table(fetch("claims.csv", speaker="Ministry of Ports"))) == 1


def test_earlier_name_of_a_withheld_source_is_withheld_too(small_desk: Any, rows: Any) -> None:
    """The claim was signed under one name, and the source is withheld under the next."""
    by = small_desk.people.researcher
    with on("2025-04-09T09:00:00"):
        change(small_desk.gazette, by, name="The New Name")
        withhold(small_desk.gazette, by)
    (row,) = rows("verdicts", as_of=WITHHELD)
    assert row["publisher"] == "withheld"


def test_later_name_of_a_withheld_source_does_not_change_earlier_exports(
    small_desk: Any, rows: Any
) -> None:
    """The union's old name becomes the ministry's, which must not withhold the union in an earlier export."""
    by = small_desk.people.researcher
    union = Source.objects.named("Union of Dockers")
    with on("2025-04-09T09:00:00"):
        withhold(small_desk.ministry, by)
    before = rows("evidence", as_of=WITHHELD)
    with on("2025-04-10T09:00:00"):
        change(union, by, name="Dockers United")
        change(small_desk.ministry, by, name="Union of Dockers")
    assert rows("evidence", as_of=WITHHELD) == before
    assert before[0]["seen_in"] == "Union of Dockers"
    assert before[1]["origin"] == "withheld"


def test_source_added_with_evidence_can_be_withheld(small_desk: Any, rows: Any) -> None:
    """Its first Event can be the one that withholds it, which does not contain the name."""
    people = small_desk.people
    with on("2025-04-08T13:00:00"):
        claim = ClaimFactory(people=people)
        radio = NewSource("Harbour Radio", SourceKind.OUTLET)
        EvidenceFactory(claim=claim, by=people.researcher, seen_in=radio)
        walk_to(ClaimStatus.SIGNED_OFF, claim, people)
    with on("2025-04-09T09:00:00"):
        withhold(Source.objects.named("Harbour Radio"), people.researcher)
    with on("2025-04-10T09:00:00"):
        change(Source.objects.named("Harbour Radio"), people.researcher, name="Port Radio")
    assert rows("evidence", as_of=SIGNED)[-1]["seen_in"] == "Harbour Radio"
    assert rows("evidence", as_of=WITHHELD)[-1]["seen_in"] == "withheld"


def test_url_in_the_domain_of_a_withheld_source_is_withheld_everywhere(
    small_desk: Any, rows: Any
) -> None:
    by = small_desk.people.researcher
    with on("2025-04-09T09:00:00"):
        source = SourceFactory(by=by, name="The Owner", domains="www.Union.example")
        withhold(source, by)
    union, denial, _ = rows("evidence", as_of=WITHHELD)
    assert (union["seen_in"], union["url"]) == ("Union of Dockers", "withheld")
    assert denial["url"] == "https://gazette.example/cranes"


def test_source_merged_into_a_withheld_source_is_withheld(small_desk: Any, rows: Any) -> None:
    people = small_desk.people
    with on("2025-04-09T09:00:00"):
        double = SourceFactory(by=people.researcher, name="Ministry for Ports and Harbours")
        small_desk.ministry.refresh_from_db()
        sources.merge_sources(
            small_desk.ministry,
            double,
            seen_revision=small_desk.ministry.revision,
            seen_into_revision=double.revision,
            reason="One ministry.",
            by=people.editor,
        )
    with on("2025-04-10T09:00:00"):
        withhold(double, people.researcher)
    (before,) = rows("verdicts", as_of="2025-04-09")
    (after,) = rows("verdicts", as_of="2025-04-10")
    assert before["speaker"] == "a ministry official (Ministry of Ports)"
    assert after["speaker"] == "a ministry official (withheld)"


def test_merge_of_a_withheld_source_keeps_both_names_withheld(small_desk: Any, rows: Any) -> None:
    people = small_desk.people
    with on("2025-04-09T09:00:00"):
        secret = SourceFactory(
            by=people.researcher, name="A Secret Name", withheld=True, withheld_reason="Asked for."
        )
        small_desk.ministry.refresh_from_db()
        sources.merge_sources(
            secret,
            small_desk.ministry,
            seen_revision=secret.revision,
            seen_into_revision=small_desk.ministry.revision,
            reason="One ministry.",
            by=people.editor,
        )
    with on("2025-04-10T08:00:00"):
        (row,) = rows("verdicts", as_of=WITHHELD)
    assert row["speaker"] == "a ministry official (withheld)"
    with on("2025-04-10T09:00:00"):
        change(small_desk.ministry, people.researcher, withheld=False, withheld_reason="")
    (row,) = rows("verdicts", as_of="2025-04-10")
    assert row["speaker"] == "a ministry official (Ministry of Ports)"


@pytest.mark.parametrize(
    ("cell", "printed"),
    [
        ("Acme", "withheld"),
        ("Acme < a clerk (Acme Port) < Acme", "withheld < a clerk (withheld) < withheld"),
        ("a clerk (Acme)", "a clerk (withheld)"),
        ("Acme News", "Acme News"),
        ("The Acme", "The Acme"),
        ("acme", "acme"),
        ("A (B) [c]+", "withheld"),
        ("X < A (B) [c]+ < Y", "X < withheld < Y"),
        ("", ""),
    ],
)
def test_only_whole_names_are_withheld(cell: str, printed: str) -> None:
    withheld = Withheld(frozenset({"Acme", "Acme Port", "A (B) [c]+"}))
    assert withheld.printed({"attribution": cell, "claim": "Acme said so."}) == {
        "attribution": printed,
        "claim": "Acme said so.",
    }


def counted(voice: str, carrier: str, **cells: str) -> dict[str, Any]:
    return {"voice": voice, "carrier": carrier, "why": ""} | cells


def test_withheld_voices_and_carriers_stay_apart() -> None:
    """A recipient counts the different names, so two that are withheld must not become one."""
    withheld = Withheld(frozenset({"Acme", "Port Union"}))
    rows = [
        counted("Port Union", "Gazette"),
        counted("Acme | Port Union | Ministry", "Acme"),
        counted("withheld (4)", "Acme News"),  # withheld when it was signed
        counted("Acme (of the port)", "Acme (of the town)"),  # two of one name
    ]
    assert [(row["voice"], row["carrier"]) for row in withheld.of_verdict(rows)] == [
        ("withheld (5)", "Gazette"),
        ("withheld (6) | withheld (5) | Ministry", "withheld (6)"),
        ("withheld (4)", "Acme News"),
        ("withheld (7)", "withheld (8)"),
    ]
    assert list(Withheld().of_verdict(rows)) == rows


@pytest.mark.parametrize(
    ("why", "printed"),
    [
        ("Acme said so.", "withheld said so."),
        ("It is heard only through Acme’s site.", "It is heard only through withheld’s site."),
        ("Acme News is heard through Acme.", "Acme News is heard through withheld."),
        ("A (B) speaks for Acme Port.", "withheld speaks for withheld."),
        ("Acmeist poets said so.", "Acmeist poets said so."),
        ("Acme (of the town) and a clerk (Acme)", "withheld (of the town) and a clerk (withheld)"),
        ("", ""),
    ],
)
def test_reason_withholds_whole_names(why: str, printed: str) -> None:
    """Names in the row that contain a withheld one are kept, or they would give it away."""
    withheld = Withheld(frozenset({"Acme", "Acme Port", "A (B)"}))
    cells = {"origin": "a clerk (Acme)", "family": "Acme (of the town)"}
    (row,) = withheld.of_verdict([counted("Acme News", "Acme (of the town)", why=why, **cells)])
    assert row["why"] == printed


def test_sides_with_a_withheld_name_are_withheld() -> None:
    withheld = Withheld(frozenset({"Acme"}))
    assert withheld.printed({"speaker_side": "Owners | Acme"}) == {
        "speaker_side": "Owners | withheld"
    }


def test_row_with_an_address_that_is_none_is_of_no_withheld_domain() -> None:
    withheld = Withheld(frozenset({"Harbour Gazette"}), frozenset({"gazette.example"}))
    row = {"url": "http://[gazette.example/a", "publisher": "Harbour Gazette"}
    assert withheld.printed(row)["url"] == "withheld"  # for its publisher
    assert withheld.printed({"url": row["url"]})["url"] == row["url"]
