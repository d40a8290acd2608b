"""Which known names are probably the same source's as a new one: asked about before a source is added.

Pure: names in, keys out. Names are folded (names.py). What a name is taken apart into is kept, so that a desk of
thousands of sources is gone through in milliseconds.
"""

import functools
import itertools
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass
from enum import IntEnum

from .name_words import PAIRS, sense_of
from .romanisation import looks, readings, skeleton

MOST_NEAR = 6  # of one name
MOST_COMPARED = 40  # of the names of a new source: its name and its first aliases
_KEPT = 30_000  # names that stay taken apart in a process
SHORTEST_SLIP = 6  # letters of a name in which one may be wrong
_LONG_WORD = 5  # sounds; a shorter word must sound the same
_VERY_LONG_WORD = 8
_MOST_ALIKE = 20  # of the names that are compared pair by pair
_SIZES = {
    3: (SHORTEST_SLIP, 8),
    4: (8, 11),
    5: (11, 400),
}  # of what is compared, by the length of the name


class Why(IntEnum):
    """Why a name is near another, the strongest reason first."""

    SAME = 0  # that name, or an alias
    LOOKALIKE = 1  # letters of another script that look the same
    SPELLING = 2  # another spelling, script or order of the words
    SLIP = 3  # one letter more, less, changed or exchanged
    PART = 4  # the name has words more
    COUNTRY = 5  # the country of this body


@dataclass(frozen=True)
class KnownName:
    """A source on the desk: its folded name and aliases."""

    key: int
    names: tuple[str, ...]
    is_body: bool = False
    parent: int | None = None
    told_apart: bool = False  # people have noted that it is not another


@dataclass(frozen=True, order=True)
class Near:
    why: Why
    key: int


@dataclass(frozen=True)
class Compared:
    """What the names of a new source are near to, and all that they were compared with."""

    known: frozenset[KnownName]
    near: tuple[Near, ...]


@dataclass(frozen=True)
class _Word:
    """One word that is a name, as it may be read."""

    readings: frozenset[str]
    skeletons: frozenset[str]

    @property
    def is_initial(self) -> bool:
        return all(len(reading) == 1 for reading in self.readings)

    @property
    def is_telling(self) -> bool:
        return any(len(reading) >= 4 for reading in self.readings)


@dataclass(frozen=True)
class _Parts:
    """A name taken apart."""

    words: tuple[_Word, ...]
    bodies: frozenset[str]
    countries: frozenset[str]
    numbers: tuple[str, ...]
    compact: str
    look: str
    is_outlet: bool  # it has a word that only says that it is one
    is_country: bool  # it says nothing but the country

    @property
    def weight(self) -> int:
        return len(self.words) + len(self.bodies)

    @property
    def telling(self) -> bool:
        return bool(self.words) or self.weight + len(self.countries) > 1


_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")


@functools.lru_cache(maxsize=_KEPT)
def _parts(name: str) -> _Parts:
    words: list[_Word] = []
    bodies: set[str] = set()
    countries: set[str] = set()
    numbers: list[str] = []
    senses: set[str] = set()
    for word in _words_of(name):
        sense, meant = sense_of(word)
        if any(c.isdigit() for c in word):
            numbers.append(word)
        elif sense == "country":
            countries |= set(meant)
        elif sense == "body":
            bodies |= set(meant)
        elif sense == "name":
            read = readings(word)
            words.append(_Word(read, frozenset(map(skeleton, read))))
        senses.add(sense)
    compact = "".join(c for c in name if c.isalnum())
    return _Parts(
        tuple(words),
        frozenset(bodies),
        frozenset(countries),
        tuple(sorted(numbers)),
        compact,
        looks(compact),
        is_outlet="outlet" in senses,
        is_country=len(countries) == 1 and senses <= {"country", "nothing"},
    )


def _words_of(name: str) -> list[str]:
    words = [found[0].removesuffix("'s").replace("'", "") for found in _WORD.finditer(name)]
    at, joined = 0, list[str]()
    while at < len(words):
        pair = PAIRS.get(tuple(words[at : at + 2]))
        joined.append(pair or words[at])
        at += 2 if pair else 1
    return joined


class NearNames:
    """The names of all sources, each with the keys that a near name has at least one of."""

    def __init__(
        self, known: Iterable[KnownName], *, passed_over: Set[KnownName] = frozenset()
    ) -> None:
        """Read the names, which is slow the first time in a process, except of those that are passed over."""
        self._passed_over = passed_over
        self._known: dict[int, KnownName] = {}
        self._named: list[tuple[int, frozenset[str], _Parts]] = []
        for one in known:
            self.add(one)

    def add(self, known: KnownName) -> None:
        self._known[known.key] = known
        if known not in self._passed_over:
            self._named += [(known.key, _keys(name), _parts(name)) for name in known.names]

    def near(self, *names: str) -> list[Near]:
        """Return the nearest sources to a new one with these folded names, the nearest first. At most MOST_NEAR.

        Of more names than MOST_COMPARED, the first are compared.
        """
        found: dict[int, Why] = {}
        for why, key in self._found([(_parts(n), _keys(n)) for n in names[:MOST_COMPARED]]):
            found[key] = min(why, found.get(key, why))
        return sorted(Near(why, key) for key, why in found.items())[:MOST_NEAR]

    def _found(self, asked: "list[tuple[_Parts, frozenset[str]]]") -> Iterator[tuple[Why, int]]:
        all_keys = frozenset[str]().union(*(keys for _, keys in asked))
        for key, others, other in self._named:
            if all_keys.isdisjoint(others):
                continue
            for parts, keys in asked:
                why = None if keys.isdisjoint(others) else _compare(parts, other)
                if why is not None:
                    yield why, key
        for countries in (parts.countries for parts, _ in asked if parts.is_country):
            for one in self._known.values():
                if (
                    one.is_body
                    and one not in self._passed_over
                    and countries & self._countries_of(one)
                ):
                    yield Why.COUNTRY, one.key

    def _countries_of(self, one: KnownName) -> frozenset[str]:
        """Return the countries that it, or a source above it, is named after."""
        seen: set[int] = set()
        above: KnownName | None = one
        while above and above.key not in seen:
            seen.add(above.key)
            if found := frozenset[str]().union(*(_parts(n).countries for n in above.names)):
                return found
            above = self._known.get(above.parent or 0)
        return frozenset()

    def doubles(self, most: int) -> list[tuple[int, int]]:
        """Return pairs of known sources that are probably one, the older first. In linear time.

        Without those that only share a part of their names, and those that people have told apart.
        """
        groups: dict[str, dict[int, _Parts]] = defaultdict(dict)
        for one in self._known.values():
            if one.told_apart:
                continue
            for name in one.names:
                parts = _parts(name)
                for key in itertools.chain(_spelled(parts), _shortened(parts.compact)):
                    groups[key].setdefault(one.key, parts)
        pairs: dict[tuple[int, int], None] = {}
        for group in groups.values():
            close = sorted(group.items())[:_MOST_ALIKE]
            for (first, here), (second, there) in itertools.combinations(close, 2):
                why = _compare(here, there)
                if why is not None and why <= Why.SLIP:
                    pairs[first, second] = None
        return sorted(pairs)[:most]


@functools.lru_cache(maxsize=_KEPT)
def _keys(name: str) -> frozenset[str]:
    """Return words and parts of words, of which two near names have at least one in common."""
    parts = _parts(name)
    keys = {f"look {parts.look}", *_ends(parts.compact)}
    for word in parts.words:
        for reading in word.readings:
            bare = skeleton(reading)
            keys.add(f"word {bare}" if len(bare) > 1 else f"short {reading}")
    if not parts.words and parts.bodies:
        keys.add(f"bodies {' '.join(sorted(parts.bodies))}")
        keys |= {f"body {one}" for one in parts.bodies}
    return frozenset(keys)


def _ends(compact: str) -> Iterator[str]:
    """Return its beginning and its end: a slip leaves one of them whole. Two lengths where they change over."""
    length = len(compact)
    if length >= SHORTEST_SLIP:
        for size, (least, most) in _SIZES.items():
            if least <= length <= most:
                yield f"begins {compact[:size]}"
                yield f"ends {compact[-size:]}"


def _spelled(parts: _Parts) -> Iterator[str]:
    """Return what two spellings of one name have in common."""
    yield f"look {parts.look}"
    if not parts.telling:
        return
    rest = " ".join([*sorted(parts.bodies), *sorted(parts.countries), *parts.numbers])
    choices = itertools.product(*(sorted(word.skeletons) for word in parts.words))
    for chosen in itertools.islice(choices, 16):
        yield f"spelled {' '.join(sorted(chosen))}; {rest}"


def _shortened(compact: str) -> Iterator[str]:
    """Return the name and it without one letter: names that differ in one have one of these in common."""
    if SHORTEST_SLIP <= len(compact) <= 60:
        yield f"slip {compact}"
        for at in range(len(compact)):
            yield f"slip {compact[:at]}{compact[at + 1 :]}"


def _compare(one: _Parts, other: _Parts) -> Why | None:
    if one.compact == other.compact:
        return Why.SAME
    if one.look == other.look:
        return Why.LOOKALIKE
    if one.numbers != other.numbers or _differ(one.countries, other.countries):
        return None
    if _is_spelled_alike(one, other):
        return Why.SPELLING
    if _is_one_slip(one.compact, other.compact):
        return Why.SLIP
    short, long = sorted((one, other), key=lambda parts: parts.weight)
    return Why.PART if _is_part(short, long) else None


def _differ(one: frozenset[str], other: frozenset[str]) -> bool:
    return bool(one and other and one != other)


def _is_spelled_alike(one: _Parts, other: _Parts) -> bool:
    return (
        one.telling
        and one.bodies == other.bodies
        and (one.countries == other.countries or bool(one.words))
        and len(one.words) == len(other.words)
        and _fit(one.words, other.words)
    )


def _is_part(short: _Parts, long: _Parts) -> bool:
    if not short.bodies <= long.bodies or short.weight * 3 < long.weight:
        return False
    if short.words:
        if short.is_outlet and len(short.words) == 1:
            return False  # Harbour Radio is no part of Harbour Herald
        return any(word.is_telling for word in short.words) and _fit(short.words, long.words)
    return len(short.bodies) > 1 and not long.words


def _fit(short: tuple[_Word, ...], long: tuple[_Word, ...]) -> bool:
    """Return True if each word of the first fits another one of the second. One initial at most."""
    if sum(word.is_initial for word in (*short, *long)) > 1 and len(short) < 3:
        return False
    left = list(long)
    for word in sorted(short, key=lambda w: w.is_initial):
        fitting = next((there for there in left if _is_same_word(word, there)), None)
        if fitting is None:
            return False
        left.remove(fitting)
    return True


def _is_same_word(one: _Word, other: _Word) -> bool:
    if one.readings & other.readings:
        return True
    if one.is_initial or other.is_initial:
        return bool({r[:1] for r in one.readings} & {r[:1] for r in other.readings})
    if not one.skeletons & other.skeletons:
        return False
    return any(_sounds_alike(a, b) for a in one.readings for b in other.readings)


def _sounds_alike(one: str, other: str) -> bool:
    length = min(len(one), len(other))
    if skeleton(one) != skeleton(other) or length < _LONG_WORD:
        return False
    one, other = one.replace("h", ""), other.replace("h", "")  # Hakobyan is written Акопян
    return _distance(one, other) <= (2 if length >= _VERY_LONG_WORD else 1)


def _distance(one: str, other: str) -> int:
    """Return the Levenshtein distance of two words."""
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        before, row[0] = row[0], i
        for j, b in enumerate(other, 1):
            before, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, before + (a != b))
    return row[-1]


def _is_one_slip(one: str, other: str) -> bool:
    """Return True if one letter is added, dropped, changed, or exchanged with the next; never a digit."""
    if min(len(one), len(other)) < SHORTEST_SLIP or abs(len(one) - len(other)) > 1:
        return False
    begin = 0
    shorter = min(len(one), len(other))
    while begin < shorter and one[begin] == other[begin]:
        begin += 1
    end = 0
    while end < shorter - begin and one[-1 - end] == other[-1 - end]:
        end += 1
    a, b = one[begin : len(one) - end], other[begin : len(other) - end]
    if any(c.isdigit() for c in a + b):
        return False
    return max(len(a), len(b)) == 1 or (len(a) == 2 and a == b[::-1])
