"""The progress of a long command, and its exit code when it is stopped."""

from django.core.management.base import OutputWrapper

from claims.reads.record.faults import Tick
from claims.reads.record.verification import Progress

INTERRUPTED = 130  # exit code of a command stopped with Ctrl+C, as shells use it

_STRIDE = 1_000


def on_terminal(stream: OutputWrapper) -> Progress:
    """Return what shows progress on one line that it overwrites, if the stream is a terminal."""

    def progress(what: str) -> Tick | None:
        if not stream.isatty():
            return None
        ticks = 0

        def tick(reached: int) -> None:
            nonlocal ticks
            if ticks % _STRIDE == 0:
                stream.write(f"\r{what}: {reached:,}\033[K\r", ending="")
                stream.flush()
            ticks += 1

        return tick

    return progress


def count_up(stream: OutputWrapper, what: str, done: int, total: int) -> None:
    """Show progress if the total is known."""
    if stream.isatty():
        stream.write(f"\r{what}: {done} of {total}", ending="\n" if done == total else "")
        stream.flush()


def count_faults(number: int) -> str:
    return "1 fault" if number == 1 else f"{number} faults"
