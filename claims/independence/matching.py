"""How many pieces can be chosen so that no two share a voice and no two share a carrier.

Without joint statements this is a maximum matching of a bipartite graph, found by augmenting paths
(H. W. Kuhn, "The Hungarian Method for the assignment problem", 1955; C. Berge, 1957).
"""

from collections.abc import Collection, Iterable

# A joint statement is all its members, so each is tried as chosen and as not chosen: at most 2 to this power.
# Further ones are left out, which can only lower the count.
MOST_JOINT = 10

Piece = tuple[frozenset[int], int]  # the voices that speak, and who carries them


def largest_choice(pieces: Iterable[Piece]) -> int:
    """Return the largest number of pieces without a common voice or carrier."""
    distinct = set(pieces)
    single = {
        (voice, carrier) for voices, carrier in distinct if len(voices) == 1 for voice in voices
    }
    joint = [
        (voices, carrier)
        for voices, carrier in distinct
        # A member heard through the same carrier takes less away from the others.
        if len(voices) > 1 and not any((voice, carrier) in single for voice in voices)
    ]
    joint.sort(key=lambda piece: (len(piece[0]), sorted(piece[0]), piece[1]))
    return _best(single, joint[:MOST_JOINT])


def _best(single: set[tuple[int, int]], joint: list[Piece]) -> int:
    if not joint:
        return matching(single)
    (voices, carrier), *others = joint
    without = _best(single, others)
    left = {(v, c) for v, c in single if v not in voices and c != carrier}
    fitting = [(v, c) for v, c in others if not v & voices and c != carrier]
    return max(without, 1 + _best(left, fitting))


def matching(pairs: Collection[tuple[int, int]]) -> int:
    """Return the size of a maximum matching between voices and carriers."""
    carriers_of: dict[int, list[int]] = {}
    for voice, carrier in sorted(pairs):
        carriers_of.setdefault(voice, []).append(carrier)
    taken: dict[int, int] = {}  # carrier to voice

    def augments(voice: int, tried: set[int]) -> bool:
        for carrier in carriers_of[voice]:
            if carrier in tried:
                continue
            tried.add(carrier)
            if carrier not in taken or augments(taken[carrier], tried):
                taken[carrier] = voice
                return True
        return False

    return sum(augments(voice, set()) for voice in carriers_of)
