"""Read subtitles (.srt, .vtt): the words without their numbers, times and styles."""

import re

_TIME = r"(?:\d{1,3}:)?\d{1,2}:\d\d[,.]\d{1,3}"
_TIMES = re.compile(rf"\s*{_TIME}\s*-->\s*{_TIME}")
_TAG = re.compile(
    r"</?(?:[a-z]{1,4}|lang|ruby|font|\d{1,3}:)[^<>]{0,200}>|\{\\[^{}]{0,200}\}", re.I
)
_SENTENCE_END = (".", "!", "?", "…", ":", "։", "»", "”", '."', '!"', '?"', ")", "]", "♪")
_NEW_SPEAKER = ("-", "–", "—", ">>", "[", "(", "♪")
_NOTES = frozenset(["NOTE", "STYLE", "REGION"])


def read_subtitles(text: str) -> str:
    """Return what is said, a sentence or more on each line: a sentence that several titles share is one line.

    A line that is shown again, as in captions that roll, is kept once.
    """
    lines: list[str] = []
    last = ""
    for cue in _cues(text):
        for shown in cue:
            line = " ".join(_TAG.sub("", shown).split())
            if not line or line == last:
                continue
            last = line
            goes_on = lines and not lines[-1].endswith(_SENTENCE_END)
            if goes_on and not line.startswith(_NEW_SPEAKER):
                lines[-1] += f" {line}"
            else:
                lines.append(line)
    return "\n".join(lines)


def _cues(text: str) -> list[list[str]]:
    """Return the lines of each title: those after its time, up to the number or name before the next time."""
    lines = text.splitlines()
    times = [number for number, line in enumerate(lines) if _TIMES.match(line)]
    cues = []
    for start, following in zip(times, [*times[1:], len(lines) + 1], strict=True):
        end = following
        if end > len(lines):
            end = len(lines)
        elif end - 1 > start and _is_name(lines, end - 1):
            end -= 1
        cues.append(_without_notes(lines[start + 1 : end]))
    return cues


def _is_name(lines: list[str], number: int) -> bool:
    return lines[number].strip().isdigit() or not lines[number - 1].strip()


def _without_notes(lines: list[str]) -> list[str]:
    """Drop the blocks of WebVTT that are not shown. Each begins after a blank line and ends before one."""
    kept: list[str] = []
    in_note = False
    for before, line in zip(["", *lines], lines, strict=False):
        if not line.strip():
            in_note = False
        elif not before.strip() and line.split()[0] in _NOTES and kept:
            in_note = True
        if not in_note:
            kept.append(line)
    return kept
