"""A power cut at any step: what was acknowledged is there, whole; and the replay can fail."""

from __future__ import annotations

import random
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.power.cuts import Replayed, memory, replay_run
from tests.power.recording import (
    Cut,
    FolderMade,
    FolderSynced,
    Made,
    Op,
    Removed,
    Renamed,
    Synced,
    Wrote,
)
from tests.power.replay import Disk, State, cuts


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder in memory, where there is one: thousands of starts would wear out a disk."""
    with tempfile.TemporaryDirectory(dir=memory()) as folder:
        yield Path(folder)


def replayed(
    folder: Path, acts: int, every: int, *, newest: bool = True, flaw: str | None = None
) -> Replayed:
    done = replay_run(folder, acts=acts, variants=1, every=every, newest=newest, flaw=flaw)
    print(done)
    return done


def test_a_power_cut_loses_nothing_that_was_acknowledged(folder: Path) -> None:
    done = replayed(folder, acts=30, every=11)
    assert done.wrong == []
    assert done.steps > 300 and done.states > 100 and done.acknowledged > 20


def test_a_power_cut_during_a_migration_leaves_the_old_or_the_new_version(folder: Path) -> None:
    done = replayed(folder, acts=0, every=67, newest=False)
    assert done.wrong == []
    assert done.steps > 1000 and done.states > 50


@pytest.mark.parametrize("flaw", ["no-sync", "hasty-rename", "no-folder-sync"])
def test_the_replay_finds_a_missing_sync(folder: Path, flaw: str) -> None:
    assert replayed(folder, acts=20, every=17, flaw=flaw).wrong


def after(*ops: Op) -> list[State]:
    """What a cut after the last of these steps may leave."""
    return [
        state for step, state in cuts(ops, Path("/d"), 20, random.Random(1)) if step == len(ops) - 1
    ]


def test_only_what_is_synced_is_certain() -> None:
    written = (Made("/d/a", 1), FolderSynced("/d"), Wrote(1, 0, b"ab" * 600))
    found = after(*written)
    assert {"/d/a": b""} in found and {"/d/a": b"ab" * 600} in found
    assert {"/d/a": b"ab" * 256} in found  # torn after a sector of 512
    assert after(*written, Synced(1)) == [{"/d/a": b"ab" * 600}] * 25


def test_a_name_that_is_not_synced_may_be_gone_or_back() -> None:
    made = (Made("/d/a", 1), Wrote(1, 0, b"x"), Synced(1))
    assert {} in after(*made)
    named = (*made, FolderSynced("/d"), Renamed("/d/a", "/d/b"))
    assert [state for state in after(*named) if len(state) != 1] == []
    assert {tuple(state) for state in after(*named)} == {("/d/a",), ("/d/b",)}
    removed = (*named, FolderSynced("/d"), Removed("/d/b"))
    assert {tuple(state) for state in after(*removed)} == {("/d/b",), ()}


def test_what_is_in_a_folder_that_is_gone_is_gone() -> None:
    inside = (FolderMade("/d/f"), Made("/d/f/a", 1), FolderSynced("/d/f"))
    assert {} in after(*inside)
    assert after(*inside, FolderSynced("/d")) == [{"/d/f": None, "/d/f/a": b""}] * 25


def test_a_file_may_keep_its_old_length() -> None:
    cut = (Made("/d/a", 1), FolderSynced("/d"), Wrote(1, 0, b"xyz"), Synced(1), Cut(1, 1))
    assert {state["/d/a"] for state in after(*cut)} == {b"xyz", b"x"}


def test_a_rename_from_nowhere_is_no_rename() -> None:
    with pytest.raises(ValueError, match="not there"):
        Disk("/d").do(Renamed("/d/a", "/d/b"))
