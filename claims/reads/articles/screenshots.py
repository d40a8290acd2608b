"""The screenshot of an archived page, or why it is missing."""

from collections.abc import Collection
from dataclasses import dataclass

from django.urls import reverse

from claims import rules
from claims.enums import CaptureState, Role
from claims.models import ScreenshotRequest, Snapshot

from .capture_problems import describe_problem
from .copy_judgements import takedown_note


@dataclass(frozen=True)
class PageScreenshot:
    """A screenshot that was requested when the page was archived."""

    words: str  # why it is missing, or not yet taken, in a sentence; else when it was taken down, or nothing
    snapshot: Snapshot | None = None  # the picture
    file_url: str = ""  # empty if it was taken down
    take_down_url: str = ""  # empty if this person cannot take it down

    @property
    def shows_other_page(self) -> bool:
        """Whether the address led elsewhere when the screenshot was taken."""
        shot = self.snapshot
        return shot is not None and shot.final_url != shot.requested_url


def screenshots_of(
    copies: Collection[Snapshot], roles: frozenset[Role]
) -> dict[int, PageScreenshot]:
    """Return what became of the screenshot of each copy for which one was requested, by the copy's id. One query."""
    requests = ScreenshotRequest.objects.filter(capture__snapshot__in=copies)
    found = requests.select_related("capture", "screenshot__takedown")
    return {request.capture.snapshot_id or 0: page_screenshot(request, roles) for request in found}


def page_screenshot(request: ScreenshotRequest, roles: frozenset[Role]) -> PageScreenshot:
    """Return what became of a request. No query if `screenshot` was selected with its takedown."""
    shot = request.screenshot
    if shot is None:
        return PageScreenshot(_why_none(request))
    if shot.is_taken_down:
        return PageScreenshot(takedown_note(shot), shot)
    is_editor = rules.why_not_role(roles, Role.EDITOR) is None
    return PageScreenshot(
        "",
        shot,
        file_url=reverse("screenshot_file", args=[shot.pk]),
        take_down_url=reverse("snapshot_take_down", args=[shot.pk]) if is_editor else "",
    )


def _why_none(request: ScreenshotRequest) -> str:
    problem = describe_problem(request.problem_code, request.problem_values)
    if request.state == CaptureState.GIVEN_UP:
        return f"No screenshot could be taken. {problem}"
    if not request.attempts:
        return "A screenshot of the page is about to be taken."
    return f"No screenshot could be taken yet. {problem} The desk tries once more."
