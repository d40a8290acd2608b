"""What to look at again in a statement: words that are clear only next to the article, and who said it."""

from dataclasses import dataclass

from claims.enums import ClaimKind
from claims.extractors.worth.sayings import Saying, take_apart
from claims.extractors.worth.standalone import find_unclear


@dataclass(frozen=True)
class StatementNotes:
    advice: tuple[str, ...] = ()
    # What makes two claims: a quote check, and the factual claim that it reports.
    saying: Saying | None = None


def notes_on(statement: str, language: str, kind: str, quote_check: str = "") -> StatementNotes:
    """Return what is pointed at. None of it stops anybody from saving. No queries.

    `quote_check` is the statement of a quote check that is added with it: then it is not taken apart again.
    """
    is_quote = kind == ClaimKind.QUOTE
    unclear = find_unclear(statement, language, names_speaker=is_quote)
    is_done = is_quote or bool(quote_check.strip())
    saying = None if is_done else take_apart(statement, language)
    return StatementNotes(tuple(dict.fromkeys(one.advice for one in unclear)), saying)
