"""A small storm; the whole one is ``python -m tests.storm``."""

from __future__ import annotations

from pathlib import Path

import db as store
from tests.storm.judge import judge
from tests.storm.storm import acknowledged, rage

JOBS = 15
KILLS = 2


def test_nothing_is_lost_nothing_comes_twice_and_no_voucher_lets_in_twice(tmp_path: Path) -> None:
    storm = rage(tmp_path, jobs=JOBS, kills=KILLS, chance=0.9, seed=7)
    verdict = storm.verdict
    assert verdict.wrong == []
    assert storm.kills == KILLS
    assert storm.faults.total()
    assert verdict.states.total() - verdict.copies >= JOBS
    assert verdict.papers

    database = store.open_database(f"sqlite:///{tmp_path / 'onthaal.db'}")
    try:
        noted = acknowledged(tmp_path)
        twice = judge(tmp_path, [*storm.papers, *storm.papers], noted)
        came_out = sum(
            count for how, count in verdict.on_paper.items() if how.endswith(": on paper")
        )
        assert len(twice.unmarked_duplicates) == came_out
        nothing = judge(tmp_path, [], noted)
        assert nothing.untrue or not verdict.states["printed"]
        assert judge(tmp_path, [], [*noted, 99_999]).lost
    finally:
        database.close()
