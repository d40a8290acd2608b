"""A line repeated on an outlet's pages is boilerplate only with a second kind of evidence."""

from claims.extractors import find_boilerplate

TOPICS = ("bridge", "harbour", "tunnel", "railway", "airport")
BACKGROUND = "The valley has argued about its roads since the flood of 2011 closed most of them."
ABOVE = "The Valley Post daily"
NOTE = "Our editors check every figure twice, and tell you where they come from."
BELOW = "Valley correspondents abroad"
CREDIT = "With reporting by AFP"


def page(topic: str, *, above: str = ABOVE, below: str = BELOW, inside: str = "") -> str:
    return "\n\n".join(
        part
        for part in (
            above,
            f"What the {topic} will cost the valley",
            f"The {topic} is to be rebuilt within a year, the council decided on Monday evening.",
            inside,
            f"Engineers from three towns have looked at the {topic} and found it wanting again.",
            f"Nobody has yet said who pays for the {topic}, and the council has no money left.",
            BACKGROUND,
            NOTE,
            CREDIT,
            below,
        )
        if part
    )


def folded(text: str, others: list[str]) -> list[str]:
    return [text[start:end] for start, end in find_boilerplate(text, others)]


OTHERS = [page(topic) for topic in TOPICS[1:]]


def test_repeated_line_is_folded_outside_the_body_or_if_it_addresses_the_reader() -> None:
    text = page("bridge")
    assert folded(text, []) == []
    assert folded(text, OTHERS) == [ABOVE, NOTE, BELOW]


def test_repeated_background_and_credits_stay() -> None:
    kept = page("bridge")
    assert not {BACKGROUND, CREDIT} & set(folded(kept, OTHERS))


def test_line_on_only_two_other_pages_stays() -> None:
    assert folded(page("bridge"), OTHERS[:2]) == []


def test_line_in_versions_of_one_article_stays() -> None:
    text = page("bridge")
    assert folded(text, [text, text + "\n\nMore.", text + "\n\nLess.", text]) == []
    versions = [OTHERS[0], OTHERS[0] + "\n\nMore.", OTHERS[0] + "\n\nLess."]
    assert folded(text, versions) == []


def test_subhead_on_every_page_stays() -> None:
    others = [page(topic, inside="What happens next") for topic in TOPICS[1:]]
    assert "What happens next" not in folded(page("bridge", inside="What happens next"), others)


def test_headline_on_every_page_stays() -> None:
    headline = "The week in the valley"
    sentence = "The council met about the {} this week and came to no decision at all."
    texts = [f"{headline}\n\n{sentence.format(topic)}" for topic in TOPICS]
    assert folded(texts[0], texts[1:]) == []


def test_quotation_on_every_page_stays() -> None:
    said = "“We will not give up our road, and you will hear from us,” said the mayor of the town."
    others = [page(topic, below=said) for topic in TOPICS[1:]]
    assert said not in folded(page("bridge", below=said), others)


def test_date_on_every_page_stays() -> None:
    others = [page(topic, above="Monday, 3 May") for topic in TOPICS[1:]]
    assert "Monday, 3 May" not in folded(page("bridge", above="Monday, 3 May"), others)
