"""What the account log says of second factors and external accounts."""

from collections.abc import Callable
from typing import Any

import pytest

from claims.actions.account_factors import ALL, remove_factors
from claims.models import AccountEntry

from .people import CODE, IDENTITIES, NEW_CODES, REMOVE_APP, Browser, totp

# The signals follow the commit.
pytestmark = pytest.mark.django_db(transaction=True)

Browsers = Callable[..., Browser]


def told(user: Any) -> list[tuple[str, dict[str, Any]]]:
    """Return what the log says of an account, without what every account has."""
    usual = {"created", "logged_out", "confirmed"}
    entries = AccountEntry.objects.about(user).order_by("seq").exclude(kind__in=usual)
    return [(one.kind, {k: v for k, v in one.facts.items() if k in KEPT}) for one in entries]


KEPT = {"type", "factor", "single_sign_on"}


def test_factors_codes_and_logins_are_noted(member: Browsers, browser_of: Browsers) -> None:
    owner = member("editor")
    owner.add_app()
    owner.client.post(NEW_CODES)
    owner.read_codes()
    for code in ("000000", owner.recovery[0]):
        other = browser_of("editor")
        other.type_password()
        other.type_code(code)
    third = browser_of("editor")
    third.type_password()
    third.type_code(totp(owner.secret))
    owner.client.post(REMOVE_APP)
    assert told(owner.user) == [
        ("logged_in", {}),
        ("authenticator_added", {"type": "totp"}),
        ("recovery_codes_made", {"type": "recovery_codes"}),
        ("recovery_codes_made", {"type": "recovery_codes"}),
        ("factor_wrong", {"type": "totp"}),
        ("recovery_code_used", {"type": "recovery_codes"}),
        ("logged_in", {"factor": "recovery_codes"}),
        ("logged_in", {"factor": "totp"}),
        ("authenticator_removed", {"type": "totp"}),
        ("authenticator_removed", {"type": "recovery_codes"}),
    ]


@pytest.mark.usefixtures("provider")
def test_external_accounts_and_their_logins_are_noted(member: Browsers, cast: Any) -> None:
    owner = member("editor")
    owner.single_sign_on("erin@example.org")
    owner.client.post("/accounts/logout/")
    owner.single_sign_on("erin@example.org")
    owner.confirm()
    key = owner.client.get(IDENTITIES).context["identities"][0]["key"]
    owner.client.post(IDENTITIES, {"account": key})
    assert told(owner.user) == [
        ("logged_in", {}),
        ("identity_linked", {"type": "identity"}),
        ("logged_in", {"single_sign_on": True}),
        ("identity_unlinked", {"type": "identity"}),
    ]
    linked = AccountEntry.objects.get(kind="identity_linked")
    assert linked.details.others["name"] == "erin@example.org"
    assert linked.by == owner.user
    assert linked.details.address == "127.0.0.1"


def test_admin_who_removes_is_named(member: Browsers, cast: Any) -> None:
    owner = member("editor")
    owner.add_app()
    remove_factors(owner.user, ALL, reason="lost", by=cast.admin)
    gone = AccountEntry.objects.filter(kind="authenticator_removed")
    assert {one.by for one in gone} == {cast.admin}
    assert {one.facts["type"] for one in gone} == {"totp", "recovery_codes"}
    assert CODE not in owner.type_password().get("Location", "")
