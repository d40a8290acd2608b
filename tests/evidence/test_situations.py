"""Voices, carriers and independent origins: a table of situations, and what holds for any evidence whatever."""

import itertools
import random

import pytest

from claims.enums import Stance
from claims.independence.matching import MOST_JOINT, largest_choice

from .situations import CAST, MEMBERS, NORLAND_SAYS, OWN, PRO, SITUATIONS, UNNAMED, Piece, Situation


@pytest.mark.parametrize("situation", SITUATIONS, ids=lambda situation: situation.name)
def test_situation_has_its_voices_carriers_origins_and_reasons(situation: Situation) -> None:
    weight = situation.world().count()
    side = weight.of(situation.side)
    codes = {line.evidence.pk: line.code for stance in Stance for line in weight.of(stance).lines}

    assert (len(side.voices), len(side.carriers), side.origins) == situation.counts
    standing = [piece for piece in situation.pieces if "withdrawn_at" not in piece.more]
    assert [codes[pk] for pk in sorted(codes)] == [piece.code for piece in standing]
    assert all(line.why for stance in Stance for line in weight.of(stance).lines)


# What holds for any evidence: random desks, from fixed seeds


Pieces = set[tuple[frozenset[int], int]]


def brute_force(pieces: Pieces) -> int:
    """Return the largest number of pieces without a common voice or carrier, by trying all choices."""

    def fit(choice: tuple[tuple[frozenset[int], int], ...]) -> bool:
        voices = [voice for piece in choice for voice in piece[0]]
        carriers = [carrier for _, carrier in choice]
        return len(set(voices)) == len(voices) and len(set(carriers)) == len(carriers)

    sizes = range(len(pieces), 0, -1)
    return next((n for n in sizes if any(map(fit, itertools.combinations(pieces, n)))), 0)


SEEDS = range(60)
_SEEN_IN = [name for name in CAST if name not in MEMBERS]
_VIA = ["", "", "", "Wire", "Minister Holm", "Colonel Reyes", "Herald"]


def some_piece(draw: random.Random) -> Piece:
    origin = draw.choice([OWN, UNNAMED, *CAST])
    body = draw.choice(["", "Norland", "Southmark"]) if origin == UNNAMED else ""
    via = draw.choice(_VIA) if origin != OWN else ""
    of = draw.choice(["", "", "", "Gazette", "Tribune", "?"])
    return Piece(draw.choice(_SEEN_IN), origin, "", via=via, body=body, of=of)


def some_pieces(seed: int) -> list[Piece]:
    draw = random.Random(seed)
    return [some_piece(draw) for _ in range(draw.randint(1, 9))]


def counted(pieces: list[Piece], chain: bool = False) -> tuple[int, int, int, Pieces]:
    situation = Situation("random", tuple(pieces), (0, 0, 0), NORLAND_SAYS if chain else ())
    side = situation.world().count().of(PRO)
    edges = {
        (frozenset(family.pk for family in line.families), line.carrier.pk)
        for line in side.counted
        if line.carrier
    }
    return side.origins, len(side.voices), len(side.carriers), edges


@pytest.mark.parametrize("chain", [False, True])
@pytest.mark.parametrize("seed", SEEDS)
def test_count_is_the_largest_choice_without_a_common_voice_or_carrier(
    seed: int, chain: bool
) -> None:
    origins, voices, carriers, edges = counted(some_pieces(seed), chain)

    assert origins == brute_force(edges)
    assert origins <= min(voices, carriers)
    assert origins <= 1 or (voices > 1 and carriers > 1)


@pytest.mark.parametrize("seed", SEEDS)
def test_order_does_not_matter(seed: int) -> None:
    pieces = some_pieces(seed)
    shuffled = random.Random(seed + 1000).sample(pieces, len(pieces))

    assert counted(pieces) == counted(shuffled)


@pytest.mark.parametrize("seed", SEEDS)
def test_same_piece_again_changes_nothing_and_another_raises_the_count_by_one_at_most(
    seed: int,
) -> None:
    pieces = some_pieces(seed)
    draw = random.Random(seed + 2000)
    before = counted(pieces)
    again = counted([*pieces, draw.choice(pieces)])
    more = counted([*pieces, some_piece(draw)])

    assert again == before
    assert more[0] <= before[0] + 1


@pytest.mark.parametrize("seed", SEEDS)
def test_matching_agrees_with_trying_all_choices_when_statements_are_joint(seed: int) -> None:
    draw = random.Random(seed)
    pieces = {
        (frozenset(draw.sample(range(6), draw.choice([1, 1, 2, 3]))), draw.randint(1, 5))
        for _ in range(draw.randint(1, 10))
    }

    assert largest_choice(pieces) == brute_force(pieces)


def test_more_joint_statements_than_are_tried_never_raise_the_count() -> None:
    pieces = {(frozenset({n, n + 100}), n) for n in range(30)}

    assert largest_choice(pieces) == MOST_JOINT
