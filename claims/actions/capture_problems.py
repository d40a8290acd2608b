"""Why an attempt to archive a page, or to take a screenshot of it, failed."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from claims.enums import CaptureState
from claims.models.captures import PageRequest

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


def count_failure(
    request: PageRequest,
    problem: Problem,
    *,
    at: datetime.datetime,
    pauses: Sequence[datetime.timedelta],
) -> Facts:
    """Note a failed attempt on the request, unsaved: it is due again after the next pause, or given up after the last.

    Returns what the record says of it.
    """
    request.attempts += 1
    request.problem_code, request.problem_values = problem.code, dict(problem.values)
    told: Facts = {"problem": problem.facts, "attempts": request.attempts}
    if problem.worth_retrying and request.attempts <= len(pauses):
        pause = datetime.timedelta() if problem.at_once else pauses[request.attempts - 1]
        request.due_at = told["next_attempt"] = at + pause
    else:
        request.state, request.ended_at = CaptureState.GIVEN_UP, at
    return told


def count_success(request: PageRequest, problem: Problem | None, *, at: datetime.datetime) -> None:
    """Note on the request, unsaved, that its page was archived. A problem is what the copy lacks."""
    request.attempts += 1
    request.state, request.ended_at = CaptureState.ARCHIVED, at
    request.problem_code = problem.code if problem else ""
    request.problem_values = dict(problem.values) if problem else {}
