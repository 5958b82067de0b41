"""When a clock may be believed, turning one right, and the day on which the program was made."""

from __future__ import annotations

import shutil
import subprocess
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from deploy.build_date import with_date
from kiosk import machine_time, release
from kiosk.clock_form import Part, turned
from kiosk.clock_guard import FARTHEST_AHEAD, Doubt, doubt, is_step

ROOT = Path(__file__).parent.parent
BRUSSELS = ZoneInfo("Europe/Brussels")
BUILT = datetime(2026, 11, 1, tzinfo=UTC)
LAST = datetime(2026, 11, 14, 16, 30, tzinfo=UTC)
SECOND = timedelta(seconds=1)


@pytest.mark.parametrize(
    ("now", "vouched", "expected"),
    [
        (datetime(1970, 1, 1, 0, 0, 12, tzinfo=UTC), False, "behind"),
        (datetime(1970, 1, 1, 0, 0, 12, tzinfo=UTC), True, "behind"),
        (LAST - SECOND, True, "behind"),
        (LAST, False, None),
        (LAST + FARTHEST_AHEAD, False, None),
        (LAST + FARTHEST_AHEAD + SECOND, False, "ahead"),
        (LAST + timedelta(days=7), False, "ahead"),
        (LAST + timedelta(days=7), True, None),
        (datetime(2038, 1, 19, 3, 14, 8, tzinfo=UTC), True, None),
        (datetime(2038, 1, 19, 3, 14, 8, tzinfo=UTC), False, "ahead"),
        (datetime(2099, 12, 31, tzinfo=UTC), False, "ahead"),
        (datetime(2106, 2, 7, 6, 28, 16, tzinfo=UTC), True, None),
    ],
)
def test_a_clock_beside_the_last_record(
    now: datetime, vouched: bool, expected: Doubt | None
) -> None:
    assert doubt(now, last=LAST, built=BUILT, vouched=vouched) == expected


def test_a_clock_before_the_program_was_made() -> None:
    for vouched in (False, True):
        assert doubt(BUILT - SECOND, last=None, built=BUILT, vouched=vouched) == "before_build"
        earlier = LAST - timedelta(days=300)
        assert doubt(BUILT - SECOND, last=earlier, built=BUILT, vouched=vouched) == "before_build"
    # Nothing was written down yet: nothing tells that the clock is ahead.
    assert doubt(BUILT + timedelta(days=900), last=None, built=BUILT, vouched=False) is None


def test_a_step_is_more_than_the_network_ever_slews() -> None:
    assert is_step(timedelta(seconds=-2)) and is_step(timedelta(days=7))
    assert not is_step(timedelta(seconds=1.9)) and not is_step(timedelta(0))


def wall(*numbers: int, fold: int = 0) -> datetime:
    return datetime(*numbers, tzinfo=BRUSSELS, fold=fold)  # type: ignore[arg-type,misc]


@pytest.mark.parametrize(
    ("shown", "part", "by", "expected"),
    [
        (wall(2026, 11, 30, 9, 5), "day", 1, wall(2026, 12, 1, 9, 5)),
        (wall(2026, 3, 1, 9, 5), "day", -1, wall(2026, 2, 28, 9, 5)),
        (wall(2026, 12, 31, 23, 59), "minute", 1, wall(2027, 1, 1)),
        (wall(2026, 1, 31, 9, 5), "month", 1, wall(2026, 2, 28, 9, 5)),
        (wall(2026, 1, 31, 9, 5), "month", -1, wall(2025, 12, 31, 9, 5)),
        (wall(2028, 2, 29, 9, 5), "year", 1, wall(2029, 2, 28, 9, 5)),
        (wall(2027, 2, 28, 9, 5), "day", 1, wall(2027, 3, 1, 9, 5)),
        (wall(2028, 2, 28, 9, 5), "day", 1, wall(2028, 2, 29, 9, 5)),
        (wall(2026, 10, 24, 9, 5), "day", 1, wall(2026, 10, 25, 9, 5)),  # longer by an hour
        (wall(2027, 3, 28, 1, 30), "hour", 1, wall(2027, 3, 28, 3, 30)),  # there is no 2:30
        (wall(2027, 3, 28, 3, 30), "hour", -1, wall(2027, 3, 28, 1, 30)),
        (wall(2026, 10, 25, 2, 30), "hour", 1, wall(2026, 10, 25, 2, 30, fold=1)),
        (wall(2199, 12, 31, 9, 5), "day", 1, wall(2199, 12, 31, 9, 5)),
        (wall(2199, 12, 1, 9, 5), "month", 1, wall(2199, 12, 1, 9, 5)),
        (wall(2000, 1, 1, 0, 0), "hour", -1, wall(2000, 1, 1, 0, 0)),
    ],
)
def test_turning_one_part(shown: datetime, part: Part, by: int, expected: datetime) -> None:
    there = turned(shown, part, by)
    assert there.astimezone(UTC) == expected.astimezone(UTC)
    assert there.tzinfo is shown.tzinfo


def test_an_hour_that_does_not_exist_is_the_next_one() -> None:
    shown = turned(wall(2027, 3, 27, 2, 30), "day", 1)
    assert (shown.day, shown.hour, shown.minute) == (28, 3, 30)


def test_this_machine_tells_its_time_and_how_long_it_runs() -> None:
    machine = machine_time.this_machine()
    begun = machine.uptime()
    assert abs(machine.wall() - datetime.now(UTC)) < timedelta(minutes=1)
    assert 0 < begun <= machine.uptime()
    assert isinstance(machine.vouched(), bool)
    assert len(machine.boot()) == 36 and machine.boot() == machine.boot()


def test_the_file_of_timesyncd_says_that_the_network_gave_the_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = tmp_path / "synchronized"
    monkeypatch.setattr(machine_time, "_SYNCHRONISED", said)
    monkeypatch.setattr(machine_time, "_kernel_is_synchronised", lambda: False)
    assert not machine_time.network_gave_time()
    said.touch()
    assert machine_time.network_gave_time()


@pytest.mark.parametrize(("answer", "expected"), [(0, True), (4, True), (5, False), (-1, False)])
def test_the_kernel_is_asked_by_what_adjtimex_returns(
    answer: int, expected: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    import ctypes

    class Library:
        def __init__(self, name: object) -> None:
            assert name is None

        def adjtimex(self, asked: ctypes.Array[ctypes.c_char]) -> int:
            assert asked.raw == bytes(512)  # it asks, and sets nothing
            return answer

    monkeypatch.setattr(ctypes, "CDLL", Library)
    assert machine_time._kernel_is_synchronised() is expected


def test_without_a_name_of_this_run_nothing_is_taken_for_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(machine_time, "_BOOT", tmp_path / "none")
    assert machine_time.boot_name() == ""


def test_the_build_date_keeps_up_with_the_source() -> None:
    assert date(2026, 11, 1) <= release.BUILT
    git = shutil.which("git")
    if git is None or not (ROOT / ".git").exists():
        return  # a copy without its history: whoever made it ran this test before
    asked = [git, "-C", str(ROOT), "log", "-1", "--format=%cs"]
    told = subprocess.run(asked, capture_output=True, text=True, check=False, timeout=60)
    if told.returncode == 0 and told.stdout.strip():
        newest = date.fromisoformat(told.stdout.strip())
        assert newest - release.BUILT <= timedelta(days=31), "run: python deploy/build_date.py"


def test_the_build_date_is_written_by_a_script() -> None:
    source = (ROOT / "kiosk" / "release.py").read_text(encoding="utf-8")
    assert with_date(source, release.BUILT) == source
    assert "\nBUILT: Final = date(2031, 2, 3)\n" in with_date(source, date(2031, 2, 3))
    with pytest.raises(ValueError, match="BUILT"):
        with_date("nothing", release.BUILT)
