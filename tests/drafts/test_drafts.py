"""Drafts: kept while somebody types, offered to that person alone, restored without being saved, and gone once they are."""

import json
import secrets
import time
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from claims.actions import accounts
from claims.actions.account_erasure import erase_account
from claims.actions.account_preferences import switch_letters
from claims.actions.drafts import MOST_DRAFTS, forget_old_drafts
from claims.forms.drafts import MOST_CHARACTERS, MOST_FIELDS
from claims.models import Assessment, Claim, Comment, Draft, Event, Preferences
from claims.models.accounts import account_revision
from tests.articles.pages import fields_of, text_of
from tests.conftest import PASSWORD, Cast
from tests.factories import ArticleFactory, ClaimFactory, EvidenceFactory

pytestmark = pytest.mark.django_db

KEEP = "/drafts/keep/"
SECRET = "The harbour master told me otherwise, in confidence."


@pytest.fixture
def claim(cast: Cast) -> Claim:
    claim: Claim = ClaimFactory(people=cast, assessments_required=2)
    EvidenceFactory(claim=claim, by=cast.researcher)
    return claim


def keep(
    client: Client, form: str, *, key: str = "", at: float | None = None, **fields: Any
) -> HttpResponse:
    pairs = [[name, text] for name, text in fields.items()]
    sent = {
        "key": key or secrets.token_hex(16),
        "form": form,
        "at": int((time.time() if at is None else at) * 1000),
        "fields_typed": json.dumps(pairs),
    }
    response: HttpResponse = client.post(KEEP, sent)  # type: ignore[assignment]
    return response


def offered(client: Client, page: str) -> str:
    """Return the offers on a page."""
    text = text_of(client.get(page, follow=True))
    return (
        text.partition('<div id="drafts">')[2]
        .partition('<header class="page-head">')[0]
        .partition('id="claim"')[0]
    )


def restore(client: Client, draft: Draft) -> HttpResponse:
    """Press Restore, as a browser without JavaScript does."""
    sent: dict[str, Any] = {"draft_restore": draft.key}
    for name, text in draft.fields:
        sent.setdefault(name, []).append(text)
    response: HttpResponse = client.post(draft.form, sent)  # type: ignore[assignment]
    return response


def test_draft_of_an_assessment_is_read_by_nobody_else(claim: Claim, login: Any) -> None:
    page, assess = f"/claims/{claim.pk}/", f"/claims/{claim.pk}/assess/"
    mine = login("reviewer1")
    assert keep(mine, assess, rationale=SECRET, rating="refuted").status_code == 204
    assert SECRET in offered(mine, page)
    assert SECRET in text_of(mine.get("/drafts/"))

    pages = [
        page,
        "/",
        "/drafts/",
        f"/drafts/?page={page}",
        "/record/",
        "/claims/?q=harbour+master",
        "/export/claims.csv",
        "/admin/",
    ]
    for member in ("reader", "researcher", "reviewer2", "editor", "admin"):
        other = login(member)
        for address in pages:
            response = other.get(address, follow=True)
            content = b"".join(response) if response.streaming else response.content
            assert SECRET.encode() not in content, f"{member} {address}"
    assert not Event.objects.filter(after__icontains="in confidence").exists()


def test_restored_draft_fills_in_the_form_and_saves_nothing(claim: Claim, login: Any) -> None:
    client = login("reviewer1")
    assess = f"/claims/{claim.pk}/assess/"
    fields = fields_of(client.get(f"/claims/{claim.pk}/"), assess)
    keep(client, assess, **fields | {"rationale": SECRET, "rating": "refuted"})
    draft = Draft.objects.get()

    response = restore(client, draft)

    assert response.status_code == 200
    assert not Assessment.objects.exists()
    shown = fields_of(response, assess)
    assert (shown["rationale"], shown["rating"]) == (SECRET, "refuted")
    assert "errorlist" not in text_of(response), "nobody is blamed for what is not filled in yet"
    assert SECRET not in offered(client, "/"), "a draft is offered where its form is"
    # Somebody who leaves now still has it.
    assert SECRET in offered(client, f"/claims/{claim.pk}/")

    sent = client.post(assess, shown | {"confidence": "low"})
    assert sent.status_code == 302
    assert Assessment.objects.get().rationale == SECRET
    assert not Draft.objects.exists()


def test_draft_of_a_saved_form_is_forgotten_and_does_not_come_back(
    claim: Claim, login: Any
) -> None:
    client = login("researcher")
    page, comment = f"/claims/{claim.pk}/", f"/claims/{claim.pk}/comments/"
    key, other = secrets.token_hex(16), secrets.token_hex(16)
    keep(client, comment, key=key, text="Half a thought, and more.")
    keep(client, comment, key=other, text="Begun in another tab.")

    assert client.post(comment, {"text": "", "draft": key}).status_code == 422
    assert "Half a thought" in offered(client, page)
    client.post(comment, {"text": "A whole thought.", "draft": key})
    assert Comment.objects.count() == 1
    # A sending of the browser that was on its way arrives late.
    keep(client, comment, key=key, text="Half a thought, and more.")

    shown = offered(client, page)
    assert "Half a thought" not in shown
    assert "Begun in another tab" in shown


def test_conflict_keeps_the_draft(claim: Claim, login: Any, cast: Cast) -> None:
    client = login("reviewer1")
    assess = f"/claims/{claim.pk}/assess/"
    fields = fields_of(client.get(f"/claims/{claim.pk}/"), assess)
    key = secrets.token_hex(16)
    typed = fields | {"rationale": SECRET, "rating": "refuted", "confidence": "low"}
    keep(client, assess, key=key, **typed)
    EvidenceFactory(claim=claim, by=cast.researcher)
    assert client.post(assess, typed | {"draft": key}).status_code == 409
    assert SECRET in offered(client, f"/claims/{claim.pk}/")
    # What is restored was written before the change, and is compared with it again.
    restored = fields_of(restore(client, Draft.objects.get()), assess)
    assert client.post(assess, restored).status_code == 409


def test_discarded_draft_is_gone_and_only_its_author_can_discard_it(
    claim: Claim, login: Any
) -> None:
    client = login("reviewer1")
    keep(client, f"/claims/{claim.pk}/assess/", rationale=SECRET)
    discard = f"/drafts/{Draft.objects.get().pk}/discard/"
    login("editor").post(discard)
    assert SECRET in text_of(client.get("/drafts/"))
    client.post(discard)
    assert SECRET not in text_of(client.get("/drafts/"))
    assert not Draft.objects.filter(fields__icontains="harbour").exists()


@pytest.mark.parametrize(
    "sent",
    [
        {"key": "x"},
        {"form": "/nowhere/"},
        {"at": "yesterday"},
        {"form": "https://example.org/"},
        {"fields_typed": "no JSON"},
        {"fields_typed": '{"a": "b"}'},
        {"fields_typed": '[["a", 1]]'},
        {"fields_typed": json.dumps([["a", "b"]] * (MOST_FIELDS + 1))},
        {"fields_typed": json.dumps([["a", "b" * MOST_CHARACTERS]])},
    ],
)
def test_what_is_no_draft_is_refused(sent: dict[str, str], login: Any) -> None:
    whole = {"key": "0" * 32, "form": "/claims/new/", "at": "0", "fields_typed": "[]"}
    assert login("researcher").post(KEEP, whole | sent).status_code == 400
    assert not Draft.objects.exists()


def test_passwords_are_never_kept(login: Any) -> None:
    keep(login("admin"), "/admin/auth/user/add/", your_password="open sesame", email="a@b.example")
    assert Draft.objects.get().fields == [["email", "a@b.example"]]


def test_number_and_age_of_drafts_are_limited(login: Any) -> None:
    client = login("researcher")
    for number in range(MOST_DRAFTS + 2):
        keep(client, "/claims/new/", statement=f"Draft number {number}.")
    texts = {draft.fields[0][1] for draft in Draft.objects.all()}
    assert len(texts) == MOST_DRAFTS
    assert "Draft number 0." not in texts
    Draft.objects.update(at=timezone.now() - timedelta(days=31))
    assert forget_old_drafts() == MOST_DRAFTS


def test_erased_account_leaves_no_draft(cast: Cast, login: Any) -> None:
    person: User = cast.reviewer1
    keep(login("reviewer1"), "/claims/new/", statement=SECRET)
    switch_letters(person, off=True)
    seen = account_revision(person)
    accounts.change_user(
        person, roles=[], is_active=False, email="", seen_revision=seen, by=cast.admin
    )
    erase_account(person, reason="Left the desk.", by=cast.admin)
    assert not Draft.objects.exists()
    assert not Preferences.objects.exists()


# --- A login that ended ---


def log_in_again(client: Client, page: HttpResponse, name: str) -> HttpResponse:
    """Fill in the login form that the page shows."""
    fields = fields_of(page, reverse("login"))
    response: HttpResponse = client.post(  # type: ignore[assignment]
        reverse("login"), fields | {"username": name, "password": PASSWORD}, follow=True
    )
    return response


@pytest.fixture
def ended(login: Any, cast: Cast) -> Client:
    """Return a browser whose session of reviewer1 has ended."""
    assert cast.reviewer1
    client: Client = login("reviewer1")
    client.get("/")
    client.session.flush()
    client.cookies.pop("sessionid")
    return client


def test_form_sent_after_the_login_ended_comes_back(ended: Client, claim: Claim) -> None:
    assess = f"/claims/{claim.pk}/assess/"
    refused = ended.post(assess, {"rationale": SECRET, "rating": "refuted"})
    assert refused.status_code == 401
    assert refused["Cache-Control"] == "no-store"

    wrong = ended.post(
        reverse("login"),
        fields_of(refused, reverse("login")) | {"username": "reviewer1", "password": "wrong"},  # type: ignore[arg-type]
    )
    page = log_in_again(ended, wrong, "reviewer1")  # type: ignore[arg-type]

    assert page.redirect_chain[-1][0] == f"/claims/{claim.pk}/"  # type: ignore[attr-defined]
    assert SECRET in text_of(page)
    assert not Assessment.objects.exists()
    shown = fields_of(restore(ended, Draft.objects.get()), assess)
    assert (shown["rationale"], shown["rating"]) == (SECRET, "refuted")


def test_text_of_an_ended_login_is_not_shown_to_who_logs_in_next(
    ended: Client, claim: Claim, cast: Cast
) -> None:
    assert cast.reviewer2
    refused = ended.post(f"/claims/{claim.pk}/assess/", {"rationale": SECRET})
    page = log_in_again(ended, refused, "reviewer2")  # type: ignore[arg-type]
    assert SECRET not in text_of(page)
    assert not Draft.objects.exists()


@pytest.mark.parametrize(
    "sent",
    [
        {"letters": "off"},
        {"rationale": "A" * (MOST_CHARACTERS + 1)},
        {"old_password": "open sesame, please", "new_password1": "Anything else"},
    ],
)
def test_nothing_is_held_of_what_nobody_typed_or_must_not_be_kept(
    ended: Client, sent: dict[str, str]
) -> None:
    assert ended.post("/accounts/keys/", sent).status_code == 302


def test_browser_that_nobody_logged_in_with_holds_nothing(client: Client, claim: Claim) -> None:
    sent = client.post(f"/claims/{claim.pk}/assess/", {"rationale": SECRET})
    assert sent.status_code == 302


# --- Addresses of forms ---


def test_draft_is_offered_on_the_page_that_has_its_form(cast: Cast, login: Any) -> None:
    article = ArticleFactory(by=cast.researcher)
    claim = ClaimFactory(people=cast, article=article)
    item = EvidenceFactory(claim=claim, by=cast.researcher)
    client = login("researcher")
    pages = {
        f"/articles/{article.pk}/claims/": f"/articles/{article.pk}/",
        f"/articles/{article.pk}/correct/": f"/articles/{article.pk}/",
        f"/evidence/{item.pk}/withdraw/": f"/claims/{claim.pk}/",
        "/articles/urls/": "/articles/new/",
        "/claims/new/": "/claims/new/",
        f"/admin/claims/claim/{claim.pk}/change/": f"/admin/claims/claim/{claim.pk}/change/",
    }
    for form in pages:
        assert keep(client, form, text="Words that are typed.").status_code == 204
    assert {draft.form: draft.page for draft in Draft.objects.all()} == pages


@pytest.mark.parametrize(
    ("address", "sent"),
    [
        ("/claims/similar/", {}),
        ("/claims/speaker/", {}),
        ("/claims/new/", {"look": "1"}),
        ("/claims/new/", {"split": "1"}),
    ],
)
def test_form_that_is_only_looked_at_keeps_its_draft(
    address: str, sent: dict[str, str], login: Any
) -> None:
    client, key = login("researcher"), secrets.token_hex(16)
    keep(client, "/claims/new/", key=key, statement="The port will sell 5 cranes.")
    typed = {"statement": "The port will sell 5 cranes.", "draft": key}
    response = client.post(address, typed | sent, headers={"HX-Request": "true"})
    assert response.status_code == 200
    assert Draft.objects.filter(is_done=False).count() == 1


def test_form_with_choices_only_is_not_offered(claim: Claim, login: Any) -> None:
    client = login("reviewer1")
    assess, page = f"/claims/{claim.pk}/assess/", f"/claims/{claim.pk}/"
    chosen = {"rating": "refuted", "seen_revision": "3", "token": "G7e1IGVoCoWqv2MuO7OkGbib"}
    keep(client, assess, **chosen)
    assert "Your draft" not in offered(client, page)
    keep(client, assess, **chosen, rationale="No")
    assert "Your draft" in offered(client, page)


def test_text_that_arrives_late_does_not_replace_what_was_typed_after_it(login: Any) -> None:
    client, key, now = login("researcher"), secrets.token_hex(16), time.time()
    keep(client, "/claims/new/", key=key, at=now - 1, statement="The whole sentence.")
    keep(client, "/claims/new/", key=key, at=now - 2, statement="The whole sen")
    assert Draft.objects.get().fields == [["statement", "The whole sentence."]]
    keep(client, "/claims/new/", key=key, at=now + 3600, statement="The next one.")
    draft = Draft.objects.get()
    assert draft.fields == [["statement", "The next one."]]
    assert draft.at <= timezone.now(), "the clock of a browser may be wrong"
