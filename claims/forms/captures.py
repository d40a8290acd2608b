"""Many URLs at once, as they are pasted from lists and chats."""

from collections.abc import Iterator
from dataclasses import dataclass

from django import forms
from django.core.exceptions import ValidationError

from claims.addresses import is_cut_short, read_addresses
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
    """URLs, one or more in a line, with whatever chats put around them. Each is accepted or refused on its own."""

    name = "urls"

    urls = TextField(
        long=True,
        max_length=MOST_URLS * 2_000,
        label="URLs",
        help_text=f"At most {MOST_URLS}, as copied from a list or a chat. Each becomes an article at once; its page is archived in turn.",
        widget=forms.Textarea(attrs={"rows": 8, "class": "wide", "spellcheck": "false"}),
    )

    def clean_urls(self) -> str:
        """Fill `rows` with the valid lines and `refused_lines` with the others."""
        self.rows: list[ArticleRow] = []
        self.refused_lines: list[RefusedLine] = []
        text: str = self.cleaned_data["urls"]
        for line, typed in enumerate(text.split("\n"), start=1):
            for url, why in _read_line(typed.strip()):
                if why:
                    self.refused_lines.append(RefusedLine(line, url, why))
                else:
                    self.rows.append(ArticleRow(line, url, given=ArticleGiven(url=url)))
        if len(self.rows) > MOST_URLS:
            raise ValidationError(
                f"These are {len(self.rows)} URLs. Enter at most {MOST_URLS} at once.",
                code="too_many",
            )
        return text


def _read_line(typed: str) -> Iterator[tuple[str, str]]:
    """Yield each URL of a line, and why it is refused, if it is. A line without any is refused as a whole."""
    if is_cut_short(typed):
        yield typed, "This URL was shortened when it was copied. Open the link and copy its URL."
        return
    address = WebAddressField(required=False)
    for url in read_addresses(typed) or filter(None, [typed]):
        try:
            yield address.clean(url), ""
        except ValidationError as error:
            yield url, error.messages[0]
