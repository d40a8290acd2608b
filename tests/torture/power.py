"""Which bytes survive a power cut, replayed from the system calls of a process that strace watched.

A file keeps what was written to it before its last fsync, a folder the names that it had at its last fsync. Writes are
whole, and a disk that says that it has written has written: torn sectors and lying disks are not replayed.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

CALLS = "openat,pwrite64,write,fsync,fdatasync,ftruncate,rename,renameat,renameat2,unlink,unlinkat,mkdir"

_CALL = re.compile(r"^(?:\d+ +)?(\w+)\((.*)\) += (-?\d+)")
_HANDLE = re.compile(r"^(\d+)<([^>]*)>")
_BYTES = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')


@dataclass
class File:
    written: bytearray = field(default_factory=bytearray)
    safe: bytes = b""
    place: int = (
        0  # where the next write() goes; the desk writes its files from the start to the end
    )

    def put(self, data: bytes, offset: int) -> None:
        if offset > len(self.written):
            self.written.extend(bytes(offset - len(self.written)))
        self.written[offset : offset + len(data)] = data


class Disk:
    """What is written below one folder, and what of it a power cut would leave."""

    def __init__(self, root: Path) -> None:
        self.root = str(root)
        self.names: dict[str, File] = {}
        self.safe_names: dict[str, File] = {}
        for path in root.rglob("*"):
            if path.is_file():
                data = path.read_bytes()
                file = File(bytearray(data), data)
                self.names[str(path)] = self.safe_names[str(path)] = file

    def survivors(self) -> dict[str, bytes]:
        return {name: file.safe for name, file in self.safe_names.items()}

    def replay(self, trace: Path) -> Iterator[str]:
        """Carry out each call, and yield each line that the process printed: an acknowledgement."""
        with trace.open() as lines:
            for line in lines:
                if (call := _CALL.match(line)) and int(call[3]) >= 0:
                    printed = self._carry_out(call[1], call[2], int(call[3]))
                    if printed:
                        yield from printed.splitlines()

    def _carry_out(self, name: str, arguments: str, result: int) -> str:
        texts = [_unescape(text) for text in _BYTES.findall(arguments)]
        if name in {"rename", "renameat", "renameat2"}:
            self._rename(*(text.decode() for text in texts[-2:]))
        elif name in {"unlink", "unlinkat"}:
            self.names.pop(texts[-1].decode(), None)
        elif name == "openat":
            self._open(texts[-1].decode(), arguments)
        elif handle := _HANDLE.match(arguments):
            path = _unescape(handle[2]).decode() if "\\x" in handle[2] else handle[2]
            return self._use(name, int(handle[1]), path, arguments, texts, result)
        return ""

    def _open(self, path: str, arguments: str) -> None:
        if not path.startswith(self.root) or "O_DIRECTORY" in arguments:
            return
        if "O_CREAT" in arguments and path not in self.names:
            self.names[path] = File()
        if "O_TRUNC" in arguments and path in self.names:
            self.names[path].written.clear()
        if path in self.names:
            self.names[path].place = 0

    def _rename(self, old: str, new: str) -> None:
        if old in self.names:
            self.names[new] = self.names.pop(old)

    def _use(
        self, name: str, handle: int, path: str, arguments: str, texts: list[bytes], result: int
    ) -> str:
        if name == "write" and handle == 1:
            return texts[0].decode()
        if name in {"fsync", "fdatasync"} and path not in self.names:
            self._keep_names(path)
            return ""
        file = self.names.get(path)
        if file is None:
            return ""
        if name == "pwrite64":
            file.put(texts[0][:result], int(arguments.rsplit(",", 1)[1]))
        elif name == "write":
            file.put(texts[0][:result], file.place)
            file.place += result
        elif name == "ftruncate":
            length = int(arguments.rsplit(",", 1)[1])
            file.written[length:] = bytes(max(0, length - len(file.written)))
        else:
            file.safe = bytes(file.written)
        return ""

    def _keep_names(self, folder: str) -> None:
        """The names in a folder are safe from now on, and those that are gone are gone."""
        inside = {
            path for path in {*self.names, *self.safe_names} if path.rpartition("/")[0] == folder
        }
        for path in inside:
            if path in self.names:
                self.safe_names[path] = self.names[path]
            else:
                del self.safe_names[path]


def _unescape(text: str) -> bytes:
    return bytes.fromhex(text.replace("\\x", ""))
