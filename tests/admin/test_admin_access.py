"""Who can open and submit what in the admin: every URL × every role."""

from typing import Any

import pytest
from django.conf import settings
from django.contrib import admin
from django.test import Client
from django.urls import reverse

from claims.models import Event

from .conftest import MEMBERS, address, send

pytestmark = [pytest.mark.any_database, pytest.mark.usefixtures("rows")]

RESEARCH = frozenset({"researcher", "reviewer", "editor"})
ADMIN = frozenset({"admin"})

# Each model in the admin, and the roles that can use it. Assessments, comments, verdicts and the record are not in it.
ROLES = {
    "source": RESEARCH,
    "question": RESEARCH,
    "article": RESEARCH,
    "claim": RESEARCH,
    "appearance": RESEARCH,
    "evidence": RESEARCH,
    "user": ADMIN,
    "rating": ADMIN,
    "desk": ADMIN,
}
NO_ADDING = {"desk"}
IMPORTED = ("article", "claim")  # rows of these can be imported from a file
SITE_PAGES = [
    "index",
    "jsi18n",
    "password_change",
    "password_change_done",
    "logout",
    "autocomplete",
]


def test_every_model_in_the_admin_is_listed_here() -> None:
    assert {model._meta.model_name for model in admin.site._registry} == ROLES.keys()


def test_every_url_of_a_model_is_tried_here() -> None:
    for model_admin in admin.site._registry.values():
        names = {pattern.name.rsplit("_", 1)[-1] for pattern in model_admin.urls if pattern.name}
        imports = {"import", "template"} if model_admin.opts.model_name in IMPORTED else set()
        undone = {"undo"} if model_admin.opts.model_name in {"claim", "article"} else set()
        # tests/accounts and tests/logins open these.
        own = {"user": {"erase"} | ({"factors"} if settings.MFA else set())}
        others = imports | undone | own.get(str(model_admin.opts.model_name), set())
        assert names == {"changelist", "add", "history", "delete", "change"} | others


@pytest.mark.parametrize("model", ROLES)
def test_pages_of_a_model_need_one_of_its_roles(model: str, rows: Any, login: Any) -> None:
    row = rows[model]
    for member in MEMBERS:
        client = login(member)
        is_allowed = member in ROLES[model]
        expected_statuses = {
            address(model, "changelist"): 302 if model == "desk" else 200,
            address(model, "add"): 403 if model in NO_ADDING else 200,
            address(model, "change", row): 200,
            address(model, "history", row): 302,
        }
        for url, status_if_allowed in expected_statuses.items():
            expected = {status_if_allowed} if is_allowed else {403}
            if is_allowed and url.endswith("/change/"):
                expected.add(409)  # submitted without the revision that was seen
            for method in (client.get, client.post):
                status = method(url).status_code
                assert status in expected, f"{member} {method.__name__} {url}: {status}"


@pytest.mark.parametrize("model", IMPORTED)
def test_only_people_who_can_add_rows_can_import_a_file(model: str, login: Any) -> None:
    url = address(model, "import")
    for member in MEMBERS:
        client = login(member)
        is_allowed = member in ROLES[model]
        assert client.get(url).status_code == (200 if is_allowed else 403), member
        assert client.post(url).status_code == (422 if is_allowed else 403), member
        listed = client.get(address(model, "changelist"))
        assert (url in listed.content.decode()) == is_allowed, member
        assert client.get(f"{url}template.csv").status_code == (200 if is_allowed else 403)


def test_only_people_who_can_add_claims_can_open_an_import_to_undo_it(login: Any) -> None:
    url = f"{address('claim', 'import')}999/undo/"
    for member in MEMBERS:
        client = login(member)
        expected = 404 if member in ROLES["claim"] else 403
        assert client.get(url).status_code == client.post(url).status_code == expected, member


@pytest.mark.parametrize("model", ROLES)
def test_nobody_can_delete_a_row(model: str, rows: Any, login: Any) -> None:
    row = rows[model]
    events = Event.objects.count()
    for member in (*MEMBERS, "editor"):
        client = login(member)
        before = Event.objects.count()
        for method in (client.get, client.post):
            assert method(address(model, "delete", row), {"post": "yes"}).status_code == 403
        bulk = {"action": "delete_selected", "_selected_action": [row.pk], "post": "yes"}
        client.post(address(model, "changelist"), bulk)
        assert Event.objects.count() == before
    assert type(row).objects.filter(pk=row.pk).exists()
    assert Event.objects.count() >= events


@pytest.mark.parametrize("name", SITE_PAGES)
def test_people_without_a_role_in_the_admin_cannot_open_its_pages(name: str, login: Any) -> None:
    url = reverse(f"admin:{name}")
    for member in ("nobody", "reader"):
        assert login(member).get(url).status_code == 403
        assert login(member).post(url).status_code == 403


@pytest.mark.parametrize("app", ["claims", "auth"])
def test_the_page_of_an_app_needs_a_role_for_one_of_its_models(app: str, login: Any) -> None:
    url = reverse("admin:app_list", args=[app])
    for member in MEMBERS:
        can_enter = member in RESEARCH | ADMIN
        seen = login(member).get(url).status_code
        if not can_enter:
            assert seen == 403
        else:
            assert seen == (404 if app == "auth" and member != "admin" else 200)


def test_the_index_lists_only_models_that_the_person_can_use(login: Any) -> None:
    listed = {
        member: {
            model["object_name"].lower()
            for app in login(member).get(reverse("admin:index")).context["app_list"]
            for model in app["models"]
        }
        for member in ("researcher", "editor", "admin")
    }
    research = {model for model, roles in ROLES.items() if roles is RESEARCH}
    assert listed == {
        "researcher": research,
        "editor": research,
        "admin": ROLES.keys() - research,
    }


@pytest.mark.parametrize("model", ROLES)
def test_superuser_without_a_role_cannot_open_anything(
    model: str, rows: Any, login: Any, cast: Any
) -> None:
    cast.nobody.is_superuser = cast.nobody.is_staff = True
    cast.nobody.save(update_fields=["is_superuser", "is_staff"])
    client = login("nobody")
    pages = [address(model, "changelist"), address(model, "add"), reverse("admin:index")]
    pages += [address(model, page, rows[model]) for page in ("change", "delete", "history")]
    for url in pages:
        assert client.get(url).status_code == client.post(url).status_code == 403


@pytest.mark.parametrize(("member", "models"), [("editor", ADMIN), ("admin", RESEARCH)])
def test_superuser_can_do_no_more_than_their_roles_allow(
    member: str, models: Any, rows: Any, login: Any, cast: Any
) -> None:
    user = getattr(cast, member)
    user.is_superuser = True
    user.save(update_fields=["is_superuser"])
    client = login(member)
    for model in (model for model, roles in ROLES.items() if roles is models):
        for url in (address(model, "changelist"), address(model, "change", rows[model])):
            assert client.get(url).status_code == client.post(url).status_code == 403


def test_anonymous_visitors_are_sent_to_the_login_page(client: Client, db: Any) -> None:
    for url in (reverse("admin:index"), address("source", "changelist"), "/admin/nowhere/"):
        response = client.get(url, follow=True)
        assert response.redirect_chain[-1][0].startswith(reverse("login"))


def test_removing_a_role_takes_effect_at_the_next_request(login: Any, cast: Any) -> None:
    client = login("researcher")
    assert client.get(address("source", "changelist")).status_code == 200
    cast.researcher.groups.clear()
    assert client.get(address("source", "changelist")).status_code == 403


@pytest.mark.parametrize("number", ["0", "99999999999999999999999", "x", "1%00"])
def test_an_unknown_id_in_the_url_causes_no_server_error(number: str, login: Any) -> None:
    for method in (login("editor").get, login("editor").post):
        assert method(f"/admin/claims/claim/{number}/change/").status_code in (302, 400, 404)


@pytest.mark.parametrize(
    "page",
    [
        "evidence/add/?claim=",
        "evidence/add/?seen_in=",
        "claim/add/?questions=",
        "claim/add/?said_on=",
        "appearance/add/?article=",
        "article/add/?publisher=",
    ],
)
def test_a_new_form_ignores_invalid_ids_in_the_url(page: str, login: Any) -> None:
    client = login("researcher")
    for value in ("no", "-1", "1" + "0" * 23, "²", "1,x", "2025-04-03"):
        assert client.get(f"/admin/claims/{page}{value}").status_code == 200, value


@pytest.mark.parametrize(
    ("page", "field"),
    [
        ("claims/appearance/add/", "claim"),
        ("claims/appearance/add/", "chain-0-source"),
        ("claims/article/add/", "publisher"),
        ("claims/claim/add/", "questions"),
        ("claims/evidence/add/", "claim"),
        ("claims/source/add/", "parent"),
    ],
)
def test_a_field_refuses_an_id_that_is_not_a_row(page: str, field: str, login: Any) -> None:
    client = login("researcher")
    for value in ("no", "-1", "0", "1" + "0" * 23, "9223372036854775808", "²", "a\x00b"):
        response = send(client, f"/admin/{page}", **{field: value})
        assert response.status_code == 200, value
        context = response.context
        forms = [context["adminform"].form]
        forms += [form for rows in context["inline_admin_formsets"] for form in rows.formset]
        assert any(name in form.errors for form in forms for name in [field.split("-")[-1]]), value
