"""Question "poti": the evidence for and against its claims, including one mistake that is corrected."""

from claims.enums import BearsOn, EvidenceKind, OriginKind, Stance

from .script import AttachEvidence, WithdrawEvidence

E, S = EvidenceKind, Stance

NO_REQUEST = "no official request from the Americans had reached it"
SEARCH = "A search that finds nothing has no words to quote."

ON_THE_INTENTION = (
    AttachEvidence(
        "E1",
        "C1",
        S.CORROBORATES,
        E.STATEMENT,
        "rt",
        "rt",
        article="rt_item",
        quote="the United States wants to bring equipment and vehicles from its bases in Germany through Poti to "
        "Armenia",
        note="The claim's own speaker: it cannot vouch for itself.",
    ),
    AttachEvidence(
        "E2",
        "C1",
        S.CORROBORATES,
        E.STATEMENT,
        "harbour_notes",
        "rt",
        derived_from="E1",
        article="harbour_poti",
        quote="as RT was first to say",
        note="A second document, the same voice.",
    ),
    AttachEvidence(
        "E4",
        "C1",
        S.CONTEXT,
        E.NO_COMMENT,
        "armenpress",
        "pentagon",
        article="armenpress_item",
        quote="The Pentagon would say nothing to Armenpress about the Poti story",
        note="Neither for nor against.",
    ),
    AttachEvidence(
        "E5",
        "C1",
        S.CONTRADICTS,
        E.DENIAL,
        "russian_mfa",
        "armenia",
        heard_via="zakharova",
        article="briefing",
        quote=NO_REQUEST,
    ),
)

ON_WHAT_WAS_SAID = (
    AttachEvidence(
        "E7",
        "C2",
        S.CORROBORATES,
        E.STATEMENT,
        "rt",
        "rt",
        article="rt_item",
        quote="RT: the United States wants to bring equipment and vehicles",
        note="The speaker's own publication, archived: for a quote check one is enough.",
    ),
    AttachEvidence(
        "E8",
        "C2",
        S.CORROBORATES,
        E.STATEMENT,
        "russian_mfa",
        "russian_mfa",
        article="briefing",
        quote="On the Poti story",
        note="Of the same voice as RT.",
    ),
    AttachEvidence(
        "E9",
        "C3",
        S.CORROBORATES,
        E.RECORD,
        "russian_mfa",
        "zakharova",
        article="briefing",
        quote=f"Moscow had asked Yerevan and that, by Yerevan's answer, {NO_REQUEST}",
        note="The ministry's own account of its briefing.",
    ),
    AttachEvidence(
        "E10",
        "C4",
        S.CORROBORATES,
        E.DENIAL,
        "russian_mfa",
        "armenia",
        heard_via="zakharova",
        article="briefing",
        quote=f"by Yerevan's answer, {NO_REQUEST}",
        note="Armenia through Russia: only the side that relays the answer speaks here.",
    ),
    AttachEvidence(
        "E12",
        "C5",
        S.CORROBORATES,
        E.DENIAL,
        "russian_mfa",
        "armenia",
        heard_via="zakharova",
        article="briefing",
        quote=NO_REQUEST,
        note="Armenia through Russia.",
    ),
    AttachEvidence(
        "E14",
        "C6",
        S.CORROBORATES,
        E.NO_COMMENT,
        "armenpress",
        "pentagon",
        origin_kind=OriginKind.UNNAMED,
        origin_label="a defence official",
        article="armenpress_item",
        quote="A defence official named the reason",
        note="A first-hand report by the outlet that was given the answer. The department printed nothing itself.",
    ),
    AttachEvidence(
        "E15",
        "C7",
        S.CONTRADICTS,
        E.NO_COMMENT,
        "armenpress",
        "pentagon",
        article="armenpress_item",
        quote="The Pentagon would say nothing to Armenpress about the Poti story",
        note="What Armenpress was told is a refusal, and it prints nothing else of it.",
    ),
    AttachEvidence(
        "E16",
        "C7",
        S.CONTRADICTS,
        E.STATEMENT,
        "oc_media",
        "pentagon",
        derived_from="E15",
        article="oc_media_spring",
        quote="Armenpress had written on Monday that the Pentagon would not speak about it",
        note="A second document, the same refusal.",
    ),
)

MENDED = (
    WithdrawEvidence(
        "E5",
        "Entered as if it denied the whole claim. What is denied is a request, not an intention: entered again as "
        "context that bears on another point.",
    ),
    AttachEvidence(
        "E3",
        "C1",
        S.CONTEXT,
        E.DENIAL,
        "russian_mfa",
        "armenia",
        bears_on=BearsOn.ANOTHER_POINT,
        heard_via="zakharova",
        article="briefing",
        quote=NO_REQUEST,
        note="It answers another point: a request, not an intention. And Armenia is heard only through Russia.",
    ),
)


def _searched(key: str, claim: str, searched: str, note: str) -> AttachEvidence:
    """Return evidence from the desk's own search, which no other source published."""
    return AttachEvidence(
        key,
        claim,
        S.CONTEXT,
        E.NOTHING_FOUND,
        "this_desk",
        origin_kind=OriginKind.OWN_REPORTING,
        quote_reason=SEARCH,
        note=note,
        searched=searched,
    )


SEARCHES = (
    _searched(
        "E6",
        "C1",
        "The department's public releases, 15 March to 3 April 2025",
        "Nothing on a move through Poti. Such moves are not always announced, so absence shows little.",
    ),
    _searched(
        "E11",
        "C4",
        "Armenian government pages, 15 March to 3 April 2025",
        "Neither the request nor an answer to Moscow is mentioned.",
    ),
    _searched(
        "E17",
        "C7",
        "All Armenpress items on Poti, 15 March to 3 April 2025",
        "No confirmation found. There is one item, and it reports a refusal: that bears the refusal out, but is no "
        "second voice.",
    ),
)
