"""The columns of the files that are imported, and the other names under which they are known."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from claims.models.search.names import fold_name

_DATE = "a date such as 2025-04-03, 13.03.2025, 2025-04 or 2025, or 2025-04-01/2025-04-05"
CLAIM_NOTES = {
    "external_id": "required: the claim's id in your system. The same id again is the same claim",
    "statement": "required: the claim in plain words that can be understood alone",
    "quote": "the exact words of the article",
    "speaker": "who said it",
    "article_url": "the address of the article. It is archived after the import",
    "article_title": "its headline",
    "said_on": f"when it was said: {_DATE}",
    "question": "the question that it answers. Several are joined by “ | ”",
    "kind": "factual (whether it is true; also if empty) or quote (whether it was said)",
    "chain": "through whom it came, nearest voice first: A < B < C. The last one is the speaker",
    "publisher": "who published the article",
    "language": "the language it was made in, as a tag (en, ru)",
    "about_on": f"the day that it is about: {_DATE}",
    "priority": "high, normal or low",
}
CLAIM_COLUMNS = tuple(CLAIM_NOTES)
CLAIMS_REQUIRED = ("external_id", "statement")
ARTICLE_NOTES = {
    "file": "required: the name of the file with the article",
    "publisher": "who published it",
    "title": "its headline",
    "published": f"when it was published: {_DATE}",
    "url": "its address",
    "language": "its language, as a tag (en, ru)",
}
ARTICLE_COLUMNS = tuple(ARTICLE_NOTES)
ARTICLES_REQUIRED = ("file",)

# What the desk's own exports say in several columns.
_EXPORT_COLUMNS = (
    "said_on_latest", "said_on_words", "about_on_latest", "about_on_words", "attribution_kinds",
    "published_on", "claim_id",
)  # fmt: skip

# Whoever wrote a ClaimReview (schema.org/ClaimReview) is its author, who said the claim is the author of what it
# reviews. Names of a file with one level are those of feeds and of the Fact Check Tools.
_CLAIM_NAMES = {
    "statement": ("claim", "claimReviewed", "claim text", "text"),
    "speaker": (
        "claimAuthor", "claimAuthor.name", "claimant", "itemReviewed.author.name",
        "itemReviewed.author",
    ),
    "chain": ("attribution",),
    "said_on": ("claimDate", "claimDatePublished", "itemReviewed.datePublished"),
    "article_url": (
        "claimFirstAppearance", "claimAppearance", "firstAppearance", "appearance",
        "itemReviewed.firstAppearance.url", "itemReviewed.firstAppearance",
        "itemReviewed.appearance.url", "itemReviewed.appearance",
    ),
    "language": ("languageCode", "inLanguage"),
    "question": ("questions",),
}  # fmt: skip
# Columns of a review that look like a claim's, and why they are not read as such.
_OF_THE_REVIEW = {
    "author": "In a ClaimReview, author is who wrote the review. Rename the column to speaker if it names who made the claim.",
    "datePublished": "In a ClaimReview, datePublished is the day of the review. Rename the column to said_on if it is the day of "
    "the claim.",
}
_ARTICLE_NAMES = {
    "file": ("file name",),
    "title": ("headline", "article_title"),
    "published": ("published_on", "datePublished"),
    "url": ("article_url",),
    "language": ("languageCode", "inLanguage"),
}

# More and longer ones are not looked at: each is folded.
_MOST_COLUMNS = 500
_LONGEST_NAME = 100


def column_key(name: str) -> str:
    """Return what spellings of a column's name share: “External ID”, `external_id` and `externalId`."""
    return "".join(character for character in fold_name(name) if character.isalnum())


@dataclass(frozen=True)
class Layout:
    """The columns of one kind of file. `needs_id_unless` are columns of files whose rows may have no id of their own."""

    notes: Mapping[str, str]  # of its columns
    required: Sequence[str]
    also_read: Sequence[str] = ()
    other_names: Mapping[str, Sequence[str]] = field(default_factory=dict)
    days: Sequence[str] = ()
    explained: Mapping[str, str] = field(default_factory=dict)  # columns that are not read, and why
    needs_id_unless: Sequence[str] = ()

    @property
    def columns(self) -> tuple[str, ...]:
        return tuple(self.notes)

    def named(self, header: Sequence[str]) -> list[str]:
        """Return the column of each cell of the header, or its own name. A column's own name goes before others."""
        keys = [column_key(cell[:_LONGEST_NAME]) for cell in header[:_MOST_COLUMNS]]
        plain = {column_key(name): name for name in (*self.columns, *self.also_read)}
        found = [plain.get(key, "") for key in keys]
        for column, names in self.other_names.items():
            for key in map(column_key, names):
                if column not in found and key in keys:
                    found[keys.index(key)] = column
        found += [""] * (len(header) - len(found))
        return [name or " ".join(cell.split()) for name, cell in zip(found, header, strict=True)]

    def notes_on(self, ignored: Sequence[str]) -> list[str]:
        """Return why some columns are not read that seem to be those of a claim."""
        keys = {column_key(name[:_LONGEST_NAME]) for name in ignored[:_MOST_COLUMNS]}
        return [note for name, note in self.explained.items() if column_key(name) in keys]

    def missing(self, header: Sequence[str]) -> list[str]:
        names = self.named(header)
        may_lack = set() if self.needs_id(header) else {"external_id"}
        return [name for name in self.required if name not in names and name not in may_lack]

    def needs_id(self, header: Sequence[str]) -> bool:
        """Return whether each row needs an id of its own: not those of exports and feeds, which often have none."""
        keys = {column_key(cell[:_LONGEST_NAME]) for cell in header[:_MOST_COLUMNS]}
        return keys.isdisjoint(column_key(name) for name in self.needs_id_unless)


CLAIMS = Layout(
    CLAIM_NOTES,
    CLAIMS_REQUIRED,
    also_read=_EXPORT_COLUMNS,
    other_names=_CLAIM_NAMES,
    days=("said_on", "about_on", "published_on"),
    explained=_OF_THE_REVIEW,
    needs_id_unless=("claim_id", "claimReviewed", "claimant"),
)
ARTICLES = Layout(ARTICLE_NOTES, ARTICLES_REQUIRED, other_names=_ARTICLE_NAMES, days=("published",))
