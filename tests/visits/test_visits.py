"""The reading trail: off by default, told to the reader, seen by admins, deleted after its days."""

import datetime
from typing import Any

import pytest
import time_machine
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from claims.actions.desk import DeskDetails, change_desk
from claims.actions.visits import note_visit
from claims.errors import Invalid
from claims.models import Article, Desk, Event, Visit
from claims.reads.record.row_state import verify_state
from tests.factories import ArticleFactory, ClaimFactory
from tests.read_only import read_only

pytestmark = pytest.mark.any_database


def keep_trail(admin: Any, *, kept: bool = True, days: int = 30) -> None:
    details = DeskDetails(1, one_person=False, reading_trail=kept, reading_trail_days=days)
    change_desk(details, seen_revision=Desk.objects.get().revision, by=admin)


@pytest.fixture
def pages(cast: Any) -> list[str]:
    article = ArticleFactory(by=cast.researcher)
    claim = ClaimFactory(people=cast, article=article)
    return [reverse("article_page", args=[article.pk]), reverse("claim_page", args=[claim.pk])]


@pytest.mark.parametrize("kept", [False, True])
def test_pages_are_noted_only_if_the_desk_keeps_a_trail(
    kept: bool, cast: Any, login: Any, pages: list[str]
) -> None:
    keep_trail(cast.admin, kept=kept)
    client = login("reader")
    events = Event.objects.count()
    for url in pages:
        told = b"reading trail" in client.get(url).content
        assert told is kept
    noted = [(visit.by, visit.kind) for visit in Visit.objects.order_by("pk")]
    assert noted == ([(cast.reader, "article"), (cast.reader, "claim")] if kept else [])
    # The record neither holds the trail nor misses it.
    assert Event.objects.count() == events
    assert not list(verify_state())


def test_admin_sees_who_opened_what(cast: Any, login: Any, pages: list[str]) -> None:
    keep_trail(cast.admin)
    for member in ("reader", "editor"):
        for url in pages:
            login(member).get(url)
    admin = login("admin")
    everybody = admin.get("/trail/").content.decode()
    assert everybody.count(f'href="{pages[0]}"') == everybody.count(f'href="{pages[1]}"') == 2
    one = admin.get("/trail/", {"person": "reader"}).content.decode()
    assert one.count(f'href="{pages[0]}"') == 1
    assert admin.get("/trail/", {"before": "x"}).status_code == 400


def test_notes_are_deleted_after_their_days(cast: Any, login: Any, pages: list[str]) -> None:
    keep_trail(cast.admin, days=7)
    login("reader").get(pages[0])
    for days, left in ((6, 1), (8, 0)):
        with time_machine.travel(timezone.now() + datetime.timedelta(days=days)):
            call_command("tidy")
            assert Visit.objects.count() == left


@pytest.mark.parametrize("days", [0, 366])
def test_days_outside_a_year_are_refused(days: int, cast: Any) -> None:
    with pytest.raises(Invalid) as refused:
        keep_trail(cast.admin, days=days)
    assert refused.value.code == "out_of_range"


@pytest.mark.django_db(transaction=True)
def test_pages_are_read_although_nothing_can_be_noted(cast: Any, pages: list[str]) -> None:
    keep_trail(cast.admin)
    article, reader = Article.objects.get(), cast.reader
    with read_only():
        assert note_visit(article, reader)
    assert not Visit.objects.exists()
