"""The form's one question, how what was read knows, is stored as who vouches, and comes back as it was answered."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from claims.enums import OriginKind, SourceKind
from claims.models import Article, Claim, Evidence, Source
from tests.conftest import Cast
from tests.evidence.test_attach import attach, errors
from tests.evidence.test_correct import read_form
from tests.factories import ArticleFactory, ClaimFactory, SourceFactory

pytestmark = pytest.mark.any_database

NAMES = {
    "Daily Example": SourceKind.OUTLET,
    "Example Wire": SourceKind.AGENCY,
    "Ministry of Ports": SourceKind.OFFICIAL_BODY,
    "the Port Office": SourceKind.OFFICIAL_BODY,
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


# What the machine reads


TEXT = """News of the port

A Ministry of Ports official said on Monday that two cranes will be sold this autumn.
A police officer told Example Wire that the quay was closed until noon.
Ada Example said that the tide had been higher than in any other year.
The Port Office has confirmed that no ship will leave before Friday.
The quay is forty metres long and twelve metres wide.
"""
SOLD = "two cranes will be sold this autumn"
CLOSED = "the quay was closed until noon"
TIDE = "the tide had been higher than in any other year"
SHIPS = "no ship will leave before Friday"
LONG = "The quay is forty metres long and twelve metres wide"


@pytest.fixture
def article(cast: Cast, claim: Claim) -> Article:
    outlet = Source.objects.get(name="Daily Example")
    return ArticleFactory(by=cast.researcher, text=TEXT, publisher=outlet)


FILLED_IN = pytest.mark.parametrize(
    ("quote", "filled_in", "typed"),
    [
        (SOLD, "answer", sent("direct", MINISTRY, "a Ministry of Ports official")),
        (CLOSED, "answer", sent("relayed", "", "a police officer", WIRE)),
        (TIDE, "answer", sent("direct", ADA)),
        (SHIPS, "answer", sent("direct", "the Port Office")),
        (LONG, "nobody", sent("")),
        ("words that it lacks", "", sent("")),
    ],
)


def shown(form: Any) -> dict[str, str]:
    """Return what the question and its fields show."""

    def name_of(field: str) -> str:
        value, widget = form[field].value(), form.fields[field].widget
        return (value if isinstance(value, list) else widget.decompress(value))[0] or ""

    return sent(
        form["how"].value() or "",
        name_of("origin"),
        form["origin_label"].value() or "",
        name_of("heard_via"),
        name_of("seen_in"),
    )


@FILLED_IN
def test_words_that_were_selected_fill_in_the_answer(
    claim: Claim, article: Article, login: Any, quote: str, filled_in: str, typed: dict[str, str]
) -> None:
    client = login("researcher")
    query = {"article": str(article.pk), "quote": quote}
    form = client.get(f"/claims/{claim.pk}/", query).context["forms"]["evidence"]
    assert (form.filled_in, shown(form)) == (filled_in, typed)
    # The same for a quote that is typed, which htmx asks about.
    url = reverse("evidence_vouching", args=[claim.pk])
    answer = client.get(url, query, headers={"HX-Request": "true"})
    assert shown(answer.context["form"]) == typed
    assert "<html" not in answer.content.decode()
    assert client.get(url, query).status_code == 302


@FILLED_IN
def test_quote_that_is_sent_without_an_answer_comes_back_with_the_machines(
    claim: Claim, article: Article, login: Any, quote: str, filled_in: str, typed: dict[str, str]
) -> None:
    client = login("researcher")
    empty = sent("", seen_in="")
    response = attach(client, claim, **empty, article=f"#{article.pk}", quote=quote)
    assert response.status_code == 422
    assert list(errors(response)) == ["how"]
    form = response.context["forms"]["evidence"]
    assert form.filled_in == ("answer" if typed["how"] else "")
    assert shown(form) | {"seen_in_name": ""} == typed | {"seen_in_name": ""}
    assert not Evidence.objects.exists()


def test_machine_leaves_what_somebody_typed(claim: Claim, article: Article, login: Any) -> None:
    typed = sent("", WIRE, seen_in="")
    response = attach(login("researcher"), claim, **typed, article=f"#{article.pk}", quote=SOLD)
    form = response.context["forms"]["evidence"]
    assert (form.filled_in, shown(form)) == ("", typed)


def test_reading_costs_the_same_however_many_bodies_there_are(
    claim: Claim, article: Article, login: Any, cast: Cast
) -> None:
    url = reverse("evidence_vouching", args=[claim.pk])
    client = login("researcher")

    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            client.get(url, {"article": article.pk, "quote": SOLD}, headers={"HX-Request": "true"})
        return len(queries)

    cost()
    with_few = cost()
    for number in range(3):
        body = f"Ministry {number}"
        SourceFactory(by=cast.researcher, name=body, kind=SourceKind.OFFICIAL_BODY)
    assert cost() == with_few
