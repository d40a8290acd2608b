"""Dates as people read them: words on pages, and codes only in files."""

import pytest

from claims.models import ImpreciseDate


@pytest.mark.parametrize(
    ("code", "words", "read"),
    [
        ("2025-04-03", "", "3 April 2025"),
        ("2025-04", "", "April 2025"),
        ("2025", "", "2025"),
        ("2025-04-01/2025-04-05", "", "1 to 5 April 2025"),
        ("2025-03-28/2025-04-05", "", "28 March to 5 April 2025"),
        ("2024-12-31/2025-01-02", "", "31 December 2024 to 2 January 2025"),
        ("2025-03-14/..", "", "from 14 March 2025 on"),
        ("../2025-04-07", "", "by 7 April 2025"),
        ("", "", ""),
        ("", "in spring", "in spring"),
        ("2025-04-04", "on Friday", "on Friday (4 April 2025)"),
        ("2025-04", "April", "April 2025"),
    ],
)
def test_a_date_is_read_as_words(code: str, words: str, read: str) -> None:
    assert str(ImpreciseDate.parse(code, words)) == read
