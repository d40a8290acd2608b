"""Legal holds: while one is open, nothing that it covers is taken down or removed after its time."""

import datetime
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone

from claims.actions.account_erasure import expire_details
from claims.actions.accounts import change_user
from claims.actions.holds import lift_hold, place_hold
from claims.actions.record import clock
from claims.actions.snapshot_takedown import expire_copies, take_down
from claims.enums import Role, Verb
from claims.errors import Refused
from claims.given import TakedownGiven
from claims.models import AccountDetails, Article, Event, Hold, Snapshot
from claims.models.accounts import account_revision
from tests.factories import ArticleFactory, ClaimFactory, EvidenceFactory

pytestmark = pytest.mark.django_db

ORDER = TakedownGiven("Ordered by the court.")


@pytest.fixture
def article(cast: Any) -> Article:
    """An article with a claim, and another claim whose evidence is from it."""
    found: Article = ArticleFactory(by=cast.researcher)
    ClaimFactory(people=cast, article=found)
    other = ClaimFactory(people=cast)
    EvidenceFactory(claim=other, by=cast.researcher, article=found, quote="all four cranes")
    return found


def held(article: Article, what: str) -> Any:
    return {
        "the desk": None,
        "the article": article,
        "a claim found in it": article.appearances.get().claim,
        "a claim that rests on it": article.evidence.get().claim,
    }[what]


@pytest.mark.parametrize(
    "what", ["the desk", "the article", "a claim found in it", "a claim that rests on it"]
)
def test_hold_forbids_a_takedown_until_it_is_lifted(article: Article, cast: Any, what: str) -> None:
    hold = place_hold(held(article, what), reason="Case 1/26", by=cast.editor)
    with pytest.raises(Refused) as refused:
        take_down(article.snapshot, ORDER, by=cast.editor)
    assert refused.value.denial.code == "legal_hold"
    assert Event.objects.latest("seq").verb == Verb.HOLD_PLACED

    lift_hold(hold, reason="The case is over.", by=cast.editor)
    take_down(article.snapshot, ORDER, by=cast.editor)
    call_command("verify_record", stdout=StringIO())


@pytest.mark.any_database
def test_hold_on_another_article_or_account_does_not_matter(article: Article, cast: Any) -> None:
    place_hold(ArticleFactory(by=cast.researcher), reason="Case 1/26", by=cast.editor)
    place_hold(cast.researcher, reason="Case 2/26", by=cast.admin)
    take_down(article.snapshot, ORDER, by=cast.editor)


WHO = {
    "article": {"editor"},
    "claim": {"editor"},
    "account": {"admin"},
    "desk": {"editor", "admin"},
}


@pytest.mark.any_database
@pytest.mark.parametrize("member", ["reader", "researcher", "reviewer1", "editor", "admin"])
@pytest.mark.parametrize("what", WHO)
def test_editors_hold_the_work_and_admins_accounts(
    cast: Any, login: Any, what: str, member: str
) -> None:
    article = ArticleFactory(by=cast.researcher)
    pk = {
        "article": article.pk,
        "claim": ClaimFactory(people=cast).pk,
        "account": cast.researcher.pk,
    }
    client = login(member)
    url = reverse("hold_place") + (f"?{what}={pk[what]}" if what in pk else "")
    may = member in WHO[what]

    assert client.get(url).status_code == (200 if may else 403)
    assert client.post(url, {"reason": "Case 1/26"}).status_code == (302 if may else 403)

    assert Hold.objects.exists() == may
    page = client.get(reverse("hold_list")).content.decode()
    assert ("Case 1/26" in page) == may
    for hold in Hold.objects.all():
        lift = reverse("hold_lift", args=[hold.pk])
        assert login("researcher").post(lift, {"reason": "Over."}).status_code == 403
        assert client.post(lift, {"reason": ""}).status_code == 422
        assert client.post(lift, {"reason": "Over."}).status_code == 302
        assert client.post(lift, {"reason": "Over."}).status_code == 409


@pytest.mark.any_database
def test_pages_of_what_is_held_say_so(article: Article, cast: Any, login: Any) -> None:
    claim = article.appearances.get().claim
    place_hold(claim, reason="Case 1/26", by=cast.editor)
    for url in (
        reverse("article_page", args=[article.pk]),
        reverse("claim_page", args=[claim.pk]),
    ):
        assert "Case 1/26" in login("reader").get(url).content.decode()
    sent = {"reason": "It must go."}
    url = reverse("snapshot_take_down", args=[article.snapshot_id])
    assert login("editor").post(url, sent).status_code == 409


@pytest.mark.any_database
@pytest.mark.parametrize("query", ["?article=999", "?claim=x", "?account=", "?article=99999999999"])
def test_hold_on_what_does_not_exist_is_not_found(login: Any, query: str) -> None:
    assert login("editor").get(reverse("hold_place") + query).status_code == 404


# Retention


def later(days: int) -> Any:
    return clock(lambda: timezone.now() + datetime.timedelta(days=days))


def test_only_copies_on_which_nothing_rests_expire(article: Article, cast: Any) -> None:
    unused = ArticleFactory(by=cast.researcher)
    held_article = ArticleFactory(by=cast.researcher)
    hold = place_hold(held_article, reason="Case 1/26", by=cast.editor)
    with later(31):
        young = ArticleFactory(by=cast.researcher)
        assert expire_copies(days=30, by=None) == 1
        assert expire_copies(days=30, by=None) == 0
        kept = set(Snapshot.objects.kept().values_list("article", flat=True))
        assert kept == {article.pk, held_article.pk, young.pk}
        lift_hold(hold, reason="Over.", by=cast.editor)
        assert expire_copies(days=30, by=None) == 1
    unused.snapshot.refresh_from_db()
    assert unused.snapshot.takedown.reason == "RETAIN_COPIES_DAYS=30"
    assert Event.objects.latest("seq").verb == Verb.COPIES_EXPIRED
    call_command("verify_record", stdout=StringIO())


def test_one_action_removes_a_bounded_number(cast: Any) -> None:
    for _ in range(3):
        ArticleFactory(by=cast.researcher)
    with later(2):
        removed = [expire_copies(days=1, most=2, by=None) for _ in range(3)]
    assert removed == [2, 1, 0]


def retention(*arguments: str) -> str:
    out = StringIO()
    call_command("retention", *arguments, stdout=out)
    return out.getvalue()


@pytest.mark.any_database
def test_command_lists_removes_and_obeys_a_hold(cast: Any, settings: Any) -> None:
    with later(-31):
        article = ArticleFactory(by=cast.researcher)
    head = Event.objects.count()
    assert "not set" in retention()
    settings.RETAIN_COPIES_DAYS = 30
    listed = retention("--dry-run")
    assert (f"A{article.pk} " in listed, "1 archived copy would" in listed) == (True, True)
    assert Event.objects.count() == head

    hold = place_hold(None, reason="Case 1/26", by=cast.admin)
    with pytest.raises(CommandError, match="Legal hold"):
        retention()
    call_command("tidy", stdout=StringIO())
    assert Snapshot.objects.kept().count() == 1

    lift_hold(hold, reason="Over.", by=cast.editor)
    call_command("tidy", stdout=StringIO())
    assert not Snapshot.objects.kept().exists()


@pytest.mark.any_database
def test_details_of_the_account_log_expire_unless_held(cast: Any, settings: Any) -> None:
    with later(-31):
        for user, email in ((cast.reader, "r@example.org"), (cast.editor, "e@example.org")):
            role = Role(user.username)
            seen = account_revision(user)
            change_user(
                user, roles=[role], is_active=True, email=email, seen_revision=seen, by=None
            )
    place_hold(cast.editor, reason="Case 1/26", by=cast.admin)
    settings.RETAIN_ACCOUNT_LOG_DAYS = 30
    assert "The details of 1 entry" in retention("--dry-run")
    retention()
    kept = AccountDetails.objects.values_list("entry__account", flat=True)
    assert set(kept) == {cast.editor.pk}
    place_hold(None, reason="Case 2/26", by=cast.admin)
    with later(99):
        assert expire_details(days=30) == 0
    call_command("verify_record", stdout=StringIO())
