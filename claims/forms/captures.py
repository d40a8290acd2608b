"""Many URLs at once, one per line."""

from dataclasses import dataclass

from django import forms
from django.core.exceptions import ValidationError

from claims.given import ArticleGiven, ArticleRow

from .articles import WebAddressField
from .fields import (
    TextField,
)
from .panel import PanelForm

MOST_URLS = 500


@dataclass(frozen=True)
class RefusedLine:
    line: int
    text: str
    why: str


class ManyUrlsForm(PanelForm):
    """URLs, one per line. Each line is accepted or refused on its own."""

    name = "urls"

    urls = TextField(
        long=True,
        max_length=MOST_URLS * 2_000,
        label="URLs, one per line",
        help_text=f"At most {MOST_URLS}. Each becomes an article at once; its page is archived in turn.",
        widget=forms.Textarea(attrs={"rows": 8, "class": "wide", "spellcheck": "false"}),
    )

    def clean_urls(self) -> str:
        """Fill `rows` with the valid lines and `refused_lines` with the others."""
        self.rows: list[ArticleRow] = []
        self.refused_lines: list[RefusedLine] = []
        text: str = self.cleaned_data["urls"]
        address = WebAddressField(required=False)
        for line, typed in enumerate(text.split("\n"), start=1):
            try:
                url = address.clean(typed.strip())
            except ValidationError as error:
                self.refused_lines.append(RefusedLine(line, typed.strip(), error.messages[0]))
            else:
                if url:
                    self.rows.append(ArticleRow(line, url, given=ArticleGiven(url=url)))
        if len(self.rows) > MOST_URLS:
            raise ValidationError(
                f"These are {len(self.rows)} URLs. Enter at most {MOST_URLS} at once.",
                code="too_many",
            )
        return text
