"""The kiosk is closed: no key, no event of the window, no file and no hand leads out of it."""

from __future__ import annotations

import os
import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from db.models.base import proxy
from tests.screens.hands import Hands
from tests.screens.keys import (
    ALT,
    CTRL,
    GUI,
    LOCKED,
    MODIFIERS,
    SCANCODES,
    SHIFT,
    WINDOW_EVENTS,
    System,
    every_key,
)
from tests.screens.walk import WALK

ALONE = 1.0
"""Seconds between two keys, so that none of them belongs to a scan."""

SOME = (0, CTRL | SHIFT, ALT, GUI)
LARGE_CODES = (0, 0x10FFFF, 0x110000, 0x40000000 | 511, 0x7FFFFFFF)
F1, ESCAPE, F12, PRINT_SCREEN, MENU = 0x3A, 0x29, 0x45, 0x46, 0x76


def files(*folders: Path) -> set[Path]:
    return {path for folder in folders for path in folder.glob("**/*") if path.is_file()}


@contextmanager
def nothing_changes(kiosk: Hands) -> Iterator[None]:
    """What happens inside leaves the screen, the visit, the data and the files as they are."""
    from kivy.base import EventLoop
    from kivy.config import Config
    from kivy.core.window import Window
    from kivy.modules import Modules

    places = (Path.cwd() / "kiosk", kiosk.app.settings.data, Path(os.environ["KIVY_HOME"]))
    connection = proxy.obj.connection()

    def state() -> tuple[Any, ...]:
        return (
            kiosk.at,
            kiosk.app.visit,
            kiosk.app.volunteer,
            list(Window.children),
            (Window.fullscreen, Window.borderless, Window.size),
            (EventLoop.quit, EventLoop.status),
            connection.total_changes,
            kiosk.broken(),
            [name for name, mod in Modules.mods.items() if mod.get("activated")],
            Config.items("modules"),
            list(Path.cwd().iterdir()),
        )

    seconds, before, kept = kiosk.now.seconds, state(), files(*places)
    yield
    kiosk.now.seconds = seconds
    kiosk.frames(3)
    assert state() == before
    assert files(*places) == kept


@pytest.mark.parametrize("name", list(WALK))
def test_no_key_changes_a_screen(kiosk: Hands, name: str) -> None:
    WALK[name][0](kiosk)
    kiosk.app.spooler.stop()
    kiosk.frames(6)
    system = System(kiosk)
    with nothing_changes(kiosk):
        for scancode in range(SCANCODES):
            for held in SOME:
                kiosk.now.seconds += ALONE
                system.key(scancode, held)


def test_every_key_with_every_modifier(kiosk: Hands) -> None:
    kiosk.wake()
    system = System(kiosk)
    pressed = 0
    with nothing_changes(kiosk):
        for scancode, held in every_key():
            kiosk.now.seconds += ALONE
            system.key(scancode, held)
            pressed += 1
    assert pressed == 512 * 16


def test_keys_with_a_lock_on_and_codes_that_no_keyboard_has(kiosk: Hands) -> None:
    kiosk.wake()
    system = System(kiosk)
    with nothing_changes(kiosk):
        for scancode in (F1, ESCAPE, F12, PRINT_SCREEN, MENU, 0x14, 0x3D, 0x4C):
            for locked in LOCKED:
                for held in MODIFIERS:
                    kiosk.now.seconds += ALONE
                    system.key(scancode, held | locked)
        for code in LARGE_CODES:
            kiosk.now.seconds += ALONE
            system.key(0, 0, code)


@pytest.mark.parametrize("name", ["welcome", "home", "pin", "counter", "plan_outing", "settings"])
def test_no_event_of_the_window_changes_a_screen(kiosk: Hands, name: str) -> None:
    from kivy.core.window import Window

    from kiosk.widgets.closed_window import close_window

    WALK[name][0](kiosk)
    kiosk.app.spooler.stop()
    kiosk.frames(6)
    close_window(full_screen=True)
    system, size = System(kiosk), Window.size
    events: list[Callable[[], None]] = [
        *(lambda event=event: system.window(event, *size) for event in WINDOW_EVENTS),
        system.quit,
        lambda: system.type_text("[b]hallo"),
        lambda: system.drop("/etc/passwd", file=True),
        lambda: system.drop("ONV", file=False),
        *(lambda button=button: system.let_go(button) for button in (1, 2, 3, 4, 5)),
    ]
    with nothing_changes(kiosk):
        for event in events:
            event()
            kiosk.frames(2)
    close_window(full_screen=False)


@pytest.mark.usefixtures("kiosk")
def test_only_a_window_on_a_desk_may_be_closed() -> None:
    from kivy.core.window import Window

    from kiosk.widgets.closed_window import close_window

    close_window(full_screen=True)
    assert Window.dispatch("on_request_close")
    close_window(full_screen=False)
    assert not Window.dispatch("on_request_close")


@pytest.mark.parametrize("size", [(1, 1), (2, 4000), (4000, 2)])
def test_a_window_of_any_size_breaks_nothing(kiosk: Hands, size: tuple[int, int]) -> None:
    from kivy.core.window import Window

    kiosk.to_produce()
    usual = Window.size
    for wide, high in (size, usual):
        Window.dispatch("on_resize", wide, high)
        kiosk.app.root.size = wide, high
        kiosk.frames(3)
    Window.dispatch("on_resize", *usual)
    kiosk.frames(3)
    assert kiosk.at == "produce" and not kiosk.broken()
    kiosk.take(kiosk.tiles()[0])


def test_a_burst_of_keys_is_at_most_a_scan_that_is_refused(kiosk: Hands) -> None:
    dice = random.Random(5)
    kiosk.wake()
    system = System(kiosk)
    for _ in range(40):
        for _ in range(dice.randrange(1, 60)):
            system.key(dice.randrange(4, 100), dice.choice(MODIFIERS))
        kiosk.frames(3)
        assert kiosk.at in ("home", "not_ours")
        kiosk.now.seconds += ALONE
    assert not kiosk.broken()


# -- hands ------------------------------------------------------------------------------------


def test_only_the_first_finger_of_a_palm_presses_on_home(kiosk: Hands) -> None:
    kiosk.wake()
    tiles = kiosk.free("Tile")
    fingers = [kiosk.finger(*kiosk.place(tile)) for tile in tiles]
    kiosk.frames(2)
    kiosk.lift(fingers[0])
    kiosk.frames(2)
    shown = kiosk.at
    for finger in fingers[1:]:
        kiosk.lift(finger)
        kiosk.frames(2)
    assert kiosk.at == shown != "home"


def test_the_hand_that_wakes_it_presses_nothing(kiosk: Hands) -> None:
    fingers = [kiosk.finger(x, y) for x in range(40, 1280, 110) for y in (120, 300, 500, 700)]
    kiosk.frames(2)
    for finger in fingers:
        kiosk.lift(finger)
    kiosk.frames(6)
    assert kiosk.at == "home"


@pytest.mark.parametrize("name", list(WALK))
def test_palms_break_nothing(kiosk: Hands, name: str) -> None:
    from kivy.core.window import Window

    from kiosk.screens import SCREENS

    dice = random.Random(name)
    WALK[name][0](kiosk)
    kiosk.frames(3)
    for _ in range(4):
        if kiosk.at != name:
            break  # a palm may tap what leads elsewhere, as a finger may
        x, y = dice.uniform(0, Window.width), dice.uniform(0, Window.height)
        fingers = [kiosk.finger(x + dice.gauss(0, 120), y + dice.gauss(0, 90)) for _ in range(10)]
        seen = {kiosk.at}
        kiosk.frames(dice.randrange(1, 8))
        for finger in dice.sample(fingers, len(fingers)):
            kiosk.lift(finger)
            kiosk.frames(dice.randrange(0, 3))
            seen.add(kiosk.at)
        assert len(seen) <= 2, seen
        assert kiosk.at in SCREENS
        kiosk.frames(12)
    assert not kiosk.broken()
