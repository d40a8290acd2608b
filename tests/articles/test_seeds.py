"""Each real article, if available, can be added and shown, and a claim can be added from it."""

import csv
import re
from pathlib import Path
from typing import Any

import pytest

from claims.models import Appearance, Article

from .pages import article_data, claim_data

SEEDS = Path(__file__).resolve().parents[3] / "shared" / "seeds"
MANIFEST = SEEDS / "manifest.csv"

ROWS: list[dict[str, str]] = []
if MANIFEST.exists():
    with MANIFEST.open(encoding="utf-8-sig", newline="") as file:
        ROWS = list(csv.DictReader(file))

pytestmark = pytest.mark.skipif(not ROWS, reason="the real articles in ../shared/seeds are missing")


def unique_sentence_of(article: Article) -> str:
    """Return a sentence that occurs once; the code contains no text of the real articles."""
    text, at = article.snapshot.text, 0
    body = ""
    for start, end in [*article.snapshot.boilerplate, (len(text), len(text))]:
        body += text[at:start] + "\n"
        at = end
    sentences = re.findall(r"[A-Z][^.!?\n]{40,200}[.]", body)
    return next(s for s in sentences if text.count(s) == 1)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["file"][:3])
def test_real_article_can_be_added_shown_and_used_for_a_claim(
    row: dict[str, str], login: Any
) -> None:
    researcher = login("researcher")
    data = article_data(
        text=(SEEDS / row["file"]).read_text(encoding="utf-8"),
        publisher_name=row["publisher"],
        publisher_kind="outlet" if row["publisher"] else "",
        headline=row["title"],
        published_edtf=row["published"],
        url=row["url"],
        language=row["language"],
    )
    response = researcher.post("/articles/new/", data)
    assert response.status_code == 302
    article = Article.objects.get()
    url = f"/articles/{article.pk}/"
    assert researcher.get(url).status_code == 200
    sentence = unique_sentence_of(article)
    response = researcher.post(
        f"{url}claims/", claim_data(quote=sentence, statement="What the sentence says, in short.")
    )
    assert response.status_code == 302
    appearance = Appearance.objects.get()
    anchor = appearance.anchors.get()
    assert article.snapshot.text[anchor.start : anchor.end] == sentence
    page = researcher.get(url).content.decode()
    assert f'id="a{appearance.pk}"' in page
    folded = re.findall(r'<details class="boilerplate"', page)
    assert len(folded) == len(article.snapshot.boilerplate)
