"""What a pasted text says of itself, as proposals for the form of a new article. A person takes each, or leaves it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from claims.enums import SourceKind
from claims.extractors.attribution.credits import is_agency, is_outlet
from claims.extractors.page.pasted import PastedReading, read_pasted
from claims.models import Source

from .outlets import kind_of_outlet

_LANGUAGES = {
    "en": "English",
    "ru": "Russian",
    "hy": "Armenian",
    "az": "Azerbaijani",
    "ka": "Georgian",
    "tr": "Turkish",
    "uk": "Ukrainian",
}


@dataclass(frozen=True)
class Proposed:
    """One value for a field of the form. `typed` is what it puts into the form, by the names of the inputs."""

    field: str
    label: str
    value: str
    typed: Mapping[str, str]


def proposals_for_text(text: str, typed: Mapping[str, str]) -> tuple[Proposed, ...]:
    """Return what the text says where nothing is typed yet. At most two queries.

    `typed` is the form as it was sent. An outlet that the desk does not know is proposed only where its name or a
    copyright mark says that it is one.
    """
    found = read_pasted(text)
    proposed = (*_plain(found), *_publisher(found, typed.get("url", "")), *_agency(found))
    return tuple(
        one for one in proposed if not any(typed.get(name, "").strip() for name in one.typed)
    )


def _plain(found: PastedReading) -> Iterator[Proposed]:
    if found.headline:
        yield Proposed("headline", "Headline", found.headline, {"headline": found.headline[:500]})
    if found.published:
        value = f"{found.published_words} ({found.published})".removeprefix(" ")
        yield Proposed(
            "published",
            "Published",
            value if found.published_words else found.published,
            {"published_edtf": found.published, "published_words": found.published_words[:200]},
        )
    if found.authors:
        names = ", ".join(found.authors)[:500]
        yield Proposed("authors", "Authors", names, {"authors": names})
    if found.language:
        name = f"{_LANGUAGES[found.language]} ({found.language})"
        yield Proposed("language", "Language", name, {"language": found.language})


def _publisher(found: PastedReading, url: str) -> Iterator[Proposed]:
    """Yield who published it: whose web address it is, or whose name is at the head or the foot."""
    address = url.strip() or found.url
    known = Source.objects.publishing(address) if address else None
    if known is None:
        named = Source.objects.all_named([found.outlet, *found.outlets])
        outlets = [named[name] for name in (found.outlet, *found.outlets) if name in named]
        known = next((one for one in outlets if one.kind in _PUBLISHING), None)
    if known is not None:
        typed = {"publisher_name": str(known), "publisher_kind": ""}
        yield Proposed("publisher", "Publisher", str(known), typed)
    elif name := found.outlet or next(filter(_is_outlet, found.outlets), ""):
        kind = kind_of_outlet(name)
        typed = {"publisher_name": name, "publisher_kind": kind.value}
        yield Proposed("publisher", "Publisher", f"{name} (new: {kind.label})", typed)


def _is_outlet(name: str) -> bool:
    return is_outlet(name) and not is_agency(name)


_PUBLISHING = frozenset({SourceKind.OUTLET, SourceKind.AGENCY})


def _agency(found: PastedReading) -> Iterator[Proposed]:
    """Yield the agency whose report the text is marked as."""
    if not found.agency:
        return
    known = Source.objects.named(found.agency)
    name = str(known) if known else found.agency
    typed = {
        "republishes_source_name": name,
        "republishes_source_kind": "" if known else SourceKind.AGENCY.value,
    }
    yield Proposed("republishes_source", "Republishes", name, typed)
