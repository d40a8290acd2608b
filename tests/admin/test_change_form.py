"""What admin/change_form.py relies on in Django, and that the action runs once, in a transaction of its own."""

import inspect
import re
from typing import Any

import pytest
from django.contrib.admin import ModelAdmin
from django.db import connection

from claims.admin.sources import SourceAdmin
from claims.errors import Stale
from claims.given import Conflict
from claims.models import Source

from .conftest import address, errors_of, form_on, send

pytestmark = pytest.mark.any_database

CHANGED = (
    "Django has changed its admin: read claims/admin/change_form.py again, and then this test."
)


def test_django_opens_a_transaction_around_the_private_view_and_does_nothing_else() -> None:
    body = inspect.getsource(ModelAdmin.changeform_view).partition(":\n")[2]
    assert [line.strip() for line in body.splitlines() if line.strip()] == [
        'if request.method in ("GET", "HEAD", "OPTIONS", "TRACE"):',
        "return self._changeform_view(request, object_id, form_url, extra_context)",
        "with transaction.atomic(using=router.db_for_write(self.model)):",
        "return self._changeform_view(request, object_id, form_url, extra_context)",
    ], CHANGED
    parameters = inspect.signature(ModelAdmin._changeform_view).parameters
    assert [*parameters] == ["self", "request", "object_id", "form_url", "extra_context"], CHANGED


def test_django_makes_the_inlines_before_it_asks_the_form_whether_it_is_valid() -> None:
    source = inspect.getsource(ModelAdmin._changeform_view)
    steps = (
        "self.get_form(",
        "form = ModelForm(request.POST, request.FILES, instance=obj)",
        "self._create_formsets(",
        "form.is_valid()",
        "self.save_form(",
        "all_valid(formsets) and form_validated",
        "self.save_model(",
        "self.save_related(",
        "self.log_addition(",
        "return self.response_add(",
        "self.log_change(",
        "return self.response_change(",
        "return self.render_change_form(",
    )
    places = [source.find(step) for step in steps]
    assert -1 not in places and places == sorted(places), CHANGED
    assert len(re.findall(r"form\.is_valid\(\)", source)) == 1, CHANGED
    formsets = inspect.getsource(ModelAdmin._create_formsets)
    assert "FormSet(**" in formsets and "self.get_formset_kwargs(" in formsets, CHANGED


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> dict[str, list[bool]]:
    """Count what one request runs, and note whether it ran inside a transaction."""
    found: dict[str, list[bool]] = {"act": [], "get_object": [], "render_change_form": []}

    def counted(name: str) -> None:
        method = getattr(SourceAdmin, name)

        def call(self: Any, *args: Any, **kwargs: Any) -> Any:
            found[name].append(connection.in_atomic_block)
            return method(self, *args, **kwargs)

        monkeypatch.setattr(SourceAdmin, name, call)

    for name in found:
        counted(name)
    return found


@pytest.mark.django_db(transaction=True)
def test_the_action_runs_once_and_outside_any_other_transaction(login: Any, calls: Any) -> None:
    client = login("researcher")
    add = address("source", "add")
    assert send(client, add, name="Port Radio", kind="outlet").status_code == 302
    assert calls["act"] == [False]
    refused = send(client, add, name="PORT RADIO", kind="outlet")
    assert refused.status_code == 422
    assert errors_of(refused).keys() == {"name"}
    assert calls["act"] == [False, False]


def test_a_refused_form_is_checked_and_shown_once(rows: Any, login: Any, calls: Any) -> None:
    client = login("researcher")
    url = address("source", "change", rows["source"])
    form = form_on(client.get(url)) | {"seen_revision": "77", "interest": "Its own."}
    for each in calls.values():
        each.clear()
    assert client.post(url, form).status_code == 409
    assert {name: len(each) for name, each in calls.items()} == {
        "act": 1,
        "get_object": 1,
        "render_change_form": 1,
    }


def test_an_invalid_form_runs_no_action(login: Any, calls: Any) -> None:
    response = send(login("researcher"), address("source", "add"), name="", kind="outlet")
    assert response.status_code == 200
    assert errors_of(response).keys() == {"name"}
    assert calls["act"] == []


def test_invalid_rows_of_an_inline_run_no_action(
    login: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from claims.admin.questions import QuestionAdmin

    monkeypatch.setattr(QuestionAdmin, "act", lambda *args, **kwargs: pytest.fail("it ran"))
    typed = {"stakes-0-source": "no", "stakes-0-party": "party", "stakes-0-side": "port"}
    response = send(login("researcher"), address("question", "add"), text="Will they?", **typed)
    assert response.status_code == 200
    [inline] = response.context["inline_admin_formsets"]
    assert "source" in inline.formset.forms[0].errors


def test_a_save_that_commits_while_ours_waits_for_the_lock_is_compared_with_ours(
    rows: Any, login: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ours has read the row by then: the page must show what the other save has written."""
    source = rows["source"]

    def act(self: Any, form: Any, formsets: Any, obj: Source, **kwargs: Any) -> Source:
        Source.objects.filter(pk=obj.pk).update(interest="It owns the port.", revision=2)
        raise Stale(seen=1, now=2)

    monkeypatch.setattr(SourceAdmin, "act", act)
    response = send(
        login("researcher"), address("source", "change", source), interest="It rents the port."
    )
    assert response.status_code == 409
    assert response.context["conflicts"] == [
        Conflict("Interest", "It owns the port.", "It rents the port.")
    ]
    assert form_on(response)["seen_revision"] == ["2"]
