"""The publishers and speakers of the demo. The names are real, except those that end in "(fictional)"."""

from claims.enums import ParentRelation, Party, SourceKind

from .script import AddSource, WorkSession

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
        "daily_sabah",
        "Daily Sabah",
        K.OUTLET,
        Party.ALLIED,
        interest="Turkish daily; Turkey sides with Azerbaijan.",
    ),
    AddSource(
        "azerbaijan_in_focus",
        "Azerbaijan in Focus",
        K.OUTLET,
        Party.UNKNOWN,
        interest="Reprints others.",
    ),
    AddSource("afp", "Agence France-Presse", K.AGENCY, Party.INDEPENDENT, aliases=("AFP",)),
    AddSource(
        "gsv",
        "GSV “Russia – Islamic World”",
        K.OUTLET,
        Party.ALLIED,
        aliases=("GSV",),
        interest="Russian body, close to official Russia.",
    ),
    AddSource(
        "statement_2020",
        "Ceasefire statement of 9/10 November 2020",
        K.JOINT,
        Party.UNKNOWN,
        members=("armenia", "azerbaijan", "russia"),
        interest="Signed by all three: it counts as the voice of each of them.",
    ),
    AddSource(
        "harbour_notes",
        f"Harbour Notes {FICTIONAL}",
        K.OUTLET,
        Party.UNKNOWN,
        interest="Made for this demonstration.",
    ),
    AddSource(
        "steppe_courier",
        f"Steppe Courier {FICTIONAL}",
        K.OUTLET,
        Party.UNKNOWN,
        interest="Made for this demonstration.",
    ),
)

SESSIONS = (WorkSession("2025-03-31 09:00", "researcher", SOURCES),)
