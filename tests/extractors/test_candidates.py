"""Which sentences are suggested, with which chain, and in what order."""

import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.extractors import Attribution, Candidate, Reading, Voice, read_text
from claims.extractors.worth.candidates import MOST_CANDIDATES, find_candidates
from claims.extractors.worth.worth import REASONS

FRIDAY = datetime.date(2025, 3, 14)

ARTICLE = """Vardia closes the bridge at Sarn

14 March 2025

Vardia closed the bridge at Sarn on Thursday after two of its piers had cracked.

The transport ministry said on Friday that 212 lorries had been turned back.

“No engineer has looked at the piers since 2019,” said Nora Feld, an adviser to the city.

“We can do better.”

Is the bridge safe?

Thank you.

The army denied that its tanks had used the bridge.
"""


def read(text: str, language: str | None = "en") -> Reading:
    return read_text(text, language, FRIDAY)


def sentences(text: str, reading: Reading) -> dict[str, Candidate]:
    return {text[one.start : one.end]: one for one in reading.candidates}


@pytest.fixture(scope="module")
def suggested() -> dict[str, Candidate]:
    return sentences(ARTICLE, read(ARTICLE))


def test_assertion_is_suggested_with_its_reasons(suggested: dict[str, Candidate]) -> None:
    closed = suggested[
        "Vardia closed the bridge at Sarn on Thursday after two of its piers had cracked."
    ]
    assert closed.reasons[:2] == ["number", "date"]
    assert closed.attributions == []
    denial = suggested["The army denied that its tanks had used the bridge."]
    assert "denial" in denial.reasons
    for one in suggested.values():
        assert set(one.reasons) <= REASONS.keys()
        assert 0 <= one.score <= 1


@pytest.mark.parametrize("text", ["Is the bridge safe?", "Thank you.", "14 March 2025"])
def test_sentence_without_an_assertion_is_not_suggested(
    text: str, suggested: dict[str, Candidate]
) -> None:
    assert text in ARTICLE
    assert text not in suggested


def test_facts_score_higher_than_opinions_and_headlines(suggested: dict[str, Candidate]) -> None:
    scores = {text: one.score for text, one in suggested.items()}
    lorries = "The transport ministry said on Friday that 212 lorries had been turned back."
    assert scores[lorries] > scores.get("“We can do better.”", 0.0)
    assert scores[lorries] > scores.get("Vardia closes the bridge at Sarn", 0.0)


def test_date_of_the_claim_is_not_the_date_of_speaking(
    suggested: dict[str, Candidate],
) -> None:
    closed, lorries, piers = (
        next(one for text, one in suggested.items() if words in text)
        for words in ("closed the bridge", "lorries", "piers since")
    )
    assert closed.date and closed.date.earliest == datetime.date(2025, 3, 13)
    assert lorries.date is None
    assert lorries.statement == "212 lorries had been turned back."
    assert piers.date and piers.date.words == "2019"


def test_repeated_sentence_is_suggested_once() -> None:
    text = "Vardia closed two bridges in 2019.\n\nVardia closed two bridges in 2019.\n"
    assert len(read(text).candidates) == 1


def test_only_the_best_candidates_are_suggested_up_to_the_limit() -> None:
    weak = "".join(f"A clerk named {name} was there.\n\n" for name in _names(MOST_CANDIDATES))
    strong = "In 2019 the army bought 300 tanks for 18 million dollars.\n"
    reading = read(weak + strong)
    assert len(reading.candidates) == MOST_CANDIDATES
    assert reading.candidates[-1].reasons[:2] == ["number", "date"]
    starts = [one.start for one in reading.candidates]
    assert starts == sorted(starts)


def _names(count: int) -> list[str]:
    return [f"{chr(65 + n % 26)}{chr(97 + n // 26)}na" for n in range(count + 20)]


# --- the chain of attribution ---

TEXT = "Dana said that, by what the Vardian side told them, no request had come. Rain fell on Arsk."


def saying(source: str, cue: str, content: str, **more: object) -> Attribution:
    spans = []
    for words in (source, cue, content):
        start = TEXT.index(words)
        spans.append([(start, start + len(words))])
    return Attribution(*spans, voice=Voice(source, True), **more)


def chains(attributions: list[Attribution]) -> list[list[int]]:
    spans = [(0, TEXT.index(" Rain")), (TEXT.index("Rain"), len(TEXT))]
    found = find_candidates(TEXT, spans, ["en", "en"], [], attributions, [])
    return [one.attributions for one in found]


OUTER = saying("Dana", "said", "that, by what the Vardian side told them, no request had come")


def test_publisher_vouches_for_a_sentence_without_attribution() -> None:
    assert chains([OUTER]) == [[0], []]
    assert chains([]) == [[], []]


def test_chain_leads_from_the_outer_voice_to_the_one_that_vouches() -> None:
    inner = saying("the Vardian side", "told", "no request had come", parent=0)
    assert chains([OUTER, inner]) == [[0, 1], []]


def test_short_inner_attribution_does_not_vouch_for_the_sentence() -> None:
    small = saying("the Vardian side", "told", "come", parent=0)
    assert chains([OUTER, small]) == [[0], []]


def test_publisher_vouches_if_an_attribution_covers_only_a_small_part() -> None:
    small = saying("them", "no", "come")
    assert chains([small]) == [[], []]


# --- other languages, any text ---


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ru", "Порт закрыли 5 марта, сообщили 40 рабочих. Почему закрыли порт?"),
        ("hy", "Նավահանգիստը փակվել է 2019 թվականին։ Ինչո՞ւ է այն փակվել։"),
        ("az", "Liman 2019-cu ildə bağlanıb, 40 fəhlə işsiz qalıb. Liman niyə bağlanıb?"),
        ("ka", "პორტი 2019 წელს დაიხურა, 40 მუშა უმუშევარია. რატომ დაიხურა პორტი?"),
        ("tr", "Liman 2019 yılında kapandı, 40 işçi işsiz kaldı. Liman neden kapandı?"),
    ],
)
def test_sentences_in_other_languages_are_suggested(language: str, text: str) -> None:
    (one,) = read(text, language).candidates
    assert "date" in one.reasons
    assert one.start == 0
    assert one.score > 0.3


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=120))
def test_candidates_of_any_text_are_found(text: str) -> None:
    for one in read(text, None).candidates:
        assert (one.start, one.end) in read(text, None).sentences
        assert one.statement
