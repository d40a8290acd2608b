"""Question "truce", April 2023: three voices that one paper carries, and a statement that three sides signed."""

from claims.enums import (
    AttributionKind,
    ClaimKind,
    Confidence,
    EvidenceKind,
    LinkKind,
    RatingCode,
    Stance,
)

from .script import (
    AddComment,
    Assess,
    AttachEvidence,
    Date,
    ExtractClaim,
    LinkClaims,
    SignOff,
    Voice,
    WorkSession,
)

THE_COURIER_SAYS = (Voice(AttributionKind.SAID, "steppe_courier"),)
THAT_MONDAY = Date("2023-04-24")

EXTRACTED = (
    ExtractClaim(
        "C23",
        "steppe_lachin",
        "A checkpoint has been on the Lachin road since Sunday",
        "A checkpoint was on the Lachin road on 24 April 2023.",
        ClaimKind.FACTUAL,
        "truce",
        THE_COURIER_SAYS,
        THAT_MONDAY,
        about_on=THAT_MONDAY,
    ),
    LinkClaims("C23", LinkKind.PART_OF, "C15"),
    ExtractClaim(
        "C24",
        "steppe_lachin",
        "Under the ceasefire statement Azerbaijan owes everybody a safe journey there",
        "The ceasefire statement of November 2020 obliges Azerbaijan to keep traffic on the Lachin road safe.",
        ClaimKind.FACTUAL,
        "truce",
        THE_COURIER_SAYS,
        THAT_MONDAY,
    ),
)


def _through_daily_sabah(key: str, origin: str, quote: str, note: str) -> AttachEvidence:
    return AttachEvidence(
        key,
        "C23",
        Stance.CORROBORATES,
        EvidenceKind.STATEMENT,
        "daily_sabah",
        origin,
        article="lachin",
        quote=quote,
        note=note,
    )


THREE_VOICES = (
    _through_daily_sabah(
        "E36",
        "azerbaijan",
        "Baku gave smuggled fighters, arms and mines as its reason",
        "It gives reasons for the post, so it says that there is one.",
    ),
    _through_daily_sabah(
        "E37",
        "armenia",
        "Yerevan called the reason invented and the checkpoint a breach of the ceasefire",
        "It protests against the post, so it says that there is one.",
    ),
    _through_daily_sabah(
        "E38",
        "russian_mfa",
        "Russia's foreign ministry voiced grave unease about the area its peacekeepers watch over",
        "The paper connects the unease with the post.",
    ),
)

JOINT = AttachEvidence(
    "E39",
    "C24",
    Stance.CORROBORATES,
    EvidenceKind.RECORD,
    "statement_2020",
    "statement_2020",
    article="truce_text",
    quote="Azerbaijan guarantees that people, vehicles and goods move along it safely in both directions",
    note="All three signed it: sides that agree on little else.",
)

SESSIONS = (
    WorkSession("2025-04-08 13:40", "researcher", (*EXTRACTED, *THREE_VOICES, JOINT)),
    WorkSession(
        "2025-04-09 08:40",
        "reviewer1",
        (
            Assess(
                "C23",
                RatingCode.SUPPORTED,
                "All three sides speak of the post as a fact.",
                Confidence.HIGH,
            ),
            Assess(
                "C24",
                RatingCode.SUPPORTED,
                "The text says so, and everybody concerned has signed it.",
                Confidence.HIGH,
            ),
        ),
    ),
    WorkSession(
        "2025-04-09 11:00",
        "editor",
        (
            SignOff(
                "C24",
                "The statement itself says so, and both sides of the quarrel have signed it.",
                Confidence.HIGH,
            ),
            AddComment(
                "C23",
                "Not signed yet. We read three voices, but only Daily Sabah has heard them. Look for one of "
                "them in its own words.",
            ),
        ),
    ),
)
