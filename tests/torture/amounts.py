"""How often each attack is made, in one table.

TORTURE=1 is the small column: all of it takes a quarter of an hour on two cores, on both databases together.
TORTURE=full is the large one and takes hours, TORTURE=try shows in minutes that the attacks run. TORTURE_BREAK names
a guard that is taken out of the attacked desk (tests/torture/broken.py), to see that the test of it turns red.
"""

import os

SIZE = os.environ.get("TORTURE", "")

# what: (small, full)
AMOUNTS = {
    "changes of rows": (150, 1_000),
    "honest histories": (20, 200),
    "kills": (6, 500),
    "power cuts": (250, 5_000),
    "crashes of PostgreSQL": (3, 50),
    "races of each kind": (25, 1_250),
    "hostile requests": (8_000, 100_000),
    "scripts": (20, 1_000),
    "guesses": (60, 1_000),
    "hostile kinds of pages": (6, 24),
}


def amount(what: str) -> int:
    small, full = AMOUNTS[what]
    return {"full": full, "try": max(2, small // 20)}.get(SIZE, small)
