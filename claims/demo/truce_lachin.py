"""Question "truce", April 2023: a checkpoint that nobody denies, and a breach that two voices interpret differently."""

from claims.enums import (
    AttributionKind,
    ClaimKind,
    Confidence,
    EvidenceKind,
    RatingCode,
    Stance,
)

from .script import (
    Assess,
    AttachEvidence,
    Date,
    ExtractClaim,
    RequireAssessments,
    SignOff,
    Voice,
    WorkSession,
)

A, E, S = AttributionKind, EvidenceKind, Stance
REPRINTED = (Voice(A.REPORTED, "azerbaijan_in_focus"), Voice(A.REPORTED, "daily_sabah"))
THAT_APRIL = Date("2023-04", "April, day unknown")
THAT_SUNDAY = Date("2023-04-23", "Sunday")
THAT_MONDAY = Date("2023-04-24", "Monday")


def _not_archived(
    key: str,
    claim: str,
    stance: Stance,
    kind: EvidenceKind,
    who: str,
    title: str,
    published: Date,
    note: str,
) -> AttachEvidence:
    """Return evidence from a page that the demo does not include."""
    return AttachEvidence(
        key,
        claim,
        stance,
        kind,
        who,
        who,
        title=title,
        quote_reason="No archived copy: the original is not part of this demonstration.",
        published=published,
        note=note,
    )


EXTRACTED = (
    ExtractClaim(
        "C15",
        "lachin_reprint",
        "Azerbaijan opened a checkpoint on the only road between Armenia and Karabakh",
        "Azerbaijan opened a checkpoint on the Lachin road in April 2023.",
        ClaimKind.FACTUAL,
        "truce",
        REPRINTED,
        THAT_APRIL,
        about_on=THAT_SUNDAY,
    ),
    ExtractClaim(
        "C16",
        "lachin_reprint",
        "the checkpoint a breach of the ceasefire",
        "The Lachin checkpoint broke the ceasefire statement of November 2020.",
        ClaimKind.FACTUAL,
        "truce",
        (*REPRINTED, Voice(A.SAID, "armenia")),
        THAT_APRIL,
        about_on=THAT_SUNDAY,
    ),
    ExtractClaim(
        "C22",
        "lachin_reprint",
        "Russia's foreign ministry voiced grave unease about the area its peacekeepers watch over",
        "The Russian Foreign Ministry voiced serious concern one day after the Lachin checkpoint was set up.",
        ClaimKind.QUOTE,
        "truce",
        (*REPRINTED, Voice(A.SAID, "russian_mfa", cue="voiced")),
        THAT_MONDAY,
    ),
)

ON_THE_CHECKPOINT = (
    _not_archived(
        "E25",
        "C15",
        S.CORROBORATES,
        E.STATEMENT,
        "azerbaijan",
        "Baku's own announcement",
        THAT_SUNDAY,
        "It says so itself and gives its reasons.",
    ),
    _not_archived(
        "E26",
        "C15",
        S.CORROBORATES,
        E.DENIAL,
        "armenia",
        "Yerevan's own protest",
        THAT_APRIL,
        "It denies the reason and takes the checkpoint as given, though its interest would be to deny the fact.",
    ),
    _not_archived(
        "E27",
        "C15",
        S.CORROBORATES,
        E.STATEMENT,
        "russian_mfa",
        "The ministry's own statement",
        THAT_MONDAY,
        "Spoke a day later of the situation there; in this question a third party.",
    ),
)

ON_THE_BREACH = (
    _not_archived(
        "E28",
        "C16",
        S.CORROBORATES,
        E.STATEMENT,
        "russian_mfa",
        "The ministry's own statement",
        THAT_MONDAY,
        "Warned against one-sided steps that break the ceasefire, without naming the checkpoint.",
    ),
    _not_archived(
        "E29",
        "C16",
        S.CONTRADICTS,
        E.STATEMENT,
        "azerbaijan",
        "Baku's own announcement",
        THAT_SUNDAY,
        "To stop smuggled arms, and together with the peacekeepers.",
    ),
    _not_archived(
        "E30",
        "C16",
        S.CONTEXT,
        E.RECORD,
        "statement_2020",
        "The ceasefire statement, point 6",
        Date("2020-11-10"),
        "A public text: Azerbaijan guarantees safe movement, Russian peacekeepers control the corridor, and "
        "checkpoints are not mentioned.",
    ),
)

ON_WHAT_MOSCOW_SAID = (
    _not_archived(
        "E13",
        "C22",
        S.CORROBORATES,
        E.RECORD,
        "russian_mfa",
        "The ministry's own statement",
        THAT_MONDAY,
        "The speaker's own publication: for a quote check one is enough.",
    ),
    AttachEvidence(
        "E35",
        "C22",
        S.CORROBORATES,
        E.STATEMENT,
        "daily_sabah",
        "russian_mfa",
        derived_from="E13",
        article="lachin",
        quote="Russia's foreign ministry voiced grave unease about the area its peacekeepers watch over",
        note="A second document of the same voice, and the original of the page that the claim was found in.",
    ),
)

SESSIONS = (
    WorkSession("2025-03-31 12:10", "researcher", EXTRACTED),
    WorkSession(
        "2025-04-01 13:30", "editor", (RequireAssessments("C15", 2), RequireAssessments("C16", 2))
    ),
    WorkSession("2025-04-01 15:00", "researcher", ON_THE_CHECKPOINT + ON_THE_BREACH),
    WorkSession(
        "2025-04-02 09:50",
        "reviewer1",
        (
            Assess(
                "C15",
                RatingCode.SUPPORTED,
                "Who set it up, who protests and who looks on: all three speak of it as a fact.",
                Confidence.HIGH,
            ),
            Assess(
                "C16",
                RatingCode.CONFLICTING_EVIDENCE,
                "The text forbids no checkpoint and promises a safe road. Each side reads one half of that.",
            ),
        ),
    ),
    WorkSession(
        "2025-04-02 11:20",
        "reviewer2",
        (
            Assess(
                "C15",
                RatingCode.SUPPORTED,
                "Yerevan would gain by denying it and does not.",
                Confidence.HIGH,
            ),
            Assess(
                "C16",
                RatingCode.CONFLICTING_EVIDENCE,
                "Moscow warns of a breach without naming one; Baku says that it keeps what it promised.",
            ),
        ),
    ),
    WorkSession(
        "2025-04-02 12:00",
        "editor",
        (
            SignOff(
                "C15",
                "Azerbaijan announces it, Armenia protests against it and Russia worries about it; nobody says that "
                "it is not there.",
                Confidence.HIGH,
            ),
        ),
    ),
    WorkSession(
        "2025-04-02 13:15",
        "editor",
        (
            SignOff(
                "C16",
                "The statement obliges Azerbaijan to keep the road safe and does not speak of checkpoints; Moscow "
                "warns of a breach, Baku says that the post serves the same safety.",
            ),
        ),
    ),
    WorkSession("2025-04-07 14:00", "researcher", ON_WHAT_MOSCOW_SAID),
    WorkSession(
        "2025-04-08 11:20",
        "reviewer2",
        (
            Assess(
                "C22",
                RatingCode.SUPPORTED,
                "The ministry published it; the two papers that carry it add no second voice and need not.",
                Confidence.HIGH,
            ),
        ),
    ),
)
