"""Score how far readings agree with people's labels: `python -m tests.extractors.score` prints it.

labels/*.json give spans by offsets, never by words. "parts": everything that is not a sentence of
the body (headline, subhead, byline, page boilerplate …). "sentences": those of the body. "extract":
would a fact-checker extract a claim (yes, no, arguable: counts for neither). "chains": every right
chain of voices, nearest voice first, the speaker last; [] is the publisher's own voice. "voices":
other names that are right too. "passage": a chain that must be complete. "carried": the outlets
that the article credits.
"""

import datetime
import hashlib
import json
import re
import sys
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from claims.extractors import read_text
from claims.extractors.shapes import Attribution, Candidate, Reading, Span

HERE = Path(__file__).resolve().parent
SEEDS = HERE.parents[2] / "shared" / "seeds"
LABELS = sorted((HERE / "labels").glob("*.json"))
OWN_PARTS = {"headline", "deck", "subhead"}


@dataclass
class Sentence:
    at: Span
    extract: str
    chains: list[list[str]]

    @property
    def in_own_voice(self) -> bool:
        return [] in self.chains


@dataclass
class Labelled:
    name: str
    text: str
    language: str
    publisher: str
    published: datetime.date | None
    also: dict[str, list[str]]
    parts: list[tuple[Span, str]]
    sentences: list[Sentence]
    passage: tuple[Span, list[str]] | None
    carried: tuple[list[Span], list[str]] | None


@dataclass
class Score:
    """Counts, and the spans of the misses."""

    folded: list[Span] = field(default_factory=list)
    extractable: int = 0
    missed: list[Span] = field(default_factory=list)
    suggested_though_not_worth_it: int = 0
    not_worth_it: int = 0
    with_speaker: int = 0
    wrong_speaker: list[tuple[Span, str, str]] = field(default_factory=list)
    in_own_voice: int = 0
    wrong_own_voice: list[tuple[Span, str, str]] = field(default_factory=list)
    wrong_chain: list[tuple[Span, str, str]] = field(default_factory=list)

    @property
    def suggested(self) -> float:
        return 1 - len(self.missed) / self.extractable

    @property
    def right_speaker(self) -> float:
        """The share of extractable sentences of other speakers; not suggested counts as wrong."""
        return 1 - len(self.wrong_speaker) / self.with_speaker

    @property
    def right_voice(self) -> float:
        """The share of all extractable sentences, including those in the publisher's own voice."""
        wrong = len(self.wrong_speaker) + len(self.wrong_own_voice)
        return 1 - wrong / self.extractable


def load(path: Path) -> Labelled | None:
    """Return the labels, or None if the text, a real article, is not next to this checkout."""
    label = json.loads(path.read_text(encoding="utf-8"))
    own, real = HERE / "texts" / label["text"], SEEDS / label["text"]
    file = own if own.exists() else real
    if not file.exists():
        return None
    text = file.read_text(encoding="utf-8")
    digest = hashlib.sha256(text.encode()).hexdigest()[:16]
    assert digest == label["digest"], f"{file.name} is not the text that was labelled"
    passage, carried = label.get("passage"), label.get("carried")
    return Labelled(
        name=path.stem,
        text=text,
        language=label["language"],
        publisher=label["publisher"],
        published=datetime.date.fromisoformat(label["published"]) if label["published"] else None,
        also=label["voices"],
        parts=[(_span(row["at"]), row["part"]) for row in label["parts"]],
        sentences=[
            Sentence(_span(row["at"]), row["extract"], row["chains"]) for row in label["sentences"]
        ],
        passage=(_span(passage["at"]), passage["chain"]) if passage else None,
        carried=([_span(at) for at in carried["said_at"]], carried["by"]) if carried else None,
    )


def articles(*, real: bool) -> list[Labelled]:
    """Return the labelled articles; the names of real ones are numbers."""
    loaded = [load(path) for path in LABELS if path.stem.isdigit() == real]
    return [article for article in loaded if article]


def read(article: Labelled) -> Reading:
    return read_text(article.text, article.language, article.published)


def score(article: Labelled, reading: Reading, total: Score) -> Score:
    """Add the score of an article to `total`, and return it."""
    own = [at for at, part in article.parts if part in OWN_PARTS]
    for at in [*own, *(sentence.at for sentence in article.sentences)]:
        if any(_overlap(at, other) for other in reading.boilerplate):
            total.folded.append(at)
    for sentence in article.sentences:
        candidate = candidate_for(sentence.at, reading)
        if sentence.extract == "no":
            total.not_worth_it += 1
            total.suggested_though_not_worth_it += candidate is not None
        if sentence.extract == "yes":
            _score_extractable(article, sentence, reading, candidate, total)
    return total


def _score_extractable(
    article: Labelled,
    sentence: Sentence,
    reading: Reading,
    candidate: Candidate | None,
    total: Score,
) -> None:
    total.extractable += 1
    if sentence.in_own_voice:
        total.in_own_voice += 1
    else:
        total.with_speaker += 1
    wrong = total.wrong_own_voice if sentence.in_own_voice else total.wrong_speaker
    wanted = " | ".join(" < ".join(chain) for chain in sentence.chains)
    if candidate is None:
        total.missed.append(sentence.at)
        wrong.append((sentence.at, wanted, "(not suggested)"))
        return
    chain = voices(candidate, reading)
    speakers = [right[-1:] for right in sentence.chains]
    if not any(_same_chain(chain[-1:], right, article.also) for right in speakers):
        wrong.append((sentence.at, wanted, " < ".join(chain)))
    elif not any(_same_chain(chain, right, article.also) for right in sentence.chains):
        total.wrong_chain.append((sentence.at, wanted, " < ".join(chain)))


def candidate_for(at: Span, reading: Reading) -> Candidate | None:
    """Return the candidate that covers most of a sentence, at least half."""
    by_overlap = sorted(reading.candidates, key=lambda c: -_overlap(at, (c.start, c.end)))
    best = by_overlap[0] if by_overlap else None
    if best and _overlap(at, (best.start, best.end)) * 2 >= at[1] - at[0]:
        return best
    return None


def voices(candidate: Candidate, reading: Reading) -> list[str]:
    """Return the chain of a candidate as names, nearest voice first, nobody twice in a row."""
    names: list[str] = []
    for number in candidate.attributions:
        for name in _names(reading.attributions[number]):
            if name and names[-1:] != [name]:
                names.append(name)
    return names


def _names(attribution: Attribution) -> Iterable[str]:
    """Yield who heard it, then who said it."""
    heard_by = getattr(attribution, "heard_by", None)
    if heard_by:
        yield heard_by.name
    yield attribution.speaker


def has_chain(article: Labelled, reading: Reading) -> bool:
    """Return True if the passage that is labelled with a whole chain has it."""
    assert article.passage
    at, wanted = article.passage
    candidate = candidate_for(at, reading)
    return candidate is not None and _same_chain(voices(candidate, reading), wanted, article.also)


def _same_chain(chain: list[str], wanted: list[str], also: dict[str, list[str]]) -> bool:
    return len(chain) == len(wanted) and all(
        folded(name) in {folded(right), *map(folded, also.get(right, []))}
        for name, right in zip(chain, wanted, strict=True)
    )


def folded(name: str) -> str:
    """Return a name without case, article and the form of its apostrophe."""
    return re.sub(r"^(the|a|an) ", "", name.casefold().replace("'", "’").strip())


def _overlap(one: Span, other: Span) -> int:
    return max(0, min(one[1], other[1]) - max(one[0], other[0]))


def _span(at: list[int]) -> Span:
    start, end = at
    return start, end


def report(title: str, chosen: list[Labelled]) -> str:
    total, lines = Score(), []
    for article in chosen:
        reading = read(article)
        one = score(article, reading, Score())
        score(article, reading, total)
        lines += [f"  {article.name} {at}: folded" for at in one.folded]
        lines += [f"  {article.name} {at}: not suggested" for at in one.missed]
        for what, rows in (
            ("speaker", one.wrong_speaker),
            ("own voice", one.wrong_own_voice),
            ("chain", one.wrong_chain),
        ):
            lines += [
                f"  {article.name} {at}: {what} {got or '(nobody)'}; right: {right or '(nobody)'}"
                for at, right, got in rows
                if got != "(not suggested)"
            ]
        if article.passage and not has_chain(article, reading):
            lines.append(f"  {article.name} {article.passage[0]}: the whole chain is not there")
    head = [
        f"{title}: {len(chosen)} articles",
        f"  body sentences and own headlines folded: {len(total.folded)}",
        f"  suggested of {total.extractable} to extract: {total.suggested:.2f}",
        f"  right speaker of {total.with_speaker} that have one: {total.right_speaker:.2f}",
        f"  right voice of all {total.extractable}, the publisher's own included:"
        f" {total.right_voice:.2f}",
        f"  of {total.not_worth_it} not worth it, suggested all the same:"
        f" {total.suggested_though_not_worth_it}",
    ]
    return "\n".join(head + lines) + "\n"


def main() -> None:
    for title, real in (("own texts", False), ("real articles", True)):
        chosen = articles(real=real)
        if not chosen:
            sys.stdout.write(f"{title}: not here\n")
            continue
        for english in (True, False):
            some = [article for article in chosen if (article.language == "en") == english]
            if some:
                sys.stdout.write(report(f"{title}, {'en' if english else 'others'}", some))


if __name__ == "__main__":
    main()
