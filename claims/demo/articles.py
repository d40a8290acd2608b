"""The articles of the demo. All of them were written for it.

Articles under real names retell, in reported speech, what others have reported. Only outlets that do not exist
publish invented words.
"""

from .script import AddArticle, Date, WorkSession

NOTE = "Demonstration note in our own words"
_STAND_IN = (
    f"{NOTE}: a stand-in page. The original is not part of this demonstration; what stands here is no more "
    "than other reports say of it."
)
_FICTIONAL = f"{NOTE}: a fictional page. This outlet does not exist, and what it claims was never said to it."


def _retold(outlet: str) -> str:
    return f"{NOTE}: what {outlet} reported, retold. These are not its sentences."


_CHECKPOINT = (
    "Russia's foreign ministry voiced grave unease about the area its peacekeepers watch over, one day after "
    "Azerbaijan opened a checkpoint on the only road between Armenia and Karabakh. Baku gave smuggled fighters, arms "
    "and mines as its reason and promised to run the post together with the Russian peacekeepers. Yerevan called the "
    "reason invented and the checkpoint a breach of the ceasefire.",
    "Moscow cautioned against one-sided moves that break the truce. Azerbaijan is bound by the ceasefire statement to "
    "keep traffic on the road safe. One expert told AFP that Yerevan had lost patience with Russia and that Moscow "
    "looked either too weak or too reluctant to lean on Azerbaijan.",
    "Armenia called off CSTO exercises on its soil in January but stayed in the pact. Many analysts think that a "
    "country so small cannot do without the CSTO.",
)

_TRUCE_POINT = (
    "Point 6, retold. The Lachin corridor connects Karabakh with Armenia and is under the control of Russian "
    "peacekeepers. Azerbaijan guarantees that people, vehicles and goods move along it safely in both directions."
)

# Added as an original article. Later a reader wrote that it copies another.
STEPPE_NUMBERS = AddArticle(
    "steppe_numbers",
    "steppe_courier",
    "Joint exercises in numbers",
    Date("2020-07-31"),
    _FICTIONAL,
    ("Some 5,000 soldiers take part in the exercises of Azerbaijan and Turkey.",),
)

FOUND_FIRST = (
    AddArticle(
        "oc_media_spring",
        "oc_media",
        "Calm is asked for, accusations are answered, a port is named",
        Date("2025", "spring, day unknown"),
        _retold("OC Media"),
        (
            "Maria Zakharova told Thursday's briefing that Moscow was worried by the growing strain and wanted both "
            "neighbours to hold back. She insisted that everything Russia owes Armenia, inside the CSTO and between "
            "the two states, still stands, and that putting membership on ice does Armenian security no good. Nikol "
            "Pashinyan had declared in February 2024 that his country's part in the CSTO was as good as frozen, "
            "because the bloc had left Armenia alone when Azerbaijan attacked in 2021 and 2022.",
            "Armenian media had it that Azerbaijani troops shot towards Gegharkunik during Thursday night. The "
            "Defence Ministry in Yerevan answered a day later that this was not so. Its minister, Suren Papikyan, "
            "rejected word of Azerbaijani forces gathering near the line. Asked straight out about shots at Sotk, he "
            "replied only that his ministry makes every dangerous incident public. The head of Armenia's foreign "
            "intelligence saw no set of signs that would make an attack likely, and warned that this could soon "
            "change.",
            "RT, which the Russian state runs, has said that Washington wants to ship equipment and vehicles from "
            "American bases in Germany to Armenia by way of the Georgian port of Poti, for exercises in July. "
            "Zakharova, taking up the story, said that Moscow had enquired and had learned from the Armenian side "
            "that no official American request of that kind had arrived. Armenpress had written on Monday that the "
            "Pentagon would not speak about it: a defence official gave operational security as the ground.",
        ),
    ),
    AddArticle(
        "rt_item",
        "rt",
        "An item on Poti",
        Date("2025", "day unknown"),
        _STAND_IN,
        (
            "RT: the United States wants to bring equipment and vehicles from its bases in Germany through Poti to "
            "Armenia, in time for exercises in July. How RT knows is not recorded on this stand-in.",
        ),
    ),
    AddArticle(
        "armenpress_item",
        "armenpress",
        "The Pentagon on Poti",
        Date("2025", "a Monday"),
        _STAND_IN,
        (
            "The Pentagon would say nothing to Armenpress about the Poti story. A defence official named the reason: "
            "for the sake of operational security the department keeps silent on where its equipment goes.",
        ),
    ),
    AddArticle(
        "briefing",
        "russian_mfa",
        "Thursday's briefing",
        Date("2025", "a Thursday"),
        _STAND_IN,
        (
            "On the Poti story, Maria Zakharova said that Moscow had asked Yerevan and that, by Yerevan's answer, no "
            "official request from the Americans had reached it. She also said that all Russian commitments to "
            "Armenia hold, and that freezing its CSTO membership makes Armenia no safer.",
        ),
    ),
    AddArticle(
        "oc_media_talks",
        "oc_media",
        "",  # the page showed another article's headline
        Date("2025", "spring, day unknown"),
        _retold("OC Media"),
        (
            "Deputy ministers Mnatsakan Safaryan and Mikhail Galuzin held talks in Moscow on a Thursday. OC Media "
            "recalls why relations had soured: neither Russia nor the CSTO came to Armenia's aid when Azerbaijan "
            "attacked in 2021 and 2022.",
        ),
    ),
    AddArticle(
        "lachin",
        "daily_sabah",
        "Moscow uneasy over the Lachin road",
        Date("2023-04", "April, day unknown"),
        _STAND_IN,
        _CHECKPOINT,
    ),
    AddArticle(
        "lachin_reprint",
        "azerbaijan_in_focus",
        "Moscow uneasy over the Lachin road",
        Date("2023-04", "April, day unknown"),
        _retold("Azerbaijan in Focus"),
        ("After Daily Sabah.", *_CHECKPOINT),
        republishes="lachin",
    ),
    AddArticle(
        "exercises",
        "gsv",
        "Moscow wants restraint around joint exercises",
        Date("2020-07-30"),
        _retold("GSV"),
        (
            "Answering TASS on Thursday, Alexey Zaitsev of the Russian foreign ministry asked everyone in the region "
            "to hold back with military activity. He set out the exercises that Azerbaijan and Turkey hold from 29 "
            "July to 10 August: some 5,000 troops, 150 armoured vehicles, and at most 150 guns and air-defence pieces "
            "and 30 aircraft, helicopters and drones.",
            "Fighting had flared up on 12 July. By Baku's account Armenian forces went at its positions with "
            "artillery; by Yerevan's account Azerbaijani forces had first tried to break through. Each side counted "
            "soldiers killed.",
        ),
    ),
    AddArticle(
        "harbour_numbers",
        "harbour_notes",
        "Five thousand for the joint exercises",
        Date("2020-07-31"),
        _FICTIONAL,
        (
            "Some 5,000 soldiers take part in the exercises of Azerbaijan and Turkey, Harbour Notes can report.",
        ),
    ),
    STEPPE_NUMBERS,
)

FOUND_LATER = (
    AddArticle(
        "harbour_poti",
        "harbour_notes",
        "Poti: it is on",
        Date("2025-04-02"),
        _FICTIONAL,
        (
            "The Pentagon has confirmed to Armenpress that the Poti shipment goes ahead. American hardware from "
            "Germany will get to Armenia by way of Poti, as RT was first to say. Armenia left the CSTO in February "
            "2024, so who is surprised?",
        ),
    ),
)

FOUND_LAST = (
    AddArticle(
        "steppe_lachin",
        "steppe_courier",
        "A post on the road",
        Date("2023-04-24"),
        _FICTIONAL,
        (
            "A checkpoint has been on the Lachin road since Sunday, the Steppe Courier can report. Under the "
            "ceasefire statement Azerbaijan owes everybody a safe journey there.",
        ),
    ),
    AddArticle(
        "truce_text",
        "statement_2020",
        "Ceasefire statement, point 6",
        Date("2020-11-10"),
        f"{NOTE}: a stand-in for a public text. It gives the content of one point, not its wording.",
        (_TRUCE_POINT,),
    ),
)

ARTICLES = FOUND_FIRST + FOUND_LATER + FOUND_LAST

SESSIONS = (
    WorkSession("2025-03-31 10:00", "researcher", FOUND_FIRST),
    WorkSession("2025-04-02 08:30", "researcher", FOUND_LATER),
    WorkSession("2025-04-08 13:30", "researcher", FOUND_LAST),
)
