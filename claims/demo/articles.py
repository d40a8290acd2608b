"""The demo's pages, every one of them written for it.

Pages under real names retell what others have reported, in reported speech. Invented words stand only
under outlets that do not exist.
"""

from .script import Date, Sitting, TakeIn

NOTE = "Demonstration note in our own words"
_RETOLD = f"{NOTE}: what OC Media reported, retold. These are not its sentences."
_STAND_IN = (
    f"{NOTE}: a stand-in page. The original is not part of this demonstration; what stands here is no more "
    "than other reports say of it."
)
_FICTIONAL = f"{NOTE}: a fictional page. This outlet does not exist, and what it claims was never said to it."

FOUND_FIRST = (
    TakeIn(
        "oc_media_spring",
        "oc_media",
        "Calm is asked for, accusations are answered, a port is named",
        Date("2025", "spring, day unknown"),
        _RETOLD,
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
    TakeIn(
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
    TakeIn(
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
    TakeIn(
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
    TakeIn(
        "oc_media_talks",
        "oc_media",
        "",  # the page showed another article's headline
        Date("2025", "spring, day unknown"),
        _RETOLD,
        (
            "Deputy ministers Mnatsakan Safaryan and Mikhail Galuzin held talks in Moscow on a Thursday. OC Media "
            "recalls why relations had soured: neither Russia nor the CSTO came to Armenia's aid when Azerbaijan "
            "attacked in 2021 and 2022.",
        ),
    ),
)

FOUND_LATER = (
    TakeIn(
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

ARTICLES = FOUND_FIRST + FOUND_LATER

SITTINGS = (
    Sitting("2025-04-01 09:00", "researcher", FOUND_FIRST),
    Sitting("2025-04-02 08:30", "researcher", FOUND_LATER),
)
