"""The log: ids only, small, and never a reason to stop."""

from __future__ import annotations

import logging
import os
import re
import stat
import time
import warnings
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from kiosk import log
from kiosk.log import FILE_NAME, KEPT, LogError, fault, note, start_log


@pytest.fixture(autouse=True)
def _logging_as_it_was() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    pil = logging.getLogger("PIL").level
    root.handlers.clear()  # pytest's own, which start_log would close
    yield
    logging.captureWarnings(False)
    for handler in root.handlers:
        handler.close()
    root.handlers[:] = handlers
    root.setLevel(level)
    logging.getLogger("PIL").setLevel(pil)


@pytest.fixture
def far_east(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A clock whose day is never that of UTC for long."""
    with monkeypatch.context() as patch:
        patch.setenv("TZ", "XXX-11:30")
        time.tzset()
        yield
    time.tzset()


def test_an_act_is_one_line_of_numbers_with_the_time_in_utc(tmp_path: Path, far_east: None) -> None:
    file = start_log(tmp_path)
    note("order_handed_in", order=12, number=4)
    note("moment_opened")
    lines = file.read_text(encoding="utf-8").splitlines()
    assert re.fullmatch(
        r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ INFO onthaal: order_handed_in .*", lines[0]
    )
    written = datetime.fromisoformat(lines[0].split()[0])
    assert abs(datetime.now(UTC) - written) < timedelta(minutes=5)
    assert lines[0].endswith(": order_handed_in order=12 number=4")
    assert lines[1].endswith(": moment_opened")


def test_text_cannot_be_logged(tmp_path: Path) -> None:
    file = start_log(tmp_path)
    with pytest.raises(TypeError):
        note("check_in", participant="Fatima")  # type: ignore[arg-type]
    with pytest.raises(TypeError):
        note("check_in", helping=True)
    with pytest.raises(ValueError, match="act"):
        note("Fatima kwam binnen")
    assert file.read_text(encoding="utf-8") == ""


def test_a_fault_says_where_and_not_with_what(tmp_path: Path) -> None:
    file = start_log(tmp_path)

    def deep() -> None:
        int("Fatima")

    try:
        deep()
    except ValueError as error:
        fault("produce", error)
    line = file.read_text(encoding="utf-8")
    assert re.search(
        r"ERROR onthaal: produce: ValueError at test_log.py:\d+ \w+ > test_log.py", line
    )
    assert "deep" in line
    assert "Fatima" not in line
    assert line.count("\n") == 1


def test_a_fault_of_the_program_keeps_its_message(tmp_path: Path) -> None:
    file = start_log(tmp_path)
    fault("main", ImportError("cannot import name 'x'"))
    assert "main: ImportError (cannot import name 'x') at nowhere" in file.read_text()


def test_it_stays_small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(log, "LARGEST_FILE", 500)
    start_log(tmp_path)
    for number in range(200):
        note("tap", number=number)
    files = sorted(tmp_path.iterdir())
    assert len(files) == 1 + KEPT
    assert all(file.stat().st_size <= 500 for file in files)


def test_only_its_owner_reads_it(tmp_path: Path) -> None:
    assert stat.S_IMODE(start_log(tmp_path).stat().st_mode) == 0o600


def test_the_terminal_shows_warnings_only(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = start_log(tmp_path)
    note("tap", number=1)
    logging.getLogger("kivy").warning("no touch screen")
    shown = capsys.readouterr().err
    assert "no touch screen" in shown
    assert "tap" not in shown
    assert "no touch screen" in file.read_text()


def test_warnings_of_libraries_go_to_the_log(tmp_path: Path) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        file = start_log(tmp_path)
        warnings.warn("old", DeprecationWarning, stacklevel=1)
        logging.captureWarnings(False)
    assert "DeprecationWarning: old" in file.read_text()


def test_starting_again_does_not_write_twice(tmp_path: Path) -> None:
    start_log(tmp_path)
    file = start_log(tmp_path)
    note("tap", number=1)
    assert len(file.read_text().splitlines()) == 1


def test_a_full_disk_loses_the_line_and_nothing_else(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / FILE_NAME).symlink_to("/dev/full")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Path, "chmod", lambda *_: None)
        start_log(tmp_path)
    note("tap", number=1)
    assert capsys.readouterr().err == ""


def test_a_log_that_cannot_be_opened(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).mkdir()
    with pytest.raises(LogError, match="is een map"):
        start_log(tmp_path)
    (tmp_path / FILE_NAME).rmdir()
    os.mkfifo(tmp_path / FILE_NAME)
    with pytest.raises(LogError, match="is geen gewoon bestand"):
        start_log(tmp_path)
