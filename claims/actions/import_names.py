"""The names of new sources in a file that is imported: what people should know before they are added."""

import re

from claims.models import Source
from claims.models.search.names import name_key
from claims.models.search.near_names import KnownName, NearNames

_SEVERAL = re.compile(r"[;|]|\s/\s")


class NewNames:
    """The names that a file brings, compared with the desk's and with each other, before the lock is taken.

    A name that is near another is imported as a new source, with a remark: the preview is where it is asked. One
    query for all names of the desk, one for each name and another one if it is new.
    """

    def __init__(self) -> None:
        self._names: NearNames | None = None
        self._lines: dict[int, str] = {}  # names that the file brought, by negative key
        self._remarks: dict[str, tuple[str, ...]] = {"": ()}  # by folded name

    def remarks(self, name: str) -> tuple[str, ...]:
        """Return what people should know before this name is added; nothing if the desk has it."""
        key = name_key(name)
        if key not in self._remarks:
            is_known = bool(Source.objects.called(name))
            self._remarks[key] = () if is_known else tuple(self._compare(name))
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
