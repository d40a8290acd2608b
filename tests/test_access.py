"""Every URL of the desk × every role × GET and POST. A URL that is missing from the table fails."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from claims.actions.holds import place_hold
from claims.enums import ClaimStatus, Role
from claims.models import OriginHint
from tests.captures.screenshots import make_screenshot
from tests.evidence.passages import make_suggestion

from .conftest import Cast
from .factories import ArticleFactory, ClaimFactory, EvidenceFactory, make_numbered_export

pytestmark = pytest.mark.any_database

READ = frozenset(Role)
RESEARCH = frozenset({Role.RESEARCHER, Role.REVIEWER, Role.EDITOR})
REVIEW = frozenset({Role.REVIEWER, Role.EDITOR})
EDIT = frozenset({Role.EDITOR})
HOLD = frozenset({Role.EDITOR, Role.ADMIN})
ANYONE = "anyone"  # without a login
MEMBERS = ("nobody", *Role.values)
LOGGED_IN = frozenset(MEMBERS)
NOT = None  # the method is not allowed: 405, or for GET the page that has the form

# name: (who may GET, who may POST)
ACCESS: dict[str, tuple[Any, Any]] = {
    "desk": (READ, NOT),
    "account": (LOGGED_IN, NOT),
    "account_keys": (LOGGED_IN, LOGGED_IN),
    "account_log": (frozenset({Role.ADMIN}), NOT),
    "account_sessions_end": (NOT, LOGGED_IN),
    "article_list": (READ, NOT),
    "article_new": (RESEARCH, RESEARCH),
    "article_read_pasted": (NOT, RESEARCH),
    "article_page": (READ, NOT),
    "article_correct": (NOT, RESEARCH),
    "article_account": (NOT, RESEARCH),
    "article_outlet_state": (NOT, RESEARCH),
    "article_put_back": (NOT, RESEARCH),
    "article_join": (NOT, RESEARCH),
    "article_tell_apart": (NOT, RESEARCH),
    "article_snapshot_file": (READ, NOT),
    "article_web_archive": (READ, NOT),
    "article_copy_judge": (NOT, RESEARCH),
    "article_add_copy": (NOT, RESEARCH),
    "article_other_page": (NOT, RESEARCH),
    "snapshot_take_down": (EDIT, EDIT),
    "article_urls": (NOT, RESEARCH),
    "article_capture_again": (READ, RESEARCH),
    "article_compare": (READ, NOT),
    "article_shared": (READ, NOT),
    "origin_accept": (NOT, RESEARCH),
    "origin_dismiss": (NOT, RESEARCH),
    "capture_list": (READ, RESEARCH),
    "article_suggestions": (READ, NOT),
    "suggestion_dismiss": (NOT, RESEARCH),
    "suggestion_restore": (NOT, RESEARCH),
    "article_evidence": (RESEARCH, NOT),
    "claim_extract": (RESEARCH, RESEARCH),
    "claim_list": (READ, NOT),
    "claim_new": (RESEARCH, RESEARCH),
    "claim_new_similar": (NOT, RESEARCH),
    "claim_new_speaker": (NOT, RESEARCH),
    "claim_choices": (RESEARCH, NOT),
    "claim_similar": (READ, NOT),
    "claim_page": (READ, NOT),
    "claim_take_next": (NOT, RESEARCH),
    "claim_give_back": (NOT, RESEARCH),
    "evidence_proposals": (READ, NOT),
    "evidence_from_passage": (NOT, RESEARCH),
    "evidence_proposal_dismiss": (NOT, RESEARCH),
    "evidence_proposal_accept": (NOT, RESEARCH),
    "claim_change": (NOT, RESEARCH),
    "claim_link": (NOT, RESEARCH),
    "claim_unlink": (NOT, RESEARCH),
    "appearance_add": (RESEARCH, RESEARCH),
    "appearance_change": (RESEARCH, RESEARCH),
    "evidence_attach": (NOT, RESEARCH),
    "evidence_vouching": (RESEARCH, NOT),
    "evidence_change": (RESEARCH, RESEARCH),
    "evidence_withdraw": (NOT, RESEARCH),
    "evidence_snapshot_file": (READ, NOT),
    "evidence_web_archive": (READ, NOT),
    "screenshot_file": (READ, NOT),
    "evidence_capture_again": (NOT, RESEARCH),
    "claim_assess": (NOT, REVIEW),
    "claim_settle": (NOT, REVIEW),
    "claim_sign_off": (NOT, EDIT),
    "claim_propose": (NOT, EDIT),
    "claim_confirm": (NOT, EDIT),
    "claim_decline": (NOT, EDIT),
    "claim_return": (NOT, EDIT),
    "claim_reopen": (NOT, EDIT),
    "claim_withdraw": (NOT, EDIT),
    "claim_restore": (NOT, EDIT),
    "claim_comment": (NOT, RESEARCH),
    "claim_assign": (NOT, EDIT),
    "claim_require": (NOT, EDIT),
    "draft_list": (READ, NOT),
    "draft_keep": (NOT, READ),
    "draft_discard": (NOT, READ),  # one's own: tests/drafts
    "question_list": (READ, NOT),
    "question_page": (READ, NOT),
    "question_new": (RESEARCH, RESEARCH),
    "question_change": (RESEARCH, RESEARCH),
    "source_list": (READ, NOT),
    "source_doubles": (READ, NOT),
    "source_page": (READ, NOT),
    "source_new": (RESEARCH, RESEARCH),
    "source_change": (RESEARCH, RESEARCH),
    "source_merge": (EDIT, EDIT),
    "corrections": (READ, NOT),
    "search": (READ, NOT),
    "review_agreement": (READ, NOT),
    "record": (READ, NOT),
    # Also without a login, if the desk allows it, and without a role: tests/record/test_lookup.py.
    "record_lookup": (READ | {"nobody"}, NOT),
    "visit_list": (frozenset({Role.ADMIN}), NOT),
    "export": (READ, READ),
    "export_verdicts": (READ, NOT),
    "export_evidence": (READ, NOT),
    "export_bundle": (READ, NOT),
    "export_proof": (EDIT, NOT),
    "export_workbook": (READ, NOT),
    "export_claims": (READ, NOT),
    "export_claims_workbook": (READ, NOT),
    "export_list": (READ, NOT),
    "export_numbered": (READ, NOT),
    "export_changes": (READ, NOT),
    "hold_list": (READ, NOT),
    "hold_place": (HOLD, HOLD),  # of the whole desk
    "hold_lift": (EDIT, EDIT),  # of a hold on an article
    "healthz": (ANYONE, NOT),
    "favicon": (ANYONE, NOT),
    "robots": (ANYONE, NOT),
    "security_txt": (ANYONE, NOT),
}

# Django's own account views, and whether they need a login.
ACCOUNTS = {
    "login": ANYONE,
    "logout": "logged in",
    "password_change": "logged in",
    "password_change_done": "logged in",
    "password_reset": ANYONE,
    "password_reset_done": ANYONE,
    "password_reset_confirm": ANYONE,
    "password_reset_complete": ANYONE,
}

# Second factors and single sign-on (verify/logins/). None of these addresses exists unless they are on.
LOGINS = {
    "account_login": ANYONE,
    "account_reauthenticate": "logged in",
    "mfa_authenticate": "password typed",
    "mfa_index": "logged in",
    "mfa_activate_totp": "logged in",
    "totp_qr": "logged in",
    "mfa_deactivate_totp": "logged in",
    "mfa_add_webauthn": "logged in",
    "mfa_remove_webauthn": "logged in",
    "mfa_view_recovery_codes": "logged in",
    "mfa_generate_recovery_codes": "logged in",
    "openid_connect_login": "posted",
    "openid_connect_callback": "sent by the provider",
    "identities": "logged in",
}
LOGIN_PATHS = (
    "confirm/", "login/code/", "factors/", "factors/app/add/", "factors/app/qr.svg", "factors/app/remove/",
    "factors/passkeys/add/", "factors/passkeys/1/remove/", "factors/codes/", "factors/codes/new/", "sso/",
    "sso/callback/", "identities/",
)  # fmt: skip
if settings.MFA:
    ACCOUNTS |= LOGINS


def named_patterns(patterns: Any = None) -> Iterator[URLPattern]:
    """Yield every URL pattern except the admin's, which tests/admin covers."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(pattern, URLResolver):
            if pattern.app_name != "admin":
                yield from named_patterns(pattern.url_patterns)
        else:
            yield pattern


def test_every_url_is_in_the_table() -> None:
    names = {pattern.name for pattern in named_patterns()}
    missing = names - ACCESS.keys() - ACCOUNTS.keys()
    assert not missing, (
        f"Add {missing} to ACCESS and say who may use it: a URL without a rule is a security hole."
    )
    assert not ACCESS.keys() - names, (
        f"Remove the names that are no longer URLs from ACCESS: {ACCESS.keys() - names}"
    )


@pytest.fixture(scope="module")
def rows(module_cast: Cast) -> dict[str, int]:
    """Return a row of everything that a URL names, and create every member of the cast."""
    cast = module_cast
    assert all(getattr(cast, member) for member in MEMBERS)
    article = ArticleFactory(by=cast.researcher)
    claim = ClaimFactory(people=cast, status=ClaimStatus.IN_REVIEW, article=article)
    evidence = EvidenceFactory(claim=claim, by=cast.researcher, article=article)
    other = ClaimFactory(people=cast)
    from claims.actions.claims import link_claims
    from claims.actions.questions import add_question
    from claims.enums import LinkKind

    link = link_claims(claim, LinkKind.CONTRADICTS, other, by=cast.researcher)
    question = add_question("Will the cranes be sold?", by=cast.researcher)
    copied = ArticleFactory(by=cast.researcher)
    hint = OriginHint.objects.create(
        article=article, kind="wire", name="AP", snapshot=article.snapshot
    )
    return {
        "article": article.pk,
        "snapshot": article.snapshot_id,
        "other": copied.pk,
        "origin": hint.pk,
        "screenshot": make_screenshot(cast).pk,
        "suggestion": make_suggestion(article, "all four cranes will stay").pk,
        "claim": claim.pk,
        "evidence": evidence.pk,
        "appearance": claim.appearances.get().pk,
        "question": question.pk,
        "source": article.publisher_id,
        "link": link.pk,
        "hold": place_hold(article, reason="Case 1/26", by=cast.editor).pk,
        "draft": 1,
        "export": make_numbered_export(cast.reader).pk,
    }


@pytest.fixture
def address(rows: dict[str, int]) -> Any:
    """Return a function that gives the URL of a pattern, with rows that exist."""

    def url_of(pattern: URLPattern) -> str:
        noun = pattern.name.split("_")[0]
        kwargs = {}
        for parameter in pattern.pattern.converters:
            about = {
                "appearance_add": "claim",
                "evidence_attach": "claim",
                "evidence_vouching": "claim",
                "evidence_from_passage": "claim",
                "claim_extract": "article",
                "article_evidence": "article",
                "claim_unlink": "link",
            }
            key = about.get(pattern.name, noun) if parameter == "pk" else parameter
            kwargs[parameter] = rows[key]
        return reverse(pattern.name, kwargs=kwargs)

    return url_of


def send(client: Client, method: str, url: str) -> HttpResponse:
    response = client.get(url) if method == "GET" else client.post(url, {})
    if response.streaming:
        list(response.streaming_content)  # a download closes its file when it is read to the end
    return response


@pytest.mark.parametrize("name", ACCESS)
def test_each_url_allows_only_the_roles_of_the_table(
    name: str, address: Any, login: Any, cast: Any, client: Client
) -> None:
    # Being a superuser gives no power without a role.
    cast.nobody.is_superuser = cast.nobody.is_staff = True
    cast.nobody.save(update_fields=["is_superuser", "is_staff"])
    pattern = next(pattern for pattern in named_patterns() if pattern.name == name)
    url = address(pattern)
    clients = {member: login(member) for member in MEMBERS}
    for method, allowed in zip(("GET", "POST"), ACCESS[name], strict=True):
        anonymous = send(client, method, url)
        if allowed == ANYONE:
            assert anonymous.status_code in (200, 503), f"anonymous {method} {url}"
            continue
        assert anonymous.status_code in (302, 401, 405), f"anonymous {method} {url}"
        for member, sender in clients.items():
            status = send(sender, method, url).status_code
            if allowed is NOT and method == "GET":
                # The address of a form leads to the page that has it.
                assert status == 302, f"{member} GET {url}: {status}"
            elif allowed is NOT:
                assert status in (403, 405), f"{member} {method} {url}: {status}"
            elif member in allowed:
                assert status not in (403, 404, 405) and status < 500, (
                    f"{member} {method} {url}: {status}"
                )
            else:
                assert status == 403, f"{member} {method} {url}: {status}"


@pytest.mark.parametrize(("name", "who"), ACCOUNTS.items())
def test_account_pages_need_a_login_as_the_table_says(
    name: str, who: str, client: Client, db: Any
) -> None:
    kwargs: dict[str, dict[str, Any]] = {
        "password_reset_confirm": {"uidb64": "MQ", "token": "x-y"},
        "mfa_remove_webauthn": {"pk": 1},
    }
    if settings.OIDC:
        provider = {"provider_id": settings.OIDC.key}
        kwargs |= {"openid_connect_login": provider, "openid_connect_callback": provider}
    response = client.get(reverse(name, kwargs=kwargs.get(name)))
    if who == ANYONE:
        assert response.status_code == 200
    elif name == "openid_connect_callback":
        assert response.status_code == 400  # nobody began it
    else:
        assert response.status_code in (302, 401, 405)


@pytest.mark.skipif(settings.MFA, reason="second factors and single sign-on are on")
@pytest.mark.parametrize("path", LOGIN_PATHS)
def test_addresses_of_what_is_off_do_not_exist(path: str, login: Any) -> None:
    for client in (Client(), login("editor")):
        assert client.get(f"/accounts/{path}").status_code == 404
        assert client.post(f"/accounts/{path}").status_code == 404
