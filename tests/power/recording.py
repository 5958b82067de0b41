"""What a program did to the files in a folder: recorded by strace, with every byte it wrote."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

CALLS = (
    "openat,open,creat,close,lseek,write,pwrite64,writev,pwritev,sendfile,copy_file_range,"
    "ftruncate,truncate,fallocate,fsync,fdatasync,sync_file_range,rename,renameat,renameat2,"
    "unlink,unlinkat,link,linkat,symlink,symlinkat,mkdir,mkdirat,rmdir,dup,dup2,dup3"
)
"""All by which content or names change, and what they need to be understood."""

_CALL = re.compile(r"(?:\d+ +)?(\w+)\((.*)\) += (-?\d+)")
_PART = re.compile(r'"((?:\\x[0-9a-f]{2})*)"|([^\s,"]+)')


@dataclass(frozen=True, slots=True)
class Made:
    """A file got its first name."""

    path: str
    file: int


@dataclass(frozen=True, slots=True)
class Wrote:
    """Bytes were written at a place in a file."""

    file: int
    at: int
    data: bytes


@dataclass(frozen=True, slots=True)
class Cut:
    """A file was given another length."""

    file: int
    size: int


@dataclass(frozen=True, slots=True)
class Synced:
    """The content of a file was waited for."""

    file: int


@dataclass(frozen=True, slots=True)
class FolderSynced:
    """The names in a folder were waited for."""

    path: str


@dataclass(frozen=True, slots=True)
class FolderMade:
    """A folder got its name."""

    path: str


@dataclass(frozen=True, slots=True)
class Renamed:
    """A file got another name, in the place of what had it."""

    path: str
    to: str


@dataclass(frozen=True, slots=True)
class Linked:
    """A file got one name more."""

    path: str
    to: str


@dataclass(frozen=True, slots=True)
class Removed:
    """A name was taken away."""

    path: str


Op = Made | Wrote | Cut | Synced | FolderSynced | FolderMade | Renamed | Linked | Removed


def record(command: Sequence[str], folder: Path, trace: Path, cwd: Path) -> list[Op]:
    """Run a program of one thread under strace; everything it did in ``folder``, in order."""
    strace = ["strace", "-f", "-q", "--seccomp-bpf", "-xx", "-s", "16777216", "-e", "signal=none"]
    strace += ["-e", f"trace={CALLS}", "-o", str(trace)]
    subprocess.run([*strace, *command], cwd=cwd, check=True)
    with open(trace, encoding="ascii") as lines:
        return list(Reader(folder).read(lines))


class Reader:
    """Turns the lines of strace into what happened to files; raises for what it does not know."""

    def __init__(self, folder: Path) -> None:
        self._folder = str(folder)
        self._names: dict[str, int] = {}
        self._sizes: dict[int, int] = {}
        self._held: dict[int, tuple[int, bool] | str] = {}
        self._at: dict[int, int] = {}
        self._files = 0

    def read(self, lines: Iterator[str]) -> Iterator[Op]:
        """What happened, in order."""
        for line in lines:
            if "<unfinished" in line or " resumed>" in line:
                raise ValueError("the recorded program has more than one thread")
            call = _CALL.match(line)
            if call is None or int(call[3]) < 0:
                continue
            act: Callable[[list[str], int], Iterator[Op]] | None = getattr(
                self, f"_{call[1]}", None
            )
            if act is None:
                raise ValueError(f"a call that the recorder does not know: {line[:200]}")
            yield from act(_parts(call[2]), int(call[3]))

    def _inside(self, path: str) -> bool:
        return path.startswith(self._folder + "/")

    def _openat(self, parts: list[str], fd: int) -> Iterator[Op]:
        path, flags = _text(parts[1]), parts[2]
        self._held.pop(fd, None)
        if path == self._folder or ("O_DIRECTORY" in flags and self._inside(path)):
            self._held[fd] = path
        elif self._inside(path):
            if path not in self._names:
                if "O_CREAT" not in flags:
                    self._held[fd] = path  # a folder, opened to be synced
                    return
                self._files += 1
                self._names[path] = self._files
                self._sizes[self._files] = 0
                yield Made(path, self._files)
            file = self._names[path]
            self._held[fd] = (file, "O_APPEND" in flags)
            self._at[fd] = 0
            if "O_TRUNC" in flags and self._sizes[file]:
                yield from self._resize(file, 0)

    def _open(self, parts: list[str], fd: int) -> Iterator[Op]:
        return self._openat(["", *parts], fd)

    def _close(self, parts: list[str], _result: int) -> Iterator[Op]:
        self._held.pop(int(parts[0]), None)
        yield from ()

    def _lseek(self, parts: list[str], result: int) -> Iterator[Op]:
        self._at[int(parts[0])] = result
        yield from ()

    def _write(self, parts: list[str], result: int) -> Iterator[Op]:
        held = self._held.get(int(parts[0]))
        if isinstance(held, tuple):
            file, appends = held
            at = self._sizes[file] if appends else self._at[int(parts[0])]
            self._at[int(parts[0])] = at + result
            yield self._wrote(file, at, _bytes(parts[1])[:result])

    def _pwrite64(self, parts: list[str], result: int) -> Iterator[Op]:
        held = self._held.get(int(parts[0]))
        if isinstance(held, tuple):
            yield self._wrote(held[0], int(parts[3]), _bytes(parts[1])[:result])

    def _wrote(self, file: int, at: int, data: bytes) -> Wrote:
        self._sizes[file] = max(self._sizes[file], at + len(data))
        return Wrote(file, at, data)

    def _ftruncate(self, parts: list[str], _result: int) -> Iterator[Op]:
        held = self._held.get(int(parts[0]))
        if isinstance(held, tuple):
            yield from self._resize(held[0], int(parts[1]))

    def _resize(self, file: int, size: int) -> Iterator[Op]:
        self._sizes[file] = size
        yield Cut(file, size)

    def _fsync(self, parts: list[str], _result: int) -> Iterator[Op]:
        held = self._held.get(int(parts[0]))
        if isinstance(held, tuple):
            yield Synced(held[0])
        elif held is not None:
            yield FolderSynced(held)

    _fdatasync = _fsync

    def _rename(self, parts: list[str], _result: int) -> Iterator[Op]:
        path, to = _text(parts[0]), _text(parts[1])
        if self._inside(path):
            self._names[to] = self._names.pop(path)
            yield Renamed(path, to)

    def _link(self, parts: list[str], _result: int) -> Iterator[Op]:
        path, to = _text(parts[0]), _text(parts[1])
        if self._inside(path):
            self._names[to] = self._names[path]
            yield Linked(path, to)

    def _linkat(self, parts: list[str], result: int) -> Iterator[Op]:
        return self._link([parts[1], parts[3]], result)

    def _unlink(self, parts: list[str], _result: int) -> Iterator[Op]:
        path = _text(parts[0])
        if self._inside(path):
            del self._names[path]
            yield Removed(path)

    def _unlinkat(self, parts: list[str], result: int) -> Iterator[Op]:
        return self._unlink(parts[1:], result)

    def _mkdir(self, parts: list[str], _result: int) -> Iterator[Op]:
        path = _text(parts[0])
        if self._inside(path):
            yield FolderMade(path)


def _parts(arguments: str) -> list[str]:
    """The arguments of a call; what was text or bytes is still written as hexadecimal."""
    return [match[1] if match[2] is None else match[2] for match in _PART.finditer(arguments)]


def _bytes(coded: str) -> bytes:
    return bytes.fromhex(coded.replace("\\x", ""))


def _text(coded: str) -> str:
    return _bytes(coded).decode()
