"""What only differs in type is the same: texts pasted twice, quotes in a page captured again, statements, questions, ids."""

from typing import Any

import pytest

from claims.actions import claims as claim_actions
from claims.actions import questions as question_actions
from claims.actions.articles import add_article
from claims.actions.claims import read_appearance
from claims.actions.evidence import attach_evidence, read_evidence
from claims.actions.snapshots import read_article
from claims.actions.suggestions import ask_to_read
from claims.actions.suggestions import read_article as read_for_origins
from claims.enums import ClaimKind, EvidenceKind, OriginKind, QuoteCheck, SamePage, Stance
from claims.errors import Invalid
from claims.given import AppearanceGiven, ArticleGiven, ClaimGiven, EvidenceGiven, pasted
from claims.models import Article, Claim, Event, ImpreciseDate, Question, Source
from claims.models.article_twins import twins_of
from claims.reads.record.values import changes
from tests.factories import ClaimFactory, SourceFactory

pytestmark = pytest.mark.django_db

TEXT = """Third quay shut

The bureau of quays said on Monday that the third quay is shut... “We asked for a list,” said Mira Probe, who keeps the skipper’s log — and nobody sent one.
The ministry of roads didn’t reply to letters sent to it on Tuesday, and five ferries have waited behind the mole since the holiday began in the town.
A keeper of the light, who has counted ships there for thirty years, said that she had never seen so many of them lie at anchor in one week.
"""
SAME = {
    "straight marks": TEXT.translate(str.maketrans("“”’", '""\'')),
    "ellipsis": TEXT.replace("...", "…"),
    "soft hyphens": TEXT.replace("ministry", "min\u00adis\u00adtry"),
    "hyphen for dash": TEXT.replace(" — ", " - "),
    "hard spaces": TEXT.replace("the ", "the\u00a0"),
    "capitals": TEXT.replace("Third quay shut", "THIRD QUAY SHUT"),
    "page breaks": TEXT.replace("town.\n", "town.\x0c"),
}
SHORT = TEXT[: TEXT.index("A keeper")]
NEAR = {
    "a word": TEXT.replace("five ferries", "six ferries"),
    "a note": TEXT.replace("shut\n\nThe", "shut\n\nUpdated 4 May, 10:20\n\nThe"),
    "a sentence": TEXT + "The bureau later said that it would send a list by Friday.\n",
}


@pytest.fixture
def outlet(cast: Any) -> Source:
    return SourceFactory(by=cast.researcher, name="Mole Messenger")


def add(text: str, publisher: Source, cast: Any, day: str = "") -> Article:
    given = ArticleGiven(publisher, published=ImpreciseDate.parse(day))
    article = add_article(read_article(pasted(text), given), given, by=cast.researcher).article
    ask_to_read(article)
    read_for_origins(article.snapshot)
    return article


def test_text_in_other_type_is_the_same_article(outlet: Source, cast: Any) -> None:
    first = add(TEXT, outlet, cast)
    assert {why: add(text, outlet, cast) for why, text in SAME.items()} == dict.fromkeys(
        SAME, first
    )


@pytest.mark.parametrize("text", NEAR.values(), ids=list(NEAR))
def test_nearly_the_same_text_of_one_outlet_is_offered_as_another_version(
    text: str, outlet: Source, cast: Any
) -> None:
    first, second = add(TEXT, outlet, cast, "2025-05-04"), add(text, outlet, cast, "2025-05-05")
    assert first != second
    assert [(twin.other, twin.why) for twin in twins_of(second)] == [(first, SamePage.TEXT)]
    later = add(text.replace("Monday", "Sunday"), outlet, cast, "2025-06-04")
    assert twins_of(later) == []


def test_word_changed_in_a_short_text_makes_another_version(outlet: Source, cast: Any) -> None:
    first, second = add(SHORT, outlet, cast), add(SHORT.replace("five", "six"), outlet, cast)
    assert [twin.other for twin in twins_of(second)] == [first]


def test_text_of_another_outlet_is_no_version(outlet: Source, cast: Any) -> None:
    add(TEXT, outlet, cast)
    other = add(NEAR["a word"], SourceFactory(by=cast.researcher), cast)
    assert twins_of(other) == []


def test_difference_of_a_quote_is_kept_shown_and_recorded(
    outlet: Source, cast: Any, client: Any
) -> None:
    client.force_login(cast.researcher)
    article = add(TEXT, outlet, cast)
    found_in = AppearanceGiven(article, "the third quay IS shut (...) nobody sent one")
    claim = claim_actions.add_claim(
        ClaimGiven("The third quay is shut.", ClaimKind.FACTUAL),
        by=cast.researcher,
        appearance=read_appearance(found_in),
    )
    appearance = claim.appearances.get()
    differs = [{"code": "left_out", "count": 14}, {"code": "capitals", "count": 1}]
    assert (appearance.quote, appearance.quote_differs) == (
        "the third quay is shut […] nobody sent one",
        differs,
    )
    event = Event.objects.latest("seq")
    assert event.after["appearance"]["quote_differs"] == differs
    assert any("14" in change.after for change in changes(event, {}))
    assert "leaves out 14 words." in client.get(f"/claims/{claim.pk}/").content.decode()

    again = AppearanceGiven(article, appearance.quote)
    claim_actions.change_appearance(
        appearance,
        read_appearance(again, corrected=appearance),
        seen_revision=Claim.objects.get().revision,
        by=cast.researcher,
    )
    appearance.refresh_from_db()
    assert appearance.quote_differs == differs, "words sent again are the copy's already"


def test_evidence_says_how_its_quote_differs(outlet: Source, cast: Any) -> None:
    article, claim = add(TEXT, outlet, cast), ClaimFactory(people=cast)
    given = EvidenceGiven(
        Stance.CORROBORATES,
        EvidenceKind.STATEMENT,
        outlet,
        OriginKind.NOT_STATED,
        article=article,
        quote="[f]ive ferries have waited",
    )
    evidence = attach_evidence(claim, read_evidence(given), by=cast.researcher)
    assert evidence.quote_check == QuoteCheck.FOUND
    assert (evidence.quote, evidence.quote_differs) == ("five ferries have waited", [])


def test_statement_in_other_type_is_the_same_claim(cast: Any) -> None:
    for one, other in (
        ("“Third” quay is shut.", '"Third" quay is shut'),
        ("Третий при\u00adчал закрыт — совсем", "Третий причал закрыт - совсем."),
        ("Երևանը փակ է։", "Երեւանը փակ է:"),
        ("Üçüncü körpü bağlıdır, Ənvər", "Üçüncü körpü bağlıdır, Әnvәr."),
    ):
        claim = ClaimFactory(people=cast, statement=one)
        assert list(Claim.objects.stating(other)) == [claim]
    assert not Claim.objects.stating("Fourth quay is shut.").exists()


def test_question_in_other_type_is_the_same_question(cast: Any) -> None:
    question = question_actions.add_question("Кто закрыл «третий» причал?", by=cast.researcher)
    with pytest.raises(Invalid) as refused:
        question_actions.add_question('КТО ЗАКРЫЛ "ТРЕТИЙ" ПРИЧАЛ', by=cast.researcher)
    assert refused.value.code == "question_taken"
    question_actions.change_question(
        question,
        text="Who shut it?",
        note="",
        stakes=[],
        seen_revision=question.revision,
        by=cast.researcher,
    )
    assert list(Question.objects.asking("who SHUT it")) == [question]


def test_external_id_is_kept_without_what_nobody_sees(cast: Any) -> None:
    given = ClaimGiven("The quay is shut.", ClaimKind.FACTUAL, external_id="Q-1\u200b")
    assert claim_actions.add_claim(given, by=cast.researcher).external_id == "Q-1"
    with pytest.raises(Invalid) as refused:
        again = ClaimGiven("It is open.", ClaimKind.FACTUAL, external_id="Q‑1")
        claim_actions.add_claim(again, by=cast.researcher)
    assert refused.value.code == "external_id_taken"


def test_page_breaks_and_unreadable_characters_stop_no_paste_and_no_quote(
    client: Any, cast: Any
) -> None:
    client.force_login(cast.researcher)
    text = "Page one says the quay is shut.\x0cPage two says it op\x02ens in\x0bMay, the b\ufffdreau said."
    response = client.post("/articles/new/", {"text": text, "token": ""})
    article = Article.objects.get()
    assert response.status_code == 302
    quote = "the quay is shut.\x0cPage two says it op\x02ens in\x0bMay, the b\ufffdreau"
    found_in = read_appearance(AppearanceGiven(article, quote))
    claim = claim_actions.add_claim(
        ClaimGiven("The quay opens in May.", ClaimKind.FACTUAL),
        by=cast.researcher,
        appearance=found_in,
    )
    assert claim.appearances.get().anchors.exists()
