"""Call a function on the bytes of a file in a process of its own, with limits, so that a hostile file ends there.

The child gets a line of JSON and the bytes on its standard input, and writes JSON on its standard output.
"""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from threading import BoundedSemaphore
from typing import Any

IN_A_REQUEST = 8  # CPU seconds, while somebody and a web worker wait
IN_BACKGROUND = 20
_WAIT = 15  # seconds waited per CPU second, on a machine that does other things, too
# Half of a web process's threads may wait for children that somebody uploaded a file to; the others serve everybody else.
READERS = BoundedSemaphore(4)
LONGEST_QUEUE = 5  # seconds
_NICENESS = 10  # a ninth of the processor time of a web process that needs it, too
_MOST_MEMORY = 600_000_000  # bytes of address space, Python's own among them
_MOST_OUTPUT = 20_000_000  # bytes; two million characters are at most eight million

_CHILD = (
    "import sys; sys.path.insert(0, sys.argv[1]); "
    "from claims.extractors.child import serve; serve(int(sys.argv[2]))"
)
_ROOT = str(Path(__file__).resolve().parents[2])

# What no file may make a parser do. Python tells of each before it happens (PEP 578).
_REFUSED = frozenset(
    [
        "socket.bind", "socket.connect", "socket.getaddrinfo", "socket.gethostbyname",
        "socket.sendmsg", "socket.sendto", "subprocess.Popen", "os.exec", "os.fork",
        "os.forkpty", "os.posix_spawn", "os.spawn", "os.system",
    ]
)  # fmt: skip


class TooHard(Exception):
    """The file takes more time, memory or output than a file may."""


class Busy(Exception):
    """This process reads as many files as it may, while somebody waits for each."""


class Unreadable(Exception):
    """The file is broken, or not what it claims to be."""


def in_child(function: Callable[..., Any], content: bytes, *arguments: Any, seconds: int) -> Any:
    """Return function(content, *arguments), computed in at most this many CPU seconds. Raises TooHard, Unreadable or Busy.

    The function is at the top of its module. Its arguments and its result are JSON. Any error that it raises, apart
    from TooHard, means that the file is unreadable. It can open no connection and start no process. Starting the
    child takes about 0.4 s.
    """
    name = f"{function.__module__}:{function.__name__}"
    about = json.dumps([name, arguments]).encode()
    with _turn(seconds), tempfile.TemporaryFile() as output:
        try:
            # -I: neither the folder nor the environment decides what is imported there.
            done = subprocess.run(
                [sys.executable, "-I", "-c", _CHILD, _ROOT, str(seconds)],
                input=about + b"\n" + content,
                stdout=output,
                stderr=subprocess.DEVNULL,
                timeout=seconds * _WAIT,
            )
        except subprocess.TimeoutExpired:
            raise TooHard from None
        if done.returncode < 0:  # ended by a signal: the limit of processor time
            raise TooHard
        output.seek(0)
        written = output.read(_MOST_OUTPUT)
    try:
        problem, result = json.loads(written)
    except ValueError:
        raise Unreadable from None
    if problem:
        raise TooHard if problem == "too_hard" else Unreadable
    return result


@contextmanager
def _turn(seconds: int) -> Iterator[None]:
    """Wait for a place among the children of requests. The background reads one file at a time anyway."""
    if seconds > IN_A_REQUEST:
        yield
        return
    if not READERS.acquire(timeout=LONGEST_QUEUE):
        raise Busy
    try:
        yield
    finally:
        READERS.release()


def serve(seconds: int) -> None:
    """Be the process that reads one file. Its limits are set before it looks at the first byte."""
    _limit(seconds)
    about, _, content = sys.stdin.buffer.read().partition(b"\n")
    name, arguments = json.loads(about)
    module, _, function = name.partition(":")
    problem, result = "", None
    try:
        result = getattr(import_module(module), function)(content, *arguments)
    except (MemoryError, RecursionError, TooHard):
        problem = "too_hard"
    except Exception:  # noqa: BLE001  (parsers raise many kinds for a broken file; this process ends here)
        problem = "unreadable"
    written = json.dumps([problem, result], ensure_ascii=False)
    sys.stdout.buffer.write(written.encode("utf-8", "surrogatepass"))
    sys.stdout.flush()


def _limit(seconds: int) -> None:
    """Memory, processor time and output, no core file, no network. The parent's clock stands behind them."""
    import resource

    os.nice(_NICENESS)
    # numpy's threads would each reserve memory of the little that there is.
    os.environ["OPENBLAS_NUM_THREADS"] = "1"
    resource.setrlimit(resource.RLIMIT_AS, (_MOST_MEMORY, _MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_FSIZE, (_MOST_OUTPUT, _MOST_OUTPUT))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    sys.addaudithook(_refuse)


def _refuse(event: str, _: Any) -> None:
    if event in _REFUSED:
        raise PermissionError(event)
