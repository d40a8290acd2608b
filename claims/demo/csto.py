"""Question "csto": “frozen” is not “left”, “in force” is not “honoured”, and a group of unnamed analysts."""

from claims.enums import (
    AttributionKind,
    BearsOn,
    ClaimKind,
    Confidence,
    EvidenceKind,
    LinkKind,
    OriginKind,
    RatingCode,
    Stance,
)

from .script import (
    AddComment,
    Assess,
    AssignClaim,
    AttachEvidence,
    Date,
    ExtractClaim,
    LinkClaims,
    RequireAssessments,
    ReturnToOpen,
    SignOff,
    Voice,
    WithdrawEvidence,
    WorkSession,
)
from .truce_lachin import REPRINTED, THAT_APRIL

A, E, S = AttributionKind, EvidenceKind, Stance

EXTRACTED_FIRST = (
    ExtractClaim(
        "C9",
        "oc_media_spring",
        "his country's part in the CSTO was as good as frozen",
        "Nikol Pashinyan declared in February 2024 that Armenia's participation in the CSTO was in effect frozen.",
        ClaimKind.QUOTE,
        "csto",
        (Voice(A.REPORTED, "oc_media"), Voice(A.SAID, "pashinyan", cue="had declared")),
        Date("2024-02", "February"),
    ),
    ExtractClaim(
        "C11",
        "oc_media_spring",
        "everything Russia owes Armenia, inside the CSTO and between the two states, still stands",
        "Russia's security commitments to Armenia, in the CSTO and bilaterally, are in force.",
        ClaimKind.FACTUAL,
        "csto",
        (Voice(A.REPORTED, "oc_media"), Voice(A.SAID, "zakharova", cue="insisted")),
        Date("2025-03-14/..", "a Thursday after 13 March"),
    ),
    ExtractClaim(
        "C12",
        "oc_media_spring",
        "the bloc had left Armenia alone when Azerbaijan attacked in 2021 and 2022",
        "The CSTO did not meet its obligations to Armenia when Azerbaijan attacked in 2021 and 2022.",
        ClaimKind.FACTUAL,
        "csto",
        (Voice(A.REPORTED, "oc_media"), Voice(A.SAID, "pashinyan", cue="had declared")),
        Date("2024-02", "February"),
        about_on=Date("2021/2022"),
    ),
    ExtractClaim(
        "C13",
        "lachin_reprint",
        "Many analysts think that a country so small cannot do without the CSTO",
        "Many analysts hold that Armenia cannot afford to leave the CSTO.",
        ClaimKind.FACTUAL,
        "csto",
        (*REPRINTED, Voice(A.SAID, label="many analysts", cue="think")),
        THAT_APRIL,
    ),
    ExtractClaim(
        "C14",
        "lachin_reprint",
        "Armenia called off CSTO exercises on its soil in January",
        "Armenia cancelled CSTO exercises that it was to host in 2023.",
        ClaimKind.FACTUAL,
        "csto",
        REPRINTED,
        THAT_APRIL,
        about_on=Date("2023-01", "about January"),
    ),
)

EXTRACTED_LATER = (
    ExtractClaim(
        "C10",
        "harbour_poti",
        "Armenia left the CSTO in February 2024",
        "Armenia ceased to be a member of the CSTO in February 2024.",
        ClaimKind.FACTUAL,
        "csto",
        (Voice(A.SAID, "harbour_notes"),),
        Date("2025-04-02"),
        about_on=Date("2024-02", "February"),
    ),
    LinkClaims("C10", LinkKind.CONTRADICTS, "C9"),
)

SAID_FROZEN = AttachEvidence(
    "E18",
    "C9",
    S.CORROBORATES,
    E.RECORD,
    "armenia",
    "pashinyan",
    title="The prime minister's interview",
    quote_reason="No archived copy: the recording is not part of this demonstration.",
    published=Date("2024-02", "February"),
    note="In his own voice: for a quote check one is enough.",
)

NO_ANALYST = AttachEvidence(
    "E24",
    "C13",
    S.CONTEXT,
    E.NOTHING_FOUND,
    "daily_sabah",
    origin_kind=OriginKind.NOT_STATED,
    article="lachin",
    quote="Many analysts think that a country so small cannot do without the CSTO",
    note="No analyst is named there either.",
    searched="The page that was reprinted, from its first line to its last.",
)

ON_MEMBERSHIP = (
    AttachEvidence(
        "E19",
        "C10",
        S.CONTRADICTS,
        E.STATEMENT,
        "oc_media",
        "pashinyan",
        article="oc_media_spring",
        quote="his country's part in the CSTO was as good as frozen",
        note="Frozen, not ended.",
    ),
    AttachEvidence(
        "E20",
        "C10",
        S.CONTRADICTS,
        E.STATEMENT,
        "russian_mfa",
        "zakharova",
        article="briefing",
        quote="freezing its CSTO membership makes Armenia no safer",
        note="A year later Moscow still speaks of membership.",
    ),
)

LEFT_ALONE = AttachEvidence(
    "E21",
    "C11",
    S.CONTEXT,
    E.STATEMENT,
    "oc_media",
    "pashinyan",
    bears_on=BearsOn.ANOTHER_POINT,
    article="oc_media_spring",
    quote="the bloc had left Armenia alone when Azerbaijan attacked in 2021 and 2022",
    note="From the article that the claim is from, but another passage and another party's voice. It is about "
    "whether the commitments were honoured, not whether they are in force.",
)

ON_THE_ATTACKS = (
    AttachEvidence(
        "E22",
        "C12",
        S.CORROBORATES,
        E.STATEMENT,
        "oc_media",
        origin_kind=OriginKind.OWN_REPORTING,
        article="oc_media_talks",
        quote="neither Russia nor the CSTO came to Armenia's aid",
        note="The outlet only passed the claim on. Here, in another article, it reports for itself.",
    ),
    AttachEvidence(
        "E23",
        "C12",
        S.CONTEXT,
        E.STATEMENT,
        "daily_sabah",
        origin_kind=OriginKind.UNNAMED,
        origin_label="one expert",
        bears_on=BearsOn.ANOTHER_POINT,
        heard_via="afp",
        article="lachin",
        quote="Moscow looked either too weak or too reluctant to lean on Azerbaijan",
        note="Told to AFP and carried by Daily Sabah. It is about Russia, not about the CSTO.",
    ),
)

SAID_NO_SAFER = (
    ExtractClaim(
        "C25",
        "briefing",
        "freezing its CSTO membership makes Armenia no safer",
        "Maria Zakharova said that freezing its CSTO membership does not make Armenia safer.",
        ClaimKind.QUOTE,
        "csto",
        (Voice(A.REPORTED, "russian_mfa"), Voice(A.SAID, "zakharova", cue="said")),
        Date("2025-03-14/..", "a Thursday after 13 March"),
    ),
    AttachEvidence(
        "E40",
        "C25",
        S.CORROBORATES,
        E.STATEMENT,
        "russian_mfa",
        "zakharova",
        article="briefing",
        quote="She also said that all Russian commitments to Armenia hold, and that freezing its CSTO membership "
        "makes Armenia no safer",
        note="The ministry's own page, and the passage that the claim is from. Nothing else has been found.",
    ),
)

SESSIONS = (
    WorkSession("2025-03-31 11:30", "researcher", EXTRACTED_FIRST),
    WorkSession("2025-04-01 13:20", "editor", (RequireAssessments("C11", 2),)),
    WorkSession("2025-04-01 14:00", "researcher", (SAID_FROZEN, NO_ANALYST)),
    WorkSession(
        "2025-04-02 09:20",
        "reviewer2",
        (
            Assess(
                "C9",
                RatingCode.SUPPORTED,
                "He is on record with it, in an interview and in those terms.",
                Confidence.HIGH,
            ),
            Assess(
                "C13",
                RatingCode.TOO_VAGUE,
                "Neither the reprint nor its original names one analyst. How many would be many?",
            ),
        ),
    ),
    WorkSession("2025-04-02 09:40", "researcher", EXTRACTED_LATER),
    WorkSession(
        "2025-04-02 10:05",
        "editor",
        (SignOff("C9", "He said it in an interview, in those terms.", Confidence.HIGH),),
    ),
    WorkSession(
        "2025-04-02 10:40",
        "editor",
        (
            SignOff(
                "C13",
                "No analyst is named, and the word many sets no number that could be found or missed.",
            ),
        ),
    ),
    WorkSession("2025-04-02 11:10", "editor2", (RequireAssessments("C10", 2),)),
    WorkSession("2025-04-02 14:00", "researcher", (*ON_MEMBERSHIP, LEFT_ALONE)),
    WorkSession(
        "2025-04-02 14:40",
        "reviewer3",
        (
            AddComment(
                "C11",
                "In force does not mean honoured. That a commitment stands is one claim, and that it was kept in 2021 "
                "and 2022 is another: both can be true or false, so the two are not linked as a contradiction.",
            ),
            AddComment(
                "C12",
                "Not to be linked as a contradiction of the claim that Russia's commitments are in force: in force "
                "does not mean honoured.",
            ),
        ),
    ),
    WorkSession(
        "2025-04-03 10:20",
        "reviewer1",
        (
            Assess(
                "C10",
                RatingCode.REFUTED,
                "Both sides of the quarrel speak of a member that has frozen its part, and neither of one that left.",
                Confidence.HIGH,
            ),
        ),
    ),
    WorkSession(
        "2025-04-03 11:45",
        "reviewer2",
        (
            Assess(
                "C10",
                RatingCode.REFUTED,
                "Yerevan says frozen, Moscow complains of the freezing. Whoever has left freezes nothing.",
                Confidence.HIGH,
            ),
        ),
    ),
    WorkSession("2025-04-04 09:10", "researcher", ON_THE_ATTACKS),
    WorkSession(
        "2025-04-04 09:30",
        "editor",
        (
            SignOff(
                "C10",
                "Yerevan spoke of freezing its part and Moscow, a year on, still speaks of a member: both sides of "
                "the quarrel agree that Armenia has not left.",
                Confidence.HIGH,
            ),
        ),
    ),
    WorkSession(
        "2025-04-07 10:00",
        "reviewer2",
        (
            Assess(
                "C12",
                RatingCode.NOT_ENOUGH_EVIDENCE,
                "Only one outlet reports it for itself, and the treaty has not been read.",
            ),
            Assess(
                "C11",
                RatingCode.NOT_ENOUGH_EVIDENCE,
                "The side that owes says so, and the texts of what it owes are not on the desk.",
                Confidence.LOW,
            ),
        ),
    ),
    WorkSession(
        "2025-04-08 09:00",
        "editor",
        (
            ReturnToOpen(
                "C12",
                "Judge 2021 and 2022 apart: what was attacked and who was called on differs between the two years. "
                "Look for the treaty's text and for a voice that is no party.",
            ),
        ),
    ),
    WorkSession("2025-04-08 14:30", "researcher", SAID_NO_SAFER),
    WorkSession(
        "2025-04-09 09:10",
        "reviewer2",
        (
            Assess(
                "C25",
                RatingCode.SUPPORTED,
                "It is on the ministry's own page. That page is also all there is.",
            ),
        ),
    ),
    WorkSession(
        "2025-04-09 11:10",
        "editor",
        (SignOff("C25", "The ministry has it on its own page, and nothing else has been found."),),
    ),
    WorkSession(
        "2025-04-09 14:00",
        "researcher",
        (
            WithdrawEvidence(
                "E20",
                "It speaks of what freezing does to Armenia's safety. Whether Armenia is a member is not said there.",
            ),
        ),
    ),
    WorkSession("2025-04-10 08:40", "editor", (AssignClaim("C11", "reviewer1"),)),
    WorkSession("2025-04-10 08:45", "editor", (AssignClaim("C12", "researcher"),)),
)
