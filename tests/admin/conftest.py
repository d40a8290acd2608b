"""Use the admin as a browser does: fetch a page, change the form, submit all of it."""

from typing import Any

import lxml.html
import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from claims.enums import ClaimStatus, Role
from claims.models import Desk, Event
from tests.conftest import Cast
from tests.factories import ArticleFactory, ClaimFactory, EvidenceFactory, SourceFactory, rating

MEMBERS = ("nobody", *Role.values)


def form_on(response: HttpResponse) -> dict[str, Any]:
    """Return what a browser would submit of the page's main form if nobody changed it."""
    page = lxml.html.document_fromstring(response.content.decode())
    form = next(form for form in page.forms if (form.get("id") or "").endswith("_form"))
    values: dict[str, Any] = {}
    texts = {area.get("name") for area in form.iter("textarea")}
    for name, value in form.form_values():
        # A browser drops the line end that a template writes before the text.
        values.setdefault(name, []).append(value.removeprefix("\n") if name in texts else value)
    return values


def send(client: Client, url: str, /, **typed: Any) -> HttpResponse:
    """Fetch the form, fill it in and submit it. None removes a field."""
    page = client.get(url)
    assert page.status_code == 200, f"{url}: {page.status_code}"
    return client.post(url, filled(form_on(page), typed))


def filled(form: dict[str, Any], typed: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in (form | typed).items() if value is not None}


def errors_of(response: HttpResponse) -> dict[str, Any]:
    return dict(response.context["adminform"].form.errors)


@pytest.fixture
def last_event(db: Any) -> Any:
    """Return a function: `last_event()` is the latest Event, `last_event.count()` their number."""

    def newest() -> Event:
        return Event.objects.latest("seq")

    newest.count = Event.objects.count  # type: ignore[attr-defined]
    return newest


def row_of_each(cast: Any) -> dict[str, Any]:
    """Create one row of each model that the admin shows."""
    from claims.actions.questions import add_question

    source = SourceFactory(by=cast.researcher)
    article = ArticleFactory(by=cast.researcher, publisher=source)
    claim = ClaimFactory(people=cast, article=article)
    return {
        "source": source,
        "question": add_question("Will the cranes be sold?", by=cast.researcher),
        "article": article,
        "claim": claim,
        "appearance": claim.appearances.get(),
        "evidence": EvidenceFactory(claim=claim, by=cast.researcher),
        "user": cast.reader,
        "rating": rating("supported"),
        "desk": Desk.objects.get(),
    }


@pytest.fixture(scope="module")
def rows(module_cast: Cast) -> dict[str, Any]:
    assert all(getattr(module_cast, member) for member in MEMBERS)
    return row_of_each(module_cast)


@pytest.fixture
def claim_in_review(cast: Any) -> Any:
    return ClaimFactory(people=cast, status=ClaimStatus.IN_REVIEW)


def address(model_name: str, page: str, row: Any = None) -> str:
    app = "auth" if model_name == "user" else "claims"
    return reverse(f"admin:{app}_{model_name}_{page}", args=[row.pk] if row else [])
