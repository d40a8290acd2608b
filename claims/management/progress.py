"""How far a long command has come, and how it ends when it is stopped."""

from django.core.management.base import OutputWrapper

from claims.reads.record.verification import Progress, Tick

INTERRUPTED = 130  # a command that was stopped from its terminal ends with it, as a shell says it

_STRIDE = 1_000


def on_terminal(stream: OutputWrapper) -> Progress:
    """One line that is written over, on a terminal alone."""

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
    """The same, of something whose number is known."""
    if stream.isatty():
        stream.write(f"\r{what}: {done} of {total}", ending="\n" if done == total else "")
        stream.flush()
