"""Question "truce", spring 2025: reviewers disagree about a denial, and a verdict is reopened."""

import datetime

from claims.enums import AttributionKind, ClaimKind, Confidence, EvidenceKind, RatingCode, Stance

from .script import (
    Assess,
    AssignClaim,
    AttachEvidence,
    Date,
    ExtractClaim,
    Reopen,
    RequireAssessments,
    SignOff,
    Voice,
    WorkSession,
)

A = AttributionKind


def _denied(key: str, claim: str, published: Date, note: str) -> AttachEvidence:
    return AttachEvidence(
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


SESSIONS = (
    WorkSession(
        "2025-03-31 12:00",
        "researcher",
        (
            ExtractClaim(
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
            ExtractClaim(
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
    WorkSession("2025-04-01 13:10", "editor", (RequireAssessments("C20", 2),)),
    WorkSession(
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
    WorkSession(
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
    WorkSession(
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
    WorkSession(
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
    WorkSession(
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
    WorkSession(
        "2025-04-09 10:00",
        "editor",
        (
            Reopen(
                "C21",
                "The intelligence director's assessment in the same article was overlooked in the first round.",
            ),
        ),
    ),
    WorkSession("2025-04-10 08:50", "editor", (AssignClaim("C20", "reviewer3"),)),
    WorkSession("2025-04-10 09:00", "editor", (AssignClaim("C21", "researcher"),)),
)
