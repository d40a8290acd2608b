"""Question "truce", spring 2025: reviewers who disagree about a denial, and a verdict that is looked at again."""

import datetime

from claims.enums import AttributionKind, ClaimKind, Confidence, EvidenceKind, RatingCode, Stance

from .script import Assess, Assign, Attach, Date, Extract, Reopen, Require, SignOff, Sitting, Voice

A = AttributionKind


def _denied(key: str, claim: str, published: Date, note: str) -> Attach:
    return Attach(
        key,
        claim,
        Stance.CONTRADICTS,
        EvidenceKind.DENIAL,
        "armenian_mod",
        "armenian_mod",
        title="The ministry's own statement",
        quote_reason="No archived copy: the ministry's own page is not part of this demonstration.",
        published=published,
        note=note,
    )


SITTINGS = (
    Sitting(
        "2025-03-31 12:00",
        "researcher",
        (
            Extract(
                "C20",
                "oc_media_spring",
                "Azerbaijani troops shot towards Gegharkunik during Thursday night",
                "Azerbaijani troops opened fire towards Gegharkunik on the night to Friday.",
                ClaimKind.FACTUAL,
                "truce",
                (
                    Voice(A.REPORTED, "oc_media"),
                    Voice(A.REPORTED, label="Armenian media", cue="had it"),
                ),
                Date("2025-03-14/..", "a Friday after 13 March"),
                about_on=Date("2025-03-14/..", "the night to that Friday"),
            ),
            Extract(
                "C21",
                "oc_media_spring",
                "Azerbaijani forces gathering near the line",
                "Azerbaijan is massing troops near the Armenian border.",
                ClaimKind.FACTUAL,
                "truce",
                (
                    Voice(A.REPORTED, "oc_media"),
                    Voice(A.REPORTED, label="reports, not said whose"),
                ),
                Date("2025", "day unknown"),
            ),
        ),
    ),
    Sitting("2025-04-01 13:10", "editor", (Require("C20", 2),)),
    Sitting(
        "2025-04-03 09:30",
        "researcher",
        (
            _denied("E34", "C21", Date("2025", "a Friday"), "The minister rejected it."),
            _denied(
                "E33",
                "C20",
                Date("2025-03-14/..", "the day after that night"),
                "The side said to be under fire denies it, against its own interest. The minister, asked about "
                "shots at Sotk, did not answer directly.",
            ),
        ),
    ),
    Sitting(
        "2025-04-03 12:00",
        "reviewer2",
        (
            Assess(
                "C21",
                RatingCode.NOT_ENOUGH_EVIDENCE,
                "One denial from one side. Nobody from outside has looked.",
                Confidence.LOW,
            ),
        ),
    ),
    Sitting(
        "2025-04-03 17:00",
        "editor",
        (
            SignOff(
                "C21",
                "One denial from one side, no observer from outside.",
                Confidence.LOW,
                recheck_on=datetime.date(2025, 4, 17),
            ),
        ),
    ),
    Sitting(
        "2025-04-07 11:00",
        "reviewer1",
        (
            Assess(
                "C20",
                RatingCode.REFUTED,
                "The army that would gain from the accusation denies it, one day later and by name.",
            ),
        ),
    ),
    Sitting(
        "2025-04-08 11:00",
        "reviewer2",
        (
            Assess(
                "C20",
                RatingCode.NOT_ENOUGH_EVIDENCE,
                "One origin, a party; its minister evaded the direct question; nobody outside has looked.",
            ),
        ),
    ),
    Sitting(
        "2025-04-09 10:00",
        "editor",
        (
            Reopen(
                "C21",
                "The intelligence director's assessment in the same article was overlooked in the first round.",
            ),
        ),
    ),
    Sitting("2025-04-10 08:50", "editor", (Assign("C20", "reviewer3"),)),
    Sitting("2025-04-10 09:00", "editor", (Assign("C21", "researcher"),)),
)
