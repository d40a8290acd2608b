"""The questions of the demo, and who has a stake in each.

A stake counts for the whole family: the stake of a government is also that of its ministries and officials.
"""

from claims.enums import Party

from .script import AddQuestion, Interest, WorkSession

QUESTIONS = (
    AddQuestion(
        "poti",
        "Is US equipment to go to Armenia through Poti?",
        "One voice repeated is one voice. A denial can answer something else. Silence says neither yes nor no.",
        (
            Interest("russia", Party.PARTY, "Russia", "Ally of Armenia by treaty."),
            Interest("armenia", Party.PARTY, "Armenia", "Would receive the equipment."),
            Interest("pentagon", Party.PARTY, "United States", "It would own the move."),
            Interest("oc_media", Party.INDEPENDENT),
            Interest("harbour_notes", Party.UNKNOWN),
        ),
    ),
    AddQuestion(
        "csto",
        "Is Armenia still bound to the CSTO, and the CSTO to Armenia?",
        "That a duty is in force and that it is honoured are two claims. Frozen is not left.",
        (
            Interest("russia", Party.PARTY, "Russia"),
            Interest("armenia", Party.PARTY, "Armenia"),
            Interest("oc_media", Party.INDEPENDENT),
            Interest("daily_sabah", Party.ALLIED),
            Interest("azerbaijan_in_focus", Party.UNKNOWN),
            Interest("afp", Party.INDEPENDENT),
            Interest("harbour_notes", Party.UNKNOWN),
        ),
    ),
    AddQuestion(
        "truce",
        "Who broke the truce: July 2020, April 2023, spring 2025?",
        "Accusations mirror each other. A denial against one's own interest weighs more than one in it.",
        (
            Interest("armenia", Party.PARTY, "Armenia"),
            Interest("azerbaijan", Party.PARTY, "Azerbaijan"),
            Interest("russia", Party.THIRD_PARTY, "Russia", "Sender of the peacekeepers."),
            Interest("gsv", Party.THIRD_PARTY, "Russia"),
            Interest("oc_media", Party.INDEPENDENT),
            Interest("daily_sabah", Party.ALLIED, "Azerbaijan"),
            Interest("azerbaijan_in_focus", Party.UNKNOWN),
            Interest("afp", Party.INDEPENDENT),
            Interest("harbour_notes", Party.UNKNOWN),
            Interest("steppe_courier", Party.UNKNOWN),
        ),
    ),
)

SESSIONS = (WorkSession("2025-03-31 09:30", "researcher", QUESTIONS),)
