"""Question "truce", July 2020: two mirrored accusations, and a verdict that was corrected."""

import datetime
from dataclasses import replace

from claims.enums import (
    AttributionKind,
    ClaimKind,
    Confidence,
    EvidenceKind,
    LinkKind,
    OriginKind,
    PolicyRule,
    RatingCode,
    Stance,
    VerdictChange,
)

from .articles import STEPPE_NUMBERS
from .script import (
    AddComment,
    Assess,
    AttachEvidence,
    CorrectArticle,
    CorrectEvidence,
    Date,
    ExtractClaim,
    LinkClaims,
    OutletCorrects,
    Reopen,
    SignOff,
    Voice,
    WorkSession,
)

A = AttributionKind
THAT_JULY = Date("2020-07", "July, day unknown")
THE_TWELFTH = Date("2020-07-12")
ONE_VOICE = "Two documents turned out to be one voice, the speaker's own."

EXTRACTED = (
    ExtractClaim(
        "C17",
        "exercises",
        "Armenian forces went at its positions with artillery",
        "Armenian forces opened the fighting of 12 July 2020 with an artillery attack.",
        ClaimKind.FACTUAL,
        "truce",
        (Voice(A.REPORTED, "gsv"), Voice(A.SAID, "azerbaijan")),
        THAT_JULY,
        about_on=THE_TWELFTH,
    ),
    ExtractClaim(
        "C18",
        "exercises",
        "Azerbaijani forces had first tried to break through",
        "Azerbaijani forces opened the fighting of 12 July 2020 by trying to break through.",
        ClaimKind.FACTUAL,
        "truce",
        (Voice(A.REPORTED, "gsv"), Voice(A.SAID, "armenia")),
        THAT_JULY,
        about_on=THE_TWELFTH,
    ),
    LinkClaims("C17", LinkKind.CONTRADICTS, "C18"),
    ExtractClaim(
        "C19",
        "exercises",
        "some 5,000 troops",
        "About 5,000 soldiers take part in the Azerbaijani–Turkish exercises of 29 July to 10 August 2020.",
        ClaimKind.FACTUAL,
        "truce",
        (
            Voice(A.REPORTED, "gsv"),
            Voice(A.SAID, "russian_mfa", "Alexey Zaitsev", "set out"),
        ),
        Date("2020-07-30"),
        about_on=Date("2020-07-29/2020-08-10"),
    ),
)

HARBOUR = AttachEvidence(
    "E31",
    "C19",
    Stance.CORROBORATES,
    EvidenceKind.STATEMENT,
    "harbour_notes",
    origin_kind=OriginKind.OWN_REPORTING,
    article="harbour_numbers",
    quote="Some 5,000 soldiers take part in the exercises of Azerbaijan and Turkey",
    note="It gives no other source.",
)
STEPPE = AttachEvidence(
    "E32",
    "C19",
    Stance.CORROBORATES,
    EvidenceKind.STATEMENT,
    "steppe_courier",
    origin_kind=OriginKind.OWN_REPORTING,
    article="steppe_numbers",
    quote="Some 5,000 soldiers take part in the exercises of Azerbaijan and Turkey",
    note="It gives no other source.",
)

FROM_THE_BRIEFING = replace(
    HARBOUR,
    origin_kind=OriginKind.NAMED,
    origin="russian_mfa",
    note="Its figure is the briefing's. Counted as its own reporting until a reader wrote in.",
)
A_COPY = replace(
    STEPPE,
    origin_kind=OriginKind.NAMED,
    origin="russian_mfa",
    derived_from="E31",
    note="The same words as in Harbour Notes: a copy.",
)

SESSIONS = (
    WorkSession("2025-03-31 12:20", "researcher", EXTRACTED),
    WorkSession("2025-03-31 15:00", "researcher", (HARBOUR, STEPPE)),
    WorkSession(
        "2025-04-01 09:30",
        "reviewer1",
        (
            Assess(
                "C19",
                RatingCode.SUPPORTED,
                "Two papers, each with a report of its own, and the same number.",
            ),
        ),
    ),
    WorkSession(
        "2025-04-01 11:00",
        "editor",
        (
            SignOff(
                "C19",
                "Two outlets report the same strength.",
                overrides=(
                    (
                        PolicyRule.NON_PARTY_ORIGIN,
                        "The strength is not what the sides quarrel about, and nothing ties either paper to one of "
                        "them.",
                    ),
                ),
            ),
        ),
    ),
    WorkSession(
        "2025-04-04 08:30",
        "researcher",
        (
            AddComment(
                "C19",
                "A reader writes that both pages copied the briefing. Laid side by side they have the same words, and "
                "the number is the one given in Moscow the day before.",
            ),
            CorrectEvidence(FROM_THE_BRIEFING, "A reader wrote in: the figure is the briefing's."),
            CorrectEvidence(A_COPY, "A reader wrote in: the words are those of Harbour Notes."),
            CorrectArticle(replace(STEPPE_NUMBERS, republishes="exercises")),
        ),
    ),
    WorkSession("2025-04-04 09:00", "editor", (Reopen("C19", ONE_VOICE),)),
    WorkSession(
        "2025-04-09 14:30",
        "researcher",
        (
            OutletCorrects(
                "harbour_numbers",
                datetime.date(2025, 4, 9),
                "The outlet now says below the text that its figure is the Russian briefing’s.",
            ),
        ),
    ),
    WorkSession(
        "2025-04-08 11:10",
        "reviewer2",
        (
            Assess(
                "C19",
                RatingCode.NOT_ENOUGH_EVIDENCE,
                "Both reports are the briefing again, and the claim is the briefing's own.",
            ),
        ),
    ),
    WorkSession(
        "2025-04-08 11:45",
        "editor",
        (
            SignOff(
                "C19",
                "Both reports repeat the Russian briefing, and the briefing is where the claim comes "
                "from: nobody else has counted.",
                Confidence.HIGH,
                change=VerdictChange.CORRECTION,
                reason=ONE_VOICE,
            ),
        ),
    ),
)
