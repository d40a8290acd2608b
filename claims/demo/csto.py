"""Question "csto": so far one claim, sent back for more work because it says two things at once."""

from claims.enums import AttributionKind, ClaimKind, EvidenceKind, OriginKind, RatingCode, Stance

from .script import Assess, Assign, Attach, Date, Lift, ReturnToOpen, Sitting, Voice

A = AttributionKind

SITTINGS = (
    Sitting(
        "2025-04-01 10:30",
        "researcher",
        (
            Lift(
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
        ),
    ),
    Sitting(
        "2025-04-04 09:00",
        "researcher",
        (
            Attach(
                "E22",
                "C12",
                Stance.CORROBORATES,
                EvidenceKind.STATEMENT,
                "oc_media",
                origin_kind=OriginKind.OWN_REPORTING,
                article="oc_media_talks",
                quote="neither Russia nor the CSTO came to Armenia's aid",
                note="The outlet that carries the claim: a voice of the claim itself.",
            ),
        ),
    ),
    Sitting(
        "2025-04-07 10:00",
        "reviewer2",
        (
            Assess(
                "C12",
                RatingCode.NOT_ENOUGH_EVIDENCE,
                "Nobody outside the claim's own chain has been heard, and the treaty has not been read.",
            ),
        ),
    ),
    Sitting(
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
    Sitting("2025-04-10 08:45", "editor", (Assign("C12", "researcher"),)),
)
