"""Why a page was not archived, or why its copy has no text, in sentences.

A capture request and its Event hold a code, and the values that its sentence needs.
"""

from collections.abc import Mapping
from typing import Any

from claims.models import CaptureRequest

_SENTENCES: Mapping[str, str] = {
    # of `fetching`
    "url": "This is not the address of a page. Write http:// or https://, a host and a path, without spaces, "
    "backslashes or a password, in at most {longest:,} characters.",
    "unreachable": "The page could not be reached.",
    "redirect": "The page redirects to another address in a way that is not followed.",
    "status": "The server answered with status {status} instead of a page.",
    # of older requests: files of every type are archived now
    "type": "The address holds {media_type}. Request it again: files of every type are archived now.",
    "no_type": "The address holds something without a type. Request it again: files of every type are archived now.",
    "packing": "The page is compressed in a way that is not supported.",
    "too_large": "The page is larger than {most:,} bytes, or unpacks to far more than was sent.",
    "empty": "The page is empty.",
    # of `actions.captures`
    "interrupted": "The desk was stopped while the page was being archived.",
    "fault": "The desk failed while reading this page. Its log has the details.",
    "no_url": "Its URL was removed.",
    "undone": "Its import was undone.",
    "taken_down": "It was taken down, and may not be archived again.",
    "joined": "It was joined to another article of the same page.",
    # of a screenshot
    "screenshots_off": "The desk no longer takes screenshots.",
    "no_browser": "The desk has no browser to take screenshots with.",
    "no_start": "The browser of the desk did not start.",
    "no_picture": "The browser of the desk could not show the page.",
    "no_page": "The address leads to a download instead of a page.",
    "too_slow": "The page did not finish loading in time.",
    "too_heavy": "Showing the page takes too much memory.",
    "picture_too_large": "The screenshot would be larger than {most:,} bytes.",
    # of a copy without text
    "media_type": "No text can be extracted from a file of this type.",
    "no_text": "No text could be extracted from this page.",
    "too_hard": "Extracting the text takes too much time or memory.",
    "too_long": "The text is longer than {most:,} characters.",
    "unreadable": "The text could not be extracted.",
    "pdf_no_text": "This PDF contains no text. Its pages may be pictures.",
    "pdf_pages": "This PDF has more than {most:,} pages.",
    "pdf_password": "This PDF is protected by a password.",
}


def describe_problem(code: str, values: Mapping[str, Any]) -> str:
    """Return the sentence for a code; for a code that is no longer known, the code."""
    if code == "type" and not values.get("media_type"):
        code = "no_type"
    return _SENTENCES.get(code, code).format_map(values)


def problem_of(capture: CaptureRequest) -> str:
    """Return why the last attempt failed. An older request holds the sentence itself."""
    if capture.problem or not capture.problem_code:
        return capture.problem
    return describe_problem(capture.problem_code, capture.problem_values)
