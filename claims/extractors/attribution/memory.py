"""Who was mentioned and who spoke before a place: whom a pronoun, an office or "the ministry" means there."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from claims.extractors.shapes import Voice

from . import roles
from .cast import Cast, Figure, Mention

MAN, WOMAN, BODY, SEVERAL, ANYBODY = "m", "f", "b", "p", "a"

_BACK = 12  # sentences that a pronoun reaches back
_RECENT = 60  # mentions, and sayings, that are considered
_PAST = ("former", "then", "current", "new")
_STEM = 5  # letters that Russia and Russian share


@dataclass(frozen=True, slots=True)
class VoicedSaying:
    """A saying whose voice is known, kept for the sayings after it."""

    at: int
    sentence: int
    voice: Voice
    figure: Figure | None
    nested: bool


def voice_of(figure: Figure) -> Voice:
    return Voice(figure.name, figure.named, figure.title if figure.named else "")


class Memory:
    """The mentions of the cast, and the sayings so far, in the order of the text."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast
        self.said: list[VoicedSaying] = []
        self._unnamed: list[tuple[int, Figure]] = []  # "a spokesman for the party"

    def remember(self, said: VoicedSaying) -> None:
        self.said.append(said)

    def remember_unnamed(self, at: int, figure: Figure) -> None:
        self._unnamed.append((at, figure))

    def speakers(self, at: int) -> list[Voice]:
        """Return the last voices before a place that the text itself quotes, in order.

        Without one that comes later and passes on the words there: "He denies it. The paper reported this."
        """
        return [said.voice for said in self.said[-_RECENT:] if not said.nested and said.at < at]

    def mentioned(self, at: int) -> list[Mention]:
        """Return the last mentions before a place."""
        return self.cast.before(at, _RECENT)

    def likeliest(
        self, at: int, kind: str, other: Figure | None = None
    ) -> tuple[Voice, Figure | None] | None:
        """Return whom "he", "she", "it" or "they" most likely means.

        It is likely near by, a subject, a speaker and of that gender, and not named inside a quotation.
        `other` is excluded.
        """
        choices = [
            *self._mentioned_candidates(at, kind, other),
            *self._speaking_candidates(at, kind, other),
        ]
        if choices:
            # Of several that are equally likely, the last.
            _, voice, figure = max(reversed(choices), key=lambda choice: choice[0])
            return voice, figure
        # A headline means whoever is named below it.
        later = next((m for m in self.cast.after(at, 3) if can_be(m.figure, kind)), None)
        return (voice_of(later.figure), later.figure) if later else None

    def _mentioned_candidates(
        self, at: int, kind: str, other: Figure | None
    ) -> Iterator[tuple[float, Voice, Figure | None]]:
        here = self.cast.sentence_of(at)
        for mention in self.mentioned(at):
            figure, back = mention.figure, here - mention.sentence
            if figure is other or back > _BACK or not can_be(figure, kind):
                continue
            score = -1.0 * back
            score += 1.2 * mention.subject - 2.4 * mention.quoted
            if kind in (MAN, WOMAN):
                score += 0.6 * bool(figure.person) + 0.8 * (figure.gender == kind)
                score -= 1.5 * (figure.person is None and not figure.gender)
            yield score, voice_of(figure), figure

    def _speaking_candidates(
        self, at: int, kind: str, other: Figure | None
    ) -> Iterator[tuple[float, Voice, Figure | None]]:
        here = self.cast.sentence_of(at)
        for said in self.said[-_RECENT:]:
            back = here - said.sentence
            if said.at >= at or back > _BACK or (other is not None and said.figure is other):
                continue
            if can_be(said.figure, kind, said.voice):
                score = 1.6 - 0.8 * back - 1.5 * said.nested
                if said.figure and kind in (MAN, WOMAN):
                    score += 0.8 * (said.figure.gender == kind)
                yield score, said.voice, said.figure

    def holder(self, office: str, describes: set[str], at: int) -> Figure | None:
        """Return who was last called "the minister", "the Armenian diplomat", or else who is called that later."""
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
        """Return a person whom the last sentences named without an office, and who may be called by it now."""
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
        """Return the body that "the ministry" or "the paper" means: the last one of that name, or else of that sort."""
        near = self._near(at, lambda figure: figure.person is False)
        for wanted in ({noun}, {noun, *roles.SAME_BODY.get(noun, "").split()}):
            for figure in near:
                if figure.offices & wanted and describes <= figure.describes:
                    return figure
        return None

    def _near(self, at: int, wanted: Callable[[Figure], bool]) -> list[Figure]:
        """Return the figures before a place, the last first, each once."""
        seen = [(m.start, m.figure) for m in self.cast.before(at, 4 * _RECENT)]
        seen += [(s.at, s.figure) for s in self.said[-_RECENT:] if s.figure and s.at < at]
        seen += [(place, figure) for place, figure in self._unnamed[-_RECENT:] if place < at]
        seen.sort(key=lambda one: one[0], reverse=True)
        return list({id(figure): figure for _, figure in seen if wanted(figure)}.values())


def _fits(wanted: set[str], describes: set[str]) -> bool:
    """Return whether all the wanted words describe the figure; "Russian" also fits Russia's minister."""
    stems = {word[:_STEM] for word in describes}
    return all(word in describes or word[:_STEM] in stems for word in wanted)


def can_be(figure: Figure | None, kind: str, voice: Voice | None = None) -> bool:
    """Return whether a pronoun can mean the figure, as far as is known. Groups have a voice and no figure."""
    if figure is None:
        return kind == SEVERAL and voice is not None
    if kind == BODY:
        return figure.person is False
    if kind == SEVERAL:
        return figure.person is not True
    return figure.person is not False and (kind == ANYBODY or figure.gender in ("", kind))
