"""What is clear only next to the article is pointed at, and a saying is taken apart into who and what."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.extractors.worth.sayings import take_apart
from claims.extractors.worth.standalone import ADVICE, find_unclear

UNCLEAR = [
    # a day or a period that counts from the day of reading
    ("en", "The port closed on Thursday.", {"on Thursday": "day"}),
    ("en", "The port closed yesterday.", {"yesterday": "day"}),
    ("en", "The port closed on Thursday, 3 April 2025.", {}),
    ("en", "The port closed on 3 April.", {"on 3 April": "year"}),
    ("en", "Ships arrive in July.", {"in July": "year"}),
    ("en", "Ships arrive in July 2025.", {}),
    ("en", "Two ships arrived last week.", {"last week": "period"}),
    ("en", "Exports fell this year.", {"this year": "period"}),
    ("en", "Two ships left recently.", {"recently": "period"}),
    ("en", "The quay is currently closed.", {"currently": "period"}),
    ("en", "Two ships left in the past two days.", {"in the past two days": "period"}),
    ("en", "Two ships left a week earlier.", {"a week earlier": "period"}),
    ("ru", "Порт закрылся в четверг.", {"в четверг": "day"}),
    ("ru", "Порт закрылся вчера.", {"вчера": "day"}),
    ("ru", "Порт закрылся 3 апреля.", {"3 апреля": "year"}),
    ("ru", "Порт закрылся 3 апреля 2025 года.", {}),
    ("ru", "Порт недавно закрылся.", {"недавно": "period"}),
    ("ru", "В настоящее время порт закрыт.", {"В настоящее время": "period"}),
    ("ru", "На прошлой неделе ушли два судна.", {"На прошлой неделе": "period"}),
    ("hy", "Նավահանգիստը փակվել է երեկ։", {"երեկ": "day"}),
    ("hy", "Նավահանգիստը վերջերս փակվել է։", {"վերջերս": "period"}),
    ("az", "Liman dünən bağlandı.", {"dünən": "day"}),
    ("az", "Liman hazırda bağlıdır.", {"hazırda": "period"}),
    ("ka", "პორტი გუშინ დაიხურა.", {"გუშინ": "day"}),
    ("ka", "პორტი ამჟამად დახურულია.", {"ამჟამად": "period"}),
    ("tr", "Liman dün kapandı.", {"dün": "day"}),
    ("tr", "Liman şu anda kapalı.", {"şu anda": "period"}),
    # something named elsewhere
    ("en", "The ministry never made such a request.", {"such a request": "such"}),
    ("en", "Goods such as grain pass through the port.", {}),
    ("en", "Both sides signed this agreement in 2024.", {"this agreement": "such"}),
    ("en", "The union opposes these plans.", {"these plans": "such"}),
    ("ru", "Министерство не получало такого запроса.", {"такого запроса": "such"}),
    ("ru", "Стороны подписали это соглашение в 2024 году.", {"это соглашение": "such"}),
    ("hy", "Նախարարությունը ստորագրել է այս համաձայնագիրը։", {"այս համաձայնագիրը": "such"}),
    # somebody named elsewhere
    ("en", "He signed the order in 2024.", {"He": "pronoun"}),
    ("en", "It will be moved to the western quay.", {"It": "pronoun"}),
    ("en", "The minister signed it in 2024.", {}),
    ("en", "Italy signed it in 2024.", {}),
    ("ru", "Она подписала приказ в 2024 году.", {"Она": "pronoun"}),
    ("ru", "Онега замёрзла в 2024 году.", {}),
    ("tr", "Onlar emri 2024 yılında imzaladı.", {"Onlar": "pronoun"}),
    # who said it
    ("en", "The cranes stay, according to the Gazette.", {"according to the Gazette": "speaker"}),
    ("en", "The work went according to plan.", {}),
    ("en", "Port Radio reported that the cranes stay.", {"Port Radio reported that": "speaker"}),
    ("en", "The port denied in May 2024 that it asked.", {"The port denied in May 2024 that": "speaker"}),
    ("ru", "По данным министерства, порт закрыт.", {"По данным министерства": "speaker"}),
    ("ru", "Министерство заявило, что порт закрыт.", {"Министерство заявило, что": "speaker"}),
    ("ru", "Порт закрыли согласно плану.", {}),
    ("en", "She said that the port is closed.", {"She": "pronoun", "She said that": "speaker"}),
    # nothing at all
    ("en", "The United States moved 40 trucks from Oltania to Kesria in July 2025.", {}),
    ("xx", "Hamnen stängdes i torsdags.", {}),
    (None, "", {}),
]  # fmt: skip


@pytest.mark.parametrize(("language", "statement", "expected"), UNCLEAR)
def test_what_is_clear_only_next_to_the_article_is_found(
    language: str | None, statement: str, expected: dict[str, str]
) -> None:
    found = find_unclear(statement, language)
    assert {one.words: one.code for one in found} == expected
    assert all(statement[one.start : one.end] == one.words for one in found)


def test_a_quote_check_may_say_who_said_it() -> None:
    found = find_unclear("Port Radio reported that such cranes stay.", "en", names_speaker=True)
    assert [one.code for one in found] == ["such"]


def test_advice_quotes_the_words() -> None:
    for code in ("day", "year", "period", "such", "pronoun", "speaker"):
        assert "{}" in ADVICE[code]
    (found,) = find_unclear("The port closed on Thursday.", "en")
    assert "“On Thursday”" in found.advice


SAYINGS = [
    ("The port denied that it had asked.", ("The port", "denied", "It had asked.")),
    ("Jon Orlik said on 3 May 2025 that ships left.", ("Jon Orlik", "said", "Ships left.")),
    ("Port Radio has reported that ships left", ("Port Radio", "reported", "Ships left.")),
    ("The master, Jon Orlik, confirmed to the Gazette that ships left.",
     ("The master, Jon Orlik", "confirmed", "Ships left.")),
    ("The port denied reports that ships left.", ("The port", "denied", "Ships left.")),
    ("The union told Port Radio that ships left.", ("The union", "said", "Ships left.")),
    ("According to Port Radio, the ships left.", ("Port Radio", "said", "The ships left.")),
    ("Министерство заявило, что суда ушли.", ("Министерство", "said", "Суда ушли.")),
    ("Порт опроверг сообщения о том, что суда ушли.", ("Порт", "denied", "Суда ушли.")),
    ("The ministry announced a plan that would move the cranes.", None),
    ("The ministry announced that would be done.", None),
    ("It was reported that ships left.", None),
    ("The port did not say that ships left.", None),
    ("He said that ships left.", None),
    ("The ships left on 3 May 2025.", None),
    ("The work went according to plan.", None),
    ("", None),
]  # fmt: skip


@pytest.mark.parametrize(("statement", "expected"), SAYINGS)
def test_a_saying_is_taken_apart(statement: str, expected: tuple[str, str, str] | None) -> None:
    found = take_apart(statement)
    assert (found and (found.speaker, found.kind, found.content)) == expected


def test_the_whole_of_a_saying_names_the_speaker_first() -> None:
    found = take_apart("According to Port Radio, the ships left.", "en")
    assert found
    assert found.whole == "Port Radio said that the ships left."
    unnamed = take_apart("A port official said that the ships left.", "en")
    assert unnamed
    assert (unnamed.is_unnamed, found.is_unnamed) == (True, False)


_WORDS = st.lists(st.sampled_from(
    ["said", "that", "according", "to", "the", "on", "Thursday", ",", ".", "such", "this", "it", "told", "что", "заявил", "по", "словам"]
))  # fmt: skip


@given(st.one_of(st.text(), _WORDS.map(" ".join)), st.sampled_from([None, "en", "ru", "hy", "tr"]))
def test_any_text_can_be_read(text: str, language: str | None) -> None:
    for one in find_unclear(text, language):
        assert one.end <= len(text)
        assert one.code in ADVICE
    found = take_apart(text, language)
    assert found is None or (found.speaker and found.content)
