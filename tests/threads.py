"""Threads of tests. Each has its own connection to the database and closes it: nobody else would."""

import threading
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from django.db import connection


def start(call: Callable[[], Any]) -> threading.Thread:
    def run() -> None:
        try:
            call()
        finally:
            connection.close()

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    return thread


def at_once(calls: Sequence[Callable[[], Any]]) -> list[Any]:
    """Make all calls at the same moment, each in its thread, and return what they return or raise."""
    ends: list[Any] = [None] * len(calls)
    barrier = threading.Barrier(len(calls), timeout=60)

    def run(number: int) -> None:
        try:
            barrier.wait()
            ends[number] = calls[number]()
        except Exception as error:  # noqa: BLE001  (handed to the test)
            ends[number] = error

    threads = [start(partial(run, number)) for number in range(len(calls))]
    for thread in threads:
        thread.join(timeout=300)
        assert not thread.is_alive(), "a call did not end"
    return ends
