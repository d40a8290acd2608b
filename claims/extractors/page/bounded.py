"""Extract from a file within fixed limits of time and memory.

What could take long is read by a process of its own, which a hostile file may bring down. That process
runs `child`: a line of JSON and the bytes on its standard input, JSON on its standard output.
"""

import json
import subprocess
import sys
import tempfile
from dataclasses import asdict
from pathlib import Path

from .extract import PDF, Extracted, extract
from .html import PageReading

IN_A_REQUEST = 4  # CPU seconds, while somebody and a web worker wait
IN_BACKGROUND = 20
_WAIT = 15  # seconds waited per CPU second, on a machine that does other things, too
_MOST_MEMORY = 600_000_000  # bytes of address space, Python's own among them
_MOST_OUTPUT = 20_000_000  # bytes; two million characters are at most eight million

# What is read at once, without the 0.4 s that a process costs. The worst files within these limits take
# about a second: attributes of one tag, of which libxml2 compares each with all others, and short lines.
_AT_ONCE_BYTES = 50_000
_AT_ONCE_TAGS = 3_000

_CHILD = (
    "import sys; sys.path.insert(0, sys.argv[1]); "
    "from claims.extractors.page.bounded import child; child(int(sys.argv[2]))"
)
_ROOT = str(Path(__file__).resolve().parents[3])

TOO_HARD = Extracted(problem="too_hard")
UNREADABLE = Extracted(problem="unreadable")


def extract_bounded(
    content: bytes,
    media_type: str,
    declared_encoding: str | None = None,
    *,
    url: str = "",
    seconds: int,
) -> Extracted:
    """Return what is in a file of one of the types READABLE. Never raises for what is in the file.

    The problem is "too_hard" where it takes more than this many CPU seconds or too much memory, and
    "unreadable" where it is broken.
    """
    if media_type != PDF and _is_cheap(content):
        return extract(content, media_type, declared_encoding, url)
    about = json.dumps([media_type, declared_encoding, url]).encode()
    with tempfile.TemporaryFile() as output:
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
            return TOO_HARD
        if done.returncode < 0:  # ended by a signal: the limit of processor time
            return TOO_HARD
        output.seek(0)
        written = output.read(_MOST_OUTPUT)
    try:
        found = json.loads(written)
    except ValueError:
        return UNREADABLE
    page = found.pop("page")
    found["boilerplate"] = [(start, end) for start, end in found["boilerplate"]]
    return Extracted(
        **found, page=page and PageReading(**page | {"authors": tuple(page["authors"])})
    )


def _is_cheap(content: bytes) -> bool:
    """Bytes bound the attributes of a page, which need no more than a blank between them."""
    return len(content) <= _AT_ONCE_BYTES and content.count(b"<") <= _AT_ONCE_TAGS


def _limit(seconds: int) -> None:
    """Memory, processor time and output, and no core file. The parent's clock stands behind them."""
    import resource

    resource.setrlimit(resource.RLIMIT_AS, (_MOST_MEMORY, _MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_FSIZE, (_MOST_OUTPUT, _MOST_OUTPUT))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def child(seconds: int) -> None:
    """Be the process that reads one file. Its limits are set before it looks at the first byte."""
    _limit(seconds)
    about, _, content = sys.stdin.buffer.read().partition(b"\n")
    media_type, declared_encoding, url = json.loads(about)
    try:
        found = extract(content, media_type, declared_encoding, url)
    except (MemoryError, RecursionError):
        found = TOO_HARD
    except Exception:  # noqa: BLE001  (pypdf raises many kinds for a broken file; this process ends here)
        found = UNREADABLE
    written = json.dumps(asdict(found), ensure_ascii=False)
    sys.stdout.buffer.write(written.encode("utf-8", "surrogatepass"))
    sys.stdout.flush()
