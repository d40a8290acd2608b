"""Read the text of a PDF in a separate process, which a hostile file may bring down.

Uses pypdf. No script in the file is run and nothing is fetched. Run as a program, this module is
that process: bytes on its standard input, JSON on its standard output.
"""

import json
import subprocess
import sys
from dataclasses import dataclass, field
from typing import Any

SECONDS = 20  # in total; then the process is killed
MOST_MEMORY = 400_000_000  # bytes of address space, including Python's own
MOST_PAGES = 2_000
MOST_CHARACTERS = 2_000_000


@dataclass(frozen=True)
class PdfReading:
    """The text of a PDF, which may contain boilerplate; `problem` says why there is none."""

    text: str = ""
    title: str | None = None
    authors: tuple[str, ...] = field(default=())
    problem: str = ""


UNREADABLE = PdfReading(problem="We could not read this PDF. It may be damaged.")
TOO_HARD = PdfReading(problem="Reading this PDF takes too much time or memory.")
NO_TEXT = "This PDF contains no text. Its pages may be images."


def read_pdf(content: bytes) -> PdfReading:
    """Return the text of a PDF, pages separated by a blank line. Never raises because of the file.

    Starts a process: some 0.2 s for a few pages, at most SECONDS.
    """
    from claims.extractors.text.characters import nfc, storable

    try:
        # -I: neither the folder nor the environment affects what is imported there.
        done = subprocess.run(
            [sys.executable, "-I", __file__], input=content, capture_output=True, timeout=SECONDS
        )
    except subprocess.TimeoutExpired:
        return TOO_HARD
    if done.returncode < 0:  # ended by a signal: the limit of processor time
        return TOO_HARD
    try:
        found = json.loads(done.stdout)
    except ValueError:
        return UNREADABLE
    lines = (" ".join(line.split()) for line in nfc(storable(found["text"])).split("\n"))
    text = "\n".join(lines).strip("\n")
    title = " ".join(nfc(storable(found["title"])).split())
    author = " ".join(nfc(storable(found["author"])).split())
    return PdfReading(
        text=text,
        title=title or None,
        authors=(author,) if author else (),
        problem=found["problem"] or ("" if text.strip() else NO_TEXT),
    )


def _limit() -> None:
    """Limit memory and processor time, and write no core file. The parent also sets a timeout."""
    import resource

    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _read(content: bytes) -> dict[str, str]:
    from io import BytesIO

    from pypdf import PdfReader

    reader = PdfReader(BytesIO(content))
    found = {"text": "", "title": "", "author": "", "problem": ""}
    if reader.is_encrypted and not _opens_without_password(reader):
        return found | {"problem": "This PDF is protected by a password."}
    if len(reader.pages) > MOST_PAGES:
        return found | {"problem": f"This PDF has more than {MOST_PAGES:,} pages."}
    pages: list[str] = []
    size = 0
    for page in reader.pages:
        pages.append(page.extract_text())
        size += len(pages[-1])
        if size > MOST_CHARACTERS:
            problem = f"This PDF contains more than {MOST_CHARACTERS:,} characters."
            return found | {"problem": problem}
    found["text"] = "\n\n".join(pages)
    if reader.metadata:
        found["title"] = str(reader.metadata.title or "")
        found["author"] = str(reader.metadata.author or "")
    return found


def _opens_without_password(reader: Any) -> bool:
    """Return True if the file opens: many are only locked against changes."""
    try:
        return bool(reader.decrypt(""))
    except Exception:  # noqa: BLE001  (ciphers that are missing or broken)
        return False


def _main() -> None:
    _limit()
    content = sys.stdin.buffer.read()
    try:
        found = _read(content)
    except MemoryError:
        found = {"text": "", "title": "", "author": "", "problem": TOO_HARD.problem}
    except Exception:  # noqa: BLE001  (pypdf raises many types for a broken file; this process ends here)
        found = {"text": "", "title": "", "author": "", "problem": UNREADABLE.problem}
    json.dump(found, sys.stdout)  # ASCII: a lone surrogate passes as an escape


if __name__ == "__main__":
    _main()
