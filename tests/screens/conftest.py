"""One window and one running kiosk for all screen tests; each test gets its own database."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from db.models.base import proxy
from tests.screens.hands import Hands, Time
from tests.screens.running import SILENT, begin, end, running


@pytest.fixture(scope="session")
def now() -> Time:
    """The time of the kiosk."""
    return Time()


@pytest.fixture(scope="session")
def practice_day(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the practice day, made once; its database is copied for each test."""
    return tmp_path_factory.mktemp("practice")


@pytest.fixture(scope="session")
def app(now: Time, practice_day: Path) -> Iterator[Any]:
    """The kiosk in a window of 1280x800, without its main loop."""
    with pytest.MonkeyPatch.context() as patch:
        for name, driver in SILENT.items():
            patch.setenv(name, driver)
        with running(practice_day, now) as kiosk:
            yield kiosk


Start = Callable[..., Hands]


@pytest.fixture
def start(app: Any, now: Time, practice_day: Path, tmp_path: Path) -> Iterator[Start]:
    """Starts the kiosk on a data folder of this test alone, with the practice day in it or none."""
    usual = app.settings
    begun: list[Hands] = []

    def start_it(*, day: bool = True, printer: str = "") -> Hands:
        kept = practice_day / "onthaal.db" if day else None
        begun.append(begin(app, now, tmp_path, kept, printer))
        return begun[-1]

    yield start_it
    app.spooler.stop()
    app.settings = usual
    for hands in begun:
        end(hands)
        assert hands.broken() == hands.breaks, "a screen broke; the log says which"
    proxy.obj.close()


@pytest.fixture
def kiosk(start: Start) -> Hands:
    """The kiosk on the practice day: 12 products, 4 orders that wait, PIN 123456."""
    return start()


@pytest.fixture
def empty(start: Start) -> Hands:
    """The kiosk as it comes: no volunteer, no day."""
    return start(day=False)
