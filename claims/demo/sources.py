"""Who publishes and speaks in the demo. Real names but for the outlets that end in "(fictional)"."""

from claims.enums import ParentRelation, Party, SourceKind

from .script import AddSource, Sitting

FICTIONAL = "(fictional)"
K, R = SourceKind, ParentRelation

SOURCES = (
    AddSource(
        "russia",
        "Russia, government (body not named)",
        K.OFFICIAL_BODY,
        Party.THIRD_PARTY,
        aliases=("Moscow",),
        interest="Ally of Armenia by treaty, and sender of the peacekeepers.",
    ),
    AddSource(
        "russian_mfa",
        "Russian Foreign Ministry",
        K.OFFICIAL_BODY,
        Party.THIRD_PARTY,
        parent="russia",
        parent_relation=R.SPEAKS_FOR,
    ),
    AddSource(
        "zakharova",
        "Maria Zakharova",
        K.OFFICIAL,
        Party.THIRD_PARTY,
        parent="russian_mfa",
        parent_relation=R.SPEAKS_FOR,
        interest="Spokeswoman of the ministry.",
    ),
    AddSource(
        "rt",
        "RT",
        K.OUTLET,
        Party.THIRD_PARTY,
        parent="russia",
        parent_relation=R.OWNED_BY,
        interest="Russian state outlet.",
    ),
    AddSource(
        "armenia",
        "Armenia, government (body not named)",
        K.OFFICIAL_BODY,
        Party.PARTY,
        aliases=("Yerevan", "the Armenian side"),
    ),
    AddSource(
        "armenian_mod",
        "Armenian Defence Ministry",
        K.OFFICIAL_BODY,
        Party.PARTY,
        parent="armenia",
        parent_relation=R.SPEAKS_FOR,
        interest="Its minister is Suren Papikyan.",
    ),
    AddSource(
        "pashinyan",
        "Nikol Pashinyan",
        K.OFFICIAL,
        Party.PARTY,
        parent="armenia",
        parent_relation=R.SPEAKS_FOR,
        interest="Prime minister.",
    ),
    AddSource(
        "armenpress",
        "Armenpress",
        K.AGENCY,
        Party.PARTY,
        parent="armenia",
        parent_relation=R.OWNED_BY,
        interest="State news agency.",
    ),
    AddSource(
        "azerbaijan",
        "Azerbaijan, government (body not named)",
        K.OFFICIAL_BODY,
        Party.PARTY,
        aliases=("Baku",),
    ),
    AddSource(
        "pentagon",
        "US Department of Defense",
        K.OFFICIAL_BODY,
        Party.THIRD_PARTY,
        aliases=("the Pentagon",),
    ),
    AddSource("oc_media", "OC Media", K.OUTLET, Party.INDEPENDENT),
    AddSource(
        "harbour_notes",
        f"Harbour Notes {FICTIONAL}",
        K.OUTLET,
        Party.UNKNOWN,
        interest="Made for this demonstration.",
    ),
)

SITTINGS = (Sitting("2025-03-31 09:00", "researcher", SOURCES),)
