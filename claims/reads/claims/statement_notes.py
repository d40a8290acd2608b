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


def advice_on(statement: str, language: str, kind: str) -> tuple[str, ...]:
    """Return what is pointed at in a statement, a sentence each. No queries."""
    unclear = find_unclear(statement, language, names_speaker=kind == ClaimKind.QUOTE)
    return tuple(dict.fromkeys(one.advice for one in unclear))


def notes_on(statement: str, language: str, kind: str, quote_check: str = "") -> StatementNotes:
    """Return what is pointed at. None of it stops anybody from saving. No queries.

    `quote_check` is the statement of a quote check that is added with it: then it is not taken apart again.
    """
    is_done = kind == ClaimKind.QUOTE or bool(quote_check.strip())
    saying = None if is_done else take_apart(statement, language)
    # The offer says already that the statement names its speaker.
    return StatementNotes(
        advice_on(statement, language, ClaimKind.QUOTE if saying else kind), saying
    )
