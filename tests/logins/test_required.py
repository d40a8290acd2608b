"""The desk's switch: editors and admins without a second factor set one up, and do nothing else until then."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.checks import Tags, run_checks
from django.core.management import call_command
from django.urls import reverse

from claims import rules
from claims.actions.account_factors import ALL, remove_factors
from claims.actions.desk import DeskDetails, change_desk
from claims.errors import Invalid, Refused
from claims.models import Desk, Event
from claims.models.account_factors import factors_of
from tests.conftest import PASSWORD
from tests.factories import ClaimFactory

from .people import CODE, FACTORS, Browser, totp

pytestmark = pytest.mark.django_db

Browsers = Callable[..., Browser]


@pytest.fixture
def required(cast: Any) -> None:
    desk = Desk.objects.get()
    details = DeskDetails(
        assessments_required=desk.assessments_required,
        one_person=desk.one_person,
        second_factor=True,
    )
    change_desk(details, seen_revision=desk.revision, by=cast.admin)


@pytest.mark.usefixtures("required")
@pytest.mark.parametrize("member", ["editor", "admin"])
def test_without_a_factor_every_page_leads_to_setting_one_up(
    member: str, browser_of: Browsers
) -> None:
    browser = browser_of(member)
    browser.type_password()
    for path in ("/", "/claims/", "/record/", "/admin/", "/admin/auth/user/", "/export/verdicts.csv",
                 "/accounts/password_change/", "/accounts/identities/"):  # fmt: skip
        assert browser.client.get(path)["Location"] == FACTORS
        quick = browser.client.get(path, headers={"HX-Request": "true"})
        assert (quick.status_code, quick["HX-Redirect"]) == (204, FACTORS)
    assert browser.client.get(FACTORS).status_code == 200


@pytest.mark.usefixtures("required")
@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}])
def test_without_a_factor_nothing_is_saved_and_what_was_typed_is_shown(
    headers: Any, browser_of: Browsers, cast: Any
) -> None:
    claim = ClaimFactory(people=cast)
    browser = browser_of("editor")
    browser.type_password()
    events = Event.objects.count()
    typed = "a comment of some length, typed for minutes"
    refused = browser.client.post(
        reverse("claim_comment", args=[claim.pk]), {"text": typed}, headers=headers
    )
    assert refused.status_code == 403
    assert headers or typed in refused.content.decode()
    assert (
        browser.client.post("/admin/claims/desk/1/change/", {}, headers=headers).status_code == 403
    )
    assert Event.objects.count() == events


@pytest.mark.usefixtures("required")
def test_with_a_factor_work_goes_on_and_others_need_none(browser_of: Browsers) -> None:
    editor = browser_of("editor")
    editor.type_password()
    editor.confirm()
    editor.add_app()
    assert editor.is_in()
    other = browser_of("editor")
    assert other.type_password()["Location"] == CODE
    assert other.type_code(totp(editor.secret))["Location"] == "/"
    assert other.is_in()
    for member in ("reader", "researcher", "reviewer"):
        browser = browser_of(member)
        browser.type_password()
        assert browser.is_in()


def test_switch_is_on_the_policy_page_and_in_the_record(browser_of: Browsers) -> None:
    admin = browser_of("admin")
    admin.type_password()
    page = admin.client.get("/admin/claims/desk/1/change/")
    assert "second_factor" in page.context["adminform"].form.fields
    form = page.context["adminform"].form
    typed = {
        name: value for name in form.fields if (value := form[name].value()) not in (None, False)
    }
    typed |= {"second_factor": "on", "your_password": PASSWORD}
    admin.client.post("/admin/claims/desk/1/change/", typed)
    assert Desk.objects.get().second_factor
    assert Event.objects.latest("seq").after["second_factor"] is True
    assert admin.client.get("/claims/")["Location"] == FACTORS


def test_switch_cannot_be_set_where_factors_are_off(cast: Any, settings: Any) -> None:
    settings.MFA = False
    desk = Desk.objects.get()
    details = DeskDetails(assessments_required=1, one_person=False, second_factor=True)
    with pytest.raises(Refused) as refusal:
        change_desk(details, seen_revision=desk.revision, by=cast.admin)
    assert refusal.value.denial.code == "no_factors"


@pytest.mark.usefixtures("required")
def test_desk_that_requires_factors_does_not_start_without_them(settings: Any) -> None:
    def found() -> set[str | None]:
        return {one.id for one in run_checks(tags=[Tags.database], databases=["default"])}

    assert "claims.W002" not in found()
    settings.MFA = False
    assert "claims.W002" in found()


def test_deployment_check_names_factors_that_nobody_is_asked_for(
    member: Browsers, settings: Any
) -> None:
    def found() -> set[str | None]:
        return {one.id for one in run_checks(tags=[Tags.security], include_deployment_checks=True)}

    settings.MFA = False
    assert "verify.W010" not in found()
    settings.MFA = True
    member("editor").add_app()
    assert "verify.W010" not in found()
    settings.MFA = False
    assert "verify.W010" in found()


@pytest.mark.usefixtures("required")
def test_command_removes_factors_of_whoever_is_locked_out(
    browser_of: Browsers, capsys: Any
) -> None:
    editor = browser_of("editor")
    editor.type_password()
    editor.confirm()
    editor.add_app()
    call_command("remove_factors", "editor", reason="lost the telephone")
    event = Event.objects.latest("seq")
    assert (event.reason, event.after) == (
        "lost the telephone",
        {"factors_removed": ["recovery_codes", "totp"]},
    )
    again = browser_of("editor")
    assert again.type_password()["Location"] == "/"
    assert again.client.get("/")["Location"] == FACTORS


def test_admin_removes_a_factor_with_a_reason(browser_of: Browsers) -> None:
    editor, admin = browser_of("editor"), browser_of("admin")
    editor.type_password()
    editor.confirm()
    editor.add_app()
    admin.type_password()
    page = f"/admin/auth/user/{editor.user.pk}/factors/"
    (key,) = (one.key for one in factors_of(editor.user) if one.kind == "totp")
    assert admin.client.post(page, {"factors": [key], "reason": ""}).status_code == 422
    assert admin.client.post(page, {"reason": "asked by telephone"}).status_code == 422
    assert len(factors_of(editor.user)) == 2
    assert (
        admin.client.post(page, {"factors": [key], "reason": "asked by telephone"}).status_code
        == 302
    )
    assert factors_of(editor.user) == []
    assert Event.objects.latest("seq").reason == "asked by telephone"
    assert admin.client.get(f"/admin/auth/user/{editor.user.pk}/change/").status_code == 200
    for member in ("editor", "reviewer"):
        other = browser_of(member)
        other.type_password()
        assert other.client.get(page).status_code == 403


def test_only_admins_remove_factors_and_not_their_own(member: Browsers, cast: Any) -> None:
    admin = member("admin")
    admin.add_app()
    for by, code in ((cast.editor, "needs_admin"), (admin.user, "own_account")):
        with pytest.raises(Refused) as refusal:
            remove_factors(admin.user, ALL, reason="x", by=by)
        assert refusal.value.denial.code == code
    assert rules.why_not_remove_own_factors(None, admin.user) is None
    with pytest.raises(Invalid):
        remove_factors(cast.reader, ALL, reason="x", by=cast.admin2)
