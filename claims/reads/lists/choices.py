"""Suggestions for form fields: sources, articles, claims and languages. Other exact names and numbers work, too."""

from dataclasses import dataclass
from functools import cached_property

from django.db.models import Count

from claims.models import Article, Claim, Source
from claims.models.sources import label_of

MOST_OFFERED = 500

# Common tags; any BCP 47 tag is accepted.
LANGUAGES = (
    ("en", "English"), ("ru", "Russian"), ("hy", "Armenian"), ("ka", "Georgian"), ("az", "Azerbaijani"),
    ("uk", "Ukrainian"), ("tr", "Turkish"), ("fa", "Persian"), ("ar", "Arabic"), ("he", "Hebrew"),
    ("de", "German"), ("fr", "French"), ("es", "Spanish"), ("pt", "Portuguese"), ("it", "Italian"),
    ("pl", "Polish"), ("ro", "Romanian"), ("zh", "Chinese"), ("ja", "Japanese"), ("ko", "Korean"),
)  # fmt: skip


@dataclass(frozen=True)
class Choices:
    """Lists of suggestions. One query for each list that a template prints, each bounded."""

    by_use: bool = True  # the names used most, which reads all uses; otherwise the newest names
    languages: tuple[tuple[str, str], ...] = LANGUAGES

    @cached_property
    def sources(self) -> list[str]:
        """The names, each with the note that tells it apart."""
        found = Source.objects.unmerged()
        if self.by_use:
            found = found.annotate(used=Count("attributions", distinct=True)).order_by(
                "-used", "-pk"
            )
        else:
            found = found.order_by("-pk")
        rows = found.values_list("name", "distinction")[:MOST_OFFERED]
        return [label_of(name, distinction) for name, distinction in rows]

    @cached_property
    def articles(self) -> list[str]:
        rows = (
            Article.objects.on_desk().order_by("-pk").values_list("pk", "headline")[:MOST_OFFERED]
        )
        return [f"#{pk} {headline or 'headline unknown'}"[:200] for pk, headline in rows]

    @cached_property
    def claims(self) -> list[str]:
        rows = Claim.objects.order_by("-pk").values_list("pk", "statement")[:MOST_OFFERED]
        return [f"#{pk} {statement}"[:200] for pk, statement in rows]
