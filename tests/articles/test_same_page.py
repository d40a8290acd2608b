"""Articles of what is probably one page are offered for joining; joined, they are one article with all copies."""

from typing import Any

import pytest
from django.test import Client

from claims.actions.article_joining import join_articles, read_join, tell_apart
from claims.actions.articles import add_article, correct_article, set_outlet_state
from claims.actions.capture_problems import Problem
from claims.actions.captures import keep_capture, note_failed_capture, read_page
from claims.actions.claims import add_claim, read_appearance
from claims.actions.snapshots import read_article
from claims.enums import ClaimKind, OutletState, SamePage, SinceSigning, Verb
from claims.errors import Refused
from claims.fetching import Captured
from claims.given import AppearanceGiven, ArticleGiven, ClaimGiven, OutletGiven, pasted
from claims.independence import weigh
from claims.models import Article, Claim, Event, Evidence, ImpreciseDate, PageAddress, Reweighing
from claims.models.article_twins import twins_of
from claims.reads.record.verification import verify_desk
from tests.factories import ArticleFactory, ClaimFactory, EvidenceFactory, SourceFactory, body

pytestmark = pytest.mark.django_db

PAGE = "https://port.example/news/crane"
MOBILE = "https://m.port.example/news/crane"
QUOTE = "all four cranes will stay in service until autumn"


@pytest.fixture
def by_url(cast: Any) -> Any:
    """Return `by_url(url, text="")`, which adds an article by its URL, with a text if one is given."""

    def add(url: str, text: str = "", **given: Any) -> Article:
        details = ArticleGiven(url=url, **given)
        read = read_article(pasted(text), details) if text else None
        return add_article(read, details, by=cast.researcher).article

    return add


def offered(article: Article) -> list[tuple[int, str]]:
    return [(twin.other.pk, twin.why) for twin in twins_of(article)]


@pytest.mark.parametrize(
    ("url", "why"),
    [
        (MOBILE, SamePage.VERSION),
        ("https://port.example/amp/news/crane", SamePage.VERSION),
        ("https://port.example/news/crane?print=1", SamePage.VERSION),
        ("https://web.archive.org/web/20250314/https://port.example/news/crane", SamePage.COPY),
        ("https://archive.ph/2025.03.14-081500/http://www.port.example/news/crane/", SamePage.COPY),
    ],
)
def test_version_of_a_page_is_offered_from_both_sides(by_url: Any, url: str, why: str) -> None:
    page, version = by_url(PAGE), by_url(url)
    assert (offered(page), offered(version)) == ([(version.pk, why)], [(page.pk, why)])


def test_another_page_is_not_offered(by_url: Any) -> None:
    page = by_url(PAGE)
    for url in (f"{PAGE}?id=1", f"{PAGE}-2", "https://harbour.example/news/crane", f"{PAGE}/Amp/2"):
        by_url(url)
    assert offered(page) == []


def test_two_articles_of_one_url_on_an_old_desk_are_offered(by_url: Any, cast: Any) -> None:
    page = by_url(PAGE)
    older = ArticleFactory(by=cast.researcher, url=f"{PAGE}?utm_source=tg")
    assert offered(page) == [(older.pk, SamePage.SPELLING)]


def test_canonical_url_needs_texts_that_agree(by_url: Any, cast: Any) -> None:
    outlet = SourceFactory(by=cast.researcher)
    amp = by_url("https://port.example/x1", body(1))
    page = by_url("https://port.example/y1", body(1), publisher=outlet)
    lazy = by_url("https://port.example/z1", "Fish is dear.\n\nThe market says herring costs more.")
    for article in (amp, lazy):
        PageAddress.objects.create(
            article=article, kind="canonical", url=page.url,
            page_key=page.page_key, twin_key=page.twin_key,
        )  # fmt: skip
    assert offered(amp) == [(page.pk, SamePage.CANONICAL)]
    assert offered(lazy) == []


def claim_from(article: Article, cast: Any, quote: str = QUOTE) -> Claim:
    return add_claim(
        ClaimGiven(f"The article has the words: {quote}.", ClaimKind.FACTUAL),
        by=cast.researcher,
        appearance=read_appearance(AppearanceGiven(article, quote)),
    )


def test_what_rests_on_the_joined_article_rests_on_the_other(by_url: Any, cast: Any) -> None:
    outlet = SourceFactory(by=cast.researcher)
    page = by_url(PAGE, body(1))
    version = by_url(
        MOBILE, f"{body(1)}\nOnly phones show this line of the story.", publisher=outlet
    )
    copied = by_url("https://else.example/a", body(2), republishes_article=version)
    found = claim_from(version, cast)
    only_there = claim_from(version, cast, "Only phones show this line of the story.")
    evidence = EvidenceFactory(
        claim=ClaimFactory(people=cast), by=cast.researcher, article=version, quote=QUOTE
    )
    copies = {page.snapshot_id, version.snapshot_id}

    kept = join_articles(read_join(version, page), by=cast.researcher)

    assert kept == page
    assert {claim.appearances.get().article for claim in (found, only_there)} == {page}
    assert Evidence.objects.get(pk=evidence.pk).article == page
    assert Article.objects.get(pk=copied.pk).republishes_article == page
    page.refresh_from_db()
    assert page.publisher == outlet
    anchors = found.appearances.get().anchors
    assert set(anchors.values_list("snapshot", flat=True)) == copies
    there = only_there.appearances.get().anchors.get()
    assert (there.snapshot_id in copies, there.missing_from) == (True, None)
    event = Event.objects.latest("seq")
    assert (event.verb, event.object_id) == (Verb.ARTICLES_JOINED, version.pk)
    assert event.after["moved"]["republications"] == [copied.pk]
    assert offered(page) == []
    assert not list(verify_desk())


def test_page_remains_and_its_version_is_joined_whichever_came_first(
    by_url: Any, cast: Any
) -> None:
    version, page = by_url(MOBILE, body(1)), by_url(PAGE)
    assert join_articles(read_join(version, page), by=cast.researcher) == page
    page.refresh_from_db()
    assert page.snapshot is not None
    assert by_url("http://m.port.example/news/crane/?fbclid=1") == page


def test_articles_without_a_common_address_are_not_joined(by_url: Any, cast: Any) -> None:
    one, other = by_url(PAGE), by_url("https://harbour.example/a")
    with pytest.raises(Refused) as refused:
        join_articles(read_join(one, other), by=cast.researcher)
    assert refused.value.denial.code == "not_one_page"


def test_articles_told_apart_are_not_offered_again(by_url: Any, cast: Any) -> None:
    page, version = by_url(PAGE), by_url(MOBILE)
    for _ in range(2):
        tell_apart(version, page, by=cast.researcher)
    assert offered(page) == offered(version) == []
    assert Event.objects.filter(verb=Verb.ARTICLES_TOLD_APART).count() == 1


def test_signed_verdict_that_rests_on_the_joined_article_is_weighed_again(
    by_url: Any, cast: Any
) -> None:
    agency = SourceFactory(by=cast.researcher)
    page = by_url(PAGE, republishes_source=agency)
    version = by_url(MOBILE, body(3))
    claim = ClaimFactory(people=cast, status="signed_off")
    for given in ({"seen_in": agency}, {"article": version}):
        EvidenceFactory(claim=claim, by=cast.researcher, **given)
    before = weigh(claim).corroborates.origins
    join_articles(read_join(version, page), by=cast.researcher)
    told = Event.objects.latest("seq").after["reweighed"]
    assert [fact["claim"]["id"] for fact in told] == [claim.pk]
    assert Reweighing.objects.latest("pk").what == SinceSigning.BASIS_CHANGED
    assert weigh(claim).corroborates.origins == before - 1


def test_one_page_is_one_document_whichever_url_names_it(by_url: Any, cast: Any) -> None:
    claim = ClaimFactory(people=cast)
    article = by_url(PAGE, body(4))
    add = {"claim": claim, "by": cast.researcher}
    EvidenceFactory(**add, article=article)
    EvidenceFactory(**add, url=f"{PAGE}/?utm_source=tg")
    EvidenceFactory(**add, url="http://www.port.example/news/crane#top")
    EvidenceFactory(**add, article=by_url(MOBILE, body(5)))
    assert weigh(claim).corroborates.documents == 1
    EvidenceFactory(**add, url=f"{PAGE}?id=2")
    assert weigh(claim).corroborates.documents == 2


def test_articles_without_copies_are_joined_with_all_that_only_one_says(
    by_url: Any, cast: Any
) -> None:
    by, day = cast.researcher, ImpreciseDate.parse("2031-07-30")
    page, version = by_url(PAGE), by_url(MOBILE, published=day)
    other = by_url("https://port.example/amp/news/crane")
    tell_apart(version, other, by=by)
    set_outlet_state(
        version, OutletGiven(OutletState.WITHDRAWN, note="It took it back."), seen_revision=1, by=by
    )
    gone = Problem("status", {"status": 410}, worth_retrying=False)
    note_failed_capture(page.capture_requests.get(), gone, seen_attempts=0, by=by)

    join_articles(read_join(page, version), by=by)

    page.refresh_from_db()
    assert (page.published, page.outlet_state) == (day, OutletState.WITHDRAWN)
    assert page.capture_requests.waiting().count() == 1
    assert not version.capture_requests.waiting().exists()
    assert offered(page) == []  # it is not the other, either: they were told apart
    assert not list(verify_desk())


@pytest.mark.parametrize("is_between", [False, True])
def test_joined_article_never_republishes_itself(by_url: Any, cast: Any, is_between: bool) -> None:
    """Of two that republish one another the first republishes nothing, nor does it through a third."""
    page, version = by_url(PAGE), by_url(MOBILE)
    one, other = (
        (version, by_url("https://else.example/a", republishes_article=page))
        if is_between
        else (page, version)
    )
    given = ArticleGiven(url=one.url, republishes_article=other)
    correct_article(one, given, seen_revision=1, by=cast.researcher)
    join_articles(read_join(page, version), by=cast.researcher)
    page.refresh_from_db()
    assert page.republishes_article is None
    assert not list(verify_desk())


CRANE = "<p>All four cranes will stay in service until autumn, the harbour master said.</p>"


@pytest.mark.parametrize(
    ("written", "told"),
    [("/news/crane", [PAGE]), ("https://else.example/a", []), ("http://[", []), ("", [])],
)
def test_canonical_url_of_a_fetched_page_is_believed_on_its_own_site(
    by_url: Any, cast: Any, written: str, told: list[str]
) -> None:
    capture = by_url("https://port.example/x1").capture_requests.get()
    page = (
        f'<!doctype html><title>Cranes</title><link rel="canonical" href="{written}">'
        f'<meta property="article:published_time" content="2031-07-30T10:00:00Z">{CRANE}'
    )
    fetched = Captured(
        page.encode(), capture.url, capture.url, (), 200, "text/html", "utf-8", "192.0.2.1", {}, {}
    )
    keep_capture(capture, read_page(capture, fetched), by=cast.researcher)
    assert list(PageAddress.objects.values_list("url", flat=True)) == told
    capture.article.refresh_from_db()
    assert capture.article.published.edtf == "2031-07-30"


# Over HTTP


@pytest.fixture
def researcher(login: Any) -> Client:
    client: Client = login("researcher")
    return client


def test_one_key_joins_and_the_old_page_leads_to_the_other(by_url: Any, researcher: Client) -> None:
    page, version = by_url(PAGE, body(1)), by_url(MOBILE, body(2))
    url = f"/articles/{page.pk}/same/{version.pk}/join/"
    assert url in researcher.get(f"/articles/{page.pk}/").content.decode()
    for _ in range(2):
        response = researcher.post(url)
        assert response.headers["Location"] == f"/articles/{page.pk}/"
    old = researcher.get(f"/articles/{version.pk}/")
    assert old.headers["Location"] == f"/articles/{page.pk}/"
    assert [row.pk for row in researcher.get("/articles/").context["articles"].rows] == [page.pk]
    copies = researcher.get(f"/articles/{page.pk}/").context["archive"].copies
    assert len(copies) == 2
    for copy in copies:
        file = researcher.get(copy.file_url)
        assert b"".join(file.streaming_content)
    compared = researcher.get(f"/articles/{page.pk}/compare/")
    assert compared.status_code == 200


def test_told_apart_over_http(by_url: Any, researcher: Client) -> None:
    page, version = by_url(PAGE), by_url(MOBILE)
    researcher.post(f"/articles/{page.pk}/same/{version.pk}/apart/")
    assert researcher.get(f"/articles/{page.pk}/").context["same"].offers == ()


def test_article_says_of_which_page_and_moment_it_is_a_copy(
    by_url: Any, researcher: Client
) -> None:
    copy = by_url("https://web.archive.org/web/20250314081500/https://port.example/news/crane")
    said = researcher.get(f"/articles/{copy.pk}/").context["same"].copy
    assert "https://port.example/news/crane" in said
    assert "14 March 2025, 08:15" in said


def test_number_of_a_joined_article_means_the_other(
    by_url: Any, researcher: Client, cast: Any
) -> None:
    page, version = by_url(PAGE, body(1)), by_url(MOBILE, body(2))
    join_articles(read_join(page, version), by=cast.researcher)
    claim = ClaimFactory(people=cast)
    typed = {
        "article": str(version.pk), "quote": QUOTE,
        "chain-TOTAL_FORMS": "0", "chain-INITIAL_FORMS": "0",
    }  # fmt: skip
    assert researcher.post(f"/claims/{claim.pk}/appearances/", typed).status_code == 302
    assert claim.appearances.filter(article=page).exists()
