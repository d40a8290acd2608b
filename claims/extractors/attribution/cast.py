"""Who is named in an English text: people with their offices, and bodies, and where each is mentioned."""

from bisect import bisect_left
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field

from claims.extractors.shapes import Span, Voice

from . import roles
from .names import (
    DAYS,
    FORMS_OF_ADDRESS,
    NO_NAME,
    after_title,
    clean_name,
    gender_of,
    heads_of,
    is_adjacent,
    is_capital,
    is_sentence_start,
    is_shouted,
    is_title_case,
    lower_words,
    surname,
    surname_of,
    without_genitive,
)
from .titles import Run, title_before, title_behind, title_start
from .words import SpanIndex, Word, word_set, words_of

_PARTICLES = word_set("de la le van von der den bin ibn al el del di da dos du ter ben bint abu y")
_INSIDE_BODIES = word_set("of for and the on in at de")
_JUST_BEFORE = 150  # characters
_TITLE_IS_LONG = 80  # characters; a longer title does not replace a known one
_MEN_S, _WOMEN_S = word_set("he his him himself"), word_set("she her hers herself")


@dataclass(slots=True)
class Figure:
    """A person or a body in the text. `person` is None if nothing tells which."""

    name: str
    person: bool | None = None
    title: str = ""
    offices: set[str] = field(default_factory=set)  # head nouns of its titles, or of its name
    describes: set[str] = field(default_factory=set)  # every word of them
    he: int = 0
    she: int = 0
    named: bool = True
    named_in_full: int = 0  # how often

    @property
    def gender(self) -> str:
        return "" if self.he == self.she else "m" if self.he > self.she else "f"


@dataclass(frozen=True, slots=True)
class Mention:
    """A figure named at a place. `subject` if the sentence or clause begins with it."""

    start: int
    end: int
    sentence: int
    figure: Figure
    subject: bool
    quoted: bool
    full: bool


class Cast:
    """The figures in a text and their mentions, in order. Cost: linear."""

    def __init__(self, text: str, sentences: Sequence[Span], quoted: SpanIndex) -> None:
        self.text = text
        self.sentences = list(sentences)
        self.body = SpanIndex(self.sentences)
        self.words = [words_of(text, start, end) for start, end in self.sentences]
        self.quoted = quoted
        self._by_given_name: dict[str, list[Figure]] = {}
        self.people: dict[str, list[Figure]] = {}  # by surname
        self.bodies: dict[str, Figure] = {}
        self.mentions: list[Mention] = []
        self._small = {word.text for words in self.words for word in words if word.text.islower()}
        runs = [(number, run) for number in range(len(self.words)) for run in self._runs(number)]
        for number, run in runs:
            self._introduce(number, run)
        for number, run in runs:
            self._mention(number, run)
        self._starts = [mention.start for mention in self.mentions]
        self._learn_genders()

    def before(self, at: int, most: int) -> list[Mention]:
        """Return the last mentions before a place, at most `most`, in order."""
        place = bisect_left(self._starts, at)
        return self.mentions[max(0, place - most) : place]

    def after(self, at: int, most: int) -> list[Mention]:
        """Return the next mentions from a place on, at most `most`, in order."""
        place = bisect_left(self._starts, at)
        return self.mentions[place : place + most]

    def sentence_of(self, at: int) -> int:
        """Return the number of the sentence that contains a place, or -1."""
        number = self.body.number(at)
        return -1 if number is None else number

    def is_quoted(self, at: int) -> bool:
        return self.quoted.number(at) is not None

    def words_at(self, at: int) -> list[Word]:
        """Return the words of the sentence that contains a place."""
        number = self.body.number(at)
        return [] if number is None else self.words[number]

    def is_small(self, word: str) -> bool:
        """Return whether the text also has the word without a capital."""
        return word in self._small

    def everybody(self) -> Iterator[Figure]:
        return (figure for figures in self.people.values() for figure in figures)

    def full_outlet(self, outlet: Voice | None, own: str) -> Voice | None:
        """Return the outlet under the longest name that the text has for it, unless the text is its `own`."""
        if outlet is None or outlet.name == own:
            return None
        known = self.named(outlet.name, 0)
        return Voice(known.name, True) if known and known.person is False else outlet

    def add_person(self, name: str, title: str) -> Figure:
        figure = self._person(surname_of(name.split()), name)
        figure.person = True
        self.give_title(figure, title)
        return figure

    def add_body(self, name: str) -> Figure:
        figure = self.bodies.setdefault(name, Figure(name, person=False))
        words = lower_words(name)
        figure.offices.update(words & roles.BODY_NAMES)
        figure.describes.update(words)
        return figure

    # --- names ---

    def _runs(self, number: int) -> Iterator[Run]:
        words = self.words[number]
        if is_title_case(words):
            return
        at = 0
        while at < len(words):
            word = words[at]
            if not is_capital(word) or (word.lower in NO_NAME and not word.text.isupper()):
                at += 1
                continue
            if (
                self.is_small(word.lower)
                and is_sentence_start(words, at)
                and word.lower not in roles.OFFICES
                and not (
                    at + 1 < len(words)
                    and is_capital(words[at + 1])
                    and word.lower in roles.MODIFIERS
                )
            ):
                at += 1
                continue
            last = self._run_end(words, at)
            body = next((i for i in range(last - 2, at, -1) if _ends_body(words, i, last)), None)
            if body is not None:
                # "the Press Department of the Foreign Ministry Ivo Brandt"
                yield Run(at, after_title(words, at, body), body)
                at = body + 1
            yield Run(at, after_title(words, at, last), last)
            at = last + 1

    def _run_end(self, words: list[Word], at: int) -> int:
        last = at
        body = words[at].lower in roles.BODY_NAMES or words[at].lower == "secretary"
        while last + 1 < len(words) and is_adjacent(words[last], words[last + 1]):
            following = words[last + 1]
            if words[last].text.endswith(("’s", "'s")):
                break
            if is_capital(following):
                if following.lower in DAYS:
                    break
                last += 1
                body = body or following.lower in roles.BODY_NAMES
                continue
            reach = last + 2
            if following.lower in _PARTICLES | (_INSIDE_BODIES if body else frozenset()):
                while (
                    reach < len(words)
                    and words[reach].lower in ("the", "la", "al")
                    and reach < last + 3
                ):
                    reach += 1
                if (
                    reach < len(words)
                    and is_capital(words[reach])
                    and words[reach].lower not in NO_NAME
                    and (
                        following.lower not in ("and", "in", "at", "on", "for")
                        or self._is_one_name(words, reach)
                    )
                ):
                    last = reach
                    continue
            break
        return last

    def _is_one_name(self, words: list[Word], at: int) -> bool:
        """Return whether "X and Y", "X for Y" is one name, which it is unless Y is a name of its own."""
        return (
            at + 1 >= len(words)
            or not is_capital(words[at + 1])
            or words[at + 1].lower in roles.BODY_NAMES
        )

    def _introduce(self, number: int, run: Run) -> None:
        """Make a figure of a name that says enough: two words, or a title."""
        words = self.words[number]
        name = words[run.name : run.last + 1]
        if not name:
            return
        text = clean_name(self.text[name[0].start : name[-1].end])
        if all(word.lower in roles.OFFICES | roles.MODIFIERS for word in name):
            return
        if any(word.lower.rstrip(".") in roles.BODY_NAMES for word in map(without_genitive, name)):
            figure = self.bodies.setdefault(text, Figure(text, person=False))
            heads = [w.lower for w in map(without_genitive, name) if w.lower in roles.BODY_NAMES]
            figure.offices.update(heads)
            figure.describes.update(w.lower for w in name)
            return
        title = title_before(self.text, words, run) or title_behind(self.text, words, run)
        if not title and (len(name) < 2 or len(name) > 4 or text.isupper()):
            return
        before = words[run.first - 1].lower if run.first else ""
        if not title and before == "the":
            return
        last_name = surname(name)
        figure = self._person(last_name, text)
        figure.named_in_full += len(name) > 1
        if title:
            figure.person = True
            self.give_title(figure, title)

    def _person(self, surname: str, name: str) -> Figure:
        """Return the figure of that surname whose other names agree, or a new one. The fullest name is kept."""
        others = self.people.setdefault(surname, [])
        given = name.split()[:-1]
        for figure in others:
            known = figure.name.split()[:-1]
            if (
                not given
                or not known
                or given[0].rstrip(".")[:1] == known[0][:1]
                and (
                    given[0] == known[0]
                    or "." in given[0]
                    or "." in known[0]
                    or given[0] in known
                    or known[0] in given
                    or given[0][:3] == known[0][:3]
                )
            ):
                if len(known) < len(given) and len(given) < 3:
                    figure.name = name
                return figure
        figure = Figure(name)
        others.append(figure)
        if given:
            self._by_given_name.setdefault(given[0], []).append(figure)
        return figure

    def give_title(self, figure: Figure, title: str) -> None:
        heads = heads_of(title)
        figure.offices.update(heads)
        figure.describes.update(lower_words(title))
        longer = len(title) > len(figure.title) and not (
            figure.title and len(title) > _TITLE_IS_LONG
        )
        if longer and lower_words(title) - FORMS_OF_ADDRESS:
            figure.title = title
        gender = gender_of(heads)
        figure.she += 2 * (gender == "f")
        figure.he += 2 * (gender == "m")

    # --- mentions ---

    def _mention(self, number: int, run: Run) -> None:
        words = self.words[number]
        name = words[run.name : run.last + 1]
        if not name:
            return
        start, end = words[run.first].start, name[-1].end
        address = [word.lower.rstrip(".") for word in words[run.first : run.name]]
        figure = self.named(self.text[name[0].start : end], start, address)
        if figure:
            before = words[run.first - 1] if run.first else None
            subject = (
                before is None
                or before.text in '“"—–;:'
                or is_sentence_start(words, run.first)
                or before.lower
                in ("the", "and", "but", "as", "when", "while", "that", "because", "after")
                or title_start(words, run.first) == 0
            ) and not name[-1].text.endswith(("’s", "'s"))
            quoted = self.quoted.number(start) is not None
            full = len(name) > 1
            self.mentions.append(Mention(start, end, number, figure, subject, quoted, full))

    def named(self, name: str, at: int, address: Collection[str] = ()) -> Figure | None:
        """Return the figure that a name printed at a place stands for.

        If several have the surname, it is the one whom `address` ("mrs") fits, who was named in full
        just before, or who is named in full most often.
        """
        name = clean_name(name)
        body = self._body_called(name)
        if body:
            return body
        words = name.split()
        figures = self.people.get(surname_of(words), []) if words else []
        if not figures and name.isupper():  # "ORLIK: …" in a transcript
            name = name.title()
            words = name.split()
            figures = self.people.get(surname_of(words), [])
        if len(words) > 1:
            return _of_full_name(figures, name)
        if not figures and words:
            called = self._by_given_name.get(words[0], [])
            return called[0] if len(called) == 1 else None
        return self._of_surname(figures, at, address)

    def _body_called(self, name: str) -> Figure | None:
        if name in self.bodies:
            return self.bodies[name]
        if name.lower() not in roles.BODY_NAMES:
            return None
        # "The Post", after "The Washington Post"
        recent = (mention.figure for mention in reversed(self.mentions[-50:]))
        return next((figure for figure in recent if figure.name.endswith(" " + name)), None)

    def _of_surname(
        self, figures: list[Figure], at: int, address: Collection[str]
    ) -> Figure | None:
        gender = gender_of(address)
        figures = [f for f in figures if not gender or f.gender in ("", gender)] or figures
        if len(figures) < 2:
            return figures[0] if figures else None
        near = [m.figure for m in self.mentions[-2:] if 0 <= at - m.end < _JUST_BEFORE and m.full]
        for figure in reversed(near):
            if any(figure is other for other in figures):
                return figure
        return max(figures, key=lambda figure: figure.named_in_full)

    def _learn_genders(self) -> None:
        """Learn who is a he and who a she from the first pronoun after the only person in a sentence, there or in the next."""
        by_sentence: dict[int, list[Mention]] = {}
        for mention in self.mentions:
            if mention.figure.person is not False:
                by_sentence.setdefault(mention.sentence, []).append(mention)
        for number, mentions in by_sentence.items():
            figure, at = mentions[0].figure, mentions[0].start
            others = [mention.start for mention in mentions if mention.figure is not figure]
            until = min(others, default=self.sentences[number][1])
            quote = self.quoted.number(at)
            for word in self.words[number]:
                gendered = word.lower in _MEN_S or word.lower in _WOMEN_S
                if at < word.start < until and gendered and self.quoted.number(word.start) == quote:
                    self._vote(figure, word)
                    break
            following = self.words[number + 1][:1] if number + 1 < len(self.words) else []
            alone = not others and number + 1 not in by_sentence
            if alone and following and following[0].lower in ("he", "she", "his"):
                self._vote(figure, following[0])

    @staticmethod
    def _vote(figure: Figure, word: Word) -> None:
        if word.lower in _MEN_S:
            figure.he += 2
        else:
            figure.she += 2


def _of_full_name(figures: list[Figure], name: str) -> Figure | None:
    """Return the figure of that name, or of the same surname and the same first letter."""
    first = name.split()[0].rstrip(".")[:1]
    exact = [figure for figure in figures if figure.name == name]
    alike = exact or [f for f in figures if f.name.split()[0].startswith(first)]
    return alike[0] if alike else None


def _ends_body(words: list[Word], at: int, last: int) -> bool:
    """Return whether a body's name ends there and a person's name of two or three words follows."""
    behind = words[at + 1 : last + 1]
    return (
        words[at].lower in roles.BODIES
        and len(behind) in (2, 3)
        and all(is_capital(word) and not is_shouted(word) for word in behind)
        and not any(
            word.lower in roles.BODY_NAMES | roles.OFFICES | roles.MODIFIERS for word in behind
        )
    )
