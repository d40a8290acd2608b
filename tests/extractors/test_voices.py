"""Who said what through whom, in short texts of our own about invented countries and people."""

from dataclasses import dataclass
from datetime import date

import pytest

from claims.enums import AttributionKind
from claims.extractors import Attribution, Reading, chain, read_text
from claims.extractors.attribution.languages import LANGUAGES
from claims.extractors.shapes import KINDS

BRIDGE = "Dana Orlik, a spokeswoman for the Transport Ministry of Norland, said on Monday that the bridge at Vell was safe. "
TALKS = "Foreign Minister Ivo Brandt met his Sudland counterpart, Lena Maro, in the port of Vell on Tuesday. "


@dataclass(frozen=True)
class Reported:
    """Words in a text, and the voices they came through, the nearest to the reader first."""

    text: str
    words: str
    chain: tuple[str, ...]
    kind: str = "said"


def names(reading: Reading, number: int) -> tuple[str, ...]:
    found: list[str] = []
    for step in chain(reading.attributions, number):
        one = reading.attributions[step]
        found += [one.heard_by.name] if one.heard_by else []
        found += [one.speaker]
    return tuple(found)


def innermost(reading: Reading, at: int) -> int:
    """Return the number of the saying with the shortest content around a place."""
    around = [
        (end - start, number)
        for number, one in enumerate(reading.attributions)
        for start, end in one.content
        if start <= at < end
    ]
    assert around, "nobody is reported to have said these words"
    return min(around)[1]


def reported(case: Reported) -> tuple[Attribution, tuple[str, ...]]:
    reading = read_text(case.text, language="en")
    number = innermost(reading, case.text.index(case.words))
    return reading.attributions[number], names(reading, number)


NAMES = [
    Reported(BRIDGE, "the bridge at Vell", ("Dana Orlik",)),
    Reported(BRIDGE + "“We tested every beam,” she said.", "tested", ("Dana Orlik",)),
    Reported(
        BRIDGE + "Orlik added that no lorry had been turned back.", "no lorry", ("Dana Orlik",)
    ),
    Reported(
        BRIDGE + "The spokeswoman said that no lorry had been turned back.",
        "no lorry",
        ("Dana Orlik",),
    ),
    Reported(
        BRIDGE + "The spokesperson said that no lorry had been turned back.",
        "no lorry",
        ("Dana Orlik",),
    ),
    Reported(
        BRIDGE + "Engineers were at work all night. According to Orlik, no crack had been found.",
        "no crack",
        ("Dana Orlik",),
    ),
    Reported(
        BRIDGE + "The ministry said that it had tested every beam.",
        "tested every beam",
        ("Transport Ministry of Norland",),
    ),
    Reported(
        TALKS + "The minister said that the talks had been useful.", "useful", ("Ivo Brandt",)
    ),
    Reported(TALKS + "“The talks were useful,” Brandt said.", "useful", ("Ivo Brandt",)),
    Reported(TALKS + "Maro said that she would come back in May.", "come back", ("Lena Maro",)),
    Reported(
        "President Milan Toth opened the dam on Friday. The president said that it would bring light to 300 villages.",
        "bring light",
        ("Milan Toth",),
    ),
    Reported(
        "“The pass is closed,” said Petra Voss, the head of the road service. “Nobody may enter the valley.”",
        "Nobody may",
        ("Petra Voss",),
    ),
    Reported(
        "The head of the road service, Petra Voss, said that the pass was closed.",
        "the pass was",
        ("Petra Voss",),
    ),
    Reported(
        "Petra Voss heads the road service of Norland. She said on Monday that the pass was closed.",
        "the pass was",
        ("Petra Voss",),
    ),
    Reported(
        "Mayor Anton Reis and his deputy, Clara Winn, visited the school. “The roof will be mended in July,” she said.",
        "The roof",
        ("Clara Winn",),
    ),
    Reported(
        "Mayor Anton Reis visited the school with Mrs Clara Winn. He said that the roof would be mended in July.",
        "the roof",
        ("Anton Reis",),
    ),
    Reported(
        "Ambassador Felix Adler left Vell on Sunday. The diplomat said that he had been called home.",
        "called home",
        ("Felix Adler",),
    ),
    Reported(
        "Senator Rosa Kemp voted against the budget. The lawmaker said that the army had asked for less.",
        "asked for less",
        ("Rosa Kemp",),
    ),
    Reported(
        "The Valley Post reported on Monday that the mine had been sold. The paper said that the price was 40 million crowns.",
        "the price was",
        ("Valley Post",),
        "said",
    ),
    Reported(
        "“We have received nothing,” the Norland side said in a statement.",
        "received nothing",
        ("the Norland side",),
    ),
    Reported(
        "Norland's Defence Ministry said that two soldiers were wounded.",
        "two soldiers",
        ("Norland's Defence Ministry",),
    ),
    Reported(
        "The Norland foreign ministry said that the ambassador had been called home.",
        "called home",
        ("Norland foreign ministry",),
    ),
    Reported(
        "Ivo Brandt's office said that the minister had not seen the letter.",
        "not seen",
        ("Ivo Brandt’s office",),
    ),
    Reported(
        "Police Chief Marta Sole spoke to reporters. “One man was detained,” the police chief said.",
        "One man",
        ("Marta Sole",),
    ),
    Reported(
        "Otto Lang, who leads the miners' union, said that the strike would go on until Friday.",
        "the strike",
        ("Otto Lang",),
    ),
    Reported(
        "Nora Feld and Otto Lang wrote that the mine had lost 20 million crowns in 2023.",
        "the mine had lost",
        ("Nora Feld and Otto Lang",),
    ),
]

NAMES += [
    Reported(
        "Norland's envoy to Sudland, Felix Adler, said that he had been called home.",
        "called home",
        ("Felix Adler",),
    ),
    Reported(
        "The television station Channel Nine said that its mast had been cut down.",
        "its mast",
        ("Channel Nine",),
    ),
    Reported(
        "The bridge at Vell is closed until May. This was stated on Friday by Mayor Anton Reis.",
        "The bridge",
        ("Anton Reis",),
    ),
    Reported(
        "More than half of the grain was sold to other buyers, Senator Rosa Kemp said on Tuesday, citing a letter.",
        "More than half",
        ("Rosa Kemp",),
    ),
]

NAMES += [
    Reported(
        "The letter was signed by Otto Lang, who said that the mine was empty.",
        "the mine was",
        ("Otto Lang",),
    ),
]

UNNAMED = [
    Reported(
        "A defence official said that two soldiers were wounded.",
        "two soldiers",
        ("a defence official",),
    ),
    Reported("Sources said that the minister would resign.", "resign", ("Sources",)),
    Reported(
        "A spokesman for the road service said that the pass was closed.",
        "the pass was",
        ("a spokesman for the road service",),
    ),
    Reported("Officials said that the pass was closed.", "the pass was", ("Officials",)),
    Reported(
        "A man from the village said that the water had risen by two metres.",
        "the water",
        ("a man from the village",),
    ),
]

CONTINUED = [
    Reported(
        BRIDGE + "“We tested every beam,” she said. “Not one was cracked. The road is open.”",
        "The road is",
        ("Dana Orlik",),
    ),
    Reported(
        BRIDGE + "“We tested every beam. Not one was cracked,” she said.",
        "Not one",
        ("Dana Orlik",),
    ),
    Reported(
        BRIDGE
        + "\n\n“We tested every beam,” she said.\n\n“Not one of them was cracked, and the road is open.”",
        "Not one",
        ("Dana Orlik",),
    ),
    Reported(
        BRIDGE
        + "\n\n“We tested every beam,” she said. “It took nine days.\n\n“Not one of them was cracked.”",
        "Not one",
        ("Dana Orlik",),
    ),
    Reported(
        "Otto Lang said: ‘The mine’s owners haven’t paid us since May. They won’t even write to us.’",
        "They won’t",
        ("Otto Lang",),
    ),
    Reported(
        'Otto Lang, 51, works in the mine. "We have not been paid since May," he said. "My wages are owed."',
        "My wages",
        ("Otto Lang",),
    ),
]

CONTINUED += [
    Reported(
        "“We tested every beam,” said Dana Orlik of the ministry.\n\n“Not one of them was cracked.”\n\n"
        "“The road has been open since noon.”\n\n“Lorries may cross again.”",
        "Lorries may",
        ("Dana Orlik",),
    ),
    Reported(
        "Otto Lang, 51, was in the mine.\n\n“We have not been paid since May,” he said.\n\n"
        "“My wages are owed. My father worked here, too. The owners live in Vell.\n\n“They own three ships.”",
        "They own",
        ("Otto Lang",),
    ),
]

THROUGH_OTHERS = [
    Reported(
        BRIDGE + "Orlik said that, according to the builder, no crack had been found.",
        "no crack",
        ("Dana Orlik", "the builder"),
    ),
    Reported(
        "Ivo Brandt said that, by what Lena Maro told them, Norland had not asked for the bridge to be closed.",
        "Norland had not",
        ("Ivo Brandt", "Lena Maro"),
    ),
    Reported(
        "“Such a request has not been received, the Norland side told us,” Foreign Minister Ivo Brandt said.",
        "Such a request",
        ("Ivo Brandt", "the Norland side"),
    ),
    Reported(
        "According to Foreign Minister Ivo Brandt, the Norland side has told Sudland that no request has been received.",
        "no request",
        ("Ivo Brandt", "the Norland side"),
    ),
    Reported(
        "Mayor Anton Reis said that he had been told by the ministry that the roof would be mended in July.",
        "the roof",
        ("Anton Reis", "the ministry"),
    ),
    Reported(
        "Otto Lang told the Valley Post on Monday that the strike would go on.",
        "the strike",
        ("Valley Post", "Otto Lang"),
    ),
    Reported("“The strike goes on,” Otto Lang told AFP.", "The strike", ("AFP", "Otto Lang")),
    Reported(
        "In an interview with Reuters, Otto Lang said that the strike would go on.",
        "the strike",
        ("Reuters", "Otto Lang"),
    ),
    Reported(
        "Otto Lang told reporters on Monday that the strike would go on.",
        "the strike",
        ("Otto Lang",),
    ),
    Reported(
        "The Valley Post reported that Otto Lang had said the strike would go on until Friday.",
        "the strike",
        ("Valley Post", "Otto Lang"),
    ),
    Reported(
        "“My brother told me that the mine was empty,” said Otto Lang.",
        "the mine was",
        ("Otto Lang", "Otto Lang’s brother"),
    ),
]

KINDS_BY_CUE = [
    Reported(
        "The ministry denied reports that the bridge was unsafe.",
        "the bridge was",
        ("the ministry",),
        "denied",
    ),
    Reported(
        "The ministry rejected claims that the bridge was unsafe.",
        "the bridge was",
        ("the ministry",),
        "denied",
    ),
    Reported(
        "The ministry confirmed that the bridge was closed.",
        "the bridge was",
        ("the ministry",),
        "confirmed",
    ),
    Reported(
        "Otto Lang admitted that the strike had failed.", "the strike", ("Otto Lang",), "confirmed"
    ),
    Reported(
        "Otto Lang claimed that the mine had lost millions.", "the mine", ("Otto Lang",), "claimed"
    ),
    Reported(
        "Ivo Brandt declined to comment on the letter.", "the letter", ("Ivo Brandt",), "declined"
    ),
    Reported(
        "Ivo Brandt neither confirmed nor denied the sale of the mine.",
        "the sale",
        ("Ivo Brandt",),
        "evaded",
    ),
    Reported(
        "Ivo Brandt asked whether the mine had been sold.", "the mine", ("Ivo Brandt",), "asked"
    ),
    Reported(
        "The Valley Post reported that the mine had been sold.",
        "the mine",
        ("Valley Post",),
        "reported",
    ),
    Reported(
        "The ministry did not respond to a request for comment.",
        "request",
        ("the ministry",),
        "silent",
    ),
    Reported(
        "The ministry later clarified that only one lane was closed.",
        "only one lane",
        ("the ministry",),
        "amended",
    ),
]


@pytest.mark.parametrize("case", NAMES, ids=lambda case: case.text[-60:])
def test_source_is_followed_to_the_person_or_body_it_means(case: Reported) -> None:
    found, through = reported(case)
    assert through == case.chain
    assert found.voice and found.voice.named


@pytest.mark.parametrize("case", UNNAMED, ids=lambda case: case.text[:40])
def test_unnamed_source_stays_as_printed(case: Reported) -> None:
    found, through = reported(case)
    assert through == case.chain
    assert found.voice and not found.voice.named


@pytest.mark.parametrize("case", CONTINUED, ids=lambda case: case.text[-60:])
def test_quotation_of_several_sentences_keeps_its_speaker(case: Reported) -> None:
    assert reported(case)[1] == case.chain


@pytest.mark.parametrize("case", THROUGH_OTHERS, ids=lambda case: case.text[:60])
def test_content_that_came_through_others_has_a_chain(case: Reported) -> None:
    assert reported(case)[1] == case.chain


@pytest.mark.parametrize("case", KINDS_BY_CUE, ids=lambda case: case.text[:60])
def test_cue_tells_the_kind_of_saying(case: Reported) -> None:
    found, through = reported(case)
    assert (found.kind, through) == (case.kind, case.chain)


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("The port will close in May, said on Thursday the head of the harbour office, Ana Test.", "Ana Test"),
        ("“The port will close in May,” said on 5 May the head of the harbour office, Ana Test.", "Ana Test"),
        ("“We shall stay,” said in Brussels on Monday Secretary General Ana Prova.", "Ana Prova"),
    ],
)  # fmt: skip
def test_source_behind_the_day_is_found(text: str, speaker: str) -> None:
    reading = read_text(text, "en")
    assert reading.attributions[innermost(reading, 4)].speaker == speaker


@pytest.mark.parametrize(
    "text",
    [
        "The minister, Ana Test, said on Thursday the head of the office had resigned.",
        "The mayor said in Brussels the port would close.",
    ],
)
def test_what_is_said_behind_the_day_is_no_source(text: str) -> None:
    reading = read_text(text, "en")
    assert reading.attributions[0].source[0][0] < text.index("said")


# A name stays in the grammatical case in which it is printed.
OTHER_LANGUAGES = [
    (
        "«Дорога закрыта до мая», — сказала Анна Ветрова.\n\n«Мост тоже закрыт, его чинят.»",
        "Мост",
        "Анна Ветрова",
        "said",
    ),
    (
        "«Дорога закрыта до мая», — сказала Анна Ветрова. «Мост тоже закрыт, его чинят.»",
        "Мост",
        "Анна Ветрова",
        "said",
    ),
    (
        "«Дорога закрыта до мая», — заявила представитель министерства Анна Ветрова.",
        "Дорога",
        "Анна Ветрова",
        "said",
    ),
    ("Анна Ветрова опровергла, что дорога закрыта до мая.", "дорога", "Анна Ветрова", "denied"),
    ("По данным министерства, дорога закрыта до мая.", "дорога", "министерства", "said"),
    (
        "«Дорога закрыта до мая», — сказала Анна Ветрова. Она добавила, что мост открыт.",
        "мост",
        "Анна Ветрова",
        "said",
    ),
    ("«Ճանապարհը փակ է մինչև մայիս»,- ասաց Աննա Վետրովան։", "Ճանապարհը", "Աննա Վետրովա", "said"),
    ("Дорога закрыта до мая, сообщила Анна Ветрова.", "Дорога", "Анна Ветрова", "reported"),
    (
        "Yollar Nazirliyi may ayına qədər körpünün bağlandığını açıqlayıb.",
        "körpünün",
        "Yollar Nazirliyi",
        "said",
    ),
    (
        "Ulaştırma Bakanlığı, köprünün kapandığını açıkladı.",
        "köprünün",
        "Ulaştırma Bakanlığı",
        "said",
    ),
    (
        "Նախարարությունը հայտնել է, որ ճանապարհը փակ է մինչև մայիս։",
        "ճանապարհը",
        "Նախարարություն",
        "said",
    ),
    ("Ըստ նախարարության՝ ճանապարհը փակ է մինչև մայիս։", "ճանապարհը", "նախարարության", "said"),
    ("Anna Vətrova bildirib ki, yol may ayına qədər bağlıdır.", "yol", "Anna Vətrova", "said"),
    ("Nazirliyin məlumatına görə, yol may ayına qədər bağlıdır.", "yol", "Nazirlik", "reported"),
    ("„გზა დაკეტილია მაისამდე“, - თქვა ანა ვეტროვამ.", "გზა", "ანა ვეტროვა", "said"),
    ("სამინისტროს ცნობით, გზა დაკეტილია მაისამდე.", "გზა", "სამინისტრო", "said"),
    ('"Yol mayısa kadar kapalı kalacak" dedi Ayşe Işık.', "Yol", "Ayşe Işık", "said"),
    (
        "Bakanlığa göre yol mayısa kadar kapalı kalacak ve köprü açılmayacak.",
        "yol",
        "Bakanlığa",
        "said",
    ),
]


@pytest.mark.parametrize(
    ("text", "words", "speaker", "kind"), OTHER_LANGUAGES, ids=lambda one: one[:20]
)
def test_plain_sayings_are_found_in_other_languages(
    text: str, words: str, speaker: str, kind: str
) -> None:
    reading = read_text(text)
    found = reading.attributions[innermost(reading, text.index(words))]
    assert (found.speaker, found.kind) == (speaker, kind)


@pytest.mark.parametrize(
    "text",
    [
        "Дорога закрыта до мая. Мост открыт.",
        "Ճանապարհը փակ է մինչև մայիս։",
        "Buna görə yol may ayına qədər bağlıdır.",
        "გზა დაკეტილია მაისამდე.",
        "Buna göre yol mayısa kadar kapalı kalacak.",
        "The road is closed until May.",
        "",
    ],
)
def test_text_without_a_speaker_names_nobody(text: str) -> None:
    assert [one for one in read_text(text).attributions if one.voice and one.voice.named] == []


def test_kinds_of_saying_are_those_of_the_product() -> None:
    assert set(KINDS) == set(AttributionKind.values)
    for language in LANGUAGES.values():
        assert language.cues.keys() | language.phrases.keys() <= set(KINDS)


def test_date_near_the_cue_is_the_day_of_saying() -> None:
    text = "Dana Orlik said on Monday that the bridge at Vell would open on 13 March."
    found = read_text(text, language="en", published=date(2025, 3, 5)).attributions[0]
    assert found.date and found.date.earliest == date(2025, 3, 3)


def test_date_in_the_content_is_not_the_day_of_saying() -> None:
    text = "Dana Orlik said that the bridge at Vell would open on 13 March."
    assert read_text(text, language="en").attributions[0].date is None


def test_office_next_to_a_name_becomes_the_title() -> None:
    found, _ = reported(Reported(BRIDGE, "the bridge at Vell", ()))
    assert found.voice and found.voice.title == "spokeswoman for the Transport Ministry of Norland"


def test_rules_read_what_the_model_no_longer_reads() -> None:
    text = (
        "The road is long and the lake is deep.\n" * 6_000
        + "Otto Lang said that the mine was empty."
    )
    reading = read_text(text, language="en")
    assert [one.speaker for one in reading.attributions] == ["Otto Lang"]
