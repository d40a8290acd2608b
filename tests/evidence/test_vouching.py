"""The form's one question, how what was read knows, is stored as who vouches, and comes back as it was answered."""

from typing import Any

import pytest
from django.urls import reverse

from claims.enums import OriginKind, SourceKind
from claims.models import Claim, Evidence, Source
from tests.conftest import Cast
from tests.evidence.test_attach import attach, errors
from tests.evidence.test_correct import read_form
from tests.factories import ArticleFactory, ClaimFactory, SourceFactory

NAMES = {
    "Daily Example": SourceKind.OUTLET,
    "Example Wire": SourceKind.AGENCY,
    "Ministry of Ports": SourceKind.OFFICIAL_BODY,
    "Ada Example": SourceKind.PERSON,
    "Port Register": SourceKind.DOCUMENT,
}


@pytest.fixture(scope="module")
def kept_claim(module_cast: Cast) -> Claim:
    for name, kind in NAMES.items():
        SourceFactory(by=module_cast.researcher, name=name, kind=kind)
    return ClaimFactory(people=module_cast)


@pytest.fixture
def claim(kept_claim: Claim, db: Any) -> Claim:
    return Claim.objects.get(pk=kept_claim.pk)


def sent(
    how: str, said: str = "", label: str = "", via: str = "", seen_in: str = "Daily Example"
) -> dict[str, str]:
    return {
        "how": how,
        "origin_name": said,
        "origin_label": label,
        "heard_via_name": via,
        "seen_in_name": seen_in,
    }


N, U = OriginKind.NAMED, OriginKind.UNNAMED
OWN, X = OriginKind.OWN_REPORTING, OriginKind.NOT_STATED
MINISTRY, WIRE, ADA = "Ministry of Ports", "Example Wire", "Ada Example"


@pytest.mark.parametrize(
    ("typed", "kind", "origin", "label", "via"),
    [
        (sent("direct", MINISTRY), N, MINISTRY, "", ""),
        (sent("direct", MINISTRY, "an official"), U, MINISTRY, "an official", ""),
        (sent("direct", "", "an official"), U, "", "an official", ""),
        (sent("direct", seen_in=MINISTRY), N, MINISTRY, "", ""),
        (sent("direct", seen_in=ADA), N, ADA, "", ""),
        (sent("direct", seen_in="Port Register"), N, "Port Register", "", ""),
        (sent("direct", ADA, seen_in=MINISTRY), N, ADA, "", ""),
        (sent("relayed", MINISTRY, "", WIRE), N, MINISTRY, "", WIRE),
        (sent("relayed", MINISTRY, "an official", WIRE), U, MINISTRY, "an official", WIRE),
        (sent("relayed", "", "an official", WIRE), U, "", "an official", WIRE),
        (sent("relayed", "", "", WIRE), N, WIRE, "", WIRE),
        (sent("own_reporting"), OWN, "", "", ""),
        (sent("own_reporting", seen_in="This desk"), OWN, "", "", ""),
        (sent("not_stated"), X, "", "", ""),
    ],
)
def test_answer_is_stored_as_who_vouches_and_is_shown_again(
    claim: Claim,
    login: Any,
    typed: dict[str, str],
    kind: OriginKind,
    origin: str,
    label: str,
    via: str,
) -> None:
    client = login("researcher")
    assert attach(client, claim, **typed).status_code == 302
    found = Evidence.objects.get()
    stored = (found.origin and found.origin.name, found.heard_via and found.heard_via.name)
    assert (found.origin_kind, found.origin_label) == (kind, label)
    assert stored == (origin or None, via or None)

    shown = read_form(client, found)
    assert shown["how"] == typed["how"]
    url = reverse("evidence_change", args=[found.pk])
    assert client.post(url, shown | {"note": "Corrected.", "reason": "Checked."}).status_code == 302
    again = Evidence.objects.get()
    assert again.note == "Corrected."
    assert (again.origin_kind, again.origin, again.origin_label) == (kind, found.origin, label)
    assert again.heard_via == found.heard_via


@pytest.mark.parametrize(
    ("typed", "field", "code"),
    [
        (sent(""), "how", "required"),
        (sent("direct"), "origin", "required"),
        (sent("direct", seen_in="This desk"), "origin", "required"),
        (sent("direct", MINISTRY, via=WIRE), "heard_via", "contradicts"),
        (sent("direct", "Somebody unknown"), "origin", "unknown_source"),
        (sent("relayed", MINISTRY), "heard_via", "required"),
        (sent("relayed", "", "an official"), "heard_via", "required"),
        (sent("own_reporting", MINISTRY), "origin", ""),
        (sent("own_reporting", "", "an official"), "origin_label", ""),
        (sent("own_reporting", via=WIRE), "heard_via", ""),
        (sent("not_stated", MINISTRY), "origin", ""),
        (sent("not_stated", "", "an official"), "origin_label", ""),
        (sent("not_stated", via=WIRE), "heard_via", ""),
    ],
)
def test_contradiction_is_reported_at_its_field_and_what_was_typed_is_kept(
    claim: Claim, login: Any, typed: dict[str, str], field: str, code: str
) -> None:
    response = attach(login("researcher"), claim, **typed)
    assert response.status_code == 422
    assert list(errors(response)) == [field]
    assert not code or [one.code for one in errors(response)[field].as_data()] == [code]
    form = response.context["forms"]["evidence"]
    assert (form["how"].value() or "") == typed["how"]
    assert form["origin"].value()[0] == typed["origin_name"]
    assert form["heard_via"].value()[0] == typed["heard_via_name"]
    assert form["origin_label"].value() == typed["origin_label"]
    assert not Evidence.objects.exists()


def test_new_source_that_passed_it_on_is_added_once(claim: Claim, login: Any) -> None:
    typed = sent("relayed", via="Far Wire") | {"heard_via_kind": "agency"}
    assert attach(login("researcher"), claim, **typed).status_code == 302
    found = Evidence.objects.get()
    assert found.origin == found.heard_via == Source.objects.named("Far Wire")


def test_question_names_the_publication_that_was_read(claim: Claim, login: Any, cast: Cast) -> None:
    client = login("researcher")
    page = client.get(f"/claims/{claim.pk}/").content.decode()
    assert "How does the source you read know?" in page
    response = attach(client, claim, **sent("direct"))
    assert "How does Daily Example know?" in response.content.decode()
    article = ArticleFactory(by=cast.researcher, publisher=Source.objects.get(name=WIRE))
    response = attach(client, claim, **sent("direct", seen_in=""), article=f"#{article.pk}")
    assert "How does Example Wire know?" in response.content.decode()


def test_search_that_found_nothing_says_what_was_searched(claim: Claim, login: Any) -> None:
    client = login("researcher")
    typed = {"kind": "nothing_found", "stance": "context"}
    assert list(errors(attach(client, claim, **typed))) == ["searched"]
    assert attach(client, claim, **typed, searched="Its archive of 2025").status_code == 302
    assert Evidence.objects.get().searched == "Its archive of 2025"
    assert "Its archive of 2025" in client.get(f"/claims/{claim.pk}/").content.decode()
