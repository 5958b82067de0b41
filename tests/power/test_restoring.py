"""A power cut while a copy is put back; all steps: ``python -m tests.power.restoring``."""

from __future__ import annotations

import tempfile
from pathlib import Path

from tests.power.cuts import memory
from tests.power.restoring import replay


def test_a_power_cut_during_a_restore_leaves_the_old_data_or_the_new() -> None:
    with tempfile.TemporaryDirectory(dir=memory()) as folder:
        found = replay(Path(folder), variants=1, every=7)
    assert found.wrong == []
    assert found.states > 50
    assert found.old and found.new
