"""A statement is clear alone, and nothing in it is made up."""

import datetime
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.extractors import Attribution, Voice, find_quotations
from claims.extractors.text.dates import find_dates
from claims.extractors.worth.statement import write_statement

FRIDAY = datetime.date(2025, 3, 14)
_MARKED = re.compile(r"\{(source|cue|content) (.*?)\}")


def alone(
    marked: str,
    *,
    kind: str = "said",
    voice: Voice | None = None,
    genders: dict[str, str] | None = None,
    published: datetime.date | None = FRIDAY,
    language: str = "en",
) -> str:
    """Return the statement of a sentence whose {source …}, {cue …} and {content …} are marked."""
    text, past = "", 0
    spans: dict[str, list[tuple[int, int]]] = {"source": [], "cue": [], "content": []}
    for found in _MARKED.finditer(marked):
        text += marked[past : found.start()]
        spans[found[1]].append((len(text), len(text) + len(found[2])))
        text += found[2]
        past = found.end()
    text += marked[past:]
    saying = Attribution(**spans, kind=kind, voice=voice) if spans["cue"] else None
    quoted = [(one.start, one.end) for one in find_quotations(text)]
    dates = find_dates(text, published, language)
    return write_statement(text, (0, len(text)), saying, quoted, dates, genders or {}, language)


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        # the speaker is left out
        (
            "{source The ministry} {cue said} {content that 300 soldiers had crossed the border}.",
            "300 soldiers had crossed the border.",
        ),
        (
            "{cue According to} {source the port}, {content nine ships were turned away}.",
            "Nine ships were turned away.",
        ),
        (
            "{content Two bridges}, {source the mayor} {cue said}, {content were closed}.",
            "Two bridges were closed.",
        ),
        (
            "{content “No ship has entered the port,”} {source he} {cue said}.",
            "No ship has entered the port.",
        ),
        (
            "{source Ada Brook} {cue said} {content the road was ‘a mess of mud’}.",
            "The road was a mess of mud.",
        ),
        # the rest would not be a sentence
        (
            "{source The ministry} {cue promised} {content to send troops}.",
            "The ministry promised to send troops.",
        ),
        (
            "{source The ministry} {cue called} the closure {content ‘a blockade’}.",
            "The ministry called the closure a blockade.",
        ),
        (
            "{source The port} {cue warned} of {content delays that it had foreseen}.",
            "The port warned of delays that it had foreseen.",
        ),
        (
            "{source Ada Brook} {cue said} that, by a letter that {content the port had sent her, it was shut}.",
            "Ada Brook said that, by a letter that the port had sent her, it was shut.",
        ),
        # words of transition at the beginning
        ("However, the road was closed.", "The road was closed."),
        ("ARSK, Vardia (AP) — A drone struck the airfield.", "A drone struck the airfield."),
        ("A headline without a stop", "A headline without a stop."),
        # quotation marks go, apostrophes stay
        (
            "The ministers’ “plan” for the city’s '90s flats failed.",
            "The ministers’ plan for the city’s '90s flats failed.",
        ),
    ],
)
def test_statement_leaves_out_who_said_it(marked: str, expected: str) -> None:
    assert alone(marked) == expected


@pytest.mark.parametrize("kind", ["denied", "asked", "evaded", "declined", "silent", "amended"])
def test_statement_of_a_denial_or_question_keeps_its_speaker(kind: str) -> None:
    marked = "{source The port} {cue spoke} {content that no ship has entered}."
    assert alone(marked) == "No ship has entered."
    assert alone(marked, kind=kind) == "The port spoke that no ship has entered."


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The port was closed on Thursday.", "The port was closed on 13 March 2025."),
        ("The port closed Thursday.", "The port closed on 13 March 2025."),
        ("It closed on Thursday evening.", "It closed on the evening of 13 March 2025."),
        ("It closed early Thursday, he added.", "It closed early on 13 March 2025, he added."),
        ("It has been closed since Monday.", "It has been closed since 10 March 2025."),
        ("It closed yesterday.", "It closed on 13 March 2025."),
        ("It closed on July 12.", "It closed on July 12, 2024."),
        ("It closed on 12 July.", "It closed on 12 July 2024."),
        ("It closed in January.", "It closed in January 2025."),
        ("It closed last year.", "It closed in 2024."),
        # unchanged: a name, a quotation, a range of days, a full date
        ("The Thursday briefing was short.", "The Thursday briefing was short."),
        ("“It closed on Thursday.”", "It closed on Thursday."),
        ("It closed this week.", "It closed this week."),
        ("It closed on 12 July 2016.", "It closed on 12 July 2016."),
    ],
)
def test_date_is_completed_if_it_is_certain(text: str, expected: str) -> None:
    assert alone(text) == expected


def test_dates_are_unchanged_without_a_day_of_publication() -> None:
    assert alone("It closed on Thursday.", published=None) == "It closed on Thursday."


ADA = Voice("Ada Brook", True)
MINISTRY = Voice("Interior Ministry", True)


def test_she_becomes_a_name_if_the_text_calls_the_speaker_she() -> None:
    marked = "{source Brook} {cue said} {content she had counted 40 tents}."
    assert alone(marked, voice=ADA) == "She had counted 40 tents."
    assert alone(marked, voice=ADA, genders={"Ada Brook": "he"}) == "She had counted 40 tents."
    named = "Ada Brook had counted 40 tents."
    assert alone(marked, voice=ADA, genders={"Ada Brook": "she"}) == named


def test_it_becomes_the_name_of_a_body() -> None:
    marked = "{source The ministry} {cue said} {content it had counted 40 tents}."
    assert alone(marked, voice=MINISTRY) == "The Interior Ministry had counted 40 tents."


@pytest.mark.parametrize(
    "marked",
    [
        "{content “She had counted 40 tents,”} {source Brook} {cue said}.",  # in her own words
        "{source Brook, whose sister lives there,} {cue said} {content she had counted 40 tents}.",
    ],
)
def test_she_stays_if_it_may_mean_somebody_else(marked: str) -> None:
    answer = alone(marked, voice=ADA, genders={"Ada Brook": "she"})
    assert answer == "She had counted 40 tents."


@pytest.mark.parametrize(
    ("language", "marked", "expected"),
    [
        (
            "ru",
            "{content «Переход закрыт»}, — {cue сказала} {source Ладова}.",
            "Переход закрыт.",
        ),
        (
            "ru",
            "{source Порт} {cue сообщил}, {content что переход закрыт}.",
            "Порт сообщил, что переход закрыт.",
        ),
        ("hy", "{content «Կամուրջը փակ է»}, - {cue ասել է} {source նա}։", "Կամուրջը փակ է։"),
    ],
)
def test_only_a_quotation_is_extracted_in_other_languages(
    language: str, marked: str, expected: str
) -> None:
    assert alone(marked, language=language) == expected


@given(st.text(st.sampled_from("“”‘’'\" ,.—abThatItonThursday12May\n"), max_size=80), st.data())
def test_any_text_becomes_a_statement(text: str, data: st.DataObject) -> None:
    place = st.integers(0, len(text))
    spans = [sorted((data.draw(place), data.draw(place))) for _ in range(3)]
    source, cue, content = ([(start, end)] for start, end in spans)
    saying = Attribution(source, cue, content, voice=ADA)
    quoted = [(one.start, one.end) for one in find_quotations(text)]
    answer = write_statement(text, (0, len(text)), saying, quoted, find_dates(text, FRIDAY), {})
    assert "\n" not in answer
