"""A numbered export shows what was handed out and what has changed since."""

import hashlib
import re
from collections.abc import Callable
from typing import Any

import pytest

from claims.actions import review
from claims.enums import ClaimStatus, RatingCode, Role, Verb, VerdictChange
from claims.errors import Invalid, Refused
from claims.models import Event, Export, Verdict
from claims.reads.record.verification import verify_desk
from tests.factories import ClaimFactory, assess, make_numbered_export, sign_off

from .conftest import on, table
from .test_withheld import withhold

pytestmark = pytest.mark.usefixtures("shared_desk")


def form_of(page: Any) -> dict[str, str]:
    """Return the fields of the form that numbers the export, as a browser sends them."""
    form = re.search(r'<form method="post" action="/export/">.*?</form>', page, re.DOTALL)
    assert form
    inputs = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', form[0])
    return {name: value.replace("&amp;", "&") for name, value in inputs}


@pytest.mark.parametrize(
    "asked", [{}, {"as_of": "2025-04-08"}, {"bom": "0", "q": "cranes & co"}, {"versions": "all"}]
)
def test_button_numbers_the_export_that_the_page_shows(
    asked: dict[str, str], small_desk: Any, login: Any
) -> None:
    client = login("reader")
    fields = form_of(client.get("/export/", asked).content.decode())
    answer = client.post("/export/", fields)
    export = Export.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, f"/export/{export.pk}/")
    assert export.filters == {name: asked[name] for name in asked if name != "as_of"}
    assert export.by.username == "reader"
    page = client.get(answer["Location"])
    for facts in page.context["files"]:
        content = b"".join(client.get(facts["url"]).streaming_content)
        assert hashlib.sha256(content).hexdigest() == facts["sha256"]
    event = Event.objects.exclude(verb=Verb.EXPORT_DOWNLOADED).latest("seq")
    assert (event.verb, event.object_id) == (Verb.EXPORT_NUMBERED, export.pk)
    assert f"/export/{export.pk}/" in client.get("/record/").content.decode()


def test_form_submitted_twice_numbers_one_export(small_desk: Any, login: Any) -> None:
    client = login("reader")
    fields = form_of(client.get("/export/").content.decode())
    first, second = (client.post("/export/", fields) for _ in range(2))
    assert first["Location"] == second["Location"]
    assert Export.objects.count() == 1


def test_numbered_export_without_a_moment_is_the_current_state(small_desk: Any, login: Any) -> None:
    head = Event.objects.latest("seq")
    login("reader").post("/export/", {})
    export = Export.objects.get()
    assert export.as_of >= head.at
    assert [file["rows"] for file in export.files] == [1, 3]


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"as_of": "2999-01-01"}, 422),
        ({"as_of": "yesterday"}, 422),
        ({"rating": "true"}, 422),
        ({"ratings": "supported"}, 400),
        ({"token": "x" * 65}, 400),
    ],
)
def test_invalid_export_gets_no_number(
    fields: dict[str, str], status: int, small_desk: Any, login: Any
) -> None:
    assert login("reader").post("/export/", fields).status_code == status
    assert not Export.objects.exists()


def test_everyone_who_can_export_can_number(cast: Any) -> None:
    given = make_numbered_export(cast.reader)
    for role in Role:
        assert make_numbered_export(getattr(cast, role.value)).by.username == role.value
    with pytest.raises(Refused) as refused:
        make_numbered_export(cast.nobody)
    assert refused.value.denial.code == "no_role"
    assert given.version


def test_moment_that_is_not_past_gets_no_number(cast: Any) -> None:
    """A machine's clock can stand still, and the next action would then have the same moment."""
    with on("2025-04-08T12:00:00"):
        people = [cast.reader]
        with pytest.raises(Invalid) as refused:
            make_numbered_export(*people)
    assert (refused.value.field, refused.value.code) == ("as_of", "not_past")


def test_numbered_export_without_an_event_is_found(small_desk: Any) -> None:
    export = make_numbered_export(small_desk.people.reader)
    assert not [fault for fault in verify_desk() if "export" in fault.message]
    export.pk = None
    export.save(force_insert=True)
    assert f"No Event names the export {export.pk}." in [f.message for f in verify_desk()]


@pytest.fixture
def story(small_desk: Any) -> Any:
    """Return an export numbered on the 8th; on the 9th one claim is reopened, one retracted, one signed again."""
    people = small_desk.people
    with on("2025-04-08T13:00:00"):
        retracted, changed, quiet = (
            ClaimFactory(people=people, status=ClaimStatus.SIGNED_OFF) for _ in range(3)
        )
    with on("2025-04-08T14:00:00"):
        export = make_numbered_export(people.reader)
    with on("2025-04-09T10:00:00"):
        reopened = small_desk.claim
        review.reopen(
            reopened, reason="A letter came.", seen_revision=reopened.revision, by=people.editor
        )
        changed.refresh_from_db()
        review.reopen(changed, reason="A slip.", seen_revision=changed.revision, by=people.editor)
        assess(changed, people.reviewer1, RatingCode.TOO_VAGUE)
        sign_off(changed, people.editor, change=VerdictChange.CORRECTION, reason="We misread it.")
        retracted.refresh_from_db()
        review.withdraw_claim(
            retracted, reason="Not ours.", seen_revision=retracted.revision, by=people.editor
        )
    with on("2025-04-10T10:00:00"):
        new = ClaimFactory(people=people, status=ClaimStatus.SIGNED_OFF)
    claims = {"reopened": reopened, "retracted": retracted, "changed": changed, "new": new}
    return export, {name: str(claim.pk) for name, claim in claims.items()} | {"quiet": quiet.pk}


def test_changes_csv_lists_what_has_changed_since(story: Any, fetch: Callable[..., bytes]) -> None:
    export, claims = story
    found = {row["claim_id"]: row for row in table(fetch(f"{export.pk}/changes.csv"))}
    assert {pk: row["what"] for pk, row in found.items()} == {
        claims["reopened"]: "under_review",
        claims["retracted"]: "retracted",
        claims["changed"]: "changed",
        claims["new"]: "new",
    }
    names = ("version_then", "verdict_then", "version_now", "verdict_now", "change", "reason", "by")
    assert {
        name: tuple(found[pk][column] for column in names)
        for name, pk in claims.items()
        if pk in found
    } == {
        "reopened": ("1", "Conflicting evidence") * 2 + ("first", "A letter came.", "editor"),
        "retracted": ("1", "Not enough evidence", "", "", "retraction", "Not ours.", "editor"),
        "changed": (
            *("1", "Not enough evidence", "2", "Too vague to check"),
            *("correction", "We misread it.", "editor"),
        ),
        "new": ("", "", "1", "Not enough evidence", "first", "", "editor"),
    }
    assert found[claims["reopened"]]["under_review_since"] == "2025-04-09T10:00:00Z"
    assert found[claims["changed"]]["at"] == "2025-04-09T10:00:00Z"


def test_page_of_a_numbered_export_counts_and_links_the_changes(story: Any, login: Any) -> None:
    export, claims = story
    page = login("reader").get(f"/export/{export.pk}/")
    assert page.context["changes"].total == 4
    assert dict(page.context["changes"].counted) == {
        "new": 1, "changed": 1, "under review": 1, "retracted": 1,
    }  # fmt: skip
    text = page.content.decode()
    assert all(f'href="/claims/{pk}/"' in text for pk in claims.values() if pk != claims["quiet"])
    assert page.context["check"] is None
    assert login("reader").get(f"/export/{export.pk}/?check=1").context["check"].is_same


def test_changes_use_the_filters_of_the_export(
    small_desk: Any, fetch: Callable[..., bytes]
) -> None:
    """A verdict whose rating no longer matches the filter is listed as no longer fitting, not as removed."""
    claim, people = small_desk.claim, small_desk.people
    with on("2025-04-08T14:00:00"):
        export = make_numbered_export(people.reader, rating="conflicting_evidence")
    with on("2025-04-08T15:00:00"):
        other = make_numbered_export(people.reader, language="ru")
    with on("2025-04-09T10:00:00"):
        review.reopen(claim, reason="A slip.", seen_revision=claim.revision, by=people.editor)
        assess(claim, people.reviewer1, RatingCode.TOO_VAGUE)
        sign_off(claim, people.editor, change=VerdictChange.UPDATE, reason="A letter came.")
    (row,) = table(fetch(f"{export.pk}/changes.csv"))
    assert (row["what"], row["change"], row["reason"]) == (
        "no_longer_fits", "update", "A letter came.",
    )  # fmt: skip
    assert table(fetch(f"{other.pk}/changes.csv")) == []


def test_changes_of_an_export_of_all_versions_have_a_row_per_version(
    small_desk: Any, fetch: Callable[..., bytes]
) -> None:
    claim, people = small_desk.claim, small_desk.people
    with on("2025-04-08T14:00:00"):
        export = make_numbered_export(people.reader, versions="all")
    with on("2025-04-09T10:00:00"):
        review.withdraw_claim(
            claim, reason="Not ours.", seen_revision=claim.revision, by=people.editor
        )
    (row,) = table(fetch(f"{export.pk}/changes.csv"))
    assert (row["what"], row["version_now"], row["change"]) == ("new", "2", "retraction")


def test_name_withheld_since_is_a_change(small_desk: Any, fetch: Callable[..., bytes]) -> None:
    people = small_desk.people
    with on("2025-04-08T13:00:00"):
        ClaimFactory(people=people, status=ClaimStatus.SIGNED_OFF)
    with on("2025-04-08T14:00:00"):
        export = make_numbered_export(people.reader)
    with on("2025-04-08T15:00:00"):
        asked = make_numbered_export(people.reader, publisher="Example Gazette")
    with on("2025-04-09T10:00:00"):
        withhold(small_desk.gazette, people.researcher)
    (row,) = table(fetch(f"{export.pk}/changes.csv"))
    assert (row["claim_id"], row["what"]) == (str(small_desk.claim.pk), "names")
    (row,) = table(fetch(f"{asked.pk}/changes.csv"))
    assert row["what"] == "no_longer_fits"
    # The export that was handed out still has the same bytes.
    sha256 = hashlib.sha256(fetch("verdicts.csv", as_of="2025-04-08T14:00:00Z")).hexdigest()
    assert sha256 == export.files[0]["sha256"]


def test_changes_are_empty_if_nothing_happened(
    small_desk: Any, login: Any, fetch: Callable[..., bytes]
) -> None:
    export = make_numbered_export(small_desk.people.reader)
    assert table(fetch(f"{export.pk}/changes.csv")) == []
    assert login("reader").get(f"/export/{export.pk}/").context["changes"].total == 0


def test_claims_of_all_batches_are_compared(
    story: Any, fetch: Callable[..., bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    export, _ = story
    whole = fetch(f"{export.pk}/changes.csv")
    monkeypatch.setattr("claims.reads.exports.numbered_exports.BATCH", 1)
    assert fetch(f"{export.pk}/changes.csv") == whole


def test_list_of_numbered_exports_has_pages(
    cast: Any, login: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("claims.reads.exports.numbered_exports.PAGE", 2)
    numbers = [make_numbered_export(cast.reader).pk for _ in range(5)][::-1]
    client, found, url = login("reader"), [], "/export/numbered/"
    while url:
        page = client.get(url)
        found += [export.pk for export in page.context["exports"]]
        url = page.context["older"]
    assert found == numbers
    assert client.get("/export/").context["numbered"].older == numbers[1]
    assert client.get("/export/numbered/?before=x").status_code == 400


@pytest.mark.parametrize("address", ["/export/99/", "/export/99/changes.csv"])
def test_unknown_number_is_not_found(address: str, login: Any) -> None:
    assert login("reader").get(address).status_code == 404


def test_viewing_a_numbered_export_changes_nothing(story: Any, login: Any) -> None:
    export, _ = story
    recorded = Event.objects.exclude(verb=Verb.EXPORT_DOWNLOADED)
    client = login("reader")
    before = (recorded.count(), Verdict.objects.count(), Export.objects.count())
    for address in ("", "?check=1", "changes.csv"):
        assert b"".join(client.get(f"/export/{export.pk}/{address}"))
    assert (recorded.count(), Verdict.objects.count(), Export.objects.count()) == before
