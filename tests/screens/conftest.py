"""One window and one running kiosk for all screen tests; each test gets its own database."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import main
from db.models.base import proxy
from kiosk.settings import Group, Settings
from kiosk.spooler import Spooler
from tests.screens.hands import SATURDAY, Hands, Time

IBAN = "BE68539007547034"


@pytest.fixture(scope="session")
def now() -> Time:
    """The time of the kiosk."""
    return Time()


@pytest.fixture(scope="session")
def practice_day(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The database of the practice day, made once and copied for each test."""
    return tmp_path_factory.mktemp("practice")


@pytest.fixture(scope="session")
def app(tmp_path_factory: pytest.TempPathFactory, now: Time, practice_day: Path) -> Iterator[Any]:
    """The kiosk in a window of 1280x800, started as main.py does but without the main loop."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("SDL_VIDEODRIVER", "SDL_AUDIODRIVER"):
            patch.setenv(name, "offscreen" if "VIDEO" in name else "dummy")
        main.close_environment(tmp_path_factory.mktemp("kivy"), offscreen=True)
        from kiosk.widgets.window import configure

        configure((1280, 800))
        from kivy.base import EventLoop, runTouchApp
        from kivy.clock import Clock
        from kivy.core.window import Window

        from kiosk.app import KioskApp
        from kiosk.start import prepare

        Clock._max_fps = 0.0
        Clock.time = now
        Clock._start_tick = Clock._last_tick = now()
        settings = Settings(
            data=practice_day,
            practice=True,
            window=(1280, 800),
            group=Group(name="De Brug", iban=IBAN, account_name="De Brug vzw"),
        )
        prepare(settings, SATURDAY)
        kiosk = KioskApp(settings, clock=now.wall)
        kiosk._run_prepare()
        kiosk.spooler.stop()
        runTouchApp(embedded=True)
        for _ in range(5):
            EventLoop.idle()
        assert Window.size == (1280, 800)
        proxy.obj.close()
        yield kiosk
        EventLoop.close()


Start = Callable[..., Hands]


@pytest.fixture
def start(app: Any, now: Time, practice_day: Path, tmp_path: Path) -> Iterator[Start]:
    """Starts the kiosk on a data folder of this test alone, with the practice day in it or none."""
    from kiosk.start import prepare

    usual, failed = app.settings, app.fail_safe.failures
    begun: list[Hands] = []

    def begin(*, day: bool = True, printer: str = "") -> Hands:
        data = tmp_path / "data"
        data.mkdir()
        if day:
            shutil.copyfile(practice_day / "onthaal.db", data / "onthaal.db")
        now.seconds += 60.0
        now.shift -= now.wall() - SATURDAY
        app.settings = replace(usual, data=data, practice=False)
        prepare(app.settings, now.wall())
        papers = tmp_path / "papers"
        app.spooler = Spooler(
            printer or f"folder://{papers}", on_event=app._printer_said, clock=app.now
        )
        app.spooler.start()
        app.end_visit()
        hands = Hands(app, now, papers)
        hands.frames(3)
        begun.append(hands)
        return hands

    yield begin
    app.spooler.stop()
    app.settings = usual
    for hands in begun:
        hands.frames(3)
        if hands.at != "welcome":
            hands.app.end_visit()
        hands.frames(3)
        broken = hands.app.fail_safe.failures - failed
        assert broken == hands.breaks, "a screen broke; the log says which"
    proxy.obj.close()


@pytest.fixture
def kiosk(start: Start) -> Hands:
    """The kiosk on the practice day: 12 products, 4 orders that wait, PIN 123456."""
    return start()


@pytest.fixture
def empty(start: Start) -> Hands:
    """The kiosk as it comes: no volunteer, no day."""
    return start(day=False)
