"""Question "poti": one voice in two documents, chains of three voices, a denial of another point, a “no comment”."""

import datetime

from claims.enums import (
    AttributionKind,
    ClaimKind,
    Confidence,
    LinkKind,
    Priority,
    RatingCode,
)

from .poti_evidence import MENDED, ON_THE_INTENTION, ON_WHAT_WAS_SAID, SEARCHES
from .script import (
    AddComment,
    Assess,
    AssignClaim,
    Date,
    ExtractClaim,
    LinkClaims,
    RequireAssessments,
    SignOff,
    Voice,
    WithdrawDuplicate,
    WorkSession,
)

A = AttributionKind
THIS_YEAR = Date("2025", "day unknown")
THAT_THURSDAY = Date("2025-03-14/..", "a Thursday after 13 March")
BY_THAT_THURSDAY = Date("2025", "on or before that Thursday")

ZAKHAROVA_SAID = (Voice(A.REPORTED, "oc_media"), Voice(A.SAID, "zakharova", cue="said"))
ARMENIA_DENIED = (*ZAKHAROVA_SAID, Voice(A.DENIED, "armenia"))

EXTRACTED_FIRST = (
    ExtractClaim(
        "C1",
        "oc_media_spring",
        "Washington wants to ship equipment and vehicles from American bases in Germany to Armenia by way of the "
        "Georgian port of Poti, for exercises in July",
        "The United States intends to move equipment and vehicles from its bases in Germany to Armenia through the "
        "port of Poti for exercises in July 2025.",
        ClaimKind.FACTUAL,
        "poti",
        (Voice(A.REPORTED, "oc_media"), Voice(A.REPORTED, "rt", cue="has said")),
        Date("2025", "before that Monday, day unknown"),
        about_on=Date("2025-07", "July"),
        priority=Priority.HIGH,
    ),
    ExtractClaim(
        "C2",
        "oc_media_spring",
        "RT, which the Russian state runs, has said",
        "RT reported that the United States intends to move equipment to Armenia through Poti.",
        ClaimKind.QUOTE,
        "poti",
        (Voice(A.REPORTED, "oc_media"), Voice(A.REPORTED, "rt", cue="has said")),
        THIS_YEAR,
        reports="C1",
    ),
    ExtractClaim(
        "C5",
        "oc_media_spring",
        "no official American request of that kind had arrived",
        "Armenia has received no official request from Washington for a transfer of equipment through Poti.",
        ClaimKind.FACTUAL,
        "poti",
        ARMENIA_DENIED,
        BY_THAT_THURSDAY,
    ),
    ExtractClaim(
        "C4",
        "oc_media_spring",
        "had learned from the Armenian side that no official American request of that kind had arrived",
        "The Armenian side told Russia that it had received no official US request for a transfer through Poti.",
        ClaimKind.QUOTE,
        "poti",
        ARMENIA_DENIED,
        BY_THAT_THURSDAY,
        reports="C5",
    ),
    ExtractClaim(
        "C3",
        "oc_media_spring",
        "Zakharova, taking up the story, said that Moscow had enquired",
        "Maria Zakharova said that the Armenian side had told Moscow of no official US request for a transfer through Poti.",
        ClaimKind.QUOTE,
        "poti",
        ZAKHAROVA_SAID,
        THAT_THURSDAY,
        reports="C5",
    ),
    ExtractClaim(
        "C6",
        "oc_media_spring",
        "the Pentagon would not speak about it",
        "The Pentagon declined to comment on the reported transfer through Poti.",
        ClaimKind.QUOTE,
        "poti",
        (
            Voice(A.REPORTED, "oc_media"),
            Voice(A.REPORTED, "armenpress", cue="had written"),
            Voice(A.DECLINED, "pentagon", "a US defence official", "would not speak"),
        ),
        Date("2025", "that Monday"),
    ),
)

EXTRACTED_LATER = (
    ExtractClaim(
        "C7",
        "harbour_poti",
        "The Pentagon has confirmed to Armenpress that the Poti shipment goes ahead",
        "The Pentagon confirmed the transfer through Poti to Armenpress.",
        ClaimKind.QUOTE,
        "poti",
        (
            Voice(A.REPORTED, "harbour_notes"),
            Voice(A.REPORTED, "armenpress"),
            Voice(A.CONFIRMED, "pentagon", cue="has confirmed"),
        ),
        Date("2025-04-02"),
    ),
    ExtractClaim(
        "C8",
        "harbour_poti",
        "American hardware from Germany will get to Armenia by way of Poti",
        "American equipment from Germany is to reach Armenia by way of Poti.",
        ClaimKind.FACTUAL,
        "poti",
        (Voice(A.REPORTED, "harbour_notes"), Voice(A.REPORTED, "rt", cue="was first to say")),
        Date("2025-04-02"),
    ),
    LinkClaims("C7", LinkKind.CONTRADICTS, "C6"),
)

NEE, SUPPORTED, REFUTED = (
    RatingCode.NOT_ENOUGH_EVIDENCE,
    RatingCode.SUPPORTED,
    RatingCode.REFUTED,
)

SESSIONS = (
    WorkSession("2025-03-31 11:00", "researcher", EXTRACTED_FIRST),
    WorkSession(
        "2025-04-01 13:00", "editor", (RequireAssessments("C1", 2), RequireAssessments("C5", 2))
    ),
    WorkSession("2025-04-02 09:00", "researcher", EXTRACTED_LATER),
    WorkSession(
        "2025-04-02 11:00",
        "editor2",
        (
            WithdrawDuplicate(
                "C8",
                "C1",
                "The same claim in other words; the page is kept as its second appearance.",
            ),
            RequireAssessments("C7", 2),
        ),
    ),
    WorkSession("2025-04-02 13:00", "researcher", ON_THE_INTENTION + ON_WHAT_WAS_SAID),
    WorkSession(
        "2025-04-02 14:30",
        "reviewer3",
        (
            AddComment(
                "C1",
                "A missing request does not deny an intention. One can mean to ask and not have asked yet, so what "
                "Yerevan is heard to answer says nothing against this claim: it belongs to the claim about the "
                "request.",
            ),
            AddComment(
                "C5",
                "Not to be linked as a contradiction of the claim that the move is intended: a missing request does "
                "not deny an intention. Both can be true at once. And mind who speaks: Yerevan's answer is known "
                "only in Moscow's words.",
            ),
        ),
    ),
    WorkSession("2025-04-02 15:00", "researcher", MENDED),
    WorkSession("2025-04-03 09:00", "researcher", SEARCHES),
    WorkSession(
        "2025-04-03 10:00",
        "reviewer1",
        (
            Assess("C2", SUPPORTED, "RT's own item is archived and says it.", Confidence.HIGH),
            Assess(
                "C3",
                SUPPORTED,
                "The ministry publishes its own briefing, and there she says it.",
                Confidence.HIGH,
            ),
            Assess(
                "C1",
                NEE,
                "Two documents, and both are RT. It does not say how it knows. The answer from Yerevan is about a "
                "request.",
            ),
            Assess(
                "C7",
                REFUTED,
                "The only Armenpress item on the matter reports that nothing was said.",
                Confidence.HIGH,
            ),
            Assess("C4", NEE, "Only Moscow has told us what Yerevan told Moscow."),
        ),
    ),
    WorkSession(
        "2025-04-03 11:30",
        "reviewer2",
        (
            Assess(
                "C6",
                SUPPORTED,
                "Armenpress put the question and prints the answer with its reason.",
                Confidence.HIGH,
            ),
            Assess(
                "C7",
                REFUTED,
                "What was to be confirmed was refused: the outlet named as witness says the opposite.",
                Confidence.HIGH,
            ),
            Assess(
                "C1",
                NEE,
                "Without RT nothing is left: the Pentagon is silent, and silence is neither yes nor no.",
            ),
        ),
    ),
    WorkSession(
        "2025-04-03 14:20",
        "editor",
        (SignOff("C2", "RT's own item says so.", Confidence.HIGH),),
    ),
    WorkSession(
        "2025-04-03 14:25",
        "editor",
        (
            SignOff(
                "C3",
                "The ministry's account of its own briefing has her saying it.",
                Confidence.HIGH,
            ),
        ),
    ),
    WorkSession(
        "2025-04-03 14:40",
        "editor",
        (
            SignOff(
                "C6",
                "Armenpress, which was given the answer, reports the refusal with its reason, and no party disputes "
                "it.",
                Confidence.HIGH,
            ),
        ),
    ),
    WorkSession(
        "2025-04-03 15:10",
        "editor",
        (
            SignOff(
                "C1",
                "All reports lead back to RT, whose own source we have not seen; Yerevan's reported answer concerns "
                "a request and not a plan, and the Pentagon will not say.",
                recheck_on=datetime.date(2025, 8, 1),
            ),
        ),
    ),
    WorkSession(
        "2025-04-03 16:00",
        "editor",
        (
            SignOff(
                "C7",
                "What Armenpress printed is a refusal to comment, and no other Armenpress item reports a "
                "confirmation.",
                Confidence.HIGH,
            ),
        ),
    ),
    WorkSession(
        "2025-04-04 10:00",
        "reviewer1",
        (
            Assess(
                "C5",
                NEE,
                "One relayed answer. Nothing from Yerevan itself, and nothing from Washington.",
                Confidence.LOW,
            ),
        ),
    ),
    WorkSession("2025-04-10 08:30", "editor", (AssignClaim("C5", "reviewer2"),)),
)
