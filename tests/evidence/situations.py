"""Situations of independence: what is on the desk, and how many voices, carriers and independent origins that makes.

Norland and Southmark are at war, the observers are no party, and two outlets belong to one house.
"""

from dataclasses import dataclass, field
from typing import Any

from claims.enums import AttributionKind as A
from claims.enums import BearsOn, ClaimKind, EvidenceKind, OriginKind, Party, SourceKind, Stance
from claims.models import Snapshot
from tests.review.world import World

K = SourceKind
# name: kind, the source it speaks for or belongs to, party
CAST: dict[str, tuple[SourceKind, str, Party]] = {
    "Gazette": (K.OUTLET, "", Party.INDEPENDENT),
    "Herald": (K.OUTLET, "", Party.INDEPENDENT),
    "Tribune": (K.OUTLET, "", Party.UNKNOWN),
    "Evening Herald": (K.OUTLET, "Herald", Party.UNKNOWN),
    "Wire": (K.AGENCY, "", Party.INDEPENDENT),
    "Norland": (K.OFFICIAL_BODY, "", Party.PARTY),
    "Norland ministry": (K.OFFICIAL_BODY, "Norland", Party.UNKNOWN),
    "Minister Holm": (K.OFFICIAL, "Norland ministry", Party.UNKNOWN),
    "Norland TV": (K.OUTLET, "Norland", Party.UNKNOWN),
    "Southmark": (K.OFFICIAL_BODY, "", Party.PARTY),
    "Colonel Reyes": (K.OFFICIAL, "Southmark", Party.UNKNOWN),
    "Observers": (K.OFFICIAL_BODY, "", Party.THIRD_PARTY),
    "Port Authority": (K.OFFICIAL_BODY, "", Party.INDEPENDENT),
    "Port register": (K.DATA_SET, "Port Authority", Party.UNKNOWN),
    "Truce text": (K.DOCUMENT, "", Party.UNKNOWN),
    "Professor Lind": (K.PERSON, "", Party.INDEPENDENT),
    "Joint communique": (K.JOINT, "", Party.UNKNOWN),
    "Trio statement": (K.JOINT, "", Party.UNKNOWN),
    "This desk": (K.DESK, "", Party.UNKNOWN),
}
MEMBERS = {
    "Joint communique": ("Norland", "Southmark"),
    "Trio statement": ("Norland ministry", "Southmark", "Observers"),
}
OWN, UNNAMED, NOT_STATED = OriginKind.OWN_REPORTING, OriginKind.UNNAMED, OriginKind.NOT_STATED
PRO, CON, CONTEXT = Stance.CORROBORATES, Stance.CONTRADICTS, Stance.CONTEXT
CAPTURED: dict[str, Any] = {"snapshot": Snapshot(pk=1, sha256="a")}


@dataclass(frozen=True)
class Piece:
    """One piece of evidence. `of` is the publisher that it republishes ("?" if unknown), `copy_of` an earlier piece."""

    seen_in: str
    origin: str | OriginKind
    code: str  # why it counts or does not
    via: str = ""
    body: str = ""
    of: str = ""
    copy_of: int | None = None
    stance: Stance = PRO
    more: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Situation:
    """`counts` is voices, carriers and independent origins of the corroborating side, or of `side`."""

    name: str
    pieces: tuple[Piece, ...]
    counts: tuple[int, int, int]
    chain: tuple[tuple[str, A], ...] = ()
    kind: ClaimKind = ClaimKind.FACTUAL
    side: Stance = PRO

    def world(self) -> World:
        world = World(self.kind)
        world.name_all(CAST, MEMBERS)
        if self.chain:
            world.add_chain(*self.chain)
        added: list[Any] = []
        for piece in self.pieces:
            more = dict(piece.more)
            if piece.copy_of is not None:
                more["derived_from"] = added[piece.copy_of]
            if piece.of:
                original = world.article(None if piece.of == "?" else piece.of)
                more["article"] = world.article(piece.seen_in, republishes_article=original)
            added.append(
                world.add(
                    piece.seen_in,
                    piece.origin,
                    piece.via,
                    stance=piece.stance,
                    body=piece.body,
                    **more,
                )
            )
        return world


def p(seen_in: str, origin: str | OriginKind, code: str, **more: Any) -> Piece:
    known = {
        name: more.pop(name) for name in ("via", "body", "of", "copy_of", "stance") if name in more
    }
    return Piece(seen_in, origin, code, more=more, **known)


S = Situation
GAZETTE_SAYS = (("Gazette", A.REPORTED),)
NORLAND_SAYS = (("Gazette", A.REPORTED), ("Norland ministry", A.SAID))
RELAYED = (("Gazette", A.REPORTED), ("Minister Holm", A.SAID), ("Southmark", A.DENIED))

SITUATIONS = (
    # One voice, one carrier
    S("nothing", (), (0, 0, 0)),
    S("an outlet's own report", (p("Gazette", OWN, "own_reporting"),), (1, 1, 1)),
    S("a named source that an outlet quotes", (p("Gazette", "Norland", "named"),), (1, 1, 1)),
    S("a body's page with its own words", (p("Norland", "Norland", "own_words"),), (1, 1, 1)),
    S("a minister on the ministry's page", (p("Norland ministry", "Minister Holm", "own_words"),), (1, 1, 1)),
    S("a government's words on its television", (p("Norland TV", "Norland", "own_words"),), (1, 1, 1)),
    S("the same voice twice by one outlet", (p("Gazette", "Norland", "named"), p("Gazette", "Norland", "named")), (1, 1, 1)),
    S("two members of one family by one outlet", (p("Gazette", "Norland ministry", "named"), p("Gazette", "Minister Holm", "named")), (1, 1, 1)),
    # Voices and carriers limit each other
    S("two outlets that report for themselves", (p("Gazette", OWN, "own_reporting"), p("Herald", OWN, "own_reporting")), (2, 2, 2)),
    S("one voice in two outlets", (p("Gazette", "Norland", "named"), p("Herald", "Norland", "named")), (1, 2, 1)),
    S("two voices in one outlet", (p("Gazette", "Norland", "named"), p("Gazette", "Observers", "named")), (2, 1, 1)),
    S("three voices in one outlet", (p("Gazette", "Norland", "named"), p("Gazette", "Southmark", "named"), p("Gazette", "Observers", "named")), (3, 1, 1)),
    S("two voices in two outlets", (p("Gazette", "Norland", "named"), p("Herald", "Observers", "named")), (2, 2, 2)),
    S("two voices, each in both outlets", (p("Gazette", "Norland", "named"), p("Gazette", "Observers", "named"), p("Herald", "Norland", "named"), p("Herald", "Observers", "named")), (2, 2, 2)),
    S("three voices, two outlets", (p("Gazette", "Norland", "named"), p("Gazette", "Observers", "named"), p("Herald", "Southmark", "named")), (3, 2, 2)),
    S("an outlet's own report and a voice that it quotes", (p("Gazette", OWN, "own_reporting"), p("Gazette", "Observers", "named")), (2, 1, 1)),
    S("an outlet's own report, and a voice that another quotes", (p("Gazette", OWN, "own_reporting"), p("Herald", "Observers", "named")), (2, 2, 2)),
    S("an outlet's own report, and the outlet quoted by another", (p("Gazette", OWN, "own_reporting"), p("Herald", "Gazette", "named")), (1, 2, 1)),
    S("two outlets of one house that report for themselves", (p("Herald", OWN, "own_reporting"), p("Evening Herald", OWN, "own_reporting")), (1, 1, 1)),
    S("two voices in two outlets of one house", (p("Herald", "Norland", "named"), p("Evening Herald", "Observers", "named")), (2, 1, 1)),
    S("a voice in its own words, and another in an outlet", (p("Norland", "Norland", "own_words"), p("Gazette", "Observers", "named")), (2, 2, 2)),
    S("two voices, each in its own words", (p("Norland", "Norland", "own_words"), p("Observers", "Observers", "own_words")), (2, 2, 2)),
    S("a chain of three where only two fit together", (p("Gazette", "Norland", "named"), p("Herald", "Norland", "named"), p("Gazette", "Observers", "named")), (2, 2, 2)),
    S("a state's outlet and its ministry", (p("Norland TV", OWN, "own_reporting"), p("Norland ministry", "Norland ministry", "own_words")), (1, 1, 1)),
    # Agencies and republication: the carrier is the publication that heard the voice
    S("one agency in five outlets", tuple(p(name, "Wire", "own_words", via="Wire") for name in ("Gazette", "Herald", "Tribune", "Evening Herald", "Norland TV")), (1, 1, 1)),
    S("one agency's source in two outlets", (p("Gazette", "Norland", "named", via="Wire"), p("Herald", "Norland", "named", via="Wire")), (1, 1, 1)),
    S("an agency's two sources in two outlets", (p("Gazette", "Norland", "named", via="Wire"), p("Herald", "Observers", "named", via="Wire")), (2, 1, 1)),
    S("one source through an agency, another that the outlet heard", (p("Gazette", "Norland", "named", via="Wire"), p("Gazette", "Observers", "named")), (2, 2, 2)),
    S("an article and its republication", (p("Gazette", OWN, "own_reporting"), p("Herald", OWN, "republished", of="Gazette")), (1, 1, 1)),
    S("two voices in an article and its republication", (p("Gazette", "Norland", "named"), p("Herald", "Observers", "named", of="Gazette")), (2, 1, 1)),
    S("three voices that one republished paper heard", (p("Herald", "Norland", "named", of="Gazette"), p("Herald", "Southmark", "named", of="Gazette"), p("Herald", "Observers", "named", of="Gazette")), (3, 1, 1)),
    S("a republication of nobody known", (p("Herald", OWN, "republishes_unknown", of="?"),), (0, 0, 0)),
    S("a named voice in a republication of nobody known", (p("Herald", "Observers", "republishes_unknown", of="?"),), (0, 0, 0)),
    S("a voice's own page republished by an outlet", (p("Herald", "Norland", "own_words", of="Norland"),), (1, 1, 1)),
    # Derived evidence has its model's voice and carrier
    S("a copy", (p("Gazette", OWN, "own_reporting"), p("Herald", OWN, "own_reporting", copy_of=0)), (1, 1, 1)),
    S("a copy of a copy", (p("Gazette", "Norland", "named"), p("Herald", OWN, "named", copy_of=0), p("Tribune", OWN, "named", copy_of=1)), (1, 1, 1)),
    S("a copy of withdrawn evidence", (p("Gazette", OWN, "own_reporting", withdrawn_at="now"), p("Herald", OWN, "own_reporting", copy_of=0)), (1, 1, 1)),
    S("a copy of what has no stated source", (p("Gazette", NOT_STATED, "not_stated"), p("Herald", OWN, "not_stated", copy_of=0)), (0, 0, 0)),
    # Unnamed people
    S("an unnamed person within a body", (p("Gazette", UNNAMED, "unnamed_within", body="Norland"),), (1, 1, 1)),
    S("two unnamed people within one body, in two outlets", (p("Gazette", UNNAMED, "unnamed_within", body="Norland ministry"), p("Herald", UNNAMED, "unnamed_within", body="Norland")), (1, 2, 1)),
    S("an unnamed person and their minister, in two outlets", (p("Gazette", UNNAMED, "unnamed_within", body="Norland ministry"), p("Herald", "Minister Holm", "named")), (1, 2, 1)),
    S("unnamed people within both parties, in two outlets", (p("Gazette", UNNAMED, "unnamed_within", body="Norland"), p("Herald", UNNAMED, "unnamed_within", body="Southmark")), (2, 2, 2)),
    S("an unnamed person without a body", (p("Gazette", UNNAMED, "unnamed"),), (1, 1, 1)),
    S("two unnamed people in one outlet", (p("Gazette", UNNAMED, "unnamed"), p("Gazette", UNNAMED, "unnamed")), (1, 1, 1)),
    S("an unnamed person and the outlet's own report", (p("Gazette", UNNAMED, "unnamed"), p("Gazette", OWN, "own_reporting")), (1, 1, 1)),
    S("an agency's unnamed source, in another outlet", (p("Gazette", UNNAMED, "unnamed", via="Wire"), p("Gazette", OWN, "own_reporting")), (2, 2, 2)),
    S("a minister's unnamed source", (p("Gazette", UNNAMED, "unnamed_heard_via", via="Minister Holm"),), (1, 1, 1)),
    S("a source that is not stated", (p("Gazette", NOT_STATED, "not_stated"), p("Herald", NOT_STATED, "not_stated", via="Wire")), (0, 0, 0)),
    # Relays: what a speaker passes on is the speaker's word until the other is heard
    S("a rival's words through a minister", (p("Gazette", "Southmark", "heard_via", via="Minister Holm"),), (1, 1, 1)),
    S("a minister, and a rival through the minister", (p("Gazette", "Minister Holm", "named"), p("Herald", "Southmark", "heard_via", via="Minister Holm")), (1, 2, 1)),
    S("a rival through a minister, then in its own words", (p("Gazette", "Southmark", "named", via="Minister Holm"), p("Herald", "Southmark", "named")), (1, 2, 1)),
    S("a rival heard elsewhere on another point only", (p("Gazette", "Southmark", "heard_via", via="Minister Holm"), p("Herald", "Southmark", "other_point", bears_on=BearsOn.ANOTHER_POINT)), (1, 1, 1)),
    S("a rival quoted on a ministry's page", (p("Norland ministry", "Southmark", "heard_via"),), (1, 1, 1)),
    S("a ministry's page with its own words and a rival's", (p("Norland ministry", "Norland ministry", "own_words"), p("Norland ministry", "Southmark", "heard_via")), (1, 1, 1)),
    S("a minister through the ministry", (p("Gazette", "Minister Holm", "named", via="Norland ministry"),), (1, 1, 1)),
    S("an unnamed rival through a minister", (p("Gazette", UNNAMED, "heard_via", body="Southmark", via="Minister Holm"),), (1, 1, 1)),
    S("two rivals through one minister, in two outlets", (p("Gazette", "Southmark", "heard_via", via="Minister Holm"), p("Herald", "Observers", "heard_via", via="Minister Holm")), (1, 2, 1)),
    # What never vouches
    S("context", (p("Gazette", "Observers", "context", stance=CONTEXT),), (0, 0, 0)),
    S("a part of the claim", (p("Gazette", "Observers", "other_point", bears_on=BearsOn.PART),), (0, 0, 0)),
    S("no comment on a fact", (p("Gazette", "Norland", "says_nothing", kind=EvidenceKind.NO_COMMENT),), (0, 0, 0)),
    S("no comment where that is what was said", (p("Gazette", "Norland", "named", kind=EvidenceKind.NO_COMMENT),), (1, 1, 1), kind=ClaimKind.QUOTE),
    S("a search that found nothing", (p("This desk", "Norland", "says_nothing", kind=EvidenceKind.NOTHING_FOUND),), (0, 0, 0)),
    # The claim's own voices, and those who passed it on
    S("the speaker in another outlet", (p("Herald", "Norland ministry", "own_chain"),), (0, 0, 0), NORLAND_SAYS),
    S("the speaker's family", (p("Norland TV", OWN, "own_chain"),), (0, 0, 0), NORLAND_SAYS),
    S("the speaker's own page", (p("Norland ministry", "Norland ministry", "own_chain"),), (0, 0, 0), NORLAND_SAYS),
    S("another who is heard only through the speaker's television", (p("Norland TV", "Observers", "own_carrier"),), (0, 0, 0), NORLAND_SAYS),
    S("a rival whom the speaker relays", (p("Herald", "Southmark", "own_chain", via="Minister Holm"),), (0, 0, 0), NORLAND_SAYS),
    S("the carrier's own reporting", (p("Gazette", OWN, "own_reporting"),), (1, 1, 1), NORLAND_SAYS),
    S("the carrier with an unnamed source", (p("Gazette", UNNAMED, "passed_on"),), (0, 0, 0), NORLAND_SAYS),
    S("the carrier quoted by another", (p("Herald", "Gazette", "passed_on"),), (0, 0, 0), NORLAND_SAYS),
    S("another voice through the carrier", (p("Gazette", "Observers", "named"),), (1, 1, 1), NORLAND_SAYS),
    S("the carrier's own reporting and a voice through it", (p("Gazette", OWN, "own_reporting"), p("Gazette", "Observers", "named")), (2, 1, 1), NORLAND_SAYS),
    S("an outlet that asserts the claim itself", (p("Gazette", OWN, "own_chain"), p("Gazette", "Observers", "own_carrier")), (0, 0, 0), GAZETTE_SAYS),
    S("a relayer who says it", (p("Herald", "Minister Holm", "own_chain"), p("Herald", "Southmark", "own_chain")), (0, 0, 0), RELAYED),
    S("a relayer who only reports it", (p("Herald", "Southmark", "named"), p("Herald", "Norland", "passed_on")), (1, 1, 1), (("Norland", A.REPORTED), ("Observers", A.CLAIMED))),
    S("the speaker who takes it back", (p("Herald", "Norland ministry", "named", stance=CON),), (1, 1, 1), NORLAND_SAYS, side=CON),
    S("the speaker of a quote check", (p("Herald", "Norland ministry", "named"),), (1, 1, 1), NORLAND_SAYS, ClaimKind.QUOTE),
    # Joint statements
    S("a joint statement", (p("Gazette", "Joint communique", "joint"),), (2, 1, 1)),
    S("a joint statement in two outlets", (p("Gazette", "Joint communique", "joint"), p("Herald", "Joint communique", "joint")), (2, 2, 1)),
    S("a joint statement and one of its members", (p("Gazette", "Joint communique", "joint"), p("Herald", "Southmark", "named")), (2, 2, 1)),
    S("a joint statement and both its members, in three outlets", (p("Gazette", "Joint communique", "joint"), p("Herald", "Southmark", "named"), p("Tribune", "Norland", "named")), (2, 3, 2)),
    S("a joint statement and a voice outside it", (p("Gazette", "Joint communique", "joint"), p("Herald", "Observers", "named")), (3, 2, 2)),
    S("two joint statements that share members", (p("Gazette", "Joint communique", "joint"), p("Herald", "Trio statement", "joint")), (3, 2, 1)),
    S("a joint statement on a member's page", (p("Norland ministry", "Joint communique", "own_words"),), (2, 1, 1)),
    S("a joint statement of the claim's speaker", (p("Gazette", "Joint communique", "own_chain"),), (0, 0, 0), (("Herald", A.REPORTED), ("Norland", A.SAID))),
    S("a joint statement relayed by a third", (p("Gazette", "Joint communique", "heard_via", via="Professor Lind"),), (1, 1, 1)),
    # Documents, registers and the desk's own enquiries
    S("a register that the desk has captured", (p("Port Authority", "Port register", "own_words", kind=EvidenceKind.RECORD, **CAPTURED),), (1, 1, 1)),
    S("two documents in one archive", (p("Observers", "Port register", "own_words", kind=EvidenceKind.RECORD, **CAPTURED), p("Observers", "Truce text", "own_words", kind=EvidenceKind.RECORD, **CAPTURED)), (2, 2, 2)),
    S("a document that an outlet describes", (p("Gazette", "Truce text", "named"), p("Gazette", "Observers", "named")), (2, 1, 1)),
    S("an outlet's article called a primary record", (p("Gazette", "Norland", "named", kind=EvidenceKind.RECORD, **CAPTURED), p("Gazette", "Observers", "named")), (2, 1, 1)),
    S("two replies to the desk", (p("This desk", "Norland", "own_words"), p("This desk", "Observers", "own_words")), (2, 2, 2)),
)  # fmt: skip
