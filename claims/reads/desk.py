"""The desk page of one person."""

from typing import Any


def desk_of(user: Any) -> dict[str, Any]:
    return {}
