"""How far a long command has come: one line that is written over, on a terminal alone."""

from django.core.management.base import OutputWrapper

from claims.reads.verification import Progress, Tick

_STRIDE = 1_000


def on_terminal(stream: OutputWrapper) -> Progress:
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
