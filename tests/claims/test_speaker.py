"""A quote check names its speaker: its chain ends with the voice who is claimed to have said it."""

from typing import Any

import pytest

from claims.actions.claims import add_appearance, add_claim, read_appearance
from claims.enums import AttributionKind, ClaimKind, LinkKind, SourceKind, Verb
from claims.given import AppearanceGiven, ClaimGiven, NewSource, Step, speaker_step
from claims.models import Appearance, Article, Claim, ClaimLink, Event, Source
from tests.admin.conftest import form_on, send
from tests.articles.pages import QUOTE, claim_data, errors_of, fields_of, text_of
from tests.factories import ArticleFactory, SourceFactory

pytestmark = pytest.mark.any_database

A, K = AttributionKind, SourceKind

# --- which step is offered ---

GAZETTE = Source(pk=1, name="Example Gazette", kind=K.OUTLET)
RADIO = Source(pk=2, name="Port Radio", kind=K.OUTLET)
WIRE = Source(pk=3, name="Example Wire", kind=K.AGENCY)
MASTER = Source(pk=4, name="Jon Orlik", kind=K.OFFICIAL)
MINISTRY = Source(pk=5, name="Ministry of Ports", kind=K.OFFICIAL_BODY)
UNION = NewSource("Union of Dockers", K.OFFICIAL_BODY)

PRINTED = Step(A.REPORTED, GAZETTE)
ORLIK_SAID = Step(A.SAID, MASTER)
MINISTRY_DENIED = Step(A.DENIED, MINISTRY)
OFFICIAL_SAID = Step(A.SAID, None, "a port official")


@pytest.mark.parametrize(
    ("chain", "speaker"),
    [
        # a relay is a quote check of whoever relays
        ((PRINTED, ORLIK_SAID, MINISTRY_DENIED), 1),
        ((PRINTED, ORLIK_SAID), 1),
        ((ORLIK_SAID, MINISTRY_DENIED), 0),
        ((PRINTED, Step(A.SAID, UNION)), 1),
        # an outlet or agency that only reported is a carrier, unless nobody is behind it
        ((PRINTED, Step(A.REPORTED, WIRE), MINISTRY_DENIED), 2),
        ((PRINTED, Step(A.REPORTED, RADIO)), 1),
        ((PRINTED, Step(A.CLAIMED, RADIO), MINISTRY_DENIED), 1),
        ((PRINTED, Step(A.REPORTED, MINISTRY), ORLIK_SAID), 1),
        # an unnamed voice is the speaker only where nobody else is named
        ((PRINTED, OFFICIAL_SAID), 1),
        ((PRINTED, OFFICIAL_SAID, MINISTRY_DENIED), 2),
        ((PRINTED, Step(A.SAID, MINISTRY, "a spokesman"), ORLIK_SAID), 1),
        ((PRINTED,), 0),
    ],
)
def test_the_nearest_named_voice_that_speaks_for_itself_is_offered(
    chain: tuple[Step, ...], speaker: int
) -> None:
    assert speaker_step(chain, GAZETTE) == speaker


def test_without_a_publisher_the_nearest_voice_that_speaks_is_offered() -> None:
    assert speaker_step((PRINTED, ORLIK_SAID, MINISTRY_DENIED), None) == 1


# --- adding ---


@pytest.fixture
def article(cast: Any) -> Article:
    gazette = SourceFactory(by=cast.researcher, name="Example Gazette", kind=K.OUTLET)
    return ArticleFactory(by=cast.researcher, publisher=gazette, language="en")


@pytest.fixture
def researcher(login: Any) -> Any:
    return login("researcher")


def relay(**changes: Any) -> dict[str, Any]:
    """Return the form of “Orlik said that the ministry had denied it” in the Gazette."""
    voices = [
        ("Example Gazette", "", "reported"),
        ("Jon Orlik", "official", "said"),
        ("Ministry of Ports", "official_body", "denied"),
    ]
    rows = {}
    for n, (name, new, did) in enumerate(voices):
        rows |= {
            f"chain-{n}-source_name": name,
            f"chain-{n}-source_kind": new,
            f"chain-{n}-kind": did,
        }
    return claim_data(**(rows | changes))


def chain_of(claim: Claim) -> list[str]:
    steps = claim.appearances.get().chain.select_related("source")
    return [step.voice for step in steps]


WHOLE = ["Example Gazette", "Jon Orlik", "Ministry of Ports"]


@pytest.mark.parametrize(
    ("said_by", "chain"), [("", WHOLE[:2]), ("1", WHOLE[:1]), ("2", WHOLE[:2]), ("3", WHOLE)]
)
def test_a_quote_check_of_the_same_words_ends_with_the_chosen_speaker(
    said_by: str, chain: list[str], article: Article, researcher: Any
) -> None:
    typed = relay(quote_check="Jon Orlik said that the ministry denied it.", said_by=said_by)
    assert researcher.post(f"/articles/{article.pk}/claims/", typed).status_code == 302
    link = ClaimLink.objects.get()
    assert (link.kind, link.claim.kind, link.other.kind) == (LinkKind.REPORTS, "quote", "factual")
    assert chain_of(link.claim) == chain
    assert chain_of(link.other) == WHOLE
    assert Event.objects.filter(verb=Verb.CLAIM_ADDED).count() == 1


def test_a_quote_check_alone_ends_with_the_chosen_speaker(
    article: Article, researcher: Any
) -> None:
    url = f"/articles/{article.pk}/claims/"
    for said_by, statement in (("", "Orlik said so."), ("3", "The ministry said so.")):
        typed = relay(kind="quote", said_by=said_by, statement=statement)
        assert researcher.post(url, typed).status_code == 302
    nearest, farthest = Claim.objects.order_by("pk")
    assert (chain_of(nearest), chain_of(farthest)) == (WHOLE[:2], WHOLE)


def test_a_step_that_names_nobody_is_refused_for_a_quote_check_only(
    article: Article, researcher: Any
) -> None:
    url = f"/articles/{article.pk}/claims/"
    refused = researcher.post(url, relay(kind="quote", said_by="4"))
    assert refused.status_code == 422
    assert errors_of(refused, "said_by")
    assert fields_of(refused, url)["said_by"] == "4"
    # Rows that were left empty do not shift the step that was chosen.
    moved = {
        f"chain-3-{name}": relay()[f"chain-2-{name}"]
        for name in ("source_name", "source_kind", "kind")
    }
    emptied = dict.fromkeys(["chain-2-source_name", "chain-2-source_kind", "chain-2-kind"], "")
    typed = relay(kind="quote", said_by="4", **moved, **emptied)
    assert researcher.post(url, typed).status_code == 302
    assert chain_of(Claim.objects.get()) == WHOLE
    factual = relay(statement="It was denied.", said_by="4")
    assert researcher.post(url, factual).status_code == 302


def test_the_steps_are_offered_by_the_names_typed(article: Article, researcher: Any) -> None:
    typed = relay(article=str(article.pk), said_by="3")
    shown = text_of(researcher.post("/claims/speaker/", typed, headers={"hx-request": "true"}))
    assert "step 2: Jon Orlik" in shown
    assert "not the publisher: Jon Orlik" in shown
    assert '<option value="3" selected>' in shown
    assert 'value="5"' not in shown
    for garbled in ({}, {"article": "1" * 30}, {"chain-TOTAL_FORMS": "x"}, relay(said_by="99")):
        assert researcher.post("/claims/speaker/", garbled).status_code == 200


def test_without_a_script_the_form_offers_the_steps_by_number(
    article: Article, researcher: Any
) -> None:
    page = text_of(researcher.get(f"/articles/{article.pk}/"))
    assert "step 1: Example Gazette" in page
    assert '<option value="4">step 4</option>' in page


def quote_check(article: Article, by: Any, *chain: Step, said_by: int | None = None) -> Claim:
    given = AppearanceGiven(article, QUOTE, chain, said_by=said_by)
    return add_claim(
        ClaimGiven("Orlik said it.", ClaimKind.QUOTE),
        by=by,
        appearance=read_appearance(given),
        separate=True,
    )


@pytest.fixture
def steps(article: Article, cast: Any) -> tuple[Step, ...]:
    by = cast.researcher
    master = SourceFactory(by=by, name="Jon Orlik", kind=K.OFFICIAL)
    ministry = SourceFactory(by=by, name="Ministry of Ports", kind=K.OFFICIAL_BODY)
    return (
        Step(A.REPORTED, article.publisher),
        Step(A.SAID, master),
        Step(A.DENIED, ministry),
    )


def test_another_appearance_of_a_quote_check_ends_with_its_speaker_too(
    article: Article, steps: tuple[Step, ...], cast: Any, researcher: Any
) -> None:
    claim = quote_check(article, cast.researcher, *steps)
    add_appearance(claim, read_appearance(AppearanceGiven(article, QUOTE, steps)), by=cast.editor)
    url = f"/claims/{claim.pk}/appearances/"
    assert 'name="said_by"' in text_of(researcher.get(url))
    typed = relay(article=str(article.pk), said_by="3")
    assert researcher.post(url, typed).status_code == 302
    found = Appearance.objects.order_by("pk")
    assert [one.chain.count() for one in found] == [2, 2, 3]


# --- changing ---


def test_a_changed_chain_is_cut_at_the_speaker_and_a_chosen_one_stays(
    article: Article, steps: tuple[Step, ...], cast: Any, researcher: Any
) -> None:
    nearest = quote_check(article, cast.researcher, *steps)
    farthest = quote_check(article, cast.researcher, *steps, said_by=2)
    for claim, chosen, chain in ((nearest, "", WHOLE[:2]), (farthest, "3", WHOLE)):
        url = f"/appearances/{claim.appearances.get().pk}/change/"
        form = fields_of(researcher.get(url), url)
        assert form["said_by"] == chosen
        form |= {"quote": "all four cranes will stay"}
        form |= {f"chain-2-{name}": relay()[f"chain-2-{name}"] for name in ("source_name", "kind")}
        assert researcher.post(url, form).status_code == 302
        assert chain_of(claim) == chain


def test_a_factual_claim_is_not_asked_for_a_speaker(
    article: Article, steps: tuple[Step, ...], cast: Any, researcher: Any
) -> None:
    given = read_appearance(AppearanceGiven(article, QUOTE, steps))
    claim = add_claim(
        ClaimGiven("It is so.", ClaimKind.FACTUAL), by=cast.researcher, appearance=given
    )
    for url in (
        f"/claims/{claim.pk}/appearances/",
        f"/appearances/{claim.appearances.get().pk}/change/",
    ):
        assert 'name="said_by"' not in text_of(researcher.get(url))


def test_the_admin_cuts_the_chain_of_a_quote_check_too(
    article: Article, steps: tuple[Step, ...], cast: Any, login: Any
) -> None:
    claim = quote_check(article, cast.researcher, *steps, said_by=2)
    url = f"/admin/claims/appearance/{claim.appearances.get().pk}/change/"
    client = login("editor")
    assert form_on(client.get(url))["said_by"] == ["3"]
    assert send(client, url, said_by="2").status_code == 302
    assert chain_of(claim) == WHOLE[:2]


# --- as plain text, and on the page ---


def test_a_claim_as_plain_text_can_name_its_speaker(cast: Any, researcher: Any) -> None:
    typed = claim_data(
        statement="The cranes stay.",
        quote_check="Jon Orlik said that the cranes stay.",
        speaker_name="Jon Orlik",
        speaker_kind="official",
        did="denied",
    )
    assert researcher.post("/claims/new/", typed).status_code == 302
    link = ClaimLink.objects.get()
    for claim in (link.claim, link.other):
        step = claim.appearances.get().chain.select_related("source").get()
        assert (step.voice, step.kind) == ("Jon Orlik", "denied")


def test_the_page_says_whom_a_quote_check_is_about_or_that_nobody_is_named(
    article: Article, steps: tuple[Step, ...], cast: Any, researcher: Any
) -> None:
    named = quote_check(article, cast.researcher, *steps)
    unnamed = quote_check(article, cast.researcher, steps[0], OFFICIAL_SAID)
    assert chain_of(unnamed) == ["Example Gazette", "a port official"]
    bare = add_claim(ClaimGiven("He said so.", ClaimKind.QUOTE), by=cast.researcher)
    shown = {}
    for claim in (named, unnamed, bare):
        page = researcher.get(f"/claims/{claim.pk}/").context["page"]
        shown[claim] = (page.speaker, page.lacks_speaker)
    assert shown == {named: ("Jon Orlik", False), unnamed: ("", True), bare: ("", True)}
    url = f"/appearances/{unnamed.appearances.get().pk}/change/"
    assert f'<a href="{url}">Name who is claimed to have said it' in text_of(
        researcher.get(f"/claims/{unnamed.pk}/")
    )
