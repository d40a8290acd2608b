"""Suggestions as a reading stores them."""

from claims.models import Article, Suggestion
from claims.models.search.index import index_suggestions


def make_suggestion(article: Article, words: str, *voices: tuple[str, str]) -> Suggestion:
    """Save a suggestion as a reading stores it; `voices` are (name, what they did), the nearest first."""
    start = article.snapshot.text.index(words)
    date = {"edtf": "", "words": ""}
    found = Suggestion.objects.create(
        article=article, snapshot=article.snapshot, start=start, end=start + len(words), words=words,
        key=str(start), score=0.5, statement=words, kind="factual",
        chain=[
            {"name": name, "named": not name.startswith("a "), "title": "", "kind": kind, "cue": kind, "date": date}
            for name, kind in voices
        ],
    )  # fmt: skip
    index_suggestions([found])
    return found
