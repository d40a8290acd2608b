"""Real articles, where they are at hand: each comes in, is shown, and a claim is extracted from it."""

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

pytestmark = pytest.mark.skipif(
    not ROWS, reason="the real articles in ../shared/seeds are not here"
)


def a_sentence_of(article: Article) -> str:
    """One that stands once, found when the test runs: none is written down here."""
    text, at = article.snapshot.text, 0
    body = ""
    for start, end in [*article.snapshot.boilerplate, (len(text), len(text))]:
        body += text[at:start] + "\n"
        at = end
    sentences = re.findall(r"[A-Z][^.!?\n]{40,200}[.]", body)
    return next(s for s in sentences if text.count(s) == 1)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["file"][:3])
def test_a_real_article_comes_in_is_shown_and_claimed_from(row: dict[str, str], login: Any) -> None:
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
    sentence = a_sentence_of(article)
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
