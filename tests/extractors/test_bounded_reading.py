"""A long text is read in a process of its own, to the same result; of one that takes too much, the beginning is read."""

import datetime

import pytest

from claims.extractors import bounded_reading, read_text, read_text_bounded

SENTENCES = (
    "On Thursday, Maria Petrova, the minister of ports, told the Harbour Herald that 14 cranes would go by 2031. ",
    "“No crane will go,” the union’s head, Ben Ode, said 😀 on 3 March 2025. ",
    "Asked about it, the ministry declined to comment.\n\n",
)
TEXT = "".join(SENTENCES) * 45
PUBLISHED = datetime.date(2025, 3, 7)


def test_child_reads_the_same_as_this_process() -> None:
    boilerplate = [(0, len(SENTENCES[0]))]
    found, length = read_text_bounded(TEXT, "en", PUBLISHED, boilerplate)
    assert length == len(TEXT) > 10_000
    assert found == read_text(TEXT, "en", PUBLISHED, boilerplate)
    assert found.attributions
    assert any(one.date for one in found.candidates)


def test_of_a_text_that_takes_too_much_the_beginning_is_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(bounded_reading, "_LESS", (len(TEXT) - 1, 1_000))
    beyond = [(900, 1_200), (1_300, 1_400)]
    found, length = read_text_bounded(TEXT, "en", PUBLISHED, beyond, seconds=0)
    assert length == 1_000
    assert found == read_text(TEXT[:1_000], "en", PUBLISHED, [(900, 1_000)])
