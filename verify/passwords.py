"""Refuse passwords that a program guesses first."""

import re
from typing import Any

from django.core.exceptions import ValidationError
from zxcvbn import zxcvbn  # type: ignore[import-untyped]

# Guesses that a password must withstand, as a power of ten. Argon2 takes about a day for 10 ** 6 of them.
LEAST_GUESSES = 10
# zxcvbn's time grows faster than the length. Whatever follows makes a password no worse.
MOST_READ = 72
_ATTRIBUTES = ("username", "first_name", "last_name", "email")
_DESK = ["verify", "desk", "reviewer", "editor", "researcher", "reader", "admin"]


class GuessesValidator:
    """Estimate the guesses with zxcvbn: words, names, repetitions, rows of keys, dates, l33t.

    UserAttributeSimilarityValidator compares whole values: "reviewer2reviewer2" is not similar to "reviewer2".
    """

    def validate(self, password: str, user: Any = None) -> None:
        words = [*_DESK, *_words_of(user)]
        read = password[:MOST_READ]
        # Without the account's own words too: what is left must be a password.
        left = _without(read, words)
        guesses = min(_guesses(read, words), _guesses(left, words) if left != read else 99)
        if guesses < LEAST_GUESSES:
            raise ValidationError(
                "This password is too easy to guess: it repeats itself, or consists of names, common words, dates or "
                "rows of keys. Four or more words that do not belong together are a good password.",
                code="password_too_easy",
            )

    def get_help_text(self) -> str:
        return "Your password can’t repeat your name or itself, or be a common word, a date or a row of keys."


def _guesses(text: str, words: list[str]) -> float:
    return float(zxcvbn(text, user_inputs=words)["guesses_log10"]) if text else 0.0


def _words_of(user: Any) -> list[str]:
    values = [str(getattr(user, name, "") or "") for name in _ATTRIBUTES]
    parts = [part for value in values for part in re.split(r"\W+|\d+|_+", value)]
    return sorted(
        {word.casefold() for word in values + parts if len(word) > 2}, key=len, reverse=True
    )


def _without(text: str, words: list[str]) -> str:
    text = text.casefold()
    for word in words:
        text = text.replace(word, "")
    return text
