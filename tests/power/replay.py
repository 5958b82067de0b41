"""A disk that loses its power: what may be on it after each step, by what was synced until then.

Synced content and names are there for certain. All else may be there, or not, or torn: of a write
each sector of its own, of the names in a folder each change of its own, in no order that a program
could count on.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tests.power.recording import (
    Cut,
    FolderMade,
    FolderSynced,
    Linked,
    Made,
    Op,
    Removed,
    Renamed,
    Synced,
    Wrote,
)

SECTORS: Final = (512, 4096)
REBUILT: Final = "-shm"
"""SQLite shares this file as memory and makes it anew at each first opening."""

A_FOLDER: Final = -1

Change = Mapping[str, int | None]
"""Names that change at once: the file that a name means from then on, or none."""

State = Mapping[str, bytes | None]
"""What is on the disk: the content of each file by its name; None is a folder."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What became of all that was not synced: ``name`` and ``data`` say it for each of them."""

    name: Callable[[], bool]
    data: Callable[[], float]
    """How much of a write is there: 0 nothing, 1 all of it, between them some of its sectors."""
    dice: random.Random


class Disk:
    """The certain and the uncertain part of what is in a folder."""

    def __init__(self, folder: str) -> None:
        self._folder = folder
        self._names: dict[str, int] = {}
        self._content: dict[int, bytes] = {}
        self._changes: dict[str, list[Change]] = {}
        self._writes: dict[int, list[Wrote | Cut]] = {}

    def do(self, op: Op) -> None:
        """One more step of the program; all of it is uncertain until it syncs."""
        match op:
            case Made(path, file):
                self._content[file] = b""
                self._change(path, {path: file})
            case FolderMade(path):
                self._change(path, {path: A_FOLDER})
            case Renamed(path, to):
                self._change(path, {path: None, to: self._live(path)})
            case Linked(path, to):
                self._change(to, {to: self._live(path)})
            case Removed(path):
                self._change(path, {path: None})
            case Wrote(file) | Cut(file):
                self._writes.setdefault(file, []).append(op)
            case Synced(file):
                content = bytearray(self._content[file])
                for write in self._writes.pop(file, ()):
                    _apply(content, write)
                self._content[file] = bytes(content)
            case FolderSynced(path):
                for change in self._changes.pop(path, ()):
                    _rename(self._names, change)

    def state(self, choice: Choice) -> State:
        """What a start would find, if the power went now."""
        names = dict(self._names)
        for changes in self._changes.values():
            for change in changes:
                if choice.name():
                    _rename(names, change)
        found: dict[str, bytes | None] = {}
        for path, file in sorted(names.items()):
            above = str(Path(path).parent)
            if (above != self._folder and above not in found) or path.endswith(REBUILT):
                continue
            found[path] = None if file == A_FOLDER else self._as_found(file, choice)
        return found

    def _as_found(self, file: int, choice: Choice) -> bytes:
        writes = self._writes.get(file)
        if not writes:
            return self._content[file]
        content = bytearray(self._content[file])
        for write in writes:
            share = choice.data()
            if share == 1:
                _apply(content, write)
            elif share > 0 and isinstance(write, Wrote):
                for sector in _sectors(write, choice.dice.choice(SECTORS)):
                    if choice.dice.random() < share:
                        _apply(content, sector)
        return bytes(content)

    def _change(self, path: str, change: Change) -> None:
        self._changes.setdefault(str(Path(path).parent), []).append(change)

    def _live(self, path: str) -> int:
        """The file that the running program knows by this name."""
        file = self._names.get(path)
        for change in self._changes.get(str(Path(path).parent), ()):
            file = change.get(path, file)
        if file is None:
            raise ValueError(f"{path} was renamed, but it is not there")
        return file


def cuts(
    ops: Sequence[Op], folder: Path, variants: int, dice: random.Random, every: int = 1
) -> Iterator[tuple[int, State]]:
    """Every prefix of what was done (or one in so many), each with states that a cut may leave.

    Nothing of what was not synced, all of it, the names without the data, the data without the
    names, all but a torn last write, and so many ``variants`` at random.
    """
    disk = Disk(str(folder))
    for step, op in enumerate(ops):
        disk.do(op)
        if step % every:
            continue
        for names, data in ((0, 0.0), (1, 1.0), (1, 0.0), (0, 1.0), (1, 0.5)):
            yield step, disk.state(_always(bool(names), data, dice))
        for _ in range(variants):
            yield step, disk.state(_anyhow(dice))


def _always(name: bool, data: float, dice: random.Random) -> Choice:
    return Choice(lambda: name, lambda: data, dice)


def _anyhow(dice: random.Random) -> Choice:
    return Choice(lambda: dice.random() < 0.5, lambda: dice.choice((0.0, 0.5, 1.0)), dice)


def write_out(state: State, before: Path, folder: Path) -> None:
    """Make a folder as a start would find it; the names were recorded in the folder ``before``."""
    folder.mkdir()
    for path, content in state.items():
        target = folder / Path(path).relative_to(before)
        if content is None:
            target.mkdir()
        else:
            target.touch(0o600)
            target.write_bytes(content)


def _rename(names: dict[str, int], change: Change) -> None:
    for path, file in change.items():
        if file is None:
            names.pop(path, None)
        else:
            names[path] = file


def _apply(content: bytearray, write: Wrote | Cut) -> None:
    end = write.size if isinstance(write, Cut) else write.at + len(write.data)
    if isinstance(write, Cut):
        del content[end:]
    content.extend(bytes(max(0, end - len(content))))
    if isinstance(write, Wrote):
        content[write.at : end] = write.data


def _sectors(write: Wrote, size: int) -> Iterator[Wrote]:
    """A write in the pieces in which a disk does it."""
    at = write.at
    while at < write.at + len(write.data):
        end = min(write.at + len(write.data), (at // size + 1) * size)
        yield Wrote(write.file, at, write.data[at - write.at : end - write.at])
        at = end
