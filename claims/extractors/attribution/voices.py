"""Who a source is: names with their offices, and whom pronouns, short names and offices mean."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from claims.extractors.shapes import Voice
from claims.extractors.text.dates import find_dates

from . import other_sources, roles
from .cast import Cast, Figure
from .credits import is_outlet
from .memory import ANYBODY, BODY, MAN, SEVERAL, WOMAN, Memory, VoicedSaying, can_be, voice_of
from .names import DAYS, after_title, clean_name, is_capital, lower_words, without_genitive
from .noun_phrases import (
    LEADING,
    OWNERS,
    RELATIVE,
    UNCOUNTED,
    NounPhrase,
    capitals_start,
    head_of,
    is_continued_name,
    owner_of,
    owners_of,
    without_article,
    without_clauses,
)
from .saying import Saying
from .words import Word, word_set, words_of

_PRONOUNS = (
    dict.fromkeys(("he", "him", "his", "himself"), MAN)
    | dict.fromkeys(("she", "her", "hers", "herself"), WOMAN)
    | dict.fromkeys(("they", "them", "their", "theirs", "themselves"), SEVERAL)
    | dict.fromkeys(("it", "its", "itself"), BODY)
)
# How nouns for offices and professions end: "harbourmaster", "geologist", "helmsman".
_OFFICE = re.compile(r"\w(?:master|man|woman|person|ist|ician)\Z")
_NOBODYS = _PRONOUNS.keys() | word_set("you your yours one who this that everyone nobody anybody")
_SPEAKING = word_set("i we me us my our mine ours myself ourselves")
_ADVERBS = word_set(
    "neither also both all later then himself herself itself themselves has had have"
)
_QUOTES = "“”\"‘’'«»"
# "The Republican", "the 45-year-old": if nobody was called that before, it means whoever was mentioned last.
_EPITHETS = word_set(
    "native republican democrat veteran newlywed immigrant accused incumbent challenger candidate nominee frontrunner "
    "front-runner contender hopeful lawmaker legislator politician diplomat official billionaire businessman mogul tycoon "
    "author writer activist analyst expert professor scholar academic lawyer attorney leader man woman senator "
    "congressman congresswoman"
)
_SPOKESPEOPLE = word_set("spokesman spokeswoman spokesperson")
_PEOPLES = ("an", "crat", "ican", "ish", "ese")
_OWN_WORDS = word_set(
    "statement letter release message post tweet communique communiqué declaration"
)
_COLLECTIVE = word_set(
    "side camp government administration regime authorities leadership parliament army military police"
)
_LONGEST = 60  # words of a source that are read
_CLAUSE_BEFORE_WHO = word_set("and but said says is was are were that with to by from")


class Speaker(NamedTuple):
    """A voice, and the figure it belongs to, if any."""

    voice: Voice | None
    figure: Figure | None = None


NOBODY = Speaker(None)


def follow_voices(
    text: str,
    cast: Cast,
    found: Sequence[Saying],
    parent: Sequence[int | None],
    languages: Sequence[str],
) -> list[Voice | None]:
    """Return the voice of each saying. Cost: linear, because voices are only looked for near by."""
    return _Voices(text, cast, found, parent, languages).all()


class _Voices:
    def __init__(
        self,
        text: str,
        cast: Cast,
        found: Sequence[Saying],
        parent: Sequence[int | None],
        languages: Sequence[str],
    ) -> None:
        self.text, self.cast, self.found, self.parent = text, cast, found, parent
        self.languages = languages
        self.memory = Memory(cast)
        self.speakers: dict[int, Speaker] = {}

    def all(self) -> list[Voice | None]:
        return [self._speaker_of(number).voice for number in range(len(self.found))]

    def _speaker_of(self, number: int) -> Speaker:
        """Return the speaker of a saying, found once, after the speaker of the saying that contains it."""
        if number in self.speakers:
            return self.speakers[number]
        outer = self.parent[number]
        outer_speaker = NOBODY if outer is None else self._speaker_of(outer)
        speaker = self.speakers[number] = self._source(number, outer_speaker)
        if speaker.voice and speaker.voice.name.lower() not in _NOBODYS:
            at = self.found[number].source[0][0]
            sentence = self.cast.sentence_of(at)
            nested = outer is not None
            self.memory.remember(VoicedSaying(at, sentence, speaker.voice, speaker.figure, nested))
        return speaker

    def _source(self, number: int, speaker: Speaker) -> Speaker:
        language = self.languages[number]
        if language != "en" and self.found[number].source:
            one = self.found[number]
            printed, cue = (self.text[slice(*spans[0])] for spans in (one.source, one.cue))
            earlier = self.memory.speakers(one.source[0][0])
            return Speaker(other_sources.voice(printed, cue, language, earlier))
        words = [w for span in self.found[number].source for w in words_of(self.text, *span)]
        words = [w for w in words[:_LONGEST] if w.text not in _QUOTES]
        while words and not words[0].text[0].isalnum():
            words = words[1:]
        while len(words) > 1 and (words[-1].lower in _ADVERBS or not words[-1].text[0].isalnum()):
            words = words[:-1]
        words = self._without_day(words)
        if not words:
            return NOBODY
        return self._phrase(words, speaker)

    def _without_day(self, words: list[Word]) -> list[Word]:
        """Return the words without a day at their end: "the ministry on May 8"."""
        if len(words) < 2 or not (words[-1].lower in DAYS or words[-1].text[0].isdigit()):
            return words
        start = words[0].start
        dates = find_dates(self.text[start : words[-1].end])
        if not dates or start + dates[-1].end < words[-1].end:
            return words
        kept = [word for word in words if word.end <= start + dates[-1].start]
        return kept[:-1] if kept and kept[-1].lower == "on" else kept

    # --- one word ---

    def _pronoun(self, word: Word, speaker: Speaker) -> Speaker:
        """Return whom a pronoun means. `speaker` says the words that contain it, if anybody does."""
        kind = _PRONOUNS[_uncontracted(word)]
        quoted = self.cast.is_quoted(word.start)
        if speaker.voice and not quoted and can_be(speaker.figure, kind, speaker.voice):
            # "She said that she had been told"
            return speaker
        # In a quotation "he" is not the speaker.
        other = speaker.figure if quoted else None
        likeliest = self.memory.likeliest(word.start, kind, other)
        return Speaker(*(likeliest or (Voice(word.text, False), None)))

    def _antecedent(self, at: int, speaker: Speaker) -> Speaker:
        """Return what "who" and "which" stand for: the noun phrase before them."""
        words = [w for w in self.cast.words_at(at) if w.end <= at]
        while words and not words[-1].text[0].isalnum():
            words.pop()
        if not words:
            return NOBODY
        near = [m for m in self.memory.mentioned(at)[-3:] if m.end >= words[-1].end - 2]
        if near:
            return Speaker(voice_of(near[-1].figure), near[-1].figure)
        begin = len(words)
        while begin > 0 and len(words) - begin < 12:
            word = words[begin - 1]
            if not word.text[0].isalnum() or word.lower in _CLAUSE_BEFORE_WHO:
                break
            begin -= 1
            if word.lower in LEADING:
                break
        return self._phrase(words[begin:], speaker) if begin < len(words) else NOBODY

    # --- a noun phrase ---

    def _phrase(self, words: list[Word], speaker: Speaker) -> Speaker:
        first = words[0].lower
        alone = _uncontracted(words[0])
        if alone in _SPEAKING and (len(words) == 1 or alone != first):
            return speaker
        if alone in _PRONOUNS and (len(words) == 1 or alone != first):
            return self._pronoun(words[0], speaker)
        if first in RELATIVE or (first == "that" and len(words) == 1):
            return self._antecedent(words[0].start, speaker)
        whole = self._continued_name(words) or self._couple(words, speaker)
        whole = whole or self._apposed_person(words)
        if whole:
            return whole
        segment = words[: head_of(words) + 1]
        name = self._name_start(segment)
        if name < len(segment):
            return self._named(words, segment, name, speaker)
        return self._described(words, segment, speaker)

    def _continued_name(self, words: list[Word]) -> Speaker | None:
        """Return the outlet whose name goes on after a preposition: "Norland in Focus", not "Brandt in Vell"."""
        words = without_article(words)
        if not is_continued_name(words) or self._is_common(words[:1], 0):
            return None
        known = self.cast.named(words[0].text, words[0].start)
        if known and known.person:
            return None
        name = self._printed(words)
        if self.text.count(words[-1].text) > self.text.count(name):
            return None  # elsewhere it is a name of its own
        return Speaker(Voice(name, True), self.cast.add_body(name))

    def _name_start(self, segment: list[Word]) -> int:
        """Return where the name at the end of the phrase begins, or its length if it does not end in a name."""
        at = capitals_start(segment)
        if segment[-1].lower in DAYS or self._is_common(segment, at):
            return len(segment)
        office = at == len(segment) - 1 and without_genitive(segment[-1]).lower in roles.OFFICES
        if office and (segment[0].lower in LEADING or len(segment) == 1):
            return len(segment)
        return at

    def _is_common(self, segment: list[Word], at: int) -> bool:
        """Return whether the capital only begins a sentence or names a people: "Officials", "Democrats"."""
        if at != len(segment) - 1:
            return False
        word = without_genitive(segment[at])
        singular = word.lower.removesuffix("s")
        plural = singular != word.lower
        if plural and (singular in roles.OFFICES | roles.DOCUMENTS or singular.endswith(_PEOPLES)):
            return True
        return (
            at == 0
            and len(word.text) > 1
            and self.cast.is_small(word.lower)
            and self.cast.named(word.text, word.start) is None
        )

    def _couple(self, words: list[Word], speaker: Speaker) -> Speaker | None:
        """Return the one voice of two names: "A and B", "she and B"."""
        lower = [word.lower for word in words]
        if "and" not in lower[1:-1] or len(words) > 14 or "," in lower[: lower.index("and")]:
            return None
        middle = lower.index("and", 1)
        one, other = words[:middle], words[middle + 1 :]
        single = len(one) == 1 and one[0].lower in _PRONOUNS
        if not single and (
            not is_capital(one[-1]) or without_genitive(one[-1]).lower in roles.BODY_NAMES
        ):
            return None
        if not any(map(is_capital, other[:4])) or self._is_common(one, len(one) - 1):
            return None
        voices = [self._phrase(half, speaker).voice for half in (one, other)]
        if not voices[0] or not voices[1]:
            return None
        named = voices[0].named and voices[1].named
        return Speaker(Voice(f"{voices[0].name} and {voices[1].name}", named))

    def _named(
        self, words: list[Word], segment: list[Word], first: int, speaker: Speaker
    ) -> Speaker:
        """Return the speaker if the head is a name: of a person with or without a title, a body, a place."""
        if first > 1 and segment[first - 2].lower == "secretary" and first < len(segment) - 1:
            first += 1  # "secretary of State John Kerry"
        begin = after_title(segment, first, len(segment) - 1)
        printed = self._printed(segment[begin:])
        lead = [word for word in segment[:begin] if word.lower not in LEADING]
        address = [word.lower.rstrip(".") for word in segment[:begin]]
        figure = self.cast.named(printed, segment[begin].start, address)
        if figure and figure.person is not False:
            figure.person = True
            return Speaker(voice_of(figure), figure)
        owners = owners_of(segment)
        own = segment[owners[-1] + 1 if owners else 0 : begin]
        if any(word.lower.rstrip(".") in roles.OFFICES for word in own):
            figure = self.cast.add_person(printed, self._printed(lead))
            return Speaker(voice_of(figure), figure)
        if without_genitive(segment[-1]).text != segment[-1].text and len(segment) < len(words):
            return self._described(words, segment, speaker)
        name = self._printed(segment[self._body_start(segment, first, begin) :])
        return Speaker(Voice(name, True), figure or self.cast.add_body(name))

    def _body_start(self, segment: list[Word], first: int, begin: int) -> int:
        """Return where the name of a body or a place begins.

        All of "Norland foreign ministry", but of "the television station Channel Ten" only the end.
        """
        first = next((i for i, word in enumerate(segment) if word.lower not in LEADING), first)
        before = segment[begin - 1] if begin else None
        if before and before.lower in roles.BODIES and not is_capital(before):
            first = begin
        for place in owners_of(segment):
            whose = self.cast.named(without_genitive(segment[place]).text, segment[place].start)
            if whose and whose.person:
                first = max(first, place + 1)  # "the president's Justice Department"
        return first

    def _described(self, words: list[Word], segment: list[Word], speaker: Speaker) -> Speaker:
        """Return the speaker if the head is a common noun: an office, a body, a document, somebody unnamed."""
        printed = self._printed(without_clauses(words))
        if segment[0].lower in LEADING:
            printed = printed[0].lower() + printed[1:]  # at the beginning of a sentence
        noun = without_genitive(segment[-1]).lower
        phrase = NounPhrase(words, segment, noun, owner_of(segment), printed)
        document = noun in roles.DOCUMENTS or noun.removesuffix("s") in roles.DOCUMENTS
        issuer = self._issuer(phrase, speaker) if document else None
        if issuer:
            return issuer
        if noun in roles.OFFICES or noun.endswith("-old"):
            return self._office(phrase, speaker)
        return self._body(phrase, speaker)

    def _issuer(self, phrase: NounPhrase, speaker: Speaker) -> Speaker | None:
        """Return whose document it is: "the ministry's report", "a statement by the party"."""
        segment = phrase.segment
        if phrase.owner is not None:
            return self._owner(segment, phrase.owner, speaker)
        rest = phrase.words[len(segment) :]
        for place, word in enumerate(rest[:-1]):
            if word.text == ",":
                break
            if word.lower in ("by", "from") or (word.lower == "of" and is_capital(rest[place + 1])):
                return self._phrase(rest[place + 1 :], speaker)
            if word.lower in ("in", "on") and _is_place_of_talk(rest[place + 1 :]):
                return self._phrase(rest[place + 1 :], speaker)
        last = self.memory.said[-1] if self.memory.said else None
        own = phrase.is_definite and len(segment) == 2 and segment[1].lower in _OWN_WORDS
        return Speaker(last.voice, last.figure) if last and own else None

    def _owner(self, segment: list[Word], owner: int, speaker: Speaker) -> Speaker:
        """Return whom "his" or "the ministry's" means."""
        if segment[owner].lower in _SPEAKING:
            return speaker
        if segment[owner].lower in OWNERS:
            return self._pronoun(segment[owner], speaker)
        return self._phrase([*segment[:owner], without_genitive(segment[owner])], speaker)

    def _owned(self, phrase: NounPhrase, speaker: Speaker, *, named: bool) -> Speaker | None:
        """Return "Ivo Brandt’s spokesman" for "his spokesman", if it is known who that is."""
        if phrase.owner is None:
            return None
        whose = self._owner(phrase.segment, phrase.owner, speaker).voice
        if not whose or whose.name.lower() in _PRONOUNS:
            return None
        rest = self._printed(phrase.segment[phrase.owner + 1 :])
        return Speaker(Voice(f"{_genitive(whose.name)} {rest}", named and whose.named))

    def _office(self, phrase: NounPhrase, speaker: Speaker) -> Speaker:
        if phrase.is_definite or phrase.owner is not None or len(phrase.segment) == 1:
            known = self._known_office(phrase, speaker)
            if known:
                return known
        figure = Figure(phrase.printed, person=True, named=False)
        self.cast.give_title(figure, self._printed(without_article(phrase.segment)))
        figure.describes.update(lower_words(phrase.printed))
        self.memory.remember_unnamed(phrase.segment[0].start, figure)
        return Speaker(Voice(phrase.printed, False), figure)

    def _known_office(self, phrase: NounPhrase, speaker: Speaker) -> Speaker | None:
        """Return who holds the office: whoever was called that before, or was mentioned last."""
        noun, owner, at = phrase.noun, phrase.owner, phrase.segment[0].start
        describes = phrase.describing(excluding=owner)
        holder = self.memory.holder(noun, describes, at)
        if holder and (owner is None or phrase.segment[owner].lower in OWNERS):
            return Speaker(voice_of(holder), holder)
        owned = self._owned(phrase, speaker, named=False)
        if owned:
            return owned
        if noun in _EPITHETS or noun.endswith("-old"):
            last = self.memory.likeliest(at, ANYBODY)
            if last:
                return Speaker(*last)
        # Whoever speaks for somebody is called that with the name: a man without an office is another.
        is_new = owner is not None or noun in _SPOKESPEOPLE
        untitled = None if is_new else self.memory.untitled(at)
        if not untitled:
            return None
        untitled.offices.add(noun)
        untitled.describes.update(describes, {noun})
        return Speaker(voice_of(untitled), untitled)

    def _body(self, phrase: NounPhrase, speaker: Speaker) -> Speaker:
        segment, noun, owner = phrase.segment, phrase.noun, phrase.owner
        is_body = noun in roles.BODIES
        if is_body or (owner is not None and segment[owner].lower in OWNERS):
            owned = self._owned(phrase, speaker, named=is_body)
            if owned:
                return owned
        if not is_body or noun in roles.MEDIA:
            return Speaker(Voice(phrase.printed, False))
        proper = phrase.is_proper
        if phrase.is_definite and not proper:
            known = self.memory.body(noun, phrase.describing(), segment[0].start)
            if known:
                return Speaker(voice_of(known), known)
        if not proper or segment[0].lower in UNCOUNTED:
            figure = Figure(
                phrase.printed, person=False, named=False, offices={noun}, describes={noun}
            )
            self.memory.remember_unnamed(segment[0].start, figure)
            return Speaker(Voice(phrase.printed, False), figure)
        named = without_clauses(phrase.words) if phrase.is_of_name else segment
        if noun not in _COLLECTIVE:
            named = without_article(named)
        name = self._printed(named)
        if named[0].lower in LEADING:
            name = name[0].lower() + name[1:]
        return Speaker(Voice(name, True), self.cast.add_body(name))

    def _apposed_person(self, words: list[Word]) -> Speaker | None:
        """Return the person named between commas after an office: "the head of the party, Ivan Petrov"."""
        comma = next((i for i, word in enumerate(words) if word.text == ","), len(words))
        title = words[:comma]
        if not any(map(_is_of_office, title)):
            return None
        begin = comma + 1
        while begin < len(words) and words[begin].lower in roles.MODIFIERS | roles.OFFICES:
            begin += 1
        end = begin
        while end < len(words) and is_capital(words[end]):
            end += 1
        if end - begin < 2 or (end < len(words) and words[end].text != ","):
            return None
        name = self._printed(words[begin:end])
        known = self.cast.named(name, words[begin].start)
        if known and known.person is False:
            return None
        figure = self.cast.add_person(name, self._printed(without_article(title)))
        return Speaker(voice_of(figure), figure)

    def _printed(self, words: list[Word]) -> str:
        return clean_name(self.text[words[0].start : words[-1].end]) if words else ""


def _is_place_of_talk(words: list[Word]) -> bool:
    """Return whether something is said there: "the Turkish press", "Telegram channels", "the Valley Post"."""
    words = words[: head_of(words) + 1] if words else []
    return any(word.lower in roles.MEDIA | roles.PLATFORMS for word in words) or is_outlet(
        clean_name(" ".join(word.text for word in words))
    )


def _is_of_office(word: Word) -> bool:
    is_office = word.lower in roles.OFFICES or _OFFICE.search(word.lower) is not None
    return is_office or without_genitive(word).text != word.text


def _uncontracted(word: Word) -> str:
    """Return "he" for "he’d", "i" for "I’ve"."""
    head, _, rest = word.lower.replace("’", "'").partition("'")
    return head if rest in ("ve", "d", "ll", "m", "re", "s") else word.lower


def _genitive(name: str) -> str:
    return name + ("’" if name.endswith("s") else "’s")
