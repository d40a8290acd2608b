"""verify_record finds a second factor or external account that came, went or was changed past the desk."""

from collections.abc import Callable
from io import StringIO
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount, SocialApp
from django.core.management import CommandError, call_command

from claims.actions.account_erasure import erase_account
from claims.actions.account_factors import ALL, remove_factors
from claims.actions.account_log import erase_details
from claims.models import AccountEntry
from tests.accounts.test_erasure import deactivate

from .people import IDENTITIES, NEW_CODES, REMOVE_APP, Browser

# The signals follow the commit.
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("provider")]

Browsers = Callable[..., Browser]


def faults() -> str:
    """Return what verify_record names, or nothing if all is intact."""
    out = StringIO()
    try:
        call_command("verify_record", stdout=out, stderr=out)
    except CommandError:
        return out.getvalue()
    return ""


@pytest.fixture
def owner(member: Browsers) -> Browser:
    browser = member("editor")
    browser.add_app()
    browser.single_sign_on("erin@example.org")
    return browser


def test_what_people_and_admins_do_is_intact(owner: Browser, member: Browsers, cast: Any) -> None:
    assert faults() == ""
    owner.client.post(NEW_CODES)
    owner.read_codes()
    assert faults() == ""
    owner.client.post(IDENTITIES, {"account": SocialAccount.objects.get().pk})
    owner.client.post(REMOVE_APP)
    assert not Authenticator.objects.exists()
    assert faults() == ""
    owner.add_app()
    owner.single_sign_on("erin@example.org")
    remove_factors(owner.user, ALL, reason="lost", by=cast.admin)
    assert faults() == ""


def plant_identity(owner: Browser, cast: Any) -> None:
    SocialAccount.objects.create(user=cast.admin, provider="oidc", uid="thief")


def rebind_identity(owner: Browser, cast: Any) -> None:
    SocialAccount.objects.update(uid="thief@example.org")


def hand_over_identity(owner: Browser, cast: Any) -> None:
    SocialAccount.objects.update(user=cast.admin)


def remove_identity(owner: Browser, cast: Any) -> None:
    SocialAccount.objects.all().delete()


def change_secret(owner: Browser, cast: Any) -> None:
    Authenticator.objects.filter(type="totp").update(data={"secret": "known to a thief"})


def copy_factor(owner: Browser, cast: Any) -> None:
    one = Authenticator.objects.get(type="totp")
    Authenticator.objects.create(user=cast.admin, type="totp", data=one.data)


def remove_factor(owner: Browser, cast: Any) -> None:
    Authenticator.objects.filter(type="totp").delete()


def plant_provider(owner: Browser, cast: Any) -> None:
    SocialApp.objects.create(provider="openid_connect", client_id="x", name="x")


def plant_address(owner: Browser, cast: Any) -> None:
    EmailAddress.objects.create(user=owner.user, email="thief@example.org", verified=True)


CHANGES = [
    plant_identity, rebind_identity, hand_over_identity, remove_identity, change_secret, copy_factor,
    remove_factor, plant_provider, plant_address,
]  # fmt: skip


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
def test_change_past_the_desk_is_found(
    change: Callable[[Browser, Any], None], owner: Browser, cast: Any
) -> None:
    change(owner, cast)
    assert faults()


def test_after_details_were_erased_rows_are_counted(owner: Browser, cast: Any) -> None:
    linked = AccountEntry.objects.filter(kind="identity_linked")
    erase_details([entry.seq for entry in linked], by=None)
    assert faults() == ""
    plant_identity(owner, cast)
    assert faults()


def test_erased_account_has_no_factors(owner: Browser, cast: Any) -> None:
    deactivate(owner.user, cast.admin)
    erase_account(owner.user, reason="Asked for.", by=cast.admin)
    assert faults() == ""
    SocialAccount.objects.create(user=owner.user, provider="oidc", uid="thief")
    assert faults()
