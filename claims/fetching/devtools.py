"""Talk to a browser over the two pipes of its DevTools protocol: JSON, each message ended by a zero byte.

Only what the driver asks for is read. Whatever a page makes the browser say is bounded in size and time.
"""

import json
import os
import select
from collections.abc import Callable
from typing import Any

from .bounded import Broken, Deadline

_STEP = 256 * 1024  # bytes read at once
_LONGEST = 40_000_000  # bytes of one message: a picture in base64, and what surrounds it
_LOOK = 0.2  # seconds between two looks at what the browser uses

Values = dict[str, Any]


class DevTools:
    """A browser's pipes. `watch` is called several times a second, and raises to end the wait."""

    def __init__(
        self, writing: int, reading: int, *, deadline: Deadline, watch: Callable[[], None]
    ) -> None:
        self._writing, self._reading = writing, reading
        self._deadline, self._watch = deadline, watch
        self._read = bytearray()
        self._number = 0
        self.session = ""  # of the page, once it is attached
        self.on_event: Callable[[str, Values], None] = lambda _method, _values: None

    def send(self, method: str, **values: Any) -> int:
        """Send a command without waiting for its result."""
        self._number += 1
        message: Values = {"id": self._number, "method": method, "params": values}
        if self.session:
            message["sessionId"] = self.session
        os.write(self._writing, json.dumps(message).encode() + b"\0")
        return self._number

    def call(self, method: str, **values: Any) -> Values:
        """Return the result of a command. Raises TimeoutError, or Broken if the browser refused it or ended."""
        number = self.send(method, **values)
        while True:
            message = self._next(self._deadline)
            if message.get("id") == number:
                if "result" not in message:
                    raise Broken(f"{method} was refused")
                result: Values = message["result"]
                return result

    def wait_until(self, is_so: Callable[[], bool], seconds: float) -> None:
        """Wait until it is so, at most this many seconds."""
        until = Deadline(min(seconds, self._deadline.left()))
        try:
            while not is_so():
                self._next(until)
        except TimeoutError:
            self._deadline.left()

    def _next(self, until: Deadline) -> Values:
        """Return the next message, after its event was handled."""
        while (end := self._read.find(b"\0")) < 0:
            self._watch()
            ready, _, _ = select.select([self._reading], [], [], min(_LOOK, until.left()))
            piece = os.read(self._reading, _STEP) if ready else b""
            if ready and not piece:
                raise Broken("the browser ended")
            self._read += piece
            if len(self._read) > _LONGEST:
                raise Broken("the browser says too much")
        until.left()  # messages that never end do not outlast it
        message: Values = json.loads(self._read[:end])
        del self._read[: end + 1]
        if "method" in message:
            self.on_event(message["method"], message.get("params", {}))
        return message
