"""Who was spoken of and who spoke, up to a place: whom a pronoun, an office or "the ministry" means there."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from claims.extractors.shapes import Voice

from . import roles
from .cast import Cast, Figure, Mention

MAN, WOMAN, BODY, SEVERAL, ANYBODY = "m", "f", "b", "p", "a"

_BACK = 12  # sentences that a pronoun reaches back
_RECENT = 60  # mentions and sayings that are weighed
_PAST = ("former", "then", "current", "new")
_STEM = 5  # letters: Russia, Russian


@dataclass(frozen=True, slots=True)
class Said:
    """A saying whose voice is known, for those that come after it."""

    at: int
    sentence: int
    voice: Voice
    figure: Figure | None
    nested: bool


def voice_of(figure: Figure) -> Voice:
    return Voice(figure.name, figure.named, figure.title if figure.named else "")


class Memory:
    """The cast's mentions, and the sayings so far, in the order of the text."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast
        self.said: list[Said] = []
        self._unnamed: list[tuple[int, Figure]] = []  # "a spokesman for the party"

    def remember(self, said: Said) -> None:
        self.said.append(said)

    def remember_unnamed(self, at: int, figure: Figure) -> None:
        self._unnamed.append((at, figure))

    def speakers(self) -> list[Voice]:
        """The latest voices of the text's own sayings, in order."""
        return [said.voice for said in self.said[-_RECENT:] if not said.nested]

    def mentioned(self, at: int) -> list[Mention]:
        """The latest mentions before a place."""
        return self.cast.before(at, _RECENT)

    def likeliest(
        self, at: int, kind: str, other: Figure | None = None
    ) -> tuple[Voice, Figure | None] | None:
        """Whom "he", "she", "it" or "they" means: near, a subject, a speaker, of that gender; not inside a quotation.

        `other` is who it cannot be.
        """
        choices = [
            *self._mentions_that_may_be(at, kind, other),
            *self._speakers_that_may_be(at, kind, other),
        ]
        if choices:
            # Of several that are as likely, the last.
            _, voice, figure = max(reversed(choices), key=lambda choice: choice[0])
            return voice, figure
        # A headline speaks of whoever is named below it.
        later = next((m for m in self.cast.after(at, 3) if may_be(m.figure, kind)), None)
        return (voice_of(later.figure), later.figure) if later else None

    def _mentions_that_may_be(
        self, at: int, kind: str, other: Figure | None
    ) -> Iterator[tuple[float, Voice, Figure | None]]:
        here = self.cast.sentence_of(at)
        for mention in self.mentioned(at):
            figure, back = mention.figure, here - mention.sentence
            if figure is other or back > _BACK or not may_be(figure, kind):
                continue
            score = -1.0 * back
            score += 1.2 * mention.subject - 2.4 * mention.quoted
            if kind in (MAN, WOMAN):
                score += 0.6 * bool(figure.person) + 0.8 * (figure.gender == kind)
                score -= 1.5 * (figure.person is None and not figure.gender)
            yield score, voice_of(figure), figure

    def _speakers_that_may_be(
        self, at: int, kind: str, other: Figure | None
    ) -> Iterator[tuple[float, Voice, Figure | None]]:
        here = self.cast.sentence_of(at)
        for said in self.said[-_RECENT:]:
            back = here - said.sentence
            if said.at >= at or back > _BACK or (other is not None and said.figure is other):
                continue
            if may_be(said.figure, kind, said.voice):
                score = 1.6 - 0.8 * back - 1.5 * said.nested
                if said.figure and kind in (MAN, WOMAN):
                    score += 0.8 * (said.figure.gender == kind)
                yield score, said.voice, said.figure

    def holder(self, office: str, describes: set[str], at: int) -> Figure | None:
        """Who was called that, the last first: "the minister", "the Armenian diplomat"; else who will be."""
        same = {office, *roles.SAME_OFFICE.get(office, "").split()}
        wanted = describes.difference(_PAST)
        near = self._near(at, lambda figure: figure.person is not False)
        for figure in near:
            if figure.offices & same and _fits(wanted, figure.describes | same):
                return figure
        if not wanted:
            return None
        return next(
            (f for f in self.cast.everybody() if f.offices & same and _fits(wanted, f.describes)),
            None,
        )

    def untitled(self, at: int) -> Figure | None:
        """Whom the sentences before spoke of without an office: that may be what he is called next."""
        here = self.cast.sentence_of(at)
        return next(
            (
                m.figure
                for m in reversed(self.mentioned(at))
                if here - m.sentence <= 2
                and m.subject
                and not m.quoted
                and m.figure.person
                and not m.figure.offices
            ),
            None,
        )

    def body(self, noun: str, describes: set[str], at: int) -> Figure | None:
        """Which body "the ministry" or "the paper" means: the last one of that name, else of that sort."""
        near = self._near(at, lambda figure: figure.person is False)
        for wanted in ({noun}, {noun, *roles.SAME_BODY.get(noun, "").split()}):
            for figure in near:
                if figure.offices & wanted and describes <= figure.describes:
                    return figure
        return None

    def _near(self, at: int, wanted: Callable[[Figure], bool]) -> list[Figure]:
        """The figures before a place, the last first, each once."""
        seen = [(m.start, m.figure) for m in self.cast.before(at, 4 * _RECENT)]
        seen += [(s.at, s.figure) for s in self.said[-_RECENT:] if s.figure and s.at < at]
        seen += [(place, figure) for place, figure in self._unnamed[-_RECENT:] if place < at]
        seen.sort(key=lambda one: one[0], reverse=True)
        return list({id(figure): figure for _, figure in seen if wanted(figure)}.values())


def _fits(wanted: set[str], describes: set[str]) -> bool:
    """Whether all that is asked for was said; "Russian" of who is Russia's minister."""
    stems = {word[:_STEM] for word in describes}
    return all(word in describes or word[:_STEM] in stems for word in wanted)


def may_be(figure: Figure | None, kind: str, voice: Voice | None = None) -> bool:
    """Whether a pronoun may stand for the figure, as far as is known. Some voices are no figure: groups."""
    if figure is None:
        return kind == SEVERAL and voice is not None
    if kind == BODY:
        return figure.person is False
    if kind == SEVERAL:
        return figure.person is not True
    return figure.person is not False and (kind == ANYBODY or figure.gender in ("", kind))
