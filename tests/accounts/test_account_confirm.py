"""Admins type their password again, account forms have a revision, and nobody gives themselves a role."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.utils.timezone import now

from claims.enums import AccountKind, Role
from claims.errors import Refused
from claims.models import AccountEntry, Desk, Event
from tests.admin.conftest import errors_of, filled, form_on
from tests.conftest import PASSWORD
from tests.factories import change_account, rating

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


def pages(cast: Any) -> dict[str, tuple[str, dict[str, Any]]]:
    """Return each page that asks for the password, with a change to make."""
    return {
        "account": (f"/admin/auth/user/{cast.reader.pk}/change/", {"email": ["ann@example.org"]}),
        "new account": (
            "/admin/auth/user/add/",
            {"username": ["ann"], "new_password": [PASSWORD], "new_password_again": [PASSWORD]},
        ),
        "rating": (
            f"/admin/claims/rating/{rating('supported').pk}/change/",
            {"label": ["Borne out"]},
        ),
        "policy": ("/admin/claims/desk/1/change/", {"assessments_required": ["3"]}),
    }


def asks(response: Any) -> bool:
    return 'name="your_password"' in response.content.decode()


PAGES = ["account", "new account", "rating", "policy"]


@pytest.mark.parametrize("what", PAGES)
def test_admin_types_the_password_again_after_a_while(what: str, cast: Any, login: Any) -> None:
    client = login("admin")
    url, change = pages(cast)[what]
    before = Event.objects.count()
    with time_machine.travel(now() + timedelta(minutes=16)):
        assert asks(page := client.get(url))
        form = form_on(page) | change

        for typed in ("", "wrong"):
            response = client.post(url, form | {"your_password": typed})
            assert list(errors_of(response)) == ["your_password"]
            # What was typed is still there, but no password.
            shown = form_on(response)
            kept = [name for name in change if "password" not in name]
            assert {name: shown[name] for name in kept} == {name: change[name] for name in kept}
            assert asks(response)
        assert Event.objects.count() == before

        assert client.post(url, form | {"your_password": PASSWORD}).status_code == 302
        assert Event.objects.count() == before + 1
        # For the next quarter of an hour it is not asked for.
        assert not asks(client.get("/admin/claims/desk/1/change/"))
    wrong = AccountEntry.objects.filter(kind=AccountKind.PASSWORD_WRONG)
    assert [entry.account for entry in wrong] == [cast.admin]


@pytest.mark.parametrize("what", PAGES)
def test_password_is_not_asked_for_right_after_logging_in(what: str, cast: Any, login: Any) -> None:
    url, change = pages(cast)[what]
    client = login("admin")
    assert not asks(page := client.get(url))
    assert client.post(url, form_on(page) | change).status_code == 302


def test_form_that_was_loaded_before_the_password_ran_out_keeps_what_was_typed(
    cast: Any, login: Any
) -> None:
    client = login("admin")
    url, change = pages(cast)["account"]
    form = form_on(client.get(url)) | change
    with time_machine.travel(now() + timedelta(minutes=16)):
        response = client.post(url, form)
        assert form_on(response)["email"] == change["email"]
        again = form_on(response) | {"your_password": [PASSWORD]}
        assert client.post(url, again).status_code == 302
    cast.reader.refresh_from_db()
    assert cast.reader.email == "ann@example.org"


def test_guesses_at_the_password_are_limited(cast: Any, login: Any) -> None:
    client = login("admin")
    url, change = pages(cast)["policy"]
    with time_machine.travel(now() + timedelta(minutes=16)):
        form = form_on(client.get(url)) | change
        statuses = [
            client.post(url, form | {"your_password": f"guess {n}"}).status_code for n in range(10)
        ]
        assert statuses[-1] == 429
        assert client.post(url, form | {"your_password": PASSWORD}).status_code != 302
    assert Desk.objects.get().assessments_required == 1


# --- Revisions ---


def test_empty_post_changes_nothing(cast: Any, login: Any) -> None:
    client, reader = login("admin"), cast.reader
    before = Event.objects.count()
    response = client.post(f"/admin/auth/user/{reader.pk}/change/", {})
    assert response.status_code == 409
    assert Event.objects.count() == before
    reader.refresh_from_db()
    assert reader.is_active and reader.groups.get().name == Role.READER


@pytest.mark.parametrize("seen", [None, "", "0", "-1", "abc", "99999"])
def test_form_with_another_revision_is_refused(seen: str | None, cast: Any, login: Any) -> None:
    client, url = login("admin"), f"/admin/auth/user/{cast.reader.pk}/change/"
    form = form_on(client.get(url)) | {"email": ["ann@example.org"], "seen_revision": seen}
    assert client.post(url, filled(form, {})).status_code == 409
    cast.reader.refresh_from_db()
    assert cast.reader.email == ""


def test_two_admins_do_not_overwrite_each_other(cast: Any, login: Any) -> None:
    url = f"/admin/auth/user/{cast.reader.pk}/change/"
    first, second = login("admin"), login("admin2")
    mine, theirs = form_on(first.get(url)), form_on(second.get(url))
    secret = "nine-cranes-7!"
    assert second.post(url, theirs | {"roles": ["editor"]}).status_code == 302

    typed = {"email": ["ann@example.org"], "new_password": [secret], "new_password_again": [secret]}
    response = first.post(url, mine | typed)

    assert response.status_code == 409
    assert secret not in response.content.decode()
    assert response.context["latest"].by == cast.admin2
    # Sent again, it is a deliberate choice.
    assert first.post(url, form_on(response) | {"roles": ["editor"]}).status_code == 302


# --- One's own roles ---


def give_oneself(admin: Any, *roles: Role) -> None:
    change_account(admin, roles=[Role.ADMIN, *roles], by=admin)  # fmt: skip


def test_admin_asks_another_admin_for_a_role(cast: Any) -> None:
    assert cast.admin2.is_active
    with pytest.raises(Refused) as refused:
        give_oneself(cast.admin, Role.EDITOR)
    assert refused.value.denial.code == "own_roles"
    change_account(cast.admin, roles=[Role.ADMIN, Role.EDITOR], by=cast.admin2)  # fmt: skip
    assert cast.admin.groups.count() == 2
    give_oneself(cast.admin)  # giving one up needs nobody


def test_only_admin_can_give_themselves_a_role(cast: Any) -> None:
    change_account(cast.admin2, roles=[Role.ADMIN], is_active=False, by=cast.admin)  # fmt: skip
    give_oneself(cast.admin, Role.EDITOR)
    assert cast.admin.groups.count() == 2


def test_own_admin_role_cannot_be_removed(cast: Any) -> None:
    with pytest.raises(Refused) as refused:
        change_account(cast.admin, roles=[], by=cast.admin)  # fmt: skip
    assert refused.value.denial.code == "own_account"
