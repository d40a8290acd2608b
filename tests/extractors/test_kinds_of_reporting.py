"""Kinds of reporting that decide whose word a sentence is, in sentences of our own about invented places."""

import pytest

from claims.extractors import Reading, read_text
from claims.extractors.attribution.passage import chain_of_passage

from .score import folded

ORLIK = "Dana Orlik, a spokeswoman for the Transport Ministry of Norland, spoke in Vell on Monday. "


# Somebody comments on a claim; it stays the claim of whoever made it.
COMMENTED_ON = [
    (
        ORLIK
        + "Orlik commented on the claims by Channel Nine that the ministry had moved forty lorries to the port of Vell.",
        "forty lorries",
        ("Channel Nine",),
    ),
    (
        ORLIK
        + "Orlik also commented on recent claims by the Sudland state broadcaster SRT on the plan to move tanks from bases in Gorland to the port of Vell in May.",
        "move tanks",
        ("SRT",),
    ),
    (
        "Reacting to the Hill Tribune’s report that the mine had been sold to a foreign company, Mayor Anton Reis laughed.",
        "the mine",
        ("Hill Tribune",),
    ),
    (
        "Asked about reports by Channel Nine that two soldiers had been killed near the dam, the minister left the room.",
        "two soldiers",
        ("Channel Nine",),
    ),
    (
        "Mayor Anton Reis dismissed Sudland’s assertion that border guards had opened fire on a fishing boat.",
        "opened fire",
        ("Sudland",),
    ),
    (
        "In response to allegations by the opposition that the vote had been rigged in three districts, the commission opened an inquiry.",
        "rigged",
        ("opposition",),
    ),
    (
        "The Foreign Ministry of Norland rejected accusations by Sudland’s Defence Ministry that its drones had crossed the border eleven times.",
        "drones",
        ("Sudland’s Defence Ministry",),
    ),
    (
        "President Milan Toth called the claim by Senator Rosa Kemp that he owned a villa abroad “a fairy tale”.",
        "a villa",
        ("Rosa Kemp",),
    ),
    (
        "Responding to a statement by the Red Cross that no convoy had reached the valley since Friday, the army promised an answer.",
        "no convoy",
        ("Red Cross",),
    ),
    (
        "The prime minister ridiculed allegations from the Green Party that the airport contract had been signed in secret.",
        "airport contract",
        ("Green Party",),
    ),
    (
        "Norland denied Sudland's claims that its helicopters had violated the airspace over Lake Orm.",
        "helicopters",
        ("Sudland",),
    ),
    (
        "The company contradicted a report in the Valley Post that it would close its mill in Arsk.",
        "its mill",
        ("Valley Post",),
    ),
    (
        "Officials in Vell declined to comment on the Hill Tribune's report that the bank had lost 40 million crowns.",
        "40 million",
        ("Hill Tribune",),
    ),
    (
        "The ministry has not responded to claims by villagers that the river was poisoned in June.",
        "poisoned",
        ("villagers",),
    ),
    (
        "Mayor Anton Reis welcomed the announcement by the railway company that trains would run every hour from May.",
        "every hour",
        ("railway company",),
    ),
    ("Mayor Anton Reis said that the roof would be mended in July.", "the roof", ("Anton Reis",)),
    (
        "The army denied Sudland’s claim that there had been “two raids” on the harbour in June.",
        "two raids",
        ("Sudland",),
    ),
    (
        "A report from over the weekend that the dam had cracked hung in the window of the town hall.",
        "the dam",
        (),
    ),
    ("The army denied reports that its men had left the valley.", "left the valley", ("army",)),
]

# An outlet’s name is not cut into the country that it begins with.
NAMES_THAT_GO_ON = [
    (
        "The port of Vell will be closed for three weeks, according to Georgia Today.",
        "closed",
        ("Georgia Today",),
    ),
    (
        "According to Azerbaijan in Depth, the talks in Vell were broken off after two hours.",
        "broken off",
        ("Azerbaijan in Depth",),
    ),
    (
        "The bridge was damaged by the flood in April, according to Armenia Now.",
        "damaged",
        ("Armenia Now",),
    ),
    (
        "Ukraine Weekly reported on Monday that the mine had been sold to a bank.",
        "the mine",
        ("Ukraine Weekly",),
    ),
    (
        "Turkey at a Glance said that the pass would stay closed until June.",
        "stay closed",
        ("Turkey at a Glance",),
    ),
    (
        "The dam holds less water than a year ago, Inside Norland wrote on Friday.",
        "less water",
        ("Inside Norland",),
    ),
    ("The budget was cut by a third, according to Georgia.", "cut by", ("Georgia",)),
    (
        "Reporters of Norland in Brief said that the tunnel had been flooded twice.",
        "the tunnel",
        ("reporters of Norland in Brief",),
    ),
    (
        "According to officials in Norland, the tunnel had been flooded twice.",
        "the tunnel",
        ("officials in Norland",),
    ),
    (
        "The tunnel had been flooded twice, according to Sudland in a letter to the council.",
        "the tunnel",
        ("Sudland",),
    ),
]

# Whoever passes words on stays in the chain.
RELAYED = [
    (
        "According to the Palace, Prime Minister Ivo Brandt confirmed that he would attend the parade in Vell on 9 June.",
        "the parade",
        ("Palace", "Ivo Brandt"),
    ),
    (
        "According to the Kremlin, Brandt confirmed during the call that he would attend the parade in Vell on 9 June.",
        "the parade",
        ("Kremlin", "Brandt"),
    ),
    (
        "According to the Foreign Ministry, Ivo Brandt promised to open the border by June.",
        "open the border",
        ("Foreign Ministry", "Ivo Brandt"),
    ),
    (
        "Ivo Brandt told the council that the border would be opened in June, according to the Valley Post.",
        "the border",
        ("Valley Post", "Ivo Brandt"),
    ),
    (
        "Channel Nine said, citing the harbour master, that forty lorries had arrived in Vell.",
        "forty lorries",
        ("Channel Nine", "the harbour master"),
    ),
    (
        "Forty lorries have arrived in Vell, Channel Nine said, citing the harbour master.",
        "orty lorries",
        ("Channel Nine", "the harbour master"),
    ),
    (
        "Forty lorries have arrived in Vell, the Valley Post reported, citing the Defence Ministry of Norland.",
        "orty lorries",
        ("Valley Post", "Defence Ministry of Norland"),
    ),
    (
        "Citing the Defence Ministry of Norland, the Valley Post reported that forty lorries had arrived in Vell.",
        "forty lorries",
        ("Valley Post", "Defence Ministry of Norland"),
    ),
    (
        "Ivo Brandt was quoted by the Valley Post as saying that the border would be opened in June.",
        "the border",
        ("Valley Post", "Ivo Brandt"),
    ),
    (
        "The minister was quoted as saying by Channel Nine that the border would be opened in June.",
        "the border",
        ("Channel Nine", "the minister"),
    ),
    (
        "The Valley Post quoted Ivo Brandt as saying that the border would be opened in June.",
        "the border",
        ("Valley Post", "Ivo Brandt"),
    ),
    (
        "The agency Norpress, quoting a source in the Interior Ministry, said that two men had been arrested near the dam.",
        "two men",
        ("Norpress", "a source in the Interior Ministry"),
    ),
    (
        "With reference to the Defence Ministry, Channel Nine reported that two men had been arrested near the dam.",
        "two men",
        ("Channel Nine", "Defence Ministry"),
    ),
]

# What is said in the press or on a platform has a speaker, if a vague one.
TALK = [
    (
        "There have been claims in Armenian media that a drone fell near the village of Orm on Friday.",
        "a drone",
        ("Armenian media",),
    ),
    (
        "Meanwhile, there were reports in the Norland press that a drone had fallen near the village of Orm on Friday.",
        "a drone",
        ("the Norland press",),
    ),
    (
        "Reports in the Turkish press say that a drone fell near the village of Orm on Friday.",
        "a drone",
        ("the Turkish press",),
    ),
    (
        "Rumours on Telegram channels that the bank would close on Monday caused queues in Vell.",
        "the bank",
        ("Telegram channels",),
    ),
    (
        "There is speculation on social media that the mayor has left the country with the town's money.",
        "the mayor",
        ("social media",),
    ),
    (
        "Claims circulated on Telegram that the mayor had left the country with the town's money.",
        "the mayor",
        ("Telegram",),
    ),
    (
        "Norland media reported that a drone had fallen near the village of Orm.",
        "a drone",
        ("Norland media",),
    ),
    (
        "There were allegations from the opposition that votes in Vell had been counted twice.",
        "votes",
        ("the opposition",),
    ),
    (
        "Unconfirmed reports in Sudland newspapers claimed that two pilots had been captured.",
        "two pilots",
        ("Sudland newspapers",),
    ),
    (
        "There is no evidence that the mayor has left the country with the town's money.",
        "the mayor",
        (),
    ),
]

# Figures that go on from an official’s sentence are the official’s; the outlet’s background is its own.
FIGURES = [
    (
        "Defence Minister Ivo Brandt said that an exercise would begin in the valley on 3 May. Some 4,000 soldiers, 120 vehicles and 30 aircraft would take part.",
        "4,000",
        ("Ivo Brandt",),
    ),
    (
        "Defence Minister Ivo Brandt said that an exercise would begin in the valley on 3 May. It will involve about 4,000 soldiers, 120 vehicles and 30 aircraft.",
        "4,000",
        ("Ivo Brandt",),
    ),
    (
        "Brandt noted that a joint exercise would be held in the valley from 3 to 9 May. They involve about 4,000 soldiers, up to 120 vehicles and 30 aircraft.",
        "4,000",
        ("Brandt",),
    ),
    (
        "The ministry said that the convoy had left the depot. Of its 40 lorries, 12 carried flour and the others fuel.",
        "40 lorries",
        ("ministry",),
    ),
    (
        "Defence Minister Ivo Brandt said that an exercise would begin in the valley on 3 May. In 2019, Norland sent 4,000 soldiers to Sudland.",
        "4,000",
        (),
    ),
    (
        "Defence Minister Ivo Brandt said that an exercise would begin in the valley on 3 May. Those who live along the road, 4,000 people in 12 villages, have packed.",
        "4,000",
        (),
    ),
    (
        "Defence Minister Ivo Brandt said that an exercise would begin in the valley on 3 May.\n\nSome 4,000 people live in the valley, and most of them are farmers.",
        "4,000",
        (),
    ),
    (
        "Ivo Brandt said that the dam was safe. The dam, built in 1961, is 90 metres high and holds 20 million cubic metres.",
        "90 metres",
        (),
    ),
    (
        "Orlik said that the repair would take two years. The work would cost 30 million crowns and employ 200 people.",
        "30 million",
        ("Orlik",),
    ),
]

# Who signs, holds talks or imposes sanctions says nothing.
ACTS = [
    (
        "Norland and Sudland signed an agreement in 2016 to build a joint railway through the valley.",
        "joint railway",
        (),
    ),
    ("The province of Orm announced its secession from Norland in February 1988.", "secession", ()),
    (
        "Prime Minister Ivo Brandt had a phone call with President Milan Toth on Friday, informing him about the flood.",
        "phone call",
        (),
    ),
    (
        "Foreign Minister Lena Maro held talks with her counterpart in Vell on Tuesday about the border.",
        "talks",
        (),
    ),
    ("Norland imposed sanctions on eleven companies of Sudland in March.", "sanctions", ()),
    (
        "The council scrapped plans to build a second bridge at Vell in January.",
        "second bridge",
        (),
    ),
    ("The two sides discussed a broad range of issues in Vell on Monday.", "broad range", ()),
    ("The two sides exchanged views on trade and on the railway in Vell.", "views", ()),
    (
        "Norland recognised the republic of Orm in 1994 and opened an embassy there.",
        "republic of Orm",
        (),
    ),
    ("The president declared a state of emergency in three provinces on Sunday.", "emergency", ()),
    ("The government launched an inquiry into the fire at the mill.", "inquiry", ()),
    ("Sudland has sought to buy the harbour of Vell since 2011.", "harbour", ()),
    (
        "The president announced that the border would be opened in June.",
        "border",
        ("the president",),
    ),
    (
        "Norland withdrew its ambassador from Sudland after the incident at the dam.",
        "ambassador",
        (),
    ),
]

# The saying in a main clause counts, however long the clauses around it are.
UNDER_HALF = [
    (
        "On 13 March, after the two sides had separately finished the work on a text of the treaty that took almost nine years, the Foreign Ministry of Sudland named a new constitution as its condition, thereby delaying the ceremony in Vell by at least a month.",
        "constitution",
        ("Foreign Ministry of Sudland",),
    ),
    (
        "At the end of a week in which three bridges were destroyed by the flood and hundreds of people left their houses, the mayor of Vell warned of further rain.",
        "further rain",
        ("the mayor of Vell",),
    ),
    (
        "The plan, which the mayor called “bold”, was adopted by the council on Friday after two weeks of talks between the parties.",
        "adopted",
        (),
    ),
    (
        "Trucks continued to arrive at the port throughout the night and on Sunday there were at least forty of them in the yard, said Orlik.",
        "orty of them",
        ("Orlik",),
    ),
    (
        "The ministry denied it, but trucks continued to arrive in the town over the whole of Friday and Saturday, and by Sunday there were at least forty of them.",
        "forty of them",
        (),
    ),
    (
        "After a night of shelling in which the school and the mill of Orm were destroyed and the road to the valley was cut, Sudland denied any part in it.",
        "any part",
        ("Sudland",),
    ),
]

# An outlet reports that somebody denied, declined or confirmed.
THIRD_VOICES = [
    (
        "The Valley Post wrote that Mayor Anton Reis had claimed a loss of 40,000 crowns on the sale of his mill.",
        "a loss",
        ("Valley Post",),
    ),
    (
        "The Valley Post wrote that Mayor Anton Reis had claimed that the loss of his mill was an accident.",
        "accident",
        ("Valley Post", "Anton Reis"),
    ),
    (
        "On Monday, Norpress reported that the Pentagon had declined to comment on the purchase.",
        "the purchase",
        ("Norpress", "Pentagon"),
    ),
    (
        "Norpress reported that the Foreign Ministry of Sudland denied any talks about the harbour.",
        "the harbour",
        ("Norpress", "Foreign Ministry of Sudland"),
    ),
    (
        "The Valley Post wrote that Mayor Anton Reis had refused to answer its questions about the mill.",
        "the mill",
        ("Valley Post", "Anton Reis"),
    ),
    (
        "Channel Nine said that the ministry had confirmed the arrest of two engineers.",
        "two engineers",
        ("Channel Nine", "ministry"),
    ),
    (
        "The spokeswoman said that Sudland had told her ministry that no request had been received.",
        "no request",
        ("the spokeswoman", "Sudland"),
    ),
    (
        "Norpress reported that, according to the army, two soldiers had been wounded.",
        "two soldiers",
        ("Norpress", "the army"),
    ),
    (
        "Norpress reports that the harbour master has warned of a storm in the bay.",
        "a storm",
        ("Norpress", "the harbour master"),
    ),
    (
        "Norpress reported that the government had approved the budget for the harbour.",
        "the budget",
        ("Norpress",),
    ),
]


# The same kinds in Russian and Armenian.
ELSEWHERE = [
    ("По сообщению агентства Норпресс, мост в Велле закрыли.", "мост", ("Норпресс",)),
    ("Как сообщили в Кремле, переговоры в Велле перенесли на май.", "переговоры", ("Кремль",)),
    ("В Кремле заявили, что переговоры в Велле перенесли на май.", "переговоры", ("Кремль",)),
    ("Как заявил в понедельник Иво Брандт, мост закрыли.", "мост", ("Иво Брандт",)),
    (
        "Как сообщает Норпресс со ссылкой на министерство обороны, мост в Велле закрыли.",
        "мост",
        ("Норпресс", "министерство обороны"),
    ),
    (
        "Норландия опровергла сообщения Судландии о том, что её вертолёты нарушили границу.",
        "вертолёты",
        ("Судландия",),
    ),
    (
        "В армянских СМИ появились сообщения о том, что у села Орм упал беспилотник.",
        "беспилотник",
        ("армянских СМИ",),
    ),
    ("Стороны подписали соглашение о железной дороге в 2016 году.", "соглашение", ()),
    (
        "Ինչպես հայտնեցին Կրեմլից, բանակցությունները հետաձգվել են մինչև մայիս։",
        "բանակցությունները",
        ("Կրեմլից",),
    ),
]


@pytest.mark.parametrize(("text", "words", "chain"), ELSEWHERE)
def test_sentence_in_another_language_is_the_word_of(
    text: str, words: str, chain: tuple[str, ...]
) -> None:
    found = chain_of_sentence(read_text(text), text.index(words))
    assert found == [folded(name) for name in chain]


def chain_of_sentence(reading: Reading, at: int) -> list[str]:
    """Return the chain of the suggested sentence at a place, nearest voice first."""
    candidate = next(one for one in reading.candidates if one.start <= at < one.end)
    names = []
    for number in candidate.attributions:
        one = reading.attributions[number]
        names += [one.heard_by.name] if one.heard_by else []
        names += [one.speaker]
    return [folded(name) for name in names]


@pytest.mark.parametrize(
    ("text", "words", "chain"),
    [
        *COMMENTED_ON,
        *NAMES_THAT_GO_ON,
        *RELAYED,
        *TALK,
        *FIGURES,
        *ACTS,
        *UNDER_HALF,
        *THIRD_VOICES,
    ],
)
def test_sentence_is_the_word_of(text: str, words: str, chain: tuple[str, ...]) -> None:
    at = text.lower().index(words.lower())
    found = chain_of_sentence(read_text(text, "en"), at)
    assert found == [folded(name) for name in chain]


@pytest.mark.parametrize(
    ("text", "words", "chain"), [*COMMENTED_ON, *RELAYED, *TALK, *FIGURES, *THIRD_VOICES]
)
def test_words_that_are_selected_are_the_same_word(
    text: str, words: str, chain: tuple[str, ...]
) -> None:
    at = text.lower().index(words.lower())
    steps = chain_of_passage(text, [(at, at + len(words))], "en")
    assert [folded(step.name) for step in steps] == [folded(name) for name in chain]


def test_whole_denial_that_is_selected_is_the_word_of_whoever_denies() -> None:
    text = "Norland denied Sudland’s claims that its helicopters had crossed Lake Orm."
    assert [(one.name, one.kind) for one in chain_of_passage(text, [(0, len(text))])] == [
        ("Norland", "denied")
    ]


def test_one_quoted_word_does_not_make_an_act_a_saying() -> None:
    text = "Ivo Brandt had a phone call with Milan Toth on Friday, “informing” him about the flood."
    assert chain_of_sentence(read_text(text, "en"), 0) == []


def test_speaker_at_a_briefing_is_not_the_briefing() -> None:
    text = "A briefing on Friday by Anton Reis said that the bridge was closed."
    assert {one.speaker for one in read_text(text, "en").attributions} == {"Anton Reis"}


def test_act_has_no_speaker_and_a_saying_has() -> None:
    text = "Norland signed a treaty with Sudland. Norland said that it had signed a treaty."
    assert [one.speaker for one in read_text(text, "en").attributions] == ["", "Norland"]


@pytest.mark.parametrize(
    ("end", "speakers"),
    [
        ("amounting to what the councillors said was plain robbery.", ["Reis", "the councillors"]),
        ("and that what the councillors said was wrong.", ["Reis"]),
    ],
)
def test_what_somebody_said_was_is_a_saying_of_theirs_behind_a_preposition(
    end: str, speakers: list[str]
) -> None:
    text = f"Reis said builders had counted the empty mills as schools so they could use the fund to build a spa, {end}"
    read = read_text(text, "en").attributions
    found = [one.speaker for one in read if text[slice(*one.cue[0])] == "said"]
    assert [folded(name) for name in found] == [folded(name) for name in speakers]


def test_claim_told_with_a_noun_ends_before_a_main_clause_with_its_own_saying() -> None:
    text = "However bold we find Sudland's claims about the range of its rockets, sailors say the bay is mined."
    at = text.index("the bay")
    assert [one.name for one in chain_of_passage(text, [(at, at + 7)], "en")] == ["sailors"]
