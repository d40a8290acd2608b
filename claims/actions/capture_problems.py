"""Why an attempt to archive a page, or to take a screenshot of it, failed."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from .record import Facts


@dataclass(frozen=True)
class Problem:
    """Why nothing was archived, or no text extracted. `reads/articles/capture_problems.py` has the sentence for each code."""

    code: str
    values: Mapping[str, str | int] = field(default_factory=dict)  # what its sentence needs
    worth_retrying: bool = True
    at_once: bool = False  # no pause: the page was not at fault

    @property
    def facts(self) -> Facts:
        return {"code": self.code, **self.values}


INTERRUPTED = Problem("interrupted", at_once=True)
FAULT = Problem("fault")
TAKEN_DOWN = Problem("taken_down", worth_retrying=False)
