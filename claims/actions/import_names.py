"""The names of new sources in a file that is imported: what people should know before they are added."""

import re
from collections.abc import Iterable

from claims.models import Source
from claims.models.search.names import name_key
from claims.models.search.near_names import KnownName, NearNames

_SEVERAL = re.compile(r"[;|]|\s/\s")

Remarks = dict[str, tuple[str, ...]]  # by name


class NewNames:
    """The names that a file brings, compared with the desk's and with each other, before the lock is taken.

    A name that is near another is imported as a new source, with a remark: the preview is where it is asked. One
    query for each batch, one for all names of the desk, and one for each new name.
    """

    def __init__(self) -> None:
        self._names: NearNames | None = None
        self._lines: dict[int, str] = {}  # names that the file brought, by negative key
        self._remarks: Remarks = {}  # by folded name

    def remarks(self, names: Iterable[str]) -> Remarks:
        """Return what people should know before these names are added, in the file's order."""
        named = list(dict.fromkeys(filter(None, names)))
        called = Source.objects.all_called(named)
        return {name: self._remarks_on(name) for name in named if name not in called}

    def _remarks_on(self, name: str) -> tuple[str, ...]:
        key = name_key(name)
        if key not in self._remarks:
            self._remarks[key] = tuple(self._compare(name))
        return self._remarks[key]

    def _compare(self, name: str) -> list[str]:
        if self._names is None:
            self._names = Source.objects.names()
        near = [one.key for one in self._names.near(name_key(name))]
        on_desk = Source.objects.in_bulk([key for key in near if key > 0])
        labels = [str(on_desk.get(key, self._lines.get(key, ""))) for key in near]
        key = -1 - len(self._lines)
        self._lines[key] = name
        self._names.add(KnownName(key, (name_key(name),)))
        found = []
        if labels:
            found.append(f"“{name}” looks like {', '.join(f'“{label}”' for label in labels)}.")
        if _SEVERAL.search(name):
            found.append(f"“{name}” may be several people.")
        return found
